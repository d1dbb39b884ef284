//! Only blobs that the database noted and nothing named are orphans.

use crate::world::{Owner, START_MS};
use bytes::Bytes;
use onesign_core::ids::EnvelopeId;
use onesign_store::testing::each_fixture;
use onesign_store::{BlobName, QUARANTINE_MS, Store};
use std::time::Duration;
use uuid::Uuid;

const HOUR: Duration = Duration::from_secs(60 * 60);
const QUARANTINE: Duration = Duration::from_millis(QUARANTINE_MS as u64);

fn file(envelope: EnvelopeId, file: &str) -> BlobName {
    format!("envelopes/{envelope}/{file}").parse().unwrap()
}

async fn put(store: &Store, name: &BlobName) {
    store
        .blobs()
        .put(name, Bytes::from_static(b"pdf"))
        .await
        .unwrap();
}

async fn listed(store: &Store) -> Vec<BlobName> {
    let mut names = store.blobs().list().await.unwrap();
    names.sort();
    names
}

#[tokio::test]
async fn only_noted_and_unnamed_blobs_go_into_quarantine() {
    each_fixture(|fixture| async move {
        // The whole of it, including its directory.
        let fixture = fixture;
        let store = &fixture.store;
        let owner = Owner::set_up(store).await;
        let named = file(owner.create(store, "One", START_MS).await.id, "normalised");
        let orphan = file(EnvelopeId(Uuid::now_v7()), "received");
        let unnoted = file(EnvelopeId(Uuid::now_v7()), "sealed-0123");
        for name in [&named, &orphan] {
            store.intend_blob(name).await.unwrap();
        }
        for name in [&named, &orphan, &unnoted] {
            put(store, name).await;
        }
        assert_eq!(store.sweep_blobs().await.unwrap(), Default::default());
        assert_eq!(listed(store).await.len(), 3);

        fixture.clock.advance(2 * HOUR);
        let swept = store.sweep_blobs().await.unwrap();
        assert_eq!((swept.quarantined, swept.removed), (1, 0));
        let kept = listed(store).await;
        assert!(kept.contains(&named) && kept.contains(&unnoted) && kept.len() == 2);
        let quarantined = fixture
            .dir()
            .join("blobs/.quarantine")
            .join(orphan.as_str());
        assert!(quarantined.exists());

        fixture.clock.advance(QUARANTINE - HOUR);
        assert_eq!(store.sweep_blobs().await.unwrap(), Default::default());
        assert!(quarantined.exists());
        fixture.clock.advance(HOUR);
        assert_eq!(store.sweep_blobs().await.unwrap().removed, 1);
        assert!(!quarantined.exists());
        assert_eq!(listed(store).await, kept);
    })
    .await;
}

#[tokio::test]
async fn a_blob_named_late_is_taken_back() {
    each_fixture(|fixture| async move {
        // The whole of it, including its directory.
        let fixture = fixture;
        let store = &fixture.store;
        let owner = Owner::set_up(store).await;
        let (asked, swept) = (EnvelopeId(Uuid::now_v7()), EnvelopeId(Uuid::now_v7()));
        for id in [asked, swept] {
            let name = file(id, "normalised");
            store.intend_blob(&name).await.unwrap();
            put(store, &name).await;
        }
        fixture.clock.advance(2 * HOUR);
        assert_eq!(store.sweep_blobs().await.unwrap().quarantined, 2);
        assert!(listed(store).await.is_empty());
        for id in [asked, swept] {
            let create = owner.create_command("Late", id);
            store
                .execute(create, &owner.actor(), &crate::world::moment(START_MS))
                .await
                .unwrap();
        }
        // A reader brings it back at once, the sweep does so later.
        store
            .blobs()
            .open(&file(asked, "normalised"))
            .await
            .unwrap();
        fixture.clock.advance(QUARANTINE);
        let done = store.sweep_blobs().await.unwrap();
        assert_eq!((done.taken_back, done.removed), (2, 0));
        assert_eq!(listed(store).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_refused_seal_is_kept_for_investigation() {
    each_fixture(|fixture| async move {
        // The whole of it, including its directory.
        let fixture = fixture;
        let store = &fixture.store;
        let owner = Owner::set_up(store).await;
        let seal = file(owner.create(store, "One", START_MS).await.id, "sealed-0123");
        store.intend_blob(&seal).await.unwrap();
        put(store, &seal).await;
        store.quarantine_blob(&seal).await.unwrap();
        assert!(listed(store).await.is_empty());
        fixture.clock.advance(QUARANTINE);
        assert_eq!(store.sweep_blobs().await.unwrap().removed, 1);
    })
    .await;
}
