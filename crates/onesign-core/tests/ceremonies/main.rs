//! Simulated ceremonies: random sequences of commands against the law. After any attempts, in any order and
//! by anyone, replaying the facts gives the state, and no forbidden transition happens.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod accounts;
mod attempt;
mod drafts;
mod holder;
mod law;
mod matrix;
mod random;
mod stories;
mod verbs;
mod world;
