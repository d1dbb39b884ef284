//! Measures what others notice of a large document.
//!
//! `cargo run --release -p onesign --example large_beside_small -- target/release/onesign LARGE.pdf [ROUNDS]`
//! Starts that program with a data directory of its own and asks it for what senders and signers ask for all day,
//! first while nothing else happens and then while the large document is uploaded, looked at page by page, sent,
//! signed and sealed, ROUNDS times (3 by default). Prints the time that requests took in both, and the ratio.

use anyhow::Context;
use onesign::client::{Client, SignerClient};
use reqwest::Method;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

mod measuring;

use measuring::{Mailboxes, mail_server, memory, processor_ms, start};

/// Between two requests: the pace of a busy office, not the most the server can take.
const PACE: Duration = Duration::from_millis(10);
const PASSWORD: &str = "a password for measuring";
/// How long the quiet measurement takes.
const QUIET: Duration = Duration::from_secs(15);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let program = arguments.next().context("name the program to measure")?;
    let large = std::fs::read(arguments.next().context("name the large document")?)?;
    let rounds = arguments.next().map_or(Ok(3), |text| text.parse())?;
    measure(&program, "SQLCipher", None, &large, rounds).await?;
    if let Some(url) = onesign_store::testing::postgres_address().await {
        measure(&program, "PostgreSQL", Some(url), &large, rounds).await?;
    }
    Ok(())
}

async fn measure(
    program: &str,
    engine: &str,
    url: Option<String>,
    large: &[u8],
    rounds: usize,
) -> anyhow::Result<()> {
    let dir = tempfile::tempdir()?;
    let (mailboxes, smtp) = mail_server().await?;
    let (server, origin, code) = start(program, dir.path(), url, smtp)?;
    let owner = Client::new(&origin)?;
    owner
        .set_up(&code, "Owner", "owner@example.com", PASSWORD)
        .await?;
    let small = send(&owner, contract(), "small@example.com").await?;
    let signer = SignerClient::open(&mailboxes.link("small@example.com").await?).await?;
    signer.consent().await?;

    let still = Arc::new(AtomicBool::new(true));
    let asking = ask(&owner, &signer, &small, &still);
    let quiet = async {
        tokio::time::sleep(QUIET).await;
        still.store(false, Ordering::Relaxed);
        anyhow::Ok(())
    };
    let (quiet, ended) = tokio::join!(asking, quiet);
    ended?;
    let quiet = quiet?;

    let still = Arc::new(AtomicBool::new(true));
    let asking = ask(&owner, &signer, &small, &still);
    let before = processor_ms(server.id());
    let elsewhere = elsewhere(&origin, &mailboxes, large, rounds);
    let busy = async {
        let result = elsewhere.await;
        still.store(false, Ordering::Relaxed);
        result
    };
    let (busy, took) = tokio::join!(asking, busy);
    let (busy, took) = (busy?, took??);
    println!(
        "{engine}: {} MB document {rounds} times, {:.1} s and {} ms of processor time each, server {} MB afterwards",
        large.len() / 1_000_000,
        took.as_secs_f64() / rounds as f64,
        (processor_ms(server.id()) - before) / rounds.max(1) as u64,
        memory(server.id()),
    );
    for (name, part) in [("p50", 0.50), ("p90", 0.90), ("p99", 0.99)] {
        let (quiet, busy) = (at(&quiet, part), at(&busy, part));
        println!(
            "{engine}: {name} {:.2} ms quiet, {:.2} ms beside it, ratio {:.2}",
            quiet * 1e3,
            busy * 1e3,
            busy / quiet
        );
    }
    Ok(())
}

/// The small document that others are busy with.
fn contract() -> Vec<u8> {
    include_bytes!("../../../fixtures/contract.pdf").to_vec()
}

/// The value below which this part of the sorted times lies, in seconds.
fn at(times: &[f64], part: f64) -> f64 {
    let index = (times.len() as f64 * part) as usize;
    times
        .get(index.min(times.len().saturating_sub(1)))
        .copied()
        .unwrap_or(0.0)
}

