//! Drafts: which ones the server refuses, at which entry, and which ones it accepts.

use crate::harness::{Answer, Person, copy, draft, each_engine, field, signer, text};
use onesign_store::testing::MovedClock;
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread")]
async fn impossible_drafts_are_refused_with_pointers() {
    each_engine(async |house| {
        let envelope = house.envelope().await;
        let path = format!("/v1/envelopes/{}/draft", envelope.id);
        let (mira, page) = (signer("mira", 1), envelope.document.pages[0]);
        let good = json!({ "x": 0, "y": 0, "w": page.w, "h": 30_000 });
        let with = |place: Value| {
            let mut draft = draft(std::slice::from_ref(&mira));
            draft["fields"][0] = field(&mira, "signature", place);
            draft
        };
        let put = async |draft: &Value| house.write(Method::PUT, &path, draft).await;
        assert_eq!(put(&with(good)).await.status, 200);
        let off = |x: i64, y: i64, w: i64, h: i64| with(json!({ "x": x, "y": y, "w": w, "h": h }));
        for draft in [
            off(-1, 0, 50_000, 20_000),
            off(page.w - 10_000, 0, 50_000, 20_000),
            off(0, page.h - 10_000, 50_000, 20_000),
            off(i64::MAX - 5, 0, 50_000, 20_000),
        ] {
            put(&draft)
                .await
                .refused(422, "invalid_draft")
                .at(&["/fields/0/rect off_page"]);
        }
        for draft in [
            off(0, 0, 0, 20_000),
            off(0, 0, 50_000, 0),
            off(9, 9, -50_000, 20_000),
        ] {
            put(&draft)
                .await
                .refused(422, "invalid_draft")
                .at(&["/fields/0/rect no_size"]);
        }
        let mut draft = off(0, 0, 50_000, 20_000);
        draft["fields"][0]["page"] = json!(99);
        draft["fields"][1]["recipient"] = json!(Uuid::now_v7());
        let places = [
            "/fields/0/page no_such_page",
            "/fields/1/recipient unknown_recipient",
        ];
        put(&draft).await.refused(422, "invalid_draft").at(&places);
        // The refusals changed nothing.
        let kept = house.get(path.trim_end_matches("/draft")).await.body;
        assert_eq!(kept["fields"][0]["rect"]["w"], page.w);
        assert_eq!(kept["fields"][0]["page"], 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_of_another_form_are_refused() {
    each_engine(async |house| {
        let envelope = house.envelope().await;
        let path = format!("/v1/envelopes/{}/draft", envelope.id);
        let mut unknown = draft(&[signer("mira", 1)]);
        unknown["surprise"] = json!(1);
        let answer = house.write(Method::PUT, &path, &unknown).await;
        answer.refused(422, "invalid_request");
        assert!(text(&answer.body["errors"][0]["detail"]).contains("surprise"));
        let mut nested = draft(&[signer("mira", 1)]);
        nested["fields"][0]["rect"]["z"] = json!(1);
        house
            .write(Method::PUT, &path, &nested)
            .await
            .refused(422, "invalid_request");
        let broken = house.owner.request(Method::PUT, &path).body("{\"title\":");
        crate::harness::Answer::of(broken)
            .await
            .refused(422, "invalid_json");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unfinished_drafts_are_kept_but_not_sent() {
    each_engine(async |house| {
        let refused = async |draft: &Value, places: &[&str]| {
            let envelope = house.envelope().await;
            let path = format!("/v1/envelopes/{}", envelope.id);
            let put = house
                .write(Method::PUT, &format!("{path}/draft"), draft)
                .await;
            assert_eq!(put.status, 200, "{}", put.body);
            let sent = house
                .write(Method::POST, &format!("{path}/sending"), &json!({}))
                .await;
            sent.refused(422, "not_ready").at(places);
            assert_eq!(house.get(&path).await.body["status"], "draft");
        };
        let mut none = draft(&[]);
        refused(&none, &["/recipients no_signer", "/fields missing"]).await;
        none["title"] = json!("");
        none["recipients"] = draft(&[copy("kim", 1)])["recipients"].clone();
        refused(
            &none,
            &["/title missing", "/recipients no_signer", "/fields missing"],
        )
        .await;
        let twice: [Person; 2] = [
            signer("mira", 1),
            Person {
                name: "Other".into(),
                ..signer("MIRA", 1)
            },
        ];
        refused(&draft(&twice), &["/recipients/1/email duplicate_email"]).await;
        let (mira, jonas) = (signer("mira", 1), signer("jonas", 2));
        let mut unsigned = draft(&[mira.clone(), jonas]);
        unsigned["fields"].as_array_mut().unwrap().truncate(3);
        refused(&unsigned, &["/recipients/1 no_signature_field"]).await;
        let mut nameless = draft(&[Person {
            name: " ".into(),
            email: "mira@".into(),
            ..mira
        }]);
        nameless["locale"] = json!("de");
        refused(
            &nameless,
            &[
                "/recipients/0/name missing",
                "/recipients/0/email bad_email",
            ],
        )
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sent_envelope_can_not_be_changed_or_sent_again() {
    each_engine(async |house| {
        let people = [signer("mira", 1)];
        let sent = house.sent(&people).await;
        let path = format!("/v1/envelopes/{}", sent.id);
        let changed = house
            .write(Method::PUT, &format!("{path}/draft"), &draft(&people))
            .await;
        changed.refused(409, "already_sent");
        let again = house
            .write(Method::POST, &format!("{path}/sending"), &json!({}))
            .await;
        assert_eq!(again.status, 409, "{}", again.body);
        assert_eq!(house.count(&sent.id, "envelope.sent").await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unprintable_entries_are_saved_and_named_and_block_only_sending() {
    each_engine(async |house| {
        let envelope = house.envelope().await;
        let path = format!("/v1/envelopes/{}", envelope.id);
        let mut odd = draft(&[signer("mira", 1)]);
        // Control characters and invisible characters are named like any other.
        odd["title"] = json!("Summer\u{0} party \u{e000}\u{feff}");
        odd["recipients"][0]["name"] = json!("Mira \u{e001}\u{e002}\u{1b}");
        let put = house
            .write(Method::PUT, &format!("{path}/draft"), &odd)
            .await;
        assert_eq!(put.status, 200, "{}", put.body);
        let named = json!([
            { "pointer": "/title", "characters": "\u{0} \u{e000} \u{feff}" },
            { "pointer": "/recipients/0/name", "characters": "\u{e001} \u{e002} \u{1b}" },
        ]);
        assert_eq!(put.body["unprintable"], named);
        assert_eq!(house.get(&path).await.body["title"], odd["title"]);
        let sending = format!("{path}/sending");
        let sent = house.write(Method::POST, &sending, &json!({})).await;
        let places = ["/title unprintable", "/recipients/0/name unprintable"];
        sent.refused(422, "not_ready").at(&places);
        odd["title"] = json!("Summer party");
        odd["recipients"][0]["name"] = json!("Mira");
        let put = house
            .write(Method::PUT, &format!("{path}/draft"), &odd)
            .await;
        assert_eq!(put.body["unprintable"], json!([]));
        let sent = house.write(Method::POST, &sending, &json!({})).await;
        assert_eq!(sent.body["status"], "sent", "{}", sent.body);
    })
    .await;
}

/// A field's initial text is the sender's own, so the sender learns that it can't be printed or doesn't fit.
#[tokio::test(flavor = "multi_thread")]
async fn initial_texts_are_measured_before_sending() {
    each_engine(async |house| {
        let envelope = house.envelope().await;
        let path = format!("/v1/envelopes/{}", envelope.id);
        let mira = signer("mira", 1);
        let mut odd = draft(std::slice::from_ref(&mira));
        let begins = |y: i64, with: &str| {
            let place = json!({ "x": 72_000, "y": y, "w": 200_000, "h": 18_000 });
            let mut field = field(&mira, "text", place);
            field["prefill"] = json!(with);
            field
        };
        let fields = odd["fields"].as_array_mut().unwrap();
        let first = fields.len();
        fields.push(begins(300_000, "well \u{e000}"));
        fields.push(begins(340_000, &"word ".repeat(300)));
        fields.push(begins(380_000, "Northwind Ltd"));
        let put = async |draft: &Value| {
            house
                .write(Method::PUT, &format!("{path}/draft"), draft)
                .await
        };
        let saved = put(&odd).await;
        assert_eq!(saved.status, 200, "{}", saved.body);
        let named = saved.body["unprintable"].as_array().unwrap();
        assert_eq!(named.len(), 2, "{named:?}");
        let at = |n: usize| format!("/fields/{n}/prefill");
        let unprintable = json!({ "pointer": at(first), "characters": "\u{e000}" });
        assert_eq!(named[0], unprintable);
        assert_eq!(named[1]["pointer"], at(first + 1));
        assert_eq!(named[1]["characters"], "");
        let excess = usize::try_from(named[1]["excess"].as_u64().unwrap()).unwrap();
        let sending = format!("{path}/sending");
        let sent = house.write(Method::POST, &sending, &json!({})).await;
        let places = [
            format!("{} unprintable", at(first)),
            format!("{} does_not_fit", at(first + 1)),
        ];
        sent.refused(422, "not_ready")
            .at(&places.each_ref().map(String::as_str));
        odd["fields"][first]["prefill"] = json!("well");
        let shorter: String = "word ".repeat(300).chars().take(1_500 - excess).collect();
        odd["fields"][first + 1]["prefill"] = json!(shorter);
        assert_eq!(put(&odd).await.body["unprintable"], json!([]));
        let sent = house.write(Method::POST, &sending, &json!({})).await;
        assert_eq!(sent.body["status"], "sent", "{}", sent.body);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_of_the_worlds_scripts_are_sent() {
    each_engine(async |house| {
        let envelope = house.envelope().await;
        let path = format!("/v1/envelopes/{}", envelope.id);
        let names = [
            "გიორგი",
            "Արմեն",
            "রবীন্দ্রনাথ",
            "தமிழ்",
            "សុខា",
            "አበበ ቢቂላ",
            "𠮷田",
            "髙橋",
            "㐂久子",
        ];
        let people: Vec<_> = (1..)
            .zip(names)
            .map(|(step, _)| signer(&format!("s{step}"), step))
            .collect();
        let mut draft = draft(&people);
        draft["title"] = json!("Summer party waiver 🎉");
        for (n, name) in names.into_iter().enumerate() {
            draft["recipients"][n]["name"] = json!(name);
        }
        let put = house
            .write(Method::PUT, &format!("{path}/draft"), &draft)
            .await;
        assert_eq!(put.body["unprintable"], json!([]), "{}", put.body);
        let sent = house
            .write(Method::POST, &format!("{path}/sending"), &json!({}))
            .await;
        assert_eq!(sent.body["status"], "sent", "{}", sent.body);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_was_changed_elsewhere_is_not_overwritten() {
    each_engine(async |house| {
        let envelope = house.envelope().await;
        let path = format!("/v1/envelopes/{}", envelope.id);
        let seen = envelope.revision.as_deref().unwrap();
        let put = async |title: &str, seen: &str| {
            let mut draft = draft(&[signer("mira", 1)]);
            draft["title"] = json!(title);
            draft["recipients"][0]["id"] = json!(Uuid::from_u128(7));
            draft["fields"] = json!([]);
            let path = format!("{path}/draft?revision={seen}");
            house.write(Method::PUT, &path, &draft).await
        };
        let first = put("One", seen).await;
        assert_eq!(first.status, 200, "{}", first.body);
        let newer = text(&first.body["revision"]);
        assert_ne!(newer, seen);
        // The other window still has the earlier draft.
        put("Two", seen).await.refused(409, "draft_changed");
        let sending = format!("{path}/sending?revision={seen}");
        house
            .write(Method::POST, &sending, &json!({}))
            .await
            .refused(409, "draft_changed");
        let kept = house.get(&path).await.body;
        assert_eq!(
            (text(&kept["title"]), text(&kept["revision"])),
            ("One", newer)
        );
        // After a lost answer, a repeated save of the same draft is not a conflict.
        assert_eq!(put("One", seen).await.status, 200);
        assert_eq!(put("Two", newer).await.status, 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_is_never_optional() {
    each_engine(async |house| {
        let envelope = house.envelope().await;
        let path = format!("/v1/envelopes/{}/draft", envelope.id);
        let mut loose = draft(&[signer("mira", 1)]);
        for field in loose["fields"].as_array_mut().unwrap() {
            field["required"] = json!(false);
        }
        let put = house.write(Method::PUT, &path, &loose).await;
        for field in put.body["fields"].as_array().unwrap() {
            assert_eq!(field["required"], field["kind"] == "signature", "{field}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_draft_is_gone_and_its_document_is_kept_a_while() {
    each_engine(async |house| {
        let envelope = house.envelope().await;
        let id = &envelope.id;
        let path = format!("/v1/envelopes/{id}");
        let delete = async |path: &str| Answer::of(house.owner.request(Method::DELETE, path)).await;
        let deleted = delete(&path).await;
        assert_eq!(deleted.status, 204, "{}", deleted.body);
        assert_eq!(house.get(&path).await.status, 404);
        assert_eq!(house.get(&format!("{path}/document.pdf")).await.status, 404);
        delete(&path).await.refused(404, "not_found");
        let list = house.get("/v1/envelopes").await.body;
        assert_eq!(list["items"], json!([]));
        assert_eq!(list["counts"], json!({}));
        // A sent envelope is on record and stays.
        let sent = house.sent(&[signer("mira", 1)]).await;
        delete(&format!("/v1/envelopes/{}", sent.id))
            .await
            .refused(409, "already_sent");
        // A job removes the document; an operator can restore it by hand for thirty days.
        let blobs = house.data().join("blobs");
        let kept = blobs.join(".quarantine/envelopes").join(id);
        let there = |dir: &std::path::Path| std::fs::read_dir(dir).map_or(0, Iterator::count);
        for _ in 0..100 {
            if there(&kept) == 2 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert_eq!(there(&kept), 2);
        assert_eq!(there(&blobs.join("envelopes").join(id)), 0);
        let clock = Arc::new(MovedClock::default());
        let store = house.vault_on(Arc::clone(&clock) as _).await;
        let day = Duration::from_secs(24 * 60 * 60);
        clock.advance(29 * day);
        store.sweep_blobs().await.unwrap();
        assert_eq!(there(&kept), 2);
        clock.advance(2 * day);
        store.sweep_blobs().await.unwrap();
        assert_eq!(there(&kept), 0);
        store.close().await.unwrap();
        house.restart();
    })
    .await;
}
