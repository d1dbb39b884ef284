//! XMP metadata (ISO 16684-1) as properties, and which of them every program writes when it saves.

use std::collections::{BTreeMap, BTreeSet};

use onesign_pdf::object::{Object, Stream};
use onesign_pdf::read::decode;
use roxmltree::{Document, Node, ParsingOptions};

use crate::diff::difference::DataEntry;

/// The most bytes of XMP to read.
const MAX_BYTES: usize = 4 << 20;
/// The most nodes.
const MAX_NODES: u32 = 100_000;
/// The deepest nesting of a property.
const MAX_DEPTH: usize = 32;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const BASIC: &str = "http://ns.adobe.com/xap/1.0/";
const MANAGEMENT: &str = "http://ns.adobe.com/xap/1.0/mm/";
const PDF: &str = "http://ns.adobe.com/pdf/1.3/";

/// A property: its namespace and its name.
type Name = (String, String);

/// The value of a property.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Property {
    /// Everything in it.
    exact: String,
    /// Its text.
    shown: String,
}

/// The properties of an XMP packet.
#[derive(Debug, Default)]
pub(super) struct Properties(BTreeMap<Name, Property>);

/// A property that differs, with its old and its new text.
pub(super) struct Changed {
    pub entry: DataEntry,
    pub before: String,
    pub after: String,
}

impl Properties {
    /// Reads a stream of XMP. `None` if it is not one, or declares entities.
    pub(super) fn of(stream: &Stream) -> Option<Self> {
        let mut stream = stream.clone();
        without_crypt(&mut stream);
        let xml = decode(&stream, MAX_BYTES).ok()?;
        let xml = std::str::from_utf8(&xml).ok()?;
        let options = ParsingOptions {
            allow_dtd: false,
            nodes_limit: MAX_NODES,
            ..ParsingOptions::default()
        };
        let xml = xml
            .trim_start_matches('\u{feff}')
            .trim_matches(['\0', ' ', '\r', '\n']);
        let tree = Document::parse_with_options(xml, options).ok()?;
        let mut all = tree.descendants();
        let rdf = all.find(|node| node.has_tag_name((RDF, "RDF")))?;
        let mut found = Self::default();
        for child in rdf.children().filter(Node::is_element) {
            if !child.has_tag_name((RDF, "Description")) {
                found.add(child)?;
                continue;
            }
            for attribute in child.attributes() {
                let space = attribute.namespace().unwrap_or_default();
                if space != RDF && space != "http://www.w3.org/XML/1998/namespace" {
                    let property = found.property(space, attribute.name());
                    property.exact.push_str(attribute.value().trim());
                    property.shown.push_str(attribute.value().trim());
                }
            }
            for property in child.children().filter(Node::is_element) {
                found.add(property)?;
            }
        }
        Some(found)
    }

    fn property(&mut self, space: &str, name: &str) -> &mut Property {
        self.0
            .entry((space.to_owned(), name.to_owned()))
            .or_default()
    }

    fn add(&mut self, node: Node<'_, '_>) -> Option<()> {
        let (mut exact, mut shown) = (String::new(), Vec::new());
        write(node, 0, &mut exact, &mut shown)?;
        let name = node.tag_name();
        let property = self.property(name.namespace().unwrap_or_default(), name.name());
        property.exact.push_str(&exact);
        property.shown.push_str(&shown.join(", "));
        Some(())
    }

    /// The properties with another value, except those that every program writes when it saves and those that only
    /// repeat what `information` (the document information dictionary) says.
    pub(super) fn changed(
        &self,
        after: &Self,
        information: impl Fn(&str) -> Option<String>,
    ) -> Vec<Changed> {
        let names: BTreeSet<&Name> = self.0.keys().chain(after.0.keys()).collect();
        let mut changed = Vec::new();
        for name in names {
            let (was, is) = (self.0.get(name), after.0.get(name));
            let text = |property: Option<&Property>| {
                property
                    .map(|property| property.shown.clone())
                    .unwrap_or_default()
            };
            let entry = entry(name);
            if was == is || is_written_on_saving(name) || text(was) == text(is) && was.is_some() {
                continue;
            }
            let known = key(&entry).and_then(&information);
            let repeats =
                was.is_none() && known.is_some_and(|known| is_same(&entry, &known, &text(is)));
            if !repeats {
                changed.push(Changed {
                    entry,
                    before: text(was),
                    after: text(is),
                });
            }
        }
        changed
    }
}

