//! The seal of OneSign: PAdES signatures made and checked, without I/O.
//!
//! Nothing here opens a file, a socket or a clock: bytes, trust and times arrive as arguments. All
//! cryptography is aws-lc's.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]

mod algorithm;
pub mod authority;
mod cms;
mod crl;
pub mod document_timestamp;
pub mod dss;
mod encode;
#[cfg(test)]
mod hostile;
mod ocsp;
mod oid;
mod pem;
mod reason;
pub mod sign;
pub mod signer;
mod tlv;
pub mod tsp;
pub mod verify;

pub use algorithm::Algorithm;
pub use authority::{Authority, KeyKind, make_authority};
pub use document_timestamp::{DocumentTimestamp, StampError};
pub use sign::{NeedSignature, NeedTimestamp, Prefix, SealError, Sealing, Signed};
pub use signer::{FileSigner, SealCertificate, SignError, Signer};
