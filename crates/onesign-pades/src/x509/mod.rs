//! Certificates, their algorithms and signatures, and the paths between them (RFC 5280).

pub(crate) mod algorithm;
pub(crate) mod certificate;
pub(crate) mod crypto;
mod ecdsa;
pub(crate) mod names;
pub(crate) mod path;
pub(crate) mod pointers;
mod rules;
pub(crate) mod sunset;

pub use algorithm::Algorithm;
pub use sunset::Sunset;
