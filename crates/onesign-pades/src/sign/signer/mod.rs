//! The holders of the sealing key: a file here, a hardware module or a signing service elsewhere.

mod certificate;
mod file;
mod key_holder;

pub use certificate::{SealCertificate, chain_of, ecdsa_from_raw, is_signed_by};
pub use file::FileSigner;
pub use key_holder::{SignError, Signer};
