//! One server at a time has an embedded database, and its key is never made anew.

use crate::bond::{marker, reopened};
use onesign_store::testing::{each_fixture, sqlite};
use onesign_store::{Database, Error, MasterKey, Store};

#[tokio::test]
async fn a_second_server_on_an_embedded_database_is_refused_at_once() {
    let fixture = sqlite().await;
    let error = reopened(&fixture).await.unwrap_err();
    assert!(matches!(error, Error::InUse(_)), "{error:?}");
    assert!(error.to_string().contains("ONESIGN_DATABASE_URL"));
    let accepted = Store::accept_restore(fixture.config().clone()).await;
    assert!(matches!(accepted, Err(Error::InUse(_))));
    // Nor after someone removed the lock file as a leftover.
    std::fs::remove_file(fixture.dir().join("onesign.lock")).unwrap();
    assert!(matches!(reopened(&fixture).await, Err(Error::InUse(_))));
    fixture.store.close().await.unwrap();
    reopened(&fixture).await.unwrap();
}

#[tokio::test]
async fn data_that_need_a_key_are_found_without_one() {
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
            migration_url: None,
            connections: 2,
        };
        assert!(!Store::has_data(&database, &blobs).await.unwrap());
    }
}
