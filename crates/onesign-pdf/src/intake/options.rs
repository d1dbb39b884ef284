//! The options of choice fields (ISO 32000-2, 12.7.5.4): their display texts and which of them are chosen.

use lopdf::{Dictionary as Received, Object as Old};

use super::source::Source;
use super::text_strings::decode;

/// The most options to read, and the most to draw of a list.
const MAX_OPTIONS: usize = 5_000;
const MAX_ROWS: usize = 200;

/// An option as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The display text.
    pub(super) text: String,
    pub(super) selected: bool,
}

/// The options in their order. A chosen value that is not among them, as in an editable field, is added at the end.
/// `inherited` finds the node of the field's chain that has an entry.
pub(super) fn read<'a>(
    source: Source<'a>,
    inherited: &impl Fn(&[u8]) -> Option<&'a Received>,
) -> Vec<Row> {
    let entry = |key: &[u8]| source.get(inherited(key)?, key);
    let list = |value: Option<&'a Old>| match value {
        Some(Old::Array(items)) => items.as_slice(),
        Some(single) => std::slice::from_ref(single),
        None => &[],
    };
    let mut values: Vec<String> = list(entry(b"V"))
        .iter()
        .take(MAX_OPTIONS)
        .filter_map(|item| text(source, item))
        .collect();
    let indices: Vec<i64> = list(entry(b"I"))
        .iter()
        .take(MAX_OPTIONS)
        .filter_map(|item| match source.resolve(item)? {
            Old::Integer(index) => Some(*index),
            _ => None,
        })
        .collect();
    let by_index = values.is_empty();
    let mut rows = Vec::new();
    for (index, item) in (0_i64..).zip(list(entry(b"Opt")).iter().take(MAX_OPTIONS)) {
        let Some((export, display)) = option(source, item) else {
            continue;
        };
        let chosen = values
            .iter()
            .position(|value| *value == export || *value == display);
        if let Some(at) = chosen {
            values.remove(at);
        }
        let selected = chosen.is_some() || by_index && indices.contains(&index);
        rows.push(Row {
            text: display,
            selected,
        });
    }
    let others = values.into_iter().filter(|value| !value.is_empty());
    rows.extend(others.map(|text| Row {
        text,
        selected: true,
    }));
    rows
}

/// The rows of a list from its top index on (`/TI`), or from the first chosen row if that is above.
pub(super) fn visible(rows: Vec<Row>, top: i64) -> Vec<Row> {
    let first = rows
        .iter()
        .position(|row| row.selected)
        .unwrap_or(usize::MAX);
    let top = usize::try_from(top).unwrap_or(0).min(first).min(rows.len());
    let end = rows.len().min(top + MAX_ROWS);
    let last = rows
        .iter()
        .rposition(|row| row.selected)
        .map_or(end, |last| end.max(last + 1));
    rows.into_iter().take(last).skip(top).collect()
}

/// Export value and display text: an option is a text, or an array of both.
fn option<'a>(source: Source<'a>, item: &'a Old) -> Option<(String, String)> {
    match source.resolve(item)? {
        Old::Array(pair) => {
            let export = text(source, pair.first()?)?;
            let display = pair.get(1).and_then(|item| text(source, item));
            Some((export.clone(), display.unwrap_or(export)))
        }
        _ => text(source, item).map(|text| (text.clone(), text)),
    }
}

fn text<'a>(source: Source<'a>, item: &'a Old) -> Option<String> {
    match source.resolve(item)? {
        Old::String(bytes, _) => Some(decode(bytes)),
        Old::Name(name) => Some(String::from_utf8_lossy(name).into_owned()),
        Old::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Document, dictionary};

    fn rows(field: &Received) -> Vec<(String, bool)> {
        let document = Document::with_version("1.7");
        let mut document = document;
        let id = document.add_object(field.clone());
        let source = Source {
            document: &document,
        };
        let field = document.get_dictionary(id).unwrap();
        read(source, &|_| Some(field))
            .into_iter()
            .map(|row| (row.text, row.selected))
            .collect()
    }

    fn pair(export: &str, display: &str) -> Old {
        vec![Old::string_literal(export), Old::string_literal(display)].into()
    }

    #[test]
    fn export_values_choose_display_texts() {
        let options = || {
            Old::Array(vec![
                pair("46", "Sweden"),
                pair("49", "Germany"),
                Old::string_literal("Else"),
            ])
        };
        let chosen = |field: Received| -> Vec<String> {
            rows(&field)
                .into_iter()
                .filter(|row| row.1)
                .map(|row| row.0)
                .collect()
        };
        assert_eq!(
            chosen(dictionary! { "Opt" => options(), "V" => Old::string_literal("49") }),
            ["Germany"]
        );
        assert_eq!(
            chosen(dictionary! { "Opt" => options(), "I" => vec![2.into(), 0.into()] }),
            ["Sweden", "Else"]
        );
        assert_eq!(
            chosen(dictionary! { "Opt" => options(), "V" => Old::string_literal("Peru") }),
            ["Peru"]
        );
        assert!(chosen(dictionary! { "Opt" => options() }).is_empty());
    }

    #[test]
    fn lists_start_at_their_first_chosen_row_at_the_latest() {
        let row = |selected| Row {
            text: "x".to_owned(),
            selected,
        };
        assert_eq!(visible(vec![row(true), row(false), row(false)], 2).len(), 3);
        assert_eq!(visible(vec![row(false), row(false), row(true)], 2).len(), 1);
        assert_eq!(visible(vec![row(false)], -5).len(), 1);
    }
}
