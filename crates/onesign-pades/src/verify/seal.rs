//! The parts of a file whose last revision is a seal, for the check of the trail inside it.

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
    /// The bytes of the seal's revision, to the end of the file.
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

/// The parts, if the file is well formed and has exactly one signature that covers all of it and was
/// added by its last revision.
#[must_use]
pub fn sealed_parts(file: &[u8]) -> Option<SealedParts> {
    let found = find::signatures(file).ok()?;
    let sealing = |candidate: &find::Candidate| {
        let located = candidate.dictionary.as_ref().ok()?;
        let (byte_range, coverage) = range::coverage(file, &found.document, located);
        let contents = located.contents.clone()?;
        let last = found.document.revisions().last()?.bytes.clone();
        if coverage != Coverage::Whole || contents.start < last.start {
            return None;
        }
        let text = |key: &str| located.entries.get(key).and_then(Object::as_text);
        Some(SealedParts {
            base_len: last.start as u64,
            appended: last.start as u64..file.len() as u64,
            contents: contents.start as u64 + 1..contents.end as u64 - 1,
            byte_range: byte_range?,
            field: candidate.field.clone(),
            chain_head: text("OneSign_ChainHead"),
            name: text("Name"),
            reason: text("Reason"),
            location: text("Location"),
            modified_at: text("M"),
            permissions: range::permissions(&found.document, located),
        })
    };
    let mut seals = found.signatures.iter().filter_map(sealing);
    match (seals.next(), seals.next()) {
        (Some(seal), None) => Some(seal),
        _ => None,
    }
}
