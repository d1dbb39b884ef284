//! Identity: accounts, their factors and keys, roles and the instance.

pub mod account;
pub mod api_key;
pub mod api_scope;
pub mod assurance;
pub mod instance;
pub mod role;
pub mod second_factor;
