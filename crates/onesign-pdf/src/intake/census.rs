//! Counts the dropped features in one pass over every object of the received document.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};

use super::Removal;
use super::archival;
use super::source::{Source, as_dictionary, is_external};

/// Schemes a link may have without being reported as dangerous.
const HARMLESS_SCHEMES: [&str; 4] = ["http:", "https:", "mailto:", "tel:"];

/// Occurrences by stable code.
#[derive(Debug, Default)]
pub(super) struct Tally(BTreeMap<&'static str, u32>);

impl Tally {
    pub(super) fn add(&mut self, kind: &'static str) {
        let count = self.0.entry(kind).or_default();
        *count = count.saturating_add(1);
    }

    pub(super) fn into_removals(self) -> Vec<Removal> {
        self.0
            .into_iter()
            .map(|(kind, count)| Removal {
                kind: kind.to_owned(),
                count,
            })
            .collect()
    }

    #[cfg(test)]
    pub(super) fn count(&self, kind: &str) -> u32 {
        self.0.get(kind).copied().unwrap_or_default()
    }
}

/// Counts the features of every object; reachable or not, intake copies none of them.
pub(super) fn survey(source: Source<'_>) -> Tally {
    let mut tally = Tally::default();
    for object in source.document.objects.values() {
        visit(source, object, &mut tally);
    }
    if let Some(catalog) = source.catalog() {
        catalog_features(source, catalog, &mut tally);
    }
    if source
        .dictionary(&source.document.trailer, b"Info")
        .is_some()
    {
        tally.add("metadata");
    }
    tally
}

/// Looks at one object and its direct children; the loader bounds their depth.
fn visit<'a>(source: Source<'a>, object: &'a Object, tally: &mut Tally) {
    if let Object::Stream(stream) = object {
        if is_external(stream) {
            tally.add("external_stream");
        }
        stream_features(&stream.dict, tally);
    }
    match object {
        Object::Array(items) => items.iter().for_each(|item| visit(source, item, tally)),
        other => {
            let Some(dictionary) = as_dictionary(other) else {
                return;
            };
            action_features(source, dictionary, tally);
            annotation_features(dictionary, tally);
            for (_, value) in dictionary {
                visit(source, value, tally);
            }
        }
    }
}

fn is_name(dictionary: &Dictionary, key: &[u8], expected: &[u8]) -> bool {
    matches!(dictionary.get(key), Ok(Object::Name(name)) if name == expected)
}

/// Actions (12.6.4), by what they do.
fn action_features<'a>(source: Source<'a>, dictionary: &'a Dictionary, tally: &mut Tally) {
    if dictionary.has(b"AA") {
        tally.add("additional_actions");
    }
    if dictionary.has(b"EF") {
        tally.add("embedded_file");
    }
    if dictionary.has(b"PieceInfo") {
        tally.add("piece_info");
    }
    if dictionary.has(b"Metadata") && !archival::is_ours(source.get(dictionary, b"Metadata")) {
        tally.add("metadata");
    }
    let Some(action) = source.name(dictionary, b"S") else {
        if dictionary.has(b"JS") {
            tally.add("javascript");
        }
        return;
    };
    match action {
        b"JavaScript" => tally.add("javascript"),
        b"Launch" => tally.add("launch"),
        b"SubmitForm" => tally.add("submit_form"),
        b"ImportData" => tally.add("import_data"),
        b"ResetForm" => tally.add("reset_form"),
        b"GoToR" | b"GoToE" => tally.add("remote_goto"),
        b"Thread" if dictionary.has(b"F") => tally.add("remote_goto"),
        b"Hide" => tally.add("hide_action"),
        b"Named" => tally.add("named_action"),
        b"SetOCGState" => tally.add("layer_action"),
        b"Rendition" | b"Movie" | b"Sound" | b"RichMediaExecute" | b"GoTo3DView" | b"Trans" => {
            tally.add("multimedia")
        }
        b"URI" if !is_harmless(source, dictionary, b"URI") => tally.add("uri_scheme"),
        _ if dictionary.has(b"JS") => tally.add("javascript"),
        _ => {}
    }
}

