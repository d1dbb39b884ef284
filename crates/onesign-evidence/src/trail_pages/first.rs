//! The trail pages of the first format of evidence, frozen: a row for each fact, in the texts of `trail-1.ftl`.

use crate::evidence::Evidence;
use crate::story::{Story, opened};
use crate::text::{Catalogues, long_time, stamp_time};
use onesign_core::audit::chain::{Chain, Checked};
use onesign_core::audit::{base64url, hex};
use onesign_core::fact::{
    ConsentGiven, DocumentNormalised, DocumentReceived, EnvelopeCreated, SignatureApplied,
};
use onesign_pdf::trail_page::first::{TrailDocument, TrailEvent};
use onesign_pdf::{TrailEntry, TrailPerson};
use serde_json::Value;
use std::collections::BTreeSet;

/// The content of the trail pages, made only from the evidence and the document's digest.
pub(super) fn document(
    story: &Story,
    evidence: &Evidence,
    document_sha256: &str,
    texts: &Catalogues,
) -> TrailDocument {
    let words = Words {
        locale: &evidence.sealing.locale,
        texts,
    };
    TrailDocument {
        locale: words.locale.to_owned(),
        rtl: false,
        title: words.say("trail-title"),
        subtitle: story.sent.title.clone(),
        statement: words.say("trail-statement"),
        facts: words.envelope(story, evidence),
        people_title: words.say("trail-people"),
        people: story
            .signatures
            .iter()
            .map(|(at, s)| words.person(story, *at, s))
            .collect(),
        timeline_title: words.say("trail-timeline"),
        timeline: story
            .chain
            .entries
            .iter()
            .map(|e| words.event(e, &story.chain))
            .collect(),
        hashes_title: words.say("trail-hashes"),
        hashes: words.hashes(story, document_sha256),
        chain_head: words.entry("trail-label-head", hex(&story.chain.head)),
        note: words.say("trail-note"),
        page_label: words.say("trail-page"),
    }
}

struct Words<'a> {
    locale: &'a str,
    texts: &'a Catalogues,
}

