//! The jail: everything that parses, draws or judges the bytes of strangers happens in another process.
//!
//! [`child`] is what that process runs: the program's own binary, started as `<program> worker`. [`Press`] is what the
//! server holds: a small pool of such processes, each killed when it takes too long. A memory-safe parser can still
//! abort, overflow its stack or ask for all memory; in a process of its own that costs one answer and nothing else.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]

mod answer;
mod background;
mod body;
mod check;
pub mod child;
mod effort;
mod enclosing;
mod error;
mod jail;
mod press;
#[cfg(feature = "probe")]
pub mod probe;
mod process;
mod protocol;
mod seats;
mod trial;

pub use body::{Body, Document};
pub use check::{Compare, Judged};
pub use enclosing::Enclosing;
pub use error::{PressCode, PressError};
pub use press::{Press, PressConfig};
pub use protocol::Form;
#[cfg(feature = "probe")]
pub use protocol::{Jails, Probe, Wall};
pub use trial::WIDEST;