fn is_harmless<'a>(source: Source<'a>, dictionary: &'a Dictionary, key: &[u8]) -> bool {
    let address = source
        .text(dictionary, key)
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    HARMLESS_SCHEMES
        .iter()
        .any(|scheme| address.starts_with(scheme))
}

/// Annotation types that play media, and streams with external data.
fn annotation_features(dictionary: &Dictionary, tally: &mut Tally) {
    let subtype = match dictionary.get(b"Subtype") {
        Ok(Object::Name(name)) => name.as_slice(),
        _ => return,
    };
    match subtype {
        b"RichMedia" | b"3D" | b"Movie" | b"Sound" | b"Screen" if dictionary.has(b"Rect") => {
            tally.add("multimedia")
        }
        b"FileAttachment" if dictionary.has(b"Rect") => tally.add("embedded_file"),
        _ => {}
    }
}

fn stream_features(dictionary: &Dictionary, tally: &mut Tally) {
    if is_name(dictionary, b"Type", b"EmbeddedFile") {
        tally.add("embedded_file");
    }
    if dictionary.has(b"OPI") {
        tally.add("opi");
    }
    if dictionary.has(b"Alternates") {
        tally.add("alternate_image");
    }
    if dictionary.has(b"Ref") && is_name(dictionary, b"Subtype", b"Form") {
        tally.add("reference_xobject");
    }
    if is_name(dictionary, b"Subtype", b"PS")
        || is_name(dictionary, b"Subtype2", b"PS")
        || dictionary.has(b"PS")
    {
        tally.add("postscript_xobject");
    }
}

fn catalog_features<'a>(source: Source<'a>, catalog: &'a Dictionary, tally: &mut Tally) {
    const KEYS: [(&[u8], &str); 9] = [
        (b"OpenAction", "open_action"),
        (b"Collection", "collection"),
        (b"OCProperties", "optional_content"),
        (b"Outlines", "outline"),
        (b"Threads", "threads"),
        (b"StructTreeRoot", "structure"),
        (b"PageLabels", "page_labels"),
        (b"Legal", "legal_attestation"),
        (b"AF", "embedded_file"),
    ];
    for (key, kind) in KEYS {
        if source.get(catalog, key).is_some() {
            tally.add(kind);
        }
    }
    if source
        .dictionary(catalog, b"AcroForm")
        .is_some_and(|form| source.get(form, b"XFA").is_some())
    {
        tally.add("xfa");
    }
    if source
        .dictionary(catalog, b"Perms")
        .is_some_and(|perms| perms.has(b"UR") || perms.has(b"UR3"))
    {
        tally.add("usage_rights");
    }
    if let Some(base) = source.dictionary(catalog, b"URI")
        && base.has(b"Base")
    {
        tally.add("uri_scheme");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Document, dictionary};

    #[test]
    fn active_features_are_counted_everywhere() {
        let mut document = Document::with_version("1.7");
        document.add_object(dictionary! { "Next" => dictionary! { "S" => "Launch", "F" => "x" } });
        document.add_object(vec![Object::from(
            dictionary! { "S" => "JavaScript", "JS" => "x" },
        )]);
        document.add_object(
            dictionary! { "S" => "URI", "URI" => Object::string_literal("file:///etc") },
        );
        document.add_object(
            dictionary! { "S" => "URI", "URI" => Object::string_literal("https://example.com") },
        );
        let root = document
            .add_object(dictionary! { "Type" => "Catalog", "OpenAction" => dictionary! {} });
        document.trailer.set("Root", root);
        let tally = survey(Source {
            document: &document,
        });
        assert_eq!(tally.count("launch"), 1);
        assert_eq!(tally.count("javascript"), 1);
        assert_eq!(tally.count("uri_scheme"), 1);
        assert_eq!(tally.count("open_action"), 1);
        assert_eq!(tally.count("xfa"), 0);
    }
}
