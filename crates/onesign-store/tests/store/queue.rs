//! The queue: each effect happens once, whatever happens to the workers.

use crate::world::Owner;
use onesign_core::Clock;
use onesign_store::queue::MOST_ATTEMPTS;
use onesign_store::testing::{each_engine, each_fixture};
use onesign_store::{Error, Store, SystemClock};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const LEASE: Duration = Duration::from_secs(60);

async fn fill(store: &Store, jobs: usize) {
    for n in 0..jobs {
        assert!(store.cron("effect", &format!("{n:05}")).await.unwrap());
    }
}

/// Works until nothing is pending; one job in ten fails at first.
async fn work(store: Store, effects: Arc<Mutex<HashMap<String, u32>>>) {
    while store.pending_count().await.unwrap() > 0 {
        for job in store.claim(7, LEASE).await.unwrap() {
            let tick = job.payload["tick"].as_str().unwrap().to_owned();
            if tick.ends_with('3') && job.attempt == 1 {
                store
                    .fail(&job, "unlucky", SystemClock.now_ms())
                    .await
                    .unwrap();
                continue;
            }
            *effects.lock().unwrap().entry(tick).or_default() += 1;
            store.complete(&job).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_jobs_and_three_workers_make_a_thousand_effects() {
    each_engine(|store| async move {
        fill(&store, 1_000).await;
        let effects = Arc::new(Mutex::new(HashMap::new()));
        let workers: Vec<_> = (0..3)
            .map(|_| tokio::spawn(work(store.clone(), Arc::clone(&effects))))
            .collect();
        for worker in workers {
            worker.await.unwrap();
        }
        assert!(store.dead_jobs().await.unwrap().is_empty());
        let effects = effects.lock().unwrap();
        assert_eq!(effects.len(), 1_000);
        assert!(effects.values().all(|n| *n == 1));
    })
    .await;
}

#[tokio::test]
async fn a_lost_lease_is_taken_over_and_its_first_holder_is_told() {
    each_fixture(|fixture| async move {
        // The whole of it, including its directory.
        let fixture = fixture;
        let (store, clock) = (&fixture.store, &fixture.clock);
        fill(store, 1).await;
        let first = store.claim(5, LEASE).await.unwrap().remove(0);
        assert!(
            store.claim(5, LEASE).await.unwrap().is_empty(),
            "nobody else gets it meanwhile"
        );
        clock.advance(LEASE);
        let second = store.claim(5, LEASE).await.unwrap().remove(0);
        assert_eq!((first.attempt, second.attempt), (1, 2));
        assert!(matches!(
            store.complete(&first).await,
            Err(Error::LeaseLost)
        ));
        assert!(matches!(
            store.fail(&first, "late", clock.now_ms()).await,
            Err(Error::LeaseLost)
        ));
        assert!(matches!(
            store.extend(&first, LEASE).await,
            Err(Error::LeaseLost)
        ));
        store.extend(&second, LEASE).await.unwrap();
        store.complete(&second).await.unwrap();
        assert!(matches!(
            store.complete(&second).await,
            Err(Error::LeaseLost)
        ));
        assert_eq!(store.pending_count().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_job_that_keeps_failing_dies_visibly_and_can_be_revived() {
    each_fixture(|fixture| async move {
        // The whole of it, including its directory.
        let fixture = fixture;
        let (store, clock) = (&fixture.store, &fixture.clock);
        fill(store, 1).await;
        for attempt in 1..=MOST_ATTEMPTS {
            let job = store.claim(1, LEASE).await.unwrap().remove(0);
            assert_eq!(job.attempt, attempt);
            assert!(store.claim(1, LEASE).await.unwrap().is_empty());
            let later = clock.now_ms() + 60_000;
            store.fail(&job, "mailbox_full", later).await.unwrap();
            assert!(store.claim(1, LEASE).await.unwrap().is_empty());
            clock.advance(Duration::from_secs(60));
        }
        assert!(store.claim(1, LEASE).await.unwrap().is_empty());
        assert_eq!(store.pending_count().await.unwrap(), 0);
        let dead = store.dead_jobs().await.unwrap();
        assert_eq!(dead[0].last_error.as_deref(), Some("mailbox_full"));
        store.revive(dead[0].id).await.unwrap();
        assert!(matches!(
            store.revive(dead[0].id).await,
            Err(Error::NotFound)
        ));
        let job = store.claim(1, LEASE).await.unwrap().remove(0);
        assert_eq!(job.attempt, 1);
    })
    .await;
}

#[tokio::test]
async fn a_job_that_kills_its_workers_is_recognised_and_can_be_given_up() {
    each_fixture(|fixture| async move {
        // The whole of it, including its directory.
        let fixture = fixture;
        let (store, clock) = (&fixture.store, &fixture.clock);
        fill(store, 1).await;
        for _ in 0..MOST_ATTEMPTS {
            let leases = store.claim(1, LEASE).await.unwrap();
            assert!(!leases[0].is_worn());
            clock.advance(LEASE);
        }
        let worn = store.claim(1, LEASE).await.unwrap().remove(0);
        assert!(worn.is_worn());
        store.give_up(&worn, "worker_lost").await.unwrap();
        clock.advance(LEASE);
        assert!(store.claim(1, LEASE).await.unwrap().is_empty());
        assert_eq!(
            store.dead_jobs().await.unwrap()[0].last_error.as_deref(),
            Some("worker_lost")
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_tick_is_queued_once_by_many_nodes_even_after_it_is_done() {
    each_engine(|store| async move {
        let racing: Vec<_> = (0..8)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut queued = 0;
                    for n in 0..20 {
                        queued +=
                            u32::from(store.cron("remind", &format!("day-{n}")).await.unwrap());
                    }
                    queued
                })
            })
            .collect();
        let mut queued = 0;
        for node in racing {
            queued += node.await.unwrap();
        }
        assert_eq!(queued, 20);
        for job in store.claim(100, LEASE).await.unwrap() {
            store.complete(&job).await.unwrap();
        }
        assert!(
            !store.cron("remind", "day-0").await.unwrap(),
            "a slow node comes too late"
        );
        assert_eq!(store.pending_count().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_waiting_worker_wakes_at_once() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let worker = tokio::spawn({
            let store = store.clone();
            async move {
                let started = std::time::Instant::now();
                store.wait().await;
                started.elapsed()
            }
        });
        tokio::time::sleep(Duration::from_millis(50)).await;
        let created = owner.create(&store, "Lease", SystemClock.now_ms()).await;
        assert_eq!(store.pending_count().await.unwrap(), 0, "{}", created.id);
        store.cron("effect", "now").await.unwrap();
        assert!(worker.await.unwrap() < Duration::from_millis(900));
    })
    .await;
}
