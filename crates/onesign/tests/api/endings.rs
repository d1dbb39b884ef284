//! The other endings: declined, voided, expired. Everyone concerned is notified.

use crate::harness::{each_engine, signer};
use crate::timed::each_engine_timed;
use onesign::client::SignerClient;
use onesign::client::answers::Session;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Fails unless this link is refused as dead.
async fn opens_no_more(link: &str) {
    let refused = SignerClient::open(link).await.err().unwrap().to_string();
    assert!(refused.starts_with("410 link_dead"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn declining_ends_the_envelope_and_notifies_every_asked_person() {
    each_engine(async |house| {
        let people = [signer("mira", 1), signer("jonas", 2), signer("kim", 3)];
        let sent = house.sends_to(&people).await;
        let mira = sent.agreed_by("mira").await;
        mira.signs().await;
        let jonas = sent.agreed_by("jonas").await;
        let empty = jonas.declines(" ").await;
        assert_eq!(empty.status, 422, "{}", empty.body);
        let declined = jonas.declines("The price is wrong").await;
        assert_eq!(declined.read::<Session>().me.status, "declined");
        let envelope = sent.now().await;
        assert_eq!(envelope.status, "declined");
        let reason = envelope.recipients[1].reason.as_deref();
        assert_eq!(reason, Some("The price is wrong"));
        house.mailed("mira", 2).await;
        house.mailed("owner", 1).await;
        house.mailed("jonas", 1).await;
        house.mailed("kim", 0).await;
        let late = jonas.signing().await;
        assert!(late.status == 409 || late.status == 401, "{}", late.body);
        assert_eq!(sent.count("signature.applied").await, 1);
        assert_eq!(sent.count("recipient.declined").await, 1);
        let voided = house.voids(&sent, "x").await;
        voided.refused(409, "envelope_closed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn voiding_notifies_every_asked_person() {
    each_engine(async |house| {
        let people = [signer("mira", 1), signer("jonas", 2)];
        let sent = house.sends_to(&people).await;
        house.mailed("mira", 1).await;
        let link = sent.link_to("mira").await;
        let empty = house.voids(&sent, "").await;
        assert_eq!(empty.status, 422, "{}", empty.body);
        assert_eq!(house.voids(&sent, "Typo").await.status, 200);
        house.mailed("mira", 2).await;
        house.mailed("jonas", 0).await;
        let told = house.tells_of(&link).await;
        assert_eq!((told.state.as_str(), told.renewable), ("closed", false));
        opens_no_more(&link).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_envelope_expires_at_its_deadline() {
    each_engine_timed(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let link = sent.link_to("mira").await;
        // Its deadline was in seven days.
        house.pass(8 * DAY).await;
        // The link is dead at once, whether or not the clock's job has run.
        opens_no_more(&link).await;
        assert_eq!(house.tells_of(&link).await.state, "closed");
        assert_eq!(sent.count("link.refused").await, 1);
        sent.becomes("expired").await;
        assert_eq!(sent.count("envelope.expired").await, 1);
        house.mailed("owner", 1).await;
        house.mailed("mira", 2).await;
    })
    .await;
}
