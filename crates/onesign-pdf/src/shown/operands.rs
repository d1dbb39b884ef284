//! Operands and entries in the form that the painter needs.

use super::lexer::Operand;
use super::matrix::Matrix;
use super::unread::Unread;
use crate::object::{Dictionary, Object};
use crate::read::Document;

/// Numbers beyond this are an error: readers that calculate with single precision round them by more than one unit.
pub(super) const MAX_REACH: f64 = 16_777_216.0;

/// The operands as this many numbers.
pub(super) fn numbers<const N: usize>(operands: &[Operand<'_>]) -> Result<[f64; N], Unread> {
    let mut numbers = [0.0; N];
    if operands.len() != N {
        return Err(Unread::Syntax);
    }
    for (number, operand) in numbers.iter_mut().zip(operands) {
        match operand {
            Operand::Number(value) => *number = *value,
            _ => return Err(Unread::Syntax),
        }
    }
    Ok(numbers)
}

/// The operand as a name.
pub(super) fn name<'o>(operands: &'o [Operand<'_>]) -> Result<&'o [u8], Unread> {
    match operands {
        [Operand::Name(name)] => Ok(name),
        _ => Err(Unread::Syntax),
    }
}

/// A matrix whose numbers can be calculated with.
pub(super) fn within_reach(matrix: Matrix) -> Result<Matrix, Unread> {
    let is_near = matrix.iter().all(|number| number.abs() <= MAX_REACH);
    is_near.then_some(matrix).ok_or(Unread::Syntax)
}

/// An entry that is a list of numbers, if it is there.
pub(super) fn numbers_of(
    document: &Document<'_>,
    dictionary: &Dictionary,
    key: &str,
) -> Result<Option<Vec<f64>>, Unread> {
    let value = document
        .value(dictionary, key)
        .map_err(|_| Unread::Object)?;
    let Object::Array(items) = value else {
        return if value == Object::Null {
            Ok(None)
        } else {
            Err(Unread::Object)
        };
    };
    let numbers = items
        .iter()
        .map(|item| document.follow(item).ok()?.as_number());
    let numbers: Option<Vec<f64>> = numbers.collect();
    let numbers = numbers.filter(|numbers| numbers.iter().all(|number| number.abs() <= MAX_REACH));
    numbers.map(Some).ok_or(Unread::Object)
}
