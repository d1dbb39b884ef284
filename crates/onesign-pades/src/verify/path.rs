//! Chains from a certificate to a trusted root (RFC 5280, 6.1, without policies and name constraints).

use super::{SubIndication, Trust};
use crate::cms::certificate::Certificate;
use crate::cms::crypto::{self, Outcome};
use crate::oid;

/// Certificates between leaf and root.
const MAX_DEPTH: usize = 8;
/// Signature checks for one leaf: bounds the work that a hostile file can ask for.
const MAX_CHECKS: usize = 64;

/// What the leaf is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Documents,
    Timestamps,
}

/// Why there is no chain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Problem {
    #[error("its certificate does not lead to anyone who is trusted here")]
    NoChain,
    #[error("its certificate had ended")]
    Ended,
    #[error("its certificate was not valid yet")]
    NotYet,
    #[error("{0}")]
    Constraint(String),
    #[error("a certificate uses {0}, which can't be relied on")]
    Algorithm(String),
}

impl Problem {
    pub fn sub_indication(&self) -> SubIndication {
        match self {
            Self::NoChain => SubIndication::NoCertificateChainFound,
            Self::Ended => SubIndication::OutOfBoundsNoPoe,
            Self::NotYet => SubIndication::NotYetValid,
            Self::Constraint(_) => SubIndication::ChainConstraintsFailure,
            Self::Algorithm(_) => SubIndication::CryptoConstraintsFailure,
        }
    }
}

/// Checks that `leaf` was valid at `at`, may be used for `purpose` and leads to a root of `trust`.
/// Gives the names from leaf to root.
pub(super) fn check(
    leaf: &Certificate<'_>,
    pool: &[Certificate<'_>],
    trust: &Trust,
    at: i64,
    purpose: Purpose,
) -> Result<Vec<String>, Problem> {
    let roots: Vec<Certificate<'_>> = trust
        .roots
        .iter()
        .filter_map(|root| Certificate::parse(root).ok())
        .collect();
    let mut search = Search {
        pool,
        roots: &roots,
        at,
        checks: 0,
        problem: None,
    };
    let names = search
        .up(leaf, 0, 0)
        .ok_or(search.problem.unwrap_or(Problem::NoChain))?;
    valid_at(leaf, at)?;
    usable(leaf, purpose)?;
    Ok(names)
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

struct Search<'s, 'c> {
    pool: &'s [Certificate<'c>],
    roots: &'s [Certificate<'s>],
    at: i64,
    checks: usize,
    problem: Option<Problem>,
}

impl Search<'_, '_> {
    /// Looks for an issuer of `certificate`; `below` counts the intermediate ones under it.
    fn up(
        &mut self,
        certificate: &Certificate<'_>,
        below: u64,
        depth: usize,
    ) -> Option<Vec<String>> {
        let name = certificate.subject_name();
        if self.roots.iter().any(|root| root.raw == certificate.raw) {
            return Some(vec![name]);
        }
        if depth > MAX_DEPTH {
            return None;
        }
        for root in self.roots {
            if self.issued(root, certificate, below) {
                return Some(vec![name, root.subject_name()]);
            }
        }
        for issuer in self.pool {
            let circle = issuer.raw == certificate.raw || issuer.subject == certificate.subject;
            if circle || !self.issued(issuer, certificate, below) {
                continue;
            }
            if let Some(rest) = self.up(issuer, below + 1, depth + 1) {
                if let Err(problem) = valid_at(issuer, self.at) {
                    self.problem = Some(problem);
                    continue;
                }
                return Some(std::iter::once(name).chain(rest).collect());
            }
        }
        None
    }

    /// Whether `issuer` may issue and did issue `certificate`.
    fn issued(
        &mut self,
        issuer: &Certificate<'_>,
        certificate: &Certificate<'_>,
        below: u64,
    ) -> bool {
        let keys_differ = match (
            certificate.authority_key_identifier(),
            issuer.subject_key_identifier(),
        ) {
            (Some(wanted), Some(found)) => wanted != found,
            _ => false,
        };
        if issuer.subject != certificate.issuer || keys_differ || self.checks >= MAX_CHECKS {
            return false;
        }
        self.checks += 1;
        let algorithm = certificate.signature_algorithm;
        match crypto::verify(
            &issuer.key,
            algorithm,
            None,
            certificate.body,
            certificate.signature,
        ) {
            Outcome::Wrong => return false,
            Outcome::Unsupported(name) => {
                self.problem = Some(Problem::Algorithm(name));
                return false;
            }
            Outcome::Right => {}
        }
        if let Some(problem) = may_issue(issuer, below).or_else(|| weak_link(issuer, certificate)) {
            self.problem = Some(problem);
            return false;
        }
        true
    }
}

/// Whether a certificate that lies beside the signature is by nobody in reach: then it may be damaged,
/// or was never anyone's.
pub(super) fn has_unexplained(pool: &[Certificate<'_>], trust: &Trust) -> bool {
    let roots: Vec<Certificate<'_>> = trust
        .roots
        .iter()
        .filter_map(|root| Certificate::parse(root).ok())
        .collect();
    let explained = |certificate: &Certificate<'_>| {
        let mut issuers = pool
            .iter()
            .chain(&roots)
            .filter(|issuer| issuer.subject == certificate.issuer)
            .take(MAX_DEPTH);
        let algorithm = certificate.signature_algorithm;
        issuers.any(|issuer| {
            crypto::verify(
                &issuer.key,
                algorithm,
                None,
                certificate.body,
                certificate.signature,
            ) == Outcome::Right
        })
    };
    pool.len() > MAX_CHECKS || !pool.iter().all(explained)
}

fn weak_link(issuer: &Certificate<'_>, certificate: &Certificate<'_>) -> Option<Problem> {
    let digest = crypto::digest_of(certificate.signature_algorithm, None);
    let sha1 = (digest == Some(crate::algorithm::Digest::Sha1)).then(|| "SHA-1".to_owned());
    sha1.or_else(|| crypto::weak_key(&issuer.key))
        .map(Problem::Algorithm)
}

fn may_issue(issuer: &Certificate<'_>, below: u64) -> Option<Problem> {
    let refuse = |why: &str| {
        Some(Problem::Constraint(format!(
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
        Ok(_) => None,
        Err(_) => refuse("states its uses in a way that can't be read"),
    }
}
