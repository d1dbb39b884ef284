//! The trail pages of the second format of evidence: who signed, a line for each act, and what the seal proves.
//!
//! The verifier proves a seal by making its pages again, so their appearance never changes once released.

use super::item::Item;
use super::layout::Layout;
use super::setting::Spacing;
use super::{TrailEntry, TrailPerson};
use crate::fonts::Library;

/// The texts of the trail pages, all in the reader's language already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrailRecord {
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
    /// Everyone who signed, in order.
    pub people: Vec<TrailSigner>,
    /// Heading above the story.
    pub story_title: String,
    /// The events by day, oldest first.
    pub days: Vec<TrailDay>,
    /// A note about events that the story omits.
    pub left_out: String,
    /// Heading above the fingerprints.
    pub digests_title: String,
    /// Fingerprints of the files and of the chain of facts.
    pub digests: Vec<TrailEntry>,
    /// What the seal proves and how to check it.
    pub sections: Vec<TrailSection>,
    /// Foot of each page; `{page}` and `{pages}` are replaced by numbers.
    pub page_label: String,
}

/// A signer, in rows or, if there are many, in one paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrailSigner {
    /// Name, mail address and rows.
    pub person: TrailPerson,
    /// The paragraph.
    pub summary: String,
}

/// The events of one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrailDay {
    /// The day, in the language of the pages.
    pub date: String,
    /// The acts of the day.
    pub acts: Vec<TrailAct>,
}

/// One act.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrailAct {
    /// Time of day with its zone.
    pub time: String,
    /// The event, in a sentence.
    pub what: String,
    /// Small print below it; may be empty.
    pub note: String,
}

/// A heading with paragraphs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrailSection {
    /// The heading.
    pub title: String,
    /// The paragraphs.
    pub paragraphs: Vec<String>,
}

pub(super) fn lay_out(library: &Library, trail: &TrailRecord) -> Vec<Vec<Item>> {
    let mut layout = Layout::new(library, Spacing::CLOSE, false);
    layout.head(&trail.title, &trail.subtitle);
    layout.paragraph(&trail.statement);
    layout.entries(&trail.facts);
    if !trail.people.is_empty() {
        layout.heading(&trail.people_title);
        for signer in &trail.people {
            layout.person(&signer.person.name, &signer.person.address);
            layout.entries(&signer.person.entries);
            layout.summary(&signer.summary);
        }
    }
    if !trail.days.is_empty() {
        layout.heading(&trail.story_title);
        for day in &trail.days {
            layout.day(&day.date);
            for act in &day.acts {
                layout.act(&act.time, &act.what, &act.note);
            }
        }
        layout.note(&trail.left_out);
    }
    if !trail.digests.is_empty() {
        layout.heading(&trail.digests_title);
        for digest in &trail.digests {
            layout.digest(digest);
        }
    }
    for section in &trail.sections {
        layout.heading(&section.title);
        for paragraph in &section.paragraphs {
            layout.prose(paragraph);
        }
    }
    layout.finish(&trail.subtitle, &trail.page_label)
}

#[cfg(test)]
mod tests {
    use super::super::{PAGE_HEIGHT, PAGE_WIDTH};
    use super::*;
    use crate::fonts::Edition;

    fn trail(acts: usize) -> TrailRecord {
        let act = |number: usize| TrailAct {
            time: format!("14:06:{:02} UTC", number % 60),
            what: "Mira Holt signed".to_owned(),
            note: "The mail server’s reply: “250 OK”".to_owned(),
        };
        let digest = TrailEntry {
            label: "Document signed".to_owned(),
            value: "d".repeat(64),
        };
        TrailRecord {
            title: "Audit trail".to_owned(),
            subtitle: "Offer of employment".to_owned(),
            people_title: "Who signed".to_owned(),
            people: vec![TrailSigner::default()],
            story_title: "What happened".to_owned(),
            days: vec![TrailDay {
                date: "22 November 2026".to_owned(),
                acts: (0..acts).map(act).collect(),
            }],
            digests_title: "Fingerprints".to_owned(),
            digests: vec![digest],
            page_label: "Page {page} of {pages}".to_owned(),
            ..TrailRecord::default()
        }
    }

    #[test]
    fn long_stories_continue_on_further_pages() {
        let library = Library::default();
        assert_eq!(lay_out(&library, &trail(12)).len(), 1);
        assert!(lay_out(&library, &trail(80)).len() >= 3);
    }

    #[test]
    fn everything_stays_on_the_page() {
        let library = Library::default();
        let mut trail = trail(40);
        trail.days[0].acts[0].what = "x".repeat(2000);
        trail.days[0].acts[1].note = "long words ".repeat(100);
        trail.people[0].summary = "Signed on a day ".repeat(30);
        for item in lay_out(&library, &trail).into_iter().flatten() {
            let (left, right, top, bottom) = item.extent();
            assert!(left >= 0.0 && right <= PAGE_WIDTH + 0.5, "{left} {right}");
            assert!(top >= 0.0 && bottom <= PAGE_HEIGHT, "{top} {bottom}");
        }
    }

    /// Isolates are not drawn. Earlier formats got none, and showed them as unprintable characters.
    #[test]
    fn a_name_in_a_line_keeps_its_direction() {
        let said = |edition| {
            let library = Library::of(edition);
            let mut trail = trail(1);
            trail.days[0].acts[0].what = "\u{2068}3 אחים\u{2069} signed".to_owned();
            let items = lay_out(&library, &trail).into_iter().flatten();
            let texts = items.filter_map(|item| match item {
                Item::Text { line, .. } => Some(line.left_to_right().concat()),
                Item::Rule { .. } | Item::Seal { .. } => None,
            });
            texts.collect::<Vec<_>>()
        };
        let has = |edition, text: &str| said(edition).iter().any(|line| line == text);
        assert!(has(Edition::Current, "אחים 3 signed"));
        let third = said(Edition::Third);
        assert!(
            third.iter().any(|line| line.contains('\u{fffd}')),
            "{third:?}"
        );
    }

    /// Each fingerprint is in one line, for people who compare them by eye.
    #[test]
    fn a_digest_fits_in_its_line() {
        let library = Library::default();
        let lines = |length: usize| {
            let mut trail = trail(1);
            trail.digests[0].value = "d".repeat(length);
            lay_out(&library, &trail)[0].len()
        };
        assert_eq!(lines(64), lines(1));
        assert!(lines(100) > lines(64));
    }
}
