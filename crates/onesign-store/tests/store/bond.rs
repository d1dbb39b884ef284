//! Database and directory belong together, and one server at a time has an embedded database.

use crate::world::{Owner, START_MS, run_sql};
use bytes::Bytes;
use onesign_core::ids::EnvelopeId;
use onesign_store::testing::{Fixture, each_fixture, sqlite};
use onesign_store::{Apart, BlobName, Config, Database, Error, MasterKey, Store};
use std::path::PathBuf;

fn marker(fixture: &Fixture) -> PathBuf {
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

async fn reopened(fixture: &Fixture) -> Result<Store, Error> {
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

/// Sets every table aside; the returned statements put them back.
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
async fn an_older_database_is_refused_until_that_is_accepted() {
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
        store.sweep_blobs_at(i64::MAX / 2).await.unwrap();
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
        // A database of another instance, made with the same key beside another directory.
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

#[tokio::test]
async fn a_second_server_on_an_embedded_database_is_refused_at_once() {
    let fixture = sqlite().await;
    let error = reopened(&fixture).await.unwrap_err();
    assert!(matches!(error, Error::InUse(_)), "{error:?}");
    assert!(error.to_string().contains("ONESIGN_DATABASE_URL"));
    let accepted = Store::accept_restore(fixture.config().clone()).await;
    assert!(matches!(accepted, Err(Error::InUse(_))));
    fixture.store.close().await.unwrap();
    reopened(&fixture).await.unwrap();
}

#[tokio::test]
async fn what_needs_a_key_is_found_without_one() {
    each_fixture(|fixture| async move {
        let config = fixture.config();
        let has_data = async || {
            Store::has_data(&config.database, &config.blobs)
                .await
                .unwrap()
        };
        assert!(has_data().await);
        std::fs::remove_file(marker(&fixture)).unwrap();
        assert!(has_data().await, "the database alone is something");
    })
    .await;
    let dir = tempfile::tempdir().unwrap();
    let (database, blobs) = (
        Database::Sqlite {
            path: dir.path().join("onesign.db"),
        },
        onesign_store::BlobsConfig::Disk {
            dir: dir.path().join("blobs"),
        },
    );
    assert!(!Store::has_data(&database, &blobs).await.unwrap());
    assert!(MasterKey::find(dir.path()).unwrap().is_none());
    if let Some(url) = onesign_store::testing::postgres_address().await {
        let database = Database::Postgres {
            url: url.into(),
            connections: 2,
        };
        assert!(!Store::has_data(&database, &blobs).await.unwrap());
    }
}
