//! Ceremonies that continue through every fault, and the ledger of acknowledged facts.

use crate::{CONTRACT, House, Person, draft, filled, signer};
use onesign::client::SignerClient;
use onesign_core::ids::EnvelopeId;
use onesign_core::{StreamId, Viewer};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How often a fact of a type was acknowledged, by envelope.
pub type Ledger = BTreeMap<String, BTreeMap<&'static str, usize>>;

/// The most facts of a type in one envelope: two people, one ceremony.
const MOST: [(&str, usize); 6] = [
    ("envelope.created", 1),
    ("envelope.sent", 1),
    ("signature.applied", 2),
    ("envelope.completed", 1),
    ("envelope.voided", 1),
    ("envelope.sealed", 1),
];

/// Longer than any fault and its recovery.
const PATIENCE: Duration = Duration::from_secs(150);
const PAUSE: Duration = Duration::from_millis(100);

/// Retries until the server answers. `Some` if it accepted; `None` if it refuses because an earlier try, whose answer
/// was lost, succeeded.
async fn stubborn<T, F: Future<Output = anyhow::Result<T>>>(
    house: &House,
    what: impl Fn() -> F,
) -> Option<T> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        match what().await {
            Ok(done) => return Some(done),
            Err(error) if error.to_string().starts_with("409 ") => return None,
            Err(error) => {
                let text = error.to_string();
                let passes = ["503 ", "502 ", "429 "].iter().any(|s| text.starts_with(s));
                let server_error = text.starts_with('5') && !passes;
                assert!(!server_error, "{text}\n{}", house.log());
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    panic!("the server did not come back:\n{}", house.log());
}

/// Opens the newest link of a mailbox; asks for another one when that is used up. `None` if no more are to be had.
async fn open(house: &House, envelope: &str, person: &Person) -> Option<SignerClient> {
    let mut spent = Vec::new();
    // A link whose exchange got no answer is tried again, because the outbox no longer shows a used one.
    let mut held = None;
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if held.is_none() {
            held = house.owner.mailed_link(&person.email, &spent).await.ok();
        }
        let Some(link) = &held else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        match SignerClient::open(link).await {
            Ok(session) => return Some(session),
            Err(error) if error.to_string().starts_with("410 ") => {
                spent.extend(held.take());
                let path = format!(
                    "/v1/envelopes/{envelope}/recipients/{}/reminders",
                    person.id
                );
                while let Err(error) = house.owner.call(Method::POST, &path, json!({})).await {
                    let text = error.to_string();
                    if text.starts_with("429 ") || begun.elapsed() > PATIENCE {
                        return None;
                    }
                    if text.starts_with("409 ") {
                        break;
                    }
                    tokio::time::sleep(PAUSE).await;
                }
            }
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
    panic!("no link of {} works:\n{}", person.email, house.log());
}

/// Opens the link, agrees and signs. `None` if the person is no longer reachable.
async fn sign(house: &House, envelope: &str, person: &Person) -> Option<bool> {
    let mut session = open(house, envelope, person).await?;
    let begun = Instant::now();
    while let Err(error) = session.consent().await {
        assert!(begun.elapsed() < PATIENCE, "{error}\n{}", house.log());
        if error.to_string().starts_with("401 ") {
            session = open(house, envelope, person).await?;
        } else {
            tokio::time::sleep(PAUSE).await;
        }
    }
    let signed = stubborn(house, || session.sign(filled(&session))).await;
    Some(signed.is_some())
}

/// One ceremony of two people. Records each acknowledged fact in the ledger.
async fn ceremony(house: &House, number: usize, ledger: &mut Ledger) {
    let people = [
        signer(&format!("mira{number}"), 1),
        signer(&format!("jonas{number}"), 2),
    ];
    let upload = || house.owner.upload("Contract.pdf", CONTRACT.to_vec());
    let envelope = stubborn(house, upload).await.unwrap();
    let id = envelope.id.clone();
    let facts = ledger.entry(id.clone()).or_default();
    facts.insert("envelope.created", 1);
    let path = format!("/v1/envelopes/{id}");
    let drafted = draft(&people);
    let (draft_path, sending) = (format!("{path}/draft"), format!("{path}/sending"));
    stubborn(house, || {
        house.owner.call(Method::PUT, &draft_path, drafted.clone())
    })
    .await;
    if stubborn(house, || {
        house.owner.call(Method::POST, &sending, Value::Null)
    })
    .await
    .is_some()
    {
        facts.insert("envelope.sent", 1);
    }
    for person in &people {
        match sign(house, &id, person).await {
            Some(true) => *facts.entry("signature.applied").or_default() += 1,
            Some(false) => {}
            None => {
                let (voiding, reason) = (
                    format!("{path}/voiding"),
                    json!({ "reason": "out of reach" }),
                );
                let void = || house.owner.call(Method::POST, &voiding, reason.clone());
                if stubborn(house, void).await.is_some() {
                    facts.insert("envelope.voided", 1);
                }
                return;
            }
        }
    }
}

/// Holds ceremonies one after the other until told to stop.
pub async fn hold(house: &House, number: &AtomicUsize, stop: &AtomicBool) -> Ledger {
    let mut ledger = Ledger::new();
    while !stop.load(Ordering::Relaxed) {
        ceremony(house, number.fetch_add(1, Ordering::Relaxed), &mut ledger).await;
    }
    ledger
}

/// The findings after a kill and a restart.
#[derive(Default)]
pub struct Found {
    pub acknowledged: usize,
    pub lost: usize,
    pub doubled: usize,
    pub half_kept: usize,
    pub notes: String,
}

/// Kills the server, replays every chain, starts it again, and compares its facts with the ledger. Every envelope must
/// end on its own.
pub async fn compare(house: &House, ledger: &Ledger) -> Found {
    let mut found = Found::default();
    let store = house.vault().await;
    for id in ledger.keys() {
        let stream = StreamId::Envelope(EnvelopeId(id.parse().unwrap()));
        if let Err(error) = store.read(&Viewer::System).replay(stream).await {
            found.half_kept += 1;
            found.notes += &format!("{id}: {error}\n");
        }
    }
    store.close().await.unwrap();
    house.restart();
    for (id, acknowledged) in ledger {
        let facts = house.facts(id).await;
        let count = |kind: &str| facts.iter().filter(|f| f.kind == kind).count();
        for (kind, times) in acknowledged {
            found.acknowledged += times;
            let lost = times.saturating_sub(count(kind));
            found.lost += lost;
            if lost > 0 {
                found.notes +=
                    &format!("{id}: {kind} acknowledged {times}, found {}\n", count(kind));
            }
        }
        for (kind, most) in MOST {
            found.doubled += count(kind).saturating_sub(most);
        }
        if found.lost == 0 && count("envelope.voided") == 0 {
            let sealed = house.owner.wait_for(id, "sealed").await;
            sealed.unwrap_or_else(|error| panic!("{error}\n{}", house.log()));
        }
    }
    found
}

/// Awaits all of these at once.
pub async fn all<F: Future>(futures: Vec<F>) -> Vec<F::Output> {
    let mut all: Vec<_> = futures.into_iter().map(|f| (Box::pin(f), None)).collect();
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
