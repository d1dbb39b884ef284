//! Ceremonies told step by step.

use crate::attempt::Try;
use crate::law::assert_chain;
use crate::world::{DOCUMENT, ENVELOPE, START, World, field};
use onesign_core::command::{GiveConsent, SaveEntries};
use onesign_core::decide::session;
use onesign_core::envelope::recipient::RecipientStatus;
use onesign_core::envelope::seal_level::{Level, SealLevel};
use onesign_core::envelope::value::{SigningDate, Value};
use onesign_core::time::DAY_MS;
use onesign_core::{Code, FaultCode};
use onesign_core::{Command, Fact};
use std::collections::BTreeMap;

/// One whole ceremony of two people in order, as it should go.
#[test]
fn two_people_sign_in_order() {
    let mut world = World::new();
    world.is_sent_to(&[1, 2]);
    assert_eq!(
        world.recipient(1).gets_a_link().unwrap_err().code,
        Code::NotTheirTurn
    );
    for who in 0..2 {
        world.recipient(who).gets_a_link().unwrap();
        let forged = world.recipient(who).meets_an_impostor().unwrap_err();
        assert_eq!(forged.code, Code::LinkForged);
        world.recipient(who).opens().unwrap();
        let again = world.recipient(who).opens().unwrap_err();
        assert_eq!(again.code, Code::LinkUsed);
        let early = world.recipient(who).signs().unwrap_err();
        assert_eq!(early.code, Code::ConsentMissing);
        world.recipient(who).agrees().unwrap();
        let empty = world.recipient(who).signs_with_nothing().unwrap_err();
        assert_eq!(empty.errors[0].code, FaultCode::Missing);
        let decision = world.recipient(who).signs().unwrap();
        let completes = decision
            .facts
            .iter()
            .any(|r| r.fact.kind() == "envelope.completed");
        assert_eq!(completes, who == 1);
        assert_eq!(
            world.recipient(who).declines().unwrap_err().code,
            Code::AlreadySigned
        );
    }
    world.is_sealed().unwrap();
    assert_eq!(world.is_sealed().unwrap_err().code, Code::AlreadySealed);
    assert_eq!(world.is_voided().unwrap_err().code, Code::EnvelopeClosed);
    extended_as_a_prefix(&mut world);
    assert_chain(&world);
}

fn extended_as_a_prefix(world: &mut World) {
    let sealed = world.envelope().seal.clone().unwrap();
    assert_eq!(
        (sealed.level, sealed.due_ms),
        (SealLevel::settled(Level::B), None)
    );
    let (stale, pending) = (true, true);
    let refused = world.attempt(&Try::Extend { stale, pending }).unwrap_err();
    assert_eq!(refused.code, Code::AlreadyExtended);
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
    world.is_sent_to(&[1]);
    world.mira().gets_a_link().unwrap();
    world.mira().opens().unwrap();
    world.mira().agrees().unwrap();
    let refusal = world.mira().signs_something_else().unwrap_err();
    assert_eq!(refusal.code, Code::DocumentChanged);
    assert_eq!(world.facts.last().unwrap().0.kind(), "signature.refused");
    assert_eq!(
        world.envelope().recipients[0].status,
        RecipientStatus::Consented
    );
}

/// Sends to one person and gives them a link; returns the world after that.
fn asked() -> World {
    let mut world = World::new();
    world.is_sent_to(&[1]);
    world.mira().gets_a_link().unwrap();
    world
}

/// The authentication methods that a signature records after these steps with the link.
fn recognised_after(steps: &[Try]) -> Vec<String> {
    let mut world = asked();
    for step in steps {
        world.attempt(step).unwrap();
    }
    world.mira().opens().unwrap();
    world.mira().agrees().unwrap();
    world.mira().signs().unwrap();
    let signature = world.facts.iter().find_map(|(fact, ..)| match fact {
        Fact::SignatureApplied(f) => Some(f.auth_methods.clone()),
        _ => None,
    });
    signature.unwrap()
}

