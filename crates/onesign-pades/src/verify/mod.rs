//! Checks signatures in PDFs: facts first, then a policy, then words.
//!
//! Verdicts follow EN 319 102-1. Nothing is fetched and nothing repaired; what can't be checked is
//! named and never passes.

mod answers;
mod context;
mod coverage;
mod dss;
mod evidence;
mod facts;
mod find;
mod material;
mod path;
mod policy;
mod range;
mod report;
mod rules;
mod seal;
mod stamped;
mod timestamp;
mod trust;
mod withdrawal;

pub use material::{Gathered, Material, PerSignature, Wanted, certificates_in, material};
pub use report::{Axis, AxisName, SignatureEntry, SignatureReport, Status, SubIndication, Verdict};
pub use seal::{SealedParts, sealed_parts};
pub use stamped::{StampedTime, newest_timestamp};
pub(crate) use timestamp::token_holds;
pub use trust::{Policy, RevocationMode};

use context::Context;

/// Judges every signature in `file` at the moment `now_unix` (seconds since 1970). Every file gets
/// a verdict.
#[must_use]
pub fn validate(file: &[u8], policy: &Policy, now_unix: i64) -> SignatureReport {
    validate_with(file, policy, &Material::default(), now_unix)
}

/// As [`validate`], with what was fetched or given besides the file: certificates of authorities,
/// revocation lists, OCSP answers ([`material()`] says which would help).
#[must_use]
pub fn validate_with(
    file: &[u8],
    policy: &Policy,
    given: &Material,
    now_unix: i64,
) -> SignatureReport {
    let found = match find::signatures(file) {
        Ok(found) => found,
        Err(error) => return report::unreadable(&error),
    };
    let stored = dss::read(&found.document);
    let carried = dss::carried(&found);
    let context = Context::new(policy, &[&stored, &carried, given], now_unix);
    let entries = found
        .signatures
        .iter()
        .map(|signature| policy::judge(&facts::gather(file, &found, signature), &context))
        .collect();
    report::summarise(entries, &found.strays)
}
