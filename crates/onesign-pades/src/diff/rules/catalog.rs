//! The catalogue: which of its entries may change.

use onesign_pdf::object::Object;
use onesign_pdf::read::ReadError;

use super::security_store;
use super::xmp::Properties;
use crate::diff::change::ChangeKind;
use crate::diff::comparison::Comparison;
use crate::diff::difference::{DocumentDifference, Part, Verb, short};
use crate::diff::explained::{Place, Role, Why};
use crate::diff::explanation::{Draft, Explanation};
use crate::diff::finding::{Finding, Need};

/// The most properties of XMP to report.
const MAX_DATA: usize = 20;
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
            b"DSS" => {
                let store = security_store::explain(compared, &draft, number, before, after);
                draft.add(store);
            }
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
                let need = if is_later_version(before, after) {
                    Need::Format
                } else {
                    Need::Saving
                };
                let what = DocumentDifference::VersionRaised;
                draft.find(Finding::new(ChangeKind::Extensions, need, what));
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

/// Whether a version (7.7.2) is one that defines validation data and document timestamps, and not an earlier one than
/// before.
fn is_later_version(before: Option<&Object>, after: Option<&Object>) -> bool {
    let known: [&[u8]; 2] = [b"1.7", b"2.0"];
    let version = |value: Option<&Object>| value.and_then(Object::as_name).map(<[u8]>::to_vec);
    let (before, after) = (version(before), version(after));
    after.is_some_and(|after| {
        let is_earlier = before.is_none_or(|before| before < after);
        known.contains(&after.as_slice()) && is_earlier
    })
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
        let need = if adds_formats_of_proof(compared, before, after)? {
            Need::Format
        } else {
            Need::Saving
        };
        let what = DocumentDifference::ExtensionsChanged;
        draft.find(Finding::new(ChangeKind::Extensions, need, what));
    }
    Ok(())
}

/// Whether a list of extensions only gains those that define validation data and document timestamps: of ETSI
/// (EN 319 142-1, 5.4.2.2), Adobe and ISO.
fn adds_formats_of_proof(
    compared: &Comparison<'_, '_>,
    before: Option<&Object>,
    after: &Object,
) -> Result<bool, ReadError> {
    let was = before.map_or(Ok(Object::Null), |before| compared.old.follow(before))?;
    let is = compared.new.follow(after)?;
    let was = was.as_dictionary().cloned().unwrap_or_default();
    let Some(is) = is.as_dictionary() else {
        return Ok(false);
    };
    let changed = compared.differing(&was, is)?;
    Ok(changed.iter().all(|key| {
        is.contains(key) && matches!(key.as_slice(), b"ESIC" | b"ADBE" | b"ISO_" | b"Type")
    }))
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

/// XMP (14.3.2): its properties are compared one by one.
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
    let is = compared.new.follow(after)?;
    let is = is.as_stream().filter(|stream| {
        let dictionary = &stream.dictionary;
        dictionary.is("Type", "Metadata") && dictionary.is("Subtype", "XML")
    });
    let Some(is) = is else {
        forbidden(
            draft,
            ChangeKind::Metadata,
            DocumentDifference::InformationReplaced,
        );
        return Ok(());
    };
    draft.open(Place::below(catalog, &["Metadata"], Why::About));
    for value in [before, Some(after)].into_iter().flatten() {
        draft.explain_all(compared, value, Why::About);
    }
    let was = before.map_or(Ok(Object::Null), |before| compared.old.follow(before))?;
    let was = match was.as_stream() {
        Some(stream) => Properties::of(stream),
        None => Some(Properties::default()),
    };
    let mut find = |what, need| draft.find(Finding::new(ChangeKind::Metadata, need, what));
    let (Some(was), Some(is)) = (was, Properties::of(is)) else {
        find(DocumentDifference::XmpUnreadable, Need::Unknown);
        return Ok(());
    };
    let information = compared.old.value(compared.old.trailer(), "Info")?;
    let information = |key: &str| {
        let information = information.as_dictionary()?;
        compared.old.value(information, key).ok()?.as_text()
    };
    find(DocumentDifference::XmpChanged, Need::Saving);
    for changed in was.changed(&is, information).into_iter().take(MAX_DATA) {
        let (before, after) = (short(&changed.before), short(&changed.after));
        let what = DocumentDifference::DataChanged(changed.entry, before, after);
        find(what, Need::Data);
    }
    Ok(())
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
