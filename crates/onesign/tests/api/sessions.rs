//! Signing sessions: signed writes happen once and in order, consent belongs to the browser that gave it, nobody makes
//! the trail longer by trying again, and an envelope that is over has nothing more to read.

use crate::harness::{Answer, House, SPKI, each_engine, filled, finishing, proved, signer, text};
use onesign::client::{Client, SignerClient, agreement_to};
use reqwest::{Method, Request};
use serde_json::{Value, json};

const VALUES: &str = "/v1/signing/values";
const SIGNATURE: &str = "/v1/signing/signature";

/// A link that was mailed to her and is none of those known.
async fn mailed(house: &House, not: &[String]) -> String {
    let link = house.owner.mailed_link("mira@example.com", not).await;
    link.unwrap()
}

/// A proved request as an eavesdropper on the device would keep it.
fn kept(signer: &SignerClient, method: Method, path: &str, body: &Value) -> Request {
    signer.proved(method, path, body).unwrap().build().unwrap()
}

/// Sends a kept request with the session's cookie.
async fn send(signer: &SignerClient, request: &Request) -> Answer {
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

/// The field of this kind, as the signing page gets it.
async fn field(signer: &SignerClient, kind: &str) -> Value {
    let shown = Answer::of(signer.request(Method::GET, "/v1/signing")).await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    let fields = shown.body["fields"].as_array().unwrap();
    fields.iter().find(|f| f["kind"] == kind).unwrap().clone()
}

async fn entry(signer: &SignerClient, value: &str) -> Value {
    let id = text(&field(signer, "text").await["id"]).to_owned();
    json!({ "values": { id: value } })
}

async fn exchange(house: &House, link: &str, public_key: &str) -> Answer {
    let (selector, secret) = link.split_once("/s/").unwrap().1.split_once('#').unwrap();
    let visitor = Client::new(&house.origin).unwrap();
    let body = json!({ "secret": secret, "public_key": public_key });
    let path = format!("/v1/links/{selector}/exchange");
    Answer::of(visitor.request(Method::POST, &path).json(&body)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_write_happens_once_and_in_its_order() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let mira = house.opened("mira@example.com").await;
        // Refused once is refused for good: what was missing then is there now.
        let early = kept(&mira, Method::POST, SIGNATURE, &finishing(&mira));
        send(&mira, &early).await.refused(409, "consent_missing");
        mira.consent().await.unwrap();
        send(&mira, &early).await.refused(409, "request_replayed");
        // An older save comes after a newer one.
        let older = kept(&mira, Method::PUT, VALUES, &entry(&mira, "older").await);
        let newer = kept(&mira, Method::PUT, VALUES, &entry(&mira, "newer").await);
        assert_eq!(send(&mira, &newer).await.status, 204);
        send(&mira, &older).await.refused(409, "request_replayed");
        send(&mira, &newer).await.refused(409, "request_replayed");
        assert_eq!(field(&mira, "text").await["value"], "newer");
        // Another query is another request.
        let other = kept(&mira, Method::PUT, VALUES, &entry(&mira, "query").await);
        let proof = other.headers()["onesign-key-signature"].clone();
        let body = other.body().unwrap().as_bytes().unwrap().to_vec();
        let moved = mira
            .request(Method::PUT, &format!("{VALUES}?x=1"))
            .header("onesign-key-signature", proof)
            .body(body);
        Answer::of(moved).await.refused(401, "key_signature_wrong");
        // What goes out together arrives in some order: each happens once or not at all.
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
        mira.sign(filled(&mira)).await.unwrap();
        house.owner.wait_for(&sent.id, "sealed").await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_key_belongs_to_one_link() {
    each_engine(async |house| {
        house.sent(&[signer("mira", 1)]).await;
        let first = mailed(house, &[]).await;
        assert_eq!(exchange(house, &first, SPKI).await.status, 201);
        house.sent(&[signer("mira", 1)]).await;
        let second = mailed(house, &[first]).await;
        exchange(house, &second, SPKI)
            .await
            .refused(409, "key_in_use");
        // A point beside the curve is no key.
        let beside = format!("{}AAAA", &SPKI[..SPKI.len() - 4]);
        exchange(house, &second, &beside)
            .await
            .refused(422, "invalid_request");
        // Neither used the link up.
        SignerClient::open(&second).await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_browser_agrees_and_enters_anew() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = &sent.id;
        let first = mailed(house, &[]).await;
        let early = SignerClient::open(&first).await.unwrap();
        early.consent().await.unwrap();
        early.read_pages().await.unwrap();
        let typed = entry(&early, "Oslo").await;
        assert_eq!(
            proved(&early, Method::PUT, VALUES, &typed).await.status,
            204
        );
        let selector = early.link().to_owned();
        let visitor = Client::new(&house.origin).unwrap();
        let renewal = format!("/v1/links/{selector}/renewal");
        let asked = Answer::of(visitor.request(Method::POST, &renewal)).await;
        assert_eq!(asked.status, 202);
        let second = mailed(house, &[first]).await;
        let late = SignerClient::open(&second).await.unwrap();
        assert_eq!(late.session.consented, false);
        assert_eq!(late.session.me.pages_seen, [0; 0]);
        assert_eq!(late.session.me.status, "opened");
        let offered = field(&late, "text").await;
        assert_eq!(
            (&offered["value"], text(&offered["offered"])),
            (&Value::Null, "Oslo")
        );
        // What is only offered is not signed, and nobody signs on another browser's consent.
        let mut body = finishing(&late);
        proved(&late, Method::POST, SIGNATURE, &body)
            .await
            .refused(409, "consent_missing");
        late.consent().await.unwrap();
        body["values"]
            .as_object_mut()
            .unwrap()
            .remove(text(&offered["id"]));
        let answer = proved(&late, Method::POST, SIGNATURE, &body).await;
        answer.refused(422, "values_incomplete");
        let place = format!("/values/{} missing", text(&offered["id"]));
        answer.at(&[&place]);
        for (method, path) in [
            (Method::POST, "/v1/signing/consents"),
            (Method::PUT, VALUES),
        ] {
            proved(&early, method, path, &json!({}))
                .await
                .refused(401, "no_signing_session");
        }
        late.sign(filled(&late)).await.unwrap();
        house.owner.wait_for(id, "sealed").await.unwrap();
        let facts = house.facts(id).await;
        let last = |kind: &str| {
            facts
                .iter()
                .rfind(|f| f.kind == kind)
                .unwrap()
                .detail
                .clone()
        };
        let (consent, signed) = (last("consent.given"), last("signature.applied"));
        for name in ["session_key", "link_id"] {
            assert_eq!(consent[name], signed[name]);
        }
        assert_eq!(signed["pages_viewed"], json!([]));
    })
    .await;
}

/// How many facts of this type, and the sum of their counts.
async fn counted(house: &House, id: &str, kind: &str) -> (usize, i64) {
    let facts = house.facts(id).await;
    let of_kind = || facts.iter().filter(move |f| f.kind == kind);
    let counts = of_kind().filter_map(|f| f.detail["count"].as_i64());
    (of_kind().count(), counts.sum())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_tries_again_makes_the_trail_no_longer() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = &sent.id;
        let link = mailed(house, &[]).await;
        let selector = link.split_once("/s/").unwrap().1.split('#').next().unwrap();
        let forged = format!("{}/s/{selector}#{}", house.origin, "A".repeat(43));
        let before = house.facts(id).await.len();
        let mut answers = std::collections::BTreeMap::new();
        for _ in 0..130 {
            let answer = exchange(house, &forged, SPKI).await;
            *answers
                .entry(text(&answer.body["code"]).to_owned())
                .or_insert(0) += 1;
        }
        // The same answer for as long as one network may try; on this machine too there is an end.
        assert_eq!(answers.get("link_forged"), Some(&120), "{answers:?}");
        assert_eq!(answers.get("too_many_requests"), Some(&10), "{answers:?}");
        assert_eq!(house.facts(id).await.len(), before + 1);
        // The holder of the link is not held up.
        let mira = SignerClient::open(&link).await.unwrap();
        mira.consent().await.unwrap();
        let before = house.facts(id).await.len();
        let mut wrong = finishing(&mira);
        wrong["document_sha256"] = json!("0".repeat(64));
        let again = agreement_to(mira.session.disclosure.as_ref().unwrap());
        let mut pictures = Vec::new();
        for (page, width) in [(0, 400), (1, 400), (0, 1200), (1, 1200)] {
            let path = format!("/v1/signing/pages/{page}?width={width}");
            let picture = mira.request(Method::GET, &path).send().await.unwrap();
            let sha256 = picture.headers()["onesign-page-sha256"]
                .to_str()
                .unwrap()
                .to_owned();
            pictures.push(json!({ "page": page, "sha256": sha256 }));
        }
        for n in 0..40 {
            proved(&mira, Method::POST, SIGNATURE, &wrong)
                .await
                .refused(409, "document_changed");
            let typed = entry(&mira, &format!("draft {n}")).await;
            assert_eq!(proved(&mira, Method::PUT, VALUES, &typed).await.status, 204);
            let pages = json!({ "pages": [pictures[n % pictures.len()]] });
            let viewed = proved(&mira, Method::POST, "/v1/signing/views", &pages).await;
            assert_eq!(viewed.status, 204);
            let agreed = proved(&mira, Method::POST, "/v1/signing/consents", &again).await;
            assert_eq!(agreed.status, 200);
        }
        // One refusal and one view.
        assert_eq!(house.facts(id).await.len(), before + 2);
        assert_eq!(field(&mira, "text").await["value"], "draft 39");
        mira.sign(filled(&mira)).await.unwrap();
        house.owner.wait_for(id, "sealed").await.unwrap();
        // Now the counts are facts: 60 tries of a link are recorded in an hour, the first by a fact of its own.
        assert_eq!(counted(house, id, "link.refused").await, (2, 59));
        assert_eq!(counted(house, id, "signature.refused").await, (2, 39));
        assert_eq!(counted(house, id, "values.saved").await.0, 0);
        assert_eq!(counted(house, id, "consent.given").await.0, 1);
        assert_eq!(counted(house, id, "document.viewed").await.0, 2);
        let facts = house.facts(id).await;
        let signed = facts
            .iter()
            .find(|f| f.kind == "signature.applied")
            .unwrap();
        // The picture of the first fact, and the first and the newest of each page after it.
        let pages = signed.detail["pages_viewed"].as_array().unwrap();
        assert!(pages.len() <= 5, "{pages:?}");
        let repeat = facts.iter().find(|f| f.detail["count"] == 59).unwrap();
        assert!(repeat.detail["first_ms"].as_i64() < repeat.detail["last_ms"].as_i64());
        let sealed = house
            .owner
            .bytes(&format!("/v1/envelopes/{id}/sealed.pdf"))
            .await
            .unwrap();
        let report = house
            .owner
            .request(Method::POST, "/v1/verifications")
            .header("content-type", "application/pdf")
            .body(sealed);
        let report = Answer::of(report).await.body;
        assert_eq!(report["verdict"], "passed", "{report}");
    })
    .await;
}

/// Everything that a session reads.
async fn reads(signer: &SignerClient) -> Vec<(u16, String)> {
    let mut answers = Vec::new();
    for path in [
        "/v1/signing",
        "/v1/signing/document.pdf",
        "/v1/signing/pages/0?width=1200",
        "/v1/signing/pages/0/text",
        "/v1/signing/sealed.pdf",
    ] {
        let answer = Answer::of(signer.request(Method::GET, path)).await;
        answers.push((answer.status, text(&answer.body["code"]).to_owned()));
    }
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn an_envelope_that_is_over_ends_its_sessions() {
    each_engine(async |house| {
        // The page that is open hears of a state; whatever else it asks for is refused.
        let refused = (401, "signing_over".to_owned());
        let told = (200, String::new());
        let over = [&told, &refused, &told, &told, &refused].map(Clone::clone);
        let sent = house.sent(&[signer("mira", 1)]).await;
        let first = mailed(house, &[]).await;
        let mira = SignerClient::open(&first).await.unwrap();
        assert_eq!(reads(&mira).await[0].0, 200);
        let voiding = format!("/v1/envelopes/{}/voiding", sent.id);
        let reason = json!({ "reason": "Typo" });
        let voided = house.write(Method::POST, &voiding, &reason).await;
        assert_eq!(voided.status, 200);
        assert_eq!(reads(&mira).await, over);
        let typed = json!({ "values": {} });
        // Entries that aren't kept are refused, so that no client takes them for saved.
        proved(&mira, Method::PUT, VALUES, &typed)
            .await
            .refused(401, "signing_over");
        let signed = json!({ "document_sha256": "0", "values": {} });
        proved(&mira, Method::POST, "/v1/signing/signature", &signed)
            .await
            .refused(401, "signing_over");
        // The browser that opened the link learns how it ended, others that there is nothing left.
        let path = format!("/v1/links/{}", mira.link());
        let own = Answer::of(mira.request(Method::GET, &path)).await.body;
        assert_eq!(
            (text(&own["state"]), text(&own["ending"])),
            ("closed", "voided")
        );
        let stranger = house.get(&path).await.body;
        assert_eq!(
            (text(&stranger["state"]), &stranger["ending"]),
            ("closed", &Value::Null)
        );
        house
            .write(Method::POST, &format!("{path}/renewal"), &json!({}))
            .await
            .refused(409, "envelope_closed");
        // Somebody declines: that ends the session of somebody who has signed, too.
        house.sent(&[signer("mira", 1), signer("jonas", 2)]).await;
        let mira = SignerClient::open(&mailed(house, &[first]).await)
            .await
            .unwrap();
        mira.consent().await.unwrap();
        mira.sign(filled(&mira)).await.unwrap();
        assert_eq!(reads(&mira).await[1].0, 200);
        let jonas = house.signer("jonas@example.com").await;
        let reason = json!({ "reason": "Too late" });
        let declined = proved(&jonas, Method::POST, "/v1/signing/declining", &reason).await;
        assert_eq!(declined.body["me"]["status"], "declined");
        assert_eq!(declined.body["fields"], json!([]));
        assert_eq!(reads(&mira).await, over);
        assert_eq!(reads(&jonas).await, over);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_read_on_paper_is_refused_while_it_is_typed() {
    each_engine(async |house| {
        house.sent(&[signer("mira", 1)]).await;
        let mira = house.signer("mira@example.com").await;
        let field = field(&mira, "text").await;
        let (id, room) = (
            text(&field["id"]).to_owned(),
            field["room"].as_u64().unwrap(),
        );
        assert!((100..250).contains(&room), "{room}");
        let place = format!("/values/{id} does_not_fit");
        let body = json!({ "values": { &id: "word ".repeat(399) } });
        let refused = proved(&mira, Method::PUT, VALUES, &body).await;
        refused.refused(422, "values_refused").at(&[&place]);
        let detail = text(&refused.body["errors"][0]["detail"]);
        let excess: usize = detail.split(' ').rev().nth(1).unwrap().parse().unwrap();
        // As many characters as it says are enough, and the signature is refused like the entry.
        let kept: String = "word ".repeat(399).chars().take(1995 - excess).collect();
        assert!(kept.len() > 80, "{detail}");
        let mut signing = finishing(&mira);
        signing["values"][&id] = json!("word ".repeat(399));
        let refused = proved(&mira, Method::POST, SIGNATURE, &signing).await;
        refused.refused(422, "values_refused").at(&[&place]);
        let body = json!({ "values": { &id: kept } });
        let saved = proved(&mira, Method::PUT, VALUES, &body).await;
        assert_eq!(saved.status, 204, "{}", saved.body);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_chooses_the_day_of_their_signature() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = &sent.id;
        let mira = house.signer("mira@example.com").await;
        let date = text(&field(&mira, "date").await["id"]).to_owned();
        for (value, code) in [
            (json!("1999-01-01"), "date_locked"),
            (
                json!({ "date": "1999-01-01", "zone": "UTC" }),
                "date_locked",
            ),
        ] {
            let body = json!({ "values": { &date: value } });
            let place = format!("/values/{date} {code}");
            proved(&mira, Method::PUT, VALUES, &body)
                .await
                .refused(422, "values_refused")
                .at(&[&place]);
            let mut body = finishing(&mira);
            body["values"][&date] = value;
            proved(&mira, Method::POST, SIGNATURE, &body)
                .await
                .refused(422, "values_refused")
                .at(&[&place]);
        }
        let signed = mira.sign(filled(&mira)).await.unwrap();
        let day = signed.me.signed_at.unwrap()[..10].to_owned();
        let mut fields = signed.fields.iter();
        let shown = fields.find(|f| f.id == date).unwrap();
        assert_eq!(shown.value, json!({ "date": day, "zone": "UTC" }));
        house.owner.wait_for(id, "sealed").await.unwrap();
        let facts = house.facts(id).await;
        let committed = facts.iter().find(|f| f.kind == "values.committed").unwrap();
        let value = &committed.detail["values"][&date];
        assert_eq!(*value, json!({ "date": day, "zone": "UTC" }));
    })
    .await;
}
