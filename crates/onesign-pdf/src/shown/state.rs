//! The graphics state (8.4), as far as the painter follows it.

use std::rc::Rc;

use super::letters::Letters;
use super::mark::When;
use super::matrix::{Area, IDENTITY, Matrix};
use super::pen::Pen;

/// A colour: what determines how it looks, and its brightness if that is known.
#[derive(Debug, Clone, Default)]
pub(super) struct Colour {
    /// The digest of its space, and of its pattern if it has one.
    pub space: u128,
    pub parts: Vec<f64>,
    /// From 0 to 1.
    pub light: Option<f64>,
    /// Whether it is the same everywhere.
    pub is_pattern: bool,
}

impl Colour {
    /// The initial colour (8.4.1).
    pub fn black() -> Self {
        Self {
            parts: vec![0.0],
            light: Some(0.0),
            ..Self::default()
        }
    }
}

/// The parameters of text (9.3).
#[derive(Debug, Clone)]
pub(super) struct TextState {
    pub spacing: f64,
    pub word_spacing: f64,
    /// Of 1.
    pub stretch: f64,
    pub leading: f64,
    pub size: f64,
    pub rise: f64,
    pub mode: i64,
    pub letters: Option<Rc<Letters>>,
}

/// What `q` saves.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub matrix: Matrix,
    /// Contains everything that is not clipped away.
    pub clip: Area,
    pub fill: Colour,
    pub stroke: Colour,
    pub line_width: f64,
    pub pen: Pen,
    pub text: TextState,
    /// Whether paint hides what is below: no transparency, no blend mode, no mask.
    pub fills_opaque: bool,
    pub strokes_opaque: bool,
    /// The digest of all other parameters: line style, transparency, clipping path.
    pub style: u128,
    pub when: When,
}

impl State {
    pub fn new(clip: Area, when: When) -> Self {
        Self {
            matrix: IDENTITY,
            clip,
            fill: Colour::black(),
            stroke: Colour::black(),
            line_width: 1.0,
            pen: Pen::default(),
            text: TextState {
                spacing: 0.0,
                word_spacing: 0.0,
                stretch: 1.0,
                leading: 0.0,
                size: 0.0,
                rise: 0.0,
                mode: 0,
                letters: None,
            },
            fills_opaque: true,
            strokes_opaque: true,
            style: 0,
            when,
        }
    }
}
