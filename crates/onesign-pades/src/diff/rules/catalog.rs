//! The catalogue: which of its entries may change.

use onesign_pdf::object::Object;
use onesign_pdf::read::{ReadError, decode};

use crate::diff::change::ChangeKind;
use crate::diff::comparison::Comparison;
use crate::diff::difference::{DocumentDifference, Part, Verb};
use crate::diff::explained::{Place, Role, Why};
use crate::diff::explanation::{Draft, Explanation};
use crate::diff::finding::{Finding, Need};

/// The most bytes of XMP to read.
const MAX_METADATA: usize = 4 << 20;
/// The deepest nesting of dictionaries in the list of extensions.
const MAX_DEPTH: usize = 4;

/// The catalogue.
pub(super) fn explain(
    compared: &Comparison<'_, '_>,
    earlier: &Draft<'_>,
) -> Result<Explanation, ReadError> {
    let mut draft = Draft::after(earlier);
    let number = compared.new.root()?.number;
    let (old, new) = (compared.old.catalog()?, compared.new.catalog()?);
    if compared.differs(number) {
        draft.changed(number, Role::Anywhere);
    }
    let mut keys = compared.differing(&old, &new)?;
    // Objects below these may change while the catalogue stays as it is.
    for key in ["DSS", "Extensions", "Metadata", "Perms"] {
        if old.contains(key) && !keys.iter().any(|known| known == key.as_bytes()) {
            keys.push(key.as_bytes().to_vec());
        }
    }
    for key in keys {
        let (before, after) = (old.get(&key), new.get(&key));
        match key.as_slice() {
            b"DSS" => validation_material(compared, &mut draft, number, before, after),
            b"Extensions" => extensions(compared, &mut draft, number, before, after)?,
            b"Metadata" => metadata(compared, &mut draft, number, before, after)?,
            b"Perms" => certification(compared, &mut draft, before, after)?,
            b"AcroForm" if after.is_some() => {}
            b"AcroForm" => forbidden(
                &mut draft,
                ChangeKind::Form,
                DocumentDifference::FormRemoved,
            ),
            // Its own rule compares the content below.
            b"StructTreeRoot" | b"Pages" if is_same_reference(before, after) => {}
            b"Version" if after.and_then(Object::as_name).is_some() => {
                let what = DocumentDifference::VersionRaised;
                draft.find(Finding::new(ChangeKind::Extensions, Need::Nothing, what));
            }
            other => forbidden(
                &mut draft,
                ChangeKind::Catalogue,
                catalogue_entry(other, before, after),
            ),
        }
    }
    Ok(draft.done())
}

fn is_same_reference(before: Option<&Object>, after: Option<&Object>) -> bool {
    before == after && before.and_then(Object::as_reference).is_some()
}

fn forbidden(draft: &mut Draft<'_>, kind: ChangeKind, what: DocumentDifference) {
    draft.find(Finding::new(kind, Need::Forbidden, what));
}

fn catalogue_entry(
    key: &[u8],
    before: Option<&Object>,
    after: Option<&Object>,
) -> DocumentDifference {
    let done = verb(before, after);
    let part = match key {
        b"OpenAction" => Part::Opening,
        b"AA" => Part::Actions,
        b"Names" => Part::Names,
        b"OCProperties" => Part::Layers,
        b"Pages" => Part::Pages,
        b"AF" => Part::Attachments,
        b"StructTreeRoot" => Part::Structure,
        b"PageLabels" => Part::PageNumbers,
        b"Lang" => Part::Language,
        b"Outlines" => Part::Bookmarks,
        b"ViewerPreferences" | b"PageMode" | b"PageLayout" => Part::Presentation,
        other => {
            return DocumentDifference::EntryChanged(
                String::from_utf8_lossy(other).into_owned(),
                done,
            );
        }
    };
    DocumentDifference::PartChanged(part, done)
}

fn verb(before: Option<&Object>, after: Option<&Object>) -> Verb {
    match (before, after) {
        (None, _) => Verb::Added,
        (_, None) => Verb::Removed,
        _ => Verb::Changed,
    }
}

