//! The audit trail: canonical bytes, entries, and the chain they form.

pub mod canonical;
pub mod chain;
pub mod entry;

pub use crate::digest::{base64url, digest_from_base64url, from_base64url, hex, sha256};
