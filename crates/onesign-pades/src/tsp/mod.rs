//! Time-Stamp Protocol (RFC 3161).

pub(crate) mod exchange;
pub(crate) mod token;

pub use exchange::{TimestampError, request, token};
