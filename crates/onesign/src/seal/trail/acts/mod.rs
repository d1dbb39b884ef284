//! The story of an envelope in few lines: one for each act, whatever number of facts recorded it, and one for what
//! was repeated. However many facts there are, the number of lines has a bound.

#[cfg(test)]
mod tests;

use super::names::{Names, text};
use super::sentence::{self, pages_of, times};
use super::words::{Words, capitalised, shortened};
use crate::seal::revision::Story;
use onesign_core::audit::chain::Checked;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Most lines of a story.
pub(super) const MAX_ACTS: usize = 60;
/// The same happens to the same person as often before it is told once, with its number.
const MAX_ALIKE: usize = 3;
/// Most characters of a text that strangers choose.
const MAX_QUOTED: usize = 100;
/// What says nothing that the attached record does not say better. The first two are nobody's business but the
/// sender's.
const UNTOLD: [&str; 3] = ["envelope.revised", "recipient.named", "values.saved"];

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Act {
    seq: u64,
    pub(super) at_ms: i64,
    pub(super) what: String,
    pub(super) note: String,
    /// How many facts it tells.
    facts: usize,
    /// The link that it is about.
    link: Option<String>,
    /// How many remarks the note has.
    remarks: usize,
    /// Kind of fact and who it is about: acts of one topic are alike.
    topic: (String, String),
}

impl Act {
    /// Tells another fact in the small print.
    fn add(&mut self, remark: &str) {
        if !self.note.is_empty() {
            self.note.push(' ');
        }
        self.note.push_str(remark);
        self.remarks += 1;
        self.facts += 1;
    }

    /// What is left out first where there is too much to tell. The people's own lines tell the essentials of 3 and 2.
    fn weight(&self) -> u8 {
        match self.topic.0.as_str() {
            "document.viewed" | "link.revoked" | "recipient.invited" | "recipient.reminded" => 3,
            "link.issued" | "link.handed_over" | "link.refused" | "signature.refused" => 2,
            "link.exchanged" | "consent.given" | "link.delivery_failed" | "link.unanswered" => 1,
            _ => 0,
        }
    }
}

/// The lines, oldest first, and how many facts they leave out.
pub(super) fn tell(
    story: &Story,
    names: &Names,
    words: Words<'_>,
    pages: usize,
) -> (Vec<Act>, usize) {
    let mut teller = Teller {
        entries: &story.chain.entries,
        names,
        words,
        pages,
        acts: Vec::new(),
    };
    let entries = teller.entries;
    for moment in entries.chunk_by(|a, b| (a.at_ms, &a.actor) == (b.at_ms, &b.actor)) {
        teller.moment(moment);
    }
    teller.views();
    teller.refusals("link.refused");
    teller.refusals("signature.refused");
    let mut acts = merged(teller.acts, words);
    for weight in (1..=3).rev() {
        if acts.len() > MAX_ACTS {
            acts.retain(|act| act.weight() < weight);
        }
    }
    if acts.len() > MAX_ACTS {
        // The end of the story stays.
        acts.drain(MAX_ACTS - 1..acts.len() - 1);
    }
    let told: usize = acts.iter().map(|act| act.facts).sum();
    (acts, story.chain.entries.len().saturating_sub(told))
}

struct Teller<'a> {
    entries: &'a [Checked],
    names: &'a Names,
    words: Words<'a>,
    /// Pages of the document.
    pages: usize,
    acts: Vec<Act>,
}

