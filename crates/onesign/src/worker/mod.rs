//! The jailed press: everything that parses or draws an uploaded PDF happens in another process.
//!
//! [`child`] is what that process runs: this same binary, started as `onesign worker`. [`Press`] is what the server
//! holds: a small pool of such processes, each killed when it takes too long. A memory-safe parser can still abort,
//! overflow its stack or ask for all memory; in a process of its own that costs one answer and nothing else.

mod answer;
mod check;
pub mod child;
mod effort;
mod enclosing;
mod error;
mod jail;
mod press;
#[cfg(test)]
pub mod probe;
mod process;
mod protocol;
mod seats;
mod trial;

#[allow(unused_imports)] // by tests/worker
pub use check::{Compare, Judged};
pub use enclosing::Enclosing;
pub use error::{PressCode, PressError};
pub use press::{Press, PressConfig};
pub use protocol::Form;
pub use trial::WIDEST;
// What tests/worker asks about; it compiles this module into itself, to be server and worker at once.
#[cfg(test)]
#[allow(unused_imports)]
pub use protocol::{Probe, Wall};
