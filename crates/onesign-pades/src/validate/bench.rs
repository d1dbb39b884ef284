//! What the signatures of a file are judged with.

use super::context::Context;
use super::level::Levels;
use super::timeline::{Case, Timeline};

/// What every signature of a file is judged with.
pub(crate) struct Bench<'b> {
    pub cases: &'b [Case<'b>],
    pub context: &'b Context<'b>,
    pub timeline: &'b Timeline,
    pub levels: &'b Levels<'b>,
}
