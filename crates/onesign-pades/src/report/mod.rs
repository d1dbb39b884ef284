//! What the verifier says: the only words in this crate.

pub(crate) mod changes_said;
#[allow(clippy::module_inception)]
pub(crate) mod report;
pub(crate) mod said;
pub(crate) mod sentences;
pub(crate) mod unread;

pub use crate::diff::Change;
pub use crate::validate::{sentences, validate, validate_with};
pub use report::{Axis, SignatureEntry, SignatureReport};
pub use sentences::{Sentence, Value};