/// Leaves out the filter of a stream that its encryption excepts (7.4.10).
fn without_crypt(stream: &mut Stream) {
    let is_crypt = |filter: &Object| filter.is_name("Crypt");
    match stream.dictionary.get("Filter").cloned() {
        Some(filter) if is_crypt(&filter) => {
            stream.dictionary.remove("Filter");
            stream.dictionary.remove("DecodeParms");
        }
        Some(Object::Array(mut filters)) if filters.first().is_some_and(is_crypt) => {
            filters.remove(0);
            stream.dictionary.set("Filter", filters);
            if let Some(Object::Array(mut params)) = stream.dictionary.get("DecodeParms").cloned()
                && !params.is_empty()
            {
                params.remove(0);
                stream.dictionary.set("DecodeParms", params);
            }
        }
        _ => {}
    }
}

/// Writes an element in one form, and collects its text. `None` if it is nested too deeply.
fn write(
    node: Node<'_, '_>,
    depth: usize,
    exact: &mut String,
    shown: &mut Vec<String>,
) -> Option<()> {
    if depth > MAX_DEPTH {
        return None;
    }
    for attribute in node.attributes() {
        exact.push_str(&format!("[{}={}]", attribute.name(), attribute.value()));
        if attribute.namespace() != Some("http://www.w3.org/XML/1998/namespace")
            && attribute.name() != "parseType"
        {
            shown.push(attribute.value().trim().to_owned());
        }
    }
    for child in node.children() {
        if child.is_element() {
            exact.push_str(&format!("<{}>", child.tag_name().name()));
            write(child, depth + 1, exact, shown)?;
            exact.push_str("</>");
        } else if let Some(text) = child.text().filter(|_| child.is_text()) {
            let text = text.trim();
            exact.push_str(text);
            if !text.is_empty() {
                shown.push(text.to_owned());
            }
        }
    }
    Some(())
}

/// Dates of saving, the saving program, and the identifiers of versions.
fn is_written_on_saving((space, name): &Name) -> bool {
    match space.as_str() {
        BASIC => matches!(name.as_str(), "ModifyDate" | "MetadataDate"),
        PDF => matches!(name.as_str(), "Producer" | "PDFVersion" | "Trapped"),
        DC => name == "format",
        MANAGEMENT => true,
        _ => false,
    }
}

fn entry((space, name): &Name) -> DataEntry {
    match (space.as_str(), name.as_str()) {
        (DC, "title") => DataEntry::Title,
        (DC, "creator") => DataEntry::Author,
        (DC, "description") => DataEntry::Subject,
        (PDF, "Keywords") => DataEntry::Keywords,
        (BASIC, "CreateDate") => DataEntry::CreationDate,
        (BASIC, "CreatorTool") => DataEntry::Creator,
        (_, name) => DataEntry::Other(name.to_owned()),
    }
}

/// The key of the document information dictionary with the same meaning.
fn key(entry: &DataEntry) -> Option<&'static str> {
    match entry {
        DataEntry::Title => Some("Title"),
        DataEntry::Author => Some("Author"),
        DataEntry::Subject => Some("Subject"),
        DataEntry::Keywords => Some("Keywords"),
        DataEntry::CreationDate => Some("CreationDate"),
        DataEntry::Creator => Some("Creator"),
        DataEntry::Other(_) => None,
    }
}

/// Whether both say the same; of a date only the day is compared, because the notations differ.
fn is_same(entry: &DataEntry, one: &str, other: &str) -> bool {
    let day =
        |text: &str| -> String { text.chars().filter(char::is_ascii_digit).take(8).collect() };
    match entry {
        DataEntry::CreationDate => day(one) == day(other),
        _ => one.trim() == other.trim(),
    }
}
