//! What a verification is asked with: whom to trust, when it is, and what was fetched. The same words go to the worker.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use onesign_pades::verify::{Material, Policy};
use serde::{Deserialize, Serialize};

/// What a verification is asked with.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asking {
    /// Certificates (DER) that the one who asks trusts.
    roots: Vec<Base64>,
    /// Seconds since 1970.
    pub(super) now_unix: i64,
    /// Whether to say what could be fetched to know more.
    pub(super) says_wanted: bool,
    certificates: Vec<Base64>,
    crls: Vec<Base64>,
    ocsps: Vec<Base64>,
}

/// Bytes as text.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Base64(String);

impl Base64 {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(STANDARD.encode(bytes))
    }

    /// `None` if it is none.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        STANDARD.decode(&self.0).ok()
    }
}

impl Asking {
    /// Whom to trust (certificates in DER), at what time.
    pub(crate) fn new(roots: &[Vec<u8>], now_unix: i64) -> Self {
        Self {
            roots: texts(roots),
            now_unix,
            says_wanted: false,
            certificates: Vec::new(),
            crls: Vec::new(),
            ocsps: Vec::new(),
        }
    }

    /// The same with what was fetched; whether to say what else there is to fetch.
    pub(super) fn with(&self, given: &Material, says_wanted: bool) -> Self {
        Self {
            says_wanted,
            certificates: texts(&given.certificates),
            crls: texts(&given.crls),
            ocsps: texts(&given.ocsps),
            ..self.clone()
        }
    }

    /// Whom to trust. What can't be read ends no chain.
    pub(super) fn policy(&self) -> Policy {
        Policy::trusting(bytes(&self.roots))
    }

    /// What was fetched.
    pub(super) fn material(&self) -> Material {
        Material {
            certificates: bytes(&self.certificates),
            crls: bytes(&self.crls),
            ocsps: bytes(&self.ocsps),
        }
    }
}

fn texts(list: &[Vec<u8>]) -> Vec<Base64> {
    list.iter().map(|one| Base64::of(one)).collect()
}

fn bytes(list: &[Base64]) -> Vec<Vec<u8>> {
    list.iter().filter_map(Base64::bytes).collect()
}
