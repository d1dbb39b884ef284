//! Makes seals, document timestamps and security stores.

pub mod authority;
mod document_timestamp;
mod seal;
pub mod security_store;
pub mod signer;

pub use document_timestamp::{DocumentTimestamp, StampError};
pub use seal::{NeedSignature, NeedTimestamp, Prefix, SealError, Sealing, Signed};
