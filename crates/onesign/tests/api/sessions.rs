//! Signing sessions: signed writes happen once and in order, consent belongs to the browser that gave it, repeated
//! attempts do not lengthen the trail, and an ended envelope has nothing more to read.

use crate::harness::{Answer, SPKI, each_engine, finishing, signer, text};
use crate::story::{Sent, Signer, parts};
use onesign::client::agreement_to;
use onesign::client::answers::{Link, Session};
use reqwest::{Method, Request};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const VALUES: &str = "/v1/signing/values";
const SIGNATURE: &str = "/v1/signing/signature";

/// A proved request, as an eavesdropper on the device would store it.
fn kept(signer: &Signer, method: Method, path: &str, body: &Value) -> Request {
    signer.proved(method, path, body).unwrap().build().unwrap()
}

/// The entry of this text in her field for one.
async fn entry(signer: &Signer, value: &str) -> Value {
    let id = signer.field("text").await.id;
    json!({ "values": { id: value } })
}

/// Sends a kept request with the session's cookie.
async fn send(signer: &Signer, request: &Request) -> Answer {
    let path = request.url().path();
    let proof = request.headers()["onesign-key-signature"].clone();
    let body = request.body().unwrap().as_bytes().unwrap().to_vec();
    let again = signer
        .request(request.method().clone(), path)
        .header("content-type", "application/json")
        .header("onesign-key-signature", proof)
        .body(body);
    Answer::of(again).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_write_happens_once_and_in_its_order() {
    each_engine(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let mira = sent.opened_by("mira").await;
        // A refused request stays refused, even after its reason is gone.
        let early = kept(&mira, Method::POST, SIGNATURE, &finishing(&mira));
        send(&mira, &early).await.refused(409, "consent_missing");
        mira.agrees().await;
        send(&mira, &early).await.refused(409, "request_replayed");
        // An older save arrives after a newer one.
        let older = kept(&mira, Method::PUT, VALUES, &entry(&mira, "older").await);
        let newer = kept(&mira, Method::PUT, VALUES, &entry(&mira, "newer").await);
        assert_eq!(send(&mira, &newer).await.status, 204);
        send(&mira, &older).await.refused(409, "request_replayed");
        send(&mira, &newer).await.refused(409, "request_replayed");
        assert_eq!(mira.field("text").await.value, "newer");
        // Another query is another request.
        let other = kept(&mira, Method::PUT, VALUES, &entry(&mira, "query").await);
        let proof = other.headers()["onesign-key-signature"].clone();
        let body = other.body().unwrap().as_bytes().unwrap().to_vec();
        let moved = mira
            .request(Method::PUT, &format!("{VALUES}?x=1"))
            .header("onesign-key-signature", proof)
            .body(body);
        Answer::of(moved).await.refused(401, "key_signature_wrong");
        // Simultaneous requests arrive in any order: each happens once or not at all.
        let body = entry(&mira, "together").await;
        let many: Vec<_> = (0..16)
            .map(|_| tokio::spawn(Answer::of(mira.proved(Method::PUT, VALUES, &body).unwrap())))
            .collect();
        let mut done = 0;
        for one in many {
            let answer = one.await.unwrap();
            match answer.status {
                204 => done += 1,
                _ => drop(answer.refused(409, "request_replayed")),
            }
        }
        assert!(done >= 1);
        mira.signs().await;
        sent.sealed().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_key_belongs_to_one_link() {
    each_engine(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let first = sent.link_to("mira").await;
        assert_eq!(house.opening(&first).await.status, 201);
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let second = sent.newer_link_to("mira", &[first]).await;
        house.opening(&second).await.refused(409, "key_in_use");
        // A point that is not on the curve is not a key.
        let beside = format!("{}AAAA", &SPKI[..SPKI.len() - 4]);
        let refused = house.exchange(parts(&second), &beside).await;
        refused.refused(422, "invalid_request");
        // Neither used up the link.
        Signer::opens(&second).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_browser_agrees_and_enters_anew() {
    each_engine(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let first = sent.link_to("mira").await;
        let early = Signer::opens(&first).await;
        early.agrees().await;
        early.looks_at_every_page().await;
        let field = early.field("text").await.id;
        assert_eq!(early.enters(&field, "Oslo").await.status, 204);
        assert_eq!(house.asked_for_another(&first).await.status, 202);
        let second = sent.newer_link_to("mira", &[first]).await;
        let late = Signer::opens(&second).await;
        assert!(!late.session.consented);
        assert_eq!(late.session.me.pages_seen, [0; 0]);
        assert_eq!(late.session.me.status, "opened");
        let text = late.field("text").await;
        assert_eq!(text.value, Value::Null);
        assert_eq!(text.offered.as_deref(), Some("Oslo"));
        // An offered entry is not a signed one, and another browser's consent does not count.
        let mut body = finishing(&late);
        let unasked = late.signing_with(&body).await;
        unasked.refused(409, "consent_missing");
        late.agrees().await;
        body["values"].as_object_mut().unwrap().remove(&text.id);
        let place = format!("/values/{} missing", text.id);
        let incomplete = late.signing_with(&body).await;
        incomplete.refused(422, "values_incomplete").at(&[&place]);
        for (method, below) in [(Method::POST, "consents"), (Method::PUT, "values")] {
            let refused = early.writes(method, below, &json!({})).await;
            refused.refused(401, "no_signing_session");
        }
        late.signs().await;
        sent.sealed().await;
        let consent = sent.details("consent.given").await.pop().unwrap();
        let signed = sent.details("signature.applied").await.pop().unwrap();
        for name in ["session_key", "link_id"] {
            assert_eq!(consent[name], signed[name]);
        }
        assert_eq!(signed["pages_viewed"], json!([]));
    })
    .await;
}

/// The number of facts of this type, and the sum of their counts.
async fn counted(sent: &Sent<'_>, kind: &str) -> (usize, i64) {
    let details = sent.details(kind).await;
    let counts = details.iter().filter_map(|detail| detail["count"].as_i64());
    (details.len(), counts.sum())
}

#[tokio::test(flavor = "multi_thread")]
async fn repeated_attempts_do_not_lengthen_the_trail() {
    each_engine(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let link = sent.link_to("mira").await;
        let forged = format!("{}/s/{}#{}", house.origin, parts(&link).0, "A".repeat(43));
        let before = sent.facts().await.len();
        let mut answers = BTreeMap::new();
        for _ in 0..130 {
            let answer = house.opening(&forged).await;
            let code = text(&answer.body["code"]).to_owned();
            *answers.entry(code).or_insert(0) += 1;
        }
        // The same answer until one network's limit; this machine has a limit too.
        assert_eq!(answers.get("link_forged"), Some(&120), "{answers:?}");
        assert_eq!(answers.get("too_many_requests"), Some(&10), "{answers:?}");
        assert_eq!(sent.facts().await.len(), before + 1);
        // The holder of the link is not delayed.
        let mira = Signer::opens(&link).await;
        mira.agrees().await;
        let before = sent.facts().await.len();
        repeats_herself(&mira).await;
        // One refusal and one view.
        assert_eq!(sent.facts().await.len(), before + 2);
        assert_eq!(mira.field("text").await.value, "draft 39");
        mira.signs().await;
        sent.sealed().await;
        // Now the counts are facts: 60 attempts with a link are recorded in an hour, the first as its own fact.
        assert_eq!(counted(&sent, "link.refused").await, (2, 59));
        assert_eq!(counted(&sent, "signature.refused").await, (2, 39));
        assert_eq!(sent.count("values.saved").await, 0);
        assert_eq!(sent.count("consent.given").await, 1);
        assert_eq!(sent.count("document.viewed").await, 2);
        // The picture of the first fact, and the first and the newest of each page after it.
        let signed = sent.details("signature.applied").await;
        let pages = signed[0]["pages_viewed"].as_array().unwrap();
        assert!(pages.len() <= 5, "{pages:?}");
        let tries = sent.details("link.refused").await;
        let repeat = tries.iter().find(|detail| detail["count"] == 59).unwrap();
        assert!(repeat["first_ms"].as_i64() < repeat["last_ms"].as_i64());
        let sealed = house.owner.bytes(&sent.path("/sealed.pdf")).await;
        let report = house
            .owner
            .request(Method::POST, "/v1/verifications")
            .header("content-type", "application/pdf")
            .body(sealed.unwrap());
        let report = Answer::of(report).await.body;
        assert_eq!(report["verdict"], "passed", "{report}");
    })
    .await;
}

/// Signs another document, types, views pages and agrees, forty times each.
async fn repeats_herself(mira: &Signer) {
    let mut wrong = finishing(mira);
    wrong["document_sha256"] = json!("0".repeat(64));
    let again = agreement_to(mira.session.disclosure.as_ref().unwrap());
    let mut pictures = Vec::new();
    for (page, width) in [(0, 400), (1, 400), (0, 1200), (1, 1200)] {
        let path = format!("/v1/signing/pages/{page}?width={width}");
        let picture = mira.reads(&path).await;
        let sha256 = picture.headers["onesign-page-sha256"].to_str().unwrap();
        pictures.push(json!({ "page": page, "sha256": sha256 }));
    }
    let field = mira.field("text").await.id;
    for n in 0..40 {
        let refused = mira.signing_with(&wrong).await;
        refused.refused(409, "document_changed");
        let typed = mira.enters(&field, format!("draft {n}")).await;
        assert_eq!(typed.status, 204, "{}", typed.body);
        let pages = json!({ "pages": [pictures[n % pictures.len()]] });
        let viewed = mira.writes(Method::POST, "views", &pages).await;
        assert_eq!(viewed.status, 204, "{}", viewed.body);
        let agreed = mira.writes(Method::POST, "consents", &again).await;
        assert_eq!(agreed.status, 200, "{}", agreed.body);
    }
}

/// Everything that a session reads.
async fn reads(signer: &Signer) -> Vec<(u16, String)> {
    let mut answers = Vec::new();
    for path in [
        "/v1/signing",
        "/v1/signing/document.pdf",
        "/v1/signing/pages/0?width=1200",
        "/v1/signing/pages/0/text",
        "/v1/signing/sealed.pdf",
    ] {
        let answer = signer.reads(path).await;
        answers.push((answer.status, text(&answer.body["code"]).to_owned()));
    }
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn an_envelope_that_is_over_ends_its_sessions() {
    each_engine(async |house| {
        // The open page gets a state; every other request is refused.
        let refused = (401, "signing_over".to_owned());
        let told = (200, String::new());
        let over = [&told, &refused, &told, &told, &refused].map(Clone::clone);
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let first = sent.link_to("mira").await;
        let mira = Signer::opens(&first).await;
        assert_eq!(reads(&mira).await[0].0, 200);
        assert_eq!(house.voids(&sent, "Typo").await.status, 200);
        assert_eq!(reads(&mira).await, over);
        // Entries that can't be stored are refused, so that no client takes them for saved.
        let typed = json!({ "values": {} });
        let typed = mira.writes(Method::PUT, "values", &typed).await;
        typed.refused(401, "signing_over");
        let signed = json!({ "document_sha256": "0", "values": {} });
        let signed = mira.signing_with(&signed).await;
        signed.refused(401, "signing_over");
        // The browser that opened the link learns the ending, others learn that nothing is left.
        let path = format!("/v1/links/{}", mira.link());
        let own = mira.reads(&path).await.read::<Link>();
        let found = (own.state.as_str(), own.ending.as_deref());
        assert_eq!(found, ("closed", Some("voided")));
        let stranger = house.tells_of(&first).await;
        let found = (stranger.state.as_str(), stranger.ending);
        assert_eq!(found, ("closed", None));
        let renewed = format!("{path}/renewal");
        let renewed = house.write(Method::POST, &renewed, &json!({})).await;
        renewed.refused(409, "envelope_closed");
        // A recipient declines: that also ends the session of a recipient who has signed.
        let people = [signer("mira", 1), signer("jonas", 2)];
        let sent = house.sends_to(&people).await;
        let second = sent.newer_link_to("mira", &[first]).await;
        let mira = Signer::opens(&second).await;
        mira.agrees().await;
        mira.signs().await;
        assert_eq!(reads(&mira).await[1].0, 200);
        let jonas = sent.agreed_by("jonas").await;
        let declined = jonas.declines("Too late").await.read::<Session>();
        assert_eq!(declined.me.status, "declined");
        assert!(declined.fields.is_empty(), "{:?}", declined.fields);
        assert_eq!(reads(&mira).await, over);
        assert_eq!(reads(&jonas).await, over);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_too_small_to_read_on_paper_are_refused_on_saving() {
    each_engine(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let mira = sent.agreed_by("mira").await;
        let field = mira.field("text").await;
        let room = field.room.unwrap();
        assert!((100..250).contains(&room), "{room}");
        let place = format!("/values/{} does_not_fit", field.id);
        let long = "word ".repeat(399);
        let refused = mira.enters(&field.id, long.as_str()).await;
        refused.refused(422, "values_refused").at(&[&place]);
        let detail = text(&refused.body["errors"][0]["detail"]);
        let excess: usize = detail.split(' ').rev().nth(1).unwrap().parse().unwrap();
        // The stated number of characters is enough, and the signature is refused like the entry.
        let kept: String = long.chars().take(1995 - excess).collect();
        assert!(kept.len() > 80, "{detail}");
        let mut signing = finishing(&mira);
        signing["values"][&field.id] = json!(long);
        let refused = mira.signing_with(&signing).await;
        refused.refused(422, "values_refused").at(&[&place]);
        let saved = mira.enters(&field.id, kept).await;
        assert_eq!(saved.status, 204, "{}", saved.body);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signers_can_not_choose_the_day_of_their_signature() {
    each_engine(async |house| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let mira = sent.agreed_by("mira").await;
        let date = mira.field("date").await.id;
        let place = format!("/values/{date} date_locked");
        let zoned = json!({ "date": "1999-01-01", "zone": "UTC" });
        for value in [json!("1999-01-01"), zoned] {
            let entered = mira.enters(&date, value.clone()).await;
            entered.refused(422, "values_refused").at(&[&place]);
            let mut body = finishing(&mira);
            body["values"][&date] = value;
            let signed = mira.signing_with(&body).await;
            signed.refused(422, "values_refused").at(&[&place]);
        }
        let signed = mira.signs().await;
        let day = signed.me.signed_at.unwrap()[..10].to_owned();
        let mut fields = signed.fields.iter();
        let shown = fields.find(|f| f.id == date).unwrap();
        let today = json!({ "date": day, "zone": "UTC" });
        assert_eq!(shown.value, today);
        sent.sealed().await;
        let committed = sent.details("values.committed").await;
        assert_eq!(committed[0]["values"][&date], today);
    })
    .await;
}
