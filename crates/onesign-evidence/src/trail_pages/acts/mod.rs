//! The story of an envelope in few lines: one for each act, whatever number of facts recorded it, and one for what
//! was repeated. However many facts there are, the number of lines has a bound. Every fact is told by one line, or
//! counted as left out.

mod command;
mod teller;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod truth;

use super::names::Names;
use super::words::Words;
use crate::revision::Story;
use std::collections::BTreeMap;
use teller::Teller;

pub(super) use teller::address;

/// Most lines of a story.
pub(super) const MAX_ACTS: usize = 60;
/// The same happens to the same person as often before it is told once, with its number.
const MAX_ALIKE: usize = 3;

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Act {
    seq: u64,
    pub(super) at_ms: i64,
    pub(super) what: String,
    pub(super) note: String,
    /// The facts that it tells, by their numbers.
    facts: Vec<u64>,
    /// How many remarks the note has.
    remarks: usize,
    topic: Topic,
}

/// What a line is about. Lines are alike only if all of this is the same, and so are their texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Topic {
    kind: String,
    recipient: Option<String>,
    link: Option<String>,
    /// The address that somebody acted from, as it is told.
    address: Option<String>,
}

impl Act {
    /// Tells another fact in the small print.
    fn add(&mut self, remark: &str, fact: u64) {
        if !self.note.is_empty() {
            self.note.push(' ');
        }
        self.note.push_str(remark);
        self.remarks += 1;
        self.facts.push(fact);
    }

    /// What is left out first where there is too much to tell. The people's own lines tell the essentials of 3 and 2.
    fn weight(&self) -> u8 {
        match self.topic.kind.as_str() {
            "document.viewed" | "link.revoked" | "recipient.invited" | "recipient.reminded" => 3,
            "link.issued" | "link.handed_over" | "link.refused" | "signature.refused" => 2,
            "link.exchanged" | "consent.given" | "link.delivery_failed" | "link.unanswered" => 1,
            _ => 0,
        }
    }
}

/// The lines of a story, and what they leave out.
pub(super) struct Told {
    /// Oldest first.
    pub(super) acts: Vec<Act>,
    /// How many facts no line tells.
    pub(super) untold: usize,
    /// Whether lines were left out because there were too many.
    pub(super) is_cut: bool,
}

/// Tells the facts of an envelope whose document has so many pages.
pub(super) fn tell(story: &Story, names: &Names, words: Words<'_>, pages: usize) -> Told {
    let entries = &story.chain.entries;
    let mut acts = folded(Teller::new(entries, names, words, pages).tell(), words);
    let all = acts.len();
    for weight in (1..=3).rev() {
        if acts.len() > MAX_ACTS {
            acts.retain(|act| act.weight() < weight);
        }
    }
    if acts.len() > MAX_ACTS {
        // The end of the story stays.
        acts.drain(MAX_ACTS - 1..acts.len() - 1);
    }
    let told: usize = acts.iter().map(|act| act.facts.len()).sum();
    Told {
        untold: entries.len().saturating_sub(told),
        is_cut: acts.len() < all,
        acts,
    }
}

/// The lines in order. Lines that say the same of the same link are put together where there are many.
fn folded(acts: Vec<Act>, words: Words<'_>) -> Vec<Act> {
    let mut alike: BTreeMap<(Topic, String, String), Vec<Act>> = BTreeMap::new();
    for act in acts {
        let said = (act.topic.clone(), act.what.clone(), act.note.clone());
        alike.entry(said).or_default().push(act);
    }
    let mut acts: Vec<Act> = alike.into_values().flat_map(|a| once(a, words)).collect();
    acts.sort_by_key(|act| act.seq);
    acts
}

/// Acts that are alike: as they are if there are few, otherwise the first, which says how often the same happened.
fn once(mut alike: Vec<Act>, words: Words<'_>) -> Vec<Act> {
    if alike.len() <= MAX_ALIKE {
        return alike;
    }
    alike.sort_by_key(|act| act.seq);
    let facts = alike.iter().flat_map(|act| act.facts.clone()).collect();
    let more = alike.len() - 1;
    let last = alike.iter().map(|act| act.at_ms).max().unwrap_or_default();
    alike.truncate(1);
    for first in &mut alike {
        let values = [
            ("what", std::mem::take(&mut first.what)),
            ("count", more.to_string()),
            ("last", words.moment(last, first.at_ms)),
        ];
        first.what = words.say_with("trail-act-repeated", &values);
    }
    if let Some(first) = alike.first_mut() {
        first.facts = facts;
    }
    alike
}
