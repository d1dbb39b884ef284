//! Time and entropy as values: the law never reaches for a clock or a random source.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// One day in milliseconds.
pub const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// When and by which build a command is executed, with the randomness it may use.
#[derive(Clone, Debug)]
pub struct Moment {
    /// Milliseconds since the Unix epoch, UTC.
    pub at_ms: i64,
    /// Largest error the clock is believed to have, in milliseconds.
    pub clock_error_ms: i64,
    /// Randomness for identifiers and keys.
    pub entropy: Entropy,
    /// The build that acts, as it is written into facts.
    pub build: String,
}

/// Random bytes grown from one seed, by purpose: the same purpose gives the same bytes, so ask for each once.
#[derive(Clone)]
pub struct Entropy([u8; 32]);

impl std::fmt::Debug for Entropy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Entropy([redacted])")
    }
}

impl Entropy {
    /// Entropy grown from `seed`, which must come from a cryptographic random source and be used once.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(seed)
    }

    /// 32 bytes for this purpose.
    pub fn bytes(&self, purpose: &str) -> [u8; 32] {
        hmac_sha256(&self.0, &[b"onesign/entropy/1\n", purpose.as_bytes()])
    }
}

/// HMAC-SHA-256 over the concatenation of `parts`.
pub(crate) fn hmac_sha256(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // RFC 2104: a key shorter than the block is padded with zeros.
    let mut block = [0u8; 64];
    block[..32].copy_from_slice(key);
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entropy_differs_by_purpose_and_is_reproducible() {
        let (a, b) = (Entropy::from_seed([1; 32]), Entropy::from_seed([1; 32]));
        assert_ne!(a.bytes("x"), a.bytes("y"));
        assert_eq!(a.bytes("x"), b.bytes("x"));
        assert_ne!(a.bytes("x"), Entropy::from_seed([2; 32]).bytes("x"));
    }
}
