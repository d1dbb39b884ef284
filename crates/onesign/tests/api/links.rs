//! Mailed links: exchanged once, and every other use is answered and recorded.

use crate::harness::{Answer, SPKI, each_engine, finishing, signer};
use crate::story::{Signer, parts};
use onesign::client::SignerClient;
use onesign::client::answers::Session;
use reqwest::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_exchanged_once() {
    each_engine(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let link = sent.link_to("mira").await;
        let (selector, secret) = parts(&link);
        let before = sent.facts().await.len();
        let shown = house.get(&format!("/v1/links/{selector}")).await.body;
        assert!(!shown.to_string().contains("Mira") && !shown.to_string().contains("Contract"));
        let told = house.tells_of(&link).await;
        let found = (told.state.as_str(), told.purpose.as_deref());
        assert_eq!(found, ("ready", Some("sign")));
        // Opening the page changes nothing, however often.
        assert_eq!(house.get(&format!("/s/{selector}")).await.status, 200);
        assert_eq!(sent.facts().await.len(), before);
        // A forgery: the right selector with another secret; it does not use up the link.
        let forged = "A".repeat(43);
        let forged = house.exchange((selector, &forged), SPKI).await;
        forged.refused(410, "link_forged");
        let unknown = house.exchange(("AAAAAAAAAAAAAAAA", secret), SPKI).await;
        unknown.refused(404, "link_unknown");
        let short = house.exchange((selector, "short"), SPKI).await;
        short.refused(422, "invalid_request").at(&["/secret form"]);
        let first = house.opening(&link).await;
        assert_eq!(first.status, 201, "{}", first.body);
        let cookie = first.headers["set-cookie"].to_str().unwrap();
        assert!(cookie.contains("SameSite=Strict"), "{cookie}");
        house.opening(&link).await.refused(410, "link_used");
        assert_eq!(house.tells_of(&link).await.state, "used");
        let refused = sent.codes("link.refused").await;
        assert_eq!(refused, ["link_forged", "link_used"]);
        assert_eq!(sent.count("link.exchanged").await, 1);
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
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let link = sent.link_to("mira").await;
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
        assert_eq!(sent.count("link.exchanged").await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_who_request_links_do_not_invalidate_the_mailed_one() {
    each_engine(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let first = sent.link_to("mira").await;
        let mut known = vec![first.clone()];
        for _ in 0..3 {
            assert_eq!(house.asked_for_another(&first).await.status, 202);
            let newer = sent.newer_link_to("mira", &known).await;
            known.push(newer);
        }
        // Of several requested links, only the newest is valid.
        let mira = Signer::opens(&first).await;
        for link in &known[1..] {
            house.opening(link).await.refused(410, "link_dead");
        }
        mira.agrees().await;
        mira.signs().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_link_replaces_the_old_one_and_its_session() {
    each_engine(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let first = sent.link_to("mira").await;
        let asked = house.asked_for_another(&first).await;
        assert_eq!((asked.status, asked.body), (202, json!({})));
        let second = sent
            .newer_link_to("mira", std::slice::from_ref(&first))
            .await;
        // Anyone may have requested it, so both are valid until one of them is opened.
        assert_eq!(house.tells_of(&first).await.state, "ready");
        let early = Signer::opens(&second).await;
        assert_eq!(house.tells_of(&first).await.state, "dead");
        house.opening(&first).await.refused(410, "link_dead");
        // The sender reminds; the browser that opens the newest link last may sign.
        assert_eq!(house.reminds(&sent, 0).await.status, 200);
        let third = sent.newer_link_to("mira", &[first, second]).await;
        assert_eq!(early.reads("/v1/signing").await.status, 200);
        let late = Signer::opens(&third).await;
        let ended = early.reads("/v1/signing").await;
        ended.refused(401, "no_signing_session");
        assert_eq!(late.reads("/v1/signing").await.status, 200);
        assert_eq!(sent.count("recipient.reminded").await, 2);
        assert_eq!(sent.codes("link.refused").await, ["link_dead"]);
        // Mailboxes are protected from floods: of three reminders an hour, one was sent above.
        for _ in 0..2 {
            let reminded = house.reminds(&sent, 0).await;
            assert_eq!(reminded.status, 200, "{}", reminded.body);
        }
        let fourth = house.reminds(&sent, 0).await;
        fourth.refused(429, "too_many_requests");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stolen_cookie_does_not_sign() {
    each_engine(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let mira = sent.agreed_by("mira").await;
        let (path, body) = ("/v1/signing/signature", finishing(&mira));
        let before = sent.facts().await.len();
        // The cookie alone.
        let thief = mira.request(Method::POST, path).json(&body);
        Answer::of(thief).await.refused(401, "key_signature_wrong");
        // The cookie and a proof from another request.
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
        assert_eq!(sent.facts().await.len(), before);
        assert_eq!(mira.signing().await.status, 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_links_in_one_browser_are_two_ceremonies() {
    each_engine(async |house| {
        let first = house.sends_to(&[signer("mira", 1)]).await;
        let link = first.link_to("mira").await;
        let mira = Signer::opens(&link).await;
        let second = house.sends_to(&[signer("mira", 1)]).await;
        let link = second.newer_link_to("mira", &[link]).await;
        let beside = mira.opens_too(&link).await;
        let both = [(&mira, &first), (&beside, &second)];
        // Each sees its own envelope, named by header or by query.
        for (session, sent) in both {
            session.agrees().await;
            let by_query = format!("/v1/signing?link={}", session.link());
            for request in [
                session.request(Method::GET, "/v1/signing"),
                session.unnamed(Method::GET, &by_query),
            ] {
                let shown = Answer::of(request).await.read::<Session>();
                assert_eq!(shown.envelope.id, sent.id);
            }
        }
        // A request that names no session, or one that this browser doesn't have, gets none.
        for path in ["/v1/signing", "/v1/signing?link=AAAAAAAAAAAAAAAA"] {
            Answer::of(mira.unnamed(Method::GET, path))
                .await
                .refused(401, "no_signing_session");
        }
        // The key of one session proves nothing in another.
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
            assert_eq!(session.signing().await.status, 200);
            sent.sealed().await;
        }
    })
    .await;
}
