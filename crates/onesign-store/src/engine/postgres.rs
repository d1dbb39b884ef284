//! PostgreSQL: one pool for everything.

use super::connection::Suspicion;
use super::{Connections, Engine, connecting};
use crate::condition::Condition;
use crate::error::Error;
use sea_orm::{DatabaseConnection, DbBackend};
use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, Executor};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use tokio::sync::Mutex;

/// Makes an acknowledged commit durable on the server's disk, even if the server's own setting is to answer
/// earlier. A stricter setting stays. The session sets the value explicitly, because an inherited one would change
/// with the server's setting.
const DURABLE: &str = "SELECT set_config('synchronous_commit',
    CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false)";

pub(super) async fn open(
    url: &SecretString,
    connections: u32,
    condition: Arc<Condition>,
) -> Result<Engine, Error> {
    // These options print the password: they must never reach a log.
    let options: PgConnectOptions = url.expose_secret().parse().map_err(connecting)?;
    let options = options
        .application_name("onesign")
        .disable_statement_logging();
    let connections = connections.max(2);
    let suspicion = Suspicion::new(Arc::clone(&condition), connections);
    let suspected = Arc::clone(&suspicion);
    let pool = PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(10))
        .idle_timeout(Duration::from_secs(600))
        .test_before_acquire(false)
        // Pings only if the server may have gone away since, never in the middle of work.
        .before_acquire(move |connection, metadata| {
            let rejected = suspected.rejects(connection);
            Box::pin(async move {
                if rejected {
                    return Ok(false);
                }
                if metadata.idle_for > Duration::from_secs(5) {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .after_connect(|connection, _| {
            Box::pin(async move { connection.execute(DURABLE).await.map(drop) })
        })
        .connect_with(options)
        .await
        .map_err(connecting)?;
    let connection = Connections {
        pool: DatabaseConnection::from(pool),
        suspicion,
    };
    Ok(Engine {
        backend: DbBackend::Postgres,
        writer: connection.clone(),
        books: connection.clone(),
        reader: connection,
        line: Mutex::new(()),
        condition,
        closed: AtomicBool::new(false),
        file: None,
    })
}
