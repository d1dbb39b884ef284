//! Clocks: a session that nobody uses ends, and a server whose clock is behind its own record dates nothing.

use crate::harness::{Answer, House, signer, text};
use crate::support::pki::clock_ahead;
use reqwest::Method;
use serde_json::json;

const MINUTE_S: i64 = 60;

/// Settings by which a server takes its clock to be so many seconds off.
fn clock_off(seconds: i64) -> Option<Vec<(&'static str, String)>> {
    let mut settings = clock_ahead(0)?;
    settings.push(("FAKETIME", format!("{seconds:+}")));
    Some(settings)
}

/// A fresh instance whose clock can be moved. `None`, with a line about it, where it can't.
async fn movable() -> Option<House> {
    let house = House::start_with(None, clock_off(0)?).await;
    house.set_up().await;
    Some(house)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signing_session_ends_after_two_idle_hours_and_not_before() {
    let Some(mut house) = movable().await else {
        return;
    };
    house.sent(&[signer("mira", 1)]).await;
    let mira = house.signer("mira@example.com").await;
    let reading = || async { Answer::of(mira.request(Method::GET, "/v1/signing")).await };
    // Each reading is a use, and the two hours begin anew.
    for minutes in [110, 220] {
        house.restart_with(clock_off(minutes * MINUTE_S).unwrap());
        let answer = reading().await;
        assert_eq!(answer.status, 200, "{minutes}: {}", answer.body);
    }
    house.restart_with(clock_off(345 * MINUTE_S).unwrap());
    reading().await.refused(401, "no_signing_session");
    for path in ["pages/0?width=1200", "pages/0/text", "document.pdf"] {
        let path = format!("/v1/signing/{path}");
        let answer = Answer::of(mira.request(Method::GET, &path)).await;
        assert_eq!(answer.status, 401, "{path}: {}", answer.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_dated_before_what_is_recorded_already() {
    let Some(mut house) = movable().await else {
        return;
    };
    let sent = house.sent(&[signer("mira", 1)]).await;
    let id = text(&sent["id"]).to_owned();
    let voiding = format!("/v1/envelopes/{id}/voiding");
    let reason = json!({ "reason": "not needed" });
    house.restart_with(clock_off(-20 * MINUTE_S).unwrap());
    let facts = house.facts(&id).await.len();
    let refused = house.write(Method::POST, &voiding, &reason).await;
    refused.refused(503, "clock_behind");
    assert_eq!(house.facts(&id).await.len(), facts);
    house.restart_with(clock_off(0).unwrap());
    let voided = house.write(Method::POST, &voiding, &reason).await;
    assert_eq!(voided.body["status"], "voided", "{}", voided.body);
}
