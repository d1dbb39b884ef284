//! Limits on strangers' simultaneous use: shares of a supply, turns at processor-heavy work, and what answers hold.

mod checks;
mod holds;
mod promises;
mod rates;
mod room;
mod shares;
mod turns;

pub(crate) use checks::Checks;
pub(crate) use holds::Holds;
pub(crate) use promises::{Promises, Terms};
pub(crate) use rates::{HOUR_MS, Rates};
pub(crate) use room::{Bounds, Room, Stay};
pub(crate) use shares::{Share, Shares, Short};
pub(crate) use turns::{Full, PRECEDENCES, Precedence, Queue, Turn, Turns};
