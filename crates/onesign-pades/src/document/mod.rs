//! Signatures as they are in a PDF file, read through `onesign_pdf`.

pub(crate) mod content;
pub(crate) mod cover;
pub(crate) mod damage;
pub(crate) mod dss;
pub(crate) mod find;
pub(crate) mod range;
mod seal;
mod stamped;

pub use seal::{SealedParts, sealed_parts};
pub use stamped::{StampedTime, newest_timestamp};
