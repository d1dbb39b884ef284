//! The report's sentences. Each sentence, and each phrase inside one, has a stable code, values, and an English text
//! that exists only here. A client in another language builds its own sentence from code and values.

use std::fmt;
use std::ops::Deref;

use onesign_pdf::write::PdfDate;
use serde::{Serialize, Serializer};

/// A sentence, or a phrase inside one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    code: &'static str,
    values: Vec<(&'static str, Value)>,
    text: String,
}

/// A value inside a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A name, a number, a time or a quotation: the same in every language.
    Text(String),
    /// A phrase with its own code.
    Phrase(Box<Sentence>),
}

impl Sentence {
    /// For [`crate::sentences!`].
    #[doc(hidden)]
    #[must_use]
    pub fn new(code: &'static str, values: Vec<(&'static str, Value)>, text: String) -> Self {
        Self { code, values, text }
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The values by name.
    #[must_use]
    pub fn values(&self) -> &[(&'static str, Value)] {
        &self.values
    }
}

/// The English words.
impl Deref for Sentence {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl PartialEq<&str> for Sentence {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

impl Serialize for Sentence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl Value {
    /// Whether it is the number one, for the singular form.
    #[doc(hidden)]
    #[must_use]
    pub fn is_one(&self) -> bool {
        matches!(self, Self::Text(text) if text == "1")
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Phrase(phrase) => phrase.fmt(f),
        }
    }
}

impl From<Sentence> for Value {
    fn from(phrase: Sentence) -> Self {
        Self::Phrase(Box::new(phrase))
    }
}

impl From<&Sentence> for Value {
    fn from(phrase: &Sentence) -> Self {
        phrase.clone().into()
    }
}

/// A text from a file, safe to print: invisible and bidirectional control characters become visible.
pub(crate) fn legible(text: &str) -> String {
    let steers = |sign: char| {
        sign.is_control()
            || matches!(
                sign,
                '\u{ad}'
                    | '\u{61c}'
                    | '\u{180e}'
                    | '\u{200b}'
                    | '\u{200e}'
                    | '\u{200f}'
                    | '\u{2028}'..='\u{202e}'
                    | '\u{2060}'..='\u{206f}'
                    | '\u{feff}'
                    | '\u{fff9}'..='\u{fffb}'
                    | '\u{e0000}'..='\u{e007f}'
            )
    };
    let signs = text.chars();
    signs
        .map(|sign| if steers(sign) { '\u{fffd}' } else { sign })
        .collect()
}

/// The longest text from a file in a sentence, in characters.
const MAX_QUOTED: usize = 400;

/// A text from a file, for a sentence: it can't end the quotation in which it is placed, and it is not longer than a
/// reader bears.
fn quotable(text: &str) -> String {
    let mut quotable: String = legible(text)
        .chars()
        .take(MAX_QUOTED)
        .map(|sign| match sign {
            '"'
            | '\u{ab}'
            | '\u{bb}'
            | '\u{201c}'..='\u{201f}'
            | '\u{2039}'
            | '\u{203a}'
            | '\u{2e42}'
            | '\u{301d}'..='\u{301f}'
            | '\u{ff02}' => '\'',
            sign => sign,
        })
        .collect();
    if text.chars().nth(MAX_QUOTED).is_some() {
        quotable.push('…');
    }
    quotable
}

/// `2026-11-06 21:20:00 UTC`
pub(super) fn readable(unix: i64) -> String {
    PdfDate::readable(PdfDate::from_unix(unix).as_str())
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(quotable(&text))
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<&Self> for Value {
    fn from(value: &Self) -> Self {
        value.clone()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(quotable(text))
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Text(number.to_string())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Text(number.to_string())
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Text(number.to_string())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Text(number.to_string())
    }
}

/// For each line, makes a function that returns the sentence, and lists its code and English template in `SENTENCES`. A
/// line with a count has a singular form: `code(count) = "{count} pages", one(count) = "One page";`.
#[macro_export]
macro_rules! sentences {
    ($($code:ident($($value:ident),*) = $template:literal $(, one($number:ident) = $one:literal)?;)*) => {
        /// Every code with its English text; the last one is the singular form, if there is one.
        pub const SENTENCES: &[(&str, &[&str])] = &[$((stringify!($code), &[$template $(, $one)?])),*];

        $(
            pub(crate) fn $code(
                $($value: impl Into<$crate::report::Value>),*
            ) -> $crate::report::Sentence {
                $(let $value: $crate::report::Value = $value.into();)*
                let text = $(if $number.is_one() { format!($one) } else)? { format!($template) };
                let values = vec![$((stringify!($value), $value)),*];
                $crate::report::Sentence::new(stringify!($code), values, text)
            }
        )*
    };
}

#[cfg(test)]
mod tests {
    use crate::report::sentences;

    #[test]
    fn a_sentence_with_a_count_has_a_singular_form() {
        let bytes = sentences::unowned_bytes(1_usize);
        assert_eq!(
            bytes,
            "One signed byte belongs to no object of the document."
        );
        assert_eq!(bytes.code(), "unowned_bytes");
        let bytes = sentences::unowned_bytes(12_usize);
        assert_eq!(
            bytes,
            "12 signed bytes belong to no object of the document."
        );
    }
}
