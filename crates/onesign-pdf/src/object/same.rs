//! Objects that mean the same although they are written in another way.

use super::{Dictionary, Object};

/// The deepest nesting to compare by meaning; below it, only equal objects are the same.
const MAX_DEPTH: usize = 32;
/// Entries whose value is a real number of any notation: the width of a border (table 168), opacities (table 166,
/// table 57) and the unit of a page (table 31). A reader may reject a real number for any other entry that requires an
/// integer, such as `/Rotate`.
const NUMBERS: [&[u8]; 4] = [b"W", b"CA", b"ca", b"UserUnit"];
/// Arrays of numbers that must be integers (tables 255 and 115).
const INTEGERS: [&[u8]; 3] = [b"ByteRange", b"W", b"W2"];

impl Object {
    /// Whether two objects mean the same: equal, or alike except for the notation of numbers and strings. A number is
    /// its value as readers hold it, in single precision (annex C), so `60.00` is `60`; a string is its bytes. Names,
    /// references and streams must be equal.
    #[must_use]
    pub fn means(&self, other: &Self) -> bool {
        self == other || means(self, other, b"", 0)
    }
}

/// Whether two values of the entry `key` mean the same.
fn means(one: &Object, other: &Object, key: &[u8], depth: usize) -> bool {
    if depth > MAX_DEPTH {
        return one == other;
    }
    match (one, other) {
        (Object::Real(_), Object::Real(_)) => same_number(one, other),
        (Object::Integer(_), Object::Real(_)) | (Object::Real(_), Object::Integer(_)) => {
            NUMBERS.contains(&key) && same_number(one, other)
        }
        (
            Object::String(one) | Object::HexString(one),
            Object::String(other) | Object::HexString(other),
        ) => one == other,
        (Object::Array(one), Object::Array(other)) => arrays(one, other, key, depth),
        (Object::Dictionary(one), Object::Dictionary(other)) => dictionaries(one, other, depth),
        (one, other) => one == other,
    }
}

fn arrays(one: &[Object], other: &[Object], key: &[u8], depth: usize) -> bool {
    let is_number = |item: &Object| matches!(item, Object::Integer(_) | Object::Real(_));
    // Any other array may require an integer at this place, such as the codes of `/Differences`.
    let are_numbers = !INTEGERS.contains(&key) && one.iter().chain(other).all(is_number);
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| {
            if are_numbers {
                one == other || same_number(one, other)
            } else {
                means(one, other, b"", depth + 1)
            }
        })
}

fn dictionaries(one: &Dictionary, other: &Dictionary, depth: usize) -> bool {
    one.len() == other.len()
        && other.iter().all(|(key, _)| one.contains(key))
        && one.iter().all(|(key, value)| {
            let other = other.get(key);
            other.is_some_and(|other| means(value, other, key, depth + 1))
        })
}

/// Whether two numbers have the same value in single precision. Integers among themselves must be equal.
fn same_number(one: &Object, other: &Object) -> bool {
    if let (Object::Integer(one), Object::Integer(other)) = (one, other) {
        return one == other;
    }
    #[allow(clippy::cast_possible_truncation)]
    let single = |number: &Object| number.as_number().map(|number| number as f32);
    match (single(one), single(other)) {
        // The sum turns a negative zero into zero.
        (Some(one), Some(other)) => {
            one.is_finite() && (one + 0.0).total_cmp(&(other + 0.0)).is_eq()
        }
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn real(text: &str) -> Object {
        Object::Real(text.to_owned())
    }

    fn held(key: &str, value: Object) -> Object {
        Dictionary::from([(key, value)]).into()
    }

    #[test]
    fn numbers_are_their_value() {
        let corners = |first: Object| Object::from(vec![first, Object::Integer(530)]);
        let whole = corners(Object::Integer(60));
        assert!(whole.means(&corners(real("60.00"))));
        assert!(corners(real("60.")).means(&whole));
        assert!(corners(real("-.0")).means(&corners(Object::Integer(0))));
        assert!(corners(real("841.889764")).means(&corners(real("841.88976"))));
        assert!(!whole.means(&corners(real("60.01"))));
        assert!(!whole.means(&corners(Object::Integer(61))));
        assert!(!whole.means(&corners(Object::name("60"))));
        assert!(held("BS", held("W", real("1.0"))).means(&held("BS", held("W", 1.into()))));
    }

    #[test]
    fn an_integer_that_readers_require_stays_one() {
        for key in ["Rotate", "Ff", "Count", "MCID"] {
            assert!(
                !held(key, 90.into()).means(&held(key, real("90.0"))),
                "{key}"
            );
        }
        let range = |first: Object| held("ByteRange", vec![first, 9.into()].into());
        assert!(!range(0.into()).means(&range(real("0.0"))));
        let codes = |first: Object| held("Differences", vec![first, Object::name("B")].into());
        assert!(!codes(65.into()).means(&codes(real("65.0"))));
    }

    #[test]
    fn names_and_streams_stay_exact() {
        let plain = Object::String(b"city".to_vec());
        assert!(plain.means(&Object::HexString(b"city".to_vec())));
        assert!(!plain.means(&Object::name("city")));
        let stream = |side: Object| {
            let dictionary = Dictionary::from([("BBox", Object::from(vec![side]))]);
            Object::from(super::super::Stream {
                dictionary,
                data: Vec::new(),
            })
        };
        assert!(!stream(60.into()).means(&stream(real("60.0"))));
    }
}
