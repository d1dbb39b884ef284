//! The typesetting of the trail pages: colours, type sizes and spacing. Lengths in points.

use crate::fonts::Style;
use crate::typeset::{Ink, Line};

/// A4.
pub(crate) const PAGE_WIDTH: f32 = 595.276;
pub(crate) const PAGE_HEIGHT: f32 = 841.89;

/// The gap next to a column of labels or times.
pub(super) const GAP: f32 = 14.0;

/// Width of the column of times, on pages with the date as a heading.
pub(super) const TIMES: f32 = 70.0;

pub(super) const INK: Ink = Ink(27, 26, 24);
pub(super) const SOFT: Ink = Ink(85, 81, 74);
pub(super) const RULE: Ink = Ink(201, 192, 174);
pub(super) const PROVEN: Ink = Ink(23, 105, 63);

/// How a text is set.
#[derive(Clone, Copy)]
pub(super) struct Type {
    pub(super) style: Style,
    pub(super) size: f32,
    pub(super) leading: f32,
    pub(super) ink: Ink,
}

impl Type {
    const fn new(style: Style, size: f32, leading: f32, ink: Ink) -> Self {
        Self {
            style,
            size,
            leading,
            ink,
        }
    }
}

impl Type {
    /// The distance of the baseline from the top of a line, and the line's height, which is larger
    /// for tall letters.
    pub(super) fn around(&self, line: &Line) -> (f32, f32) {
        let usual = (self.leading + self.size * 0.6) / 2.0;
        let Some(ink) = line.tall else {
            return (usual, self.leading);
        };
        let baseline = usual.max(0.5 - ink.top * self.size);
        (
            baseline,
            self.leading.max(baseline + ink.bottom * self.size),
        )
    }
}

pub(super) const TITLE: Type = Type::new(Style::Title, 23.0, 27.0, INK);
pub(super) const SUBTITLE: Type = Type::new(Style::Body, 11.0, 15.0, SOFT);
pub(super) const HEADING: Type = Type::new(Style::Title, 13.5, 18.0, INK);
pub(super) const NAME: Type = Type::new(Style::Title, 11.0, 15.0, INK);
pub(super) const STATEMENT: Type = Type::new(Style::Serif, 10.5, 15.5, INK);
pub(super) const VALUE: Type = Type::new(Style::Body, 9.0, 13.0, INK);
pub(super) const LABEL: Type = Type::new(Style::Body, 9.0, 13.0, SOFT);
pub(super) const SMALL: Type = Type::new(Style::Body, 7.5, 10.5, SOFT);
pub(super) const DAY: Type = Type::new(Style::Title, 10.0, 14.0, INK);
pub(super) const PROSE: Type = Type::new(Style::Serif, 10.0, 14.0, INK);
pub(super) const NOTE: Type = Type::new(Style::Body, 8.0, 11.0, SOFT);
pub(super) const SUMMARY: Type = Type::new(Style::Body, 8.0, 11.0, INK);
pub(super) const DIGEST: Type = Type::new(Style::Body, 8.0, 13.0, INK);

/// The spacing of a page.
#[derive(Clone, Copy)]
pub(super) struct Spacing {
    pub(super) margin: f32,
    /// Where text begins and ends.
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// Width of the column of labels.
    pub(super) labels: f32,
    /// Height of the seal.
    pub(super) seal: f32,
    /// The factor for leading and gaps.
    leading: f32,
    gaps: f32,
}

impl Spacing {
    /// The spacing of the first format and of cover sheets. It never changes.
    pub(super) const WIDE: Self = Self {
        margin: 62.0,
        top: 64.0,
        bottom: PAGE_HEIGHT - 78.0,
        labels: 128.0,
        seal: 72.0,
        leading: 1.0,
        gaps: 1.0,
    };
    /// The spacing of the second format: an ordinary ceremony fits on two pages.
    pub(super) const CLOSE: Self = Self {
        margin: 52.0,
        top: 50.0,
        bottom: PAGE_HEIGHT - 66.0,
        labels: 120.0,
        seal: 60.0,
        leading: 0.91,
        gaps: 0.6,
    };

    pub(super) fn width(&self) -> f32 {
        PAGE_WIDTH - 2.0 * self.margin
    }

    pub(super) fn gap(&self, usual: f32) -> f32 {
        usual * self.gaps
    }

    /// The same type, with the leading of these pages.
    pub(super) fn leaded(&self, kind: Type) -> Type {
        Type {
            leading: kind.leading * self.leading,
            ..kind
        }
    }
}
