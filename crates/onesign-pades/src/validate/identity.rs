//! The identity axis: whose certificate it is, whether it held when the signature was there, and whether
//! it had been withdrawn.

use super::answers::Answers;
use super::chain_revocation;
use super::context::Context;
use super::existence::Moment;
use crate::report::sentences;
use crate::report::signature_report::{AxisName, Status, SubIndication};
use crate::trust::trust_services::ListedService;
use crate::x509::certificate::Certificate;
use crate::x509::path::{Chain, Problem};

/// Answers for the signer `leaf`, whose chain was looked for at `moment`.
pub(crate) fn answer(
    answers: &mut Answers,
    leaf: &Certificate<'_>,
    chain: Result<Chain<'_>, Problem>,
    context: &Context<'_>,
    moment: &Moment,
) {
    let name = leaf.subject_name();
    match chain {
        Ok(chain) => chained(answers, &name, &chain, context, moment),
        Err(problem) => {
            let sentence = sentences::signer_unknown(name, problem.phrase());
            let (status, sub) = judged(&problem, leaf, moment);
            answers.add(AxisName::Identity, status, Some(sub), sentence, Vec::new());
        }
    }
}

/// Ended certificates and missing roots may yet be explained; forbidden uses may not, nor a signature
/// that is proven to be older or younger than its certificate (EN 319 102-1, 5.1.3).
fn judged(problem: &Problem, leaf: &Certificate<'_>, moment: &Moment) -> (Status, SubIndication) {
    let (from, to) = leaf.validity;
    match problem {
        Problem::Constraint(_) => (Status::Failed, problem.sub_indication()),
        Problem::Ended if moment.not_before.is_some_and(|since| since > to) => {
            (Status::Failed, SubIndication::Expired)
        }
        Problem::NotYet if moment.is_proven && moment.at < from => {
            (Status::Failed, SubIndication::NotYetValid)
        }
        _ => (Status::Indeterminate, problem.sub_indication()),
    }
}

fn chained(
    answers: &mut Answers,
    name: &str,
    chain: &Chain<'_>,
    context: &Context<'_>,
    moment: &Moment,
) {
    let withdrawal = chain_revocation::of(chain, context, moment.at, moment.not_before);
    let mut details = vec![sentences::chain(chain.names().join(" ← "))];
    details.extend(chain.service.iter().flat_map(ListedService::words));
    answers.service.clone_from(&chain.service);
    details.extend(withdrawal.details);
    let sentence = if withdrawal.status == Status::Passed {
        match (&chain.service, moment.is_proven) {
            (None, true) => sentences::signer_then(name),
            (None, false) => sentences::signer_today(name),
            (Some(service), true) => sentences::signer_listed_then(name, &service.territory),
            (Some(service), false) => sentences::signer_listed_today(name, &service.territory),
        }
    } else {
        sentences::signer_but(name, withdrawal.problem)
    };
    answers.add(
        AxisName::Identity,
        withdrawal.status,
        withdrawal.sub,
        sentence,
        details,
    );
}
