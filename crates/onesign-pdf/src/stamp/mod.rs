//! Stamps: the values that people entered, drawn onto the pages of the document.

mod caption;
mod draw;
mod entry;
mod fit;
mod import;
mod sheet;

use serde::{Deserialize, Serialize};

pub(crate) use draw::stroke;
pub use fit::capacity;
pub(crate) use import::{Drawing, Target, import};
pub(crate) use sheet::{DrawingError, Sheet};

use crate::fonts::{HandFont, Library, is_printable};
use crate::geometry::Rect;

/// The content of a rectangle on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum StampContent {
    /// Text, shrunk and broken into lines until it fits.
    Text {
        /// The text; line breaks count.
        text: String,
        /// Font size in millipoints; by default it follows the height of the rectangle, at most 11 pt.
        size_mpt: Option<i64>,
    },
    /// A typed signature, as large as fits.
    Hand {
        /// The name as typed.
        text: String,
        /// The handwriting font.
        font: HandFont,
    },
    /// A drawn signature, scaled to fit.
    Strokes {
        /// Each stroke's points in pad units, y downwards.
        strokes: Vec<Vec<(i64, i64)>>,
        /// Width of the pad.
        width: i64,
        /// Height of the pad.
        height: i64,
    },
    /// A check mark.
    Check,
}

/// Something to put on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// Zero-based page number.
    pub page: u32,
    /// The place, in millipoints from the top left of the page as displayed.
    pub rect: Rect,
    /// The content.
    pub content: StampContent,
    /// Small print below a signature: the signer's name, ` · `, and the time. If it does not fit at a legible size,
    /// the name is shortened; if that does not fit either, only the trail pages show it.
    pub caption: Option<String>,
}

impl Stamp {
    /// Every text of the stamp.
    fn texts(&self) -> impl Iterator<Item = &str> {
        let main = match &self.content {
            StampContent::Text { text, .. } | StampContent::Hand { text, .. } => {
                Some(text.as_str())
            }
            StampContent::Strokes { .. } | StampContent::Check => None,
        };
        main.into_iter().chain(self.caption.as_deref())
    }

    /// How many letters the entry must lose to be legible on paper; `None` if it is legible.
    pub fn excess(&self) -> Option<usize> {
        entry::excess(self)
    }

    /// The characters of the stamp's texts that can't be printed.
    pub(crate) fn unprintable(&self, library: &Library) -> Vec<char> {
        let mut found = Vec::new();
        for character in self.texts().flat_map(str::chars) {
            if !found.contains(&character) && !is_printable(library, character) {
                found.push(character);
            }
        }
        found
    }
}
