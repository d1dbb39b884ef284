//! Verification, as the command line and the page have it done: files that are checked are hostile by trade, so
//! [`onesign_evidence::check::judge`] runs in the jailed worker; [`check`] is how the others have it run.

pub(crate) mod check;
mod fetch;
mod policy_file;

pub(crate) use check::{check, check_online, check_own};
pub(crate) use policy_file::{KeptPolicy, read as read_policy, regular_file};
