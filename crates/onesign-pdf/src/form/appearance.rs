//! The text that a field shows, as far as it can be read without drawing.
//!
//! An appearance is compared with the value of its field only if it is plain: text in an ordinary font that runs down
//! and to the right, inside the field, over a frame and a background. The text of any other appearance counts as
//! unknown.

mod font;
pub(crate) use font::is_plain as is_plain_font;
mod lettering;
mod path;
mod plain;
mod widths;

use super::fields::Form;
use super::value::shown_words;
use crate::object::{Dictionary, Object, Stream};
use crate::read::Document;
use crate::shown::rectangle;

/// Whether this is an ordinary font that is not embedded, in which viewers show each letter of ASCII as itself.
pub fn is_ordinary_font(document: &Document<'_>, font: &Dictionary) -> bool {
    font::is_plain(document, font)
}

/// What a widget shows, compared with the value of its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// The value, or nothing that could contradict it.
    Same,
    /// Another text.
    Other(String),
    /// The text is unknown.
    Unknown,
}

/// Compares the appearances of a widget with a value.
pub fn shows(document: &Document<'_>, form: &Form, widget: &Dictionary, value: &str) -> Shown {
    let looks = document.value(widget, "AP").unwrap_or(Object::Null);
    let Some(looks) = looks.as_dictionary() else {
        return Shown::Same;
    };
    let mut result = Shown::Same;
    // The normal, rollover and down appearances (12.5.5).
    for key in ["N", "R", "D"] {
        let shown = match document.value(looks, key) {
            Ok(Object::Null) => Shown::Same,
            Ok(Object::Stream(stream)) if keeps_size(document, widget, &stream) => {
                compared(document, form, &stream, value)
            }
            _ => Shown::Unknown,
        };
        match shown {
            Shown::Same => {}
            Shown::Unknown => result = Shown::Unknown,
            other @ Shown::Other(_) => return other,
        }
    }
    result
}

/// Whether an appearance has about the size of its rectangle, into which readers fit it (12.5.5).
fn keeps_size(document: &Document<'_>, widget: &Dictionary, look: &Stream) -> bool {
    let bounds = Dictionary::from([(
        "Rect",
        look.dictionary.get("BBox").cloned().unwrap_or(Object::Null),
    )]);
    let sides = |holder: &Dictionary| {
        let [left, bottom, right, top] = rectangle(document, holder)?;
        let (width, height) = (right - left, top - bottom);
        // An appearance may be turned.
        Some([width.min(height), width.max(height)])
    };
    let (Some(place), Some(own)) = (sides(widget), sides(&bounds)) else {
        return false;
    };
    let mut shares = place.iter().zip(own).map(|(place, own)| place / own);
    shares.all(|share| (0.5..=2.0).contains(&share))
}

/// Compares one appearance with a text. Without a form, use an empty one.
pub fn says(document: &Document<'_>, form: &Form, look: &Stream, text: &str) -> Shown {
    compared(document, form, look, text)
}

fn compared(document: &Document<'_>, form: &Form, look: &Stream, value: &str) -> Shown {
    let Some(text) = plain::text(document, form, look) else {
        return Shown::Unknown;
    };
    let plain = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let (shown, wanted) = (plain(&text), plain(value));
    if shown == wanted {
        Shown::Same
    } else if wanted.is_ascii() {
        Shown::Other(text)
    } else {
        Shown::Unknown
    }
}

/// Compares the appearances of all widgets of a field with a value.
pub fn field_shows(document: &Document<'_>, form: &Form, number: u32, value: &Object) -> Shown {
    let value = shown_words(document, form, number, value);
    let mut result = Shown::Same;
    let widgets = form.nodes.get(&number).map(|node| node.widgets.as_slice());
    for widget in widgets.unwrap_or_default() {
        let Some(node) = form.nodes.get(widget) else {
            continue;
        };
        match shows(document, form, &node.dictionary, &value) {
            Shown::Same => {}
            Shown::Unknown => result = Shown::Unknown,
            other @ Shown::Other(_) => return other,
        }
    }
    result
}
