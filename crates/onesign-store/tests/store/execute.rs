//! The traces of a command: a chain, a state, look-ups, jobs; and those of a refusal.

use crate::world::{Owner, START_MS, SYSTEM, moment, visitor};
use onesign_core::Code;
use onesign_core::audit::chain::{Disclosed, check};
use onesign_core::audit::entry::genesis;
use onesign_core::command::{ExpireEnvelope, RemindRecipient, SendEnvelope, VoidEnvelope};
use onesign_core::envelope::EnvelopeStatus;
use onesign_core::ids::{AccountId, EnvelopeId};
use onesign_core::{Command, StreamId, Viewer};
use onesign_store::testing::{each_engine, each_fixture};
use onesign_store::{Error, Store};
use std::time::Duration;
use uuid::Uuid;

#[tokio::test]
async fn a_ceremony_is_one_unbroken_chain_that_replays_to_the_stored_state() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let (envelope, signers) = owner
            .send(&store, "Lease", &["Ann Signer", "Ben Signer"])
            .await;
        for signer in &signers {
            signer.get_ready(&store).await;
        }
        signers[0].sign(&store).await.unwrap();
        let last = signers[1].sign(&store).await.unwrap();
        assert_eq!(
            last.state.envelope().unwrap().status,
            EnvelopeStatus::Completed
        );

        let stream = StreamId::Envelope(envelope.id);
        let facts = store.read(&Viewer::System).facts(stream).await.unwrap();
        assert_eq!(facts.last().unwrap().seq, last.seq);
        assert_eq!(facts.len() as u64, last.seq + 1);
        let entries: Vec<Vec<u8>> = facts.iter().map(|fact| fact.canonical.clone()).collect();
        let chain = check(&entries, |seq| {
            let openings = &facts[seq as usize].openings;
            let disclosed = |o: &onesign_core::audit::entry::Opening| Disclosed {
                salt: o.salt,
                value: o.value.clone(),
            };
            openings
                .iter()
                .map(|o| (o.name.clone(), disclosed(o)))
                .collect()
        })
        .unwrap();
        assert_eq!(chain.head, facts.last().unwrap().digest);
        assert_eq!(chain.log, "test.invalid/log");
        assert!(
            chain
                .entries
                .iter()
                .all(|entry| entry.undisclosed.is_empty())
        );
        assert!(
            facts[0]
                .canonical
                .windows(43)
                .any(|w| w == b64(&genesis(&stream.to_string())).as_bytes())
        );

        for stream in [stream, StreamId::Instance, StreamId::Account(owner.id)] {
            store.read(&Viewer::System).replay(stream).await.unwrap();
        }
        assert_eq!(
            store
                .read(&Viewer::System)
                .envelope(envelope.id)
                .await
                .unwrap(),
            *last.state.envelope().unwrap()
        );
    })
    .await;
}

fn b64(bytes: &[u8]) -> String {
    onesign_core::audit::base64url(bytes)
}

