//! Identity: accounts, roles and the instance.

pub mod account;
pub mod instance;
pub mod role;
