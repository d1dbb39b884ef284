//! Acknowledged data survives every fault of the storage.
//!
//! Ceremonies run through the API while writes below the data directory fail (`shim.c`), PostgreSQL is stopped, killed
//! or filled up, and connections are cut. Then the server is killed and started again: every acknowledged fact must
//! exist, every chain must be unbroken, and the storage must accept writes again within a minute of the end of each
//! fault.
//!
//! `ONESIGN_FAULTS_SEED` repeats a run; the long run of `bench/README.md` is the ignored test.
#![allow(clippy::unwrap_used, clippy::panic)]
#![allow(
    dead_code,
    reason = "shared with the tests of the API, which use all of it"
)]

mod ceremony;
#[path = "../api/harness.rs"]
mod harness;
#[path = "../api/paper.rs"]
mod paper;
mod server;
mod shim;

use ceremony::{Ledger, hold};
use harness::{CONTRACT, House, Person, draft, filled, signer};
use reqwest::Method;
use server::Server;
use shim::Shim;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The longest recovery time of the storage.
const LONGEST: Duration = Duration::from_secs(60);

/// Repeatable choices.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn seed() -> u64 {
    let given = std::env::var("ONESIGN_FAULTS_SEED").ok();
    let seed = given.and_then(|s| s.parse().ok());
    let seed = seed.unwrap_or_else(|| uuid::Uuid::now_v7().as_u128() as u64 | 1);
    eprintln!("ONESIGN_FAULTS_SEED={seed}");
    seed
}

/// The faults of the storage so far.
struct Harm<'a> {
    shim: &'a Shim,
    server: Option<&'a Server>,
    /// Faults other than those of the shim.
    others: u64,
    longest: Duration,
}

