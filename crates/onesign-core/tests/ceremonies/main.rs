//! Simulated ceremonies: random sequences of commands against the law. Whatever is tried, in whatever order
//! and by whoever, replaying the facts gives the state, and no forbidden transition ever happens.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod attempt;
mod drafts;
mod law;
mod matrix;
mod random;
mod stories;
mod world;
