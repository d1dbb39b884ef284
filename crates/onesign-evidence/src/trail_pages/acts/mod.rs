//! The story of an envelope in a few lines: one line per act, however many facts record it, and one line for repeated
//! acts. The number of lines is bounded. Every fact appears in one line or is counted as left out.

mod command;
mod teller;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod truth;

use super::names::Names;
use super::words::Words;
use crate::story::Story;
use std::collections::BTreeMap;
use teller::Teller;

pub(super) use teller::address;

/// The most lines of a story.
pub(super) const MAX_ACTS: usize = 60;
/// How often the same event of a person appears before one line with a count replaces the repeats.
const MAX_ALIKE: usize = 3;

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Act {
    seq: u64,
    pub(super) at_ms: i64,
    pub(super) what: String,
    pub(super) note: String,
    /// The numbers of the facts in this line.
    facts: Vec<u64>,
    /// How many remarks the note has.
    remarks: usize,
    topic: Topic,
}

/// The subject of a line. Lines are alike only if their topics and texts are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Topic {
    kind: String,
    recipient: Option<String>,
    link: Option<String>,
    /// The address of the actor, as printed.
    address: Option<String>,
}

impl Act {
    /// Adds another fact in the small print.
    fn add(&mut self, remark: &str, fact: u64) {
        if !self.note.is_empty() {
            self.note.push(' ');
        }
        self.note.push_str(remark);
        self.remarks += 1;
        self.facts.push(fact);
    }

    /// A story that is too long drops its heaviest lines first. The signers' own lines cover the essentials of 3 and 2.
    fn weight(&self) -> u8 {
        match self.topic.kind.as_str() {
            "document.viewed" | "link.revoked" | "recipient.invited" | "recipient.reminded" => 3,
            "link.issued" | "link.handed_over" | "link.refused" | "signature.refused" => 2,
            "link.exchanged" | "consent.given" | "link.delivery_failed" | "link.unanswered" => 1,
            _ => 0,
        }
    }
}

/// The lines of a story, and the number of omitted facts.
pub(super) struct Told {
    /// Oldest first.
    pub(super) acts: Vec<Act>,
    /// The number of facts that no line tells.
    pub(super) untold: usize,
    /// Whether the limit on lines cut the story.
    pub(super) is_cut: bool,
}

/// Tells the facts of an envelope whose document has this many pages.
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
        // The end of the story stays in.
        acts.drain(MAX_ACTS - 1..acts.len() - 1);
    }
    let told: usize = acts.iter().map(|act| act.facts.len()).sum();
    Told {
        untold: entries.len().saturating_sub(told),
        is_cut: acts.len() < all,
        acts,
    }
}

/// The lines in order. If many lines say the same of the same link, one line replaces them.
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

/// Returns a few alike acts unchanged; replaces many by the first one, with a count.
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
