//! What the vault must be told to open.

use crate::keys::MasterKey;
use secrecy::SecretString;
use std::path::PathBuf;

/// Where the vault keeps its things and which key opens them. No secret in it is ever printed.
#[derive(Clone, Debug)]
pub struct Config {
    /// The database.
    pub database: Database,
    /// The blobs.
    pub blobs: BlobsConfig,
    /// The key that opens both.
    pub master: MasterKey,
    /// The origin of this instance's log, as it stands in every fact: a host name and a path, no scheme.
    pub log: String,
}

/// The database engine and where its data is.
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
        /// How many connections this process may hold.
        connections: u32,
    },
}

/// Where blobs lie.
#[derive(Clone, Debug)]
pub enum BlobsConfig {
    /// Files below a directory, which is made if absent.
    Disk {
        /// The directory.
        dir: PathBuf,
    },
}
