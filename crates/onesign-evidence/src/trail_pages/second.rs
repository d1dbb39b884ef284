//! The trail pages of the second and later formats of evidence: the signers, a line for each act, and what the seal
//! proves.

use super::acts::{self, Act, Told, address};
use super::identified::identified;
use super::names::Names;
use super::sentence::pages_of;
use super::words::{Words, shortened};
use crate::evidence::Evidence;
use crate::story::{Story, opened};
use crate::text::{Catalogues, long_date, long_time, time_of_day};
use onesign_core::audit::chain::Checked;
use onesign_core::audit::hex;
use onesign_core::fact::{
    ConsentGiven, DocumentEnclosed, DocumentNormalised, DocumentReceived, EnvelopeCreated,
    SignatureApplied,
};
use onesign_pdf::trail_page::second::{TrailAct, TrailDay, TrailRecord, TrailSection, TrailSigner};
use onesign_pdf::{TrailEntry, TrailPerson};
use serde::de::DeserializeOwned;

/// With more signers than this, each gets a paragraph instead of rows.
const MAX_IN_ROWS: usize = 8;
/// The most characters of a browser's self-description.
const MAX_BROWSER: usize = 160;

/// The content of the trail pages, made only from the evidence and the document's digest.
pub(super) fn record(
    story: &Story,
    evidence: &Evidence,
    document_sha256: &str,
    texts: &Catalogues,
) -> TrailRecord {
    let words = Words {
        locale: &evidence.sealing.locale,
        texts,
        format: evidence.format,
    };
    let page = Page {
        story,
        evidence,
        words,
        names: Names::of(&story.chain, evidence.format),
        pages: find::<DocumentNormalised>(story, "document.normalised")
            .map_or(0, |document| document.pages.len()),
    };
    let told = acts::tell(story, &page.names, words, page.pages);
    TrailRecord {
        title: words.say("trail-title"),
        subtitle: story.sent.title.clone(),
        statement: words.say("trail-statement"),
        facts: page.envelope(),
        people_title: words.say("trail-people"),
        people: page.people(),
        story_title: words.say("trail-timeline"),
        days: days(&told.acts, words),
        left_out: page.left_out(&told),
        digests_title: words.say("trail-hashes"),
        digests: page.digests(document_sha256),
        sections: vec![page.section("proves"), page.section("check")],
        page_label: words.say("trail-page"),
    }
}

struct Page<'a> {
    story: &'a Story,
    evidence: &'a Evidence,
    words: Words<'a>,
    names: Names,
    /// Pages of the document.
    pages: usize,
}

