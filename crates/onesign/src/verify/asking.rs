//! What a verification is asked with: whom to trust, and when it is. The same words go to the worker.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use onesign_pades::verify::Policy;
use serde::{Deserialize, Serialize};

/// What a verification is asked with.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asking {
    /// Certificates (DER) that the one who asks trusts, base64.
    roots: Vec<String>,
    /// Seconds since 1970.
    pub(super) now_unix: i64,
}

impl Asking {
    /// Whom to trust (certificates in DER), at what time.
    pub(crate) fn new(roots: &[Vec<u8>], now_unix: i64) -> Self {
        Self {
            roots: roots.iter().map(|root| STANDARD.encode(root)).collect(),
            now_unix,
        }
    }

    /// Whom to trust. What can't be read ends no chain.
    pub(super) fn policy(&self) -> Policy {
        let roots = self.roots.iter();
        Policy::trusting(
            roots
                .filter_map(|root| STANDARD.decode(root).ok())
                .collect(),
        )
    }
}
