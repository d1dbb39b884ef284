//! The HTTP API, tested from outside: each test starts the real program on SQLCipher and on PostgreSQL.
//!
//! `cargo test -p onesign --test api` runs the short ones; see `bench/README.md` for the long ones.
#![allow(clippy::unwrap_used, clippy::panic)]

mod front;
mod harness;
mod infrastructure;
mod online;
mod operator;
mod paper;
mod sink;
mod story;
#[path = "../../../onesign-pades/tests/support/mod.rs"]
mod support;
mod timed;

mod account_sessions;
mod accounts;
mod archival;
mod authenticator;
mod blank;
mod clocks;
mod copy_link;
mod crash;
mod database;
mod drafts;
mod edge;
mod enclosed;
mod endings;
mod envelopes;
mod headers;
mod keys;
mod later_life;
mod link_mail;
mod links;
mod lost_keys;
mod mail;
mod mangled;
mod notices;
mod openapi;
mod password_resets;
mod private_answers;
mod races;
mod routes;
mod seal;
mod secrecy;
mod sessions;
mod settings;
mod setup;
mod signing;
mod strangers;
mod truth;
mod unwritable;
mod uploads;
mod verify;
mod verify_corpus;
mod verify_lists;
mod verify_online;
mod verify_policy;
mod verify_schema;
mod wrong_secrets;
