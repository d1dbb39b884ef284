//! Database and directory belong together, and one server at a time has an embedded database.

use crate::world::{Owner, START_MS, run_sql};
use bytes::Bytes;
use onesign_core::Clock;
use onesign_core::command::VoidEnvelope;
use onesign_core::ids::EnvelopeId;
use onesign_store::testing::{Fixture, each_fixture, sqlite};
use onesign_store::{Apart, BlobName, Config, Database, Error, Store};
use std::path::PathBuf;
use std::time::Duration;

pub fn marker(fixture: &Fixture) -> PathBuf {
    fixture.dir().join("blobs/.instance")
}

fn document(envelope: EnvelopeId) -> BlobName {
    format!("envelopes/{envelope}/normalised").parse().unwrap()
}

/// An envelope with its document.
async fn envelope(store: &Store, owner: &Owner, title: &str) -> EnvelopeId {
    let id = owner.create(store, title, START_MS).await.id;
    let name = document(id);
    store
        .blobs()
        .put(&name, Bytes::from_static(b"pdf"))
        .await
        .unwrap();
    id
}

pub async fn reopened(fixture: &Fixture) -> Result<Store, Error> {
    Store::open(fixture.config().clone()).await
}

fn apart(result: Result<Store, Error>) -> Apart {
    match result {
        Err(Error::Apart(why)) => {
            let words = Error::Apart(why.clone()).to_string();
            assert!(words.contains("accept-restore"), "{words}");
            why
        }
        other => panic!("{other:?}"),
    }
}

/// Copies every table aside; the returned statements restore them.
async fn snapshot(fixture: &Fixture) -> Vec<String> {
    let tables = ["streams", "openings", "envelopes", "subject_keys"];
    let mut back = Vec::new();
    for table in tables {
        run_sql(
            fixture,
            &format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}"),
        )
        .await
        .unwrap();
        back.push(format!("DELETE FROM {table}"));
        back.push(format!("INSERT INTO {table} SELECT * FROM kept_{table}"));
    }
    back
}

