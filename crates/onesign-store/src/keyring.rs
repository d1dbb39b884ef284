//! The keys derived from the master key, one for each purpose.

use crate::keys::{MasterKey, SecretKey};
use crate::value_cipher::ValueCipher;
use aws_lc_rs::hmac;
use std::fmt::Write;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// All keys derived from the master key that the running vault needs. It does not keep the master key
/// itself.
pub(crate) struct Keyring {
    /// Wraps the random keys of subjects and envelopes.
    pub(crate) wrapping: ValueCipher,
    /// `envelopes.title_sealed`.
    pub(crate) titles: ValueCipher,
    /// `jobs.payload`.
    pub(crate) payloads: ValueCipher,
    /// `mails.sealed`.
    pub(crate) mails: ValueCipher,
    /// `link_secrets.secret_sealed` and `link_secrets.wait_sealed`.
    pub(crate) links: ValueCipher,
    /// `refusals.sealed`.
    pub(crate) refusals: ValueCipher,
    /// The blobs; further derived for each blob.
    pub(crate) blobs: SecretKey,
    /// Authenticates the bond between database and directory.
    pub(crate) instance: SecretKey,
    emails: hmac::Key,
    rates: hmac::Key,
    session_keys: hmac::Key,
    check: SecretKey,
}

impl Keyring {
    pub(crate) fn new(master: &MasterKey) -> Self {
        let cipher = |purpose: &str| ValueCipher::new(&master.derive(purpose));
        let mac =
            |purpose: &str| hmac::Key::new(hmac::HMAC_SHA256, master.derive(purpose).expose());
        Self {
            wrapping: cipher("onesign/wrap/1"),
            titles: cipher("onesign/column/envelopes.title/1"),
            payloads: cipher("onesign/column/jobs.payload/1"),
            mails: cipher("onesign/column/mails.message/1"),
            links: cipher("onesign/column/link_secrets/1"),
            refusals: cipher("onesign/column/refusals/1"),
            blobs: master.derive("onesign/blob/1"),
            instance: master.derive("onesign/instance/1"),
            emails: mac("onesign/index/accounts.email/1"),
            rates: mac("onesign/index/rates.key/1"),
            session_keys: mac("onesign/index/session_keys.key/1"),
            check: master.derive("onesign/check/1"),
        }
    }

    /// The blind index of an e-mail address: equal for equal addresses, ignoring case and outer spaces.
    pub(crate) fn email_index(&self, email: &str) -> Vec<u8> {
        hmac::sign(&self.emails, email.trim().to_lowercase().as_bytes())
            .as_ref()
            .to_vec()
    }

    /// The blind name of a rate counter: counters are keyed by addresses, which no table should contain.
    pub(crate) fn rate_key(&self, key: &str) -> String {
        hex(hmac::sign(&self.rates, key.as_bytes()).as_ref())
    }

    /// The blind name of a browser's public key; nothing else identifies the key.
    pub(crate) fn session_key_hash(&self, key: &str) -> String {
        hex(hmac::sign(&self.session_keys, key.as_bytes()).as_ref())
    }

    /// A value that only this master key gives. The vault stores it, and compares it when it opens a
    /// database.
    pub(crate) fn check_value(&self) -> String {
        hex(self.check.expose())
    }

    pub(crate) fn is_check_value(&self, stored: &str) -> bool {
        self.check_value()
            .as_bytes()
            .ct_eq(stored.as_bytes())
            .into()
    }
}

/// The pragma value that gives SQLCipher a raw key, which spares it 220 ms of key stretching a connection.
pub(crate) fn sqlcipher_key(master: &MasterKey) -> Zeroizing<String> {
    let key = Zeroizing::new(hex(master.derive("onesign/sqlcipher/1").expose()));
    Zeroizing::new(format!("\"x'{}'\"", key.as_str()))
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_email_index_ignores_case_and_distinguishes_addresses() {
        let ring = Keyring::new(&MasterKey::generate().unwrap());
        assert_eq!(
            ring.email_index("Ann@Example.org "),
            ring.email_index("ann@example.ORG")
        );
        assert_ne!(
            ring.email_index("ann@example.org"),
            ring.email_index("amn@example.org")
        );
        let other = Keyring::new(&MasterKey::generate().unwrap());
        assert_ne!(
            ring.email_index("ann@example.org"),
            other.email_index("ann@example.org")
        );
        assert!(ring.is_check_value(&ring.check_value()));
        assert!(!ring.is_check_value(&other.check_value()));
    }
}
