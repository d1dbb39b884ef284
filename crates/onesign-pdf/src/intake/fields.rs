//! Form fields (ISO 32000-2, 12.7): their names, their values, and how a viewer would show them.

use lopdf::{Dictionary as Received, Object as Old};

use super::DetectedField;
use super::looks::Look;
use super::options::{self, Row};
use super::pages::Page;
use super::source::{Source, as_dictionary};
use super::text_strings;
use super::ticks::ticked;
use crate::geometry::Bounds;

/// How many ancestors a field may have.
const MAX_ANCESTORS: usize = 32;

/// Field flags of Tables 227, 229, 231 and 233.
const READ_ONLY: i64 = 1;
const REQUIRED: i64 = 1 << 1;
const MULTILINE: i64 = 1 << 12;
const PASSWORD: i64 = 1 << 13;
const RADIO: i64 = 1 << 15;
const PUSH_BUTTON: i64 = 1 << 16;
const COMBO: i64 = 1 << 17;
const FILE_SELECT: i64 = 1 << 20;
const COMB: i64 = 1 << 24;

/// The most cells of a comb.
const MAX_CELLS: i64 = 1_000;

/// How a viewer shows a field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shows {
    /// Nothing that intake could draw: a signature, an unknown type.
    Nothing,
    /// One line.
    Line(String),
    /// Lines, wrapped at the edge.
    Lines(String),
    /// One character in each of this many cells.
    Cells(String, usize),
    /// Options below each other.
    Rows(Vec<Row>),
    /// A push button with its caption.
    Caption(String),
    /// A box or round button to be ticked.
    Tick { round: bool, on: bool },
}

impl Shows {
    /// The number of characters shown.
    pub(super) fn letters(&self) -> usize {
        match self {
            Self::Nothing | Self::Tick { .. } => 0,
            Self::Line(text) | Self::Lines(text) | Self::Cells(text, _) | Self::Caption(text) => {
                text.chars().count()
            }
            Self::Rows(rows) => rows.iter().map(|row| row.text.chars().count()).sum(),
        }
    }

    /// Whether it has a value or tick that a reader of the page must see.
    pub(super) fn is_filled(&self) -> bool {
        match self {
            Self::Nothing | Self::Caption(_) => false,
            Self::Line(text) | Self::Lines(text) | Self::Cells(text, _) => !text.trim().is_empty(),
            Self::Rows(rows) => rows.iter().any(|row| row.selected),
            Self::Tick { on, .. } => *on,
        }
    }
}

/// A form field as one of its widgets shows it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    /// The kind by its product name; `None` for a field that nobody fills in.
    pub(super) kind: Option<&'static str>,
    pub(super) name: String,
    /// The name of the field for people (`/TU`).
    pub(super) caption: Option<String>,
    pub(super) required: bool,
    /// Nobody may change its value.
    pub(super) read_only: bool,
    /// The value as a person reads it; for check boxes and radio buttons, the name of the state.
    pub(super) value: Option<String>,
    pub(super) shows: Shows,
    /// Whether its value and the state of the widget disagree about a tick.
    pub(super) contradicts: bool,
    pub(super) look: Look,
}

impl Field {
    /// Whether someone can fill it in again, so that the page may omit its content.
    pub(super) fn can_be_opened(&self) -> bool {
        !self.read_only && matches!(self.kind, Some("text" | "checkbox"))
    }

    /// The field without its value.
    pub(super) fn emptied(mut self) -> Self {
        self.shows = match self.shows {
            Shows::Line(_) => Shows::Line(String::new()),
            Shows::Lines(_) => Shows::Lines(String::new()),
            Shows::Cells(_, cells) => Shows::Cells(String::new(), cells),
            Shows::Tick { round, .. } => Shows::Tick { round, on: false },
            other => other,
        };
        self
    }

    /// Its content, as a prefill. An unticked box has none, and a password field does not reveal its own.
    pub(super) fn offered_value(&self) -> Option<String> {
        match &self.shows {
            Shows::Tick { on: true, .. } => {
                Some(self.value.clone().unwrap_or_else(|| "On".to_owned()))
            }
            Shows::Tick { on: false, .. } => None,
            _ => self.value.as_deref().map(typed),
        }
    }
}

/// A value as if typed: with one kind of line end, and no other invisible characters.
fn typed(value: &str) -> String {
    let lines = value.replace("\r\n", "\n").replace('\r', "\n");
    lines
        .chars()
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect()
}

