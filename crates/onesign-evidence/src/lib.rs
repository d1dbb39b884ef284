//! The proof of OneSign: the evidence inside a sealed document, the seal's revision that follows from it, and the
//! report of a verification. It uses no I/O, clock or randomness: the time arrives in [`check::Asking`].
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]
#![cfg_attr(not(test), warn(clippy::too_many_lines))]

pub mod check;
pub mod comparison;
pub mod composer;
pub mod evidence;
pub mod format;
#[allow(
    missing_docs,
    reason = "a member's comment is its description in the OpenAPI document; most names say enough"
)]
pub mod report;
pub mod revision;
mod said;
pub mod stamps;
pub mod story;
pub mod text;
mod trail_pages;

pub use composer::BUILD;
