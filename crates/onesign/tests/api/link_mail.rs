//! Mails with links: a mail server that is down, refuses, or breaks off; what is recorded, and what the sender sees.

use crate::harness::{House, finishing, proved, signer, text};
use crate::sink::Sink;
use crate::timed::each_engine_timed_with;
use onesign::client::SignerClient;
use onesign::client::answers::Envelope;
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

/// Runs a test on each engine with an instance whose mail server is down at first.
async fn each_engine_with_sink(test: impl AsyncFn(&House, &mut Sink)) {
    for database in [None, onesign_store::testing::postgres_address().await] {
        let Some(mut sink) = Sink::down() else { return };
        let house = House::start_with(database, sink.settings()).await;
        house.set_up().await;
        test(&house, &mut sink).await;
        house.converged().await;
    }
}

/// The first recipient as the sender sees them, once the link is in this state.
async fn recipient(house: &House, id: &str, state: &str) -> Value {
    let mut seen = Value::Null;
    for _ in 0..600 {
        let shown = house.get(&format!("/v1/envelopes/{id}")).await.body;
        seen = shown["recipients"][0].clone();
        if seen["link"]["state"] == state {
            return seen;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the link never became {state}: {seen}");
}

/// How many links were made, ended, handed over, given up, and taken by the sender.
async fn counts(house: &House, id: &str) -> [usize; 5] {
    let mut counted = [0; 5];
    let kinds = [
        "issued",
        "revoked",
        "handed_over",
        "delivery_failed",
        "copied",
    ];
    for (count, kind) in counted.iter_mut().zip(kinds) {
        *count = house.count(id, &format!("link.{kind}")).await;
    }
    counted
}

async fn copy(house: &House, envelope: &Envelope, recipient: usize) -> Value {
    let path = format!(
        "/v1/envelopes/{}/recipients/{}/link",
        envelope.id, envelope.recipients[recipient].id
    );
    let copied = house.write(Method::POST, &path, &json!({})).await;
    assert_eq!(copied.status, 200, "{}", copied.body);
    copied.body
}

/// Opens a link, signs, and returns what the signature says about how the signer was recognised.
async fn signed_by(house: &House, id: &str, link: &str) -> Value {
    let signer = SignerClient::open(link).await.unwrap();
    signer.consent().await.unwrap();
    let path = "/v1/signing/signature";
    let signed = proved(&signer, Method::POST, path, &finishing(&signer)).await;
    assert_eq!(signed.status, 200, "{}", signed.body);
    house.owner.wait_for(id, "sealed").await.unwrap();
    let facts = house.facts(id).await;
    let applied = facts.iter().find(|f| f.kind == "signature.applied");
    applied.unwrap().detail["auth_methods"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_was_down_gets_one_mail_with_one_link() {
    each_engine_with_sink(async |house, sink| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = &sent.id;
        let waiting = recipient(house, id, "waiting").await;
        assert_eq!(waiting["status"], "not_sent", "nobody was invited");
        let link = &waiting["link"];
        assert_eq!(link["code"], "mail_unreachable");
        assert!(text(&link["reply"]).contains("refused"), "{link}");
        assert!(text(&link["next_try_at"]) > text(&link["since"]));
        // The list says so too.
        let list = house.get("/v1/envelopes").await.body;
        assert_eq!(
            list["items"][0]["recipients"][0]["link"]["state"],
            "waiting"
        );
        // Several tries, a restart, and a request for another mail make no other link.
        tokio::time::sleep(Duration::from_secs(4)).await;
        house.restart();
        house
            .owner
            .call(
                Method::POST,
                "/v1/sessions",
                json!({
                    "email": crate::harness::OWNER, "password": crate::harness::PASSWORD,
                }),
            )
            .await
            .unwrap();
        let path = format!(
            "/v1/envelopes/{id}/recipients/{}/reminders",
            text(&waiting["id"])
        );
        let asked = house.write(Method::POST, &path, &json!({})).await;
        assert_eq!(asked.status, 200, "{}", asked.body);
        assert_eq!(counts(house, id).await, [1, 0, 0, 0, 0]);
        sink.start();
        let done = recipient(house, id, "handed_over").await;
        assert_eq!(done["status"], "invited");
        assert_eq!(counts(house, id).await, [1, 0, 1, 0, 0]);
        let facts = house.facts(id).await;
        let fact = facts.iter().find(|f| f.kind == "link.handed_over").unwrap();
        assert_eq!(fact.detail["reply"], "250 2.0.0 OK: queued");
        assert_eq!(fact.detail["email"], "mira@example.com");
        let links = sink.links();
        assert_eq!(links.len(), 1, "one mail");
        let methods = signed_by(house, id, &links[0]).await;
        assert_eq!(methods, json!(["link_mailed", "browser_key"]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_was_copied_while_its_mail_waited_is_the_one_that_is_mailed() {
    each_engine_with_sink(async |house, sink| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = &sent.id;
        recipient(house, id, "waiting").await;
        let copied = copy(house, &sent, 0).await;
        assert_eq!(copied["replaces"], false);
        assert_eq!(recipient(house, id, "waiting").await["status"], "invited");
        sink.start();
        recipient(house, id, "handed_over").await;
        assert_eq!(counts(house, id).await, [1, 0, 1, 0, 1]);
        assert_eq!(sink.links(), [text(&copied["link"])]);
        // What was handed over is gone here: the next copy is another link, and says so.
        let fresh = copy(house, &sent, 0).await;
        assert_eq!(fresh["replaces"], true);
        assert_ne!(fresh["link"], copied["link"]);
        assert_eq!(copy(house, &sent, 0).await["link"], fresh["link"]);
        assert_eq!(counts(house, id).await, [2, 1, 1, 0, 3]);
        assert!(SignerClient::open(text(&copied["link"])).await.is_err());
        let methods = signed_by(house, id, text(&fresh["link"])).await;
        assert_eq!(methods, json!(["link_from_sender", "browser_key"]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_whose_answer_was_lost_is_mailed_again_as_the_same_mail_after_a_pause() {
    each_engine_with_sink(async |house, sink| {
        sink.start();
        let mut mira = signer("mira", 1);
        mira.email = "mira@lost.example".into();
        let sent = house.sent(&[mira]).await;
        let id = &sent.id;
        let waiting = recipient(house, id, "waiting").await;
        let link = &waiting["link"];
        assert_eq!(link["code"], "mail_unanswered");
        assert_eq!(waiting["status"], "invited", "they may have it");
        let pause = minutes_between(&link["since"], &link["next_try_at"]);
        assert!((9..=11).contains(&pause), "{link}");
        // Whoever asks for another try meanwhile gets the same link.
        let path = format!(
            "/v1/envelopes/{id}/recipients/{}/reminders",
            text(&waiting["id"])
        );
        let asked = house.write(Method::POST, &path, &json!({})).await;
        assert_eq!(asked.status, 200, "{}", asked.body);
        recipient(house, id, "handed_over").await;
        let links = sink.links();
        assert_eq!((links.len(), &links[0]), (2, &links[1]));
        assert_eq!(counts(house, id).await, [1, 0, 1, 0, 0]);
    })
    .await;
}

/// Whole minutes between two times (RFC 3339).
fn minutes_between(from: &Value, to: &Value) -> i64 {
    let [from, to] = [from, to].map(|at| chrono::DateTime::parse_from_rfc3339(text(at)).unwrap());
    (to - from).num_minutes()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_is_never_answered_is_not_called_undelivered() {
    each_engine_with_sink(async |house, sink| {
        sink.start();
        let mut mira = signer("mira", 1);
        mira.email = "mira@mute.example".into();
        let sent = house.sent(&[mira]).await;
        let id = &sent.id;
        let waiting = recipient(house, id, "waiting").await;
        assert_eq!(waiting["link"]["code"], "mail_unanswered");
        // Two tries have gone before.
        let store = house.vault().await;
        let envelope = onesign_core::ids::EnvelopeId(id.parse().unwrap());
        let waits = store.waits([envelope]).await.unwrap();
        let selector = waits.selectors().next().unwrap();
        let mut wait = waits.reason(selector).unwrap().clone();
        assert_eq!(wait.unanswered, 1);
        wait.unanswered = 2;
        store.note_wait(selector, Some(&wait)).await.unwrap();
        store.close().await.unwrap();
        house.restart();
        let path = format!(
            "/v1/envelopes/{id}/recipients/{}/reminders",
            text(&waiting["id"])
        );
        let asked = house.write(Method::POST, &path, &json!({})).await;
        assert_eq!(asked.status, 200, "{}", asked.body);
        let shown = recipient(house, id, "unanswered").await;
        assert_eq!(shown["status"], "invited", "they may have it");
        assert_eq!(counts(house, id).await, [1, 0, 0, 0, 0]);
        assert_eq!(house.count(id, "link.unanswered").await, 1);
        let told = sink.message_to(crate::harness::OWNER).await;
        assert!(told.contains("Possibly not delivered: "), "{told}");
        // The link in the mail can be opened, and nothing is claimed about how it came.
        let methods = signed_by(house, id, &sink.links()[0]).await;
        assert_eq!(methods, json!(["link", "browser_key"]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_mail_is_a_fact_and_can_be_sent_again_or_copied() {
    each_engine_with_sink(async |house, sink| {
        sink.start();
        let mut mira = signer("mira", 1);
        mira.email = "mira@refused.example".into();
        let sent = house.sent(&[mira]).await;
        let id = &sent.id;
        let failed = recipient(house, id, "failed").await;
        assert_eq!(
            (&failed["status"], &failed["link"]["code"]),
            (&json!("not_sent"), &json!("mail_refused"))
        );
        assert_eq!(failed["link"]["reply"], "550 5.1.1 nobody of that name");
        let facts = house.facts(id).await;
        let fact = facts
            .iter()
            .find(|f| f.kind == "link.delivery_failed")
            .unwrap();
        assert_eq!(fact.detail["reply"], failed["link"]["reply"]);
        // The sender, who may not look at the page for days, is told by mail.
        let told = sink.message_to(crate::harness::OWNER).await;
        assert!(told.contains("Not delivered: "), "{told}");
        assert!(told.contains("550 5.1.1 nobody of that name"), "{told}");
        // Asked for again, it is tried again: a refusal blocks nothing.
        let path = format!(
            "/v1/envelopes/{id}/recipients/{}/reminders",
            text(&failed["id"])
        );
        assert_eq!(
            house.write(Method::POST, &path, &json!({})).await.status,
            200
        );
        for _ in 0..200 {
            if house.count(id, "link.delivery_failed").await == 2 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(counts(house, id).await, [1, 0, 0, 2, 0]);
        let copied = copy(house, &sent, 0).await;
        assert_eq!(copied["replaces"], false, "nobody ever had it");
        let methods = signed_by(house, id, text(&copied["link"])).await;
        assert_eq!(methods, json!(["link_from_sender", "browser_key"]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_leave_in_a_form_that_every_server_takes_or_fail_at_once() {
    each_engine_with_sink(async |house, sink| {
        sink.start();
        let mut mira = signer("mira", 1);
        mira.email = "mira@münchen.example".into();
        let sent = house.sent(&[mira]).await;
        let done = recipient(house, &sent.id, "handed_over").await;
        assert_eq!(done["email"], "mira@münchen.example");
        assert!(sink.messages()[0].contains("<mira@xn--mnchen-3ya.example>"));
        // Letters before the @ need a server that speaks SMTPUTF8 (RFC 6531); this one doesn't.
        let mut jurgen = signer("jurgen", 1);
        jurgen.email = "jürgen@münchen.example".into();
        let sent = house.sent(&[jurgen]).await;
        let id = &sent.id;
        let failed = recipient(house, id, "failed").await;
        assert_eq!(failed["link"]["code"], "mail_address_unsupported");
        assert_eq!(counts(house, id).await, [1, 0, 0, 1, 0]);
        assert_eq!(
            house.log().matches("a job failed").count(),
            0,
            "{}",
            house.log()
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_waited_for_too_long_is_given_up() {
    let Some(sink) = Sink::down() else { return };
    each_engine_timed_with(&sink.settings(), async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = &sent.id;
        recipient(house, id, "waiting").await;
        house.pass(Duration::from_secs(3 * 24 * 60 * 60)).await;
        let failed = recipient(house, id, "failed").await;
        assert_eq!(failed["link"]["code"], "mail_unreachable");
        assert_eq!(counts(house, id).await, [1, 0, 0, 1, 0]);
    })
    .await;
}
