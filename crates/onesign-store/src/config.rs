//! The configuration that the vault needs to open.

use crate::keys::MasterKey;
use onesign_core::Clock;
use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// Where the vault keeps its data, and the key that opens them. It never prints a secret.
#[derive(Clone, Debug)]
pub struct Config {
    /// The database.
    pub database: Database,
    /// The blobs.
    pub blobs: BlobsConfig,
    /// The key that opens both.
    pub master: MasterKey,
    /// The origin of this instance's log, as every fact contains it: a host name and a path, no scheme.
    pub log: String,
    /// The clock for leases, notices and orphans, and for detecting that this machine is behind a chain. Facts get
    /// their time from a [`onesign_core::Moment`].
    pub clock: Arc<dyn Clock>,
}

/// The database engine and the place of its data.
#[derive(Clone, Debug)]
pub enum Database {
    /// SQLCipher in one file; its directory is made if absent.
    Sqlite {
        /// The database file.
        path: PathBuf,
    },
    /// A PostgreSQL server.
    Postgres {
        /// `postgres://user:password@host/database?…`
        url: SecretString,
        /// The same database as another role, which runs migrations; without it, the first role does.
        migration_url: Option<SecretString>,
        /// How many connections this process may hold.
        connections: u32,
    },
}

impl Database {
    /// The same database as the role that runs migrations, if there is one.
    pub(crate) fn for_migration(&self) -> Option<Self> {
        match self {
            Self::Postgres {
                migration_url: Some(url),
                ..
            } => Some(Self::Postgres {
                url: url.clone(),
                migration_url: None,
                connections: 2,
            }),
            _ => None,
        }
    }
}

/// The path of a connection to a PostgreSQL server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It stays on this machine: a socket or a loopback address.
    Local,
    /// It crosses a network, encrypted, to a server whose certificate has its name.
    Verified,
    /// It crosses a network where others can read it or pretend to be the server.
    Exposed,
}

impl Reach {
    /// The path of a connection to this address, parsed as the driver does; `None` if the driver can't.
    pub fn of(url: &SecretString) -> Option<Self> {
        let options: PgConnectOptions = url.expose_secret().parse().ok()?;
        let host = options.get_host();
        let bare = host.trim_matches(['[', ']']);
        let local = options.get_socket().is_some()
            || host.starts_with('/')
            || bare == "localhost"
            || bare
                .parse::<IpAddr>()
                .is_ok_and(|ip| ip.to_canonical().is_loopback());
        Some(match options.get_ssl_mode() {
            _ if local => Self::Local,
            PgSslMode::VerifyFull => Self::Verified,
            _ => Self::Exposed,
        })
    }
}

/// Where blobs are stored.
#[derive(Clone, Debug)]
pub enum BlobsConfig {
    /// Files below a directory, which is made if absent.
    Disk {
        /// The directory.
        dir: PathBuf,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_across_a_network_needs_a_verified_certificate() {
        for (url, reach) in [
            ("postgres://u:p@localhost/db", Reach::Local),
            (
                "postgres://u:p@127.0.0.1:5433/db?sslmode=disable",
                Reach::Local,
            ),
            ("postgresql://u:p@[::1]/db", Reach::Local),
            ("postgres://u@%2Fvar%2Frun%2Fpostgresql/db", Reach::Local),
            ("postgres:///db?host=/var/run/postgresql", Reach::Local),
            ("postgres://u:p@db.example.com/db", Reach::Exposed),
            ("postgres://u:p@10.0.0.7/db?sslmode=require", Reach::Exposed),
            (
                "postgres://u:p@10.0.0.7/db?sslmode=verify-ca",
                Reach::Exposed,
            ),
            ("postgres://u:p@localhost/db?host=10.0.0.7", Reach::Exposed),
            (
                "postgres://u:p@db/db?sslmode=verify-full&sslmode=prefer",
                Reach::Exposed,
            ),
            (
                "postgres://u:p@db.example.com/db?sslmode=verify-full",
                Reach::Verified,
            ),
        ] {
            assert_eq!(Reach::of(&url.into()), Some(reach), "{url}");
        }
        for url in ["db.example.com", "", "postgres://u:p@db/x?sslmode=loose"] {
            assert_eq!(Reach::of(&url.into()), None, "{url}");
        }
    }
}
