//! PostgreSQL: one pool for everything.

use super::{Engine, connecting};
use crate::error::Error;
use sea_orm::{DatabaseConnection, DbBackend};
use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection};
use std::time::Duration;
use tokio::sync::Mutex;

pub(super) async fn open(url: &SecretString, connections: u32) -> Result<Engine, Error> {
    // These options print the password: they must never reach a log.
    let options: PgConnectOptions = url.expose_secret().parse().map_err(connecting)?;
    let options = options
        .application_name("onesign")
        .disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(connections.max(2))
        .acquire_timeout(Duration::from_secs(30))
        .idle_timeout(Duration::from_secs(600))
        .test_before_acquire(false)
        // A ping only where the server may have gone away since: never in the middle of work.
        .before_acquire(|connection, metadata| {
            Box::pin(async move {
                if metadata.idle_for > Duration::from_secs(5) {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_with(options)
        .await
        .map_err(connecting)?;
    let connection = DatabaseConnection::from(pool);
    Ok(Engine {
        backend: DbBackend::Postgres,
        writer: connection.clone(),
        books: connection.clone(),
        reader: connection,
        line: Mutex::new(()),
    })
}
