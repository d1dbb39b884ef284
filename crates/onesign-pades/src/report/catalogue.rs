//! The list of all codes.

use onesign_pdf::read::flaw;

use super::change_sentences;
use super::sentences::SENTENCES;

/// Every code that a report may contain, as a sentence or a phrase, with its English text.
pub fn sentences() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    let own = SENTENCES.iter().chain(change_sentences::SENTENCES);
    let flaws = flaw::FLAWS.iter();
    own.copied()
        .chain(flaws.map(|(code, words)| (*code, std::slice::from_ref(words))))
}
