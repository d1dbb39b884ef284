use super::super::testing::{ceremony, chain, entry, moments, story};
use super::*;
use crate::format::Format;
use crate::text::Catalogues;
use onesign_core::audit::chain::Chain;
use serde_json::json;

fn count(acts: &[Act]) -> usize {
    acts.iter().map(|act| act.facts.len()).sum()
}

pub(super) fn told(chain: Chain) -> (Vec<Act>, usize) {
    let texts = Catalogues::load();
    let words = Words {
        locale: "en",
        texts: &texts,
        format: Format::CURRENT,
    };
    let story = story(chain);
    let told = tell(&story, &Names::of(&story.chain, words.format), words, 2);
    (told.acts, told.untold)
}

fn lines(chain: Chain) -> Vec<String> {
    let line = |act: Act| match act.note.is_empty() {
        true => act.what,
        false => format!("{} / {}", act.what, act.note),
    };
    told(chain).0.into_iter().map(line).collect()
}

#[test]
fn an_act_is_one_line() {
    let handed_over = json!({ "link_id": "L", "email": "ann@example.com", "reply": "250 OK" });
    let chain = ceremony(vec![entry("link.handed_over", "system/mail", handed_over)]);
    let total = chain.entries.len();
    let (acts, untold) = told(chain.clone());
    assert_eq!(
        lines(chain),
        [
            "Mira Holt uploaded “offer.pdf”; the file was checked and rebuilt",
            "Mira Holt sent the envelope; first to sign: Ann Lee",
            "A signing link was created for Ann Lee / The mail server accepted the e-mail with this link for \
             ann@example.com (14:06:35 UTC) and answered: “250 OK”.",
            "The link for Ann Lee was opened in a browser, from 203.0.113.7",
            "Ann Lee agreed to sign electronically",
            "Ann Lee was shown both pages (between 14:06:38 UTC and 14:06:39 UTC)",
            "Ann Lee confirmed their input and signed; all signatures were now complete",
        ]
    );
    // The revised draft and the saved entries.
    assert_eq!(untold, 2);
    assert_eq!(count(&acts) + untold, total);
}

/// A line that begins with a name keeps its owner's spelling; former formats begin it with a capital.
#[test]
fn names_that_begin_with_a_small_letter_keep_it() {
    let texts = Catalogues::load();
    let named = json!({ "account": "a", "name": "bell hooks" });
    let chain = chain(vec![
        entry("envelope.created", "account/a", named),
        entry("envelope.voided", "account/a", json!({})),
    ]);
    let story = story(chain);
    let first_words = |format| {
        let words = Words {
            locale: "en",
            texts: &texts,
            format,
        };
        let told = tell(&story, &Names::of(&story.chain, words.format), words, 2);
        let last = told.acts.last().map(|act| act.what.clone());
        last.unwrap_or_default()
            .chars()
            .take(10)
            .collect::<String>()
    };
    assert_eq!(first_words(Format::Fourth), "bell hooks");
    assert_eq!(first_words(Format::Third), "bell hooks");
    assert_eq!(first_words(Format::Second), "Bell hooks");
}

#[test]
fn a_line_names_other_people_who_could_have_opened_a_link() {
    let shown = entry("link.shown", "account/a", json!({ "link_id": "L" }));
    let said = lines(ceremony(vec![shown]));
    assert!(
        said.iter()
            .any(|line| line == "Mira Holt viewed the link for Ann Lee and could have opened it"),
        "{said:?}"
    );
    assert!(!said.join(" ").contains("mail"), "{said:?}");
}

#[test]
fn thousands_of_refusals_make_one_line_with_their_count() {
    let refused = |n: usize| {
        let code = ["link_used", "link_forged"][n % 2];
        entry(
            "link.refused",
            "visitor",
            json!({ "link_id": "L", "code": code }),
        )
    };
    let chain = ceremony((0..3_000).map(refused).collect());
    let total = chain.entries.len();
    let (acts, untold) = told(chain);
    assert!(acts.len() < 10);
    let said: Vec<&str> = acts.iter().map(|act| act.what.as_str()).collect();
    assert!(
        said.contains(
            &"At least 3000 attempts with links for Ann Lee were refused: the link did not match the one that had been created, \
              the link had already been used (between 14:06:35 UTC and 14:56:34 UTC)"
        ),
        "{said:?}"
    );
    assert_eq!(untold, 2);
    assert_eq!(count(&acts) + untold, total);
}

#[test]
fn a_fact_that_counts_repeats_adds_its_count() {
    let values = json!({ "recipient": "r", "name": "Ann", "code": "link_used" });
    let one = entry("link.refused", "visitor", values);
    let mut many = one.clone();
    let moment = |after: i64| (one.at_ms + after).into();
    many.opened.insert("count".into(), 40.into());
    many.opened.insert("first_ms".into(), moment(2_000));
    many.opened.insert("last_ms".into(), moment(9_000));
    assert_eq!(
        lines(chain(vec![one.clone(), many])),
        [
            "At least 41 attempts with links for Ann were refused: the link had already been used (between 14:06:31 UTC and 14:06:40 UTC)"
        ]
    );
    assert_eq!(
        lines(chain(vec![one])),
        ["An attempt with a link for Ann was refused: the link had already been used"]
    );
}