#[tokio::test]
async fn a_command_may_begin_a_second_stream_but_not_touch_an_old_one() {
    each_engine(|store| async move {
        let owner = Owner {
            id: AccountId(Uuid::now_v7()),
            email: "owner@example.org".to_owned(),
        };
        let receipt = store
            .execute(owner.set_up_command(), &visitor(), &moment(START_MS))
            .await
            .unwrap();
        assert_eq!(receipt.stream, StreamId::Instance);
        assert_eq!(receipt.facts.len(), 2);
        assert!(receipt.facts.iter().all(|fact| fact.seq == 0));
        assert!(store.is_set_up().await.unwrap());

        let again = store
            .execute(owner.set_up_command(), &visitor(), &moment(START_MS))
            .await;
        assert_eq!(
            again.unwrap_err().refusal().unwrap().code,
            Code::AlreadySetUp
        );
        assert_eq!(
            store
                .read(&Viewer::System)
                .facts(StreamId::Account(owner.id))
                .await
                .unwrap()
                .len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_refusal_leaves_nothing_unless_it_is_worth_recording() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let (envelope, signers) = owner.send(&store, "Lease", &["Ann Signer"]).await;
        signers[0].issue(&store).await;
        let stream = StreamId::Envelope(envelope.id);
        let before = store
            .read(&Viewer::System)
            .facts(stream)
            .await
            .unwrap()
            .len();

        // Not recorded: it is someone else's envelope.
        let other = Owner {
            id: AccountId(Uuid::now_v7()),
            email: "other@example.org".to_owned(),
        };
        let voiding = Command::VoidEnvelope(VoidEnvelope {
            envelope: envelope.id,
            reason: "mine".to_owned(),
        });
        let refused = store
            .execute(voiding, &other.actor(), &moment(START_MS + 9))
            .await
            .unwrap_err();
        assert_eq!(refused.refusal().unwrap().code, Code::NotFound);
        assert_eq!(
            store
                .read(&Viewer::System)
                .facts(stream)
                .await
                .unwrap()
                .len(),
            before
        );

        // Remembered: a forged link.
        let forged = signers[0].exchange_command("00".repeat(32));
        let refused = store
            .execute(forged, &visitor(), &moment(START_MS + 9))
            .await
            .unwrap_err();
        assert_eq!(refused.refusal().unwrap().code, Code::LinkForged);
        let facts = store.read(&Viewer::System).facts(stream).await.unwrap();
        assert_eq!(facts.len(), before + 1);
        assert_eq!(facts.last().unwrap().kind, "link.refused");
        assert_eq!(facts.last().unwrap().values()["code"], "link_forged");
        store.read(&Viewer::System).replay(stream).await.unwrap();

        // The link still works: a refusal changes nothing else.
        let exchange = signers[0].exchange_command(signers[0].secret_sha256());
        store
            .execute(exchange, &visitor(), &moment(START_MS + 10))
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_command_on_a_stream_that_does_not_exist_leaves_no_trace() {
    each_fixture(|fixture| async move {
        let store = &fixture.store;
        let owner = Owner::set_up(store).await;
        let envelope = EnvelopeId(Uuid::now_v7());
        let refused = store
            .execute(
                Command::SendEnvelope(SendEnvelope {
                    envelope,
                    revision: None,
                }),
                &owner.actor(),
                &moment(START_MS),
            )
            .await;
        assert_eq!(refused.unwrap_err().refusal().unwrap().code, Code::NotFound);
        let facts = store
            .read(&Viewer::System)
            .facts(StreamId::Envelope(envelope))
            .await;
        assert!(matches!(facts, Err(Error::NotFound)));
        assert!(matches!(
            store.read(&Viewer::System).envelope(envelope).await,
            Err(Error::NotFound)
        ));
        let left = crate::world::run_sql(&fixture, "DELETE FROM streams WHERE seq = 0")
            .await
            .unwrap();
        assert_eq!(left, 0, "not even an empty stream");
    })
    .await;
}

#[tokio::test]
async fn jobs_are_queued_with_the_facts_and_once_per_key() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let (envelope, signers) = owner
            .send(&store, "Lease", &["Ann Signer", "Ben Signer"])
            .await;
        assert_eq!(store.pending_count().await.unwrap(), 2);
        let remind = || {
            Command::RemindRecipient(RemindRecipient {
                envelope: envelope.id,
                recipient: signers[0].id,
            })
        };
        for n in 0..3 {
            store
                .execute(remind(), &owner.actor(), &moment(START_MS + 10 + n))
                .await
                .unwrap();
        }
        assert_eq!(
            store.pending_count().await.unwrap(),
            2,
            "a mail that waits is sent once, however often it is asked for"
        );
        let jobs = store.claim(10, Duration::from_secs(60)).await.unwrap();
        assert_eq!(jobs.len(), 2);
        assert!(jobs.iter().all(|job| job.kind == "mail_link"));
        assert_eq!(jobs[0].payload["envelope"], envelope.id.to_string());

        // A refused command queues nothing, though it is decided in the same way.
        let voiding = Command::VoidEnvelope(VoidEnvelope {
            envelope: envelope.id,
            reason: String::new(),
        });
        assert!(
            store
                .execute(voiding, &owner.actor(), &moment(START_MS + 20))
                .await
                .is_err()
        );
        assert_eq!(store.pending_count().await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn all_data_survive_reopening_the_store() {
    each_fixture(|fixture| async move {
        let owner = Owner::set_up(&fixture.store).await;
        let envelope = owner.create(&fixture.store, "Lease", START_MS).await;
        fixture.store.close().await.unwrap();
        let store = Store::open(fixture.config().clone()).await.unwrap();
        assert_eq!(
            store
                .read(&owner.viewer())
                .envelope(envelope.id)
                .await
                .unwrap(),
            envelope
        );
        store
            .read(&Viewer::System)
            .replay(StreamId::Envelope(envelope.id))
            .await
            .unwrap();
        let expire = Command::ExpireEnvelope(ExpireEnvelope {
            envelope: envelope.id,
        });
        let refused = store
            .execute(expire, &SYSTEM, &moment(START_MS))
            .await
            .unwrap_err();
        assert_eq!(refused.refusal().unwrap().code, Code::EnvelopeClosed);
    })
    .await;
}

#[tokio::test]
async fn a_future_of_execute_can_move_between_threads() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let fixture = onesign_store::testing::sqlite().await;
    let owner = Owner {
        id: AccountId(Uuid::now_v7()),
        email: "owner@example.org".to_owned(),
    };
    let at = moment(START_MS);
    is_send(
        fixture
            .store
            .execute(owner.set_up_command(), &visitor(), &at),
    )
    .await
    .unwrap();
}
