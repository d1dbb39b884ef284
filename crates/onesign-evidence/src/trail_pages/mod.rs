//! The readable trail: the facts of the evidence as pages and sentences for people.
//!
//! Each format of evidence has its own pages. [`first`] is frozen; the other modules make those of the later formats.

mod acts;
mod first;
mod identified;
mod names;
mod second;
mod sentence;
#[cfg(test)]
mod testing;
mod words;

pub(crate) use names::{Names, within};
pub(crate) use sentence::sentence;

use crate::evidence::Evidence;
use crate::format::Format;
use crate::story::Story;
use crate::text::Catalogues;
use onesign_pdf::Trail;

/// The content of the trail pages, in the texts of the evidence's format, made only from the evidence and the
/// document's digest.
pub(crate) fn pages(
    story: &Story,
    evidence: &Evidence,
    document_sha256: &str,
    words: &Catalogues,
) -> Trail {
    match evidence.format {
        Format::First => first::document(story, evidence, document_sha256, words).into(),
        Format::Second => Trail::Second(second::record(story, evidence, document_sha256, words)),
        Format::Third => Trail::Third(second::record(story, evidence, document_sha256, words)),
        Format::Fourth => Trail::Fourth(second::record(story, evidence, document_sha256, words)),
    }
}
