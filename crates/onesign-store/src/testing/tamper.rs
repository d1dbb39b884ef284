//! Changes a database behind the vault's back, as someone with access to the machine could.

use crate::config::Database;
use crate::keyring::sqlcipher_key;
use crate::keys::MasterKey;
use secrecy::ExposeSecret;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};

/// Runs a statement on a database and returns how many rows it changed.
///
/// # Errors
/// The error of the engine.
pub async fn tamper(
    database: &Database,
    master: &MasterKey,
    sql: &str,
) -> Result<u64, sqlx::Error> {
    let sql = AssertSqlSafe(sql.to_owned());
    match database {
        Database::Sqlite { path } => {
            let options = sqlx::sqlite::SqliteConnectOptions::new()
                .filename(path)
                .pragma("key", sqlcipher_key(master).as_str().to_owned());
            let mut connection = SqliteConnection::connect_with(&options).await?;
            let changed = connection.execute(sql).await?.rows_affected();
            connection.close().await?;
            Ok(changed)
        }
        Database::Postgres { url, .. } => {
            let mut connection = PgConnection::connect(url.expose_secret()).await?;
            let changed = connection.execute(sql).await?.rows_affected();
            connection.close().await?;
            Ok(changed)
        }
    }
}
