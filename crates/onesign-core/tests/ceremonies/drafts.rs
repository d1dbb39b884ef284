//! Drafts: changed by two hands, and thrown away.

use crate::attempt::Try;
use crate::law::assert_chain;
use crate::world::{ENVELOPE, World, draft, owner};
use onesign_core::envelope::EnvelopeStatus;
use onesign_core::envelope::draft::Draft;
use onesign_core::{Command, Viewer};

fn revise(title: &str, based_on: Option<String>) -> Command {
    Command::ReviseDraft {
        envelope: ENVELOPE,
        draft: Draft {
            title: title.into(),
            ..draft(&[1], true)
        },
        based_on,
    }
}

/// Who has not seen the newest version changes and sends nothing; saving the same again is no conflict.
#[test]
fn a_draft_that_was_not_seen_is_not_overwritten() {
    let mut world = World::new();
    let seen = Draft::of(world.envelope()).revision();
    let by = owner();
    world
        .execute(&revise("One", Some(seen.clone())), &by)
        .unwrap();
    let late = world.execute(&revise("Two", Some(seen.clone())), &by);
    assert_eq!(late.unwrap_err().code, "draft_changed");
    let send = Command::SendEnvelope {
        envelope: ENVELOPE,
        revision: Some(seen.clone()),
    };
    assert_eq!(world.execute(&send, &by).unwrap_err().code, "draft_changed");
    world.execute(&revise("One", Some(seen)), &by).unwrap();
    assert_eq!(world.envelope().title, "One");
}

/// A deleted draft says nothing any more, to nobody, and stays deleted. What was sent can't be deleted.
#[test]
fn only_a_draft_is_deleted_and_for_good() {
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
    };
    assert!(!sender.may_see(&envelope));
    for again in [Try::Delete, Try::Send, Try::Void] {
        assert_eq!(world.attempt(&again).unwrap_err().code, "not_found");
    }
    assert_chain(&world);

    let mut world = World::new();
    world.execute(&revise("Lease", None), &owner()).unwrap();
    world.attempt(&Try::Send).unwrap();
    assert_eq!(
        world.attempt(&Try::Delete).unwrap_err().code,
        "already_sent"
    );
}
