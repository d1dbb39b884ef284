//! Checks signatures in PDFs: facts first, then a policy, then words.
//!
//! Verdicts follow EN 319 102-1. Nothing is fetched and nothing repaired; what can't be checked is
//! named and never passes.

mod answers;
mod coverage;
mod facts;
mod find;
mod path;
mod policy;
mod range;
mod report;
mod seal;
mod timestamp;

pub use report::{Axis, AxisName, SignatureEntry, SignatureReport, Status, SubIndication, Verdict};
pub use seal::{SealedParts, sealed_parts};
pub(crate) use timestamp::token_holds;

/// Whom the verifier trusts: root certificates in DER.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// Certificates at which a chain may end, for signers and for timestamp authorities.
    pub roots: Vec<Vec<u8>>,
}

/// Judges every signature in `file` at the moment `now_unix` (seconds since 1970). Every file gets
/// a verdict.
#[must_use]
pub fn validate(file: &[u8], trust: &Trust, now_unix: i64) -> SignatureReport {
    let found = match find::signatures(file) {
        Ok(found) => found,
        Err(error) => return report::unreadable(&error),
    };
    let entries = found
        .signatures
        .iter()
        .map(|signature| policy::judge(&facts::gather(file, &found, signature), trust, now_unix))
        .collect();
    report::summarise(entries, &found.strays)
}
