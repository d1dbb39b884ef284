//! The values of fields, as text and as states of buttons.

use super::fields::Form;
use crate::object::{Dictionary, Object};
use crate::read::{Document, decode};

/// Most options of a choice to examine.
const MAX_OPTIONS: usize = 5_000;
/// Bits of `/Ff` of a choice that takes any text (table 233): `Combo` and `Edit`.
const ANY_TEXT: i64 = 1 << 17 | 1 << 18;

/// Whether a choice offers a value: each of its items is an option, or any text may be entered (12.7.5.4). Options that
/// can't be read offer nothing.
pub fn is_offered(document: &Document<'_>, form: &Form, number: u32, value: &Object) -> bool {
    let flags = form.inherited(number, "Ff").and_then(Object::as_integer);
    if flags.unwrap_or(0) & ANY_TEXT == ANY_TEXT {
        return true;
    }
    let options = form.inherited(number, "Opt");
    let options = options.and_then(|options| document.follow(options).ok());
    let options = options.as_ref().and_then(Object::as_array);
    let text = |value: &Object| document.follow(value).ok()?.as_text();
    let offers = |wanted: &str| {
        let mut options = options.unwrap_or_default().iter().take(MAX_OPTIONS);
        options.any(|option| {
            let stated = match document.follow(option) {
                Ok(Object::Array(pair)) => pair.first().and_then(text),
                Ok(option) => option.as_text(),
                Err(_) => None,
            };
            stated.as_deref() == Some(wanted)
        })
    };
    match value {
        Object::Null => true,
        Object::Array(items) => items
            .iter()
            .all(|item| text(item).is_some_and(|item| offers(&item))),
        one => one
            .as_text()
            .is_some_and(|one| one.is_empty() || offers(&one)),
    }
}

/// The text that a field with this value shows; for a choice, its display text (12.7.5.4).
pub fn shown_words(document: &Document<'_>, form: &Form, number: u32, value: &Object) -> String {
    let words = words(document, value);
    let is_choice = form
        .nodes
        .get(&number)
        .is_some_and(|node| node.kind == b"Ch");
    let options = form.inherited(number, "Opt").filter(|_| is_choice);
    let options = options.and_then(|options| document.follow(options).ok());
    let options = options.as_ref().and_then(Object::as_array);
    let mut pairs = options.unwrap_or_default().iter().take(MAX_OPTIONS);
    let found = pairs.find_map(|option| {
        let option = document.follow(option).ok()?;
        let [value, shown] = option.as_array()? else {
            return None;
        };
        let text = |value: &Object| document.follow(value).ok()?.as_text();
        (text(value)? == words).then(|| text(shown)).flatten()
    });
    found.unwrap_or(words)
}

/// A value as text; a list as its items.
pub fn words(document: &Document<'_>, value: &Object) -> String {
    match value {
        Object::Null => String::new(),
        Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
        Object::Array(items) => {
            let items: Vec<String> = items
                .iter()
                .take(20)
                .filter_map(|item| document.follow(item).ok()?.as_text())
                .collect();
            items.join(", ")
        }
        Object::Stream(stream) => decode(stream, 10_000)
            .map(|text| Object::String(text).as_text().unwrap_or_default())
            .unwrap_or_default(),
        other => other.as_text().unwrap_or_default(),
    }
}

/// Whether the button of the value is on and all others are off (12.7.5.2).
pub fn states_agree(document: &Document<'_>, form: &Form, number: u32, value: &Object) -> bool {
    let value = value.as_name().unwrap_or(b"Off");
    let widgets = form.nodes.get(&number).map(|node| node.widgets.as_slice());
    let mut is_on = value == b"Off";
    for widget in widgets.unwrap_or_default() {
        let Some(widget) = form.nodes.get(widget).map(|node| &node.dictionary) else {
            continue;
        };
        match widget.get("AS").map(Object::as_name) {
            None | Some(Some(b"Off")) => {}
            Some(Some(state)) if state == value && has_state(document, widget, state) => {
                is_on = true
            }
            _ => return false,
        }
    }
    is_on || widgets.is_none_or(<[u32]>::is_empty)
}

/// Whether a button can be drawn in a state.
fn has_state(document: &Document<'_>, widget: &Dictionary, state: &[u8]) -> bool {
    let looks = document.value(widget, "AP").unwrap_or(Object::Null);
    let normal = looks
        .as_dictionary()
        .map_or(Ok(Object::Null), |looks| document.value(looks, "N"));
    normal.is_ok_and(|normal| {
        let states = normal.as_dictionary();
        states.is_some_and(|states| states.contains(state))
    })
}
