//! Revocation lists and OCSP responses, and what they prove about certificates.

pub(crate) mod crl;
pub(crate) mod crl_entry;
pub(crate) mod ocsp;
pub(crate) mod reason;
pub(crate) mod status;
pub(crate) mod validation_data;

pub use ocsp::Refusal;
pub use validation_data::ValidationData;
