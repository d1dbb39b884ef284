//! Validates signatures (EN 319 102-1): establishes facts first, then answers each question.
//!
//! It fetches nothing and repairs nothing; an uncheckable property is named and never passes.

mod answers;
mod bench;
mod chain_revocation;
mod context;
mod coverage;
pub(crate) mod doubt;
mod existence;
mod facts;
pub(crate) mod file;
pub(crate) mod finding;
mod identity;
pub(crate) mod judgement;
mod level;
mod missing_validation_data;
pub(crate) mod status;
mod timeline;
mod timestamp;
mod validation_data;
mod verdict;

pub use missing_validation_data::{MissingData, UnusableAnswer, certificates_in};
pub use status::{AxisName, Status, SubIndication, Verdict};
pub use validation_data::{Gathered, PerSignature, validation_data};
