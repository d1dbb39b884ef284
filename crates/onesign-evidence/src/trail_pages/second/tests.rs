//! Tests: the content and the number of the pages.

use super::super::testing::{ceremony, entry, story};
use super::*;
use crate::evidence::Sealing;
use crate::format::Format;
use onesign_core::audit::chain::Chain;
use onesign_pdf::read::Document;
use onesign_pdf::write::{PdfDate, SignatureDictionary, SubFilter};
use onesign_pdf::{Limits, compose, intake};
use serde_json::json;

const CONTRACT: &[u8] = include_bytes!("../../../../../fixtures/contract.pdf");

fn recorded(chain: Chain, locale: &str) -> TrailRecord {
    let evidence = Evidence {
        format: Format::Second,
        composer: String::new(),
        head: String::new(),
        facts: Vec::new(),
        opened: Vec::new(),
        disclosures: Vec::new(),
        sealing: Sealing {
            at: 1_795_356_500,
            name: "Northwind Studio".into(),
            reason: String::new(),
            locale: locale.into(),
            contents_size: 64,
        },
    };
    record(
        &story(chain),
        &evidence,
        &"d".repeat(64),
        &Catalogues::load(),
    )
}

/// The number of trail pages.
fn pages(chain: Chain) -> usize {
    pages_in(chain, "de")
}

fn pages_in(chain: Chain, locale: &str) -> usize {
    let base = intake(CONTRACT, None, &Limits::default())
        .unwrap()
        .normalised;
    let dictionary = SignatureDictionary {
        modified_at: PdfDate::from_unix(0),
        name: String::new(),
        reason: String::new(),
        location: None,
        contents_size: 64,
        certify: None,
        chain_head: None,
        sub_filter: SubFilter::CadesDetached,
    };
    let trail = recorded(chain, locale).into();
    let unsigned = compose(&base, &[], &trail, &[], &dictionary).unwrap();
    let file = [&base[..], &unsigned.appended].concat();
    let count = |file: &[u8]| Document::parse(file).unwrap().pages().unwrap().len();
    count(&file) - count(&base)
}

/// Two people with long names, with IPv6 addresses behind a proxy. The first one got a reminder, or opened the link on
/// another device first and requested a new one.
#[test]
fn an_ordinary_ceremony_takes_two_pages() {
    let people = [
        (
            "Maximiliane Freifrau von Hohenstein",
            "maximiliane.hohenstein@kanzlei-am-stadtpark.example",
        ),
        (
            "Dr. Jonas Lindqvist-Bergström",
            "jonas.lindqvist@nordwind-werft.example",
        ),
    ];
    for (asked_by, opens_twice) in [("sender", false), ("recipient", true)] {
        let mut all = ceremony(Vec::new()).entries;
        all.truncate(7);
        for (n, (name, email)) in people.into_iter().enumerate() {
            all.extend(part(n, name, email, asked_by, opens_twice && n == 0));
        }
        let mut chain = ceremony(Vec::new());
        chain.entries = (0..)
            .zip(all)
            .map(|(seq, fact)| Checked { seq, ..fact })
            .collect();
        for locale in ["de", "en"] {
            assert_eq!(recorded(chain.clone(), locale).people.len(), 2);
            let count = pages_in(chain.clone(), locale);
            assert!(count <= 2, "{asked_by}, {locale}: {count}");
        }
    }
}

