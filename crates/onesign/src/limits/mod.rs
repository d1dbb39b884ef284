//! Bounds on what strangers may hold at one time: shares of what there is, and turns at what takes a processor.

mod checks;
mod rarely;
mod shares;
mod turns;

pub(crate) use checks::Checks;
pub(crate) use rarely::Rarely;
pub(crate) use shares::{Share, Shares, Short};
pub(crate) use turns::{Full, Precedence, Turn, Turns};
