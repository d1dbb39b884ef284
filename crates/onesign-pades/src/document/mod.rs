//! Signatures in a PDF file, read through `onesign_pdf`.

pub(crate) mod byte_range;
pub(crate) mod damage;
mod newest_timestamp;
mod opened;
mod sealed_parts;
pub(crate) mod security_store;
pub(crate) mod signatures;

pub use newest_timestamp::{StampedTime, newest_timestamp};
pub use opened::Opened;
pub use sealed_parts::{SealedParts, sealed_parts};
