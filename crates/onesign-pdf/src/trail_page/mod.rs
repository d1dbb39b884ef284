//! The trail: pages for people that say who did what and when, appended to the signed document.
//!
//! Each format of evidence has its own pages: [`first`] never changes, so that the verifier can make its seals again.
//! The later formats share the layout of [`second`] and differ in words and in typesetting.

mod cover;
pub mod first;
mod item;
mod layout;
pub mod second;
mod setting;

use serde::{Deserialize, Serialize};

use crate::fonts::{Edition, Library};
use crate::stamp::{DrawingError, Sheet};
use item::Item;

pub use cover::CoverSheet;
pub(crate) use cover::draw as draw_cover;
pub(crate) use setting::{PAGE_HEIGHT, PAGE_WIDTH};

/// The texts of the trail pages, by the format of the evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trail {
    /// A row for every fact.
    First(first::TrailDocument),
    /// A summary: people, a line for each act, and what the seal proves.
    Second(second::TrailRecord),
    /// The same summary with more scripts, and line heights that follow the letters.
    Third(second::TrailRecord),
    /// The same summary, set by the current rules: names keep their own direction.
    Fourth(second::TrailRecord),
}

impl Trail {
    /// The typesetting rules for these pages and their stamps.
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

/// A label and its value.
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
    /// The details of this person's part.
    pub entries: Vec<TrailEntry>,
}

/// Lays the trail out and adds its pages to a sheet. Returns their number.
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
