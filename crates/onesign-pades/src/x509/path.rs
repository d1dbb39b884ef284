//! Chains from a certificate to a trusted root: finding them, and the rules of RFC 5280, 6.1.
//!
//! Finding follows names, key identifiers and signatures; a chain that was found is then judged from
//! the root down (`path_rules`).

use super::certificate::Certificate;
use super::chain::{Chain, PathError};
use super::names;
use super::path_rules::{self, Demands};
use super::signature::Outcome;

/// Certificates between leaf and root.
const MAX_DEPTH: usize = 8;
/// Signature checks for one leaf: bounds the work that a hostile file can ask for.
const MAX_CHECKS: usize = 64;
/// Chains that are judged for one leaf.
const MAX_CHAINS: usize = 8;

/// Finds a chain from `leaf` to one of `roots` that was valid at `at` and meets the demands.
pub(crate) fn check<'c>(
    leaf: &Certificate<'c>,
    pool: &[Certificate<'c>],
    roots: &[Certificate<'c>],
    at: i64,
    demands: &Demands<'_>,
) -> Result<Chain<'c>, PathError> {
    let mut search = Search::new(pool, roots);
    search.from(leaf);
    let mut problem = search.problem.unwrap_or(PathError::NoChain);
    for chain in search.found {
        match path_rules::judge(&chain, at, demands) {
            Ok(()) => return Ok(chain),
            Err(found) => problem = found,
        }
    }
    Err(problem)
}

/// The chain as far as it can be followed, whether it holds or not: to a trusted root, else to where no
/// issuer is at hand.
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

    /// Looks for issuers of the last certificate of `chain`.
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
            // The same key under the same name again is a circle, whatever the certificate.
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

    fn complete(&mut self, certificates: Vec<Certificate<'c>>) {
        if self.found.len() < MAX_CHAINS {
            self.found.push(Chain {
                certificates,
                is_anchored: true,
            });
        }
    }

    /// Whether `issuer` is named by `certificate` and its key signed it.
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

/// Whether a certificate that the signature carries was issued by nobody known: then it may be damaged, or was never
/// anyone's. One that is trusted itself, byte for byte, needs no issuer.
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
