//! The self-made key: a root, an issuing authority and a sealing certificate, made on the first start and renewed
//! before it ends. They lie in `seal.json` in the key directory, mode 0400.

use super::problem::KeyProblem;
use crate::clock::random;
use onesign_pades::sign::authority::AuthorityError;
use onesign_pades::{Authority, FileSigner, KeyKind, SealCertificate, SignError};
use onesign_store::keys::{KeyError, lock_directory, replace_secret_file, secret_file};
use serde::{Deserialize, Serialize};
use std::path::Path;
use zeroize::{Zeroize, Zeroizing};

const DAY_S: i64 = 24 * 60 * 60;
/// So long before its end a certificate is renewed.
pub(super) const RENEW_BEFORE_S: i64 = 90 * DAY_S;
/// An hour back, so that a clock that is set a little later does not see a certificate from the future.
const BACK_S: i64 = 3_600;
/// The name in self-made certificates.
const NAME: &str = "OneSign";
const FILE: &str = "seal.json";

/// The self-made key and everything that was ever its root.
pub(super) struct SelfMade {
    pub signer: FileSigner,
    /// Roots, the present one first. Seals under earlier ones stay verifiable.
    pub roots: Vec<Vec<u8>>,
    /// Whether this call made the certificate.
    pub renewed: bool,
}

