//! The phrases for certificate chains: why a chain is not trusted, its revocation state, and the service of a trusted
//! list that it relies on. They follow "but".

use super::algorithms;
use super::sentence::{Sentence, Value, readable};
use super::sentences as say;
use crate::revocation::reason::Reason;
use crate::revocation::status::Unproven;
use crate::trust::ListedService;
use crate::trust::trust_services::{Rejection, ServiceError};
use crate::trust::trusted_list::{Lapse, NotInForce};
use crate::validate::doubt::{ChainError, RevocationProblem};
use crate::x509::chain::{IssuerError, LeafError, PathError};

/// Why no chain leads to a trusted root or service.
pub(super) fn error(error: &ChainError) -> Sentence {
    match error {
        ChainError::Path(error) => path(error),
        ChainError::Service(error) => service_error(error),
    }
}

fn path(error: &PathError) -> Sentence {
    match error {
        PathError::NoChain => say::no_chain(),
        PathError::IssuerMissing(name, issuer) => say::issuer_missing(name, issuer),
        PathError::IssuerExpired(name) => say::issuer_ended(name),
        PathError::IssuerNotYetValid(name) => say::issuer_not_yet(name),
        PathError::Expired => say::certificate_ended(),
        PathError::NotYetValid => say::certificate_not_yet(),
        PathError::Unsupported(algorithm) => {
            say::certificate_weak(algorithms::unsupported(algorithm))
        }
        PathError::Weak(algorithm) => say::certificate_weak(algorithms::weak(*algorithm)),
        PathError::Leaf(error) => leaf(error),
        PathError::Issuer(name, error) => issuer(name, *error),
    }
}

fn leaf(error: &LeafError) -> Sentence {
    match error {
        LeafError::UnknownExtension(rule) => say::rule_unknown(rule),
        LeafError::KeyUsageUnreadable => say::uses_unreadable(),
        LeafError::NotForSigning => say::not_for_signing(),
        LeafError::NoCommitment => say::no_commitment(),
        LeafError::NotForTimestamps => say::not_for_timestamps(),
        LeafError::NotForDocuments => say::not_for_documents(),
    }
}

fn issuer(name: &str, error: IssuerError) -> Sentence {
    match error {
        IssuerError::UnknownExtension => say::issuer_rule_unknown(name),
        IssuerError::TooDeep => say::issuer_too_deep(name),
        IssuerError::NoAuthority => say::issuer_may_not_issue(name),
        IssuerError::MayNotSignCertificates => say::issuer_may_not_sign(name),
        IssuerError::KeyUsageUnreadable => say::issuer_uses_unreadable(name),
        IssuerError::NameConstraintsUnreadable => say::issuer_limits_unreadable(name),
        IssuerError::NamesForbidden => say::issuer_names_forbidden(name),
        IssuerError::NamesUnreadable => say::issued_names_unreadable(name),
    }
}

fn service_error(error: &ServiceError) -> Sentence {
    match error {
        ServiceError::NoService => say::no_listed_service(),
        ServiceError::List(error) => not_in_force(error),
        ServiceError::Rejected {
            service,
            territory,
            sequence,
            why,
        } => {
            let number = sequence.to_string();
            match why {
                Rejection::NotYetListed(at) => {
                    say::service_not_then(service, territory, number, readable(*at))
                }
                Rejection::NotUnderstood => say::service_not_understood(service, territory, number),
                Rejection::NotForDocuments => {
                    say::service_not_for_documents(service, territory, number)
                }
                Rejection::State(word, since) => {
                    let since = readable(*since);
                    say::service_not_counting(service, state(word), since, territory, number)
                }
            }
        }
    }
}

fn not_in_force(error: &NotInForce) -> Sentence {
    let (territory, number) = (&error.territory, error.sequence.to_string());
    match error.why {
        Lapse::InTheFuture => say::list_future(territory, number),
        Lapse::Closed => say::list_closed(territory, number),
        Lapse::Overdue(due) => say::list_overdue(territory, number, readable(due)),
    }
}

/// The standard's word for the state of a service, or the URI of an unknown state.
fn state(word: &str) -> Value {
    let state = match word {
        "granted" => say::state_granted(),
        "withdrawn" => say::state_withdrawn(),
        "recognisedatnationallevel" => say::state_recognised_nationally(),
        "deprecatedatnationallevel" => say::state_deprecated_nationally(),
        "undersupervision" => say::state_under_supervision(),
        "supervisionincessation" => say::state_supervision_in_cessation(),
        "supervisionceased" => say::state_supervision_ceased(),
        "supervisionrevoked" => say::state_supervision_revoked(),
        "accredited" => say::state_accredited(),
        "accreditationceased" => say::state_accreditation_ceased(),
        "accreditationrevoked" => say::state_accreditation_revoked(),
        "setbynationallaw" => say::state_set_by_law(),
        "deprecatedbynationallaw" => say::state_deprecated_by_law(),
        address => return address.into(),
    };
    state.into()
}

/// The service that a chain relies on, and the qualification of its certificates.
pub(super) fn service(service: &ListedService) -> Vec<Sentence> {
    let named = say::service(
        &service.name,
        &service.provider,
        service.kind,
        state(&service.status),
        readable(service.since),
        &service.territory,
        service.sequence.to_string(),
    );
    let qualified = service.qualified_for.map(|what| match what {
        "seals" => say::qualified_for_seals(),
        _ => say::qualified_for_signatures(),
    });
    std::iter::once(named).chain(qualified).collect()
}

/// Why the revocation information speaks against a chain.
pub(super) fn revocation(problem: &RevocationProblem) -> Sentence {
    match problem {
        RevocationProblem::NotProvenGood => say::not_proven_good(),
        RevocationProblem::Alleged(name, Some(revoked)) => {
            say::revocation_alleged(name, readable(revoked.at))
        }
        RevocationProblem::Alleged(name, None) => say::revocation_unreadable(name),
        RevocationProblem::Authority(name, revoked) => {
            say::authority_withdrawn(name, readable(revoked.at), reason(revoked.reason))
        }
        RevocationProblem::NoProof(revoked) => {
            say::withdrawn_no_proof(readable(revoked.at), reason(revoked.reason))
        }
        RevocationProblem::Signer(revoked) => {
            say::withdrawn(readable(revoked.at), reason(revoked.reason))
        }
    }
}

fn reason(reason: Reason) -> Sentence {
    match reason {
        Reason::Unspecified => say::reason_unspecified(),
        Reason::KeyCompromise => say::reason_key(),
        Reason::AuthorityCompromise => say::reason_authority_key(),
        Reason::AffiliationChanged => say::reason_affiliation(),
        Reason::Superseded => say::reason_superseded(),
        Reason::CessationOfOperation => say::reason_cessation(),
        Reason::Hold => say::reason_hold(),
        Reason::PrivilegeWithdrawn => say::reason_privilege(),
        Reason::AttributeCompromise => say::reason_attribute(),
    }
}

/// Why the revocation state of a certificate is unknown; without a reason, there is no information at all.
pub(super) fn unproven(why: Option<Unproven>) -> Sentence {
    match why {
        None => say::nothing_at_hand(),
        Some(Unproven::TooOld) => say::withdrawal_too_old(),
        Some(Unproven::AfterExpiry) => say::withdrawal_after_end(),
        Some(Unproven::InTheFuture) => say::withdrawal_future(),
        Some(Unproven::WeakSignature) => say::withdrawal_weak(),
        Some(Unproven::Unauthorised) => say::withdrawal_stranger(),
        Some(Unproven::UnknownToResponder) => say::withdrawal_unheard(),
    }
}
