//! Facts about a signature that do not depend on the trust policy.

use onesign_pdf::form::Form;
use onesign_pdf::object::Object;
use onesign_pdf::read::{Document, ReadError};
use onesign_pdf::shown::{Easel, annotation_pages};

use crate::diff::Analysis;
use crate::document::byte_range::{self, Coverage, RangeError};
use crate::document::signatures::{Candidate, Found, Located};
use crate::shadow::warning::Warnings;

/// All facts about one signature that the policy needs.
pub(crate) struct Facts<'f> {
    pub field: String,
    /// Why it is not readable at all.
    pub unreadable: Option<ReadError>,
    pub kind: Kind,
    pub byte_range: Option<[u64; 4]>,
    pub coverage: Coverage,
    /// Bytes of white space after the last revision.
    pub white_space: usize,
    /// The signed bytes: two ranges of the file.
    pub covered: [&'f [u8]; 2],
    /// The decoded signature value.
    pub value: Vec<u8>,
    /// Bytes of signed revisions that belong to no object.
    pub unaccounted: Option<usize>,
    /// The changes after the signature.
    pub later: Analysis,
    /// Whether it has the form of this program's own seals.
    pub is_own_seal: bool,
    /// Content that was invisible at signing time.
    pub warnings: Warnings,
    /// Whether its field shows anything, or may do so.
    pub shows: bool,
    /// Whether the document is encrypted and its password is not known.
    pub is_locked: bool,
    pub permissions: Option<i64>,
    pub claimed_at: Option<String>,
    pub name: Option<String>,
    pub reason: Option<String>,
}

/// The format that `/SubFilter` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `ETSI.CAdES.detached`
    Pades,
    /// `adbe.pkcs7.detached`, and `PBAD.PAdES` of the Brazilian state's infrastructure (DOC-ICP-15.03): a detached CMS
    /// value without a claim to a PAdES level.
    Pkcs7,
    /// `ETSI.RFC3161`
    Timestamp,
    /// Another format, with its name, or none.
    Other(Option<String>),
}

/// Reads one signature.
pub(crate) fn gather<'f>(file: &'f [u8], found: &Found<'_>, candidate: &Candidate) -> Facts<'f> {
    let document = &found.document;
    let located = match &candidate.dictionary {
        Ok(located) => located,
        Err(error) => return unreadable(&candidate.field, error.clone()),
    };
    let (byte_range, coverage) = byte_range::coverage(file, document, located);
    let covered = byte_range
        .and_then(|range| cut(file, range))
        .unwrap_or_default();
    // Encrypted text is of no use to a reader.
    let readable = Some(&located.entries).filter(|_| !document.is_locked());
    let text = |key: &str| readable?.get(key).and_then(Object::as_text);
    Facts {
        field: candidate.field.clone(),
        unreadable: None,
        kind: kind(located),
        byte_range,
        coverage,
        white_space: byte_range::white_space_after(file, document),
        covered,
        value: located
            .entries
            .get("Contents")
            .and_then(Object::as_string)
            .unwrap_or_default()
            .to_vec(),
        unaccounted: found.unaccounted,
        later: Analysis::default(),
        is_own_seal: located.entries.contains("OneSign_ChainHead"),
        warnings: Warnings::default(),
        shows: kind(located) == Kind::Timestamp && shows(document, &candidate.field),
        is_locked: document.is_locked(),
        permissions: byte_range::permissions(document, located),
        claimed_at: text("M"),
        name: text("Name"),
        reason: text("Reason"),
    }
}

fn unreadable(field: &str, why: ReadError) -> Facts<'static> {
    Facts {
        field: field.to_owned(),
        unreadable: Some(why),
        kind: Kind::Other(None),
        byte_range: None,
        coverage: Coverage::Wrong(RangeError::SignatureUnreadable),
        white_space: 0,
        covered: [&[], &[]],
        value: Vec::new(),
        unaccounted: None,
        later: Analysis::default(),
        is_own_seal: false,
        warnings: Warnings::default(),
        shows: true,
        is_locked: false,
        permissions: None,
        claimed_at: None,
        name: None,
        reason: None,
    }
}

/// Whether a field shows anything, or may do so because it can't be read.
fn shows(document: &Document<'_>, field: &str) -> bool {
    let Ok(Some(form)) = Form::read(document) else {
        return true;
    };
    let Some(node) = form.named(field) else {
        return true;
    };
    let pages = annotation_pages(document);
    node.widgets.iter().any(|widget| {
        let held = form.nodes.get(widget).map(|held| &held.dictionary);
        let has_look = held.is_none_or(|held| held.contains("AP") || held.contains("MK"));
        let page = pages.get(widget).filter(|_| has_look);
        page.is_some_and(|&page| {
            let all = document.pages().unwrap_or_default();
            match all.get(page).map(|page| document.object(*page)) {
                Some(Ok(Object::Dictionary(page))) => {
                    let painted = Easel::of(document).page(&page);
                    painted.unread.is_some() || painted.area_of(*widget).is_some()
                }
                _ => true,
            }
        })
    })
}

fn kind(located: &Located) -> Kind {
    match located.entries.get("SubFilter").and_then(Object::as_name) {
        Some(b"ETSI.CAdES.detached") => Kind::Pades,
        Some(b"adbe.pkcs7.detached" | b"PBAD.PAdES") => Kind::Pkcs7,
        Some(b"ETSI.RFC3161") => Kind::Timestamp,
        Some(other) => Kind::Other(Some(String::from_utf8_lossy(other).into_owned())),
        None => Kind::Other(None),
    }
}

/// The two signed ranges.
fn cut(file: &[u8], range: [u64; 4]) -> Option<[&[u8]; 2]> {
    let stretch = |start: u64, len: u64| {
        let start = usize::try_from(start).ok()?;
        file.get(start..start.checked_add(usize::try_from(len).ok()?)?)
    };
    Some([stretch(range[0], range[1])?, stretch(range[2], range[3])?])
}
