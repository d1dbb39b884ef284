//! Fields (12.7) that viewers draw in different ways: with a value that differs from the appearance, without an
//! appearance, or calculated by a program.

use onesign_pdf::form::appearance::{self, Shown};
use onesign_pdf::form::{Form, Node, PASSWORD, value};
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::Document;
use onesign_pdf::shown::can_be_seen;

use super::looks::{self, Normal};
use super::reading::Reading;
use super::rich_text;
use super::warning::Warning;
use crate::diff::difference::short;

/// The most warnings about fields in a report.
const MAX_FIELDS: usize = 10;
/// Bit of `/Ff` of a push button (table 229).
const PUSH_BUTTON: i64 = 1 << 16;
/// Bit of `/Ff` of a choice that shows only the chosen option (table 233).
const COMBO: i64 = 1 << 17;

/// The warnings about the fields of a form.
pub(super) fn warnings<'d>(reading: &'d Reading<'d, '_>, form: &'d Form) -> Vec<Warning> {
    let document = reading.document;
    let fields = form.nodes.iter().filter(|(_, node)| node.shows.is_none());
    let examined = fields.flat_map(|(&number, node)| {
        let field = Field {
            reading,
            document,
            form,
            number,
            node,
        };
        field.warnings()
    });
    let mut warnings: Vec<Warning> = examined.take(MAX_FIELDS).collect();
    let redraws = document.value(&form.dictionary, "NeedAppearances");
    let redraws = redraws.map_or(true, |redraws| redraws.as_boolean() == Some(true));
    let is_formatted = |node: &Node| actions(document, &node.dictionary).contains("F");
    let mut nodes = form.nodes.values();
    if redraws && (!warnings.is_empty() || nodes.any(is_formatted)) {
        warnings.push(Warning::FieldsRedrawn);
    }
    // Fields that are not objects of their own are not compared.
    let mut direct = form.direct.iter();
    if direct.any(|field| {
        !field
            .as_dictionary()
            .is_some_and(|field| field.is("FT", "Sig"))
    }) {
        warnings.push(Warning::UnreadableForm);
    }
    warnings
}

/// Additional actions (12.6.3); those that can't be read count as none here, and as an action elsewhere.
fn actions(document: &Document<'_>, holder: &Dictionary) -> Dictionary {
    match document.value(holder, "AA") {
        Ok(Object::Dictionary(actions)) => actions,
        _ => Dictionary::new(),
    }
}

struct Field<'d, 'a> {
    reading: &'d Reading<'d, 'a>,
    document: &'d Document<'a>,
    form: &'d Form,
    number: u32,
    node: &'d Node,
}

impl Field<'_, '_> {
    fn warnings(&self) -> Vec<Warning> {
        let name = || short(&self.node.name);
        let mut warnings = Vec::new();
        if actions(self.document, &self.node.dictionary).contains("C") {
            warnings.push(Warning::FieldCalculated(name()));
        }
        let shown = match self.node.kind.as_slice() {
            b"Tx" | b"Ch" if self.flags() & PASSWORD == 0 => self.text(),
            b"Btn" => self.button(),
            _ => None,
        };
        warnings.extend(shown);
        warnings
    }

    fn flags(&self) -> i64 {
        let flags = self.form.inherited(self.number, "Ff");
        let flags = flags.and_then(|flags| self.document.follow(flags).ok());
        flags.and_then(|flags| flags.as_integer()).unwrap_or(0)
    }

    fn value(&self) -> Option<Object> {
        let held = self.form.inherited(self.number, "V");
        held.map_or(Some(Object::Null), |held| self.document.follow(held).ok())
    }

    fn widgets(&self) -> impl Iterator<Item = &Dictionary> {
        let widgets = self.node.widgets.iter();
        let widgets = widgets.filter_map(|widget| Some(&self.form.nodes.get(widget)?.dictionary));
        widgets.filter(|widget| can_be_seen(self.document, widget))
    }

