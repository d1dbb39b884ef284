//! The annotations of a page as operators and forms.

use super::DetectedField;
use crate::geometry::{Bounds, Matrix};
use crate::object::Ref;

/// The result of painting a page's annotations.
#[derive(Default)]
pub(super) struct Painted {
    /// Operators that draw them, in the page's own coordinates.
    pub(super) operators: String,
    /// The form XObjects those operators name.
    pub(super) forms: Vec<(String, Ref)>,
    /// The fields among them.
    pub(super) fields: Vec<DetectedField>,
}

/// The map that moves a picture to the lower left corner of its box.
pub(super) fn corner(area: Bounds) -> Matrix {
    Matrix([1.0, 0.0, 0.0, 1.0, area.x0, area.y0])
}

/// A box with sides of a point or more.
pub(super) fn at_least_a_point(area: Bounds) -> Bounds {
    Bounds {
        x1: area.x1.max(area.x0 + 1.0),
        y1: area.y1.max(area.y0 + 1.0),
        ..area
    }
}

impl Painted {
    pub(super) fn draw(&mut self, matrix: Matrix, form: Ref) {
        let name = format!("A{}", self.forms.len());
        self.operators
            .push_str(&format!("q {} cm /{name} Do Q\n", matrix.operands()));
        self.forms.push((name, form));
    }
}
