//! Twenty thousand guesses at a link, from as many networks: their traces in the sealed file.

use crate::harness::{Answer, SPKI, each_engine_with, filled, signer};
use onesign::client::{Client, SignerClient};
use reqwest::Method;
use serde_json::json;
use std::collections::BTreeMap;

const GUESSES: u32 = 20_000;
/// The most bytes that they may add to a sealed file, and the most facts to its record.
const MOST_BYTES: usize = 10_000;
const MOST_FACTS: usize = 100;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "20,000 guesses on each engine; see bench/README.md"]
async fn twenty_thousand_wrong_secrets_leave_a_small_seal_that_passes() {
    let proxies = [("ONESIGN_TRUSTED_PROXIES", "127.0.0.1,::1")];
    each_engine_with(&proxies, async |house| {
        house.set_up().await;
        let mut sizes = Vec::new();
        for guesses in [0, GUESSES] {
            let sent = house.sent(&[signer("mira", 1)]).await;
            let id = sent.id.clone();
            let link = house.owner.mailed_link("mira@example.com", &[]).await;
            let link = link.unwrap();
            let before = house.facts(&id).await.len();
            let answers = guess(&house.origin, &link, guesses).await;
            let mira = SignerClient::open(&link).await.unwrap();
            mira.consent().await.unwrap();
            mira.sign(filled(&mira)).await.unwrap();
            house.owner.wait_for(&id, "sealed").await.unwrap();
            let facts = house.facts(&id).await.len() - before;
            let path = format!("/v1/envelopes/{id}/sealed.pdf");
            let sealed = house.owner.bytes(&path).await.unwrap();
            sizes.push((sealed.len(), facts));
            let judging = house.owner.request(Method::POST, "/v1/verifications");
            let report = Answer::of(judging.body(sealed)).await.body;
            assert_eq!(report["verdict"], "passed", "{report}");
            eprintln!(
                "{guesses} guesses, {answers:?}: {facts} facts, {} bytes",
                sizes[sizes.len() - 1].0
            );
        }
        let [(quiet, few), (guessed, many)] = sizes[..] else {
            unreachable!("two envelopes")
        };
        assert!(guessed < quiet + MOST_BYTES, "{quiet} and {guessed} bytes");
        assert!(many < few + MOST_FACTS, "{few} and {many} facts");
    })
    .await;
}

/// Sends this many wrong secrets, each from another network, and counts the answers by kind.
async fn guess(origin: &str, link: &str, guesses: u32) -> BTreeMap<String, u32> {
    let visitor = Client::new(origin).unwrap();
    let (_, rest) = link.split_once("/s/").unwrap();
    let (selector, _) = rest.split_once('#').unwrap();
    let path = format!("/v1/links/{selector}/exchange");
    let body = json!({ "secret": "A".repeat(43), "public_key": SPKI });
    let mut answers = BTreeMap::new();
    for n in 0..guesses {
        let address = std::net::Ipv4Addr::from(0x0B00_0001 + (n << 8));
        let guess = visitor.request(Method::POST, &path).json(&body);
        let guess = guess.header("x-forwarded-for", address.to_string());
        let answer = Answer::of(guess).await;
        let code = answer.body["code"].as_str().unwrap_or("none").to_owned();
        *answers.entry(code).or_insert(0) += 1;
    }
    answers
}
