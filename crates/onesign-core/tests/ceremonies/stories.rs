//! Ceremonies told step by step.

use crate::attempt::Try;
use crate::law::assert_chain;
use crate::world::{START, World};
use onesign_core::Fact;
use onesign_core::envelope::recipient::RecipientStatus;
use onesign_core::time::DAY_MS;

/// One whole ceremony of two people in order, as it should go.
#[test]
fn two_people_sign_in_order() {
    let mut world = World::new();
    world
        .attempt(&Try::Revise {
            steps: vec![1, 2],
            complete: true,
        })
        .unwrap();
    world.attempt(&Try::Send).unwrap();
    assert_eq!(
        world.attempt(&Try::Issue(1, false)).unwrap_err().code,
        "not_their_turn"
    );
    for who in 0..2 {
        world.attempt(&Try::Issue(who, false)).unwrap();
        let forged = world
            .attempt(&Try::Exchange { who, forged: true })
            .unwrap_err();
        assert_eq!(forged.code, "link_forged");
        world
            .attempt(&Try::Exchange { who, forged: false })
            .unwrap();
        let again = world
            .attempt(&Try::Exchange { who, forged: false })
            .unwrap_err();
        assert_eq!(again.code, "link_used");
        let early = world
            .attempt(&Try::Sign {
                who,
                changed: false,
                empty: false,
            })
            .unwrap_err();
        assert_eq!(early.code, "consent_missing");
        world.attempt(&Try::Consent(who)).unwrap();
        let empty = world
            .attempt(&Try::Sign {
                who,
                changed: false,
                empty: true,
            })
            .unwrap_err();
        assert_eq!(empty.errors[0].code, "missing");
        let decision = world
            .attempt(&Try::Sign {
                who,
                changed: false,
                empty: false,
            })
            .unwrap();
        let completes = decision
            .facts
            .iter()
            .any(|r| r.fact.kind() == "envelope.completed");
        assert_eq!(completes, who == 1);
        assert_eq!(
            world.attempt(&Try::Decline(who)).unwrap_err().code,
            "already_signed"
        );
    }
    world.attempt(&Try::Seal).unwrap();
    assert_eq!(
        world.attempt(&Try::Seal).unwrap_err().code,
        "already_sealed"
    );
    assert_eq!(
        world.attempt(&Try::Void).unwrap_err().code,
        "envelope_closed"
    );
    extended_as_a_prefix(&mut world);
    assert_chain(&world);
}

fn extended_as_a_prefix(world: &mut World) {
    let sealed = world.envelope().seal.clone().unwrap();
    assert_eq!((sealed.level.as_str(), sealed.due_ms), ("B-B", None));
    let (stale, pending) = (true, true);
    let refused = world.attempt(&Try::Extend { stale, pending }).unwrap_err();
    assert_eq!(refused.code, "already_extended");
    let stale = false;
    world.attempt(&Try::Extend { stale, pending }).unwrap();
    let Some((Fact::SealExtended(fact), ..)) = world.facts.last() else {
        panic!("no fact about it");
    };
    assert_eq!(fact.prefix_sha256, sealed.pdf_sha256);
    let seal = world.envelope().seal.clone().unwrap();
    assert_eq!(seal.due_ms, seal.extended_at_ms, "it could be higher");
    let pending = false;
    world.attempt(&Try::Extend { stale, pending }).unwrap();
    let seal = world.envelope().seal.clone().unwrap();
    assert_eq!(seal.due_ms, Some(START + (365 - 60) * DAY_MS));
}

#[test]
fn a_changed_document_is_refused_and_remembered() {
    let mut world = World::new();
    world
        .attempt(&Try::Revise {
            steps: vec![1],
            complete: true,
        })
        .unwrap();
    world.attempt(&Try::Send).unwrap();
    world.attempt(&Try::Issue(0, false)).unwrap();
    world
        .attempt(&Try::Exchange {
            who: 0,
            forged: false,
        })
        .unwrap();
    world.attempt(&Try::Consent(0)).unwrap();
    let refusal = world
        .attempt(&Try::Sign {
            who: 0,
            changed: true,
            empty: false,
        })
        .unwrap_err();
    assert_eq!(refusal.code, "document_changed");
    assert_eq!(world.facts.last().unwrap().0.kind(), "signature.refused");
    assert_eq!(
        world.envelope().recipients[0].status,
        RecipientStatus::Consented
    );
}

/// Sends to one person and gives them a link; returns the facts' types after that.
fn asked() -> World {
    let mut world = World::new();
    world
        .attempt(&Try::Revise {
            steps: vec![1],
            complete: true,
        })
        .unwrap();
    world.attempt(&Try::Send).unwrap();
    world.attempt(&Try::Issue(0, false)).unwrap();
    world
}

/// What a signature says about how its signer was recognised, after these steps with the link.
fn recognised_after(steps: &[Try]) -> Vec<String> {
    let mut world = asked();
    let opened = Try::Exchange {
        who: 0,
        forged: false,
    };
    let signed = Try::Sign {
        who: 0,
        changed: false,
        empty: false,
    };
    for step in steps.iter().chain([&opened, &Try::Consent(0), &signed]) {
        world.attempt(step).unwrap();
    }
    let signature = world.facts.iter().find_map(|(fact, ..)| match fact {
        Fact::SignatureApplied(f) => Some(f.auth_methods.clone()),
        _ => None,
    });
    signature.unwrap()
}

#[test]
fn a_signature_claims_the_mailbox_only_if_nobody_else_had_the_link() {
    let copied = |fresh| Try::Copy { who: 0, fresh };
    for (steps, method) in [
        (vec![], "link"),
        (vec![Try::Fail(0)], "link"),
        (vec![Try::HandOver(0)], "link_mailed"),
        (vec![Try::Reveal(0)], "link_from_sender"),
        (vec![copied(false)], "link_from_sender"),
        (vec![Try::Reveal(0), Try::HandOver(0)], "link_from_sender"),
        (vec![Try::HandOver(0), copied(true)], "link_from_sender"),
        (vec![copied(true), Try::Issue(0, false)], "link"),
    ] {
        let said = recognised_after(&steps);
        assert_eq!(said, [method, "browser_key"], "after {steps:?}");
    }
}

#[test]
fn a_link_is_shown_once_and_copied_as_often_as_it_is() {
    let mut world = asked();
    world.attempt(&Try::Reveal(0)).unwrap();
    let again = world.attempt(&Try::Reveal(0)).unwrap_err();
    assert_eq!(
        (again.code, again.remember.is_none()),
        ("nothing_new", true)
    );
    let copy = Try::Copy {
        who: 0,
        fresh: false,
    };
    world.attempt(&copy).unwrap();
    world.attempt(&copy).unwrap();
    // A new one replaces it: the old one can be neither shown nor copied.
    let fresh = Try::Copy {
        who: 0,
        fresh: true,
    };
    let decision = world.attempt(&fresh).unwrap();
    let kinds: Vec<&str> = decision.facts.iter().map(|r| r.fact.kind()).collect();
    assert_eq!(kinds, ["link.revoked", "link.issued", "link.copied"]);
    world
        .attempt(&Try::Exchange {
            who: 0,
            forged: false,
        })
        .unwrap();
    assert_eq!(
        world.attempt(&Try::Reveal(0)).unwrap_err().code,
        "link_dead"
    );
    assert_eq!(world.attempt(&copy).unwrap_err().code, "link_dead");
    assert_chain(&world);
}
