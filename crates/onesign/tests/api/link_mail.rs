//! Mails with links: a mail server that is down, refuses, or breaks off; the record, and the sender's view.

use crate::harness::{House, signer};
use crate::sink::Sink;
use crate::story::{Sent, Signer};
use crate::timed::each_engine_timed_with;
use onesign::client::SignerClient;
use onesign::client::answers::{CopiedLink, LinkStatus, Recipient};
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

/// The first recipient and their link in the sender's view, once the link is in this state.
async fn recipient(sent: &Sent<'_>, state: &str) -> (Recipient, LinkStatus) {
    let mut seen = sent.first().await;
    for _ in 0..600 {
        if let Some(link) = seen.link.take_if(|link| link.state == state) {
            return (seen, link);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        seen = sent.first().await;
    }
    panic!("the link never became {state}: {seen:?}");
}

/// How many links were made, ended, handed over, given up, and taken by the sender.
async fn counts(sent: &Sent<'_>) -> [usize; 5] {
    let mut counted = [0; 5];
    let kinds = [
        "issued",
        "revoked",
        "handed_over",
        "delivery_failed",
        "copied",
    ];
    for (count, kind) in counted.iter_mut().zip(kinds) {
        *count = sent.count(&format!("link.{kind}")).await;
    }
    counted
}

/// The sender takes the link of the first recipient.
async fn copy(house: &House, sent: &Sent<'_>) -> CopiedLink {
    house.copies_link(sent, 0).await.read()
}

/// Opens a link, signs, and returns the signature's statement about the identification of the signer.
async fn signed_by(sent: &Sent<'_>, link: &str) -> Value {
    let signer = Signer::opens(link).await;
    signer.agrees().await;
    let signed = signer.signing().await;
    assert_eq!(signed.status, 200, "{}", signed.body);
    sent.sealed().await;
    sent.details("signature.applied").await[0]["auth_methods"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_was_down_gets_one_mail_with_one_link() {
    each_engine_with_sink(async |house, sink| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        let (mira, link) = recipient(&sent, "waiting").await;
        assert_eq!(mira.status, "not_sent", "nobody was invited");
        assert_eq!(link.code.as_deref(), Some("mail_unreachable"));
        let reply = link.reply.unwrap();
        assert!(reply.contains("refused"), "{reply}");
        assert!(link.next_try_at.unwrap() > link.since.unwrap());
        // The list shows it too.
        let list = house.get("/v1/envelopes").await.body;
        assert_eq!(
            list["items"][0]["recipients"][0]["link"]["state"],
            "waiting"
        );
        // Several attempts, a restart, and a request for another mail create no other link.
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
        let asked = house.reminds(&sent, 0).await;
        assert_eq!(asked.status, 200, "{}", asked.body);
        assert_eq!(counts(&sent).await, [1, 0, 0, 0, 0]);
        sink.start();
        let (mira, _) = recipient(&sent, "handed_over").await;
        assert_eq!(mira.status, "invited");
        assert_eq!(counts(&sent).await, [1, 0, 1, 0, 0]);
        let handed_over = &sent.details("link.handed_over").await[0];
        assert_eq!(handed_over["reply"], "250 2.0.0 OK: queued");
        assert_eq!(handed_over["email"], "mira@example.com");
        let links = sink.links();
        assert_eq!(links.len(), 1, "one mail");
        let methods = signed_by(&sent, &links[0]).await;
        assert_eq!(methods, json!(["link_mailed", "browser_key"]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_was_copied_while_its_mail_waited_is_the_one_that_is_mailed() {
    each_engine_with_sink(async |house, sink| {
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        recipient(&sent, "waiting").await;
        let copied = copy(house, &sent).await;
        assert!(!copied.replaces);
        assert_eq!(recipient(&sent, "waiting").await.0.status, "invited");
        sink.start();
        recipient(&sent, "handed_over").await;
        assert_eq!(counts(&sent).await, [1, 0, 1, 0, 1]);
        assert_eq!(sink.links(), [copied.link.as_str()]);
        // The instance no longer has a handed-over link: the next copy is another link, and says so.
        let fresh = copy(house, &sent).await;
        assert!(fresh.replaces);
        assert_ne!(fresh.link, copied.link);
        assert_eq!(copy(house, &sent).await.link, fresh.link);
        assert_eq!(counts(&sent).await, [2, 1, 1, 0, 3]);
        assert!(SignerClient::open(&copied.link).await.is_err());
        let methods = signed_by(&sent, &fresh.link).await;
        assert_eq!(methods, json!(["link_from_sender", "browser_key"]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_with_a_lost_reply_is_sent_again_unchanged_after_a_pause() {
    each_engine_with_sink(async |house, sink| {
        sink.start();
        let mut mira = signer("mira", 1);
        mira.email = "mira@lost.example".into();
        let sent = house.sends_to(&[mira]).await;
        let (mira, link) = recipient(&sent, "waiting").await;
        assert_eq!(link.code.as_deref(), Some("mail_unanswered"));
        assert_eq!(mira.status, "invited", "they may have it");
        let pause = minutes_between(&link.since.unwrap(), &link.next_try_at.unwrap());
        assert!((9..=11).contains(&pause), "{pause}");
        // A request for another attempt meanwhile gets the same link.
        let asked = house.reminds(&sent, 0).await;
        assert_eq!(asked.status, 200, "{}", asked.body);
        recipient(&sent, "handed_over").await;
        let links = sink.links();
        assert_eq!((links.len(), &links[0]), (2, &links[1]));
        assert_eq!(counts(&sent).await, [1, 0, 1, 0, 0]);
    })
    .await;
}

/// Whole minutes between two times (RFC 3339).
fn minutes_between(from: &str, to: &str) -> i64 {
    let [from, to] = [from, to].map(|at| chrono::DateTime::parse_from_rfc3339(at).unwrap());
    (to - from).num_minutes()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_is_never_answered_is_not_called_undelivered() {
    each_engine_with_sink(async |house, sink| {
        sink.start();
        let mut mira = signer("mira", 1);
        mira.email = "mira@mute.example".into();
        let sent = house.sends_to(&[mira]).await;
        let (_, link) = recipient(&sent, "waiting").await;
        assert_eq!(link.code.as_deref(), Some("mail_unanswered"));
        // Two attempts have already failed.
        let store = house.vault().await;
        let envelope = onesign_core::ids::EnvelopeId(sent.id.parse().unwrap());
        let waits = store.waits([envelope]).await.unwrap();
        let selector = waits.selectors().next().unwrap();
        let mut wait = waits.reason(selector).unwrap().clone();
        assert_eq!(wait.unanswered, 1);
        wait.unanswered = 2;
        store.note_wait(selector, Some(&wait)).await.unwrap();
        store.close().await.unwrap();
        house.restart();
        let asked = house.reminds(&sent, 0).await;
        assert_eq!(asked.status, 200, "{}", asked.body);
        let (mira, _) = recipient(&sent, "unanswered").await;
        assert_eq!(mira.status, "invited", "they may have it");
        assert_eq!(counts(&sent).await, [1, 0, 0, 0, 0]);
        assert_eq!(sent.count("link.unanswered").await, 1);
        let told = sink.message_to(crate::harness::OWNER).await;
        assert!(told.contains("Possibly not delivered: "), "{told}");
        // The link in the mail works, and no fact claims how it arrived.
        let methods = signed_by(&sent, &sink.links()[0]).await;
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
        let sent = house.sends_to(&[mira]).await;
        let (mira, link) = recipient(&sent, "failed").await;
        assert_eq!(mira.status, "not_sent");
        assert_eq!(link.code.as_deref(), Some("mail_refused"));
        let reply = "550 5.1.1 nobody of that name";
        assert_eq!(link.reply.as_deref(), Some(reply));
        assert_eq!(
            sent.details("link.delivery_failed").await[0]["reply"],
            reply
        );
        // The sender may not open the page for days, so a mail tells them.
        let told = sink.message_to(crate::harness::OWNER).await;
        assert!(told.contains("Not delivered: "), "{told}");
        assert!(told.contains(reply), "{told}");
        // Another request leads to another attempt: a refusal blocks nothing.
        assert_eq!(house.reminds(&sent, 0).await.status, 200);
        for _ in 0..200 {
            if sent.count("link.delivery_failed").await == 2 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(counts(&sent).await, [1, 0, 0, 2, 0]);
        let copied = copy(house, &sent).await;
        assert!(!copied.replaces, "nobody ever had it");
        let methods = signed_by(&sent, &copied.link).await;
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
        let sent = house.sends_to(&[mira]).await;
        let (mira, _) = recipient(&sent, "handed_over").await;
        assert_eq!(mira.email, "mira@münchen.example");
        assert!(sink.messages()[0].contains("<mira@xn--mnchen-3ya.example>"));
        // Non-ASCII letters before the @ need a server that supports SMTPUTF8 (RFC 6531); this one doesn't.
        let mut jurgen = signer("jurgen", 1);
        jurgen.email = "jürgen@münchen.example".into();
        let sent = house.sends_to(&[jurgen]).await;
        let (_, link) = recipient(&sent, "failed").await;
        assert_eq!(link.code.as_deref(), Some("mail_address_unsupported"));
        assert_eq!(counts(&sent).await, [1, 0, 0, 1, 0]);
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
        let sent = house.sends_to(&[signer("mira", 1)]).await;
        recipient(&sent, "waiting").await;
        house.pass(Duration::from_secs(3 * 24 * 60 * 60)).await;
        let (_, link) = recipient(&sent, "failed").await;
        assert_eq!(link.code.as_deref(), Some("mail_unreachable"));
        assert_eq!(counts(&sent).await, [1, 0, 0, 1, 0]);
    })
    .await;
}
