//! Reads. Each belongs to a viewer ([`Reads`]), who gets "not found" for anything that they may not
//! see.

mod access;
mod account;
mod chain;
mod credentials;
mod envelope;
mod facts;
mod link;
pub(crate) mod list;
pub(crate) mod progress;
mod replay;
mod sealed_file;
mod session;
pub(crate) mod state;

pub use access::Reads;
pub use facts::{ClosedValue, StoredFact};
pub use list::{Filter, Page};
pub use sealed_file::SealedFile;
pub use session::Session;
