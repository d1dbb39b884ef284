//! Reads values from the received document, leniently and without following loops.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::text_strings;
use crate::geometry::{Bounds, Matrix};

/// How long a chain of references may be.
const MAX_REFERENCES: usize = 64;

/// The received document with look-ups that answer `None` instead of failing.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) document: &'a Document,
}

impl<'a> Source<'a> {
    /// The value at the end of a chain of references; `None` for a missing object or a loop.
    pub(super) fn resolve(self, object: &'a Object) -> Option<&'a Object> {
        self.locate(object).map(|(_, value)| value)
    }

    /// The last reference of a chain and its value. A wrong generation number is ignored, as in most readers.
    pub(super) fn locate(self, object: &'a Object) -> Option<(Option<ObjectId>, &'a Object)> {
        let (mut id, mut value) = (None, object);
        for _ in 0..MAX_REFERENCES {
            let Object::Reference(next) = value else {
                return Some((id, value));
            };
            let (found, target) = self.object(*next)?;
            (id, value) = (Some(found), target);
        }
        None
    }

    fn object(self, id: ObjectId) -> Option<(ObjectId, &'a Object)> {
        if let Some(object) = self.document.objects.get(&id) {
            return Some((id, object));
        }
        let same_number = (id.0, 0)..=(id.0, u16::MAX);
        let mut others = self.document.objects.range(same_number);
        others.next_back().map(|(id, object)| (*id, object))
    }

    /// A dictionary's entry with references followed; `null` counts as absent.
    pub(super) fn get(self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        let value = self.resolve(dictionary.get(key).ok()?)?;
        (!value.is_null()).then_some(value)
    }

    /// An entry that is a dictionary, or the dictionary of a stream.
    pub(super) fn dictionary(
        self,
        dictionary: &'a Dictionary,
        key: &[u8],
    ) -> Option<&'a Dictionary> {
        self.get(dictionary, key).and_then(as_dictionary)
    }

    /// An entry that is an array.
    pub(super) fn array(self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a [Object]> {
        match self.get(dictionary, key)? {
            Object::Array(items) => Some(items),
            _ => None,
        }
    }

    /// An entry that is a name.
    pub(super) fn name(self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
        match self.get(dictionary, key)? {
            Object::Name(name) => Some(name),
            _ => None,
        }
    }

    /// An entry that is an integer, or a real without a fraction.
    pub(super) fn integer(self, dictionary: &'a Dictionary, key: &[u8]) -> Option<i64> {
        match self.get(dictionary, key)? {
            Object::Integer(value) => Some(*value),
            Object::Real(value) if value.fract() == 0.0 => Some(*value as i64),
            _ => None,
        }
    }

    /// An entry that is a boolean.
    pub(super) fn boolean(self, dictionary: &'a Dictionary, key: &[u8]) -> Option<bool> {
        match self.get(dictionary, key)? {
            Object::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// An entry that is a text string, a name, or an array of them joined by commas; bounded to 10,000 characters.
    pub(super) fn text(self, dictionary: &'a Dictionary, key: &[u8]) -> Option<String> {
        let text = match self.get(dictionary, key)? {
            Object::String(bytes, _) => text_strings::decode(bytes),
            Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
            Object::Stream(_) => return None,
            Object::Array(items) => {
                let texts = items.iter().filter_map(|item| match self.resolve(item)? {
                    Object::String(bytes, _) => Some(text_strings::decode(bytes)),
                    _ => None,
                });
                texts.take(100).collect::<Vec<_>>().join(", ")
            }
            _ => return None,
        };
        Some(text.chars().take(10_000).collect())
    }

    /// A number of any type.
    pub(super) fn number(self, object: &'a Object) -> Option<f64> {
        match self.resolve(object)? {
            Object::Integer(value) => Some(*value as f64),
            // The shortest decimal that reads back as the same single-precision number, hence the one in the file.
            Object::Real(value) => value
                .to_string()
                .parse()
                .ok()
                .filter(|number: &f64| number.is_finite()),
            _ => None,
        }
    }

    /// An entry of exactly `N` numbers (more are ignored).
    pub(super) fn numbers<const N: usize>(
        self,
        dictionary: &'a Dictionary,
        key: &[u8],
    ) -> Option<[f64; N]> {
        let items = self.array(dictionary, key)?;
        let mut result = [0.0; N];
        for (slot, item) in result.iter_mut().zip(items.get(..N)?) {
            *slot = self.number(item)?;
        }
        Some(result)
    }

    /// A rectangle entry, its corners in any order.
    pub(super) fn bounds(self, dictionary: &'a Dictionary, key: &[u8]) -> Option<Bounds> {
        let [a, b, c, d] = self.numbers::<4>(dictionary, key)?;
        Some(Bounds::between(a, b, c, d))
    }

    /// A matrix entry; identity if it is absent or malformed.
    pub(super) fn matrix(self, dictionary: &'a Dictionary, key: &[u8]) -> Matrix {
        self.numbers::<6>(dictionary, key)
            .map_or(Matrix::IDENTITY, Matrix)
    }

    /// The catalog.
    pub(super) fn catalog(self) -> Option<&'a Dictionary> {
        self.dictionary(&self.document.trailer, b"Root")
    }
}

/// A dictionary, or the dictionary of a stream.
pub(super) fn as_dictionary(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(Stream { dict, .. }) => Some(dict),
        _ => None,
    }
}

/// Whether a stream's data are outside the file (ISO 32000-2, 7.3.8.2: `/F` is a file specification).
pub(super) fn is_external(stream: &Stream) -> bool {
    stream.dict.has(b"F") && short_filters(stream).is_none()
}

/// `/F` as inline images write `/Filter` (8.9.7): one or more names, which are not a file specification.
pub(super) fn short_filters(stream: &Stream) -> Option<&Object> {
    let entry = stream.dict.get(b"F").ok()?;
    let is_name = |object: &Object| matches!(object, Object::Name(_));
    let are_names = match entry {
        Object::Array(items) => !items.is_empty() && items.iter().all(is_name),
        single => is_name(single),
    };
    are_names.then_some(entry)
}