/// Asks for lists, an envelope, its story, a session of signing and health in turn, as long as `still` says so.
/// Gives the times in seconds, sorted.
async fn ask(
    owner: &Client,
    signer: &SignerClient,
    envelope: &str,
    still: &AtomicBool,
) -> anyhow::Result<Vec<f64>> {
    let paths = [
        "/v1/envelopes".to_owned(),
        format!("/v1/envelopes/{envelope}"),
        format!("/v1/envelopes/{envelope}/facts"),
        "/healthz".to_owned(),
    ];
    let mut times = Vec::new();
    let mut turn = 0;
    while still.load(Ordering::Relaxed) {
        let begun = Instant::now();
        match paths.get(turn % (paths.len() + 1)) {
            Some(path) => {
                owner.bytes(path).await?;
            }
            None => {
                let answer = signer.request(Method::GET, "/v1/signing").send().await?;
                answer.error_for_status()?.bytes().await?;
            }
        }
        times.push(begun.elapsed().as_secs_f64());
        turn += 1;
        tokio::time::sleep(PACE).await;
    }
    times.sort_by(f64::total_cmp);
    Ok(times)
}

/// Uploads a document and sends it to one signer. Gives the envelope's id.
async fn send(owner: &Client, document: Vec<u8>, mailbox: &str) -> anyhow::Result<String> {
    let envelope = owner.upload("Contract.pdf", document).await?;
    let recipient = uuid::Uuid::now_v7();
    let draft = json!({
        "title": "Contract", "message": "Please sign.", "locale": "en", "expires_in_days": 7,
        "recipients": [{ "id": recipient, "name": "Mira Holt", "email": mailbox, "role": "signer", "step": 1 }],
        "fields": [{ "id": uuid::Uuid::now_v7(), "recipient": recipient, "kind": "signature", "page": 0,
            "rect": { "x": 60_000, "y": 600_000, "w": 200_000, "h": 50_000 }, "required": true, "label": "" }],
    });
    Ok(owner.send(&envelope.id, draft).await?.id)
}

/// Holds the large ceremonies on a thread that gives way: it stands for browsers on other machines.
fn elsewhere(
    origin: &str,
    mailboxes: &Mailboxes,
    large: &[u8],
    rounds: usize,
) -> oneshot::Receiver<anyhow::Result<Duration>> {
    let (tell, told) = oneshot::channel();
    let (origin, mailboxes, large) = (origin.to_owned(), mailboxes.clone(), large.to_vec());
    std::thread::spawn(move || {
        let _ = rustix::process::setpriority_process(None, onesign_store::NICENESS);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let result = runtime.map_err(Into::into).and_then(|runtime| {
            runtime.block_on(large_ceremonies(&origin, &mailboxes, &large, rounds))
        });
        let _ = tell.send(result);
    });
    told
}

async fn large_ceremonies(
    origin: &str,
    mailboxes: &Mailboxes,
    large: &[u8],
    rounds: usize,
) -> anyhow::Result<Duration> {
    let owner = Client::new(origin)?;
    let who = json!({ "email": "owner@example.com", "password": PASSWORD });
    owner.call(Method::POST, "/v1/sessions", who).await?;
    let begun = Instant::now();
    for round in 0..rounds {
        let mailbox = format!("large{round}@example.com");
        let id = send(&owner, large.to_vec(), &mailbox).await?;
        for page in 0..10 {
            owner
                .bytes(&format!("/v1/envelopes/{id}/pages/{page}"))
                .await?;
        }
        let signer = SignerClient::open(&mailboxes.link(&mailbox).await?).await?;
        signer.consent().await?;
        signer.sign(signer.filled("2030-01-02")).await?;
        while owner.envelope(&id).await?.status != "sealed" {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    Ok(begun.elapsed())
}
