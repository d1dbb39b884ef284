//! Whether a chain that was found may be relied on (RFC 5280, 6.1): times, uses, depth, strength.

use super::path::{Chain, Problem, Purpose};
use crate::algorithm::Digest;
use crate::cms::certificate::Certificate;
use crate::cms::crypto;
use crate::oid;

/// Judges `chain` at the moment `at`. The root is trusted as it is: its own times are not looked at
/// (RFC 5280, 6.1.1, d).
pub(super) fn judge(chain: &Chain<'_>, at: i64, purpose: Purpose) -> Result<(), Problem> {
    let [leaf, authorities @ ..] = chain.certificates.as_slice() else {
        return Err(Problem::NoChain);
    };
    let mut below = 0;
    for (index, issuer) in authorities.iter().enumerate() {
        may_issue(issuer, below)?;
        if let Some(issued) = chain.certificates.get(index) {
            weak_link(issuer, issued)?;
        }
        // A certificate that an authority gave itself, for a new key, does not count (6.1.4, l).
        if !issuer.is_self_issued() {
            below += 1;
        }
        if index + 1 < authorities.len() {
            valid_at(issuer, at)?;
        }
    }
    valid_at(leaf, at)?;
    usable(leaf, purpose)
}

fn valid_at(certificate: &Certificate<'_>, at: i64) -> Result<(), Problem> {
    match certificate.validity {
        (from, _) if at < from => Err(Problem::NotYet),
        (_, to) if at > to => Err(Problem::Ended),
        _ => Ok(()),
    }
}

fn usable(leaf: &Certificate<'_>, purpose: Purpose) -> Result<(), Problem> {
    let refuse = |why: &str| Err(Problem::Constraint(why.to_owned()));
    if let Some(unknown) = leaf.unknown_critical() {
        return Err(Problem::Constraint(format!(
            "its certificate has a rule that is not understood ({})",
            oid::name(unknown)
        )));
    }
    match leaf.key_usage() {
        Err(_) => return refuse("its certificate states its uses in a way that can't be read"),
        Ok(Some(usage)) if !usage.signs_documents() => {
            return refuse("its certificate is not meant for signing documents");
        }
        Ok(_) => {}
    }
    if purpose == Purpose::Timestamps && !leaf.is_for_timestamps() {
        return refuse("its certificate is not meant for timestamps");
    }
    Ok(())
}

fn may_issue(issuer: &Certificate<'_>, below: u64) -> Result<(), Problem> {
    let refuse = |why: &str| {
        Err(Problem::Constraint(format!(
            "{} {why}",
            issuer.subject_name()
        )))
    };
    if issuer.unknown_critical().is_some() {
        return refuse("has a rule in its certificate that is not understood");
    }
    match issuer.authority() {
        Ok(Some(Some(depth))) if below > depth => {
            return refuse("may not have an authority under it");
        }
        Ok(Some(_)) => {}
        Ok(None) | Err(_) => return refuse("may not issue certificates"),
    }
    match issuer.key_usage() {
        Ok(Some(usage)) if !usage.signs_certificates() => refuse("may not sign certificates"),
        Ok(_) => Ok(()),
        Err(_) => refuse("states its uses in a way that can't be read"),
    }
}

fn weak_link(issuer: &Certificate<'_>, certificate: &Certificate<'_>) -> Result<(), Problem> {
    let digest = crypto::digest_of(certificate.signature_algorithm, None);
    let sha1 = (digest == Some(Digest::Sha1)).then(|| "SHA-1".to_owned());
    match sha1.or_else(|| crypto::weak_key(&issuer.key)) {
        Some(weak) => Err(Problem::Algorithm(weak)),
        None => Ok(()),
    }
}
