//! Cryptographic message syntax (RFC 5652) as far as signatures in PDFs need it.

pub(crate) mod archival;
pub(crate) mod build;
pub(crate) mod certificate;
pub(crate) mod crypto;
mod ecdsa;
pub(crate) mod names;
pub(crate) mod pointers;
pub(crate) mod signed_data;
