//! Whether any certificate of a chain had been withdrawn, and what that means for the verdict
//! (EN 319 102-1, 5.2.6 and 5.5).

use super::context::Context;
use crate::report::sentence::Sentence;
use crate::report::sentences;
use crate::report::signature_report::{Status, SubIndication};
use crate::revocation::reason::{Reason, Revoked};
use crate::revocation::status::RevocationStatus;
use crate::trust::policy::RevocationMode;
use crate::x509::path::Chain;

/// What is known about a chain.
pub(crate) struct ChainRevocation {
    pub status: Status,
    pub sub: Option<SubIndication>,
    /// What is wrong, in words that follow "but", where something is.
    pub problem: Sentence,
    /// What else is worth knowing.
    pub details: Vec<Sentence>,
}

/// Looks at each certificate below the root; the signature is known to have existed at `at`, and to
/// have been made after `not_before` if that is known.
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
            .evidence
            .standing(certificate, issuer, at, context.now)
        {
            RevocationStatus::Good(_) => {}
            RevocationStatus::Revoked(revoked) => {
                return withdrawn(&name, revoked, index > 0, not_before);
            }
            RevocationStatus::Unknown(why) => unknown.push((name, why)),
        }
    }
    let looked_at = chain.certificates.len() > 1;
    let mut details: Vec<Sentence> = Vec::new();
    if unknown.is_empty() && looked_at {
        details.push(sentences::none_withdrawn());
    } else if unknown.len() + 1 == chain.certificates.len()
        && unknown.iter().all(|(_, why)| why.is_none())
    {
        details.push(sentences::withdrawal_not_looked_up());
    } else {
        for (name, why) in &unknown {
            let why = why.clone().unwrap_or_else(sentences::nothing_at_hand);
            details.push(sentences::withdrawal_unknown(name, why));
        }
    }
    let demanded = context.policy.revocation == RevocationMode::Require && !unknown.is_empty();
    ChainRevocation {
        status: if demanded {
            Status::Indeterminate
        } else {
            Status::Passed
        },
        sub: demanded.then_some(SubIndication::TryLater),
        problem: sentences::not_proven_good(),
        details,
    }
}

fn withdrawn(
    name: &str,
    revoked: Revoked,
    is_authority: bool,
    not_before: Option<i64>,
) -> ChainRevocation {
    let when = crate::report::signature_report::readable(revoked.at);
    let reason = reason(revoked.reason);
    let (status, sub) = match (revoked.reason, is_authority) {
        // Who is suspended may come back.
        (Reason::Hold, _) => (Status::Indeterminate, SubIndication::TryLater),
        (_, true) => (Status::Indeterminate, SubIndication::RevokedCaNoPoe),
        // Something that was proven to exist after the withdrawal lies under the signature.
        (_, false) if not_before.is_some_and(|since| since >= revoked.at) => {
            (Status::Failed, SubIndication::Revoked)
        }
        (_, false) => (Status::Indeterminate, SubIndication::RevokedNoPoe),
    };
    let problem = if is_authority {
        sentences::authority_withdrawn(name, when, reason)
    } else if sub == SubIndication::RevokedNoPoe {
        sentences::withdrawn_no_proof(when, reason)
    } else {
        sentences::withdrawn(when, reason)
    };
    ChainRevocation {
        status,
        sub: Some(sub),
        problem,
        details: Vec::new(),
    }
}

/// In words, after "because".
fn reason(reason: Reason) -> Sentence {
    match reason {
        Reason::Unspecified => sentences::reason_unspecified(),
        Reason::KeyCompromise => sentences::reason_key(),
        Reason::AuthorityCompromise => sentences::reason_authority_key(),
        Reason::AffiliationChanged => sentences::reason_affiliation(),
        Reason::Superseded => sentences::reason_superseded(),
        Reason::CessationOfOperation => sentences::reason_cessation(),
        Reason::Hold => sentences::reason_hold(),
        Reason::PrivilegeWithdrawn => sentences::reason_privilege(),
        Reason::AttributeCompromise => sentences::reason_attribute(),
    }
}
