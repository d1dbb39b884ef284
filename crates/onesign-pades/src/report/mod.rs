//! What the verifier says: the only words in this crate.

pub(crate) mod change_sentences;
pub(crate) mod differences;
pub(crate) mod read_errors;
pub(crate) mod sentence;
pub(crate) mod sentences;
pub(crate) mod signature_report;
pub(crate) mod warnings;

pub use crate::validate::{sentences, validate, validate_with};
pub use sentence::{Sentence, Value};
pub use signature_report::{Axis, Change, SignatureEntry, SignatureReport};
