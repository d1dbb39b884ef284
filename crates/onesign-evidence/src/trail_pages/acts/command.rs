//! The facts of one command. Facts of several commands may have the same millisecond and the same actor, so the order,
//! kind, recipient and link of the facts show which ones belong together.

use super::super::names::text;
use onesign_core::audit::chain::Checked;

/// The facts of one command that share a line.
#[derive(Debug, PartialEq)]
pub(super) enum Command<'a> {
    /// An upload and the processing of the file.
    Upload(&'a [Checked]),
    /// The sending, with the recipients whose turn begins.
    Sending(&'a [Checked]),
    /// A signature, with the pages and entries recorded before it and the facts that follow from it.
    Signing(&'a [Checked]),
    /// A link that replaces another: the end of the old one, and the new one.
    Replacing(&'a Checked, &'a Checked),
    /// A single fact.
    Single(&'a Checked),
}

impl Command<'_> {
    /// How many facts it has.
    fn len(&self) -> usize {
        match self {
            Self::Upload(facts) | Self::Sending(facts) | Self::Signing(facts) => facts.len(),
            Self::Replacing(..) => 2,
            Self::Single(_) => 1,
        }
    }
}

/// The commands behind these facts, in order.
pub(super) fn commands(entries: &[Checked]) -> Vec<Command<'_>> {
    let mut commands = Vec::new();
    let mut at = 0;
    while let Some(leading) = entries.get(at) {
        let (before, rest) = (&entries[..at], &entries[at..]);
        let command = whole(before, rest).unwrap_or(Command::Single(leading));
        at += command.len();
        commands.push(command);
    }
    commands
}

/// The command that begins with these facts, if they form a complete one.
fn whole<'a>(before: &[Checked], rest: &'a [Checked]) -> Option<Command<'a>> {
    let leading = rest.first()?;
    let is_recorded_with =
        |entry: &&Checked| (entry.at_ms, &entry.actor) == (leading.at_ms, &leading.actor);
    let recorded = &rest[..rest.iter().take_while(is_recorded_with).count()];
    match leading.kind.as_str() {
        "envelope.created" => upload(recorded).map(Command::Upload),
        "envelope.sent" => {
            let end = 1 + run(&recorded[1..], |entry| entry.kind == "recipient.invited");
            Some(Command::Sending(&recorded[..end]))
        }
        "document.viewed" | "values.committed" | "signature.applied" => {
            signing(recorded).map(Command::Signing)
        }
        "link.revoked" => {
            let issued = recorded.get(1)?;
            let is_replaced = issued.kind == "link.issued"
                && is_about_the_same(leading, issued)
                && text(leading, "link_id").is_some()
                && text(leading, "link_id") == newest_link(before, issued);
            is_replaced.then_some(Command::Replacing(leading, issued))
        }
        _ => None,
    }
}

/// The facts of an upload, in their fixed order: received, enclosed if it was already signed, and normalised.
fn upload(recorded: &[Checked]) -> Option<&[Checked]> {
    let parts = [
        "document.received",
        "document.enclosed",
        "document.normalised",
    ];
    let end = 1 + run(&recorded[1..], |entry| parts.contains(&entry.kind.as_str()));
    let kinds: Vec<&str> = recorded[1..end].iter().map(|e| e.kind.as_str()).collect();
    let is_whole = kinds == parts || kinds == [parts[0], parts[2]];
    is_whole.then(|| &recorded[..end])
}

/// The pages of the signing link, the entries, the signature, and then either the completion or the turn of others.
fn signing(recorded: &[Checked]) -> Option<&[Checked]> {
    let at = recorded
        .iter()
        .position(|e| e.kind == "signature.applied")?;
    let signed = &recorded[at];
    let belongs = |entry: &Checked| {
        let is_of_link = || text(entry, "link_id") == text(signed, "link_id");
        is_about_the_same(entry, signed)
            && match entry.kind.as_str() {
                "document.viewed" => is_of_link(),
                kind => kind == "values.committed",
            }
    };
    let viewed = run(&recorded[..at], |entry| entry.kind == "document.viewed");
    let is_whole = viewed <= 1 && at <= viewed + 1 && recorded[..at].iter().all(belongs);
    let rest = &recorded[at + 1..];
    let followed = match rest.first().map(|entry| entry.kind.as_str()) {
        Some("envelope.completed") => 1,
        _ => run(rest, |entry| entry.kind == "recipient.invited"),
    };
    is_whole.then(|| &recorded[..=at + followed])
}

/// The number of leading facts that satisfy the condition.
fn run(entries: &[Checked], is_such: impl Fn(&Checked) -> bool) -> usize {
    entries.iter().take_while(|entry| is_such(entry)).count()
}

fn is_about_the_same(one: &Checked, other: &Checked) -> bool {
    let recipient = text(one, "recipient");
    recipient.is_some() && recipient == text(other, "recipient")
}

/// The newest link so far of this fact's recipient.
fn newest_link<'e>(before: &'e [Checked], fact: &Checked) -> Option<&'e str> {
    let is_made = |entry: &&Checked| entry.kind == "link.issued" && is_about_the_same(entry, fact);
    text(before.iter().rfind(is_made)?, "link_id")
}