impl Harm<'_> {
    fn total(&self) -> u64 {
        self.shim.faults() + self.others
    }

    /// One fault of some length; then waits until the server reports that it can store data again.
    async fn once(&mut self, house: &House, dice: &mut Dice) {
        let length = Duration::from_millis(200 + dice.below(1_800));
        let server = self.server;
        match (dice.below(if server.is_some() { 9 } else { 4 }), server) {
            (0, _) => self.failing(1_000_000, shim::NO_SPACE, length).await,
            (1, _) => self.failing(1_000_000, shim::IO, length).await,
            (2, _) => self.failing(100_000, shim::ANY, length).await,
            (4 | 5, Some(server)) => {
                for _ in 0..10 {
                    self.others += tokio::task::block_in_place(|| server.terminate());
                    tokio::time::sleep(length / 10).await;
                }
            }
            (6, Some(server)) => self.others += tokio::task::block_in_place(|| server.kill_one()),
            (7, Some(server)) => {
                let mode = if dice.below(2) == 0 {
                    "fast"
                } else {
                    "immediate"
                };
                tokio::task::block_in_place(|| server.down(mode));
                tokio::time::sleep(length).await;
                self.others += 1;
                tokio::task::block_in_place(|| assert!(server.up()));
            }
            (8, Some(server)) if server.is_small => {
                tokio::task::block_in_place(|| server.fill());
                tokio::time::sleep(length * 2).await;
                self.others += 1;
                tokio::task::block_in_place(|| server.make_room());
            }
            _ => self.failing(20_000, shim::ANY, length * 2).await,
        }
        let ended = Instant::now();
        while !is_ready(house).await {
            assert!(
                ended.elapsed() < LONGEST,
                "not ready a minute later:\n{}",
                house.log()
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        self.longest = self.longest.max(ended.elapsed());
    }

    async fn failing(&self, per_million: u32, kind: u32, length: Duration) {
        self.shim.fail(per_million, kind);
        tokio::time::sleep(length).await;
        self.shim.heal();
    }
}

async fn is_ready(house: &House) -> bool {
    let asked = house.owner.request(Method::GET, "/readyz").send().await;
    asked.is_ok_and(|answer| answer.status() == 200)
}

/// A number of faults, one after the other, within a time limit; now and then it also kills the server.
async fn run(server: Option<&Server>, faults: u64, longest: Duration, writers: usize) {
    let seed = seed();
    let dir = tempfile::tempdir().unwrap();
    let Some(shim) = Shim::build(dir.path(), seed) else {
        return;
    };
    let engine = if server.is_some() {
        "PostgreSQL"
    } else {
        "SQLCipher"
    };
    let house = House::start_with(server.map(Server::url), shim.settings()).await;
    house.set_up().await;
    let mut dice = Dice(seed | 1);
    let mut harm = Harm {
        shim: &shim,
        server,
        others: 0,
        longest: Duration::ZERO,
    };
    let (stop, number) = (AtomicBool::new(false), AtomicUsize::new(0));
    let writing = async {
        let writers = (0..writers).map(|_| hold(&house, &number, &stop));
        let ledgers = ceremony::all(writers.collect()).await;
        ledgers.into_iter().flatten().collect::<Ledger>()
    };
    let harming = async {
        let begun = Instant::now();
        let mut rounds = 0;
        while harm.total() < faults || rounds < 6 {
            if begun.elapsed() > longest {
                break;
            }
            tokio::time::sleep(Duration::from_millis(300 + dice.below(900))).await;
            harm.once(&house, &mut dice).await;
            rounds += 1;
            if dice.below(3) == 0 {
                tokio::task::block_in_place(|| house.restart());
            }
        }
        stop.store(true, Ordering::Relaxed);
        Instant::now()
    };
    let (ledger, ended) = tokio::join!(writing, harming);
    let finished = ended.elapsed();
    let found = ceremony::compare(&house, &ledger).await;
    eprintln!(
        "{engine}, seed {seed}: {} faults, {} envelopes, {} facts acknowledged, {} lost, {} doubled, {} half-kept; \
         longest recovery {:.1} s, open ceremonies finished {:.1} s after the last fault",
        harm.total(),
        ledger.len(),
        found.acknowledged,
        found.lost,
        found.doubled,
        found.half_kept,
        harm.longest.as_secs_f64(),
        finished.as_secs_f64(),
    );
    assert_eq!(
        (found.lost, found.doubled, found.half_kept),
        (0, 0, 0),
        "{}",
        found.notes
    );
    assert!(
        finished < LONGEST,
        "open ceremonies took {finished:?} to finish"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_the_embedded_storage_lose_nothing() {
    run(None, 1_000, Duration::from_secs(25), 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_the_database_server_lose_nothing() {
    if let Some(server) = tokio::task::block_in_place(Server::start) {
        run(Some(&server), 1_000, Duration::from_secs(25), 2).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "minutes on each engine; see bench/README.md"]
async fn a_long_run_of_faults_loses_nothing() {
    const FAULTS: u64 = 1_100;
    let long = Duration::from_secs(1_800);
    run(None, FAULTS, long, 4).await;
    if let Some(server) = tokio::task::block_in_place(Server::start) {
        run(Some(&server), FAULTS, long, 4).await;
    }
}

/// The disk is full while a person signs. The server reports that, and every later acknowledgement holds.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_reported_and_needs_no_restart_afterwards() {
    let dir = tempfile::tempdir().unwrap();
    let Some(shim) = Shim::build(dir.path(), 1) else {
        return;
    };
    let house = House::start_with(None, shim.settings()).await;
    house.set_up().await;
    let people = [signer("Mira", 1), signer("Jonas", 1)];
    let envelope = house.sent(&people).await;
    let id = &envelope.id;
    let (mira, jonas) = (house.signer("mira").await, house.signer("jonas").await);
    shim.fail(1_000_000, shim::NO_SPACE);
    for _ in 0..3 {
        let refused = paper::proved(
            &mira,
            Method::POST,
            "/v1/signing/signature",
            &paper::finishing(&mira),
        )
        .await;
        refused.refused(503, "storage_unavailable");
        assert!(refused.headers.contains_key("retry-after"));
    }
    // Documents are refused the same way, and leave nothing behind.
    let upload = house
        .owner
        .request(Method::POST, "/v1/envelopes?filename=a.pdf");
    let upload = upload
        .header("content-type", "application/pdf")
        .body(CONTRACT);
    harness::Answer::of(upload)
        .await
        .refused(503, "storage_unavailable");
    assert!(!is_ready(&house).await);
    // Reads continue to work.
    assert_eq!(
        house.get(&format!("/v1/envelopes/{id}")).await.body["status"],
        "sent"
    );
    shim.heal();
    let healed = Instant::now();
    while !is_ready(&house).await {
        assert!(healed.elapsed() < LONGEST, "{}", house.log());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    for person in [&mira, &jonas] {
        person.sign(filled(person)).await.unwrap();
    }
    house.restart();
    assert_eq!(house.count(id, "signature.applied").await, 2);
    house.owner.wait_for(id, "sealed").await.unwrap();
    let drafts = house.data().join("blobs/.drafts");
    assert_eq!(std::fs::read_dir(drafts).unwrap().count(), 0);
}
