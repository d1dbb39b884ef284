//! What revocation lists and OCSP responses say about certificates.

pub(crate) mod crl;
pub(crate) mod evidence;
pub(crate) mod ocsp;
pub(crate) mod reason;

pub use crate::validate::material::Material;
