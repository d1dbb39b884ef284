//! Whether a found chain is reliable (RFC 5280, 6.1): times, uses, names, depth, strength.
//!
//! No certificate policy is required (`initial-policy-set` is any-policy). This code does not process policies along
//! the chain, so it treats a critical policy constraint as an unknown rule.

use super::algorithm_expiry::AlgorithmExpiry;
use super::certificate::Certificate;
use super::chain::{Chain, IssuerError, LeafError, PathError, Purpose};
use super::signature;
use crate::asn1::oid;

/// The requirements for a chain in addition to its validity.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Demands<'d> {
    pub purpose: Purpose,
    /// The expiry dates of algorithms.
    pub expiry: &'d AlgorithmExpiry,
    /// Whether a signer's certificate must include content commitment.
    pub commitment: bool,
}

/// Judges `chain` at the time `at`. The root is trusted as it is, so its own validity period does not matter (RFC 5280,
/// 6.1.1, d).
pub(crate) fn judge(chain: &Chain<'_>, at: i64, demands: &Demands<'_>) -> Result<(), PathError> {
    let [leaf, authorities @ ..] = chain.certificates.as_slice() else {
        return Err(PathError::NoChain);
    };
    let mut below = 0;
    for (index, issuer) in authorities.iter().enumerate() {
        let under = chain.certificates.get(..=index).unwrap_or_default();
        may_issue(issuer, below)?;
        if let Some(issued) = under.last() {
            strong_link(issuer, issued, at, demands.expiry)?;
        }
        may_name(issuer, under)?;
        // A self-issued certificate, for a new key of an authority, does not count (6.1.4, l).
        if !issuer.is_self_issued() {
            below += 1;
        }
        if index + 1 < authorities.len() {
            let name = || issuer.subject_name();
            match valid_at(issuer, at) {
                Ok(()) => {}
                // The leaf's own validity is the more specific reason.
                Err(why) => {
                    valid_at(leaf, at)?;
                    return Err(match why {
                        PathError::Expired => PathError::IssuerExpired(name()),
                        _ => PathError::IssuerNotYetValid(name()),
                    });
                }
            }
        }
    }
    valid_at(leaf, at)?;
    usable(leaf, demands)
}

fn valid_at(certificate: &Certificate<'_>, at: i64) -> Result<(), PathError> {
    match certificate.validity {
        (from, _) if at < from => Err(PathError::NotYetValid),
        (_, to) if at > to => Err(PathError::Expired),
        _ => Ok(()),
    }
}

fn usable(leaf: &Certificate<'_>, demands: &Demands<'_>) -> Result<(), PathError> {
    let refuse = |why| Err(PathError::Leaf(why));
    if let Some(unknown) = leaf.unknown_critical() {
        return refuse(LeafError::UnknownExtension(oid::name(unknown)));
    }
    match leaf.key_usage() {
        Err(_) => return refuse(LeafError::KeyUsageUnreadable),
        Ok(Some(usage)) if !usage.signs_documents() => {
            return refuse(LeafError::NotForSigning);
        }
        Ok(usage) => {
            let commits = usage.is_some_and(|usage| usage.commits());
            if demands.commitment && demands.purpose == Purpose::Documents && !commits {
                return refuse(LeafError::NoCommitment);
            }
        }
    }
    match demands.purpose {
        Purpose::Timestamps if !leaf.is_for_timestamps() => refuse(LeafError::NotForTimestamps),
        Purpose::Documents if !is_for_documents(leaf) => refuse(LeafError::NotForDocuments),
        _ => Ok(()),
    }
}

/// Whether its extended key usage allows documents: it is absent, includes a usual one for documents, or includes one
/// that its authority defined itself. The standard's other purposes (servers, code, timestamps, OCSP…) alone do not.
fn is_for_documents(leaf: &Certificate<'_>) -> bool {
    match leaf.purposes() {
        Ok(None) => true,
        Ok(Some(list)) => list.iter().any(|purpose| {
            oid::DOCUMENT_PURPOSES.contains(purpose) || !purpose.starts_with(oid::STANDARD_PURPOSES)
        }),
        Err(_) => false,
    }
}

fn may_issue(issuer: &Certificate<'_>, below: u64) -> Result<(), PathError> {
    let refuse = |why| Err(PathError::Issuer(issuer.subject_name(), why));
    if issuer.unknown_critical().is_some() {
        return refuse(IssuerError::UnknownExtension);
    }
    match issuer.authority() {
        Ok(Some(Some(depth))) if below > depth => {
            return refuse(IssuerError::TooDeep);
        }
        Ok(Some(_)) => {}
        Ok(None) | Err(_) => return refuse(IssuerError::NoAuthority),
    }
    match issuer.key_usage() {
        Ok(Some(usage)) if !usage.signs_certificates() => {
            refuse(IssuerError::MayNotSignCertificates)
        }
        Ok(_) => Ok(()),
        Err(_) => refuse(IssuerError::KeyUsageUnreadable),
    }
}

/// Name constraints apply to every certificate below, except for self-issued intermediate ones (6.1.3, b).
fn may_name(issuer: &Certificate<'_>, under: &[Certificate<'_>]) -> Result<(), PathError> {
    let refuse = |why| Err(PathError::Issuer(issuer.subject_name(), why));
    let constraints = match issuer.name_constraints() {
        Ok(None) => return Ok(()),
        Ok(Some(constraints)) => constraints,
        Err(_) => return refuse(IssuerError::NameConstraintsUnreadable),
    };
    for (index, certificate) in under.iter().enumerate() {
        if index > 0 && certificate.is_self_issued() {
            continue;
        }
        match constraints.permit(certificate) {
            Ok(true) => {}
            Ok(false) => return refuse(IssuerError::NamesForbidden),
            Err(_) => return refuse(IssuerError::NamesUnreadable),
        }
    }
    Ok(())
}

fn strong_link(
    issuer: &Certificate<'_>,
    certificate: &Certificate<'_>,
    at: i64,
    expiry: &AlgorithmExpiry,
) -> Result<(), PathError> {
    let digest = signature::digest_of(certificate.signature_algorithm, None);
    match expiry.weak(digest, Some(&issuer.key), at) {
        Some(weak) => Err(PathError::Weak(weak)),
        None => Ok(()),
    }
}
