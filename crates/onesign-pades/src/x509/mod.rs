//! Certificates, their algorithms and signatures, and chains of them (RFC 5280).

pub(crate) mod algorithm;
pub(crate) mod algorithm_expiry;
pub(crate) mod certificate;
pub(crate) mod chain;
mod ecdsa;
pub(crate) mod key;
mod name_constraints;
pub(crate) mod names;
pub(crate) mod path;
pub(crate) mod path_rules;
pub(crate) mod pointers;
pub(crate) mod rsa;
pub(crate) mod signature;

pub use algorithm::Algorithm;
pub use algorithm_expiry::AlgorithmExpiry;