#[test]
fn a_signature_proves_the_mailbox_only_if_nobody_else_had_the_link() {
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
fn a_link_records_its_first_showing_and_every_copy() {
    let mut world = asked();
    world.mira().has_the_link_shown().unwrap();
    let again = world.mira().has_the_link_shown().unwrap_err();
    assert_eq!(
        (again.code, again.remember.is_none()),
        (Code::NothingNew, true)
    );
    for _ in 0..2 {
        world.mira().has_the_link_copied(false).unwrap();
    }
    // A new link replaces it; the old one can be neither shown nor copied.
    let decision = world.mira().has_the_link_copied(true).unwrap();
    let kinds: Vec<&str> = decision.facts.iter().map(|r| r.fact.kind()).collect();
    assert_eq!(kinds, ["link.revoked", "link.issued", "link.copied"]);
    world.mira().opens().unwrap();
    assert_eq!(
        world.mira().has_the_link_shown().unwrap_err().code,
        Code::LinkDead
    );
    assert_eq!(
        world.mira().has_the_link_copied(false).unwrap_err().code,
        Code::LinkDead
    );
    assert_chain(&world);
}

/// The first browser agrees, reads and types. After the link is renewed, the second browser starts from the
/// beginning.
#[test]
fn another_browser_starts_without_consent_or_pages() {
    let mut world = asked();
    world.mira().opens().unwrap();
    world.mira().agrees().unwrap();
    world.mira().looks_at(0).unwrap();
    world.mira().looks_at(1).unwrap();
    world.mira().types().unwrap();
    let first = world.session(0);
    world.mira().gets_a_link().unwrap();
    // The first browser continues until someone opens the new link: a request for a link must not end
    // sessions.
    world.mira().types().unwrap();
    world.mira().opens().unwrap();
    let person = &world.envelope().recipients[0];
    assert_eq!(person.status, RecipientStatus::Opened);
    assert!(person.consent.is_none() && person.seen.is_empty() && world.seen(0).is_empty());
    assert_eq!(world.mira().signs().unwrap_err().code, Code::ConsentMissing);
    let late = Command::GiveConsent(GiveConsent {
        envelope: ENVELOPE,
        sha256: DOCUMENT.into(),
        version: 1,
        locale: "en".into(),
    });
    let refused = world.execute(&late, &first).unwrap_err();
    assert_eq!(refused.code, Code::NoSigningSession);
    world.mira().agrees().unwrap();
    world.mira().looks_at(0).unwrap();
    let decision = world.mira().signs().unwrap();
    let signed = decision.facts.iter().find_map(|r| match &r.fact {
        Fact::SignatureApplied(f) => Some(f.clone()),
        _ => None,
    });
    let signed = signed.unwrap();
    assert_eq!(signed.pages_viewed.len(), 1);
    let consent = world.facts.iter().rev().find_map(|(f, ..)| match f {
        Fact::ConsentGiven(f) => Some(f.clone()),
        _ => None,
    });
    let consent = consent.unwrap();
    assert_eq!(
        (consent.session_key, consent.link_id),
        (signed.session_key, signed.link_id)
    );
    assert_chain(&world);
}

/// However often an outsider or a recipient repeats an attempt, the stream records the first of each kind
/// only.
#[test]
fn repeated_refusals_add_no_facts() {
    let mut world = asked();
    let before = world.facts.len();
    let mut counted = 0;
    for _ in 0..500 {
        counted += usize::from(
            world
                .mira()
                .meets_an_impostor()
                .unwrap_err()
                .repeat
                .is_some(),
        );
    }
    assert_eq!((world.facts.len() - before, counted), (1, 499));
    world.mira().opens().unwrap();
    world.mira().agrees().unwrap();
    let before = world.facts.len();
    for _ in 0..300 {
        assert_eq!(
            world.mira().signs_something_else().unwrap_err().code,
            Code::DocumentChanged
        );
        world.mira().types().unwrap();
        assert_eq!(world.mira().agrees().unwrap_err().code, Code::NothingNew);
        let _ = world.mira().looks_at(0);
        let _ = world.mira().looks_at(1);
    }
    // The refusal, and the first view.
    assert_eq!(world.facts.len() - before, 2);
    let decision = world.mira().signs().unwrap();
    assert!(decision.settles_repeats(world.envelope()));
    let kinds: Vec<_> = decision.facts.iter().map(|r| r.fact.kind()).collect();
    assert_eq!(
        kinds,
        [
            "document.viewed",
            "values.committed",
            "signature.applied",
            "envelope.completed"
        ]
    );
}

#[test]
fn renewals_through_old_links_are_limited() {
    let mut world = asked();
    for _ in 0..5 {
        world.mira().asks_for_a_link().unwrap();
    }
    for _ in 0..50 {
        let refused = world.mira().asks_for_a_link().unwrap_err();
        assert_eq!(refused.code, Code::LinksUsedUp);
    }
    // The sender is no outsider, and the next day is another day.
    world.attempt(&Try::Remind(0)).unwrap();
    world.waits(DAY_MS);
    world.mira().asks_for_a_link().unwrap();
    assert!(world.mira().asks_for_a_link().is_err());
}

#[test]
fn an_envelope_that_ends_without_a_seal_ends_its_sessions() {
    for end in [Try::Void, Try::Decline(0), Try::Expire] {
        let mut world = asked();
        world.mira().opens().unwrap();
        let session = world.envelope().recipients[0].session.clone().unwrap();
        let readable = |world: &World| {
            let envelope = world.envelope();
            let person = &envelope.recipients[0];
            session::readable(envelope, person, &session.sid_sha256, world.now).is_some()
        };
        assert!(readable(&world));
        if matches!(end, Try::Expire) {
            world.waits(14 * DAY_MS);
            assert!(!readable(&world), "before the clock's job has been there");
        }
        world.attempt(&end).unwrap();
        assert!(!readable(&world) && world.envelope().recipients[0].session.is_none());
        let late = world.mira().asks_for_a_link().unwrap_err().code;
        let expected = if matches!(end, Try::Expire) {
            Code::EnvelopeExpired
        } else {
            Code::EnvelopeClosed
        };
        assert_eq!(late, expected);
    }
}

#[test]
fn the_session_of_a_signer_ends_soon_after_the_seal() {
    let mut world = asked();
    world.mira().opens().unwrap();
    world.mira().agrees().unwrap();
    world.mira().signs().unwrap();
    world.is_sealed().unwrap();
    let readable = |world: &World| {
        let person = &world.envelope().recipients[0];
        let sid = &person.session.as_ref().unwrap().sid_sha256;
        session::readable(world.envelope(), person, sid, world.now).is_some()
    };
    assert!(readable(&world));
    world.waits(session::SIGNED_LIFE_MS);
    assert!(!readable(&world));
}

/// The server writes the day of the signature; a signer's own date belongs in a free date field.
#[test]
fn nobody_can_choose_the_day_of_their_signature() {
    let mut world = asked();
    world.mira().opens().unwrap();
    world.mira().agrees().unwrap();
    let enter = |world: &mut World, id, date: &str| {
        let values = BTreeMap::from([(field(id), Some(Value::Text(date.into())))]);
        let save = Command::SaveEntries(SaveEntries {
            envelope: ENVELOPE,
            values,
        });
        let by = world.session(0);
        world.execute(&save, &by).map_err(|r| r.errors[0].code)
    };
    assert_eq!(
        enter(&mut world, 100, "1999-01-01"),
        Err(FaultCode::DateLocked)
    );
    let today = onesign_core::time::utc_date(world.now);
    assert!(enter(&mut world, 100, &today).is_ok());
    assert_eq!(enter(&mut world, 200, "yesterday"), Err(FaultCode::BadDate));
    assert!(enter(&mut world, 200, "1999-01-01").is_ok());
    world.waits(DAY_MS);
    world.mira().gets_a_link().unwrap();
    world.mira().opens().unwrap();
    world.mira().agrees().unwrap();
    world.mira().signs().unwrap();
    let signed = &world.envelope().recipients[0];
    let day = Value::Date(SigningDate::of(signed.signed_at_ms.unwrap()));
    assert_eq!(signed.values.get(&field(100)), Some(&day));
    assert_ne!(day, Value::Date(SigningDate::of(START)));
}
