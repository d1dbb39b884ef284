//! Drafts: changed by two people, and deleted.

use crate::attempt::Try;
use crate::law::assert_chain;
use crate::world::{ENVELOPE, World, draft, owner};
use onesign_core::Code;
use onesign_core::access::{Resource, may_read};
use onesign_core::code::FaultCode;
use onesign_core::command::{ReviseDraft, SendEnvelope, VoidEnvelope};
use onesign_core::envelope::EnvelopeStatus;
use onesign_core::envelope::draft::Draft;
use onesign_core::{Command, Viewer};

fn revise(title: &str, based_on: Option<String>) -> Command {
    Command::ReviseDraft(ReviseDraft {
        envelope: ENVELOPE,
        draft: Draft {
            title: title.into(),
            ..draft(&[1], true)
        },
        based_on,
    })
}

/// Pasted text has tabs and the line breaks of other systems. The law accepts it, and still refuses
/// text with other control characters.
#[test]
fn a_draft_accepts_pasted_text() {
    let mut world = World::new();
    let pasted = |title: &str, message: &str| {
        let mut draft = draft(&[1], true);
        draft.title = title.into();
        draft.message = message.into();
        draft.recipients[0].name = "Mira\tHolt".into();
        draft.recipients[0].email = "\tmira@example.com\r\n".into();
        draft.fields[0].label = "Sign\there".into();
        Command::ReviseDraft(ReviseDraft {
            envelope: ENVELOPE,
            draft,
            based_on: None,
        })
    };
    let message = "Dear Mira,\r\n\tprice:\t10\rThanks\u{b}Ada";
    world
        .execute(&pasted("Offer\t2027\r\n", message), &owner())
        .unwrap();
    let on_record = world.envelope();
    assert_eq!(on_record.title, "Offer 2027");
    assert_eq!(on_record.message, "Dear Mira,\n price: 10\nThanks\nAda");
    assert_eq!(on_record.recipients[0].name, "Mira Holt");
    assert_eq!(on_record.recipients[0].email, "mira@example.com");
    assert_eq!(on_record.fields[0].label, "Sign here");
    let refused = world.execute(&pasted("Offer", "a\0b"), &owner());
    assert_eq!(refused.unwrap_err().code, Code::InvalidDraft);
    // A title or a name keeps them, so that the sender can see them; they block sending.
    world.execute(&pasted("Of\u{1b}fer", ""), &owner()).unwrap();
    assert_eq!(world.envelope().title, "Of\u{1b}fer");
    let send = Command::SendEnvelope(SendEnvelope {
        envelope: ENVELOPE,
        revision: None,
    });
    let refused = world.execute(&send, &owner()).unwrap_err();
    let fault = refused.errors.first().unwrap();
    let found = (fault.pointer.as_str(), fault.code);
    assert_eq!(found, ("/title", FaultCode::ControlCharacter));
    let void = Command::VoidEnvelope(VoidEnvelope {
        envelope: ENVELOPE,
        reason: "Called\toff.\r\nSorry.".into(),
    });
    world.execute(&void, &owner()).unwrap();
    let reason = world.envelope().void_reason.clone();
    assert_eq!(reason.as_deref(), Some("Called off.\nSorry."));
}

/// A person who has not seen the newest version can neither change nor send it; saving the same draft
/// again is no conflict.
#[test]
fn an_unseen_draft_is_not_overwritten() {
    let mut world = World::new();
    let seen = Draft::of(world.envelope()).revision();
    let by = owner();
    world
        .execute(&revise("One", Some(seen.clone())), &by)
        .unwrap();
    let late = world.execute(&revise("Two", Some(seen.clone())), &by);
    assert_eq!(late.unwrap_err().code, Code::DraftChanged);
    let send = Command::SendEnvelope(SendEnvelope {
        envelope: ENVELOPE,
        revision: Some(seen.clone()),
    });
    assert_eq!(
        world.execute(&send, &by).unwrap_err().code,
        Code::DraftChanged
    );
    world.execute(&revise("One", Some(seen)), &by).unwrap();
    assert_eq!(world.envelope().title, "One");
}

/// Nobody can read a deleted draft, and it stays deleted. Nobody can delete a sent envelope.
#[test]
fn only_a_draft_can_be_deleted_and_for_good() {
    let mut world = World::new();
    world.execute(&revise("Lease", None), &owner()).unwrap();
    let decision = world.attempt(&Try::Delete).unwrap();
    assert_eq!(decision.jobs.len(), 1, "its document is put away");
    let envelope = world.envelope().clone();
    assert_eq!(envelope.status, EnvelopeStatus::Deleted);
    assert!(envelope.title.is_empty() && envelope.recipients.is_empty());
    let sender = Viewer::Account {
        id: envelope.sender.account,
        role: onesign_core::identity::role::Role::Owner,
        assurance: onesign_core::identity::assurance::Assurance::Single,
    };
    assert!(!may_read(&sender, &Resource::Envelope(&envelope)));
    for again in [Try::Delete, Try::Send, Try::Void] {
        assert_eq!(world.attempt(&again).unwrap_err().code, Code::NotFound);
    }
    assert_chain(&world);

    let mut world = World::new();
    world.execute(&revise("Lease", None), &owner()).unwrap();
    world.attempt(&Try::Send).unwrap();
    assert_eq!(
        world.attempt(&Try::Delete).unwrap_err().code,
        Code::AlreadySent
    );
}
