//! Time and entropy as values: the law never reaches for a clock or a random source.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

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

/// A deterministic stream of bytes grown from one random seed: HMAC-SHA-256 in counter mode.
#[derive(Clone)]
pub struct Entropy {
    seed: [u8; 32],
    counter: std::cell::Cell<u64>,
}

impl std::fmt::Debug for Entropy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Entropy([redacted])")
    }
}

impl Entropy {
    /// A stream grown from `seed`, which must come from a cryptographic random source.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self {
            seed,
            counter: std::cell::Cell::new(0),
        }
    }

    /// The next 32 bytes.
    pub fn bytes(&self) -> [u8; 32] {
        let n = self.counter.get();
        self.counter.set(n + 1);
        hmac_sha256(&self.seed, &[b"onesign/entropy/1\n", &n.to_be_bytes()])
    }

    /// A version 7 UUID for the given time.
    pub fn uuid(&self, at_ms: i64) -> Uuid {
        let bytes = self.bytes();
        let mut random = [0u8; 10];
        random.copy_from_slice(&bytes[..10]);
        uuid::Builder::from_unix_timestamp_millis(u64::try_from(at_ms).unwrap_or(0), &random)
            .into_uuid()
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
    fn entropy_never_repeats_and_is_reproducible() {
        let (a, b) = (Entropy::from_seed([1; 32]), Entropy::from_seed([1; 32]));
        let first = a.bytes();
        assert_ne!(first, a.bytes());
        assert_eq!(first, b.bytes());
        assert_eq!(a.uuid(1_700_000_000_000).get_version_num(), 7);
    }
}
