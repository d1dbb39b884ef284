//! OneSign: a self-hostable e-signature server. This crate is the house: it wires the law, the vault, the press
//! and the seal to HTTP, mail and the command line.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]

mod app;
mod auth;
mod body;
mod ceremony;
pub mod cli;
pub mod client;
mod clock;
pub mod config;
mod data;
mod delivery;
mod drawing;
mod enclosing;
mod files;
mod http;
mod intact;
mod jobs;
mod limits;
mod links;
mod mail;
mod net;
mod notices;
mod pages;
mod pictures;
mod printable;
mod problem;
mod repeats;
mod room;
mod seal;
pub mod server;
mod upload;
mod verify;
