//! OneSign: a self-hostable e-signature server. This crate is the house: it wires the law, the vault, the press
//! and the seal to HTTP, mail and the command line.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]
#![cfg_attr(not(test), warn(clippy::too_many_lines))]

mod app;
mod auth;
mod ceremony;
pub mod cli;
pub mod client;
mod clock;
pub mod config;
mod documents;
mod http;
mod jobs;
mod limits;
mod mail;
mod net;
mod notices;
mod printable;
mod problem;
mod sealing;
pub mod server;
mod verification;
