//! Whether a chain that was found may be relied on (RFC 5280, 6.1): times, uses, names, depth,
//! strength.
//!
//! Of certificate policies none is demanded (`initial-policy-set` is any-policy). Policies are not
//! followed down the chain, so a critical policy constraint is a rule that is not understood here.

use super::certificate::Certificate;
use super::path::{Chain, Problem, Purpose};
use super::signature;
use crate::asn1::oid;
use crate::report::sentence::Sentence;
use crate::report::sentences;
use crate::trust::policy::TrustPolicy;

/// Judges `chain` at the moment `at`. The root is trusted as it is: its own times are not looked at
/// (RFC 5280, 6.1.1, d).
pub(crate) fn judge(
    chain: &Chain<'_>,
    at: i64,
    purpose: Purpose,
    policy: &TrustPolicy,
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

fn usable(leaf: &Certificate<'_>, purpose: Purpose, policy: &TrustPolicy) -> Result<(), Problem> {
    let refuse = |why| Err(Problem::Constraint(why));
    if let Some(unknown) = leaf.unknown_critical() {
        return refuse(sentences::rule_unknown(oid::name(unknown)));
    }
    match leaf.key_usage() {
        Err(_) => return refuse(sentences::uses_unreadable()),
        Ok(Some(usage)) if !usage.signs_documents() => {
            return refuse(sentences::not_for_signing());
        }
        Ok(usage) => {
            let commits = usage.is_some_and(|usage| usage.commits());
            if policy.demands_commitment && purpose == Purpose::Documents && !commits {
                return refuse(sentences::no_commitment());
            }
        }
    }
    match purpose {
        Purpose::Timestamps if !leaf.is_for_timestamps() => refuse(sentences::not_for_timestamps()),
        Purpose::Documents if !is_for_documents(leaf) => refuse(sentences::not_for_documents()),
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
    let refuse = |why: fn(String) -> Sentence| {
        let name = issuer.subject_name();
        Err(Problem::Constraint(why(name)))
    };
    if issuer.unknown_critical().is_some() {
        return refuse(sentences::issuer_rule_unknown);
    }
    match issuer.authority() {
        Ok(Some(Some(depth))) if below > depth => {
            return refuse(sentences::issuer_too_deep);
        }
        Ok(Some(_)) => {}
        Ok(None) | Err(_) => return refuse(sentences::issuer_may_not_issue),
    }
    match issuer.key_usage() {
        Ok(Some(usage)) if !usage.signs_certificates() => refuse(sentences::issuer_may_not_sign),
        Ok(_) => Ok(()),
        Err(_) => refuse(sentences::issuer_uses_unreadable),
    }
}

/// Name constraints bind everything below, save what an authority gave itself on the way (6.1.3, b).
fn may_name(issuer: &Certificate<'_>, under: &[Certificate<'_>]) -> Result<(), Problem> {
    let refuse = |why: fn(String) -> Sentence| {
        let name = issuer.subject_name();
        Err(Problem::Constraint(why(name)))
    };
    let constraints = match issuer.name_constraints() {
        Ok(None) => return Ok(()),
        Ok(Some(constraints)) => constraints,
        Err(_) => return refuse(sentences::issuer_limits_unreadable),
    };
    for (index, certificate) in under.iter().enumerate() {
        if index > 0 && certificate.is_self_issued() {
            continue;
        }
        match constraints.permit(certificate) {
            Ok(true) => {}
            Ok(false) => return refuse(sentences::issuer_names_forbidden),
            Err(_) => return refuse(sentences::issued_names_unreadable),
        }
    }
    Ok(())
}

fn strong_link(
    issuer: &Certificate<'_>,
    certificate: &Certificate<'_>,
    at: i64,
    policy: &TrustPolicy,
) -> Result<(), Problem> {
    let digest = signature::digest_of(certificate.signature_algorithm, None);
    match policy.algorithm_expiry.weak(digest, Some(&issuer.key), at) {
        Some(weak) => Err(Problem::Algorithm(weak)),
        None => Ok(()),
    }
}
