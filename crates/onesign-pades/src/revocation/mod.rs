//! What revocation lists and OCSP responses say about certificates.

pub(crate) mod crl;
pub(crate) mod ocsp;
pub(crate) mod reason;
pub(crate) mod status;

pub use crate::validate::validation_data::ValidationData;