impl Words<'_> {
    fn say(&self, id: &str) -> String {
        self.texts.text(self.locale, id, &[])
    }

    fn say_with(&self, id: &str, values: &[(&str, String)]) -> String {
        self.texts.text(self.locale, id, values)
    }

    fn entry(&self, label: &str, value: String) -> TrailEntry {
        TrailEntry {
            label: self.say(label),
            value,
        }
    }

    fn envelope(&self, story: &Story, evidence: &Evidence) -> Vec<TrailEntry> {
        let id = story
            .chain
            .stream
            .strip_prefix("envelope/")
            .unwrap_or(&story.chain.stream);
        let mut entries = vec![
            self.entry("trail-label-document", story.sent.title.clone()),
            self.entry("trail-label-envelope", id.to_owned()),
        ];
        if let Some(created) = find::<EnvelopeCreated>(&story.chain, "envelope.created") {
            let sender = format!("{} <{}>", created.name, created.email);
            entries.push(self.entry("trail-label-sender", sender));
        }
        entries.push(self.entry("trail-label-instance", evidence.sealing.name.clone()));
        let sealed = long_time(self.locale, evidence.sealing.at * 1000);
        entries.push(self.entry("trail-label-sealed", sealed));
        entries
    }

    fn person(&self, story: &Story, at: i64, signature: &SignatureApplied) -> TrailPerson {
        let consent = story
            .chain
            .entries
            .iter()
            .filter_map(|e| opened::<ConsentGiven>(e, "consent.given"))
            .rfind(|c| c.recipient == signature.recipient);
        let pages = find::<DocumentNormalised>(&story.chain, "document.normalised")
            .map_or(0, |d| d.pages.len());
        let mut seen: Vec<i64> = signature.pages_viewed.iter().map(|p| p.page).collect();
        seen.sort_unstable();
        seen.dedup();
        let counts = [
            ("seen", seen.len().to_string()),
            ("count", pages.to_string()),
        ];
        let mut entries = vec![
            self.entry("trail-label-signed", long_time(self.locale, at)),
            self.entry("trail-label-from", signature.ip.clone()),
            self.entry("trail-label-browser", signature.user_agent.clone()),
            self.entry("trail-label-link", signature.link_id.clone()),
        ];
        if let Some(consent) = consent {
            let values = [
                ("version", consent.version.to_string()),
                ("locale", consent.locale.clone()),
            ];
            entries.push(self.entry(
                "trail-label-consent",
                self.say_with("trail-value-consent", &values),
            ));
        }
        entries.push(self.entry(
            "trail-label-seen",
            self.say_with("trail-value-seen", &counts),
        ));
        TrailPerson {
            name: signature.name.clone(),
            address: signature.email.clone(),
            entries,
        }
    }

    fn event(&self, entry: &Checked, chain: &Chain) -> TrailEvent {
        let text = |name: &str| {
            entry
                .opened
                .get(name)
                .and_then(Value::as_str)
                .filter(|t| !t.is_empty())
        };
        let mut details = Vec::new();
        if let Some(ip) = text("ip") {
            details.push(self.say_with("trail-detail-address", &[("ip", ip.to_owned())]));
        }
        if let Some(link) = text("link_id") {
            details.push(self.say_with("trail-detail-link", &[("link", link.to_owned())]));
        }
        let digest = base64url(&entry.digest);
        details.push(self.say_with("trail-detail-digest", &[("digest", digest)]));
        TrailEvent {
            time: format!("{} UTC", stamp_time(entry.at_ms)),
            what: self.sentence(entry, chain),
            details,
        }
    }

    fn hashes(&self, story: &Story, document_sha256: &str) -> Vec<TrailEntry> {
        let mut hashes = Vec::new();
        if let Some(received) = find::<DocumentReceived>(&story.chain, "document.received") {
            hashes.push(self.entry("trail-label-received", received.document_sha256));
        }
        hashes.push(self.entry("trail-label-normalised", document_sha256.to_owned()));
        hashes
    }

    fn sentence(&self, entry: &Checked, chain: &Chain) -> String {
        let id = format!("trail-fact-{}", entry.kind.replace(['.', '_'], "-"));
        if !self.texts.has(&id) {
            return entry.kind.clone();
        }
        let text = |name: &str| {
            entry
                .opened
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        // A zoomed page is several pictures, but still one page.
        let count = match (entry.opened.get("pages_viewed"), entry.opened.get("pages")) {
            (Some(seen), _) => pages_of(seen).len(),
            (None, Some(pages)) => pages.as_array().map_or(0, Vec::len),
            (None, None) => 0,
        };
        let values = [
            (
                "name",
                name_of(entry, chain).unwrap_or_else(|| self.say("trail-somebody")),
            ),
            ("filename", text("filename")),
            ("code", text("code")),
            ("count", count.to_string()),
        ];
        capitalised(&self.say_with(&id, &values))
    }
}

/// The text with a capital letter first: a sentence may begin with a word such as “somebody”.
fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next();
    first
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(characters)
        .collect()
}

/// The distinct pages in a list of shown pictures.
fn pages_of(seen: &Value) -> BTreeSet<i64> {
    let pictures = seen.as_array().map(Vec::as_slice).unwrap_or_default();
    pictures
        .iter()
        .filter_map(|picture| picture.get("page")?.as_i64())
        .collect()
}

/// The person whom a fact concerns: named in the fact, or found by its recipient.
fn name_of(entry: &Checked, chain: &Chain) -> Option<String> {
    if let Some(name) = entry.opened.get("name").and_then(Value::as_str) {
        return Some(name.to_owned());
    }
    let recipient = entry.opened.get("recipient")?;
    chain
        .entries
        .iter()
        .filter(|e| e.opened.get("recipient") == Some(recipient))
        .find_map(|e| {
            e.opened
                .get("name")
                .and_then(Value::as_str)
                .map(str::to_owned)
        })
}

fn find<T: serde::de::DeserializeOwned>(chain: &Chain, kind: &str) -> Option<T> {
    chain.entries.iter().find_map(|entry| opened(entry, kind))
}
