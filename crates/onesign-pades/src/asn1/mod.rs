//! Bytes in BER and DER: read without re-encoding, and written.

pub(crate) mod encode;
pub(crate) mod encoded;
pub(crate) mod oid;
pub(crate) mod pem;
pub(crate) mod tlv;
