//! Something placed on a trail page.

use super::setting::{PROVEN, RULE};
use crate::fonts::Library;
use crate::ornament;
use crate::stamp::stroke;
use crate::typeset::{Ink, Line};
use krilla::geom::PathBuilder;
use krilla::surface::Surface;

/// Something placed on a page.
pub(super) enum Item {
    Text {
        line: Line,
        x: f32,
        y: f32,
        size: f32,
        ink: Ink,
    },
    Rule {
        x: f32,
        y: f32,
        width: f32,
    },
    Seal {
        x: f32,
        y: f32,
        size: f32,
    },
}

impl Item {
    pub(super) fn draw(&self, library: &Library, surface: &mut Surface<'_>) {
        match self {
            Self::Text {
                line,
                x,
                y,
                size,
                ink,
            } => library.draw(surface, line, *x, *y, *size, *ink),
            Self::Rule { x, y, width } => {
                let mut path = PathBuilder::new();
                path.move_to(*x, *y);
                path.line_to(x + width, *y);
                stroke(surface, path.finish(), 0.5, RULE);
            }
            Self::Seal { x, y, size } => ornament::seal(surface, *x, *y, *size, PROVEN, true),
        }
    }

    /// Left, right, top and bottom edge.
    #[cfg(test)]
    pub(super) fn extent(&self) -> (f32, f32, f32, f32) {
        match self {
            Self::Text {
                line, x, y, size, ..
            } => (*x, x + line.width * size, y - size, y + size * 0.3),
            Self::Rule { x, y, width } => (*x, x + width, *y, *y),
            Self::Seal { x, y, size } => (*x, x + size, *y, y + size),
        }
    }
}
