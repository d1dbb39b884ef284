//! The law of OneSign: what an envelope is, who may do what, and what is recorded.
//!
//! Pure and synchronous. Nothing here reads a clock, a random source, the environment, a file or the
//! network: time and entropy arrive in a [`time::Moment`]. The writer and the replay of a stream share
//! [`apply::apply`], so the state of an envelope is exactly the fold of its facts.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]
#![cfg_attr(not(test), warn(clippy::too_many_lines))]

pub mod access;
pub mod actor;
pub mod apply;
pub mod audit;
pub mod clock;
pub mod code;
pub mod command;
pub mod decide;
pub mod digest;
pub mod envelope;
pub mod fact;
pub mod identity;
pub mod ids;
pub mod index;
pub mod ink;
pub mod job;
pub mod key_scope;
pub mod mail_code;
pub mod refusal;
pub mod state;
pub mod time;
pub mod typed;

pub use actor::{Actor, Viewer};
pub use apply::apply;
pub use clock::Clock;
pub use code::{Code, FaultCode, FieldError};
pub use command::Command;
pub use decide::{Aside, Decision, Recorded, decide};
pub use fact::Fact;
pub use ids::StreamId;
pub use index::IndexChange;
pub use job::Job;
pub use key_scope::KeyScope;
pub use refusal::Refusal;
pub use state::State;
pub use time::Moment;
