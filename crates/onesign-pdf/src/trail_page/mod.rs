//! The trail: pages for people that say who did what and when, appended to the signed document.
//!
//! Each format of evidence has pages of its own: [`first`] never changes, so that seals made with it can be made again.
//! The later ones are laid out alike, as [`second`], and differ in words and in how text is set.

mod cover;
pub mod first;
mod layout;
pub mod second;
mod setting;

use serde::{Deserialize, Serialize};

use crate::fonts::{Edition, Library};
use crate::stamp::{DrawingError, Sheet};
use layout::Item;

pub use cover::CoverSheet;
pub(crate) use cover::draw as draw_cover;
pub(crate) use setting::{PAGE_HEIGHT, PAGE_WIDTH};

/// What the trail pages say, as the format of the evidence lays it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trail {
    /// A row for every fact.
    First(first::TrailDocument),
    /// A summary: people, a line for each act, and what the seal proves.
    Second(second::TrailRecord),
    /// The same summary in the scripts of the world, lines as high as their letters.
    Third(second::TrailRecord),
    /// The same summary, set by the rules of today: names keep their own direction.
    Fourth(second::TrailRecord),
}

impl Trail {
    /// The rules by which these pages and the stamps that go with them are set.
    pub(crate) fn edition(&self) -> Edition {
        match self {
            Self::First(_) | Self::Second(_) => Edition::Former,
            Self::Third(_) => Edition::Third,
            Self::Fourth(_) => Edition::Current,
        }
    }
}

impl From<first::TrailDocument> for Trail {
    fn from(trail: first::TrailDocument) -> Self {
        Self::First(trail)
    }
}

impl From<second::TrailRecord> for Trail {
    fn from(trail: second::TrailRecord) -> Self {
        Self::Fourth(trail)
    }
}

/// A label and what it labels.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrailEntry {
    /// The label.
    pub label: String,
    /// The value.
    pub value: String,
}

/// Someone who took part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrailPerson {
    /// Name.
    pub name: String,
    /// Mail address.
    pub address: String,
    /// What is known of this person's part.
    pub entries: Vec<TrailEntry>,
}

/// Lays the trail out and adds its pages to a sheet; gives their number.
pub(crate) fn draw(
    library: &Library,
    sheet: &mut Sheet,
    trail: &Trail,
) -> Result<usize, DrawingError> {
    let pages = match trail {
        Trail::First(trail) => first::lay_out(library, trail),
        Trail::Second(trail) | Trail::Third(trail) | Trail::Fourth(trail) => {
            second::lay_out(library, trail)
        }
    };
    draw_pages(library, sheet, &pages)
}

fn draw_pages(
    library: &Library,
    sheet: &mut Sheet,
    pages: &[Vec<Item>],
) -> Result<usize, DrawingError> {
    for items in pages {
        sheet.draw(PAGE_WIDTH, PAGE_HEIGHT, |surface| {
            for item in items {
                item.draw(library, surface);
            }
        })?;
    }
    Ok(pages.len())
}
