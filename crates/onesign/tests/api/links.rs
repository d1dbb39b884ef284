//! Mailed links: exchanged once, and every other use answered and remembered.

use crate::harness::{Answer, House, SPKI, each_engine, finishing, proved, signer, text};
use onesign::client::{Client, SignerClient};
use reqwest::Method;
use serde_json::json;

/// The parts of a link: selector and secret.
fn parts(link: &str) -> (&str, &str) {
    link.split_once("/s/").unwrap().1.split_once('#').unwrap()
}

/// A public key that a browser could have made.
async fn exchange(house: &House, selector: &str, secret: &str) -> Answer {
    let visitor = Client::new(&house.origin).unwrap();
    let body = json!({ "secret": secret, "public_key": SPKI });
    let path = format!("/v1/links/{selector}/exchange");
    Answer::of(visitor.request(Method::POST, &path).json(&body)).await
}

async fn refusals(house: &House, id: &str) -> Vec<String> {
    let facts = house.facts(id).await;
    let refused = facts.iter().filter(|f| f.kind == "link.refused");
    refused
        .map(|f| text(&f.detail["code"]).to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_exchanged_once() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = &sent.id;
        let link = house
            .owner
            .mailed_link("mira@example.com", &[])
            .await
            .unwrap();
        let (selector, secret) = parts(&link);
        let path = format!("/v1/links/{selector}");
        let before = house.facts(id).await.len();
        let shown = house.get(&path).await.body;
        assert_eq!(
            (text(&shown["state"]), text(&shown["purpose"])),
            ("ready", "sign")
        );
        assert!(!shown.to_string().contains("Mira") && !shown.to_string().contains("Contract"));
        // Looking changes nothing, however often.
        assert_eq!(house.get(&format!("/s/{selector}")).await.status, 200);
        assert_eq!(house.facts(id).await.len(), before);
        // Forged: the right selector, another secret; it does not use the link up.
        let forged = exchange(house, selector, &"A".repeat(43)).await;
        forged.refused(410, "link_forged");
        exchange(house, "AAAAAAAAAAAAAAAA", secret)
            .await
            .refused(404, "link_unknown");
        exchange(house, selector, "short")
            .await
            .refused(422, "invalid_request")
            .at(&["/secret form"]);
        let first = exchange(house, selector, secret).await;
        assert_eq!(first.status, 201, "{}", first.body);
        assert!(
            first.headers["set-cookie"]
                .to_str()
                .unwrap()
                .contains("SameSite=Strict")
        );
        exchange(house, selector, secret)
            .await
            .refused(410, "link_used");
        assert_eq!(house.get(&path).await.body["state"], "used");
        assert_eq!(refusals(house, id).await, ["link_forged", "link_used"]);
        assert_eq!(house.count(id, "link.exchanged").await, 1);
        house
            .get("/v1/links/AAAAAAAAAAAAAAAA")
            .await
            .refused(404, "link_unknown");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sixteen_browsers_exchange_a_link_once() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let link = house
            .owner
            .mailed_link("mira@example.com", &[])
            .await
            .unwrap();
        let browsers: Vec<_> = (0..16)
            .map(|_| {
                let link = link.clone();
                tokio::spawn(async move { SignerClient::open(&link).await.is_ok() })
            })
            .collect();
        let mut opened = 0;
        for browser in browsers {
            opened += usize::from(browser.await.unwrap());
        }
        assert_eq!(opened, 1);
        assert_eq!(house.count(&sent.id, "link.exchanged").await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_who_ask_for_links_do_not_end_the_one_that_was_mailed() {
    each_engine(async |house| {
        house.sent(&[signer("mira", 1)]).await;
        let first = house.owner.mailed_link("mira@example.com", &[]).await;
        let first = first.unwrap();
        let visitor = Client::new(&house.origin).unwrap();
        let renewal = format!("/v1/links/{}/renewal", parts(&first).0);
        let mut known = vec![first.clone()];
        for _ in 0..3 {
            let asked = Answer::of(visitor.request(Method::POST, &renewal)).await;
            assert_eq!(asked.status, 202);
            let newer = house.owner.mailed_link("mira@example.com", &known).await;
            known.push(newer.unwrap());
        }
        // Of those that were asked for, only the newest is good.
        let mira = SignerClient::open(&first).await.unwrap();
        for link in &known[1..] {
            let (selector, secret) = parts(link);
            exchange(house, selector, secret)
                .await
                .refused(410, "link_dead");
        }
        mira.consent().await.unwrap();
        mira.sign(crate::harness::filled(&mira)).await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_link_replaces_the_old_one_and_its_session() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = &sent.id;
        let first = house
            .owner
            .mailed_link("mira@example.com", &[])
            .await
            .unwrap();
        let (selector, secret) = parts(&first);
        let visitor = Client::new(&house.origin).unwrap();
        let renewal = format!("/v1/links/{selector}/renewal");
        let asked = Answer::of(visitor.request(Method::POST, &renewal)).await;
        assert_eq!((asked.status, asked.body), (202, json!({})));
        let known = [first.clone()];
        let second = house
            .owner
            .mailed_link("mira@example.com", &known)
            .await
            .unwrap();
        // Whoever asked need not be her: until one of them is opened, both are good.
        let state = async || {
            let shown = house.get(&format!("/v1/links/{selector}")).await;
            text(&shown.body["state"]).to_owned()
        };
        assert_eq!(state().await, "ready");
        let early = SignerClient::open(&second).await.unwrap();
        assert_eq!(state().await, "dead");
        exchange(house, selector, secret)
            .await
            .refused(410, "link_dead");
        // The sender reminds; whoever opens the newest link last is the one who signs.
        let path = format!(
            "/v1/envelopes/{id}/recipients/{}/reminders",
            sent.recipients[0].id
        );
        assert_eq!(
            house.write(Method::POST, &path, &json!({})).await.status,
            200
        );
        let known = [first, second];
        let third = house
            .owner
            .mailed_link("mira@example.com", &known)
            .await
            .unwrap();
        assert_eq!(
            Answer::of(early.request(Method::GET, "/v1/signing"))
                .await
                .status,
            200
        );
        let late = SignerClient::open(&third).await.unwrap();
        Answer::of(early.request(Method::GET, "/v1/signing"))
            .await
            .refused(401, "no_signing_session");
        assert_eq!(
            Answer::of(late.request(Method::GET, "/v1/signing"))
                .await
                .status,
            200
        );
        assert_eq!(house.count(id, "recipient.reminded").await, 2);
        assert_eq!(refusals(house, id).await, ["link_dead"]);
        // Nobody's mailbox is flooded: of three reminders an hour, one went out above.
        for _ in 0..2 {
            let reminded = house.write(Method::POST, &path, &json!({})).await;
            assert_eq!(reminded.status, 200, "{}", reminded.body);
        }
        house
            .write(Method::POST, &path, &json!({}))
            .await
            .refused(429, "too_many_requests");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stolen_cookie_does_not_sign() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = &sent.id;
        let mira = house.signer("mira@example.com").await;
        let (path, body) = ("/v1/signing/signature", finishing(&mira));
        let before = house.facts(id).await.len();
        // The cookie alone.
        let thief = mira.request(Method::POST, path).json(&body);
        Answer::of(thief).await.refused(401, "key_signature_wrong");
        // The cookie and a proof that was seen on another request.
        let other = mira
            .proved(Method::POST, path, &json!({}))
            .unwrap()
            .build()
            .unwrap();
        let proof = other.headers()["onesign-key-signature"]
            .to_str()
            .unwrap()
            .to_owned();
        let thief = mira
            .request(Method::POST, path)
            .header("onesign-key-signature", proof)
            .json(&body);
        Answer::of(thief).await.refused(401, "key_signature_wrong");
        // A proof for another address.
        let other = mira
            .proved(Method::POST, "/v1/signing/declining", &body)
            .unwrap()
            .build()
            .unwrap();
        let proof = other.headers()["onesign-key-signature"].clone();
        let thief = mira
            .request(Method::POST, path)
            .header("onesign-key-signature", proof)
            .body(body.to_string());
        Answer::of(thief).await.refused(401, "key_signature_wrong");
        for (method, path) in [
            (Method::POST, "/v1/signing/consents"),
            (Method::PUT, "/v1/signing/values"),
            (Method::POST, "/v1/signing/declining"),
            (Method::POST, "/v1/signing/views"),
        ] {
            Answer::of(mira.request(method, path).json(&json!({})))
                .await
                .refused(401, "key_signature_wrong");
        }
        assert_eq!(house.facts(id).await.len(), before);
        assert_eq!(proved(&mira, Method::POST, path, &body).await.status, 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_links_in_one_browser_are_two_ceremonies() {
    each_engine(async |house| {
        let mailed = async |not: &[String]| {
            house
                .owner
                .mailed_link("mira@example.com", not)
                .await
                .unwrap()
        };
        let first = house.sent(&[signer("mira", 1)]).await;
        let link = mailed(&[]).await;
        let mira = SignerClient::open(&link).await.unwrap();
        let second = house.sent(&[signer("mira", 1)]).await;
        let beside = mira.open_beside(&mailed(&[link]).await).await.unwrap();
        let both = [(&mira, &first), (&beside, &second)];
        // Each sees its own envelope, named by header or by query.
        for (session, sent) in both {
            session.consent().await.unwrap();
            let by_query = format!("/v1/signing?link={}", session.link());
            for request in [
                session.request(Method::GET, "/v1/signing"),
                session.unnamed(Method::GET, &by_query),
            ] {
                let shown = Answer::of(request).await.body;
                assert_eq!(shown["envelope"]["id"], sent.id.as_str());
            }
        }
        // Who doesn't say which session is meant, or names one that this browser hasn't, gets none.
        for path in ["/v1/signing", "/v1/signing?link=AAAAAAAAAAAAAAAA"] {
            Answer::of(mira.unnamed(Method::GET, path))
                .await
                .refused(401, "no_signing_session");
        }
        // The key of one session proves nothing in the other.
        let (path, body) = ("/v1/signing/signature", finishing(&beside));
        let other = mira.proved(Method::POST, path, &body).unwrap();
        let proof = other.build().unwrap().headers()["onesign-key-signature"].clone();
        let crossed = beside
            .request(Method::POST, path)
            .header("onesign-key-signature", proof)
            .body(body.to_string());
        Answer::of(crossed)
            .await
            .refused(401, "key_signature_wrong");
        for (session, sent) in both {
            let signed = proved(session, Method::POST, path, &finishing(session)).await;
            assert_eq!(signed.status, 200);
            house.owner.wait_for(&sent.id, "sealed").await.unwrap();
        }
    })
    .await;
}
