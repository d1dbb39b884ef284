//! The nine kinds of PDF object (ISO 32000-2, 7.3), shared by the reader and the writer.

mod same;
mod walk;

use std::fmt;

/// Names an indirect object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref {
    /// Object number, from 1.
    pub number: u32,
    /// Generation number; usually 0.
    pub generation: u16,
}

impl Ref {
    /// The reference `number 0 R`.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self {
            number,
            generation: 0,
        }
    }
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} R", self.number, self.generation)
    }
}

/// A PDF object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Object {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number without a point.
    Integer(i64),
    /// A number with a point, as written: digits, at most one sign and one point, no exponent. It stays a text, so
    /// that rewriting a dictionary loses no precision.
    Real(String),
    /// A name, decoded, without its slash.
    Name(Vec<u8>),
    /// A string written in parentheses, decoded.
    String(Vec<u8>),
    /// A string written in angle brackets, decoded.
    HexString(Vec<u8>),
    /// An array.
    Array(Vec<Object>),
    /// A dictionary.
    Dictionary(Dictionary),
    /// A stream.
    Stream(Stream),
    /// A reference to an indirect object.
    Reference(Ref),
}

impl Object {
    /// A name object.
    #[must_use]
    pub fn name(name: impl AsRef<[u8]>) -> Self {
        Self::Name(name.as_ref().to_vec())
    }

