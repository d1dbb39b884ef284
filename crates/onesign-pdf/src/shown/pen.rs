//! The pen (8.4.3): whether readers agree about how it draws.

use super::lexer::Operand;
use super::operands::numbers_of;
use super::unread::Unread;
use crate::object::{Dictionary, Object};
use crate::read::Document;

/// The highest style of caps and joins (tables 53 and 54).
const MAX_STYLE: f64 = 2.0;

/// Which parameters of the pen are outside their range: readers correct them in different ways, or draw nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Pen {
    width: bool,
    cap: bool,
    join: bool,
    dash: bool,
}

impl Pen {
    /// An error unless a stroke with this pen has a single meaning.
    pub fn strokes(self) -> Result<(), Unread> {
        if self == Self::default() {
            Ok(())
        } else {
            Err(Unread::Syntax)
        }
    }

    /// Follows an operator that sets a parameter.
    pub fn set(&mut self, operator: &[u8], operands: &[Operand<'_>]) {
        match (operator, operands) {
            (b"w", [Operand::Number(width)]) => self.width = *width < 0.0,
            (b"J", [Operand::Number(style)]) => self.cap = !is_style(*style),
            (b"j", [Operand::Number(style)]) => self.join = !is_style(*style),
            (b"d", [Operand::Array(dashes), Operand::Number(phase)]) => {
                let numbers = dashes.iter().map(|dash| match dash {
                    Operand::Number(dash) => Some(*dash),
                    _ => None,
                });
                let numbers: Option<Vec<f64>> = numbers.collect();
                self.dash = !numbers.is_some_and(|dashes| is_dash(&dashes, *phase));
            }
            (b"J", _) => self.cap = true,
            (b"j", _) => self.join = true,
            (b"d", _) => self.dash = true,
            _ => {}
        }
    }

    /// Follows a graphics state parameter dictionary (8.4.5).
    pub fn set_from(&mut self, document: &Document<'_>, state: &Dictionary) -> Result<(), Unread> {
        let value = |key: &str| document.value(state, key).map_err(|_| Unread::Object);
        let is_set = |value: &Object| *value != Object::Null;
        let width = value("LW")?;
        if is_set(&width) {
            self.width = width.as_number().is_none_or(|width| width < 0.0);
        }
        for (key, odd) in [("LC", &mut self.cap), ("LJ", &mut self.join)] {
            let style = value(key)?;
            if is_set(&style) {
                *odd = !style.as_number().is_some_and(is_style);
            }
        }
        if let Object::Array(pattern) = value("D")? {
            let phase = pattern.get(1).and_then(Object::as_number);
            let held = pattern.first().cloned().unwrap_or(Object::Null);
            let dashes = numbers_of(document, &Dictionary::from([("D", held)]), "D")?;
            self.dash = !phase
                .zip(dashes)
                .is_some_and(|(phase, dashes)| is_dash(&dashes, phase));
        }
        Ok(())
    }
}

fn is_style(style: f64) -> bool {
    (0.0..=MAX_STYLE).contains(&style) && style.fract() == 0.0
}

/// Dashes that are not negative and not all zero (8.4.3.6).
fn is_dash(dashes: &[f64], phase: f64) -> bool {
    let is_drawn = dashes.is_empty() || dashes.iter().sum::<f64>() > 0.0;
    is_drawn && phase >= 0.0 && dashes.iter().all(|dash| *dash >= 0.0)
}
