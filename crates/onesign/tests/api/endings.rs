//! The other endings: declined, voided, expired. Everybody concerned is told.

use crate::harness::{
    House, at, each_engine, each_engine_at_once, filled, finishing, proved, signer, somebody, text,
};
use onesign_core::Command;
use onesign_core::command::{IssueLink, SendEnvelope};
use onesign_core::ids::EnvelopeId;
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Waits until this many mails went to a mailbox.
async fn mailed(house: &House, email: &str, count: usize) {
    let mut found = 0;
    for _ in 0..200 {
        let list = house.get("/v1/outbox").await.body;
        let items = list["items"].as_array().unwrap();
        found = items
            .iter()
            .filter(|m| text(&m["to"]).contains(email))
            .count();
        if found >= count {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(found, count, "mails to {email}");
}

#[tokio::test(flavor = "multi_thread")]
async fn declining_ends_the_envelope_and_tells_everybody_who_was_asked() {
    each_engine(async |house| {
        let sent = house
            .sent(&[signer("mira", 1), signer("jonas", 2), signer("kim", 3)])
            .await;
        let id = text(&sent["id"]);
        let mira = house.signer("mira@example.com").await;
        mira.sign(filled(&mira)).await.unwrap();
        let jonas = house.signer("jonas@example.com").await;
        let declining = "/v1/signing/declining";
        let empty = proved(&jonas, Method::POST, declining, &json!({ "reason": " " })).await;
        assert_eq!(empty.status, 422, "{}", empty.body);
        let reason = json!({ "reason": "The price is wrong" });
        let declined = proved(&jonas, Method::POST, declining, &reason).await;
        assert_eq!(
            declined.body["me"]["status"], "declined",
            "{}",
            declined.body
        );
        let envelope = house.get(&format!("/v1/envelopes/{id}")).await.body;
        assert_eq!(envelope["status"], "declined");
        assert_eq!(envelope["recipients"][1]["reason"], "The price is wrong");
        mailed(house, "mira@example.com", 2).await;
        mailed(house, "owner@example.com", 1).await;
        mailed(house, "jonas@example.com", 1).await;
        mailed(house, "kim@example.com", 0).await;
        let late = proved(
            &jonas,
            Method::POST,
            "/v1/signing/signature",
            &finishing(&jonas),
        )
        .await;
        assert!(late.status == 409 || late.status == 401, "{}", late.body);
        assert_eq!(house.count(id, "signature.applied").await, 1);
        assert_eq!(house.count(id, "recipient.declined").await, 1);
        let voiding = format!("/v1/envelopes/{id}/voiding");
        house
            .write(Method::POST, &voiding, &json!({ "reason": "x" }))
            .await
            .refused(409, "envelope_closed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn voiding_tells_everybody_who_was_asked() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1), signer("jonas", 2)]).await;
        let path = format!("/v1/envelopes/{}/voiding", text(&sent["id"]));
        mailed(house, "mira@example.com", 1).await;
        let link = house
            .owner
            .mailed_link("mira@example.com", &[])
            .await
            .unwrap();
        let empty = house
            .write(Method::POST, &path, &json!({ "reason": "" }))
            .await;
        assert_eq!(empty.status, 422, "{}", empty.body);
        assert_eq!(
            house
                .write(Method::POST, &path, &json!({ "reason": "Typo" }))
                .await
                .status,
            200
        );
        mailed(house, "mira@example.com", 2).await;
        mailed(house, "jonas@example.com", 0).await;
        let selector = link.split_once("/s/").unwrap().1.split('#').next().unwrap();
        let shown = house.get(&format!("/v1/links/{selector}")).await.body;
        assert_eq!(
            (text(&shown["state"]), &shown["renewable"]),
            ("closed", &Value::Bool(false))
        );
        assert!(
            onesign::client::SignerClient::open(&link)
                .await
                .err()
                .unwrap()
                .to_string()
                .starts_with("410 link_dead")
        );
    })
    .await;
}

/// Sends the draft as if that had happened eight days ago; it was to wait for seven.
async fn sent_long_ago(house: &House) -> (String, String) {
    let envelope = house.envelope().await;
    let id = text(&envelope["id"]).to_owned();
    let draft = crate::harness::draft(&[signer("mira", 1)]);
    assert_eq!(
        house
            .write(Method::PUT, &format!("/v1/envelopes/{id}/draft"), &draft)
            .await
            .status,
        200
    );
    let me = house.get("/v1/me").await.body;
    let store = house.vault().await;
    let send = Command::SendEnvelope(SendEnvelope {
        envelope: EnvelopeId(id.parse().unwrap()),
        revision: None,
    });
    let sender = somebody(text(&me["id"]).parse().unwrap());
    store
        .execute(send, &sender, &at(-8 * DAY_MS))
        .await
        .unwrap();
    // A link that was mailed then.
    let secret = [7u8; 32];
    let issue = Command::IssueLink(IssueLink {
        envelope: EnvelopeId(id.parse().unwrap()),
        recipient: serde_json::from_value(draft["recipients"][0]["id"].clone()).unwrap(),
        selector: "old-link-of-mira".into(),
        secret_sha256: onesign_core::audit::hex(&onesign_core::audit::sha256(&[&secret])),
        purpose: onesign_core::envelope::recipient::LinkPurpose::Sign,
        replaces: None,
        keeps: false,
    });
    let system = onesign_core::Actor::System { job: "mail_link" };
    store
        .execute(issue, &system, &at(-8 * DAY_MS + 1000))
        .await
        .unwrap();
    store.close().await.unwrap();
    house.restart();
    let secret = onesign_core::audit::base64url(&secret);
    (id, format!("{}/s/old-link-of-mira#{secret}", house.origin))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_envelope_whose_time_is_over_expires() {
    each_engine_at_once(async |house| {
        let (id, link) = sent_long_ago(house).await;
        // From the first moment on, whether or not the clock's job has been there.
        let refused = onesign::client::SignerClient::open(&link)
            .await
            .err()
            .unwrap();
        assert!(
            refused.to_string().starts_with("410 link_dead"),
            "{refused}"
        );
        let shown = house.get("/v1/links/old-link-of-mira").await.body;
        assert_eq!(shown["state"], "closed");
        assert!(house.count(&id, "link.refused").await == 1);
        expire(house, &id).await;
        assert_eq!(house.count(&id, "envelope.expired").await, 1);
        mailed(house, "owner@example.com", 1).await;
        mailed(house, "mira@example.com", 1).await;
    })
    .await;
}

/// The clock's job comes once a minute.
async fn expire(house: &House, id: &str) {
    for _ in 0..700 {
        let envelope = house.get(&format!("/v1/envelopes/{id}")).await.body;
        if envelope["status"] == "expired" {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the envelope did not expire");
}
