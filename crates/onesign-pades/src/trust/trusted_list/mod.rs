//! Trusted lists (ETSI TS 119 612): the services that a state, or the Union, supervises, as anchors of trust.
//!
//! A list is read only if it is signed by someone who is known beforehand, either named by who trusts it or
//! by the list of lists. Whether it is still in force is judged when it is used, not when it is read.

mod canonical;
mod error;
mod list;
mod services;
mod signature;
mod status;
#[cfg(test)]
mod tests;
mod xml;

pub use error::ListError;
pub(crate) use list::{Lapse, NotInForce};
pub use list::{ListOfLists, Signers, TrustedList};
pub(crate) use services::{Service, State};
pub(crate) use status::{Kind, REGULATION};
