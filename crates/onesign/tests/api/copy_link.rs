//! Without a mail server: no fact claims a mail, and the record names the sender who takes a link.

use crate::harness::{Answer, House, each_engine, signer};
use crate::story::Signer;
use onesign::client::Client;
use onesign::client::answers::{CopiedLink, Mail, Recipient};
use reqwest::Method;
use serde_json::json;
use std::time::Duration;

/// Status of a recipient and state of their link.
fn states(recipient: &Recipient) -> (&str, &str) {
    let link = recipient.link.as_ref().unwrap();
    (&recipient.status, &link.state)
}

/// When the recipient requested another link, if the request is unanswered.
fn asked_at(recipient: Recipient) -> Option<String> {
    recipient.link.unwrap().asked_at
}

/// A mail, opened in the outbox.
async fn opened(house: &House, mail: &str) -> Mail {
    house.get(&format!("/v1/outbox/{mail}")).await.read()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ceremony_by_copied_links_says_that_the_sender_had_them() {
    each_engine(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        house.mailed("mira", 1).await;
        let seen = sent.first().await;
        assert_eq!(states(&seen), ("not_sent", "not_sent"));
        // Only the sender gets it.
        let stranger = Client::new(&house.origin).unwrap();
        let path = sent.path(&format!("/recipients/{}/link", seen.id));
        Answer::of(stranger.request(Method::POST, &path))
            .await
            .refused(401, "not_signed_in");
        let copied = house.copies_link(&sent, 0).await.read::<CopiedLink>();
        assert!(!copied.replaces);
        assert_eq!(states(&sent.first().await), ("invited", "with_sender"));
        let again = house.copies_link(&sent, 0).await.read::<CopiedLink>();
        assert_eq!(again.link, copied.link);
        let mira = Signer::opens(&copied.link).await;
        mira.agrees().await;
        let signed = mira.signing().await;
        assert_eq!(signed.status, 200, "{}", signed.body);
        sent.sealed().await;
        assert_eq!(sent.count("link.handed_over").await, 0);
        assert_eq!(sent.count("link.shown").await, 0);
        let copies = sent.details("link.copied").await;
        assert_eq!(copies.len(), 2);
        let exchanged = sent.details("link.exchanged").await;
        assert_eq!(copies[0]["link_id"], exchanged[0]["link_id"]);
        assert!(copies[0]["ip"].as_str().is_some_and(|ip| !ip.is_empty()));
        let methods = &sent.details("signature.applied").await[0]["auth_methods"];
        assert_eq!(*methods, json!(["link_from_sender", "browser_key"]));
        // The outcome is available the same way.
        let copied = house.copies_link(&sent, 0).await.read::<CopiedLink>();
        Signer::opens(&copied.link).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_outbox_shows_a_link_only_when_its_mail_is_opened_and_records_that_once() {
    each_engine(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        house.mailed("mira", 1).await;
        let mail = house.mails_to("mira").await.remove(0).id;
        for _ in 0..3 {
            house.get("/v1/outbox").await;
        }
        let path = format!("/v1/outbox/{mail}");
        let message = format!("{path}/message.eml");
        // A HEAD request shows no link.
        for path in [&path, &message] {
            let asked = house.owner.request(Method::HEAD, path).send().await;
            assert_eq!(asked.unwrap().status(), 200, "{path}");
        }
        assert_eq!(sent.count("link.shown").await, 0);
        let shown = opened(house, &mail).await;
        assert_eq!(shown.link_state.as_deref(), Some("open"));
        let link = &shown.links[0];
        assert!(shown.text.contains(link) && shown.html.contains(link));
        let file = house.owner.bytes(&message).await.unwrap();
        let file = String::from_utf8(file).unwrap();
        let file = file.replace("=\r\n", "").replace("=3D", "=");
        assert!(file.contains(link));
        assert_eq!(sent.count("link.shown").await, 1);
        assert_eq!(sent.first().await.status, "invited");
        let mira = Signer::opens(link).await;
        // A used link: the mail shows it as dead, and nothing more is recorded.
        let secret = link.split_once('#').unwrap().1;
        let used = house.get(&path).await;
        assert!(!used.body.to_string().contains(secret));
        let used = used.read::<Mail>();
        assert_eq!(used.link_state.as_deref(), Some("dead"));
        assert!(used.links.is_empty(), "{:?}", used.links);
        assert_eq!(sent.count("link.shown").await, 1);
        mira.agrees().await;
        assert_eq!(mira.signing().await.status, 200);
        sent.sealed().await;
        let methods = &sent.details("signature.applied").await[0]["auth_methods"];
        assert_eq!(*methods, json!(["link_from_sender", "browser_key"]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recipient_without_mail_is_referred_to_the_sender_who_sees_the_request() {
    each_engine(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let link = sent.link_to("mira").await;
        Signer::opens(&link).await;
        let told = house.tells_of(&link).await;
        assert_eq!(
            (told.state.as_str(), told.mail.as_str()),
            ("used", "outbox")
        );
        assert_eq!(asked_at(sent.first().await), None);
        assert_eq!(house.asked_for_another(&link).await.status, 202);
        assert!(asked_at(sent.first().await).is_some());
        // Passing the new link on answers the request.
        house.mailed("mira", 2).await;
        assert_eq!(house.copies_link(&sent, 0).await.status, 200);
        assert_eq!(asked_at(sent.first().await), None);
        assert_eq!(sent.count("link.issued").await, 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn links_end_with_the_envelope_and_exist_only_in_turn() {
    each_engine(async |house| {
        let sent = house.sends_to(&[signer("mira", 1), signer("bo", 2)]).await;
        let early = house.copies_link(&sent, 1).await;
        early.refused(409, "not_their_turn");
        house.mailed("mira", 1).await;
        let mail = house.mails_to("mira").await.remove(0).id;
        assert_eq!(house.voids(&sent, "not needed").await.status, 200);
        let late = house.copies_link(&sent, 0).await;
        late.refused(409, "not_their_turn");
        let shown = opened(house, &mail).await;
        assert_eq!(shown.link_state.as_deref(), Some("dead"));
        assert_eq!(sent.count("link.shown").await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_copied_at_once_is_the_one_that_is_mailed() {
    each_engine(async |house| {
        for round in 1..=8 {
            let sent = house.sends_to(&[signer("mira", 1)]).await;
            // The job that mails the first link runs at the same time.
            let copied = house.copies_link(&sent, 0).await.read::<CopiedLink>();
            house.mailed("mira", round).await;
            tokio::time::sleep(Duration::from_millis(200)).await;
            Signer::opens(&copied.link).await;
            assert_eq!(sent.count("link.issued").await, 1);
            assert_eq!(sent.count("link.revoked").await, 0);
        }
    })
    .await;
}
