//! Why a configured key can't be used, in words for whoever runs this instance.

use std::path::Path;

/// A key that can't be used. The message names the setting at fault and what to do; it never contains a secret.
#[derive(Debug, thiserror::Error)]
#[error("{variable}: {problem}")]
pub(crate) struct KeyProblem {
    variable: &'static str,
    problem: String,
}

impl KeyProblem {
    pub(crate) fn new(variable: &'static str, problem: impl Into<String>) -> Self {
        Self {
            variable,
            problem: problem.into(),
        }
    }
}

/// The file that a setting names.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    pub variable: &'static str,
    pub path: &'a Path,
}

/// Longest file that is read, in bytes. Keys and chains are far smaller.
const LONGEST: u64 = 1 << 20;

impl Named<'_> {
    /// A problem with the file.
    pub(super) fn problem(&self, words: &str) -> KeyProblem {
        KeyProblem::new(self.variable, format!("{} {words}", self.path.display()))
    }

    /// Its content, with a warning in the log if others on this machine can read it too.
    pub(super) fn read_secret(&self) -> Result<zeroize::Zeroizing<Vec<u8>>, KeyProblem> {
        use std::os::unix::fs::PermissionsExt;
        let exposed = std::fs::metadata(self.path)
            .is_ok_and(|metadata| metadata.permissions().mode() & 0o004 != 0);
        if exposed {
            let path = self.path.display();
            tracing::warn!(%path, "everyone on this machine can read the key of the seal: run `chmod 0400` on it");
        }
        self.read()
    }

    /// Its content.
    pub(super) fn read(&self) -> Result<zeroize::Zeroizing<Vec<u8>>, KeyProblem> {
        use std::io::Read;
        let failed = |e: std::io::Error| self.problem(&format!("can't be read: {e}"));
        let file = std::fs::File::open(self.path).map_err(failed)?;
        let mut content = zeroize::Zeroizing::new(Vec::with_capacity(8192));
        file.take(LONGEST + 1)
            .read_to_end(&mut content)
            .map_err(failed)?;
        if content.len() as u64 > LONGEST {
            return Err(self.problem("is too large to be a key or a certificate"));
        }
        Ok(content)
    }
}
