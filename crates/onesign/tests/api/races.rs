//! Concurrent requests: every one-time event happens exactly once.

use crate::harness::{House, each_engine, finishing, signer, text};
use reqwest::{Method, RequestBuilder};
use serde_json::json;
use std::collections::BTreeMap;
use std::time::Instant;

/// Sends all of these at once and counts the answers by status and code.
async fn at_once(requests: Vec<RequestBuilder>) -> BTreeMap<String, usize> {
    let sent: Vec<_> = requests
        .into_iter()
        .map(|request| tokio::spawn(crate::harness::Answer::of(request)))
        .collect();
    let mut answers = BTreeMap::new();
    for answer in sent {
        let answer = answer.await.unwrap();
        let key = format!("{} {}", answer.status, text(&answer.body["code"]));
        *answers.entry(key.trim().to_owned()).or_default() += 1;
    }
    answers
}

/// The last two recipients press "finish" 32 times each, all at the same moment.
async fn last_two_finish(house: &House, round: usize) {
    let people = [
        signer(&format!("mira{round}"), 1),
        signer(&format!("jonas{round}"), 1),
    ];
    let sent = house.sends_to(&people).await;
    let mut requests = Vec::new();
    let signers = [
        sent.agreed_by(&format!("mira{round}")).await,
        sent.agreed_by(&format!("jonas{round}")).await,
    ];
    for _ in 0..32 {
        for signer in &signers {
            let request = signer.proved(Method::POST, "/v1/signing/signature", &finishing(signer));
            requests.push(request.unwrap());
        }
    }
    let answers = at_once(requests).await;
    assert_eq!(answers.get("200"), Some(&2), "round {round}: {answers:?}");
    // A later request of the same browser overtook some of the losers.
    let lost = ["409 already_signed", "409 request_replayed"];
    let lost = lost.iter().filter_map(|answer| answers.get(*answer));
    assert_eq!(lost.sum::<usize>(), 62, "round {round}: {answers:?}");
    sent.sealed().await;
    for (kind, times) in [
        ("signature.applied", 2),
        ("values.committed", 2),
        ("envelope.completed", 1),
        ("envelope.sealed", 1),
    ] {
        let found = sent.count(kind).await;
        assert_eq!(found, times, "round {round}: {kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_two_finish_together() {
    each_engine(async |house| {
        for round in 0..2 {
            last_two_finish(house, round).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "200 rounds on each engine; see bench/README.md"]
async fn the_last_two_finish_together_200_times() {
    each_engine(async |house| {
        let begun = Instant::now();
        for round in 0..200 {
            last_two_finish(house, round).await;
        }
        let engine = house
            .database
            .as_deref()
            .map_or("SQLCipher", |_| "PostgreSQL");
        eprintln!(
            "{engine}: 200 rounds of 64 calls, one completed and one sealed each, {:?}",
            begun.elapsed()
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_and_voiding_at_once_have_one_outcome() {
    each_engine(async |house| {
        for round in 0..4 {
            let name = format!("mira{round}");
            let sent = house.sends_to(&[signer(&name, 1)]).await;
            let mira = sent.agreed_by(&name).await;
            let sign = mira.proved(Method::POST, "/v1/signing/signature", &finishing(&mira));
            let void = house.owner.request(Method::POST, &sent.path("/voiding"));
            let void = void.json(&json!({ "reason": "late" }));
            let answers = at_once(vec![sign.unwrap(), void]).await;
            assert_eq!(answers.get("200"), Some(&1), "{answers:?}");
            let completed = sent.count("envelope.completed").await;
            assert_eq!(completed + sent.count("envelope.voided").await, 1);
            assert_eq!(completed, sent.count("signature.applied").await);
        }
    })
    .await;
}