#[test]
fn repeated_acts_make_one_line_and_link_remarks_fill_only_the_room_left() {
    let values = json!({ "recipient": "r", "name": "Ann", "link_id": "L", "email": "a@b.c", "code": "refused", "reply": "550 no" });
    let made = entry("link.issued", "system/mail_link", values.clone());
    let failed = entry("link.delivery_failed", "system/mail_link", values.clone());
    let said = lines(chain([vec![made], vec![failed; 12]].concat()));
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!(said[0].matches("550 no").count(), 2);
    assert!(
        said[1].ends_with("(and 9 more times, most recently: 14:06:43 UTC)"),
        "{said:?}"
    );
}

#[test]
fn a_mail_server_s_silence_is_not_called_a_failure() {
    let values = json!({ "recipient": "r", "name": "Ann", "link_id": "L", "email": "a@b.c", "reply": "gone" });
    let made = entry("link.issued", "system/mail_link", values.clone());
    let silent = entry("link.unanswered", "system/mail_link", values);
    let said = lines(chain(vec![made, silent])).concat();
    assert!(
        said.contains("did not confirm that it had accepted it"),
        "{said}"
    );
    assert!(!said.contains("not delivered"), "{said}");
}

#[test]
fn the_story_is_bounded_for_any_number_of_people() {
    let mut facts = Vec::new();
    for n in 0..90 {
        let name = format!("Person {n}");
        let by = |kind: &str| {
            entry(
                kind,
                "x",
                json!({ "recipient": name, "name": name, "link_id": name }),
            )
        };
        for kind in [
            "link.issued",
            "link.exchanged",
            "consent.given",
            "document.viewed",
            "signature.applied",
        ] {
            facts.push(by(kind));
        }
    }
    let (acts, untold) = told(chain(facts));
    assert_eq!(acts.len(), MAX_ACTS);
    assert!(acts.last().unwrap().what.contains("Person 89"));
    assert!(acts.iter().all(|act| act.what.contains("signed")));
    assert_eq!(untold, 450 - MAX_ACTS);
}

/// Facts of several commands may have one millisecond and one actor: a job that mails links writes about several
/// recipients.
#[test]
fn a_replaced_link_is_told_only_of_its_own_recipient() {
    let by = |kind: &str, who: &str, link: &str| {
        let values = json!({ "recipient": who, "name": who, "link_id": link });
        entry(kind, "system/mail_link", values)
    };
    let made = |who: &str| vec![by("link.issued", who, who)];
    let at_once = vec![
        by("link.issued", "Ann", "A2"),
        by("link.revoked", "Cid", "Cid"),
        by("link.issued", "Cid", "C2"),
    ];
    assert_eq!(
        lines(moments(vec![made("Ann"), made("Cid"), at_once])),
        [
            "A signing link was created for Ann",
            "A signing link was created for Cid",
            "A signing link was created for Ann",
            "The link for Cid stopped working because a new one was created",
        ]
    );
}

#[test]
fn only_equal_acts_share_a_line() {
    let mut facts = Vec::new();
    for n in 0..5 {
        let (link, ip) = (format!("L{n}"), format!("203.0.113.{n}"));
        let values = json!({ "recipient": "r", "name": "Ann", "link_id": link, "ip": ip, "email": "a@b.c", "reply": n.to_string() });
        let by = |kind: &str| entry(kind, "visitor", values.clone());
        facts.extend(
            [
                "link.issued",
                "link.handed_over",
                "link.exchanged",
                "consent.given",
            ]
            .map(by),
        );
    }
    let said = lines(chain(facts)).join("\n");
    assert!(!said.contains("more times"), "{said}");
    for n in 0..5 {
        assert!(said.contains(&format!("203.0.113.{n}")), "{said}");
        assert!(said.contains(&format!("“{n}”")), "{said}");
    }
    let asked = json!({ "recipient": "r", "name": "Ann", "asked_by": "recipient" });
    let asked = entry("recipient.reminded", "visitor", asked);
    assert_eq!(
        lines(chain(vec![asked; 5])),
        [
            "A new link was requested on the signing page of Ann (and 4 more times, most recently: 14:06:35 UTC)"
        ]
    );
}

#[test]
fn a_file_that_was_signed_already_is_not_called_rebuilt() {
    let by = |kind: &str, name: &str| {
        let values = json!({ "account": "a", "name": "Mira", "filename": name, "copied_pages": 4 });
        entry(kind, "account/a", values)
    };
    let upload = vec![
        by("envelope.created", ""),
        by("document.received", "a.pdf"),
        by("document.enclosed", "b.pdf"),
        by("document.normalised", ""),
    ];
    let (acts, untold) = told(moments(vec![upload]));
    assert_eq!(untold, 0);
    assert_eq!(acts.len(), 1);
    assert_eq!(
        acts[0].what,
        "Mira uploaded “a.pdf”, which was already signed; it is attached unchanged as “b.pdf”, and copies of its \
         pages were made for signing"
    );
}

#[test]
fn an_address_says_who_reported_it() {
    let texts = Catalogues::load();
    let words = Words {
        locale: "en",
        texts: &texts,
        format: Format::CURRENT,
    };
    let mut fact = entry("link.exchanged", "visitor", json!({ "ip": "203.0.113.7" }));
    assert_eq!(address(&fact, words).as_deref(), Some("203.0.113.7"));
    fact.opened.insert("ip_source".into(), "proxy".into());
    assert_eq!(
        address(&fact, words).as_deref(),
        Some("203.0.113.7, as reported by the proxy")
    );
    fact.opened.remove("ip");
    assert_eq!(address(&fact, words), None);
}
