//! The search for a chain from a certificate to a trusted root (RFC 5280, 6.1).
//!
//! The search follows names, key identifiers and signatures; `path_rules` then judges a found chain from the root down
//! (RFC 5280, 6.1).

use super::certificate::Certificate;
use super::chain::{Chain, PathError};
use super::names;
use super::path_rules::{self, Demands};
use super::signature::Outcome;

/// The most certificates between leaf and root.
const MAX_DEPTH: usize = 8;
/// The most signature checks for one leaf, which limits the work that a malicious file can cause.
const MAX_CHECKS: usize = 64;
/// The most chains to judge for one leaf.
const MAX_CHAINS: usize = 8;

/// Finds a chain from `leaf` to one of `roots` that was valid at `at` and meets the requirements.
pub(crate) fn check<'c>(
    leaf: &Certificate<'c>,
    pool: &[Certificate<'c>],
    roots: &[Certificate<'c>],
    at: i64,
    demands: &Demands<'_>,
) -> Result<Chain<'c>, PathError> {
    let mut search = Search::new(pool, roots);
    search.from(leaf);
    let mut problem = search.problem.take().unwrap_or_else(|| search.end());
    for chain in search.found {
        match path_rules::judge(&chain, at, demands) {
            Ok(()) => return Ok(chain),
            Err(found) => problem = found,
        }
    }
    Err(problem)
}

/// The chain as far as the available issuers lead, to a trusted root if possible, whether or not it is valid.
pub(crate) fn climb<'c>(
    leaf: &Certificate<'c>,
    pool: &[Certificate<'c>],
    roots: &[Certificate<'c>],
) -> Chain<'c> {
    let mut search = Search::new(pool, roots);
    search.from(leaf);
    let longest = search.longest;
    search.found.into_iter().next().unwrap_or(Chain {
        certificates: longest,
        is_anchored: false,
    })
}

struct Search<'s, 'c> {
    pool: &'s [Certificate<'c>],
    roots: &'s [Certificate<'c>],
    checks: usize,
    found: Vec<Chain<'c>>,
    longest: Vec<Certificate<'c>>,
    problem: Option<PathError>,
}

impl<'s, 'c> Search<'s, 'c> {
    fn new(pool: &'s [Certificate<'c>], roots: &'s [Certificate<'c>]) -> Self {
        Self {
            pool,
            roots,
            checks: 0,
            found: Vec::new(),
            longest: Vec::new(),
            problem: None,
        }
    }

    fn from(&mut self, leaf: &Certificate<'c>) {
        self.up(&mut vec![leaf.clone()]);
    }

    /// Searches for issuers of the last certificate of `chain`.
    fn up(&mut self, chain: &mut Vec<Certificate<'c>>) {
        let Some(certificate) = chain.last().cloned() else {
            return;
        };
        if chain.len() > self.longest.len() {
            self.longest.clone_from(chain);
        }
        if self.roots.iter().any(|root| root.raw == certificate.raw) {
            return self.complete(chain.clone());
        }
        for root in self.roots {
            if self.issued(root, &certificate) {
                let mut certificates = chain.clone();
                certificates.push(root.clone());
                self.complete(certificates);
            }
        }
        if chain.len() > MAX_DEPTH {
            return;
        }
        for issuer in self.pool {
            // The same key under the same name again is a loop, even with another certificate.
            let circle = chain.iter().any(|seen| {
                seen.raw == issuer.raw
                    || (names::same(seen.subject, issuer.subject) && seen.key.raw == issuer.key.raw)
            });
            if circle || self.found.len() >= MAX_CHAINS || !self.issued(issuer, &certificate) {
                continue;
            }
            chain.push(issuer.clone());
            self.up(chain);
            chain.pop();
        }
    }

    /// Why the longest chain ends where it does: at an untrusted root, or for want of a certificate.
    fn end(&self) -> PathError {
        match self.longest.last() {
            Some(tip) if !tip.is_self_issued() => {
                PathError::IssuerMissing(tip.subject_name(), tip.issuer_name())
            }
            _ => PathError::NoChain,
        }
    }

    fn complete(&mut self, certificates: Vec<Certificate<'c>>) {
        if self.found.len() < MAX_CHAINS {
            self.found.push(Chain {
                certificates,
                is_anchored: true,
            });
        }
    }

    /// Whether `certificate` names `issuer` and the issuer's key signed it.
    fn issued(&mut self, issuer: &Certificate<'_>, certificate: &Certificate<'_>) -> bool {
        let keys_differ = match (
            certificate.authority_key_identifier(),
            issuer.subject_key_identifier(),
        ) {
            (Some(wanted), Some(found)) => wanted != found,
            _ => false,
        };
        if keys_differ
            || self.checks >= MAX_CHECKS
            || !names::same(issuer.subject, certificate.issuer)
        {
            return false;
        }
        self.checks += 1;
        match certificate.is_signed_by(issuer) {
            Outcome::Right => true,
            Outcome::Wrong => false,
            Outcome::Unsupported(algorithm) => {
                self.problem = Some(PathError::Unsupported(algorithm));
                false
            }
        }
    }
}

/// Whether a certificate in the signature has no known issuer: it may be damaged or made up. A certificate that is
/// itself trusted, byte for byte, needs no issuer.
pub(crate) fn has_unexplained(
    pool: &[Certificate<'_>],
    anchors: &[Certificate<'_>],
    others: &[&[Certificate<'_>]],
) -> bool {
    let explained = |certificate: &Certificate<'_>| {
        if anchors.iter().any(|anchor| anchor.raw == certificate.raw) {
            return true;
        }
        let mut issuers = pool
            .iter()
            .chain(others.iter().copied().flatten())
            .filter(|issuer| names::same(issuer.subject, certificate.issuer))
            .take(MAX_DEPTH);
        issuers.any(|issuer| certificate.is_signed_by(issuer) == Outcome::Right)
    };
    pool.len() > MAX_CHECKS || !pool.iter().all(explained)
}
