//! How many commands a second the vault executes: `cargo run --release -p onesign-store --example execute_rate`.
//!
//! One command is one transaction: decide, chain one fact (three for a new envelope), encrypt its values and the
//! state, write, commit. SQLCipher syncs each commit to the disk under the temporary directory. The private
//! PostgreSQL doesn't sync, so its figure covers the work without the disk; to include the disk, pass your own
//! server as the first argument (`postgres://…`, an empty database).
#![allow(clippy::unwrap_used, reason = "a measurement reports by panicking")]

use onesign_core::actor::Access;
use onesign_core::audit::hex;
use onesign_core::command::Upload;
use onesign_core::command::{CreateEnvelope, ReviseDraft};
use onesign_core::envelope::PageSize;
use onesign_core::envelope::draft::Draft;
use onesign_core::identity::role::Role;
use onesign_core::ids::{AccountId, EnvelopeId};
use onesign_core::time::Entropy;
use onesign_core::{Actor, Command, Moment};
use onesign_store::{BlobsConfig, Config, Database, MasterKey, Store, SystemClock, testing};
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

const LONG: Duration = Duration::from_secs(3);

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    println!(
        "{:<40} {:>18} {:>18} {:>18}",
        "execute/s, CPU each", "1 at once", "8 at once", "64 at once"
    );
    let sqlite = testing::sqlite().await;
    measure("SQLCipher, synced", &sqlite.store).await;
    if let Some(postgres) = testing::postgres().await {
        measure("PostgreSQL, private, not synced", &postgres.store).await;
    }
    if let Some(url) = std::env::args().nth(1) {
        let dir = sqlite.dir().join("blobs-of-the-other");
        let config = Config {
            database: Database::Postgres {
                url: url.into(),
                migration_url: None,
                connections: 8,
            },
            blobs: BlobsConfig::Disk { dir },
            master: MasterKey::generate().unwrap(),
            log: "bench.invalid/log".to_owned(),
            clock: Arc::new(SystemClock),
        };
        measure("PostgreSQL, as given", &Store::open(config).await.unwrap()).await;
    }
}

async fn measure(name: &str, store: &Store) {
    for (what, create) in [("create", true), ("revise", false)] {
        let mut line = format!("{:<40}", format!("{name}: {what}"));
        for tasks in [1, 8, 64] {
            let (rate, cpu) = rate(store, tasks, create).await;
            line += &format!(" {:>18}", format!("{rate:.0}/s, {cpu:.2} ms"));
        }
        println!("{line}");
    }
}

/// Commands a second by this many parallel tasks, each on its own streams, and the processor time of one command in
/// milliseconds, which is comparable even on a busy machine.
async fn rate(store: &Store, tasks: usize, create: bool) -> (f64, f64) {
    let (started, cpu) = (Instant::now(), cpu_ms());
    let running: Vec<_> = (0..tasks)
        .map(|_| tokio::spawn(work(store.clone(), create, started + LONG)))
        .collect();
    let mut done = 0u32;
    for task in running {
        done += task.await.unwrap();
    }
    let done = f64::from(done);
    (
        done / started.elapsed().as_secs_f64(),
        (cpu_ms() - cpu) / done,
    )
}

/// Processor time of this process so far. Linux counts it in hundredths of a second.
fn cpu_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(") ").next().unwrap_or_default();
    let ticks = after_name
        .split(' ')
        .skip(11)
        .take(2)
        .filter_map(|n| n.parse::<f64>().ok());
    ticks.sum::<f64>() * 10.0
}

async fn work(store: Store, create: bool, end: Instant) -> u32 {
    let by = Actor::Account {
        id: AccountId(Uuid::now_v7()),
        role: Role::Sender,
        assurance: onesign_core::identity::assurance::Assurance::Single,
        access: Access::default(),
    };
    let envelope = EnvelopeId(Uuid::now_v7());
    store
        .execute(new_envelope(envelope), &by, &moment())
        .await
        .unwrap();
    let mut done = 0;
    while Instant::now() < end {
        let command = if create {
            new_envelope(EnvelopeId(Uuid::now_v7()))
        } else {
            Command::ReviseDraft(ReviseDraft {
                envelope,
                draft: draft(done),
                based_on: None,
            })
        };
        store.execute(command, &by, &moment()).await.unwrap();
        done += 1;
    }
    done
}

fn moment() -> Moment {
    let mut seed = [0; 32];
    seed[..16].copy_from_slice(Uuid::now_v7().as_bytes());
    Moment {
        at_ms: 1_790_000_000_000,
        clock_error_ms: 5,
        entropy: Entropy::from_seed(seed),
        build: "bench".to_owned(),
    }
}

fn new_envelope(envelope: EnvelopeId) -> Command {
    Command::CreateEnvelope(CreateEnvelope {
        envelope,
        sender: ("Olga Owner".to_owned(), "owner@example.org".to_owned()),
        title: "Lease".to_owned(),
        locale: "en".to_owned(),
        upload: Upload {
            filename: "lease.pdf".to_owned(),
            received_sha256: hex(&[1; 32]),
            received_bytes: 50_000,
            normalised_sha256: hex(&[2; 32]),
            normalised_bytes: 45_000,
            pages: vec![
                PageSize {
                    w: 595_000,
                    h: 842_000
                };
                3
            ],
            removed: Vec::new(),
            warnings: Vec::new(),
            detected: Vec::new(),
            enclosed: None,
        },
    })
}

fn draft(n: u32) -> Draft {
    Draft {
        title: format!("Lease {n}"),
        message: "Please sign.".to_owned(),
        locale: "en".to_owned(),
        expires_in_days: 30,
        recipients: Vec::new(),
        fields: Vec::new(),
    }
}
