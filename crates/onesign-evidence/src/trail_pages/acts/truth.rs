//! Tests: for any sequence of facts, each fact either appears once, in a line about its person, link, address and time,
//! or is counted as left out.

use super::super::testing::entry;
use super::Act;
use super::tests::told;
use crate::text::time_of_day;
use onesign_core::audit::chain::{Chain, Checked};
use proptest::prelude::*;
use serde_json::json;

const KINDS: [&str; 19] = [
    "envelope.sent",
    "recipient.invited",
    "recipient.reminded",
    "link.issued",
    "link.issued",
    "link.revoked",
    "link.handed_over",
    "link.delivery_failed",
    "link.unanswered",
    "link.shown",
    "link.exchanged",
    "link.refused",
    "consent.given",
    "document.viewed",
    "values.saved",
    "values.committed",
    "signature.applied",
    "signature.refused",
    "envelope.completed",
];
const PEOPLE: [&str; 3] = ["Ann", "Bob", "Cid"];

/// Facts at close times, a few of them in the same millisecond, some repeated many times.
fn facts() -> impl Strategy<Value = Vec<Checked>> {
    let fact = (
        0..KINDS.len(),
        0..3_usize,
        0..2_usize,
        0..2_u8,
        0..3_i64,
        1..6_usize,
    );
    prop::collection::vec(fact, 0..40).prop_map(|drawn| {
        let mut facts = Vec::new();
        let mut at_ms = 0;
        for (kind, person, link, ip, later, times) in drawn {
            at_ms += later * 700;
            for _ in 0..times {
                let (who, actor) = (PEOPLE[person], ["system/mail_link", "visitor"][link]);
                let values = json!({
                    "recipient": who, "name": who, "link_id": format!("{who}-{link}"), "email": format!("{who}@b.c"),
                    "ip": format!("192.0.2.{ip}"), "reply": format!("25{ip} OK"), "code": "link_used",
                });
                let mut fact = entry(KINDS[kind], actor, values);
                fact.seq = facts.len() as u64;
                fact.at_ms += at_ms;
                facts.push(fact);
            }
        }
        facts
    })
}

/// Whether the line includes the time of this fact.
fn says_when(act: &Act, fact: &Checked, told: &[&Checked]) -> bool {
    let said = format!("{} {} {}", time_of_day(act.at_ms), act.what, act.note);
    let bounds = [
        told.iter().map(|fact| fact.at_ms).min().unwrap(),
        told.iter().map(|fact| fact.at_ms).max().unwrap(),
    ];
    said.contains(&time_of_day(fact.at_ms))
        || bounds
            .iter()
            .all(|at_ms| said.contains(&time_of_day(*at_ms)))
}

fn check(act: &Act, told: &[&Checked]) {
    let said = format!("{} {}", act.what, act.note);
    let value = |fact: &Checked, name: &str| fact.opened[name].as_str().unwrap().to_owned();
    let leading = told.iter().find(|fact| fact.seq == act.seq).unwrap();
    for fact in told {
        assert!(says_when(act, fact, told), "{said}: {fact:?}");
        match fact.kind.as_str() {
            // If the turn of many recipients begins, the line counts the last ones.
            "envelope.sent" | "envelope.completed" | "recipient.invited" => continue,
            _ => assert_eq!(
                value(fact, "recipient"),
                value(leading, "recipient"),
                "{said}"
            ),
        }
        assert!(said.contains(&value(fact, "name")), "{said}: {fact:?}");
        let is_of_any_link = fact.kind.ends_with(".refused")
            || ["link.revoked", "values.committed"].contains(&fact.kind.as_str());
        if !is_of_any_link {
            assert_eq!(value(fact, "link_id"), value(leading, "link_id"), "{said}");
        }
        match fact.kind.as_str() {
            "link.exchanged" => assert!(said.contains(&value(fact, "ip")), "{said}"),
            "link.handed_over" | "link.delivery_failed" | "link.unanswered" => {
                assert!(said.contains(&value(fact, "reply")), "{said}");
                assert!(said.contains(&value(fact, "email")), "{said}");
            }
            _ => {}
        }
        let is_end = fact.kind == "link.revoked" && told.len() > 1 && leading.kind == "link.issued";
        assert!(!is_end || said.contains("stopped working"), "{said}");
    }
}

proptest! {
    #[test]
    fn every_fact_appears_in_a_true_line_or_is_counted(entries in facts()) {
        let total = entries.len();
        let chain = Chain {
            log: "test".into(),
            stream: "envelope/e".into(),
            entries: entries.clone(),
            head: [0; 32],
        };
        let (acts, untold) = told(chain);
        let mut seen: Vec<u64> = acts.iter().flat_map(|act| act.facts.clone()).collect();
        for act in &acts {
            let told: Vec<&Checked> = act.facts.iter().map(|seq| &entries[*seq as usize]).collect();
            check(act, &told);
        }
        seen.sort_unstable();
        seen.dedup();
        prop_assert_eq!(seen.len() + untold, total);
    }
}
