//! Reads. Each is of a viewer ([`Reads`]); what the viewer may not see is not found.

mod access;
mod account;
mod chain;
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
