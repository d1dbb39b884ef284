//! Content that was invisible at signing time, and content whose appearance varies on its own.

mod annotations;
mod boundaries;
mod button_states;
mod fields;
mod kinds;
mod looks;
mod oddities;
mod reading;
mod rich_text;
mod unsteady;
pub(crate) mod warning;
pub(crate) mod warnings;
