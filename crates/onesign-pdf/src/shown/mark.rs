//! What a page shows, as a list of marks.

use super::matrix::{Area, NOTHING, joined};
use super::unread::Unread;

/// What kind of thing a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Glyphs.
    Text,
    /// A line to write on, a line of a table, or a frame: nothing inside it is painted.
    Rule,
    /// A rectangle in a single light colour, such as a box to write in.
    Ground,
    /// A rectangle in any other single colour.
    Block,
    /// Any other path.
    Path,
    /// A sampled image or a shading.
    Picture,
    /// The place of an interactive form field, which may show nothing yet.
    Field,
}

/// When a mark is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct When {
    /// On a screen.
    pub screen: bool,
    /// On paper.
    pub print: bool,
    /// Only if a reader does something: presses a button, points at it, shows a layer.
    pub at_choice: bool,
}

impl When {
    /// On screen and on paper, always.
    pub const ALWAYS: Self = Self {
        screen: true,
        print: true,
        at_choice: false,
    };
}

/// One thing that is painted.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// What it is.
    pub kind: Kind,
    /// An area that contains all of it, in the units of the page, after clipping.
    pub area: Area,
    /// Whether it may hide what is below it.
    pub is_opaque: bool,
    /// When it is seen.
    pub when: When,
    /// The object number of the annotation that paints it; `None` for the content of the page, 0 for a direct object.
    pub annotation: Option<u32>,
    /// A digest of everything that determines how it looks; 0 if it was not wanted.
    pub digest: u128,
}

/// A painted page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Painted {
    /// In the order of painting, which is from below to above.
    pub marks: Vec<Mark>,
    /// Why there may be other marks, anywhere on the page.
    pub unread: Option<Unread>,
    /// Whether opaque paint hides text of the page's own content.
    pub hides_text: bool,
}

impl Painted {
    /// The marks of an annotation.
    pub fn of_annotation(&self, number: u32) -> impl Iterator<Item = &Mark> {
        let marks = self.marks.iter();
        marks.filter(move |mark| mark.annotation == Some(number) && mark.kind != Kind::Field)
    }

    /// An area that contains all marks of an annotation, if it has any.
    #[must_use]
    pub fn area_of(&self, number: u32) -> Option<Area> {
        let areas = self.of_annotation(number).map(|mark| mark.area);
        areas.fold(None, |all: Option<Area>, area| {
            Some(joined(all.unwrap_or(NOTHING), area))
        })
    }
}