/// Reads a field from its widget, with inherited entries.
pub(super) fn read<'a>(source: Source<'a>, widget: &'a Received) -> Field {
    let chain = ancestors(source, widget);
    let inherited = |key: &[u8]| {
        let has = |node: &&&'a Received| source.get(node, key).is_some();
        chain.iter().find(has).copied()
    };
    let number = |key: &[u8]| inherited(key).and_then(|node| source.integer(node, key));
    let flags = number(b"Ff").unwrap_or(0);
    let kind = inherited(b"FT").and_then(|node| source.name(node, b"FT"));
    // A signed field can't be signed again.
    let is_signed = inherited(b"V").is_some_and(|node| source.dictionary(node, b"V").is_some());
    let text = |key: &[u8]| text_strings::of(source, source.get(inherited(key)?, key)?);
    let look = Look::read(source, widget, &chain);
    let mut value = text(b"V").or_else(|| text(b"RV").map(|rich| text_strings::plain(&rich)));
    let mut contradicts = false;
    let shows = match kind {
        Some(b"Tx") => written(value.clone().unwrap_or_default(), flags, number(b"MaxLen")),
        Some(b"Ch") => {
            let rows = options::read(source, &inherited);
            let chosen: Vec<&str> = rows
                .iter()
                .filter(|row| row.selected)
                .map(|row| row.text.as_str())
                .collect();
            value = (!chosen.is_empty()).then(|| chosen.join(", ")).or(value);
            match flags & COMBO {
                0 => Shows::Rows(options::visible(rows, number(b"TI").unwrap_or(0))),
                _ => Shows::Line(value.clone().unwrap_or_default()),
            }
        }
        Some(b"Btn") if flags & PUSH_BUTTON != 0 => Shows::Caption(look.caption.clone()),
        Some(b"Btn") => {
            let (on, doubtful) = ticked(
                source,
                widget,
                value.as_deref(),
                inherited(b"Opt").is_some(),
            );
            contradicts = doubtful;
            Shows::Tick {
                round: flags & RADIO != 0,
                on,
            }
        }
        _ => Shows::Nothing,
    };
    Field {
        kind: kind
            .filter(|kind| *kind != b"Sig" || !is_signed)
            .and_then(|kind| product_kind(kind, flags)),
        name: full_name(source, &chain),
        caption: inherited(b"TU")
            .and_then(|node| source.text(node, b"TU"))
            .map(|text| one_line(&text)),
        required: flags & REQUIRED != 0,
        read_only: flags & READ_ONLY != 0,
        value: value.filter(|_| flags & PASSWORD == 0 || kind != Some(b"Tx")),
        shows,
        contradicts,
        look,
    }
}

/// The description of a field for the sender; `rect` is in the coordinates of the page, which is zero-based.
pub(super) fn detected(
    field: &Field,
    page: &Page<'_>,
    number: u32,
    rect: Bounds,
) -> Option<DetectedField> {
    let rect = page.geometry.displayed(rect)?;
    // A read-only field is not offered for filling in.
    let kind = field.kind.filter(|_| !field.read_only)?;
    Some(DetectedField {
        kind: kind.to_owned(),
        page: number,
        rect,
        name: field.name.clone(),
        required: field.required,
        value: field.offered_value(),
        caption: field
            .caption
            .clone()
            .filter(|caption| !caption.trim().is_empty()),
    })
}

/// How a text field shows its value (Table 231).
fn written(value: String, flags: i64, most: Option<i64>) -> Shows {
    let value = match flags & PASSWORD {
        0 => value,
        _ => "*".repeat(value.chars().count()),
    };
    let cells = most.filter(|most| (1..=MAX_CELLS).contains(most) && flags & COMB != 0);
    match cells {
        _ if flags & MULTILINE != 0 => Shows::Lines(value),
        Some(cells) if flags & (PASSWORD | FILE_SELECT) == 0 => Shows::Cells(value, cells as usize),
        _ => Shows::Line(value),
    }
}

pub(super) fn ancestors<'a>(source: Source<'a>, widget: &'a Received) -> Vec<&'a Received> {
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
    one_line(&parts.join("."))
}

fn one_line(text: &str) -> String {
    text.chars()
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

/// Whether the interactive form asks viewers to generate appearances from values.
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
    use lopdf::{Document, Stream, dictionary};

    fn reading(field: Received) -> Field {
        let mut document = Document::with_version("1.7");
        let id = document.add_object(field);
        read(
            Source {
                document: &document,
            },
            document.get_dictionary(id).unwrap(),
        )
    }

    #[test]
    fn inherits_type_name_and_value() {
        let mut document = Document::with_version("1.7");
        let parent = document.add_object(dictionary! {
            "FT" => "Tx", "T" => Old::string_literal("person"), "V" => Old::string_literal("Mira"), "Ff" => REQUIRED,
            "TU" => Old::string_literal("Who signs"),
        });
        let widget = document
            .add_object(dictionary! { "T" => Old::string_literal("name"), "Parent" => parent });
        let source = Source {
            document: &document,
        };
        let field = read(source, document.get_dictionary(widget).unwrap());
        assert_eq!(field.kind, Some("text"));
        assert_eq!(field.name, "person.name");
        assert_eq!(field.caption.as_deref(), Some("Who signs"));
        assert_eq!(field.shows, Shows::Line("Mira".to_owned()));
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
        let field = reading(
            dictionary! { "FT" => "Tx", "Ff" => PASSWORD, "V" => Old::string_literal("abc") },
        );
        assert_eq!(field.value, None);
        assert_eq!(field.shows, Shows::Line("***".to_owned()));
    }

    #[test]
    fn values_of_every_type_are_text() {
        let value = |value: Old| {
            let mut document = Document::with_version("1.7");
            let field = dictionary! { "FT" => "Tx", "V" => value };
            let id = document.add_object(field);
            let source = Source {
                document: &document,
            };
            read(source, document.get_dictionary(id).unwrap()).value
        };
        assert_eq!(value("Name".into()).as_deref(), Some("Name"));
        assert_eq!(value(42.into()).as_deref(), Some("42"));
        assert_eq!(value(Old::Null), None);
        let mut document = Document::with_version("1.7");
        let stream =
            document.add_object(Stream::new(Received::new(), b"\xfe\xff\x03\xc0".to_vec()));
        let id = document.add_object(dictionary! { "FT" => "Tx", "V" => stream });
        let source = Source {
            document: &document,
        };
        assert_eq!(
            read(source, document.get_dictionary(id).unwrap())
                .value
                .as_deref(),
            Some("π")
        );
    }

    #[test]
    fn rich_text_replaces_a_missing_value() {
        let field = reading(
            dictionary! { "FT" => "Tx", "RV" => Old::string_literal("<body><p>A &amp; B</p></body>") },
        );
        assert_eq!(field.value.as_deref(), Some("A & B"));
    }
}
