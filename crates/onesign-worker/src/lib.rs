//! The jail: all parsing, drawing and validation of the bytes of strangers happens in another process.
//!
//! [`child`] is the code of that process: the program's own binary, started as `<program> worker`. [`Press`] is the
//! server's side: a small pool of such processes, each killed when it takes too long. A memory-safe parser can still
//! abort, overflow its stack or exhaust the memory; in its own process that costs only one answer.
//!
//! A program that only verifies needs no pool: [`Checker`] starts a worker for each file and waits for it. The feature
//! `press` adds the pool, with the asynchronous runtime that it needs.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]
#![cfg_attr(not(test), warn(clippy::too_many_lines))]

mod alone;
#[cfg(feature = "press")]
mod answer;
#[cfg(feature = "press")]
mod background;
mod body;
#[cfg(feature = "press")]
mod check;
mod checker;
pub mod child;
mod comparing;
mod effort;
mod enclosing;
mod error;
mod jail;
mod pipes;
#[cfg(feature = "press")]
mod press;
#[cfg(feature = "probe")]
#[allow(clippy::panic, reason = "one of the ways to misbehave is to panic")]
pub mod probe;
#[cfg(feature = "press")]
mod process;
mod protocol;
#[cfg(feature = "press")]
mod seats;
#[cfg(feature = "press")]
mod trial;
mod verdict;
pub mod verify;

pub use body::{Body, Document};
#[cfg(feature = "press")]
pub use check::Judged;
pub use checker::Checker;
pub use comparing::Compare;
pub use enclosing::Enclosing;
pub use error::{PressCode, PressError};
#[cfg(feature = "press")]
pub use press::{Press, PressConfig};
pub use protocol::Form;
#[cfg(feature = "probe")]
pub use protocol::{Jails, Probe, Wall};
#[cfg(feature = "press")]
pub use trial::WIDEST;
