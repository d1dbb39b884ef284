//! A self-made authority: a root, an issuing authority below it and one sealing certificate, so that a new installation
//! can seal. Readers that don't know the root show the signer as unknown.
//!
//! The root's key never leaves [`Authority::make`]: it signs only the certificate of the issuing authority and is then
//! erased. The issuing key is kept, because sealing certificates must be renewed under the same root. A thief of that
//! key can issue certificates for seals, but no further authorities.

mod certificate;
mod chain;
mod error;
mod key;

pub use chain::{Authority, make_authority};
pub use error::AuthorityError;
pub use key::KeyKind;
