//! Drafts: changed by two hands.

use crate::world::{ENVELOPE, World, draft, owner};
use onesign_core::Command;
use onesign_core::envelope::draft::Draft;

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
