//! Names of blobs: safe as a path on any file system and as a key of any object store.

use super::BlobError;
use std::fmt;
use std::str::FromStr;

/// A name such as `documents/<sha256>/received`: up to eight parts of `a-z 0-9 . _ -` joined by `/`, none of
/// which begins with a dot, 200 characters at most.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobName(String);

impl BlobName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for BlobName {
    type Err = BlobError;

    fn from_str(text: &str) -> Result<Self, BlobError> {
        let allowed = |c: u8| matches!(c, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-');
        let good =
            |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(allowed);
        let parts = text.split('/').count();
        if text.len() <= 200 && parts <= 8 && text.split('/').all(good) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BlobError::NotAName)
        }
    }
}

impl fmt::Display for BlobName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leaves_the_directory() {
        assert!("documents/00ff/received".parse::<BlobName>().is_ok());
        for bad in [
            "",
            "/",
            "/etc",
            "a/../b",
            "a//b",
            "a/",
            ".tmp/a",
            "A",
            "a b",
            "a\0",
            "ä",
            "a\\b",
            "1/2/3/4/5/6/7/8/9",
        ] {
            assert!(bad.parse::<BlobName>().is_err(), "{bad:?}");
        }
        assert!("a".repeat(201).parse::<BlobName>().is_err());
    }
}
