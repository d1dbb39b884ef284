//! Who may do and read what, as a table for people: `matrix.txt`. A command or resource without a place in it does
//! not compile here; a changed table fails until somebody reviews and commits it.

use crate::attempt::Try;
use crate::world::{DOCUMENT, ENVELOPE, OWNER, World, access, draft, owner, person};
use onesign_core::access::{Resource, ResourceName, may, may_read};
use onesign_core::command::*;
use onesign_core::envelope::draft::Draft;
use onesign_core::envelope::recipient::LinkPurpose;
use onesign_core::envelope::seal_level::{Level, SealLevel};
use onesign_core::identity::role::Role;
use onesign_core::ids::{AccountId, EnvelopeId};
use onesign_core::mail_code::MailCode;
use onesign_core::{Actor, Code, Command, State, Viewer};
use std::collections::BTreeMap;
use std::fmt::Write;
use strum::VariantArray;
use uuid::Uuid;

const OTHER: AccountId = AccountId(Uuid::from_u128(0xb));
const ELSEWHERE: EnvelopeId = EnvelopeId(Uuid::from_u128(0xf));

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

fn actors() -> [(&'static str, Actor); 7] {
    let account = |id, role| Actor::Account {
        id,
        role,
        access: access(),
    };
    let recipient = |envelope, recipient| Actor::Recipient {
        envelope,
        recipient,
        sid_sha256: "sid".into(),
        counter: 0,
        access: access(),
    };
    [
        ("visitor", Actor::Visitor { access: access() }),
        ("sender", account(OWNER, Role::Sender)),
        ("owner", account(OTHER, Role::Owner)),
        ("other sender", account(OTHER, Role::Sender)),
        ("recipient", recipient(ENVELOPE, person(0))),
        ("elsewhere", recipient(ELSEWHERE, person(0))),
        ("job", Actor::System { job: "seal" }),
    ]
}

fn viewers() -> [(&'static str, Viewer); 6] {
    let account = |id, role| Viewer::Account { id, role };
    let recipient = |envelope, recipient| Viewer::Recipient {
        envelope,
        recipient,
    };
    [
        ("sender", account(OWNER, Role::Sender)),
        ("owner", account(OTHER, Role::Owner)),
        ("other sender", account(OTHER, Role::Sender)),
        ("recipient", recipient(ENVELOPE, person(0))),
        ("elsewhere", recipient(ELSEWHERE, person(0))),
        ("software", Viewer::System),
    ]
}

/// A command of this name on the sender's envelope, the sender's account or the instance.
fn example(name: CommandName) -> Command {
    let (envelope, account, recipient) = (ENVELOPE, OWNER, person(0));
    let (word, none) = (String::new, None);
    match name {
        CommandName::SetUpInstance => Command::SetUpInstance(SetUpInstance {
            instance_name: word(),
            account,
            name: word(),
            email: word(),
            password_hash: word(),
        }),
        CommandName::RecordSealKey => Command::RecordSealKey(RecordSealKey {
            certificate_sha256: word(),
            ends_at_ms: 0,
        }),
        CommandName::OpenSession => Command::OpenSession(OpenSession {
            account,
            sid_sha256: word(),
            auth_methods: vec![],
        }),
        CommandName::RefuseSession => Command::RefuseSession(RefuseSession { account }),
        CommandName::CloseSession => Command::CloseSession(CloseSession {
            account,
            sid_sha256: word(),
        }),
        CommandName::CreateEnvelope => Command::CreateEnvelope(CreateEnvelope {
            envelope,
            sender: (word(), word()),
            title: word(),
            locale: word(),
            upload: upload(),
        }),
        CommandName::ReviseDraft => Command::ReviseDraft(ReviseDraft {
            envelope,
            draft: Draft::of(envelopes()[0].envelope().unwrap()),
            based_on: none,
        }),
        CommandName::SendEnvelope => Command::SendEnvelope(SendEnvelope {
            envelope,
            revision: None,
        }),
        CommandName::DeleteDraft => Command::DeleteDraft(DeleteDraft { envelope }),
        CommandName::VoidEnvelope => Command::VoidEnvelope(VoidEnvelope {
            envelope,
            reason: word(),
        }),
        CommandName::RemindRecipient => Command::RemindRecipient(RemindRecipient {
            envelope,
            recipient,
        }),
        CommandName::IssueLink => Command::IssueLink(IssueLink {
            envelope,
            recipient,
            selector: word(),
            secret_sha256: word(),
            purpose: LinkPurpose::Sign,
            replaces: None,
            keeps: false,
        }),
        CommandName::RecordHandOver => Command::RecordHandOver(RecordHandOver {
            envelope,
            recipient,
            selector: word(),
            reply: word(),
        }),
        CommandName::RecordDeliveryFailure => {
            Command::RecordDeliveryFailure(RecordDeliveryFailure {
                envelope,
                recipient,
                selector: word(),
                code: MailCode::MailRefused,
                reply: word(),
            })
        }
        CommandName::RecordUnanswered => Command::RecordUnanswered(RecordUnanswered {
            envelope,
            recipient,
            selector: word(),
            reply: word(),
        }),
        CommandName::RevealLink => Command::RevealLink(RevealLink {
            envelope,
            recipient,
            selector: word(),
        }),
        CommandName::CopyLink => Command::CopyLink(CopyLink {
            envelope,
            recipient,
            selector: word(),
            fresh: None,
        }),
        CommandName::ExchangeLink => Command::ExchangeLink(ExchangeLink {
            envelope,
            recipient,
            selector: word(),
            secret_sha256: word(),
            sid_sha256: word(),
            session_key: word(),
        }),
        CommandName::RequestLink => Command::RequestLink(RequestLink {
            envelope,
            recipient,
        }),
        CommandName::GiveConsent => Command::GiveConsent(GiveConsent {
            envelope,
            sha256: word(),
            version: 1,
            locale: word(),
        }),
        CommandName::RecordView => Command::RecordView(RecordView {
            envelope,
            pages: vec![],
        }),
        CommandName::SaveEntries => Command::SaveEntries(SaveEntries {
            envelope,
            values: BTreeMap::new(),
        }),
        CommandName::Sign => Command::Sign(Sign {
            envelope,
            document_sha256: DOCUMENT.into(),
            values: BTreeMap::new(),
            seen: vec![],
        }),
        CommandName::Decline => Command::Decline(Decline {
            envelope,
            reason: word(),
        }),
        CommandName::ExpireEnvelope => Command::ExpireEnvelope(ExpireEnvelope { envelope }),
        CommandName::RecordSeal => Command::RecordSeal(RecordSeal {
            envelope,
            pdf_sha256: word(),
            level: SealLevel::settled(Level::B),
            facts: 0,
            head: word(),
        }),
        CommandName::ExtendSeal => Command::ExtendSeal(ExtendSeal {
            envelope,
            prefix_sha256: word(),
            prefix_bytes: 0,
            pdf_sha256: word(),
            level: SealLevel::settled(Level::Lta),
            added: vec![],
            timestamp_ends_ms: None,
        }),
        CommandName::RecordInformed => Command::RecordInformed(RecordInformed {
            envelope,
            recipient,
        }),
    }
}

fn upload() -> Upload {
    Upload {
        filename: String::new(),
        received_sha256: String::new(),
        received_bytes: 0,
        normalised_sha256: String::new(),
        normalised_bytes: 0,
        pages: vec![],
        removed: vec![],
        warnings: vec![],
        detected: vec![],
        enclosed: None,
    }
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
        let cells = actors().map(|(_, actor)| match may(&actor, &command, Some(state)) {
            Ok(()) => "yes".to_owned(),
            Err(refusal) if refusal.code == Code::NotFound => "not found".to_owned(),
            Err(_) => "-".to_owned(),
        });
        row(&mut table, &name.to_string(), cells);
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
    let kept = include_str!("matrix.txt");
    assert_eq!(
        table, kept,
        "read this table; if it is right, put it into matrix.txt:\n\n{table}"
    );
}
