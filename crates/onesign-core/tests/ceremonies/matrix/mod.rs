//! Who may do and read what, as a table for people: `matrix.txt`. A command or resource without a place in it does
//! not compile here; a changed table fails until somebody reviews and commits it.

mod examples;
mod people;

use crate::attempt::Try;
use crate::world::{ENVELOPE, OWNER, World, draft, owner, person};
use examples::example;
use onesign_core::access::{Resource, ResourceName, may, may_read};
use onesign_core::command::{CommandName, ReviseDraft};
use onesign_core::{Actor, Code, Command, State, StreamId};
use people::{actors, at, protected, senders, viewers};
use std::fmt::Write;
use strum::VariantArray;

/// An envelope that was sent, and one that was deleted as a draft.
fn envelopes() -> [State; 2] {
    let mut sent = World::new();
    sent.execute(&revise(), &owner()).unwrap();
    let mut deleted = World::new();
    deleted.execute(&revise(), &owner()).unwrap();
    sent.attempt(&Try::Send).unwrap();
    deleted.attempt(&Try::Delete).unwrap();
    [sent.state.unwrap(), deleted.state.unwrap()]
}

fn revise() -> Command {
    Command::ReviseDraft(ReviseDraft {
        envelope: ENVELOPE,
        draft: draft(&[1], true),
        based_on: None,
    })
}

fn resource<'a>(
    name: ResourceName,
    envelope: &'a onesign_core::envelope::Envelope,
) -> Resource<'a> {
    match name {
        ResourceName::Envelope => Resource::Envelope(envelope),
        ResourceName::EnvelopeRecord => Resource::EnvelopeRecord(envelope),
        ResourceName::RecordHealth => Resource::RecordHealth(envelope),
        ResourceName::LinkSecret => Resource::LinkSecret(envelope),
        ResourceName::Progress => Resource::Progress(ENVELOPE, person(0)),
        ResourceName::Account => Resource::Account(OWNER),
        ResourceName::AccountRecord => Resource::AccountRecord(OWNER),
        ResourceName::AccountByEmail => Resource::AccountByEmail,
        ResourceName::InstanceRecord => Resource::InstanceRecord,
        ResourceName::Outbox => Resource::Outbox,
        ResourceName::Notices => Resource::Notices,
        ResourceName::SealKey => Resource::SealKey,
        ResourceName::Schedules => Resource::Schedules,
        ResourceName::Replay => Resource::Replay,
    }
}

fn row(table: &mut String, name: &str, cells: impl IntoIterator<Item = String>) {
    write!(table, "{name:<24}").unwrap();
    for cell in cells {
        write!(table, " {cell:<13}").unwrap();
    }
    table.truncate(table.trim_end().len());
    table.push('\n');
}

fn commands(state: &State) -> String {
    let mut table = String::new();
    row(&mut table, "", actors().map(|(name, _)| name.to_owned()));
    for name in CommandName::VARIANTS {
        let command = example(*name);
        let cells = actors().map(|(_, actor)| cell(&actor, &command, state));
        row(&mut table, &name.to_string(), cells);
    }
    table
}

/// What the law says to this actor.
fn cell(actor: &Actor, command: &Command, state: &State) -> String {
    let said = match may(actor, command, Some(state), &at()) {
        Ok(()) => "yes",
        Err(refusal) => match refusal.code {
            Code::NotFound => "not found",
            Code::SecondFactorRequired => "give factor",
            Code::SecondFactorMissing => "enrol factor",
            Code::StepUpRequired => "step up",
            _ => "-",
        },
    };
    said.to_owned()
}

/// What the sender may do and read by how sure the server is of them.
fn by_assurance(sent: &State) -> String {
    let (mut table, account) = (String::new(), protected());
    row(
        &mut table,
        "",
        senders().map(|(name, _, _)| name.to_owned()),
    );
    for name in CommandName::VARIANTS {
        let command = example(*name);
        let state = match command.stream() {
            StreamId::Account(_) => &account,
            StreamId::Envelope(_) | StreamId::Instance => sent,
        };
        let cells = senders().map(|(_, actor, _)| cell(&actor, &command, state));
        if cells.iter().any(|cell| cell != "-") {
            row(&mut table, &name.to_string(), cells);
        }
    }
    for name in ResourceName::VARIANTS {
        let of = resource(*name, sent.envelope().unwrap());
        let cells = senders().map(|(_, _, viewer)| match may_read(&viewer, &of) {
            true => "yes".to_owned(),
            false => "-".to_owned(),
        });
        if cells.iter().any(|cell| cell != "-") {
            row(&mut table, &name.to_string(), cells);
        }
    }
    table
}

fn reads(state: &State) -> String {
    let mut table = String::new();
    row(&mut table, "", viewers().map(|(name, _)| name.to_owned()));
    for name in ResourceName::VARIANTS {
        let of = resource(*name, state.envelope().unwrap());
        let cells = viewers().map(|(_, viewer)| match may_read(&viewer, &of) {
            true => "yes".to_owned(),
            false => "-".to_owned(),
        });
        row(&mut table, &name.to_string(), cells);
    }
    table
}

/// The head of a table, and its rows that the other one lacks.
fn differing(table: &str, other: &str) -> String {
    let kept = |(at, line): &(usize, &str)| *at == 0 || !other.lines().any(|known| known == *line);
    let lines = table.lines().enumerate().filter(kept);
    lines.map(|(_, line)| format!("{line}\n")).collect()
}

#[test]
fn the_tables_match_the_reviewed_ones() {
    let [sent, deleted] = envelopes();
    let mut table = String::from(
        "Who may give which command, on an envelope that the sender has sent, on the sender's account, on the instance.\n\
         \"owner\" runs the instance and has an account of their own; \"elsewhere\" is a recipient of another envelope.\n\n",
    );
    table.push_str(&commands(&sent));
    table.push_str("\nWho may read what of it.\n\n");
    table.push_str(&reads(&sent));
    table
        .push_str("\nWhat is different where the envelope is a draft that the sender deleted.\n\n");
    table.push_str(&differing(&commands(&deleted), &commands(&sent)));
    table.push('\n');
    table.push_str(&differing(&reads(&deleted), &reads(&sent)));
    table.push_str(
        "\nWhat the sender may do by how sure the server is, on an account that has a second factor: \"incomplete\" has not given\n\
         it to the session, \"stepped up\" has given it within five minutes, \"single\" is an account without one. Then what they may\n\
         read. API keys with one scope each act for the sender. Rows that refuse all of them are left out.\n\n",
    );
    table.push_str(&by_assurance(&sent));
    let kept = include_str!("matrix.txt");
    assert_eq!(
        table, kept,
        "read this table; if it is right, put it into matrix.txt:\n\n{table}"
    );
}
