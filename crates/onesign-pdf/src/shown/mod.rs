//! What a page shows, found without drawing it: by an interpreter of its own, so that a fault of the renderer is not a
//! fault of the verdict too. What it can't read, it says (ADR 36).

mod annotation;
mod colour;
mod compare;
mod data;
mod digest;
mod layers;
mod letters;
mod lexer;
mod looks;
mod mark;
mod matrix;
mod operands;
mod overprint;
mod page;
mod painter;
mod path;
mod pen;
mod picture;
mod state;
mod state_operators;
mod strokes;
mod text;
mod unread;

pub use annotation::{annotation_pages, can_be_seen, is_see_through, rectangle};
pub use colour::brightness;
pub use compare::{PageMarks, Paper, compare_marks};
pub(crate) use data::decoded;
pub use mark::{Kind, Mark, Painted, When};
pub use matrix::{Area, contains, grown, joined, overlap};
pub use overprint::{fontless_pages, overprinted_pages};
pub use page::{Easel, visible};
pub use unread::Unread;