    /// A text string (7.9.2.2): ASCII unchanged, anything else as UTF-16BE with a byte order mark.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let plain = text
            .bytes()
            .all(|b| (0x20..0x7f).contains(&b) || b == b'\n' || b == b'\t');
        if plain {
            return Self::String(text.as_bytes().to_vec());
        }
        let mut bytes = vec![0xfe, 0xff];
        for unit in text.encode_utf16() {
            bytes.extend_from_slice(&unit.to_be_bytes());
        }
        Self::HexString(bytes)
    }

    /// The exact number for a value in thousandths: `12345` becomes `12.345`, `3000` becomes `3`.
    #[must_use]
    pub fn thousandths(value: i64) -> Self {
        let (whole, rest) = (value.unsigned_abs() / 1000, value.unsigned_abs() % 1000);
        if rest == 0 {
            return Self::Integer(value / 1000);
        }
        let sign = if value < 0 { "-" } else { "" };
        let fraction = format!("{rest:03}");
        Self::Real(format!("{sign}{whole}.{}", fraction.trim_end_matches('0')))
    }

    /// The integer, if this is one.
    #[must_use]
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, if this is an integer or a real.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match self {
            #[allow(clippy::cast_precision_loss)]
            Self::Integer(value) => Some(*value as f64),
            Self::Real(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The Boolean, if this is one.
    #[must_use]
    pub fn as_boolean(&self) -> Option<bool> {
        match self {
            Self::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// The name's bytes, if this is a name.
    #[must_use]
    pub fn as_name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// Whether this is the given name.
    #[must_use]
    pub fn is_name(&self, name: &str) -> bool {
        self.as_name() == Some(name.as_bytes())
    }

    /// The string's bytes, however it was written.
    #[must_use]
    pub fn as_string(&self) -> Option<&[u8]> {
        match self {
            Self::String(bytes) | Self::HexString(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// A text string in Unicode: UTF-16BE or UTF-8 by their byte order marks, else PDFDocEncoding read as Latin-1
    /// (they agree on text that people type, except for the few characters at 0x80–0x9f).
    #[must_use]
    pub fn as_text(&self) -> Option<String> {
        let bytes = self.as_string()?;
        if let Some(rest) = bytes.strip_prefix(&[0xfe, 0xff]) {
            let units = rest
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            return Some(
                char::decode_utf16(units)
                    .map(|c| c.unwrap_or('\u{fffd}'))
                    .collect(),
            );
        }
        if let Some(rest) = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
            return Some(String::from_utf8_lossy(rest).into_owned());
        }
        Some(bytes.iter().map(|&byte| char::from(byte)).collect())
    }

    /// The array, if this is one.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Object]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The dictionary, if this is one; a stream's dictionary too.
    #[must_use]
    pub fn as_dictionary(&self) -> Option<&Dictionary> {
        match self {
            Self::Dictionary(dictionary) => Some(dictionary),
            Self::Stream(stream) => Some(&stream.dictionary),
            _ => None,
        }
    }

    /// The stream, if this is one.
    #[must_use]
    pub fn as_stream(&self) -> Option<&Stream> {
        match self {
            Self::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    /// The reference, if this is one.
    #[must_use]
    pub fn as_reference(&self) -> Option<Ref> {
        match self {
            Self::Reference(reference) => Some(*reference),
            _ => None,
        }
    }
}

impl From<bool> for Object {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}
impl From<i64> for Object {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}
impl From<Ref> for Object {
    fn from(value: Ref) -> Self {
        Self::Reference(value)
    }
}
impl From<Dictionary> for Object {
    fn from(value: Dictionary) -> Self {
        Self::Dictionary(value)
    }
}
impl From<Stream> for Object {
    fn from(value: Stream) -> Self {
        Self::Stream(value)
    }
}
impl From<Vec<Object>> for Object {
    fn from(value: Vec<Object>) -> Self {
        Self::Array(value)
    }
}

/// A dictionary that keeps the order of its entries, so that it is written as it was read. The order has no
/// meaning (7.3.7): dictionaries with the same entries are equal.
#[derive(Debug, Clone, Default)]
pub struct Dictionary(Vec<(Vec<u8>, Object)>);

impl PartialEq for Dictionary {
    fn eq(&self, other: &Self) -> bool {
        if self.0.len() != other.0.len() {
            return false;
        }
        let same_order = self.0.iter().zip(&other.0);
        if same_order.clone().all(|(one, two)| one.0 == two.0) {
            return same_order.clone().all(|(one, two)| one.1 == two.1);
        }
        self.by_key() == other.by_key()
    }
}

impl Eq for Dictionary {}

impl Dictionary {
    /// An empty dictionary.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The value of `key`; `None` if it is absent.
    pub fn get(&self, key: impl AsRef<[u8]>) -> Option<&Object> {
        self.0
            .iter()
            .find(|(name, _)| name == key.as_ref())
            .map(|(_, value)| value)
    }

    /// The mutable value of `key`.
    pub fn get_mut(&mut self, key: impl AsRef<[u8]>) -> Option<&mut Object> {
        self.0
            .iter_mut()
            .find(|(name, _)| name == key.as_ref())
            .map(|(_, value)| value)
    }

    /// Whether `key` is present.
    pub fn contains(&self, key: impl AsRef<[u8]>) -> bool {
        self.get(key).is_some()
    }

    /// Replaces the value of `key` in place, or adds it at the end.
    pub fn set(&mut self, key: impl AsRef<[u8]>, value: impl Into<Object>) {
        let value = value.into();
        match self.get_mut(&key) {
            Some(old) => *old = value,
            None => self.0.push((key.as_ref().to_vec(), value)),
        }
    }

    /// Takes `key` out.
    pub fn remove(&mut self, key: impl AsRef<[u8]>) -> Option<Object> {
        let at = self.0.iter().position(|(name, _)| name == key.as_ref())?;
        Some(self.0.remove(at).1)
    }

    /// The entries in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], &Object)> {
        self.0.iter().map(|(name, value)| (name.as_slice(), value))
    }

    /// The entries in order, with mutable values.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&[u8], &mut Object)> {
        self.0
            .iter_mut()
            .map(|(name, value)| (name.as_slice(), value))
    }

    /// Number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    fn by_key(&self) -> Vec<&(Vec<u8>, Object)> {
        let mut entries: Vec<_> = self.0.iter().collect();
        entries.sort_by(|one, two| one.0.cmp(&two.0));
        entries
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `/Type` (or another key) is the given name.
    pub fn is(&self, key: impl AsRef<[u8]>, name: &str) -> bool {
        self.get(key).is_some_and(|value| value.is_name(name))
    }
}

impl<const N: usize> From<[(&str, Object); N]> for Dictionary {
    fn from(entries: [(&str, Object); N]) -> Self {
        Self(
            entries
                .into_iter()
                .map(|(key, value)| (key.as_bytes().to_vec(), value))
                .collect(),
        )
    }
}

impl FromIterator<(Vec<u8>, Object)> for Dictionary {
    fn from_iter<I: IntoIterator<Item = (Vec<u8>, Object)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl IntoIterator for Dictionary {
    type Item = (Vec<u8>, Object);
    type IntoIter = std::vec::IntoIter<(Vec<u8>, Object)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// A stream: its dictionary and its data as in the file, still encoded. The writer sets `/Length` itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stream {
    /// Filters, lengths and other entries about the data.
    pub dictionary: Dictionary,
    /// Encoded bytes.
    pub data: Vec<u8>,
}

#[cfg(test)]
mod tests;
