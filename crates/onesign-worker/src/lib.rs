//! The jail: everything that parses, draws or judges the bytes of strangers happens in another process.
//!
//! [`child`] is what that process runs: the program's own binary, started as `<program> worker`. [`Press`] is what the
//! server holds: a small pool of such processes, each killed when it takes too long. A memory-safe parser can still
//! abort, overflow its stack or ask for all memory; in a process of its own that costs one answer and nothing else.
//!
//! A program that only verifies needs no pool: [`Checker`] starts a worker for each file and waits for it. The pool is
//! behind the feature `press`, with the asynchronous runtime that it needs.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]

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
