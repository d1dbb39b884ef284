//! Writing: whole files of one revision, and incremental updates that leave the existing bytes
//! unchanged.

mod attachment;
mod date;
mod document;
mod field;
mod incremental;
mod serialise;
mod signature;

pub use attachment::{Attachment, Relationship};
pub(crate) use attachment::{embedded_pdf, specification};
pub use date::PdfDate;
pub use document::write_document;
pub use incremental::{Revision, WriteError};
pub use serialise::write_object;
pub use signature::{DocMdp, SignatureDictionary, SubFilter, Unsigned};