/// The document security store (12.8.4.3) contains validation data that no page shows, so it may be replaced.
fn validation_material(
    compared: &Comparison<'_, '_>,
    draft: &mut Draft<'_>,
    catalog: u32,
    before: Option<&Object>,
    after: Option<&Object>,
) {
    draft.open(Place::below(catalog, &["DSS"], Why::Proof));
    let mut explains = false;
    for value in [before, after].into_iter().flatten() {
        explains |= draft.explain_all(compared, value, Why::Proof);
    }
    if explains || before != after {
        let what = DocumentDifference::SecurityStoreChanged;
        draft.find(Finding::new(
            ChangeKind::ValidationMaterial,
            Need::Nothing,
            what,
        ));
    }
}

/// Developer extensions (7.12): names, numbers and text only.
fn extensions(
    compared: &Comparison<'_, '_>,
    draft: &mut Draft<'_>,
    catalog: u32,
    before: Option<&Object>,
    after: Option<&Object>,
) -> Result<(), ReadError> {
    let Some(after) = after else {
        forbidden(
            draft,
            ChangeKind::Extensions,
            DocumentDifference::ExtensionsRemoved,
        );
        return Ok(());
    };
    if !is_plain(compared, after, 0)? {
        return Ok(());
    }
    draft.open(Place::below(catalog, &["Extensions"], Why::About));
    let mut explains = false;
    for value in [before, Some(after)].into_iter().flatten() {
        explains |= draft.explain_all(compared, value, Why::About);
    }
    if explains || before != Some(after) {
        let what = DocumentDifference::ExtensionsChanged;
        draft.find(Finding::new(ChangeKind::Extensions, Need::Nothing, what));
    }
    Ok(())
}

fn is_plain(
    compared: &Comparison<'_, '_>,
    value: &Object,
    depth: usize,
) -> Result<bool, ReadError> {
    if depth > MAX_DEPTH {
        return Ok(false);
    }
    let mut plain = true;
    match compared.new.follow(value)? {
        Object::Dictionary(dictionary) => {
            for (_, value) in dictionary.iter() {
                plain &= is_plain(compared, value, depth + 1)?;
            }
        }
        Object::Array(items) => {
            for item in &items {
                plain &= is_plain(compared, item, depth + 1)?;
            }
        }
        Object::Stream(_) => plain = false,
        _ => {}
    }
    Ok(plain)
}

/// XMP (14.3.2): a stream of XML that defines nothing of its own.
fn metadata(
    compared: &Comparison<'_, '_>,
    draft: &mut Draft<'_>,
    catalog: u32,
    before: Option<&Object>,
    after: Option<&Object>,
) -> Result<(), ReadError> {
    let Some(after) = after else {
        forbidden(
            draft,
            ChangeKind::Metadata,
            DocumentDifference::InformationRemoved,
        );
        return Ok(());
    };
    if compared.same(before, Some(after))? {
        return Ok(());
    }
    let value = compared.new.follow(after)?;
    let is_xmp = value.as_stream().is_some_and(|stream| {
        stream.dictionary.is("Type", "Metadata")
            && stream.dictionary.is("Subtype", "XML")
            && decode(stream, MAX_METADATA).is_ok_and(|xml| is_harmless(&xml))
    });
    if !is_xmp {
        forbidden(
            draft,
            ChangeKind::Metadata,
            DocumentDifference::InformationReplaced,
        );
        return Ok(());
    }
    draft.open(Place::below(catalog, &["Metadata"], Why::About));
    for value in [before, Some(after)].into_iter().flatten() {
        draft.explain_all(compared, value, Why::About);
    }
    let what = DocumentDifference::XmpChanged;
    draft.find(Finding::new(ChangeKind::Metadata, Need::Nothing, what));
    Ok(())
}

/// Text that looks like XMP and declares no entities.
fn is_harmless(xml: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(xml) else {
        return false;
    };
    let declares = ["<!DOCTYPE", "<!ENTITY", "<!doctype", "<!entity"];
    text.contains("rdf:RDF") && !declares.iter().any(|word| text.contains(word))
}

/// `/Perms` (12.8.6): a certification is the first signature, so nothing of it may change after one.
fn certification(
    compared: &Comparison<'_, '_>,
    draft: &mut Draft<'_>,
    before: Option<&Object>,
    after: Option<&Object>,
) -> Result<(), ReadError> {
    if !compared.same(before, after)? {
        let what = DocumentDifference::PermissionsChanged(verb(before, after));
        forbidden(draft, ChangeKind::Permissions, what);
    }
    Ok(())
}
