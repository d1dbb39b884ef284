//! The parts of a sealed file, for the check of the trail inside it. Validation data and document timestamps may
//! follow the seal: they say nothing about the trail.

use std::ops::Range;

use onesign_pdf::object::Object;

use super::find;
use super::range::{self, Coverage};

/// Where the seal begins and what its dictionary says. Nothing of this is verified by being here:
/// read it after [`super::validate`] has passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedParts {
    /// Length of the document as it was before the seal: the first bytes of the file.
    pub base_len: u64,
    /// The bytes of the seal's revision; what follows was added later.
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

/// The parts, if the file is well formed and has, beside document timestamps, exactly one signature,
/// which covers all of the file as it was when its own revision had been added.
#[must_use]
pub fn sealed_parts(file: &[u8]) -> Option<SealedParts> {
    let found = find::signatures(file).ok()?;
    let sealing = |candidate: &find::Candidate| {
        let located = candidate.dictionary.as_ref().ok()?;
        let (byte_range, coverage) = range::coverage(file, &found.document, located);
        let contents = located.contents.clone()?;
        let revisions = found.document.revisions();
        let own = revisions
            .iter()
            .rposition(|revision| revision.bytes.start <= contents.start)?;
        let later = match coverage {
            Coverage::Whole => 0,
            Coverage::Older { later } => later,
            Coverage::Wrong(_) => return None,
        };
        if own.checked_add(later)?.checked_add(1)? != revisions.len() {
            return None;
        }
        let start = revisions.get(own)?.bytes.start as u64;
        let byte_range = byte_range?;
        let end = byte_range[2].checked_add(byte_range[3])?;
        let text = |key: &str| located.entries.get(key).and_then(Object::as_text);
        Some(SealedParts {
            base_len: start,
            appended: start..end,
            contents: contents.start as u64 + 1..contents.end as u64 - 1,
            byte_range,
            field: candidate.field.clone(),
            chain_head: text("OneSign_ChainHead"),
            name: text("Name"),
            reason: text("Reason"),
            location: text("Location"),
            modified_at: text("M"),
            permissions: range::permissions(&found.document, located),
        })
    };
    let is_timestamp = |candidate: &find::Candidate| {
        candidate
            .dictionary
            .as_ref()
            .is_ok_and(|located| located.entries.is("SubFilter", "ETSI.RFC3161"))
    };
    let mut signatures = found.signatures.iter().filter(|found| !is_timestamp(found));
    match (signatures.next(), signatures.next()) {
        (Some(seal), None) => sealing(seal),
        _ => None,
    }
}
