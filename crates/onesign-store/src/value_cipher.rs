//! Encryption of single values with AES-256-GCM: a table column, an opening or a wrapped key.
//!
//! `version (1 byte) ‖ nonce (12 random bytes) ‖ ciphertext ‖ tag (16)`. The additional data names the place
//! (table, column, row), so that a value moved to another row does not decrypt. Nonces are random: each key
//! belongs to one purpose or one subject and encrypts far fewer than 2³² values.

use crate::keys::SecretKey;
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::rand;
use zeroize::Zeroizing;

const VERSION: u8 = 1;
const TAG_LEN: usize = 16;

/// How many bytes longer the ciphertext is than the value.
pub(crate) const OVERHEAD: usize = 1 + NONCE_LEN + TAG_LEN;

/// A value that does not decrypt. The key or the place is another one, or the bytes were changed: AES-GCM does not say which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an encrypted value does not decrypt")]
pub struct DoesNotOpen;

/// A key ready to encrypt and decrypt values.
pub(crate) struct ValueCipher(LessSafeKey);

impl ValueCipher {
    pub(crate) fn new(key: &SecretKey) -> Self {
        let key = UnboundKey::new(&AES_256_GCM, key.expose());
        // Only a length other than 32 can fail.
        Self(LessSafeKey::new(
            key.unwrap_or_else(|_| unreachable!("AES-256 takes 32 bytes")),
        ))
    }

    /// Encrypts `value` for the place that `aad` names.
    pub(crate) fn encrypt(&self, aad: &[&str], value: &[u8]) -> Vec<u8> {
        let mut nonce = [0u8; NONCE_LEN];
        let drawn = rand::fill(&mut nonce);
        assert!(drawn.is_ok(), "the operating system has randomness");
        let mut out = Vec::with_capacity(value.len() + OVERHEAD);
        out.push(VERSION);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(value);
        let body = &mut out[1 + NONCE_LEN..];
        let tag = self.0.seal_in_place_separate_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(place(aad)),
            body,
        );
        let tag = tag.unwrap_or_else(|_| unreachable!("a value is far shorter than 64 GiB"));
        out.extend_from_slice(tag.as_ref());
        out
    }

    /// Decrypts what [`ValueCipher::encrypt`] made for the same place.
    pub(crate) fn decrypt(
        &self,
        aad: &[&str],
        encrypted: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, DoesNotOpen> {
        let (header, body) = encrypted
            .split_at_checked(1 + NONCE_LEN)
            .ok_or(DoesNotOpen)?;
        if header[0] != VERSION {
            return Err(DoesNotOpen);
        }
        let nonce = Nonce::try_assume_unique_for_key(&header[1..]).map_err(|_| DoesNotOpen)?;
        let mut value = Zeroizing::new(body.to_vec());
        let length = self
            .0
            .open_in_place(nonce, Aad::from(place(aad)), &mut value)
            .map_err(|_| DoesNotOpen)?
            .len();
        value.truncate(length);
        Ok(value)
    }
}

/// Length-prefixed, so that no two lists of parts give the same bytes.
fn place(parts: &[&str]) -> Vec<u8> {
    let mut out = Vec::with_capacity(96);
    for part in parts {
        out.extend_from_slice(&(part.len() as u64).to_be_bytes());
        out.extend_from_slice(part.as_bytes());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cipher(byte: u8) -> ValueCipher {
        ValueCipher::new(&SecretKey::new([byte; 32]))
    }

    #[test]
    fn a_value_decrypts_only_in_its_own_place() {
        let sealed = cipher(1).encrypt(&["jobs", "payload", "7"], b"value");
        assert_eq!(sealed.len(), 5 + OVERHEAD);
        assert_eq!(
            cipher(1)
                .decrypt(&["jobs", "payload", "7"], &sealed)
                .unwrap()
                .as_slice(),
            b"value"
        );
        assert!(
            cipher(1)
                .decrypt(&["jobs", "payload", "8"], &sealed)
                .is_err()
        );
        assert!(
            cipher(1)
                .decrypt(&["jobs", "payload7", ""], &sealed)
                .is_err()
        );
        assert!(
            cipher(2)
                .decrypt(&["jobs", "payload", "7"], &sealed)
                .is_err()
        );
    }

    #[test]
    fn every_flipped_bit_and_every_truncation_is_noticed() {
        let sealed = cipher(1).encrypt(&["t"], b"twelve bytes");
        for bit in 0..sealed.len() * 8 {
            let mut changed = sealed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(cipher(1).decrypt(&["t"], &changed), Err(DoesNotOpen));
        }
        for length in 0..sealed.len() {
            assert!(cipher(1).decrypt(&["t"], &sealed[..length]).is_err());
        }
    }

    #[test]
    fn the_same_value_never_looks_the_same_twice() {
        assert_ne!(
            cipher(1).encrypt(&["t"], b""),
            cipher(1).encrypt(&["t"], b"")
        );
    }
}
