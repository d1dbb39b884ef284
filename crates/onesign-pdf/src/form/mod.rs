//! Interactive forms (ISO 32000-2, 12.7): the fields of a document, their widgets, and the text that
//! these show.

pub mod appearance;
mod fields;
pub mod mark;
mod signatures;
pub mod value;

pub use fields::{Form, Node, PASSWORD, READ_ONLY};
pub use signatures::signature_values;