impl Teller<'_> {
    /// What one command recorded: facts of one actor at one moment.
    fn moment(&mut self, moment: &[Checked]) {
        let find = |kind: &str| moment.iter().find(|entry| entry.kind == kind);
        if let Some(created) = find("envelope.created") {
            let parts = [
                "document.received",
                "document.enclosed",
                "document.normalised",
            ];
            return self.upload(created, moment, &parts);
        }
        if let Some(sent) = find("envelope.sent") {
            let what = self.say("trail-act-sent", sent, self.turn(moment));
            return self.whole(sent, what, moment, &["recipient.invited"]);
        }
        if let Some(signed) = find("signature.applied") {
            let id = match (find("envelope.completed"), find("recipient.invited")) {
                (Some(_), _) => "trail-act-signed-last",
                (None, Some(_)) => "trail-act-signed-next",
                (None, None) => "trail-act-signed",
            };
            let what = self.say(id, signed, self.turn(moment));
            let parts = [
                "values.committed",
                "envelope.completed",
                "recipient.invited",
            ];
            return self.whole(signed, what, moment, &parts);
        }
        if let (Some(_), Some(issued)) = (find("link.revoked"), find("link.issued")) {
            let what = self.say("trail-act-link-replaced", issued, String::new());
            return self.whole(issued, what, moment, &["link.revoked"]);
        }
        moment.iter().for_each(|entry| self.single(entry));
    }

    /// The names of those whose turn it became.
    fn turn(&self, moment: &[Checked]) -> String {
        let invited = moment
            .iter()
            .filter(|entry| entry.kind == "recipient.invited");
        let names: Vec<String> = invited
            .filter_map(|entry| self.names.about(entry))
            .collect();
        self.words.list(&names)
    }

    fn upload(&mut self, created: &Checked, moment: &[Checked], parts: &[&str]) {
        let file = |kind: &str| {
            let entry = moment.iter().find(|entry| entry.kind == kind)?;
            text(entry, "filename").map(|name| shortened(name, MAX_QUOTED))
        };
        let values = [
            ("actor", self.names.actor(created)),
            ("filename", file("document.received")),
        ];
        let values = values.map(|(name, value)| (name, value.unwrap_or_default()));
        let what = self.words.say_with("trail-act-upload", &values);
        self.whole(created, what, moment, parts);
        let enclosed = moment
            .iter()
            .find(|entry| entry.kind == "document.enclosed");
        if let (Some(enclosed), Some(act)) = (enclosed, self.acts.last_mut()) {
            act.note = sentence::of(enclosed, self.names, self.words);
        }
    }

    /// One line for the leading fact and those that belong to it; the others of the moment are told by themselves.
    fn whole(&mut self, leading: &Checked, what: String, moment: &[Checked], parts: &[&str]) {
        let belongs = |entry: &&Checked| parts.contains(&entry.kind.as_str());
        let facts = 1 + moment.iter().filter(belongs).count();
        self.push(leading, what, facts);
        let rest = moment.iter().filter(|entry| entry.seq != leading.seq);
        for entry in rest.filter(|entry| !belongs(entry)) {
            self.single(entry);
        }
    }

    /// A fact by itself, unless it is told with others.
    fn single(&mut self, entry: &Checked) {
        let kind = entry.kind.as_str();
        let merged = ["document.viewed", "link.refused", "signature.refused"];
        if UNTOLD.contains(&kind) || merged.contains(&kind) {
            return;
        }
        let is_report = matches!(
            kind,
            "link.handed_over" | "link.delivery_failed" | "link.unanswered"
        );
        if is_report && let Some(made) = self.issued(entry) {
            let note = self.report(entry, self.acts[made].at_ms);
            return self.acts[made].add(&note);
        }
        let what = match (kind, address(entry, self.words)) {
            ("link.exchanged", Some(from)) => self.say("trail-act-opened", entry, from),
            _ => sentence::of(entry, self.names, self.words),
        };
        self.push(entry, what, 1);
    }

    /// The line that tells of the making of this fact's link, where it has room for another remark.
    fn issued(&self, entry: &Checked) -> Option<usize> {
        let link = text(entry, "link_id")?;
        self.acts.iter().rposition(|act| {
            act.topic.0 == "link.issued" && act.link.as_deref() == Some(link) && act.remarks < 2
        })
    }

    /// What became of a mail with a link that was made at another moment.
    fn report(&self, entry: &Checked, made_ms: i64) -> String {
        let id = match entry.kind.as_str() {
            "link.handed_over" => "trail-note-handed-over",
            "link.unanswered" => "trail-note-unanswered",
            _ => "trail-note-delivery-failed",
        };
        let quoted = |name| shortened(text(entry, name).unwrap_or("–"), MAX_QUOTED);
        let values = [
            ("email", quoted("email")),
            ("reply", quoted("reply")),
            ("at", self.words.moment(entry.at_ms, made_ms)),
        ];
        self.words.say_with(id, &values)
    }

    /// What somebody was shown by one link, page reports put together.
    fn views(&mut self) {
        let mut views: BTreeMap<_, (&Checked, BTreeSet<i64>, usize)> = BTreeMap::new();
        for entry in self.entries.iter().filter(|e| e.kind == "document.viewed") {
            let key = (text(entry, "recipient"), text(entry, "link_id"));
            let view = views.entry(key).or_insert((entry, BTreeSet::new(), 0));
            view.1.extend(
                entry
                    .opened
                    .get("pages_viewed")
                    .map(pages_of)
                    .unwrap_or_default(),
            );
            view.2 += 1;
        }
        for (entry, seen, facts) in views.into_values() {
            let pages = self.words.pages(&seen, self.pages);
            let what = self.say("trail-act-viewed", entry, pages);
            self.push(entry, what, facts);
        }
    }

    /// What was refused to somebody, put together.
    fn refusals(&mut self, kind: &str) {
        let mut refused: BTreeMap<_, Vec<&Checked>> = BTreeMap::new();
        for entry in self.entries.iter().filter(|e| e.kind == kind) {
            refused
                .entry(text(entry, "recipient"))
                .or_default()
                .push(entry);
        }
        for entries in refused.into_values() {
            let Some(first) = entries.first() else {
                continue;
            };
            let count: usize = entries.iter().map(|entry| times(entry)).sum();
            let codes: BTreeSet<&str> = entries.iter().filter_map(|e| text(e, "code")).collect();
            let reasons: Vec<String> = codes.iter().map(|code| self.words.reason(code)).collect();
            let mut values = sentence::values(first, self.names, self.words);
            values.retain(|(name, _)| !["count", "code"].contains(name));
            values.push(("count", count.to_string()));
            values.push(("code", self.words.list(&reasons)));
            let id = format!("trail-fact-{}", kind.replace('.', "-"));
            let mut what = self.words.say_with(&id, &values);
            let start = entries.iter().map(|e| moment_of(e, "first_ms")).min();
            let end = entries.iter().map(|e| moment_of(e, "last_ms")).max();
            let moment = |at_ms: i64| self.words.moment(at_ms, first.at_ms);
            if let (Some(start), Some(end)) = (start.map(moment), end.map(moment))
                && start != end
            {
                let values = [("what", what), ("first", start), ("last", end)];
                what = self.words.say_with("trail-act-between", &values);
            }
            self.push(first, what, entries.len());
        }
    }

    /// A line about a fact; `more` is what else it names: people, pages or an address.
    fn say(&self, id: &str, entry: &Checked, more: String) -> String {
        let mut values = sentence::values(entry, self.names, self.words);
        values.push(("more", more));
        self.words.say_with(id, &values)
    }

    fn push(&mut self, entry: &Checked, what: String, facts: usize) {
        let about = text(entry, "recipient").unwrap_or_default();
        self.acts.push(Act {
            seq: entry.seq,
            at_ms: entry.at_ms,
            what: capitalised(&what),
            note: String::new(),
            facts,
            link: text(entry, "link_id").map(str::to_owned),
            remarks: 0,
            topic: (entry.kind.clone(), about.to_owned()),
        });
    }
}

