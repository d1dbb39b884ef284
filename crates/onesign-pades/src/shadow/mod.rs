//! Content that could not be seen when the document was signed, and content that changes by itself.

mod fields;
mod unsteady;
pub(crate) mod warning;
pub(crate) mod warnings;
