//! Reading: strict and aware of revisions. It repairs nothing; a file that other readers might
//! interpret differently is an error.

mod account;
mod attachments;
mod document;
mod encryption;
mod error;
pub(crate) mod filter;
pub mod flaw;
mod lexer;
mod objects;
#[cfg(feature = "testing")]
mod openings;
mod pages;
mod revisions;
mod source;
mod spans;
mod xref;

pub use document::Document;
pub use error::ReadError;
pub use filter::decode;
#[cfg(feature = "testing")]
pub use openings::openings;
pub use revisions::RevisionSpan;
pub use source::{Source, SourceError};
pub use spans::KeySpan;
pub use xref::Entry;
