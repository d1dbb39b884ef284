//! Content that could not be seen when the document was signed, and content that changes by itself.

pub(crate) mod preparation;
mod unsteady;
