//! Every code there is.

use onesign_pdf::read::flaw;

use super::change_sentences;
use super::sentences::SENTENCES;

/// Every code that a report may hold, in sentences and in phrases, with its English words.
pub fn sentences() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    let own = SENTENCES.iter().chain(change_sentences::SENTENCES);
    let flaws = flaw::FLAWS.iter();
    own.copied()
        .chain(flaws.map(|(code, words)| (*code, std::slice::from_ref(words))))
}
