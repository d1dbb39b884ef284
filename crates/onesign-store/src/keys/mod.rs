//! The keys of the vault. One master key opens everything; every other key is derived from it for one
//! purpose (HKDF-SHA-256, the purpose as `info`) or is random and wrapped by such a derived key.

mod files;
mod master;

pub use files::{lock_directory, replace_secret_file, secret_file};
pub use master::{MASTER_KEY_VARIABLE, MasterKey};

use aws_lc_rs::{hkdf, rand};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Why a key can't be used. No message contains any part of a key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The text is not 32 bytes of base64 or hexadecimal.
    #[error("the key must be 32 bytes, written as base64 or as 64 hexadecimal digits")]
    NotAKey,
    /// The key is one that an attacker would try first.
    #[error("the key is weak: generate a random one, for example with `openssl rand -base64 32`")]
    Weak,
    /// The key of this place can't be used.
    #[error("{place}: {problem}")]
    Unusable {
        /// The variable or the file that contains it.
        place: String,
        /// Why not.
        problem: Box<KeyError>,
    },
    /// The key is missing, but the data that it opens exist.
    #[error(
        "the key master.key is missing from {0}, but there is data that only this key opens. Restore it from your backup, or set it as ONESIGN_MASTER_KEY. OneSign does not make a new key, because a new key would not open that data"
    )]
    Missing(PathBuf),
    /// Others on this machine can read or change the file.
    #[error("{0} can be read or changed by others: run `chmod 0400` on it")]
    Exposed(PathBuf),
    /// The file can't be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file in question.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// The operating system provided no randomness.
    #[error("no randomness from the operating system")]
    NoRandomness,
}

impl KeyError {
    /// The same, with the place that contains the key.
    fn of(self, place: impl Into<String>) -> Self {
        Self::Unusable {
            place: place.into(),
            problem: Box::new(self),
        }
    }
}

/// A secret key of 32 bytes. Wiped on drop, never printed.
#[derive(Clone)]
pub struct SecretKey(Zeroizing<[u8; 32]>);

impl SecretKey {
    /// Takes over these bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// 32 fresh bytes from the operating system.
    ///
    /// # Errors
    /// [`KeyError::NoRandomness`] when there are none.
    pub fn random() -> Result<Self, KeyError> {
        let mut bytes = Zeroizing::new([0u8; 32]);
        rand::fill(bytes.as_mut_slice()).map_err(|_| KeyError::NoRandomness)?;
        Ok(Self(bytes))
    }

    /// The bytes. Pass them only to an algorithm; never store them.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// A key for one purpose: HKDF-SHA-256 without salt, `purpose` as info.
    pub fn derive(&self, purpose: &str) -> SecretKey {
        self.derive_with(&[], &[purpose.as_bytes()])
    }

    /// HKDF-SHA-256 with a salt and the concatenation of `info`.
    pub(crate) fn derive_with(&self, salt: &[u8], info: &[&[u8]]) -> SecretKey {
        let mut out = Zeroizing::new([0u8; 32]);
        let prk = hkdf::Salt::new(hkdf::HKDF_SHA256, salt).extract(self.0.as_slice());
        // HKDF refuses only outputs longer than 255 hashes; this one is a single hash long.
        let filled = prk
            .expand(info, hkdf::HKDF_SHA256)
            .and_then(|okm| okm.fill(out.as_mut_slice()));
        assert!(filled.is_ok(), "HKDF gives one hash of output");
        Self(out)
    }
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivation_follows_rfc_5869_and_separates_purposes() {
        let key = SecretKey::new([0x0b; 32]);
        let a = key.derive("onesign/a/1");
        // The values were computed in another language, with the two HMAC calls of RFC 5869.
        let expected = "67e0708d6fc4181a088202a26b7d745d036e1812cc919c0982483394221862ff";
        assert_eq!(a.expose().map(|b| format!("{b:02x}")).concat(), expected);
        assert_ne!(a.expose(), key.derive("onesign/b/1").expose());
        assert_eq!(a.expose(), key.derive("onesign/a/1").expose());
        assert_ne!(
            a.expose(),
            key.derive_with(b"salt", &[b"onesign/a/1"]).expose()
        );
    }

    #[test]
    fn no_key_is_ever_printed() {
        assert_eq!(
            format!("{:?}", SecretKey::new([7; 32])),
            "SecretKey([redacted])"
        );
    }
}
