//! Dash patterns (ISO 32000-2, 8.4.3.6) in the form that every reader draws alike.

use lopdf::Object as Old;

use super::source::Source;
use crate::geometry::decimal;
use crate::object::Object;

/// The result for a dash pattern and its phase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Plain {
    /// It follows the standard.
    AsIs,
    /// No dashes at all.
    Solid,
    /// Another phase, which is not negative.
    From(f64),
}

/// Normalises a pattern: lengths must not be negative or all zero, the phase must not be negative.
pub(super) fn plain(lengths: &[f64], start: f64) -> Plain {
    let whole: f64 = lengths.iter().sum();
    let is_pattern = whole > 0.0 && lengths.iter().all(|length| *length >= 0.0);
    if !lengths.is_empty() && !is_pattern {
        Plain::Solid
    } else if start < 0.0 && whole > 0.0 {
        // A pattern with an odd number of lengths repeats after twice its length.
        Plain::From(start.rem_euclid(2.0 * whole))
    } else if start < 0.0 {
        Plain::From(0.0)
    } else {
        Plain::AsIs
    }
}

/// The replacement for an entry `/D` of a graphics state (Table 57); `None` if it can stay.
pub(super) fn entry<'a>(source: Source<'a>, dash: &'a Old) -> Option<Object> {
    let solid = || Object::Array(vec![Object::Array(Vec::new()), Object::Integer(0)]);
    let Some((lengths, start)) = read(source, dash) else {
        return Some(solid());
    };
    match plain(&lengths, start) {
        Plain::AsIs => None,
        Plain::Solid => Some(solid()),
        Plain::From(start) => {
            let number = |value: &f64| Object::Real(decimal(*value, 4));
            let lengths = lengths.iter().map(number).collect();
            Some(Object::Array(vec![Object::Array(lengths), number(&start)]))
        }
    }
}

fn read<'a>(source: Source<'a>, dash: &'a Old) -> Option<(Vec<f64>, f64)> {
    let Old::Array(items) = source.resolve(dash)? else {
        return None;
    };
    let [pattern, start] = items.as_slice() else {
        return None;
    };
    let Old::Array(lengths) = source.resolve(pattern)? else {
        return None;
    };
    let lengths: Option<Vec<f64>> = lengths.iter().map(|length| source.number(length)).collect();
    Some((lengths?, source.number(start)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invalid_dash_pattern_becomes_a_line() {
        assert_eq!(plain(&[], 5.0), Plain::AsIs);
        assert_eq!(plain(&[3.0, 0.0], 1.0), Plain::AsIs);
        assert_eq!(plain(&[0.0, 0.0], 0.0), Plain::Solid);
        assert_eq!(plain(&[-3.0, 5.0], 0.0), Plain::Solid);
        assert_eq!(plain(&[3.0], -1.0), Plain::From(5.0));
        assert_eq!(plain(&[], -1.0), Plain::From(0.0));
    }

    #[test]
    fn entries_follow_the_same_rules() {
        let document = lopdf::Document::new();
        let source = Source {
            document: &document,
        };
        let dash = |lengths: &[i64], start: i64| {
            let lengths: Vec<Old> = lengths.iter().map(|length| Old::from(*length)).collect();
            Old::Array(vec![Old::Array(lengths), Old::from(start)])
        };
        let solid = Object::Array(vec![Object::Array(Vec::new()), Object::Integer(0)]);
        assert_eq!(entry(source, &dash(&[3, 2], 1)), None);
        assert_eq!(entry(source, &dash(&[0], 1)), Some(solid.clone()));
        assert_eq!(entry(source, &Old::from(1)), Some(solid));
    }
}
