//! Whom the verifier trusts: certificates, trusted lists, and what is demanded of them.

pub(crate) mod listed;
mod policy_file;
mod qualified;
#[allow(clippy::module_inception)]
pub(crate) mod trust;
pub(crate) mod trusted_list;

pub use listed::ListedService;
pub use policy_file::PolicyError;
pub use trust::{Policy, RevocationMode, certificates};
pub use trusted_list::{ListError, ListOfLists, Signers, TrustedList};