impl Page<'_> {
    fn envelope(&self) -> Vec<TrailEntry> {
        let words = self.words;
        let stream = &self.story.chain.stream;
        let id = stream.strip_prefix("envelope/").unwrap_or(stream);
        let mut entries = Vec::new();
        if let Some(received) = find::<DocumentReceived>(self.story, "document.received") {
            let document = self.document(received.filename);
            entries.push(words.entry("trail-label-document", document));
        }
        if let Some(created) = find::<EnvelopeCreated>(self.story, "envelope.created") {
            let sender = words.quoted(&created.name, usize::MAX);
            let sender = format!("{sender} <{}>", created.email);
            entries.push(words.entry("trail-label-sender", sender));
        }
        let at = long_time(words.locale, self.evidence.sealing.at * 1000);
        let values = [("name", self.sealer()), ("at", at)];
        let sealed = words.say_with("trail-value-sealed", &values);
        entries.push(words.entry("trail-label-sealed", sealed));
        entries.push(words.entry("trail-label-envelope", id.to_owned()));
        entries.push(words.entry("trail-label-times", words.say("trail-value-times")));
        entries
    }

    /// The uploaded file with its own page count: the document to sign may have extra pages after an enclosed file.
    fn document(&self, filename: String) -> String {
        let enclosed = find::<DocumentEnclosed>(self.story, "document.enclosed");
        let copied = enclosed.map(|enclosed| enclosed.copied_pages.to_string());
        let id = match copied {
            Some(_) => "trail-value-document-enclosed",
            None => "trail-value-document",
        };
        let values = [
            ("filename", self.words.quoted(&filename, usize::MAX)),
            ("count", self.pages.to_string()),
            ("copied", copied.unwrap_or_default()),
        ];
        self.words.say_with(id, &values)
    }

    fn people(&self) -> Vec<TrailSigner> {
        let signatures = &self.story.signatures;
        let is_many = signatures.len() > MAX_IN_ROWS;
        let signer = |(at, signature): &(i64, SignatureApplied)| {
            let (name, address) = (signature.name.clone(), signature.email.clone());
            let rows = self.signer(*at, signature, is_many);
            if !is_many {
                let person = TrailPerson {
                    name,
                    address,
                    entries: rows,
                };
                return TrailSigner {
                    person,
                    summary: String::new(),
                };
            }
            let row = |row: TrailEntry| format!("{}: {}.", row.label, row.value);
            let rows: Vec<String> = rows.into_iter().map(row).collect();
            TrailSigner {
                person: TrailPerson {
                    name,
                    ..TrailPerson::default()
                },
                summary: format!("{address}. {}", rows.join(" ")),
            }
        };
        signatures.iter().map(signer).collect()
    }

    /// The known facts of one signature, without the browser if there are many signers.
    fn signer(&self, at: i64, signature: &SignatureApplied, is_many: bool) -> Vec<TrailEntry> {
        let words = self.words;
        let entries = &self.story.chain.entries;
        let signed = entries.iter().position(|entry| {
            opened::<SignatureApplied>(entry, "signature.applied").as_ref() == Some(signature)
        });
        let earlier = &entries[..signed.unwrap_or(entries.len())];
        let from = signed.and_then(|at| address(&entries[at], words));
        let browser = shortened(&signature.user_agent, MAX_BROWSER);
        let mut rows = vec![
            words.entry("trail-label-signed", long_time(words.locale, at)),
            words.entry(
                "trail-label-identified",
                identified(signature, entries, &self.names, words),
            ),
            words.entry("trail-label-from", from.unwrap_or_default()),
        ];
        if !is_many {
            rows.push(words.entry("trail-label-browser", browser));
        }
        if let Some((agreed, consent)) = consent(earlier, signature) {
            let values = [
                ("version", consent.version.to_string()),
                ("locale", consent.locale),
                ("at", words.moment(agreed, at)),
            ];
            let consent = words.say_with("trail-value-consent", &values);
            rows.push(words.entry("trail-label-consent", consent));
        }
        let seen = serde_json::to_value(&signature.pages_viewed).unwrap_or_default();
        let pages = words.pages(&pages_of(&seen), self.pages);
        rows.push(words.entry("trail-label-seen", pages));
        rows.retain(|row| !row.value.is_empty());
        rows
    }

    /// The name of the sealer, for use inside a sentence.
    fn sealer(&self) -> String {
        self.words.quoted(&self.evidence.sealing.name, usize::MAX)
    }

    fn left_out(&self, told: &Told) -> String {
        let total = self.story.chain.entries.len();
        let count = told.untold.to_string();
        let values = [("count", count), ("total", total.to_string())];
        let id = match (told.untold, told.is_cut) {
            (0, _) => "trail-all-told",
            (_, true) => "trail-left-out-cut",
            (_, false) => "trail-left-out",
        };
        self.words.say_with(id, &values)
    }

    fn digests(&self, document_sha256: &str) -> Vec<TrailEntry> {
        let words = self.words;
        let mut digests = Vec::new();
        if let Some(received) = find::<DocumentReceived>(self.story, "document.received") {
            digests.push(words.entry("trail-label-received", received.document_sha256));
        }
        digests.push(words.entry("trail-label-normalised", document_sha256.to_owned()));
        digests.push(words.entry("trail-label-head", hex(&self.story.chain.head)));
        digests
    }

    fn section(&self, name: &str) -> TrailSection {
        let total = self.story.chain.entries.len().to_string();
        let values = [("name", self.sealer()), ("count", total)];
        let text = self.words.say_with(&format!("trail-{name}-text"), &values);
        TrailSection {
            title: self.words.say(&format!("trail-{name}-title")),
            paragraphs: text.split("\n\n").map(|p| p.replace('\n', " ")).collect(),
        }
    }
}

/// The consent that a signature relies on, and its time.
fn consent(earlier: &[Checked], signature: &SignatureApplied) -> Option<(i64, ConsentGiven)> {
    let given = |entry: &Checked| Some((entry.at_ms, opened(entry, "consent.given")?));
    earlier
        .iter()
        .filter_map(given)
        .rfind(|(_, consent): &(i64, ConsentGiven)| consent.recipient == signature.recipient)
}

fn days(acts: &[Act], words: Words<'_>) -> Vec<TrailDay> {
    let date = |act: &Act| long_date(words.locale, act.at_ms);
    let line = |act: &Act| TrailAct {
        time: time_of_day(act.at_ms),
        what: act.what.clone(),
        note: act.note.clone(),
    };
    acts.chunk_by(|one, next| date(one) == date(next))
        .map(|acts| TrailDay {
            date: acts.first().map(date).unwrap_or_default(),
            acts: acts.iter().map(line).collect(),
        })
        .collect()
}

fn find<T: DeserializeOwned>(story: &Story, kind: &str) -> Option<T> {
    let mut entries = story.chain.entries.iter();
    entries.find_map(|entry| opened(entry, kind))
}

#[cfg(test)]
mod tests;
