//! The press of OneSign: PDF bytes in, PDF bytes out.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]
#![cfg_attr(not(test), warn(clippy::too_many_lines))]

pub mod ambiguity;
#[cfg(feature = "testing")]
pub mod archival;
mod characters;
mod compare;
mod compose;
pub mod content;
pub mod disputed;
pub mod fingerprint;
pub mod fonts;
pub mod form;
mod geometry;
pub mod graph;
pub mod intake;
pub mod object;
mod ornament;
pub mod read;
mod reading_order;
pub mod render;
pub mod shown;
pub mod stamp;
pub mod text;
pub mod trail_page;
mod typeset;
pub mod write;

pub use compare::{Area, PageComparison, compare_page};
pub use compose::{ComposeError, compose, compose_on};
pub use fonts::{HandFont, unprintable};
pub use geometry::{PageSize, Rect};
pub use intake::{
    DetectedField, Enclosed, Enclosure, Intake, IntakeError, Limits, Removal, intake, intake_open,
    warning_of, wrap,
};
pub use render::{PageImage, RenderError, render_page, try_pages};
pub use stamp::{Stamp, StampContent};
pub use text::{TextRun, page_text};
pub use trail_page::{CoverSheet, Trail, TrailEntry, TrailPerson};
