//! Form fields (ISO 32000-2, 12.7): what they are called, what they hold, and how a value without an appearance looks.

use lopdf::{Dictionary as Received, Object as Old};

use super::source::{Source, as_dictionary};

/// How many ancestors a field may have.
const MAX_ANCESTORS: usize = 32;

/// Field flags of Tables 227, 229 and 231.
const REQUIRED: i64 = 1 << 1;
const MULTILINE: i64 = 1 << 12;
const PASSWORD: i64 = 1 << 13;
const RADIO: i64 = 1 << 15;
const PUSH_BUTTON: i64 = 1 << 16;

/// A form field as one of its widgets shows it.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Field {
    /// The kind by its product name; `None` for what nobody fills in.
    pub(super) kind: Option<&'static str>,
    pub(super) name: String,
    pub(super) required: bool,
    pub(super) value: Option<String>,
    /// A check box or radio button that is on.
    pub(super) checked: bool,
    pub(super) multiline: bool,
    /// Font size of the default appearance in points; 0 means fitting.
    pub(super) size: f64,
}

/// Reads a field from its widget, with what it inherits.
pub(super) fn read<'a>(source: Source<'a>, widget: &'a Received) -> Field {
    let chain = ancestors(source, widget);
    let inherited = |key: &[u8]| {
        chain
            .iter()
            .find(|node| source.get(node, key).is_some())
            .copied()
    };
    let flags = inherited(b"Ff")
        .and_then(|node| source.integer(node, b"Ff"))
        .unwrap_or(0);
    let kind = inherited(b"FT").and_then(|node| source.name(node, b"FT"));
    // Nobody signs where somebody has.
    let is_signed = inherited(b"V").is_some_and(|node| source.dictionary(node, b"V").is_some());
    let value = inherited(b"V").and_then(|node| source.text(node, b"V"));
    let state = source
        .name(widget, b"AS")
        .map(|state| String::from_utf8_lossy(state).into_owned());
    let button = kind == Some(b"Btn");
    let on = |state: &Option<String>| {
        state
            .as_deref()
            .is_some_and(|state| state != "Off" && !state.is_empty())
    };
    Field {
        kind: kind
            .filter(|kind| *kind != b"Sig" || !is_signed)
            .and_then(|kind| product_kind(kind, flags)),
        name: full_name(source, &chain),
        required: flags & REQUIRED != 0,
        checked: button
            && flags & PUSH_BUTTON == 0
            && (on(&state) || state.is_none() && on(&value)),
        multiline: flags & MULTILINE != 0,
        size: inherited(b"DA")
            .and_then(|node| source.text(node, b"DA"))
            .map_or(0.0, |text| font_size(&text)),
        value: value.filter(|_| flags & PASSWORD == 0 || button),
    }
}

fn ancestors<'a>(source: Source<'a>, widget: &'a Received) -> Vec<&'a Received> {
    let mut chain = vec![widget];
    while chain.len() < MAX_ANCESTORS {
        let parent = chain
            .last()
            .and_then(|node| source.get(node, b"Parent"))
            .and_then(as_dictionary);
        match parent {
            Some(parent) if !chain.iter().any(|node| std::ptr::eq(*node, parent)) => {
                chain.push(parent)
            }
            _ => break,
        }
    }
    chain
}

fn full_name<'a>(source: Source<'a>, chain: &[&'a Received]) -> String {
    let parts: Vec<String> = chain
        .iter()
        .rev()
        .filter_map(|node| source.text(node, b"T"))
        .collect();
    parts
        .join(".")
        .chars()
        .filter(|character| !character.is_control())
        .take(200)
        .collect()
}

fn product_kind(kind: &[u8], flags: i64) -> Option<&'static str> {
    match kind {
        b"Tx" => Some("text"),
        b"Ch" => Some("choice"),
        b"Sig" => Some("signature"),
        b"Btn" if flags & PUSH_BUTTON != 0 => None,
        b"Btn" if flags & RADIO != 0 => Some("radio"),
        b"Btn" => Some("checkbox"),
        _ => None,
    }
}

/// The operand of `Tf` in a default appearance string (12.7.4.3).
fn font_size(appearance: &str) -> f64 {
    let words: Vec<&str> = appearance.split_whitespace().collect();
    let at = words
        .iter()
        .position(|word| *word == "Tf")
        .and_then(|at| at.checked_sub(1));
    at.and_then(|at| words[at].parse().ok())
        .filter(|size: &f64| (0.0..=200.0).contains(size))
        .unwrap_or(0.0)
}

/// Whether the interactive form asks for appearances to be made from values.
pub(super) fn regenerates(source: Source<'_>) -> bool {
    let form = source
        .catalog()
        .and_then(|catalog| source.get(catalog, b"AcroForm"));
    match form {
        Some(Old::Dictionary(form)) => source.boolean(form, b"NeedAppearances") == Some(true),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Document, dictionary};

    #[test]
    fn inherits_type_name_and_value() {
        let mut document = Document::with_version("1.7");
        let parent = document.add_object(dictionary! {
            "FT" => "Tx", "T" => Old::string_literal("person"), "V" => Old::string_literal("Mira"), "Ff" => REQUIRED,
        });
        let widget = document
            .add_object(dictionary! { "T" => Old::string_literal("name"), "Parent" => parent });
        let source = Source {
            document: &document,
        };
        let field = read(source, document.get_dictionary(widget).unwrap());
        assert_eq!(field.kind, Some("text"));
        assert_eq!(field.name, "person.name");
        assert_eq!(field.value.as_deref(), Some("Mira"));
        assert!(field.required);
    }

    #[test]
    fn a_loop_of_parents_ends() {
        let mut document = Document::with_version("1.7");
        let id = document.new_object_id();
        document
            .objects
            .insert(id, dictionary! { "FT" => "Sig", "Parent" => id }.into());
        let source = Source {
            document: &document,
        };
        assert_eq!(
            read(source, document.get_dictionary(id).unwrap()).kind,
            Some("signature")
        );
    }

    #[test]
    fn passwords_are_not_repeated() {
        let mut document = Document::with_version("1.7");
        let id = document.add_object(
            dictionary! { "FT" => "Tx", "Ff" => PASSWORD, "V" => Old::string_literal("x") },
        );
        let source = Source {
            document: &document,
        };
        assert_eq!(
            read(source, document.get_dictionary(id).unwrap()).value,
            None
        );
    }

    #[test]
    fn sizes_of_default_appearances() {
        assert_eq!(font_size("/Helv 11.5 Tf 0 g"), 11.5);
        assert_eq!(font_size("0 g"), 0.0);
        assert_eq!(font_size("Tf"), 0.0);
        assert_eq!(font_size("/F 1e9 Tf"), 0.0);
    }
}
