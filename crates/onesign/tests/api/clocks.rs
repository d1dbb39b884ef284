//! Clocks: a session that nobody uses ends, and a server whose clock is behind its own record dates nothing.

use crate::harness::{Answer, signer};
use crate::timed::each_engine_timed;
use reqwest::Method;
use serde_json::json;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn a_signing_session_ends_after_two_idle_hours_and_not_before() {
    each_engine_timed(async |house| {
        house.sent(&[signer("mira", 1)]).await;
        let mira = house.signer("mira@example.com").await;
        let reading = || async { Answer::of(mira.request(Method::GET, "/v1/signing")).await };
        // Each reading is a use, and the two hours begin anew.
        for _ in 0..2 {
            house.clock.advance(110 * MINUTE);
            let answer = reading().await;
            assert_eq!(answer.status, 200, "{}", answer.body);
        }
        house.clock.advance(125 * MINUTE);
        reading().await.refused(401, "no_signing_session");
        for path in ["pages/0?width=1200", "pages/0/text", "document.pdf"] {
            let path = format!("/v1/signing/{path}");
            let answer = Answer::of(mira.request(Method::GET, &path)).await;
            assert_eq!(answer.status, 401, "{path}: {}", answer.body);
        }
        house.pass(MINUTE).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_dated_before_what_is_recorded_already() {
    each_engine_timed(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = sent.id.clone();
        let voiding = format!("/v1/envelopes/{id}/voiding");
        let reason = json!({ "reason": "not needed" });
        house.clock.set_back(20 * MINUTE);
        let facts = house.facts(&id).await.len();
        let refused = house.write(Method::POST, &voiding, &reason).await;
        refused.refused(503, "clock_behind");
        assert_eq!(house.facts(&id).await.len(), facts);
        house.clock.advance(20 * MINUTE);
        let voided = house.write(Method::POST, &voiding, &reason).await;
        assert_eq!(voided.body["status"], "voided", "{}", voided.body);
    })
    .await;
}
