//! The verifier's sentences: the only user-visible texts in this crate.

mod algorithms;
mod catalogue;
mod chains;
mod change_sentences;
mod differences;
mod documents;
mod findings;
mod read_errors;
mod sentence;
mod sentences;
mod signature_report;
mod warnings;

pub use catalogue::sentences;
pub use sentence::{Sentence, Value};
pub use signature_report::{
    Axis, Change, SignatureEntry, SignatureReport, validate, validate_with,
};
