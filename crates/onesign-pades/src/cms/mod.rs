//! CMS values in the form that PAdES uses (RFC 5652; EN 319 122-1).

pub(crate) mod archival;
pub(crate) mod build;
pub(crate) mod signed_data;
pub(crate) mod signer;
