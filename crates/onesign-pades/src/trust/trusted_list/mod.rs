//! Trusted lists (ETSI TS 119 612): the services that a state or the Union supervises, as trust anchors.
//!
//! A list is accepted only with the signature of a known signer, named by the operator or by the list of lists. Each
//! use checks whether the list is still in force; reading it does not.

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
