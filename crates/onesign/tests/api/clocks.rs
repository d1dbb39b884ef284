//! Clocks: an unused session ends, and a server whose clock is behind its own record dates nothing.

use crate::harness::signer;
use crate::story::Signer;
use crate::timed::each_engine_timed;
use onesign::client::answers::Envelope;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn a_signing_session_ends_after_two_idle_hours_and_not_before() {
    each_engine_timed(async |house| {
        house.sends_to(&[signer("mira", 1)]).await;
        let mira = house.signer("mira@example.com").await;
        let mira = Signer::from(mira);
        // Each read counts as use and restarts the two hours.
        for _ in 0..2 {
            house.clock.advance(110 * MINUTE);
            let answer = mira.reads("/v1/signing").await;
            assert_eq!(answer.status, 200, "{}", answer.body);
        }
        house.clock.advance(125 * MINUTE);
        mira.reads("/v1/signing")
            .await
            .refused(401, "no_signing_session");
        for path in ["pages/0?width=1200", "pages/0/text", "document.pdf"] {
            let path = format!("/v1/signing/{path}");
            let answer = mira.reads(&path).await;
            assert_eq!(answer.status, 401, "{path}: {}", answer.body);
        }
        house.pass(MINUTE).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_fact_is_dated_before_an_earlier_one() {
    each_engine_timed(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        house.clock.set_back(20 * MINUTE);
        let facts = sent.facts().await.len();
        let refused = house.voids(&sent, "not needed").await;
        refused.refused(503, "clock_behind");
        assert_eq!(sent.facts().await.len(), facts);
        house.clock.advance(20 * MINUTE);
        let voided = house.voids(&sent, "not needed").await;
        assert_eq!(voided.read::<Envelope>().status, "voided");
    })
    .await;
}
