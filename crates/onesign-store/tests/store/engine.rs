//! The engines themselves: the linked libraries, their settings, and parallel starts.

use crate::world::{Owner, START_MS};
use onesign_store::testing::{postgres, sqlite};
use onesign_store::{Config, Database, Error, Store};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, Row, SqliteConnection};

#[tokio::test]
async fn sqlite_is_sqlcipher_and_new_enough() {
    let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    let version: String = sqlx::query("SELECT sqlite_version()")
        .fetch_one(&mut connection)
        .await
        .unwrap()
        .get(0);
    let parts: Vec<u32> = version
        .split('.')
        .map(|part| part.parse().unwrap())
        .collect();
    assert!(
        parts >= vec![3, 51, 3],
        "SQLite {version} has the WAL-reset bug"
    );
    let cipher: String = sqlx::query("PRAGMA cipher_version")
        .fetch_one(&mut connection)
        .await
        .unwrap()
        .get(0);
    assert!(cipher.starts_with("4."), "{cipher}");
}

/// Databases outlive the library that encrypted them: this one was made by SQLCipher on OpenSSL 3.
#[tokio::test]
async fn a_database_that_openssl_encrypted_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept.db");
    let made = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../fixtures/sqlcipher/made-with-openssl.db"
    );
    std::fs::copy(made, &path).unwrap();
    let key = (0..32)
        .map(|byte| format!("{byte:02x}"))
        .collect::<String>();
    let options = SqliteConnectOptions::new()
        .filename(&path)
        .pragma("key", format!("\"x'{key}'\""));
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let words: String = sqlx::query("SELECT words FROM kept")
        .fetch_one(&mut connection)
        .await
        .unwrap()
        .get(0);
    assert_eq!(words, "Made with OpenSSL, read with AWS-LC.");
    let provider: String = sqlx::query("PRAGMA cipher_provider_version")
        .fetch_one(&mut connection)
        .await
        .unwrap()
        .get(0);
    assert!(provider.contains("AWS-LC"), "one libcrypto: {provider}");
    connection.close().await.unwrap();

    let wrong = SqliteConnectOptions::new()
        .filename(&path)
        .pragma("key", format!("\"x'{}'\"", "00".repeat(32)))
        .pragma("cipher_log_level", "NONE");
    let opened = match SqliteConnection::connect_with(&wrong).await {
        Ok(mut connection) => sqlx::query("SELECT words FROM kept")
            .fetch_one(&mut connection)
            .await
            .map(|_| ()),
        Err(error) => Err(error),
    };
    assert!(opened.is_err(), "another key opens nothing");
}

#[tokio::test]
async fn the_database_file_does_not_look_like_one() {
    let fixture = sqlite().await;
    Owner::set_up(&fixture.store).await;
    let Database::Sqlite { path } = &fixture.config().database else {
        panic!("not SQLite")
    };
    let head = std::fs::read(path).unwrap();
    assert!(!head.starts_with(b"SQLite format 3"));
    let url = format!("sqlite:{}", path.display());
    let plain = async {
        sqlx::query("SELECT 1 FROM facts")
            .fetch_all(&mut SqliteConnection::connect(&url).await?)
            .await
    };
    assert!(plain.await.is_err(), "it opened without a key");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_nodes_may_start_at_once_on_an_empty_database() {
    for fixture in [Some(sqlite().await), postgres().await]
        .into_iter()
        .flatten()
    {
        let database = match &fixture.config().database {
            Database::Sqlite { .. } => Database::Sqlite {
                path: fixture.dir().join("others/another.db"),
            },
            Database::Postgres { .. } => {
                crate::world::run_sql(&fixture, "DROP SCHEMA public CASCADE; CREATE SCHEMA public")
                    .await
                    .unwrap();
                fixture.as_superuser()
            }
        };
        let config = Config {
            database,
            ..fixture.config().clone()
        };
        let starting: Vec<_> = (0..6)
            .map(|_| tokio::spawn(Store::open(config.clone())))
            .collect();
        let mut started = Vec::new();
        for node in starting {
            match node.await.unwrap() {
                Ok(store) => {
                    assert!(store.is_ready().await);
                    started.push(store);
                }
                Err(error) => assert!(matches!(error, Error::InUse(_)), "{error}"),
            }
        }
        // An embedded database has one server at a time.
        let all = if fixture.is_postgres() { 6 } else { 1 };
        assert_eq!(started.len(), all);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_stores_on_one_database_write_by_turns() {
    let Some(fixture) = onesign_store::testing::postgres().await else {
        return;
    };
    {
        let owner = Owner::set_up(&fixture.store).await;
        let other = Store::open(fixture.config().clone()).await.unwrap();
        let writing: Vec<_> = [fixture.store.clone(), other]
            .into_iter()
            .map(|store| {
                let owner = owner.clone();
                tokio::spawn(async move {
                    for n in 0..40 {
                        owner
                            .create(&store, &format!("Lease {n}"), START_MS + n)
                            .await;
                    }
                })
            })
            .collect();
        for writer in writing {
            writer.await.unwrap();
        }
        let filter = onesign_store::Filter {
            limit: 200,
            ..Default::default()
        };
        assert_eq!(
            fixture
                .store
                .read(&owner.viewer())
                .envelopes(&filter)
                .await
                .unwrap()
                .items
                .len(),
            80
        );
    }
}
