//! The press of OneSign: PDF bytes in, PDF bytes out.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]

mod geometry;
pub mod intake;
pub mod object;
pub mod read;
pub mod render;
pub mod text;
pub mod write;

pub use geometry::{PageSize, Rect};
pub use intake::{DetectedField, Intake, IntakeError, Limits, Removal, intake};
pub use render::{PageImage, RenderError, render_page};
pub use text::{TextRun, page_text};
