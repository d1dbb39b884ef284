//! The shared data for validating the signatures of a file.

use super::context::Context;
use super::level::Levels;
use super::timeline::{Case, Timeline};

/// The shared data for validating every signature of a file.
pub(crate) struct Bench<'b> {
    pub cases: &'b [Case<'b>],
    pub context: &'b Context<'b>,
    pub timeline: &'b Timeline,
    pub levels: &'b Levels<'b>,
}
