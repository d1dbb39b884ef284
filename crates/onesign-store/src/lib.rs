//! The vault of OneSign: the only crate that writes data.
//!
//! [`Store::execute`] is the one way to change anything: it locks a stream, loads its state, lets the law decide,
//! appends the facts to the stream's chain, saves the new state and queues the jobs, all in one transaction.
//! Everything else here reads ([`read`]), keeps documents ([`blobs`]), hands out jobs ([`queue`]) or does
//! bookkeeping that is not evidence: leases, last-seen times, rate counters, the outbox, secrets of undelivered
//! links.
//!
//! Two engines are supported, SQLCipher and PostgreSQL; values are encrypted before they reach either.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]
#![cfg_attr(not(test), warn(clippy::too_many_lines))]

mod apart;
mod background;
pub mod blobs;
mod clock;
mod condition;
pub mod config;
mod database;
mod driver;
mod engine;
pub mod error;
mod existing;
mod health;
mod identity;
mod keyring;
pub mod keys;
mod known;
pub mod link_secrets;
mod lock;
mod migrations;
mod notices;
mod open;
mod order;
mod orphans;
pub mod outbox;
pub mod queue;
mod rates;
pub mod read;
pub mod roles;
mod rows;
mod store;
mod subject_keys;
#[cfg(feature = "testing")]
pub mod testing;
mod value_cipher;
mod words;
pub mod write;

pub use apart::Apart;
pub use background::{NICENESS, background};
pub use blobs::{BlobName, Blobs};
pub use clock::SystemClock;
pub use condition::{Fault, Trouble};
pub use config::{BlobsConfig, Config, Database};
pub use database::Migrated;
pub use error::Error;
pub use health::Health;
pub use keys::MasterKey;
pub use notices::StoredNotice;
pub use order::Receipt;
pub use orphans::{QUARANTINE_MS, Swept};
pub use rates::window_left_ms;
pub use read::{Filter, Page, Reads, StoredFact};
pub use store::Store;
