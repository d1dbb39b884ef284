//! The trail pages of the first format of evidence. They never change: the verifier proves a seal by making its
//! pages again (docs/adr/0023). Every fact has its own row, with its digest.

use serde::{Deserialize, Serialize};

use super::item::Item;
use super::layout::Layout;
use super::setting::Spacing;
use super::{TrailEntry, TrailPerson};
use crate::fonts::Library;

/// The texts of the trail pages, all in the reader's language already.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrailDocument {
    /// Language tag of the texts, e.g. `en`.
    pub locale: String,
    /// The language is written from right to left: columns change sides.
    pub rtl: bool,
    /// Title of the pages.
    pub title: String,
    /// Title of the signed document.
    pub subtitle: String,
    /// One or two sentences that explain these pages.
    pub statement: String,
    /// Facts on the envelope.
    pub facts: Vec<TrailEntry>,
    /// Heading above the people.
    pub people_title: String,
    /// Everyone who took part, in order.
    pub people: Vec<TrailPerson>,
    /// Heading above the timeline.
    pub timeline_title: String,
    /// The events, oldest first.
    pub timeline: Vec<TrailEvent>,
    /// Heading above the fingerprints.
    pub hashes_title: String,
    /// Fingerprints of the files.
    pub hashes: Vec<TrailEntry>,
    /// Label and value of the head of the chain of facts.
    pub chain_head: TrailEntry,
    /// Small print below.
    pub note: String,
    /// Foot of each page; `{page}` and `{pages}` are replaced by numbers.
    pub page_label: String,
}

/// Something that happened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrailEvent {
    /// The time, in the language of the pages.
    pub time: String,
    /// The event, in a sentence.
    pub what: String,
    /// Small print: address, browser, digest.
    pub details: Vec<String>,
}

pub(super) fn lay_out(library: &Library, trail: &TrailDocument) -> Vec<Vec<Item>> {
    let mut layout = Layout::new(library, Spacing::WIDE, trail.rtl);
    layout.head(&trail.title, &trail.subtitle);
    layout.paragraph(&trail.statement);
    layout.entries(&trail.facts);
    if !trail.people.is_empty() {
        layout.heading(&trail.people_title);
        for person in &trail.people {
            layout.person(&person.name, &person.address);
            layout.entries(&person.entries);
        }
    }
    if !trail.timeline.is_empty() {
        layout.heading(&trail.timeline_title);
        for event in &trail.timeline {
            layout.event(&event.time, &event.what, &event.details);
        }
    }
    if !trail.hashes.is_empty() || !trail.chain_head.value.is_empty() {
        layout.heading(&trail.hashes_title);
        layout.entries(&trail.hashes);
        layout.entries(std::slice::from_ref(&trail.chain_head));
    }
    layout.small_print(&trail.note);
    layout.finish(&trail.subtitle, &trail.page_label)
}

#[cfg(test)]
mod tests {
    use super::super::{PAGE_HEIGHT, PAGE_WIDTH};
    use super::*;

    fn trail(events: usize) -> TrailDocument {
        let event = |number: usize| TrailEvent {
            time: format!("22 Nov 2026, 14:06:{number:02} UTC"),
            what: "Mira Holt signed".to_owned(),
            details: vec!["203.0.113.7 · Firefox on Linux".to_owned()],
        };
        TrailDocument {
            title: "Signature trail".to_owned(),
            subtitle: "Offer of employment".to_owned(),
            timeline_title: "What happened".to_owned(),
            timeline: (0..events).map(event).collect(),
            page_label: "Page {page} of {pages}".to_owned(),
            ..TrailDocument::default()
        }
    }

    #[test]
    fn long_trails_continue_on_further_pages() {
        let library = Library::default();
        assert_eq!(lay_out(&library, &trail(3)).len(), 1);
        assert!(lay_out(&library, &trail(60)).len() >= 3);
    }

    #[test]
    fn everything_stays_on_the_page() {
        let library = Library::default();
        let mut trail = trail(40);
        trail.rtl = true;
        trail.title =
            "A very long title that has to be broken into several lines to fit beside the seal"
                .repeat(2);
        trail.timeline[0].what = "x".repeat(2000);
        for item in lay_out(&library, &trail).into_iter().flatten() {
            let (left, right, top, bottom) = item.extent();
            assert!(left >= 0.0 && right <= PAGE_WIDTH + 0.5, "{left} {right}");
            assert!(top >= 0.0 && bottom <= PAGE_HEIGHT, "{top} {bottom}");
        }
    }
}
