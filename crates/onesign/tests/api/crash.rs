//! Kills the server at random moments during ceremonies. Every acknowledged fact must survive exactly once, and every
//! envelope must become sealed without help.

use crate::harness::{CONTRACT, House, Person, draft, each_engine, filled, signer};
use onesign::client::SignerClient;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The acknowledged facts: how many of each type an envelope must have.
type Acknowledged = BTreeMap<String, BTreeMap<&'static str, usize>>;

/// Retries until the server answers. `None` if it refuses because an earlier try, whose answer was lost, succeeded.
async fn stubborn<T, F: Future<Output = anyhow::Result<T>>>(
    house: &House,
    what: impl Fn() -> F,
) -> Option<T> {
    for _ in 0..600 {
        match what().await {
            Ok(done) => return Some(done),
            Err(error) if error.to_string().starts_with("409 ") => return None,
            Err(error) => {
                let text = error.to_string();
                assert!(
                    !text.starts_with("5") || text.starts_with("503 "),
                    "{text}\n{}",
                    house.log()
                );
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    panic!("the server did not come back:\n{}", house.log());
}

/// Opens the newest link of a mailbox. A link whose exchange was interrupted is used up, so this requests a new one.
/// `None` after so many requests that the mailbox gets no more mails for an hour.
async fn open(house: &House, envelope: &str, person: &Person) -> Option<SignerClient> {
    let mut spent = Vec::new();
    // A link whose exchange got no answer is tried again, because the outbox no longer shows a used one.
    let mut held = None;
    let until = Instant::now() + Duration::from_secs(120);
    while Instant::now() < until {
        if held.is_none() {
            held = house.owner.mailed_link(&person.email, &spent).await.ok();
        }
        let Some(link) = &held else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        match SignerClient::open(link).await {
            Ok(session) => return Some(session),
            Err(error) if error.to_string().starts_with("410 ") => {
                spent.extend(held.take());
                if !remind(house, envelope, person).await {
                    return None;
                }
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
    panic!("no link of {} works:\n{}", person.email, house.log());
}

/// Asks the sender for another mail. False if there were too many reminders.
async fn remind(house: &House, envelope: &str, person: &Person) -> bool {
    let path = format!(
        "/v1/envelopes/{envelope}/recipients/{}/reminders",
        person.id
    );
    for _ in 0..600 {
        match house.owner.call(Method::POST, &path, json!({})).await {
            Err(error) if error.to_string().starts_with("429 ") => return false,
            Err(error) if !error.to_string().starts_with("409 ") => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            _ => return true,
        }
    }
    panic!("the server did not come back:\n{}", house.log());
}

/// Opens the link, agrees and signs. False if the person is no longer reachable.
async fn sign(house: &House, envelope: &str, person: &Person) -> bool {
    let Some(mut session) = open(house, envelope, person).await else {
        return false;
    };
    loop {
        match session.consent().await {
            Ok(()) => break,
            Err(error) if error.to_string().starts_with("401 ") => {
                match open(house, envelope, person).await {
                    Some(newer) => session = newer,
                    None => return false,
                }
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
    stubborn(house, || session.sign(filled(&session))).await;
    true
}

/// One ceremony of two people, one after the other, despite the kills.
async fn ceremony(house: &House, number: usize, acknowledged: &mut Acknowledged) {
    let people = [
        signer(&format!("mira{number}"), 1),
        signer(&format!("jonas{number}"), 2),
    ];
    let upload = || house.owner.upload("Contract.pdf", CONTRACT.to_vec());
    let envelope = stubborn(house, upload).await.unwrap();
    let id = envelope.id.clone();
    let facts = acknowledged.entry(id.clone()).or_default();
    facts.insert("envelope.created", 1);
    let path = format!("/v1/envelopes/{id}");
    let drafted = draft(&people);
    let (draft_path, sending_path) = (format!("{path}/draft"), format!("{path}/sending"));
    let put = || house.owner.call(Method::PUT, &draft_path, drafted.clone());
    stubborn(house, put).await.unwrap();
    facts.insert("recipient.named", 2);
    let send = || house.owner.call(Method::POST, &sending_path, Value::Null);
    stubborn(house, send).await;
    facts.insert("envelope.sent", 1);
    for (n, person) in people.iter().enumerate() {
        if !sign(house, &id, person).await {
            let voiding = format!("{path}/voiding");
            let reason = json!({ "reason": "out of reach" });
            let void = || house.owner.call(Method::POST, &voiding, reason.clone());
            stubborn(house, void).await;
            facts.insert("envelope.voided", 1);
            return;
        }
        facts.insert("signature.applied", n + 1);
    }
    facts.insert("envelope.completed", 1);
}

/// Every acknowledged fact exists exactly as often as it should, and the envelope is sealed once.
async fn check(house: &House, acknowledged: &Acknowledged) {
    for (id, expected) in acknowledged {
        let voided = expected.contains_key("envelope.voided");
        let end = if voided { "voided" } else { "sealed" };
        house.owner.wait_for(id, end).await.unwrap();
        let facts = house.facts(id).await;
        let count = |kind: &str| facts.iter().filter(|f| f.kind == kind).count();
        for (kind, times) in expected {
            assert_eq!(count(kind), *times, "{kind} of {id}");
        }
        assert_eq!(count("envelope.sealed"), usize::from(!voided), "{id}");
        if voided {
            continue;
        }
        let sealed = house
            .owner
            .bytes(&format!("/v1/envelopes/{id}/sealed.pdf"))
            .await
            .unwrap();
        let request = house
            .owner
            .request(Method::POST, "/v1/verifications")
            .body(sealed);
        let report = crate::harness::Answer::of(request).await.body;
        assert_eq!(report["verdict"], "passed", "{id}: {report}");
    }
}

/// Kills the server this many times while `writers` hold ceremonies one after the other.
async fn killed(house: &House, kills: usize, writers: usize) {
    let (stop, number) = (Arc::new(AtomicBool::new(false)), AtomicUsize::new(0));
    let hold = async || {
        let mut acknowledged = Acknowledged::new();
        while !stop.load(Ordering::Relaxed) {
            let n = number.fetch_add(1, Ordering::Relaxed);
            ceremony(house, n, &mut acknowledged).await;
        }
        acknowledged
    };
    let kill = async {
        let mut seed = std::process::id() as u64 | 1;
        for _ in 0..kills {
            // xorshift: any moment between 50 ms and 1.3 s.
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            tokio::time::sleep(Duration::from_millis(50 + seed % 1250)).await;
            tokio::task::block_in_place(|| house.restart());
        }
        stop.store(true, Ordering::Relaxed);
    };
    let writing = (0..writers).map(|_| hold());
    let (done, ()) = tokio::join!(futures(writing.collect()), kill);
    let all: Acknowledged = done.into_iter().flatten().collect();
    check(house, &all).await;
    let engine = house
        .database
        .as_deref()
        .map_or("SQLCipher", |_| "PostgreSQL");
    let facts: usize = all.values().flat_map(|f| f.values()).sum();
    let voided = all.values().filter(|f| f.contains_key("envelope.voided"));
    let voided = voided.count();
    eprintln!(
        "{engine}: {kills} kills, {} envelopes sealed, {voided} voided, {facts} acknowledged facts there once",
        all.len() - voided
    );
}

/// Awaits all of these at once.
async fn futures<F: Future>(all: Vec<F>) -> Vec<F::Output> {
    let mut all: Vec<_> = all.into_iter().map(|f| (Box::pin(f), None)).collect();
    std::future::poll_fn(|context| {
        let mut waiting = false;
        for (future, done) in &mut all {
            if done.is_none() {
                match future.as_mut().poll(context) {
                    std::task::Poll::Ready(value) => *done = Some(value),
                    std::task::Poll::Pending => waiting = true,
                }
            }
        }
        if waiting {
            std::task::Poll::Pending
        } else {
            std::task::Poll::Ready(())
        }
    })
    .await;
    all.into_iter().filter_map(|(_, done)| done).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn five_kills_lose_nothing() {
    each_engine(async |house| killed(house, 5, 2).await).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "120 kills on each engine; see bench/README.md"]
async fn a_hundred_and_twenty_kills_lose_nothing() {
    each_engine(async |house| killed(house, 120, 4).await).await;
}
