//! Many commands at once: each is decided on the state after the previous one.

use crate::world::{Owner, START_MS, moment, visitor};
use onesign_core::Code;
use onesign_core::envelope::EnvelopeStatus;
use onesign_core::ids::{AccountId, EnvelopeId};
use onesign_core::{StreamId, Viewer};
use onesign_store::testing::each_engine;
use onesign_store::{Error, Receipt, Store};
use tokio::task::JoinHandle;
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_sixty_four_commands_on_one_stream_wins() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let (envelope, signers) = owner.send(&store, "Lease", &["Ann Signer"]).await;
        signers[0].get_ready(&store).await;
        let attempts: Vec<_> = (0..64)
            .map(|_| {
                let (store, signer) = (store.clone(), signers[0].clone());
                tokio::spawn(async move { signer.sign(&store).await })
            })
            .collect();
        let mut won = 0;
        for attempt in attempts {
            match attempt.await.unwrap() {
                Ok(_) => won += 1,
                // The store ignores a request that an order with a higher counter has overtaken.
                Err(error) => assert!(
                    [Code::AlreadySigned, Code::RequestReplayed]
                        .contains(&error.refusal().unwrap().code)
                ),
            }
        }
        assert_eq!(won, 1);
        let stream = StreamId::Envelope(envelope.id);
        let facts = store.read(&Viewer::System).facts(stream).await.unwrap();
        let count = |kind| facts.iter().filter(|fact| fact.kind == kind).count();
        assert_eq!(
            (count("signature.applied"), count("envelope.completed")),
            (1, 1)
        );
        // Repeats are counted, not recorded one by one.
        assert!(count("signature.refused") <= 1);
        store.read(&Viewer::System).replay(stream).await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_last_signers_together_complete_an_envelope_once() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let names: Vec<String> = (0..12).map(|n| format!("Signer {n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let (envelope, signers) = owner.send(&store, "Lease", &names).await;
        for signer in &signers {
            signer.get_ready(&store).await;
        }
        let attempts: Vec<_> = signers
            .into_iter()
            .map(|signer| {
                let store = store.clone();
                tokio::spawn(async move { signer.sign(&store).await })
            })
            .collect();
        let mut completed = 0;
        for attempt in attempts {
            let receipt = attempt.await.unwrap().unwrap();
            completed += receipt
                .facts
                .iter()
                .filter(|fact| fact.fact.kind() == "envelope.completed")
                .count();
        }
        assert_eq!(completed, 1);
        let state = store
            .read(&Viewer::System)
            .replay(StreamId::Envelope(envelope.id))
            .await
            .unwrap();
        assert_eq!(state.envelope().unwrap().status, EnvelopeStatus::Completed);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_stream_begins_once_however_many_commands_begin_it() {
    each_engine(|store| async move {
        let setting_up: Vec<_> = (0..16)
            .map(|n| {
                let store = store.clone();
                let owner = Owner {
                    id: AccountId(Uuid::now_v7()),
                    email: format!("owner{n}@example.org"),
                };
                tokio::spawn(async move {
                    store
                        .execute(owner.set_up_command(), &visitor(), &moment(START_MS))
                        .await
                })
            })
            .collect();
        let mut won = 0;
        for attempt in setting_up {
            match attempt.await.unwrap() {
                Ok(_) => won += 1,
                Err(error) => assert_eq!(error.refusal().unwrap().code, Code::AlreadySetUp),
            }
        }
        assert_eq!(won, 1);
        store
            .read(&Viewer::System)
            .replay(StreamId::Instance)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn commands_on_many_streams_at_once_all_arrive() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let creating = create(&store, &owner, 200);
        for created in creating {
            store
                .read(&Viewer::System)
                .replay(created.await.unwrap().unwrap().stream)
                .await
                .unwrap();
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_cancelled_caller_does_not_cancel_others() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let creating = create(&store, &owner, 60);
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        for (n, created) in creating.into_iter().enumerate() {
            if n % 2 == 0 {
                created.abort();
            } else {
                store
                    .read(&Viewer::System)
                    .replay(created.await.unwrap().unwrap().stream)
                    .await
                    .unwrap();
            }
        }
    })
    .await;
}

/// Creates this many envelopes at once.
fn create(store: &Store, owner: &Owner, count: usize) -> Vec<JoinHandle<Result<Receipt, Error>>> {
    let creating = (0..count).map(|n| {
        let (store, owner) = (store.clone(), owner.clone());
        tokio::spawn(async move {
            let title = format!("Lease {n}");
            let create = owner.create_command(&title, EnvelopeId(Uuid::now_v7()));
            store
                .execute(create, &owner.actor(), &moment(START_MS))
                .await
        })
    });
    creating.collect()
}
