//! Whole ceremonies, and the right to see an envelope.

use crate::harness::{Answer, House, copy, each_engine, filled, finishing, proved, signer, text};
use onesign::client::Client;
use onesign::client::answers::Envelope;
use onesign_core::envelope::seal_level::{Level, SealLevel};
use reqwest::Method;
use std::time::Duration;

async fn mails_to(house: &House, email: &str) -> usize {
    let list = house.get("/v1/outbox").await.body;
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .filter(|m| text(&m["to"]).contains(email))
        .count()
}

fn status_of<'v>(envelope: &'v Envelope, email: &str) -> &'v str {
    let mut people = envelope.recipients.iter();
    &people.find(|r| r.email == email).unwrap().status
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_ceremony_in_order() {
    each_engine(async |house| {
        let people = [signer("mira", 1), signer("jonas", 2), copy("kim", 3)];
        let sent = house.sent(&people).await;
        let id = sent.id.clone();
        let path = format!("/v1/envelopes/{id}");
        assert_eq!(sent.status, "sent");
        let mira = house.opened("mira@example.com").await;
        assert_eq!(mira.session.purpose, "sign");
        assert_eq!(mira.session.fields.len(), 3);
        assert_eq!(mira.session.stamped.len(), 0);
        // Signing electronically needs a consent.
        let early = proved(
            &mira,
            Method::POST,
            "/v1/signing/signature",
            &finishing(&mira),
        )
        .await;
        early.refused(409, "consent_missing");
        mira.consent().await.unwrap();
        mira.read_pages().await.unwrap();
        // The second signer is not asked, and gets no mail, before the first has signed.
        tokio::time::sleep(Duration::from_millis(300)).await;
        let now = house.get(&path).await.read::<Envelope>();
        assert_eq!(status_of(&now, "mira@example.com"), "consented");
        assert_eq!(status_of(&now, "jonas@example.com"), "waiting");
        assert_eq!(mails_to(house, "jonas@example.com").await, 0);
        assert_eq!(house.count(&id, "recipient.invited").await, 1);
        let done = mira.sign(filled(&mira)).await.unwrap();
        assert_eq!(done.me.status, "signed");
        assert!(!done.sealed_available);
        let early = Answer::of(mira.request(Method::GET, "/v1/signing/sealed.pdf")).await;
        early.refused(404, "not_sealed_yet");
        let jonas = house.signer("jonas@example.com").await;
        assert_eq!(jonas.session.stamped.len(), 3);
        assert_eq!(mails_to(house, "kim@example.com").await, 0);
        jonas.sign(filled(&jonas)).await.unwrap();
        let sealed = house.owner.wait_for(&id, "sealed").await.unwrap();
        let level = SealLevel::settled(Level::B);
        assert_eq!(sealed.seal_level, Some(level));
        // Everyone gets the outcome: both signers, the copy, the sender.
        let kim = house.opened("kim@example.com").await;
        assert_eq!(
            (kim.session.purpose.as_str(), kim.session.sealed_available),
            ("copy", true)
        );
        let copy = kim
            .request(Method::GET, "/v1/signing/sealed.pdf")
            .send()
            .await
            .unwrap();
        let copy = copy.bytes().await.unwrap();
        assert_eq!(
            copy,
            house
                .owner
                .bytes(&format!("{path}/sealed.pdf"))
                .await
                .unwrap()
        );
        for (email, least) in [("mira", 2), ("jonas", 2), ("kim", 1), ("owner", 1)] {
            let email = format!("{email}@example.com");
            for _ in 0..100 {
                if mails_to(house, &email).await >= least {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            assert_eq!(mails_to(house, &email).await, least, "{email}");
        }
        for kind in ["envelope.sent", "envelope.completed", "envelope.sealed"] {
            assert_eq!(house.count(&id, kind).await, 1, "{kind}");
        }
        let verdict = house
            .owner
            .request(Method::POST, "/v1/verifications")
            .body(copy);
        let verdict = Answer::of(verdict).await;
        assert_eq!(verdict.body["verdict"], "passed", "{}", verdict.body);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn envelopes_are_for_their_sender_only() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let path = format!("/v1/envelopes/{}", sent.id);
        let mira = house.opened("mira@example.com").await;
        let stranger = Client::new(&house.origin).unwrap();
        for tail in [
            "",
            "/facts",
            "/document.pdf",
            "/sealed.pdf",
            "/evidence.json",
            "/pages/0",
            "/pages/0/text",
        ] {
            let path = format!("{path}{tail}");
            Answer::of(stranger.request(Method::GET, &path))
                .await
                .refused(401, "not_signed_in");
            // A recipient's session has no rights of a sender.
            Answer::of(mira.request(Method::GET, &path))
                .await
                .refused(401, "not_signed_in");
        }
        for path in ["/v1/envelopes", "/v1/outbox", "/v1/me"] {
            Answer::of(mira.request(Method::GET, path))
                .await
                .refused(401, "not_signed_in");
        }
        house
            .get("/v1/envelopes/0198c0de-0000-7000-8000-000000000000")
            .await
            .refused(404, "not_found");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_senders_envelope_is_not_there() {
    each_engine(async |house| {
        let id = house.foreign_envelope().await;
        let path = format!("/v1/envelopes/{id}");
        for tail in [
            "",
            "/facts",
            "/document.pdf",
            "/sealed.pdf",
            "/evidence.json",
            "/pages/0",
            "/pages/0/text",
        ] {
            house
                .get(&format!("{path}{tail}"))
                .await
                .refused(404, "not_found");
        }
        let draft = crate::harness::draft(&[signer("mira", 1)]);
        house
            .write(Method::PUT, &format!("{path}/draft"), &draft)
            .await
            .refused(404, "not_found");
        for tail in ["/sending", "/voiding"] {
            let body = if tail == "/voiding" {
                serde_json::json!({ "reason": "x" })
            } else {
                serde_json::json!({})
            };
            house
                .write(Method::POST, &format!("{path}{tail}"), &body)
                .await
                .refused(404, "not_found");
        }
        let list = house.get("/v1/envelopes").await.body;
        assert!(!list.to_string().contains(&id.to_string()));
    })
    .await;
}
