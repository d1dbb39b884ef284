//! The trust policy of the verifier: certificates, trusted lists, and requirements.

pub(crate) mod instance;
pub(crate) mod policy;
mod policy_file;
mod qualified;
pub(crate) mod trust_services;
pub(crate) mod trusted_list;

pub use policy::{RevocationMode, TrustPolicy, certificates};
pub use policy_file::PolicyError;
pub use trust_services::ListedService;
pub use trusted_list::{ListError, ListOfLists, Signers, TrustedList};
