//! The parts of a sealed file, for the check of the trail inside it. Validation data and document timestamps may follow
//! the seal: they do not concern the trail.

use std::ops::Range;

use onesign_pdf::object::Object;

use super::Opened;
use super::byte_range::{self, revision_of};
use super::signatures;

/// The position of the seal and the entries of its dictionary. Nothing verifies them here: use them after
/// [`super::validate`] has passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedParts {
    /// Length of the document before the seal: the first bytes of the file.
    pub base_len: u64,
    /// The seal's revision (zero-based).
    pub revision: usize,
    /// The bytes of the seal's revision. Validation data and timestamps may follow it.
    pub appended: Range<u64>,
    /// The hexadecimal digits of the signature value.
    pub contents: Range<u64>,
    /// `/ByteRange`.
    pub byte_range: [u64; 4],
    /// Name of the signature field.
    pub field: String,
    /// `/OneSign_ChainHead`
    pub chain_head: Option<String>,
    /// `/Name`
    pub name: Option<String>,
    /// `/Reason`
    pub reason: Option<String>,
    /// `/Location`
    pub location: Option<String>,
    /// `/M` as written.
    pub modified_at: Option<String>,
    /// P of a certification signature.
    pub permissions: Option<i64>,
}

/// As [`Opened::sealed_parts`], for a file that has no other use.
#[must_use]
pub fn sealed_parts(file: &[u8]) -> Option<SealedParts> {
    Opened::of(file).sealed_parts()
}

impl Opened<'_> {
    /// The parts, if the file is well formed and its newest signature that is not a document timestamp covers all of
    /// the revision that added it.
    #[must_use]
    pub fn sealed_parts(&self) -> Option<SealedParts> {
        let (file, found) = (self.file(), self.found().ok()?);
        let document = &found.document;
        let sealing = |candidate: &signatures::Candidate| {
            let located = candidate.dictionary.as_ref().ok()?;
            if located.entries.is("SubFilter", "ETSI.RFC3161") {
                return None;
            }
            let revision = revision_of(file, document, located)?;
            let span = document.revisions().get(revision)?;
            let byte_range = byte_range::coverage(file, document, located).0?;
            let contents = located.contents.clone()?;
            if contents.start < span.bytes.start {
                return None;
            }
            let end = byte_range[2].checked_add(byte_range[3])?;
            let text = |key: &str| located.entries.get(key).and_then(Object::as_text);
            Some(SealedParts {
                base_len: span.bytes.start as u64,
                revision,
                appended: span.bytes.start as u64..end,
                contents: contents.start as u64 + 1..contents.end as u64 - 1,
                byte_range,
                field: candidate.field.clone(),
                chain_head: text("OneSign_ChainHead"),
                name: text("Name"),
                reason: text("Reason"),
                location: text("Location"),
                modified_at: text("M"),
                permissions: byte_range::permissions(document, located),
            })
        };
        let seals = found.signatures.iter().filter_map(sealing);
        let mut seals: Vec<SealedParts> = seals.collect();
        seals.sort_by_key(|seal| seal.appended.start);
        let newest = seals.pop()?;
        let is_alone = seals
            .last()
            .is_none_or(|other| other.appended.start < newest.appended.start);
        is_alone.then_some(newest)
    }
}