/// Why there is no self-made key.
#[derive(Debug, thiserror::Error)]
pub(super) enum SelfMadeError {
    #[error(transparent)]
    File(#[from] KeyError),
    #[error("the content is damaged: restore the file from a backup")]
    Damaged,
    /// Another root would be another instance to whoever checks its seals.
    #[error(
        "is missing, and this instance has sealed before. Nothing was changed. Put the file back from a backup. If it is \
         lost, or the instance has kept its key elsewhere until now, and you accept that future seals lead to a different root, \
         run `onesign accept-restore` once"
    )]
    Missing,
    #[error(transparent)]
    Authority(#[from] AuthorityError),
    #[error(transparent)]
    Sign(#[from] SignError),
}

impl From<SelfMadeError> for KeyProblem {
    fn from(error: SelfMadeError) -> Self {
        let colon = if matches!(error, SelfMadeError::Missing) {
            ""
        } else {
            ":"
        };
        Self::new("ONESIGN_DATA_DIR", format!("keys/{FILE}{colon} {error}"))
    }
}

/// The content of the file. Instances of the first versions have no issuing authority: their root issued the sealing
/// certificate itself, and its key is gone.
#[derive(Clone, Serialize, Deserialize)]
struct Stored {
    root_der: Vec<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issuing: Option<Issuing>,
    leaf_der: Vec<u8>,
    leaf_key_pkcs8: Vec<u8>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    earlier_roots: Vec<Vec<u8>>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Issuing {
    der: Vec<u8>,
    key_pkcs8: Vec<u8>,
}

impl Drop for Stored {
    fn drop(&mut self) {
        self.leaf_key_pkcs8.zeroize();
    }
}

impl Drop for Issuing {
    fn drop(&mut self) {
        self.key_pkcs8.zeroize();
    }
}

/// Opens the key, makes it if this is the `first` time that the instance needs one, and renews it when its certificate ends within [`RENEW_BEFORE_S`] or
/// another kind of key is wanted. `now` in Unix seconds. Of several processes that find it due, one renews it.
pub(super) fn open(
    keys: &Path,
    kind: KeyKind,
    now: i64,
    first: bool,
) -> Result<SelfMade, SelfMadeError> {
    let path = keys.join(FILE);
    if !first && !path.try_exists().map_err(|_| SelfMadeError::Missing)? {
        return Err(SelfMadeError::Missing);
    }
    let stored = load(&path, kind, now)?;
    if !is_due(&stored, kind, now)? {
        return stored.opened(false);
    }
    let _lock = lock_directory(keys)?;
    let stored = load(&path, kind, now)?;
    if !is_due(&stored, kind, now)? {
        return stored.opened(false);
    }
    let renewed = renew(&stored, kind, now)?;
    // Opened before it is kept: nothing replaces a key that works but another that works.
    let opened = renewed.opened(true)?;
    replace_secret_file(&path, &renewed.to_bytes()?)?;
    Ok(opened)
}

/// The roots of the self-made key, if there ever was one. An instance that has gone over to another key still
/// recognises its own earlier seals.
pub(super) fn roots(keys: &Path) -> Vec<Vec<u8>> {
    let none = || Err(KeyError::NotAKey);
    let stored = secret_file(&keys.join(FILE), none).ok();
    stored
        .and_then(|bytes| serde_json::from_slice::<Stored>(&bytes).ok())
        .map(|stored| stored.roots())
        .unwrap_or_default()
}

fn load(path: &Path, kind: KeyKind, now: i64) -> Result<Stored, SelfMadeError> {
    let mut failed = None;
    let bytes = secret_file(path, || {
        let made = make(kind, now).and_then(|made| made.to_bytes());
        made.map_err(|error| {
            failed = Some(error);
            KeyError::NotAKey
        })
    });
    if let Some(error) = failed {
        return Err(error);
    }
    serde_json::from_slice(&bytes?).map_err(|_| SelfMadeError::Damaged)
}

fn make(kind: KeyKind, now: i64) -> Result<Stored, SelfMadeError> {
    let authority = Authority::make(NAME, kind, now - BACK_S, &mut entropy)?;
    Ok(Stored::of(&authority, Vec::new()))
}

fn is_due(stored: &Stored, kind: KeyKind, now: i64) -> Result<bool, SelfMadeError> {
    let leaf = SealCertificate::read(&stored.leaf_der).ok_or(SelfMadeError::Damaged)?;
    // The first versions made P-256 only, and can't issue: another kind would be another root, which is not made
    // before it has to be.
    let other_kind = stored.issuing.is_some() && leaf.key != key_name(kind);
    Ok(leaf.validity.1 - now < RENEW_BEFORE_S || other_kind)
}

/// As [`SealCertificate::key`] calls it.
fn key_name(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::P256 => "P-256",
        KeyKind::P384 => "P-384",
        KeyKind::Rsa3072 => "RSA with 3072 bits",
        KeyKind::Rsa4096 => "RSA with 4096 bits",
    }
}

/// Another sealing key under the same root; under a new root if the old one can issue no more, or would end soon.
fn renew(stored: &Stored, kind: KeyKind, now: i64) -> Result<Stored, SelfMadeError> {
    if let Some(authority) = stored.authority() {
        let issuing =
            SealCertificate::read(&authority.issuing_der).ok_or(SelfMadeError::Damaged)?;
        if issuing.validity.1 - now > 2 * RENEW_BEFORE_S {
            let renewed = authority.renew(NAME, kind, now - BACK_S, &mut entropy)?;
            return Ok(Stored::of(&renewed, stored.earlier_roots.clone()));
        }
    }
    let authority = Authority::make(NAME, kind, now - BACK_S, &mut entropy)?;
    Ok(Stored::of(&authority, stored.roots()))
}

fn entropy(buffer: &mut [u8]) {
    for chunk in buffer.chunks_mut(32) {
        let drawn = Zeroizing::new(random::<32>());
        chunk.copy_from_slice(&drawn[..chunk.len()]);
    }
}

impl Stored {
    fn of(authority: &Authority, earlier_roots: Vec<Vec<u8>>) -> Self {
        Self {
            root_der: authority.root_der.clone(),
            issuing: Some(Issuing {
                der: authority.issuing_der.clone(),
                key_pkcs8: authority.issuing_key_pkcs8.to_vec(),
            }),
            leaf_der: authority.leaf_der.clone(),
            leaf_key_pkcs8: authority.leaf_key_pkcs8.to_vec(),
            earlier_roots,
        }
    }

    fn authority(&self) -> Option<Authority> {
        let issuing = self.issuing.as_ref()?;
        Some(Authority {
            root_der: self.root_der.clone(),
            issuing_der: issuing.der.clone(),
            issuing_key_pkcs8: Zeroizing::new(issuing.key_pkcs8.clone()),
            leaf_der: self.leaf_der.clone(),
            leaf_key_pkcs8: Zeroizing::new(self.leaf_key_pkcs8.clone()),
        })
    }

    fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, SelfMadeError> {
        let bytes = serde_json::to_vec(self).map_err(|_| SelfMadeError::Damaged)?;
        Ok(Zeroizing::new(bytes))
    }

    fn roots(&self) -> Vec<Vec<u8>> {
        let mut roots = vec![self.root_der.clone()];
        roots.extend(self.earlier_roots.iter().cloned());
        roots
    }

    fn opened(&self, renewed: bool) -> Result<SelfMade, SelfMadeError> {
        let mut chain = vec![self.leaf_der.clone()];
        chain.extend(self.issuing.as_ref().map(|issuing| issuing.der.clone()));
        chain.push(self.root_der.clone());
        Ok(SelfMade {
            signer: FileSigner::new(&self.leaf_key_pkcs8, chain)?,
            roots: self.roots(),
            renewed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use onesign_pades::Signer;

    const NOW: i64 = 1_794_000_000;

    fn leaf(made: &SelfMade) -> SealCertificate {
        SealCertificate::read(&made.signer.chain()[0]).unwrap()
    }

    #[test]
    fn a_key_is_made_once_and_renewed_before_it_ends_under_the_same_root() {
        let dir = tempfile::tempdir().unwrap();
        let open = |at| open(dir.path(), KeyKind::P256, at, true).unwrap();
        let first = open(NOW);
        assert_eq!(first.signer.chain().len(), 3);
        let again = open(NOW);
        assert_eq!(first.signer.chain(), again.signer.chain());
        let ends = leaf(&first).validity.1;
        let early = open(ends - RENEW_BEFORE_S);
        assert_eq!(early.signer.chain(), first.signer.chain());
        let renewed = open(ends - RENEW_BEFORE_S + 1);
        assert!(renewed.renewed && !early.renewed);
        assert_ne!(renewed.signer.chain()[0], first.signer.chain()[0]);
        assert_eq!(renewed.signer.chain()[1..], first.signer.chain()[1..]);
        assert_eq!(renewed.roots, first.roots);
        // Years after its end as well: an instance may have been switched off.
        let late = open(ends + 4 * 365 * DAY_S);
        assert_eq!(late.roots, first.roots);
        // The key file is private, and there is only one.
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(dir.path().join(FILE)).unwrap();
        assert_eq!(mode.permissions().mode() & 0o777, 0o400);
    }

    #[test]
    fn another_root_is_made_when_the_first_ends_and_the_first_is_remembered() {
        let dir = tempfile::tempdir().unwrap();
        let open = |at| open(dir.path(), KeyKind::P256, at, true).unwrap();
        let first = open(NOW);
        let root = SealCertificate::read(&first.roots[0]).unwrap();
        let next = open(root.validity.1 - RENEW_BEFORE_S);
        assert_eq!(next.roots.len(), 2);
        assert_eq!(next.roots[1], first.roots[0]);
        let then = open(root.validity.1 + 3 * 365 * DAY_S);
        assert_eq!(then.roots, next.roots);
    }

    #[test]
    fn another_kind_of_key_is_made_when_it_is_asked_for() {
        let dir = tempfile::tempdir().unwrap();
        let first = open(dir.path(), KeyKind::P256, NOW, true).unwrap();
        let other = open(dir.path(), KeyKind::Rsa3072, NOW, true).unwrap();
        assert!(other.renewed);
        assert_eq!(leaf(&other).key, "RSA with 3072 bits");
        assert_eq!(other.roots, first.roots);
        assert!(
            !open(dir.path(), KeyKind::Rsa3072, NOW, true)
                .unwrap()
                .renewed
        );
    }

    #[test]
    fn a_key_of_the_first_versions_still_opens_and_gets_a_new_root_in_the_end() {
        let dir = tempfile::tempdir().unwrap();
        let old: serde_json::Value =
            serde_json::from_str(include_str!("first_version.json")).unwrap();
        let bytes = serde_json::to_vec(&old).unwrap();
        secret_file(&dir.path().join(FILE), || Ok(Zeroizing::new(bytes))).unwrap();
        let ends = old["ends"].as_i64().unwrap();
        for kind in [KeyKind::P256, KeyKind::P384] {
            let opened = open(dir.path(), kind, ends - 100 * DAY_S, true).unwrap();
            assert_eq!(opened.signer.chain().len(), 2);
        }
        let root = super::roots(dir.path());
        let renewed = open(dir.path(), KeyKind::P256, ends - 30 * DAY_S, true).unwrap();
        assert_eq!(renewed.signer.chain().len(), 3);
        assert_eq!(renewed.roots[1..], root);
        assert_eq!(super::roots(dir.path()), renewed.roots);
    }

    #[test]
    fn several_that_find_it_due_agree() {
        let dir = tempfile::tempdir().unwrap();
        let first = open(dir.path(), KeyKind::P256, NOW, true).unwrap();
        let due = leaf(&first).validity.1;
        let made: Vec<_> = std::thread::scope(|scope| {
            let starters: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| open(dir.path(), KeyKind::P256, due, true).unwrap()))
                .collect();
            starters.into_iter().map(|s| s.join().unwrap()).collect()
        });
        assert_eq!(made.iter().filter(|m| m.renewed).count(), 1);
        assert!(
            made.iter()
                .all(|m| m.signer.chain() == made[0].signer.chain())
        );
    }

    #[test]
    fn a_damaged_file_is_named_and_kept() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(FILE);
        secret_file(&path, || Ok(Zeroizing::new(b"{}".to_vec()))).unwrap();
        let error = open(dir.path(), KeyKind::P256, NOW, true).err().unwrap();
        let words = KeyProblem::from(error).to_string();
        assert!(words.contains("keys/seal.json"), "{words}");
        assert!(words.contains("backup"), "{words}");
        assert_eq!(std::fs::read(&path).unwrap(), b"{}");
    }
}
