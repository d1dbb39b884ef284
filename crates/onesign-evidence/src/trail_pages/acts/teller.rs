//! Turns facts into lines: the facts of one command, facts that form a group, and single facts.

use super::super::names::{Names, text};
use super::super::sentence::{self, pages_of, times};
use super::super::words::Words;
use super::command::{Command, commands};
use super::{Act, Topic};
use onesign_core::audit::chain::Checked;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The most characters of a text that a stranger chose.
const MAX_QUOTED: usize = 100;
/// The most characters of a mail server's answer to an accepted mail: its number comes early.
const MAX_ACCEPTED: usize = 60;
/// Facts that the attached record tells better. The first two concern only the sender.
const UNTOLD: [&str; 3] = ["envelope.revised", "recipient.named", "values.saved"];
/// Kinds of facts that form one group, wherever they occur.
const TOGETHER: [&str; 3] = ["document.viewed", "link.refused", "signature.refused"];

pub(super) struct Teller<'a> {
    entries: &'a [Checked],
    names: &'a Names,
    words: Words<'a>,
    /// Pages of the document.
    pages: usize,
    acts: Vec<Act>,
    /// The numbers of the facts about shown pages that a signature's line tells.
    shown: BTreeSet<u64>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(
        entries: &'a [Checked],
        names: &'a Names,
        words: Words<'a>,
        pages: usize,
    ) -> Self {
        Self {
            entries,
            names,
            words,
            pages,
            acts: Vec::new(),
            shown: BTreeSet::new(),
        }
    }

    /// All lines, unordered.
    pub(super) fn tell(mut self) -> Vec<Act> {
        for command in commands(self.entries) {
            match command {
                Command::Upload(facts) => self.upload(facts),
                Command::Sending(facts) => self.sending(facts),
                Command::Signing(facts) => self.signing(facts),
                Command::Replacing(revoked, issued) => {
                    let what = self.say("trail-act-link-replaced", issued, String::new());
                    self.push(issued, what, [revoked, issued]);
                }
                Command::Single(fact) => self.single(fact),
            }
        }
        self.views();
        self.refusals("link.refused");
        self.refusals("signature.refused");
        self.acts
    }

    fn upload(&mut self, facts: &[Checked]) {
        let find = |kind: &str| facts.iter().find(|entry| entry.kind == kind);
        let file = |kind: &str| {
            let name = find(kind).and_then(|entry| text(entry, "filename"));
            self.words.quoted(name.unwrap_or_default(), MAX_QUOTED)
        };
        let Some(created) = facts.first() else { return };
        let actor = self.names.actor(created);
        let values = [
            (
                "actor",
                actor.unwrap_or_else(|| self.words.say("trail-somebody")),
            ),
            ("filename", file("document.received")),
            ("attached", file("document.enclosed")),
        ];
        let id = match find("document.enclosed") {
            Some(_) => "trail-act-upload-enclosed",
            None => "trail-act-upload",
        };
        let what = self.words.say_with(id, &values);
        self.push(created, what, facts);
    }

    fn sending(&mut self, facts: &[Checked]) {
        let Some(sent) = facts.first() else { return };
        let what = self.say("trail-act-sent", sent, self.turn(facts));
        self.push(sent, what, facts);
    }

    fn signing(&mut self, facts: &[Checked]) {
        let find = |kind: &str| facts.iter().find(|entry| entry.kind == kind);
        let Some(signed) = find("signature.applied") else {
            return;
        };
        let id = match (find("envelope.completed"), find("recipient.invited")) {
            (Some(_), _) => "trail-act-signed-last",
            (None, Some(_)) => "trail-act-signed-next",
            (None, None) => "trail-act-signed",
        };
        let what = self.say(id, signed, self.turn(facts));
        self.push(signed, what, facts);
        if let (Some(viewed), Some(act)) = (find("document.viewed"), self.acts.last_mut()) {
            // Pages that an earlier session showed have their own lines.
            let seen = viewed.opened.get("pages_viewed").map(pages_of);
            let pages = self.words.pages(&seen.unwrap_or_default(), self.pages);
            let shown = self.words.say_with("trail-note-viewed", &[("more", pages)]);
            act.note = shown;
            self.shown.insert(viewed.seq);
        }
    }

    /// The names of the recipients whose turn begins.
    fn turn(&self, facts: &[Checked]) -> String {
        let invited = facts.iter().filter(|e| e.kind == "recipient.invited");
        let names: Vec<String> = invited.filter_map(|e| self.names.about(e)).collect();
        self.words.list(&names)
    }

    /// A single fact, unless a group includes it.
    fn single(&mut self, entry: &Checked) {
        let kind = entry.kind.as_str();
        if UNTOLD.contains(&kind) || TOGETHER.contains(&kind) {
            return;
        }
        let is_report = matches!(
            kind,
            "link.handed_over" | "link.delivery_failed" | "link.unanswered"
        );
        if is_report && let Some(made) = self.issued(entry) {
            let note = self.report(entry, self.acts[made].at_ms);
            return self.acts[made].add(&note, entry.seq);
        }
        let what = match (kind, address(entry, self.words)) {
            ("link.exchanged", Some(from)) => self.say("trail-act-opened", entry, from),
            _ => sentence::of(entry, self.names, self.words),
        };
        self.push(entry, what, [entry]);
    }

    /// The index of the line that records the creation of this fact's link, if it has room for a remark.
    fn issued(&self, entry: &Checked) -> Option<usize> {
        let link = text(entry, "link_id")?;
        let recipient = text(entry, "recipient");
        self.acts.iter().rposition(|act| {
            act.topic.kind == "link.issued"
                && act.topic.link.as_deref() == Some(link)
                && act.topic.recipient.as_deref() == recipient
                && act.remarks < 2
        })
    }

    /// The delivery result of a mail whose link was created at another time.
    fn report(&self, entry: &Checked, made_ms: i64) -> String {
        let (id, most) = match entry.kind.as_str() {
            "link.handed_over" => ("trail-note-handed-over", MAX_ACCEPTED),
            "link.unanswered" => ("trail-note-unanswered", MAX_QUOTED),
            _ => ("trail-note-delivery-failed", MAX_QUOTED),
        };
        let quoted = |name, most| self.words.quoted(text(entry, name).unwrap_or("–"), most);
        let values = [
            ("email", quoted("email", MAX_QUOTED)),
            ("reply", quoted("reply", most)),
            ("at", self.words.moment(entry.at_ms, made_ms)),
        ];
        self.words.say_with(id, &values)
    }

    /// The pages that one link showed, with all page reports combined.
    fn views(&mut self) {
        let mut views: BTreeMap<_, Vec<&Checked>> = BTreeMap::new();
        for entry in self.entries {
            if entry.kind == "document.viewed" && !self.shown.contains(&entry.seq) {
                let by = (text(entry, "recipient"), text(entry, "link_id"));
                views.entry(by).or_default().push(entry);
            }
        }
        for facts in views.into_values() {
            let Some(first) = facts.first() else { continue };
            let seen = facts.iter().filter_map(|e| e.opened.get("pages_viewed"));
            let seen: BTreeSet<i64> = seen.flat_map(pages_of).collect();
            let pages = self.words.pages(&seen, self.pages);
            let what = self.say("trail-act-viewed", first, pages);
            let moments = facts.iter().map(|e| (e.at_ms, e.at_ms));
            let what = self.between(what, first.at_ms, moments);
            self.push(first, what, facts.iter().copied());
        }
    }

    /// The refusals to one person, combined.
    fn refusals(&mut self, kind: &str) {
        let mut refused: BTreeMap<_, Vec<&Checked>> = BTreeMap::new();
        for entry in self.entries.iter().filter(|e| e.kind == kind) {
            refused
                .entry(text(entry, "recipient"))
                .or_default()
                .push(entry);
        }
        for facts in refused.into_values() {
            let Some(first) = facts.first() else { continue };
            let count = facts.iter().map(|e| times(e));
            let count = count.fold(0_usize, usize::saturating_add);
            let codes: BTreeSet<&str> = facts.iter().filter_map(|e| text(e, "code")).collect();
            let reasons: Vec<String> = codes.iter().map(|code| self.words.reason(code)).collect();
            let mut values = sentence::values(first, self.names, self.words);
            values.retain(|(name, _)| !["count", "code"].contains(name));
            values.push(("count", count.to_string()));
            values.push(("code", self.words.list(&reasons)));
            let id = format!("trail-fact-{}", kind.replace('.', "-"));
            let what = self.words.say_with(&id, &values);
            let moments = facts
                .iter()
                .map(|e| (moment_of(e, "first_ms"), moment_of(e, "last_ms")));
            let what = self.between(what, first.at_ms, moments);
            self.push(first, what, facts.iter().copied());
        }
    }

    /// The text, with the period of the events if it differs from the line's own time.
    fn between(
        &self,
        what: String,
        known_ms: i64,
        moments: impl Iterator<Item = (i64, i64)>,
    ) -> String {
        let (mut start, mut end) = (i64::MAX, i64::MIN);
        for (first, last) in moments {
            (start, end) = (start.min(first), end.max(last));
        }
        let told = |at_ms: i64| self.words.moment(at_ms, known_ms);
        match (told(start), told(end)) {
            (first, last) if first != last => {
                let values = [("what", what), ("first", first), ("last", last)];
                self.words.say_with("trail-act-between", &values)
            }
            (first, _) if first != told(known_ms) => {
                let values = [("what", what), ("at", first)];
                self.words.say_with("trail-act-at", &values)
            }
            _ => what,
        }
    }

    /// A line about a fact; `more` is a further value: people, pages or an address.
    fn say(&self, id: &str, entry: &Checked, more: String) -> String {
        let mut values = sentence::values(entry, self.names, self.words);
        values.push(("more", more));
        self.words.say_with(id, &values)
    }

    fn push<'f>(
        &mut self,
        entry: &Checked,
        what: String,
        facts: impl IntoIterator<Item = &'f Checked>,
    ) {
        let named = |name: &str| text(entry, name).map(str::to_owned);
        let people = [self.names.about(entry), self.names.actor(entry)];
        self.acts.push(Act {
            seq: entry.seq,
            at_ms: entry.at_ms,
            what: self.words.begun(&what, people),
            note: String::new(),
            facts: facts.into_iter().map(|fact| fact.seq).collect(),
            remarks: 0,
            topic: Topic {
                kind: entry.kind.clone(),
                recipient: named("recipient"),
                link: named("link_id"),
                address: address(entry, self.words),
            },
        });
    }
}

/// The first or last time that a counting fact states, or the time of the fact itself.
fn moment_of(entry: &Checked, name: &str) -> i64 {
    let counted = entry.opened.get(name).and_then(Value::as_i64);
    counted.unwrap_or(entry.at_ms)
}

/// The address of the actor that a fact states.
pub(in super::super) fn address(entry: &Checked, words: Words<'_>) -> Option<String> {
    let ip = text(entry, "ip")?.to_owned();
    Some(match text(entry, "ip_source") {
        Some("proxy") => words.say_with("trail-value-address-proxy", &[("ip", ip)]),
        _ => ip,
    })
}
