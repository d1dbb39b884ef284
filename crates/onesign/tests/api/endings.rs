//! The other endings: declined, voided, expired. Everybody concerned is told.

use crate::harness::{House, each_engine, filled, finishing, proved, signer, text};
use crate::timed::each_engine_timed;
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

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
        let id = &sent.id;
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
        let path = format!("/v1/envelopes/{}/voiding", sent.id);
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

#[tokio::test(flavor = "multi_thread")]
async fn an_envelope_whose_time_is_over_expires() {
    each_engine_timed(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = &sent.id;
        let link = house.owner.mailed_link("mira@example.com", &[]);
        let link = link.await.unwrap();
        // It was to wait for seven days.
        house.pass(8 * DAY).await;
        // From the first moment on, whether or not the clock's job has been there.
        let refused = onesign::client::SignerClient::open(&link)
            .await
            .err()
            .unwrap();
        assert!(
            refused.to_string().starts_with("410 link_dead"),
            "{refused}"
        );
        let selector = link.split_once("/s/").unwrap().1.split('#').next().unwrap();
        let shown = house.get(&format!("/v1/links/{selector}")).await.body;
        assert_eq!(shown["state"], "closed");
        assert!(house.count(id, "link.refused").await == 1);
        house.owner.wait_for(id, "expired").await.unwrap();
        assert_eq!(house.count(id, "envelope.expired").await, 1);
        mailed(house, "owner@example.com", 1).await;
        mailed(house, "mira@example.com", 2).await;
    })
    .await;
}
