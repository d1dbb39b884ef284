//! Signing: what is refused, that it changes nothing, and that it is remembered where it matters.

use crate::harness::{Answer, each_engine, filled, finishing, proved, signer, text};
use onesign::client::answers::Session;
use onesign::client::{SignerClient, agreement_to};
use reqwest::Method;
use serde_json::{Value, json};

const SIGNATURE: &str = "/v1/signing/signature";

#[tokio::test(flavor = "multi_thread")]
async fn signing_twice_or_something_else_is_refused_and_remembered() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1), signer("jonas", 1)]).await;
        let id = &sent.id;
        let mira = house.signer("mira@example.com").await;
        let mut other = finishing(&mira);
        other["document_sha256"] = json!("0".repeat(64));
        proved(&mira, Method::POST, SIGNATURE, &other)
            .await
            .refused(409, "document_changed");
        let state = house.get(&format!("/v1/envelopes/{id}")).await.body;
        assert_eq!(state["recipients"][0]["status"], "consented");
        assert_eq!(house.count(id, "signature.applied").await, 0);
        mira.sign(filled(&mira)).await.unwrap();
        proved(&mira, Method::POST, SIGNATURE, &finishing(&mira))
            .await
            .refused(409, "already_signed");
        let declined = json!({ "reason": "changed my mind" });
        proved(&mira, Method::POST, "/v1/signing/declining", &declined)
            .await
            .refused(409, "already_signed");
        let late = json!({ "values": {} });
        proved(&mira, Method::PUT, "/v1/signing/values", &late)
            .await
            .refused(409, "already_signed");
        let facts = house.facts(id).await;
        let refused = facts.iter().filter(|f| f.kind == "signature.refused");
        let codes: Vec<&str> = refused.map(|f| text(&f.detail["code"])).collect();
        assert_eq!(codes, ["document_changed", "already_signed"]);
        assert_eq!(house.count(id, "signature.applied").await, 1);
        assert_eq!(house.count(id, "recipient.declined").await, 0);
        assert_eq!(
            house.get(&format!("/v1/envelopes/{id}")).await.body["status"],
            "sent"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_are_checked_with_pointers() {
    each_engine(async |house| {
        let people = [signer("mira", 1), signer("jonas", 1)];
        let sent = house.sent(&people).await;
        let mira = house.signer("mira@example.com").await;
        let own = &mira.session.fields;
        let of = |kind: &str| own.iter().find(|f| f.kind == kind).unwrap().id.clone();
        let mut fields = sent.fields.iter();
        let theirs = fields.find(|f| f.recipient == people[1].id.to_string());
        let mut body = finishing(&mira);
        body["values"] = json!({});
        // The day of the signature is the server's to fill in.
        let asked = own.iter().filter(|f| f.kind != "date");
        let mut places: Vec<String> = asked.map(|f| format!("/values/{} missing", f.id)).collect();
        places.sort();
        let answer = proved(&mira, Method::POST, SIGNATURE, &body).await;
        answer.refused(422, "values_incomplete");
        let mut found: Vec<String> = answer.body["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| format!("{} {}", text(&e["pointer"]), text(&e["code"])))
            .collect();
        found.sort();
        assert_eq!(found, places);
        for (id, value) in [
            (of("date"), json!("2030-02-30")),
            (of("signature"), json!("just text")),
            (of("text"), json!(true)),
            (theirs.unwrap().id.clone(), json!("x")),
        ] {
            let body = json!({ "values": { &id: value } });
            let answer = proved(&mira, Method::PUT, "/v1/signing/values", &body).await;
            assert_eq!(answer.status, 422, "{body} {}", answer.body);
        }
        // What was entered is there when the person comes back.
        let body = json!({ "values": { of("text"): "Oslo" } });
        assert_eq!(
            proved(&mira, Method::PUT, "/v1/signing/values", &body)
                .await
                .status,
            204
        );
        assert_eq!(
            proved(&mira, Method::PUT, "/v1/signing/values", &body)
                .await
                .status,
            204
        );
        let back = Answer::of(mira.request(Method::GET, "/v1/signing"))
            .await
            .body;
        let kept = back["fields"]
            .as_array()
            .unwrap()
            .iter()
            .find(|f| f["id"] == of("text").as_str())
            .unwrap();
        assert_eq!(kept["value"], "Oslo");
        let unknown = json!({ "values": {}, "surprise": 1 });
        proved(&mira, Method::PUT, "/v1/signing/values", &unknown)
            .await
            .refused(422, "invalid_request");
        let text_of_yesterday = json!({ "disclosure_version": 0, "locale": "en", "sha256": "0" });
        proved(
            &mira,
            Method::POST,
            "/v1/signing/consents",
            &text_of_yesterday,
        )
        .await
        .refused(409, "disclosure_changed");
        let page = json!({ "pages": [{ "page": 99, "sha256": "0".repeat(64) }] });
        proved(&mira, Method::POST, "/v1/signing/views", &page)
            .await
            .refused(422, "invalid_request")
            .at(&["/pages/0 no_such_page"]);
        // Who has never had the picture of a page can't say that it was shown.
        let made_up = json!({ "pages": [{ "page": 0, "sha256": "a".repeat(64) }] });
        proved(&mira, Method::POST, "/v1/signing/views", &made_up)
            .await
            .refused(422, "invalid_request")
            .at(&["/pages/0 no_such_page"]);
        mira.read_pages().await.unwrap();
    })
    .await;
}

/// Whoever reads again what they agreed to reads those words, in that language.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_agreed_to_can_be_read_again() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let link = house.owner.mailed_link("mira@example.com", &[]).await;
        let mira = SignerClient::open(&link.unwrap()).await.unwrap();
        let session = async || {
            let shown = Answer::of(mira.request(Method::GET, "/v1/signing")).await;
            shown.read::<Session>()
        };
        let before = session().await;
        assert_eq!(before.disclosure.unwrap().locale, sent.locale);
        assert_eq!(before.agreed, None);
        let mut all = before.disclosures.into_iter();
        let other = all.find(|d| d.locale != sent.locale);
        let body = agreement_to(other.as_ref().unwrap());
        let answer = proved(&mira, Method::POST, "/v1/signing/consents", &body).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.read::<Session>().agreed, other);
        mira.read_pages().await.unwrap();
        mira.sign(filled(&mira)).await.unwrap();
        assert_eq!(session().await.agreed, other);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_signs_out_of_turn() {
    each_engine(async |house| {
        let people = [signer("mira", 1), signer("jonas", 2)];
        let sent = house.sent(&people).await;
        let id = &sent.id;
        house
            .owner
            .mailed_link("mira@example.com", &[])
            .await
            .unwrap();
        // There is no door to come early through: no link exists, and asking for one is refused.
        let path = format!("/v1/envelopes/{id}/recipients/{}/reminders", people[1].id);
        house
            .write(Method::POST, &path, &json!({}))
            .await
            .refused(409, "not_their_turn");
        let list = house.get("/v1/outbox").await.body.to_string();
        assert!(!list.contains("jonas@example.com"));
        assert_eq!(house.count(id, "link.issued").await, 1);
        let found = house.get(&format!("/v1/envelopes/{id}")).await.body;
        assert_eq!(found["recipients"][1]["status"], "waiting");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_signed_after_a_void() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = &sent.id;
        let path = format!("/v1/envelopes/{id}/voiding");
        let mira = house.signer("mira@example.com").await;
        let reason = json!({ "reason": "Wrong price" });
        let voided = house.write(Method::POST, &path, &reason).await;
        assert_eq!(
            (voided.status, text(&voided.body["status"])),
            (200, "voided")
        );
        let late = proved(&mira, Method::POST, SIGNATURE, &finishing(&mira)).await;
        assert!(late.status == 409 || late.status == 401, "{}", late.body);
        let renewed = house.get(&format!("/v1/envelopes/{id}")).await.body;
        assert_eq!(renewed["void_reason"], "Wrong price");
        assert_eq!(house.count(id, "signature.applied").await, 0);
        if late.status == 409 {
            late.refused(409, "envelope_closed");
            assert_eq!(house.count(id, "signature.refused").await, 1);
        }
        let again = house.write(Method::POST, &path, &reason).await;
        again.refused(409, "envelope_closed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_and_files_are_there_for_the_signer() {
    each_engine(async |house| {
        house.sent(&[signer("mira", 1)]).await;
        let mira = house.opened("mira@example.com").await;
        for (path, mime) in [
            ("/v1/signing/document.pdf", "application/pdf"),
            ("/v1/signing/pages/0/text", "application/json"),
        ] {
            let answer = Answer::of(mira.request(Method::GET, path)).await;
            assert_eq!(answer.status, 200, "{path}");
            assert!(
                answer.headers["content-type"]
                    .to_str()
                    .unwrap()
                    .starts_with(mime)
            );
        }
        let page = Answer::of(mira.request(Method::GET, "/v1/signing/pages/0?width=600")).await;
        assert_eq!(
            (page.status, page.headers["onesign-page-sha256"].len()),
            (200, 64)
        );
        for path in [
            "/v1/signing/pages/99",
            "/v1/signing/pages/0?width=x",
            "/v1/signing/pages/x",
        ] {
            let answer = Answer::of(mira.request(Method::GET, path)).await;
            assert!(
                (400..500).contains(&answer.status),
                "{path} {}",
                answer.status
            );
            assert_ne!(
                answer.body["code"],
                Value::Null,
                "{path} answers without a code"
            );
        }
    })
    .await;
}
