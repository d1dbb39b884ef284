//! A self-made authority: a root, an issuing authority under it and one sealing certificate, so that a
//! fresh installation can seal. Readers that don't know the root call the signer unknown.
//!
//! The root's key never leaves [`Authority::make`]: it signs one certificate, that of the issuing
//! authority, and is gone. The issuing key is kept, because sealing certificates have to be renewed under
//! the same root; whoever steals it can issue certificates for seals, but no further authorities.

mod certificate;
mod chain;
mod error;
mod key;

pub use chain::{Authority, make_authority};
pub use error::AuthorityError;
pub use key::KeyKind;
