//! Certificates to trust, from files and directories, and trusted lists.

use super::policy::regular_file as read;
use onesign_evidence::check::Asking;
use onesign_pades::trust::{ListOfLists, Signers, TrustedList, certificates};
use std::path::{Path, PathBuf};

/// The largest file of certificates, in bytes.
const MAX_BYTES: u64 = 16 << 20;

/// The certificates in a PEM or DER file, or in all such files of a directory.
pub(super) fn roots(path: &Path) -> Result<Vec<Vec<u8>>, String> {
    let about = std::fs::metadata(path).map_err(|e| e.to_string())?;
    if !about.is_dir() {
        return from_file(path);
    }
    let mut files: Vec<PathBuf> = std::fs::read_dir(path)
        .map_err(|e| e.to_string())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| is_certificate(path))
        .collect();
    files.sort();
    let mut found = Vec::new();
    for file in &files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        found.extend(from_file(file).map_err(|problem| format!("{name}: {problem}"))?);
    }
    if found.is_empty() {
        return Err("there is no .pem, .crt, .cer or .der file in this directory".into());
    }
    Ok(found)
}

/// Other files in a directory, such as a README, are ignored.
fn is_certificate(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let known = |known: &&str| ending.is_some_and(|ending| ending.eq_ignore_ascii_case(known));
    ["pem", "crt", "cer", "der"].iter().any(known) && path.is_file()
}

fn from_file(path: &Path) -> Result<Vec<Vec<u8>>, String> {
    let about = std::fs::metadata(path).map_err(|e| e.to_string())?;
    if !about.is_file() || about.len() > MAX_BYTES {
        return Err("this is not a certificate file".into());
    }
    let bytes = std::fs::read(path).map_err(|e| e.to_string())?;
    certificates(&bytes).ok_or_else(|| "it contains no certificate, or a damaged one".into())
}

/// The trusted lists of the command line.
pub(super) struct Lists<'l> {
    pub(super) files: &'l [PathBuf],
    pub(super) list_of_lists: Option<&'l Path>,
    /// Files with the certificates of the allowed signers: of the list of lists if there is one, else of the lists.
    pub(super) signers: &'l [PathBuf],
}

impl Lists<'_> {
    /// Reads all lists and adds their services to the trust policy; an error message names the file.
    pub(super) fn read(&self, asking: &mut Asking) -> Result<(), String> {
        let mut signers = Vec::new();
        for path in self.signers {
            signers.extend(roots(path).map_err(|problem| about(path, problem))?);
        }
        let algorithm_expiry = asking.policy().algorithm_expiry;
        let named = match self.list_of_lists {
            Some(path) => {
                let bytes = read(path).map_err(|problem| about(path, problem))?;
                let lists = ListOfLists::read(&bytes, &signers, &algorithm_expiry);
                Some(lists.map_err(|problem| about(path, problem))?)
            }
            None => None,
        };
        let signers = match &named {
            Some(lists) => Signers::Named(lists),
            None => Signers::Certificates(&signers),
        };
        for path in self.files {
            let bytes = read(path).map_err(|problem| about(path, problem))?;
            let list = TrustedList::read(&bytes, signers, &algorithm_expiry);
            let list = list.map_err(|problem| about(path, problem))?;
            let kept = asking.trust_list(list);
            kept.map_err(|problem| about(path, problem))?;
        }
        Ok(())
    }
}

pub(super) fn about(path: &Path, problem: impl std::fmt::Display) -> String {
    format!("{}: {problem}", path.display())
}