/// The recorded facts of one of them.
fn part(n: usize, name: &str, email: &str, asked_by: &str, opens_twice: bool) -> Vec<Checked> {
    let id = format!("0193a6f2-7c1e-7d20-9a41-00000000000{n}");
    let actor = format!("recipient/{id}");
    let browser = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                   Version/17.5 Mobile/15E148 Safari/604.1";
    let by = |kind: &str, link: &str| {
        let values = json!({
            "recipient": id, "name": name, "email": email, "link_id": format!("{n}{link}"), "asked_by": asked_by,
            "ip": format!("2001:db8:4f2a:9c11:8d3e:77ff:fe21:ab0{n}"), "ip_source": "proxy", "user_agent": browser,
            "reply": "250 2.0.0 Ok: queued as 4W9fJ72Zb3z9sXg on mx-inbound-17.eu-central-1.mailprovider.example",
            "consent_sha256": "c", "version": 1, "locale": "de", "session_key": "k", "document_sha256": "",
            "values_sha256": "", "signature_image_sha256": "", "link_sha256": "", "auth_methods": ["link"],
            "pages_viewed": [{ "page": 0, "sha256": "p" }, { "page": 1, "sha256": "p" }],
        });
        let mut fact = entry(kind, &actor, values);
        fact.at_ms += 60_000 * (n as i64 + 1);
        if !["consent.given", "signature.applied"].contains(&kind) {
            fact.opened
                .retain(|name, _| !["version", "locale", "session_key"].contains(&name.as_str()));
        } else if kind == "consent.given" {
            let keep = [
                "recipient",
                "link_id",
                "ip",
                "ip_source",
                "user_agent",
                "consent_sha256",
                "version",
                "locale",
                "session_key",
            ];
            fact.opened.retain(|name, _| keep.contains(&name.as_str()));
        } else {
            let drop = ["version", "reply", "asked_by"];
            fact.opened.retain(|name, _| !drop.contains(&name.as_str()));
        }
        fact
    };
    let mut told = vec![by("link.issued", "1"), by("link.handed_over", "1")];
    if opens_twice {
        told.extend([
            by("link.exchanged", "1"),
            by("consent.given", "1"),
            by("link.refused", "1"),
        ]);
    }
    if n == 0 {
        told.push(by("recipient.reminded", "1"));
        if !opens_twice {
            told.push(by("link.revoked", "1"));
        }
        told.extend([by("link.issued", "2"), by("link.handed_over", "2")]);
    }
    let last = if n == 0 { "2" } else { "1" };
    let kinds = [
        "link.exchanged",
        "consent.given",
        "document.viewed",
        "values.committed",
        "signature.applied",
    ];
    told.extend(kinds.map(|kind| by(kind, last)));
    told
}

#[test]
fn outsiders_can_add_no_pages() {
    let refused = |n: usize| {
        let code = ["link_used", "link_forged", "link_dead"][n % 3];
        entry(
            "link.refused",
            "visitor",
            json!({ "link_id": "L", "code": code }),
        )
    };
    let few = pages(ceremony(Vec::new()));
    assert!(few <= 2, "{few}");
    assert_eq!(pages(ceremony((0..3_000).map(refused).collect())), few);
}

/// A hundred is the most signers that an envelope takes.
#[test]
fn a_hundred_people_fit_on_twelve_pages() {
    let mut chain = ceremony(Vec::new());
    let is_signature = |entry: &&Checked| entry.kind == "signature.applied";
    let signed = chain.entries.iter().find(is_signature).cloned().unwrap();
    for n in 0..99 {
        let mut signed = signed.clone();
        let recipient = format!("0193a6f2-7c1e-7d20-9a41-1000000000{n:02}");
        signed.opened.insert("recipient".into(), recipient.into());
        let name = format!("Person Number {n} With A Long Name");
        signed.opened.insert("name".into(), name.into());
        signed.seq = chain.entries.len() as u64;
        signed.at_ms += n * 60_000;
        chain.entries.push(signed);
    }
    assert_eq!(recorded(chain.clone(), "en").people.len(), 100);
    let pages = pages(chain);
    assert!((4..=12).contains(&pages), "{pages}");
}

/// The pages of a ceremony without mailed links.
#[test]
fn no_page_claims_a_mail_that_was_never_sent() {
    let shown = || entry("link.shown", "account/a", json!({ "link_id": "L" }));
    for (locale, told) in [("en", vec![]), ("de", vec![]), ("en", vec![shown()])] {
        let said = format!("{:?}", recorded(ceremony(told), locale)).to_lowercase();
        assert!(
            !said.contains("mailed") && !said.contains("gemailt"),
            "{said}"
        );
        assert!(!said.contains("mail server") && !said.contains("mailserver"));
    }
}

/// Rows read as a label and a value, and name languages in words.
#[test]
fn rows_read_as_words_and_not_as_codes() {
    let row = |locale, label: &str| {
        let people = recorded(ceremony(Vec::new()), locale).people;
        let mut rows = people.into_iter().flat_map(|signer| signer.person.entries);
        let found = rows.find(|row| row.label == label);
        found.map(|row| row.value).unwrap_or_default()
    };
    assert_eq!(
        row("en", "Agreed"),
        "to sign electronically (14:06:36 UTC; consent text version 1, in English)"
    );
    assert_eq!(
        row("de", "Einverstanden"),
        "mit der elektronischen Unterschrift (14:06:36 UTC; Einverständniserklärung Version 1, auf Englisch)"
    );
    // The ceremony of these tests does not state the document's page count.
    assert_eq!(row("en", "Document shown"), "all 0 pages");
    assert_eq!(row("de", "Gezeigt"), "alle 0 Seiten");
    assert_eq!(row("en", "IP address"), "203.0.113.7");
}
