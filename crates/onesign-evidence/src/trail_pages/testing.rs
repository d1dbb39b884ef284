//! Facts for tests, in the form of a checked chain.

use crate::story::{Story, opened};
use onesign_core::audit::chain::{Chain, Checked};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A fact with these disclosed values, recorded at a fixed time.
pub(super) fn entry(kind: &str, actor: &str, values: Value) -> Checked {
    let opened = values.as_object().cloned().unwrap_or_default();
    Checked {
        seq: 0,
        kind: kind.to_owned(),
        at_ms: 1_795_356_391_000,
        actor: actor.to_owned(),
        build: "onesign test".to_owned(),
        digest: [7; 32],
        opened: opened.into_iter().collect(),
        undisclosed: Vec::new(),
    }
}

/// A chain of these facts, one a second.
pub(super) fn chain(entries: Vec<Checked>) -> Chain {
    moments(entries.into_iter().map(|entry| vec![entry]).collect())
}

/// A chain of the facts of several commands, one command a second.
pub(super) fn moments(moments: Vec<Vec<Checked>>) -> Chain {
    let mut entries = Vec::new();
    for (second, moment) in (0..).zip(moments) {
        for mut entry in moment {
            entry.seq = entries.len() as u64;
            entry.at_ms += second * 1_000;
            entries.push(entry);
        }
    }
    Chain {
        log: "test".to_owned(),
        stream: "envelope/0193a6f2-7c1e-7d20-9a41-2f6b7c8d9e0f".to_owned(),
        entries,
        head: [9; 32],
    }
}

/// The story of a chain. It includes only complete facts about signatures.
pub(super) fn story(chain: Chain) -> Story {
    let sent = json!({
        "title": "Offer of employment", "message": "", "locale": "en", "expires_at_ms": 0,
        "document_sha256": "", "recipients": [], "fields": [], "ip": "", "user_agent": "",
    });
    let applied = |entry: &Checked| Some((entry.at_ms, opened(entry, "signature.applied")?));
    Story {
        sent: serde_json::from_value(sent).unwrap(),
        values: BTreeMap::default(),
        signatures: chain.entries.iter().filter_map(applied).collect(),
        chain,
    }
}

/// A ceremony of one recipient with one link; `told` are the facts between the creation and the opening of the link.
pub(super) fn ceremony(told: Vec<Checked>) -> Chain {
    let r = "0193a6f2-7c1e-7d20-9a41-000000000001";
    let actor = format!("recipient/{r}");
    let by_link = |kind: &str| {
        let values = json!({ "recipient": r, "link_id": "L", "ip": "203.0.113.7" });
        entry(kind, &actor, values)
    };
    let consent = json!({
        "recipient": r, "consent_sha256": "c", "version": 1, "locale": "en", "link_id": "L",
        "session_key": "k", "ip": "203.0.113.7", "user_agent": "Firefox",
    });
    let seen = |page: i64| {
        let pages = json!([{ "page": page, "sha256": "p" }]);
        entry(
            "document.viewed",
            &actor,
            json!({ "recipient": r, "link_id": "L", "pages_viewed": pages }),
        )
    };
    let applied = json!({
        "recipient": r, "name": "Ann Lee", "email": "ann@example.com", "document_sha256": "", "values_sha256": "",
        "signature_image_sha256": "", "consent_sha256": "c", "locale": "en",
        "pages_viewed": [{ "page": 0, "sha256": "p" }, { "page": 1, "sha256": "p" }],
        "auth_methods": ["link"], "session_key": "k", "link_id": "L", "link_sha256": "",
        "ip": "203.0.113.7", "user_agent": "Firefox",
    });
    let pages = json!([{ "w": 1, "h": 1 }, { "w": 1, "h": 1 }]);
    let mut all = vec![
        vec![
            entry(
                "envelope.created",
                "account/a",
                json!({ "account": "a", "name": "Mira Holt" }),
            ),
            entry(
                "document.received",
                "account/a",
                json!({ "filename": "offer.pdf" }),
            ),
            entry(
                "document.normalised",
                "account/a",
                json!({ "pages": pages }),
            ),
        ],
        vec![entry("envelope.revised", "account/a", json!({}))],
        vec![
            entry("envelope.sent", "account/a", json!({ "ip": "203.0.113.1" })),
            entry(
                "recipient.invited",
                "account/a",
                json!({ "recipient": r, "name": "Ann Lee" }),
            ),
        ],
        vec![entry(
            "link.issued",
            "system/mail_link",
            json!({ "recipient": r, "link_id": "L" }),
        )],
    ];
    all.extend(told.into_iter().map(|mut entry| {
        entry.opened.insert("recipient".into(), r.into());
        vec![entry]
    }));
    all.extend([
        vec![by_link("link.exchanged")],
        vec![entry("consent.given", &actor, consent)],
        vec![seen(0)],
        vec![seen(1)],
        vec![entry("values.saved", &actor, json!({}))],
        vec![
            entry("values.committed", &actor, json!({ "recipient": r })),
            entry("signature.applied", &actor, applied),
            entry("envelope.completed", &actor, json!({ "signers": 1 })),
        ],
    ]);
    moments(all)
}