#[tokio::test]
async fn an_older_database_is_refused_until_the_restore_is_accepted() {
    each_fixture(|fixture| async move {
        let owner = Owner::set_up(&fixture.store).await;
        envelope(&fixture.store, &owner, "One").await;
        let back = snapshot(&fixture).await;
        let newer = envelope(&fixture.store, &owner, "Two").await;
        fixture.store.close().await.unwrap();
        drop(reopened(&fixture).await.unwrap().close().await);
        for sql in back {
            run_sql(&fixture, &sql).await.unwrap();
        }
        let why = apart(reopened(&fixture).await);
        assert!(
            matches!(why, Apart::Older { has, had } if has < had),
            "{why:?}"
        );

        let store = Store::accept_restore(fixture.config().clone())
            .await
            .unwrap();
        store.close().await.unwrap();
        let store = reopened(&fixture).await.unwrap();
        // Nothing was removed: the newer document is still there.
        let century = Duration::from_secs(100 * 365 * 24 * 60 * 60);
        fixture.clock.advance(century);
        store.sweep_blobs().await.unwrap();
        store.blobs().get(&document(newer)).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_foreign_or_empty_database_is_refused_and_no_document_is_touched() {
    each_fixture(|fixture| async move {
        let owner = Owner::set_up(&fixture.store).await;
        let id = envelope(&fixture.store, &owner, "One").await;
        fixture.store.close().await.unwrap();
        let other = match &fixture.config().database {
            Database::Sqlite { .. } => Database::Sqlite {
                path: fixture.dir().join("other.db"),
            },
            Database::Postgres { .. } => Database::Postgres {
                url: onesign_store::testing::postgres_address()
                    .await
                    .unwrap()
                    .into(),
                migration_url: None,
                connections: 2,
            },
        };
        let other = Config {
            database: other,
            ..fixture.config().clone()
        };
        assert_eq!(
            apart(Store::open(other.clone()).await),
            Apart::EmptyDatabase
        );
        // A database of another instance, made with the same key and another directory.
        let elsewhere = Config {
            blobs: onesign_store::BlobsConfig::Disk {
                dir: fixture.dir().join("elsewhere"),
            },
            ..other.clone()
        };
        let store = Store::open(elsewhere).await.unwrap();
        Owner::set_up(&store).await;
        store.close().await.unwrap();
        assert_eq!(apart(Store::open(other).await), Apart::Mismatch);
        let store = reopened(&fixture).await.unwrap();
        store.blobs().get(&document(id)).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_database_is_bound_to_one_directory_from_the_first_start_on() {
    each_fixture(|fixture| async move {
        fixture.store.close().await.unwrap();
        let second = Config {
            blobs: onesign_store::BlobsConfig::Disk {
                dir: fixture.dir().join("second"),
            },
            ..fixture.config().clone()
        };
        assert_eq!(apart(Store::open(second).await), Apart::NoMarker);
        reopened(&fixture).await.unwrap().close().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_diverged_copy_is_refused() {
    let fixture = sqlite().await;
    let owner = Owner::set_up(&fixture.store).await;
    envelope(&fixture.store, &owner, "One").await;
    fixture.store.close().await.unwrap();
    let (path, copied) = (
        fixture.dir().join("onesign.db"),
        fixture.dir().join("copy.db"),
    );
    std::fs::copy(&path, &copied).unwrap();
    // The instance continues; so does the copy, with more facts.
    let store = reopened(&fixture).await.unwrap();
    let precious = envelope(&store, &owner, "Precious").await;
    store.close().await.unwrap();
    let clone = fixture.dir().join("clone");
    std::fs::create_dir_all(clone.join("blobs")).unwrap();
    let config = Config {
        database: Database::Sqlite {
            path: clone.join("onesign.db"),
        },
        blobs: onesign_store::BlobsConfig::Disk {
            dir: clone.join("blobs"),
        },
        ..fixture.config().clone()
    };
    std::fs::copy(&copied, clone.join("onesign.db")).unwrap();
    let store = Store::accept_restore(config).await.unwrap();
    for title in ["Two", "Three", "Four"] {
        envelope(&store, &owner, title).await;
    }
    store.close().await.unwrap();
    std::fs::copy(clone.join("onesign.db"), &path).unwrap();
    let why = apart(reopened(&fixture).await);
    let lost = format!("envelope/{precious}");
    assert!(
        matches!(&why, Apart::OtherHistory { stream, .. } if *stream == lost),
        "{why:?}"
    );
}

#[tokio::test]
async fn nobody_can_remove_facts_from_a_marker() {
    each_fixture(|fixture| async move {
        let owner = Owner::set_up(&fixture.store).await;
        envelope(&fixture.store, &owner, "One").await;
        fixture.store.close().await.unwrap();
        let text = std::fs::read_to_string(marker(&fixture)).unwrap();
        let mut content: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(content["format"], "onesign-instance/2");
        assert!(!content["newest"].as_array().unwrap().is_empty());
        // Nobody can remove facts from it, or revert its format.
        for format in ["onesign-instance/2", "onesign-instance/1"] {
            content["newest"] = serde_json::json!([]);
            content["format"] = format.into();
            std::fs::write(marker(&fixture), content.to_string()).unwrap();
            assert_eq!(apart(reopened(&fixture).await), Apart::DamagedMarker);
        }
    })
    .await;
}

#[tokio::test]
async fn earlier_rows_of_a_stream_are_not_taken_for_current_ones() {
    each_fixture(|fixture| async move {
        let (store, owner) = (&fixture.store, Owner::set_up(&fixture.store).await);
        let id = envelope(store, &owner, "One").await;
        let stream = onesign_core::StreamId::Envelope(id);
        let back = snapshot(&fixture).await;
        let void = onesign_core::Command::VoidEnvelope(VoidEnvelope {
            envelope: id,
            reason: "not needed".into(),
        });
        let at = |ms| crate::world::moment(START_MS + ms);
        store
            .execute(void.clone(), &owner.actor(), &at(1))
            .await
            .unwrap();
        for sql in back {
            run_sql(&fixture, &sql).await.unwrap();
        }
        let again = store.execute(void, &owner.actor(), &at(2)).await;
        assert!(matches!(again, Err(Error::Damaged(_))), "{again:?}");
        let read = store.read(&owner.viewer()).facts(stream).await;
        assert!(matches!(read, Err(Error::Damaged(_))), "{read:?}");
    })
    .await;
}

#[tokio::test]
async fn nothing_is_written_into_a_removed_database_file() {
    let fixture = sqlite().await;
    let (store, owner) = (&fixture.store, Owner::set_up(&fixture.store).await);
    let (path, aside) = (
        fixture.dir().join("onesign.db"),
        fixture.dir().join("aside"),
    );
    std::fs::rename(&path, &aside).unwrap();
    let refused = store
        .execute(
            owner.create_command("Two", EnvelopeId(uuid::Uuid::now_v7())),
            &owner.actor(),
            &crate::world::moment(START_MS),
        )
        .await;
    assert!(refused.unwrap_err().trouble().is_some());
    assert!(!store.is_ready().await);
    std::fs::rename(&aside, &path).unwrap();
    owner.create(store, "Three", START_MS).await;
}

#[tokio::test]
async fn times_never_run_backwards_in_a_chain() {
    each_fixture(|fixture| async move {
        let fixture = &fixture;
        let (store, owner) = (&fixture.store, Owner::set_up(&fixture.store).await);
        let void = |envelope| {
            onesign_core::Command::VoidEnvelope(VoidEnvelope {
                envelope,
                reason: "not needed".into(),
            })
        };
        // This clock was ten minutes ahead, and was set right.
        let clock = &fixture.clock;
        clock.advance(Duration::from_secs(600));
        let id = owner.create(store, "Ahead", clock.now_ms()).await.id;
        clock.set_back(Duration::from_secs(600));
        let now = clock.now_ms();
        let refused = store
            .execute(void(id), &owner.actor(), &crate::world::moment(now))
            .await;
        assert!(
            matches!(refused, Err(Error::ClockBehind { ms }) if ms > 500_000),
            "{refused:?}"
        );
        // Another server's clock was half a minute ahead.
        let id = owner.create(store, "A little", now + 30_000).await.id;
        let done = store
            .execute(void(id), &owner.actor(), &crate::world::moment(now))
            .await;
        done.unwrap();
        let stream = onesign_core::StreamId::Envelope(id);
        let facts = store.read(&owner.viewer()).facts(stream).await.unwrap();
        assert!(facts.iter().all(|fact| fact.at_ms == now + 30_000));
    })
    .await;
}

#[tokio::test]
async fn a_lost_or_changed_marker_is_refused() {
    each_fixture(|fixture| async move {
        let owner = Owner::set_up(&fixture.store).await;
        envelope(&fixture.store, &owner, "One").await;
        fixture.store.close().await.unwrap();
        let kept = std::fs::read(marker(&fixture)).unwrap();
        std::fs::remove_file(marker(&fixture)).unwrap();
        assert_eq!(apart(reopened(&fixture).await), Apart::NoMarker);
        let lower = String::from_utf8(kept.clone())
            .unwrap()
            .replace("\"facts\":", "\"facts\":-");
        std::fs::write(marker(&fixture), lower).unwrap();
        assert_eq!(apart(reopened(&fixture).await), Apart::DamagedMarker);
        std::fs::write(marker(&fixture), kept).unwrap();
        reopened(&fixture).await.unwrap().close().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_instance_of_an_earlier_version_is_bound_if_both_agree() {
    each_fixture(|fixture| async move {
        let owner = Owner::set_up(&fixture.store).await;
        let id = envelope(&fixture.store, &owner, "One").await;
        fixture.store.close().await.unwrap();
        let unbind = async || {
            std::fs::remove_file(marker(&fixture)).unwrap();
            let forget = "DELETE FROM meta WHERE key = 'instance_identity'";
            run_sql(&fixture, forget).await.unwrap();
        };
        unbind().await;
        reopened(&fixture).await.unwrap().close().await.unwrap();
        assert!(marker(&fixture).exists());

        unbind().await;
        let folder = fixture.dir().join(format!("blobs/envelopes/{id}"));
        let aside = fixture.dir().join("aside");
        std::fs::rename(&folder, &aside).unwrap();
        let unknown = fixture
            .dir()
            .join(format!("blobs/envelopes/{}", uuid::Uuid::now_v7()));
        std::fs::create_dir(&unknown).unwrap();
        let why = apart(reopened(&fixture).await);
        assert_eq!(
            why,
            Apart::Disagree {
                missing: 1,
                unknown: 1
            }
        );
        assert!(!marker(&fixture).exists());
        std::fs::rename(&aside, &folder).unwrap();
        std::fs::remove_dir(&unknown).unwrap();
        reopened(&fixture).await.unwrap().close().await.unwrap();
    })
    .await;
}