/// The first or last moment of what a fact counts, or that of the fact itself.
fn moment_of(entry: &Checked, name: &str) -> i64 {
    let counted = entry.opened.get(name).and_then(Value::as_i64);
    counted.unwrap_or(entry.at_ms)
}

/// From where a fact says that somebody acted.
pub(super) fn address(entry: &Checked, words: Words<'_>) -> Option<String> {
    let ip = text(entry, "ip")?.to_owned();
    Some(match text(entry, "ip_source") {
        Some("proxy") => words.say_with("trail-value-address-proxy", &[("ip", ip)]),
        _ => ip,
    })
}

/// The lines in order, those that are alike put together where there are many.
fn merged(mut acts: Vec<Act>, words: Words<'_>) -> Vec<Act> {
    acts.sort_by_key(|act| act.seq);
    let mut alike: BTreeMap<(String, String), Vec<Act>> = BTreeMap::new();
    for act in acts {
        alike.entry(act.topic.clone()).or_default().push(act);
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
    let facts = alike.iter().map(|act| act.facts).sum();
    let more = alike.len() - 1;
    let last = alike.last().map_or(0, |act| act.at_ms);
    alike.truncate(1);
    for first in &mut alike {
        let values = [
            ("what", std::mem::take(&mut first.what)),
            ("count", more.to_string()),
            ("last", words.moment(last, first.at_ms)),
        ];
        first.what = words.say_with("trail-act-repeated", &values);
        first.facts = facts;
    }
    alike
}
