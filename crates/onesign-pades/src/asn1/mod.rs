//! Bytes in BER and DER: read without re-encoding, and written.

pub(crate) mod base64;
pub(crate) mod ber;
pub(crate) mod der;
pub(crate) mod oid;
pub(crate) mod pem;
pub(crate) mod tag;
pub(crate) mod time;
