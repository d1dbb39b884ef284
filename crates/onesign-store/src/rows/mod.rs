//! The tables as entities. They are private to the vault, so that nobody else can write a row.
//!
//! `rates` and `ticks` have no entity; each is touched by one statement (`rates.rs`, `queue/cron.rs`).

pub mod account;
pub mod api_key;
pub mod blob_intent;
pub mod envelope;
pub mod fact;
pub mod job;
pub mod link;
pub mod link_secret;
pub mod mail;
pub mod meta;
pub mod notice;
pub mod opening;
pub mod passkey;
pub mod refusal;
pub mod sealed_file;
pub mod session;
pub mod session_key;
pub mod signing_progress;
pub mod stream;
pub mod subject_key;
