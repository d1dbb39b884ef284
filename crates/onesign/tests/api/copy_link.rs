//! Without a mail server: nothing is said to have been mailed, and the sender who takes a link is named.

use crate::harness::{Answer, House, each_engine, finishing, proved, signer, text};
use onesign::client::{Client, SignerClient};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

async fn mails_to(house: &House, name: &str, least: usize) -> Vec<Value> {
    for _ in 0..200 {
        let list = house.get(&format!("/v1/outbox?q={name}")).await.body;
        let items = list["items"].as_array().unwrap().clone();
        if items.len() >= least {
            return items;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no mail to {name}");
}

async fn first(house: &House, id: &str) -> Value {
    house.get(&format!("/v1/envelopes/{id}")).await.body["recipients"][0].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ceremony_by_copied_links_says_that_the_sender_had_them() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = &sent.id;
        mails_to(house, "mira", 1).await;
        let seen = first(house, id).await;
        assert_eq!(
            (&seen["status"], &seen["link"]["state"]),
            (&json!("not_sent"), &json!("not_sent"))
        );
        let path = format!("/v1/envelopes/{id}/recipients/{}/link", text(&seen["id"]));
        // Only the sender gets it.
        let stranger = Client::new(&house.origin).unwrap();
        Answer::of(stranger.request(Method::POST, &path))
            .await
            .refused(401, "not_signed_in");
        let copied = house.write(Method::POST, &path, &json!({})).await.body;
        assert_eq!(copied["replaces"], false);
        let seen = first(house, id).await;
        assert_eq!(
            (&seen["status"], &seen["link"]["state"]),
            (&json!("invited"), &json!("with_sender"))
        );
        let again = house.write(Method::POST, &path, &json!({})).await.body;
        assert_eq!(again["link"], copied["link"]);
        let mira = SignerClient::open(text(&copied["link"])).await.unwrap();
        mira.consent().await.unwrap();
        let sign = "/v1/signing/signature";
        let signed = proved(&mira, Method::POST, sign, &finishing(&mira)).await;
        assert_eq!(signed.status, 200, "{}", signed.body);
        house.owner.wait_for(id, "sealed").await.unwrap();
        let facts = house.facts(id).await;
        let of = |kind: &str| -> Vec<&Value> {
            let found = facts.iter().filter(|f| f.kind == kind);
            found.map(|f| &f.detail).collect()
        };
        assert!(of("link.handed_over").is_empty() && of("link.shown").is_empty());
        assert_eq!(of("link.copied").len(), 2);
        assert_eq!(
            of("link.copied")[0]["link_id"],
            of("link.exchanged")[0]["link_id"]
        );
        assert!(!text(&of("link.copied")[0]["ip"]).is_empty());
        assert_eq!(
            of("signature.applied")[0]["auth_methods"],
            json!(["link_from_sender", "browser_key"])
        );
        // The outcome is fetched the same way.
        let copied = house.write(Method::POST, &path, &json!({})).await.body;
        assert!(SignerClient::open(text(&copied["link"])).await.is_ok());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_outbox_shows_a_link_only_when_its_mail_is_opened_and_records_that_once() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = &sent.id;
        let mails = mails_to(house, "mira", 1).await;
        for _ in 0..3 {
            house.get("/v1/outbox").await;
        }
        let path = format!("/v1/outbox/{}", text(&mails[0]["id"]));
        // Who asks for the head alone sees no link.
        for path in [&path, &format!("{path}/message.eml")] {
            let asked = house
                .owner
                .request(Method::HEAD, path)
                .send()
                .await
                .unwrap();
            assert_eq!(asked.status(), 200, "{path}");
        }
        assert_eq!(house.count(id, "link.shown").await, 0);
        let opened = house.get(&path).await.body;
        assert_eq!(opened["link_state"], "open");
        let link = text(&opened["links"][0]).to_owned();
        assert!(text(&opened["text"]).contains(&link) && text(&opened["html"]).contains(&link));
        let file = house
            .owner
            .bytes(&format!("{path}/message.eml"))
            .await
            .unwrap();
        let file = String::from_utf8(file)
            .unwrap()
            .replace("=\r\n", "")
            .replace("=3D", "=");
        assert!(file.contains(&link));
        assert_eq!(house.count(id, "link.shown").await, 1);
        assert_eq!(first(house, id).await["status"], "invited");
        let mira = SignerClient::open(&link).await.unwrap();
        // Used: the mail shows a dead link to nobody, and nothing more is recorded.
        let used = house.get(&path).await.body;
        assert_eq!(
            (&used["link_state"], &used["links"]),
            (&json!("dead"), &json!([]))
        );
        let secret = link.split_once('#').unwrap().1;
        assert!(!used.to_string().contains(secret));
        assert_eq!(house.count(id, "link.shown").await, 1);
        mira.consent().await.unwrap();
        let sign = "/v1/signing/signature";
        let signed = proved(&mira, Method::POST, sign, &finishing(&mira)).await;
        assert_eq!(signed.status, 200);
        house.owner.wait_for(id, "sealed").await.unwrap();
        let facts = house.facts(id).await;
        let applied = facts
            .iter()
            .find(|f| f.kind == "signature.applied")
            .unwrap();
        assert_eq!(
            applied.detail["auth_methods"],
            json!(["link_from_sender", "browser_key"])
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_a_new_link_is_told_to_ask_the_sender_and_the_sender_sees_it() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = &sent.id;
        let link = house
            .owner
            .mailed_link("mira@example.com", &[])
            .await
            .unwrap();
        SignerClient::open(&link).await.unwrap();
        let selector = link.split_once("/s/").unwrap().1.split_once('#').unwrap().0;
        let shown = house.get(&format!("/v1/links/{selector}")).await.body;
        assert_eq!(
            (&shown["state"], &shown["mail"]),
            (&json!("used"), &json!("outbox"))
        );
        assert_eq!(first(house, id).await["link"]["asked_at"], Value::Null);
        let visitor = Client::new(&house.origin).unwrap();
        let path = format!("/v1/links/{selector}/renewal");
        assert_eq!(
            Answer::of(visitor.request(Method::POST, &path))
                .await
                .status,
            202
        );
        assert!(first(house, id).await["link"]["asked_at"].is_string());
        // Passing the new link on answers the request.
        let person = &sent.recipients[0].id;
        let path = format!("/v1/envelopes/{id}/recipients/{person}/link");
        mails_to(house, "mira", 2).await;
        assert_eq!(
            house.write(Method::POST, &path, &json!({})).await.status,
            200
        );
        assert_eq!(first(house, id).await["link"]["asked_at"], Value::Null);
        assert_eq!(house.count(id, "link.issued").await, 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn links_end_with_the_envelope_and_are_given_to_nobody_out_of_turn() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1), signer("bo", 2)]).await;
        let id = &sent.id;
        let path = |n: usize| {
            let person = &sent.recipients[n].id;
            format!("/v1/envelopes/{id}/recipients/{person}/link")
        };
        house
            .write(Method::POST, &path(1), &json!({}))
            .await
            .refused(409, "not_their_turn");
        let mail = mails_to(house, "mira", 1).await.remove(0);
        let reason = json!({ "reason": "not needed" });
        let voiding = format!("/v1/envelopes/{id}/voiding");
        assert_eq!(
            house.write(Method::POST, &voiding, &reason).await.status,
            200
        );
        house
            .write(Method::POST, &path(0), &json!({}))
            .await
            .refused(409, "not_their_turn");
        let opened = house
            .get(&format!("/v1/outbox/{}", text(&mail["id"])))
            .await
            .body;
        assert_eq!(opened["link_state"], "dead");
        assert_eq!(house.count(id, "link.shown").await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_copied_at_once_is_the_one_that_is_mailed() {
    each_engine(async |house| {
        for _ in 0..8 {
            let sent = house.sent(&[signer("mira", 1)]).await;
            let id = &sent.id;
            let path = format!(
                "/v1/envelopes/{id}/recipients/{}/link",
                sent.recipients[0].id
            );
            // The job that mails the first link is on its way at the same time.
            let copied = house.write(Method::POST, &path, &json!({})).await;
            assert_eq!(copied.status, 200, "{}", copied.body);
            mails_to(house, "mira", 1).await;
            tokio::time::sleep(Duration::from_millis(200)).await;
            SignerClient::open(text(&copied.body["link"]))
                .await
                .unwrap();
            assert_eq!(house.count(id, "link.issued").await, 1);
            assert_eq!(house.count(id, "link.revoked").await, 0);
        }
    })
    .await;
}
