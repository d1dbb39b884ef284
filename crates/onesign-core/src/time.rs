//! Time and entropy as values: the law never reads a clock or a random source.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// One day in milliseconds.
pub const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// When and by which build a command is executed, with the randomness it may use.
#[derive(Clone, Debug)]
pub struct Moment {
    /// Milliseconds since the Unix epoch, UTC.
    pub at_ms: i64,
    /// Largest assumed error of the clock, in milliseconds.
    pub clock_error_ms: i64,
    /// Randomness for identifiers and keys.
    pub entropy: Entropy,
    /// The build that acts, as facts record it.
    pub build: String,
}

/// Random bytes derived from one seed by purpose. The same purpose gives the same bytes, so use each once.
#[derive(Clone)]
pub struct Entropy([u8; 32]);

impl std::fmt::Debug for Entropy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Entropy([redacted])")
    }
}

impl Entropy {
    /// Entropy derived from `seed`, which must come from a cryptographic random source and be used once.
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

/// The day of a moment in UTC, `YYYY-MM-DD`.
pub fn utc_date(at_ms: i64) -> String {
    // Days since 1 March of year 0, in eras of 400 years of the Gregorian calendar; a year begins in March, so that
    // the leap day is its last.
    let days = at_ms.div_euclid(DAY_MS) + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_utc() {
        for (days, date) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_420, "2025-11-28"),
            (19_782, "2024-02-29"),
            (47_541, "2100-03-01"),
        ] {
            assert_eq!(utc_date(days * DAY_MS), date);
            assert_eq!(utc_date(days * DAY_MS + DAY_MS - 1), date);
        }
    }

    #[test]
    fn entropy_differs_by_purpose_and_is_reproducible() {
        let (a, b) = (Entropy::from_seed([1; 32]), Entropy::from_seed([1; 32]));
        assert_ne!(a.bytes("x"), a.bytes("y"));
        assert_eq!(a.bytes("x"), b.bytes("x"));
        assert_ne!(a.bytes("x"), Entropy::from_seed([2; 32]).bytes("x"));
    }
}
