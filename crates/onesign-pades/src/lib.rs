//! The seal of OneSign: makes and validates PAdES signatures, without I/O.
//!
//! No code here opens a file, a socket or a clock: bytes, trust policy and times arrive as arguments. All cryptography
//! is aws-lc's.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]
#![cfg_attr(not(test), warn(clippy::too_many_lines))]

mod asn1;
mod cms;
pub mod diff;
pub mod document;
#[cfg(test)]
mod hostile;
pub mod report;
pub mod revocation;
mod shadow;
pub mod sign;
pub mod trust;
pub mod tsp;
pub mod validate;
pub mod x509;

pub use sign::authority::{Authority, KeyKind, make_authority};
pub use sign::signer::{FileSigner, SealCertificate, SignError, Signer};
pub use sign::{
    DocumentTimestamp, NeedSignature, NeedTimestamp, Prefix, SealError, Sealing, Signed, StampError,
};
pub use x509::Algorithm;
