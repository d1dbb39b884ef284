//! Whether a chain that was found may be relied on (RFC 5280, 6.1): times, uses, names, depth,
//! strength.
//!
//! Of certificate policies none is demanded (`initial-policy-set` is any-policy). Policies are not
//! followed down the chain, so a critical policy constraint is a rule that is not understood here.

use super::path::{Chain, Problem, Purpose};
use super::trust::Policy;
use crate::cms::certificate::Certificate;
use crate::cms::crypto;
use crate::oid;

/// Judges `chain` at the moment `at`. The root is trusted as it is: its own times are not looked at
/// (RFC 5280, 6.1.1, d).
pub(super) fn judge(
    chain: &Chain<'_>,
    at: i64,
    purpose: Purpose,
    policy: &Policy,
) -> Result<(), Problem> {
    let [leaf, authorities @ ..] = chain.certificates.as_slice() else {
        return Err(Problem::NoChain);
    };
    let mut below = 0;
    for (index, issuer) in authorities.iter().enumerate() {
        let under = chain.certificates.get(..=index).unwrap_or_default();
        may_issue(issuer, below)?;
        if let Some(issued) = under.last() {
            strong_link(issuer, issued, at, policy)?;
        }
        may_name(issuer, under)?;
        // A certificate that an authority gave itself, for a new key, does not count (6.1.4, l).
        if !issuer.is_self_issued() {
            below += 1;
        }
        if index + 1 < authorities.len() {
            valid_at(issuer, at)?;
        }
    }
    valid_at(leaf, at)?;
    usable(leaf, purpose, policy)
}

fn valid_at(certificate: &Certificate<'_>, at: i64) -> Result<(), Problem> {
    match certificate.validity {
        (from, _) if at < from => Err(Problem::NotYet),
        (_, to) if at > to => Err(Problem::Ended),
        _ => Ok(()),
    }
}

fn usable(leaf: &Certificate<'_>, purpose: Purpose, policy: &Policy) -> Result<(), Problem> {
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
        Ok(usage) => {
            let commits = usage.is_some_and(|usage| usage.commits());
            if policy.demands_commitment && purpose == Purpose::Documents && !commits {
                return refuse("its certificate does not commit its holder to what it signs");
            }
        }
    }
    match purpose {
        Purpose::Timestamps if !leaf.is_for_timestamps() => {
            refuse("its certificate is not meant for timestamps")
        }
        Purpose::Documents if !is_for_documents(leaf) => {
            refuse("its certificate is meant for other things than documents")
        }
        _ => Ok(()),
    }
}

/// Whether its extended key usage allows documents: none at all, one of those that are used for
/// documents, or one that its authority named itself. The standard's other purposes (servers, code,
/// timestamps, OCSP…) alone do not.
fn is_for_documents(leaf: &Certificate<'_>) -> bool {
    match leaf.purposes() {
        Ok(None) => true,
        Ok(Some(list)) => list.iter().any(|purpose| {
            oid::DOCUMENT_PURPOSES.contains(purpose) || !purpose.starts_with(oid::STANDARD_PURPOSES)
        }),
        Err(_) => false,
    }
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

/// Name constraints bind everything below, save what an authority gave itself on the way (6.1.3, b).
fn may_name(issuer: &Certificate<'_>, under: &[Certificate<'_>]) -> Result<(), Problem> {
    let refuse = |why: &str| {
        Err(Problem::Constraint(format!(
            "{} {why}",
            issuer.subject_name()
        )))
    };
    let constraints = match issuer.name_constraints() {
        Ok(None) => return Ok(()),
        Ok(Some(constraints)) => constraints,
        Err(_) => return refuse("limits names in a way that can't be read"),
    };
    for (index, certificate) in under.iter().enumerate() {
        if index > 0 && certificate.is_self_issued() {
            continue;
        }
        match constraints.permit(certificate) {
            Ok(true) => {}
            Ok(false) => return refuse("may not issue certificates for such names"),
            Err(_) => return refuse("issued names that can't be read"),
        }
    }
    Ok(())
}

fn strong_link(
    issuer: &Certificate<'_>,
    certificate: &Certificate<'_>,
    at: i64,
    policy: &Policy,
) -> Result<(), Problem> {
    let digest = crypto::digest_of(certificate.signature_algorithm, None);
    match policy.sunset.weak(digest, Some(&issuer.key), at) {
        Some(weak) => Err(Problem::Algorithm(weak)),
        None => Ok(()),
    }
}
