//! The identity axis: the certificate's holder, its validity at signing time, and its revocation status.

use super::answers::Answers;
use super::chain_revocation;
use super::context::{Context, TrustedChain};
use super::doubt::ChainError;
use super::existence::Moment;
use super::finding::{Detail, IdentityFinding};
use super::status::{AxisName, Status, SubIndication};
use crate::x509::certificate::Certificate;
use crate::x509::chain::PathError;
use crate::x509::rsa;

/// Answers for the signer `leaf` with the result of the search for a chain at `moment`.
pub(crate) fn answer(
    answers: &mut Answers,
    leaf: &Certificate<'_>,
    chain: Result<TrustedChain<'_>, ChainError>,
    context: &Context<'_>,
    moment: &Moment,
) {
    let name = leaf.subject_name();
    match chain {
        Ok(chain) => chained(answers, name, chain, context, moment),
        Err(why) => {
            let (status, sub) = judged(&why, leaf, moment);
            let finding = IdentityFinding::Untrusted { name, why };
            answers.add(AxisName::Identity, status, Some(sub), finding, Vec::new());
        }
    }
}

/// An expired certificate or a missing root is indeterminate, because further data may resolve it. A forbidden use is a
/// failure, and so is a signature that is proven to be older or younger than its certificate (EN 319 102-1, 5.1.3).
fn judged(
    problem: &ChainError,
    leaf: &Certificate<'_>,
    moment: &Moment,
) -> (Status, SubIndication) {
    let (from, to) = leaf.validity;
    match problem {
        ChainError::Path(PathError::Leaf(_) | PathError::Issuer(..)) => {
            (Status::Failed, problem.sub_indication())
        }
        ChainError::Path(PathError::Expired)
            if moment.not_before.is_some_and(|since| since > to) =>
        {
            (Status::Failed, SubIndication::Expired)
        }
        ChainError::Path(PathError::NotYetValid) if moment.is_proven && moment.at < from => {
            (Status::Failed, SubIndication::NotYetValid)
        }
        _ => (Status::Indeterminate, problem.sub_indication()),
    }
}

fn chained(
    answers: &mut Answers,
    name: String,
    trusted: TrustedChain<'_>,
    context: &Context<'_>,
    moment: &Moment,
) {
    let TrustedChain { chain, service } = trusted;
    let revocation = chain_revocation::of(&chain, context, moment.at, moment.not_before);
    let mut details = vec![Detail::Chain(chain.names())];
    details.extend(service.clone().map(Detail::Service));
    let negative = chain.certificates.iter();
    let negative = negative.filter(|certificate| rsa::is_negative(&certificate.key));
    details.extend(negative.map(|one| Detail::NegativeKey(one.subject_name())));
    details.extend(revocation.details);
    let finding = if revocation.status == Status::Passed {
        IdentityFinding::Signer {
            name,
            territory: service.as_ref().map(|service| service.territory.clone()),
            is_proven: moment.is_proven,
        }
    } else {
        IdentityFinding::Revoked {
            name,
            why: revocation.problem,
        }
    };
    answers.service = service;
    answers.add(
        AxisName::Identity,
        revocation.status,
        revocation.sub,
        finding,
        details,
    );
}
