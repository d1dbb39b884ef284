//! Identity: who may be whom.

pub mod account;
pub mod instance;
pub mod role;
