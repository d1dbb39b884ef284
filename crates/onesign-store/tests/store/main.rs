//! The vault, tested from outside on both engines.
#![allow(clippy::unwrap_used, clippy::panic)]

mod append_only;
mod bond;
mod due;
mod embedded;
mod engine;
mod execute;
mod links;
mod orphans;
mod parallel;
mod queue;
mod rates;
mod reads;
mod role_powers;
mod roles;
mod secrecy;
mod world;