    /// A text or a choice: some viewers draw the value, others the appearance.
    fn text(&self) -> Option<Warning> {
        let name = short(&self.node.name);
        let Some(held) = self.value() else {
            return Some(Warning::FieldUncompared(name));
        };
        let words = value::shown_words(self.document, self.form, self.number, &held);
        let is_formatted = actions(self.document, &self.node.dictionary).contains("F");
        let is_list = self.node.kind == b"Ch" && self.flags() & COMBO == 0;
        if self.is_rich_other(&words) {
            return Some(Warning::FieldUnlike(name));
        }
        let mut uncompared = false;
        for widget in self.widgets() {
            match looks::normal(self.reading, widget) {
                Normal::Missing if words.trim().is_empty() => continue,
                Normal::Missing => return Some(Warning::FieldUndrawn(name)),
                Normal::One(look) if words.is_empty() && looks::is_blank(self.reading, &look) => {
                    continue;
                }
                Normal::One(look) if self.reading.content(&look).is_some() => {}
                Normal::One(_) | Normal::Unreadable => return Some(Warning::FieldUncompared(name)),
                _ => {}
            }
            match appearance::shows(self.document, self.form, widget, &words) {
                Shown::Same => {}
                Shown::Other(shown) if is_formatted && is_same_number(&shown, &words) => {}
                // A list shows all its options, and marks the chosen ones.
                Shown::Other(_) if is_list => uncompared = true,
                Shown::Other(_) => return Some(Warning::FieldUnlike(name)),
                Shown::Unknown => uncompared = true,
            }
        }
        (uncompared && !words.is_empty()).then_some(Warning::FieldUncompared(name))
    }

    /// Whether the rich text of the value (12.7.4.4) is not known to be the value.
    fn is_rich_other(&self, words: &str) -> bool {
        let rich = self.form.inherited(self.number, "RV");
        let rich = rich.map_or(Ok(Object::Null), |rich| self.document.follow(rich));
        match rich {
            Ok(Object::Null) => false,
            Ok(rich) => !rich_text::says(&rich, words),
            Err(_) => true,
        }
    }

    /// A button: viewers draw a caption or a mark where the appearance is missing.
    fn button(&self) -> Option<Warning> {
        let name = short(&self.node.name);
        let is_undrawn =
            |widget: &Dictionary| matches!(looks::normal(self.reading, widget), Normal::Missing);
        if self.flags() & PUSH_BUTTON != 0 {
            let has_caption = |widget: &Dictionary| match self.document.value(widget, "MK") {
                Ok(Object::Dictionary(sign)) => {
                    let mut keys = ["CA", "RC", "AC", "I", "RI", "IX"].iter();
                    keys.any(|key| sign.contains(key))
                }
                Ok(Object::Null) => false,
                _ => true,
            };
            let mut widgets = self.widgets();
            return widgets
                .any(|widget| is_undrawn(widget) && has_caption(widget))
                .then_some(Warning::FieldUndrawn(name));
        }
        let Some(held) = self.value() else {
            return Some(Warning::FieldUncompared(name));
        };
        let is_on = held.as_name().is_some_and(|state| state != b"Off");
        if is_on && self.widgets().any(is_undrawn) {
            return Some(Warning::FieldUndrawn(name));
        }
        let is_seen = self.widgets().next().is_some();
        let agrees = value::states_agree(self.document, self.form, self.number, &held);
        (is_seen && !agrees).then_some(Warning::FieldUnlike(name))
    }
}

/// Whether a formatted number shows this one: the same digits, except zeros at the end of the decimals.
fn is_same_number(shown: &str, value: &str) -> bool {
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let parts = |text: &str| {
        let number = text.trim_matches(|sign: char| !sign.is_ascii_digit());
        let (whole, decimals) = match number.rsplit_once(['.', ',']) {
            Some((whole, decimals)) if decimals.len() <= 2 => (whole, decimals),
            _ => (number, ""),
        };
        (digits(whole), decimals.trim_end_matches('0').to_owned())
    };
    let is_negative = |text: &str| text.contains(['-', '(', '−']);
    !digits(value).is_empty()
        && parts(shown) == parts(value)
        && is_negative(shown) == is_negative(value)
}

#[cfg(test)]
mod tests {
    use super::is_same_number;

    #[test]
    fn a_format_keeps_the_number() {
        for (shown, value, same) in [
            ("1,000.00 EUR", "1000", true),
            ("1.000 €", "1000", true),
            ("9,000.00", "1000", false),
            ("10.00", "1000", false),
            ("10.00", "10.0", true),
            ("-5", "5", false),
            ("one", "", false),
        ] {
            assert_eq!(is_same_number(shown, value), same, "{shown} {value}");
        }
    }
}
