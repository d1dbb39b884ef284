//! The visible content of a page, as far as it is known without drawing.

mod annotation;
mod colour;
mod cover;
mod matrix;
mod overprint;
mod picture;

pub use annotation::{annotation_pages, can_be_seen, is_see_through, rectangle};
pub use colour::brightness;
pub use cover::{covered_pages, text_places, text_places_within};
pub use overprint::{fontless_pages, overprinted_pages};
