//! Checks every certificate of a chain for revocation, and derives the effect on the verdict (EN 319 102-1, 5.2.6 and
//! 5.5).

use super::context::Context;
use super::doubt::RevocationProblem;
use super::finding::Detail;
use super::status::{Status, SubIndication};
use crate::revocation::reason::{Reason, Revoked};
use crate::revocation::status::RevocationStatus;
use crate::trust::policy::RevocationMode;
use crate::x509::chain::Chain;

/// The revocation result for a chain.
pub(crate) struct ChainRevocation {
    pub status: Status,
    pub sub: Option<SubIndication>,
    /// The problem, if there is one.
    pub problem: RevocationProblem,
    /// Further details.
    pub details: Vec<Detail>,
}

/// Checks each certificate below the root. The signature existed at `at`, and is younger than `not_before` if that is
/// known.
pub(crate) fn of<'a>(
    chain: &Chain<'a>,
    context: &'a Context<'a>,
    at: i64,
    not_before: Option<i64>,
) -> ChainRevocation {
    let mut unknown = Vec::new();
    for (index, pair) in chain.certificates.windows(2).enumerate() {
        let [certificate, issuer] = pair else {
            continue;
        };
        let name = certificate.subject_name();
        match context
            .revocation
            .status(certificate, issuer, at, context.now)
        {
            RevocationStatus::Good(_) => {}
            RevocationStatus::Revoked(revoked) => {
                return revoked_chain(&name, revoked, index > 0, not_before);
            }
            RevocationStatus::Alleged(revoked) => return alleged_chain(name, revoked),
            RevocationStatus::Unknown(why) => unknown.push((name, why)),
        }
    }
    // A trust anchor needs no proof, but a statement against it counts.
    if let Some(anchor) = chain.certificates.last()
        && let Some(revoked) = context.revocation.alleged(anchor, at, i64::MIN)
    {
        return alleged_chain(anchor.subject_name(), revoked);
    }
    let looked_at = chain.certificates.len() > 1;
    let demanded = context.policy.revocation == RevocationMode::Require && !unknown.is_empty();
    let mut details: Vec<Detail> = Vec::new();
    if unknown.is_empty() && looked_at {
        details.push(Detail::NoneRevoked);
    } else if unknown.len() + 1 == chain.certificates.len()
        && unknown.iter().all(|(_, why)| why.is_none())
    {
        details.push(Detail::RevocationNotLookedUp);
    } else {
        let unknown = unknown.into_iter();
        details.extend(unknown.map(|(name, why)| Detail::RevocationUnknown(name, why)));
    }

    ChainRevocation {
        status: if demanded {
            Status::Indeterminate
        } else {
            Status::Passed
        },
        sub: demanded.then_some(SubIndication::TryLater),
        problem: RevocationProblem::NotProvenGood,
        details,
    }
}

/// A revocation that nothing proves may still be true, so the chain is not reliable.
fn alleged_chain(name: String, revoked: Option<Revoked>) -> ChainRevocation {
    ChainRevocation {
        status: Status::Indeterminate,
        sub: Some(SubIndication::TryLater),
        problem: RevocationProblem::Alleged(name, revoked),
        details: Vec::new(),
    }
}

fn revoked_chain(
    name: &str,
    revoked: Revoked,
    is_authority: bool,
    not_before: Option<i64>,
) -> ChainRevocation {
    let (status, sub) = match (revoked.reason, is_authority) {
        // A suspended certificate may become valid again.
        (Reason::Hold, _) => (Status::Indeterminate, SubIndication::TryLater),
        (_, true) => (Status::Indeterminate, SubIndication::RevokedCaNoPoe),
        // The signature covers something that is proven to be younger than the revocation.
        (_, false) if not_before.is_some_and(|since| since >= revoked.at) => {
            (Status::Failed, SubIndication::Revoked)
        }
        (_, false) => (Status::Indeterminate, SubIndication::RevokedNoPoe),
    };
    let problem = if is_authority {
        RevocationProblem::Authority(name.to_owned(), revoked)
    } else if sub == SubIndication::RevokedNoPoe {
        RevocationProblem::NoProof(revoked)
    } else {
        RevocationProblem::Signer(revoked)
    };
    ChainRevocation {
        status,
        sub: Some(sub),
        problem,
        details: Vec::new(),
    }
}
