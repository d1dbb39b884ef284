//! Signing: refusals, that they change nothing, and which ones are recorded.

use crate::harness::{each_engine, finishing, signer, text};
use onesign::client::agreement_to;
use onesign::client::answers::{Envelope, Session};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn signing_twice_or_something_else_is_refused_and_remembered() {
    each_engine(async |house| {
        let people = [signer("mira", 1), signer("jonas", 1)];
        let sent = house.sends_to(&people).await;
        let mira = sent.agreed_by("mira").await;
        let mut other = finishing(&mira);
        other["document_sha256"] = json!("0".repeat(64));
        let refused = mira.signing_with(&other).await;
        refused.refused(409, "document_changed");
        assert_eq!(sent.first().await.status, "consented");
        assert_eq!(sent.count("signature.applied").await, 0);
        mira.signs().await;
        mira.signing().await.refused(409, "already_signed");
        let declined = mira.declines("changed my mind").await;
        declined.refused(409, "already_signed");
        let nothing = json!({ "values": {} });
        let late = mira.writes(Method::PUT, "values", &nothing).await;
        late.refused(409, "already_signed");
        let codes = sent.codes("signature.refused").await;
        assert_eq!(codes, ["document_changed", "already_signed"]);
        assert_eq!(sent.count("signature.applied").await, 1);
        assert_eq!(sent.count("recipient.declined").await, 0);
        assert_eq!(sent.now().await.status, "sent");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_are_checked_with_pointers() {
    each_engine(async |house| {
        let people = [signer("mira", 1), signer("jonas", 1)];
        let sent = house.sends_to(&people).await;
        let mira = sent.agreed_by("mira").await;
        let own = &mira.session.fields;
        let of = |kind: &str| own.iter().find(|f| f.kind == kind).unwrap().id.clone();
        let mut fields = sent.envelope.fields.iter();
        let theirs = fields.find(|f| f.recipient == people[1].id.to_string());
        let mut body = finishing(&mira);
        body["values"] = json!({});
        // The server fills in the day of the signature.
        let asked = own.iter().filter(|f| f.kind != "date");
        let mut places: Vec<String> = asked.map(|f| format!("/values/{} missing", f.id)).collect();
        places.sort();
        let answer = mira.signing_with(&body).await;
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
            let answer = mira.enters(&id, value).await;
            assert_eq!(answer.status, 422, "{id} {}", answer.body);
        }
        // The entries are still there when the person comes back.
        for _ in 0..2 {
            assert_eq!(mira.enters(&of("text"), "Oslo").await.status, 204);
        }
        let shown = mira.sees().await.fields;
        let kept = shown.iter().find(|f| f.id == of("text")).unwrap();
        assert_eq!(kept.value, "Oslo");
        let unknown = json!({ "values": {}, "surprise": 1 });
        let unknown = mira.writes(Method::PUT, "values", &unknown).await;
        unknown.refused(422, "invalid_request");
        let yesterday = json!({ "disclosure_version": 0, "locale": "en", "sha256": "0" });
        let yesterday = mira.writes(Method::POST, "consents", &yesterday).await;
        yesterday.refused(409, "disclosure_changed");
        // A client that never loaded a page's picture can't report it as shown.
        for (page, sha256) in [(99, "0"), (0, "a")] {
            let pages = json!({ "pages": [{ "page": page, "sha256": sha256.repeat(64) }] });
            let viewed = mira.writes(Method::POST, "views", &pages).await;
            viewed
                .refused(422, "invalid_request")
                .at(&["/pages/0 no_such_page"]);
        }
        mira.looks_at_every_page().await;
    })
    .await;
}

/// A person who reads their consent again gets the same text, in the same language.
#[tokio::test(flavor = "multi_thread")]
async fn the_text_of_a_consent_can_be_read_again() {
    each_engine(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let mira = sent.opened_by("mira").await;
        let before = mira.sees().await;
        let locale = &sent.envelope.locale;
        assert_eq!(before.disclosure.unwrap().locale, *locale);
        assert_eq!(before.agreed, None);
        let mut all = before.disclosures.into_iter();
        let other = all.find(|d| d.locale != *locale);
        let body = agreement_to(other.as_ref().unwrap());
        let answer = mira.writes(Method::POST, "consents", &body).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.read::<Session>().agreed, other);
        mira.looks_at_every_page().await;
        mira.signs().await;
        assert_eq!(mira.sees().await.agreed, other);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_of_turn_is_refused() {
    each_engine(async |house| {
        let people = [signer("mira", 1), signer("jonas", 2)];
        let sent = house.sends_to(&people).await;
        sent.link_to("mira").await;
        // The second signer can't come early: no link exists, and a request for one is refused.
        house.reminds(&sent, 1).await.refused(409, "not_their_turn");
        assert!(house.mails_to("jonas").await.is_empty());
        assert_eq!(sent.count("link.issued").await, 1);
        assert_eq!(sent.now().await.recipients[1].status, "waiting");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_signed_after_a_void() {
    each_engine(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let mira = sent.agreed_by("mira").await;
        let voided = house.voids(&sent, "Wrong price").await;
        assert_eq!(voided.status, 200, "{}", voided.body);
        assert_eq!(voided.read::<Envelope>().status, "voided");
        let late = mira.signing().await;
        assert!(late.status == 409 || late.status == 401, "{}", late.body);
        let reason = sent.now().await.void_reason;
        assert_eq!(reason.as_deref(), Some("Wrong price"));
        assert_eq!(sent.count("signature.applied").await, 0);
        if late.status == 409 {
            late.refused(409, "envelope_closed");
            assert_eq!(sent.count("signature.refused").await, 1);
        }
        let again = house.voids(&sent, "Wrong price").await;
        again.refused(409, "envelope_closed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_and_files_are_there_for_the_signer() {
    each_engine(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let mira = sent.opened_by("mira").await;
        for (path, mime) in [
            ("/v1/signing/document.pdf", "application/pdf"),
            ("/v1/signing/pages/0/text", "application/json"),
        ] {
            let answer = mira.reads(path).await;
            assert_eq!(answer.status, 200, "{path}");
            assert!(
                answer.headers["content-type"]
                    .to_str()
                    .unwrap()
                    .starts_with(mime)
            );
        }
        let page = mira.reads("/v1/signing/pages/0?width=600").await;
        assert_eq!(
            (page.status, page.headers["onesign-page-sha256"].len()),
            (200, 64)
        );
        for path in [
            "/v1/signing/pages/99",
            "/v1/signing/pages/0?width=x",
            "/v1/signing/pages/x",
        ] {
            let answer = mira.reads(path).await;
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
