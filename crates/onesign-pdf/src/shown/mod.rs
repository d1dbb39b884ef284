//! What a page shows, as far as it can be told without drawing it.

mod cover;

pub use cover::{covered_pages, text_places};
