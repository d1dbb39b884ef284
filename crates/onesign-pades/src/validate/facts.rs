//! What can be established about a signature without asking whom to trust.

use onesign_pdf::object::Object;
use onesign_pdf::read::ReadError;

use crate::diff::Analysis;
use crate::document::byte_range::{self, Coverage, RangeError};
use crate::document::signatures::{Candidate, Found, Located};
use crate::shadow::warning::Warnings;

/// Everything that the policy needs about one signature.
pub(crate) struct Facts<'f> {
    pub field: String,
    /// Why it can't be read at all.
    pub unreadable: Option<ReadError>,
    pub kind: Kind,
    pub byte_range: Option<[u64; 4]>,
    pub coverage: Coverage,
    /// The signed bytes: the two stretches of the file, where they stand.
    pub covered: [&'f [u8]; 2],
    /// The decoded signature value.
    pub value: Vec<u8>,
    /// Bytes of signed revisions that belong to nothing.
    pub unaccounted: Option<usize>,
    /// What came after the signature.
    pub later: Analysis,
    /// Whether it is a seal as this program writes them.
    pub is_own_seal: bool,
    /// What could not be seen of the document when it was signed.
    pub warnings: Warnings,
    pub permissions: Option<i64>,
    pub claimed_at: Option<String>,
    pub name: Option<String>,
    pub reason: Option<String>,
}

/// What `/SubFilter` says the value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `ETSI.CAdES.detached`
    Pades,
    /// `adbe.pkcs7.detached`, and `PBAD.PAdES` of the Brazilian state's infrastructure (DOC-ICP-15.03): a detached CMS
    /// value, of which no level of PAdES is claimed.
    Pkcs7,
    /// `ETSI.RFC3161`
    Timestamp,
    /// Another one, named, or none.
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
    // Cipher text says nothing to anybody.
    let readable = Some(&located.entries).filter(|_| !document.is_locked());
    let text = |key: &str| readable?.get(key).and_then(Object::as_text);
    Facts {
        field: candidate.field.clone(),
        unreadable: None,
        kind: kind(located),
        byte_range,
        coverage,
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
        covered: [&[], &[]],
        value: Vec::new(),
        unaccounted: None,
        later: Analysis::default(),
        is_own_seal: false,
        warnings: Warnings::default(),
        permissions: None,
        claimed_at: None,
        name: None,
        reason: None,
    }
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

/// The two stretches.
fn cut(file: &[u8], range: [u64; 4]) -> Option<[&[u8]; 2]> {
    let stretch = |start: u64, len: u64| {
        let start = usize::try_from(start).ok()?;
        file.get(start..start.checked_add(usize::try_from(len).ok()?)?)
    };
    Some([stretch(range[0], range[1])?, stretch(range[2], range[3])?])
}
