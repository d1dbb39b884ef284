//! Content that was invisible at signing time, and content whose appearance varies on its own.

mod fields;
mod unsteady;
pub(crate) mod warning;
pub(crate) mod warnings;
