//! Whether a certificate was revoked at a moment: what revocation lists and OCSP answers prove
//! about it (RFC 5280, 6.3; RFC 6960; EN 319 102-1, 5.2.5).

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::crl::{Crl, Unusable};
use super::ocsp::{CertStatus, Ocsp};
use super::reason::{Reason, Revoked};
use super::validation_data::ValidationData;
use crate::x509::algorithm_expiry::AlgorithmExpiry;
use crate::x509::certificate::Certificate;
use crate::x509::key::AlgorithmId;
use crate::x509::signature;

/// How far two honest clocks may differ, in seconds.
pub(crate) const MAX_CLOCK_ERROR: i64 = 300;
/// For how long an answer without an end of its own is believed, in seconds.
const ENDLESS_ANSWER: i64 = 86_400;
/// Most lists and answers of each kind that are looked at.
const MAX_ITEMS: usize = 500;

/// Most answers about one certificate whose signatures are checked.
const MAX_ANSWERS: usize = 32;

/// Everything that may prove something about certificates, read once.
pub(crate) struct RevocationInfo<'e> {
    /// Certificates that may stand in chains.
    pub pool: Vec<Certificate<'e>>,
    crls: Vec<Crl<'e>>,
    ocsps: Vec<Ocsp<'e>>,
    /// Lists are long and many certificates have the same issuer: whether a list's signature holds is
    /// found out once for each.
    checked: RefCell<Checked>,
}

/// Whether a list, by its place, is by an issuer, by its encoding.
type Checked = BTreeMap<(usize, Vec<u8>), Result<(), Unusable>>;

/// What is known about a certificate at a moment.
#[derive(Debug, Clone)]
pub(crate) enum RevocationStatus<'e> {
    /// It was not revoked.
    Good(Source<'e>),
    /// It was.
    Revoked(Revoked),
    /// Nothing proves either; why what was there did not suffice.
    Unknown(Option<Unproven>),
}

/// Why a list or a response proves nothing about a certificate at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unproven {
    /// It ended before the moment.
    TooOld,
    /// It was made after the certificate had expired, when its issuer may have forgotten it.
    AfterExpiry,
    InTheFuture,
    WeakSignature,
    /// Nothing proves that its signer may speak for the issuer.
    Unauthorised,
    /// The responder does not know the certificate.
    UnknownToResponder,
}

/// What proved it.
#[derive(Debug, Clone)]
pub(crate) enum Source<'e> {
    /// A list, encoded.
    Crl(&'e [u8]),
    /// An OCSPResponse, and who signed it.
    Ocsp {
        response: Vec<u8>,
        responder: Box<Certificate<'e>>,
    },
}

/// One statement about a certificate.
struct Statement<'e> {
    this_update: i64,
    /// What proves what it says, if it says something about the moment that was asked for.
    applies: Result<Source<'e>, Unproven>,
    revoked: Option<Revoked>,
}

impl Statement<'_> {
    /// One that says nothing, and why: whatever else is known weighs more.
    fn void(why: Unproven) -> Self {
        Self {
            this_update: i64::MIN,
            applies: Err(why),
            revoked: None,
        }
    }
}

impl<'e> RevocationInfo<'e> {
    /// Reads what lies in `materials`; what can't be read is passed over.
    pub fn new(data: &[&'e ValidationData]) -> Self {
        let certificates = data.iter().flat_map(|one| &one.certificates);
        let crls = data.iter().flat_map(|one| &one.crls);
        let ocsps = data.iter().flat_map(|one| &one.ocsps);
        Self {
            pool: certificates
                .filter_map(|raw| Certificate::parse(raw).ok())
                .take(MAX_ITEMS)
                .collect(),
            crls: crls
                .filter_map(|raw| Crl::parse(raw).ok())
                .take(MAX_ITEMS)
                .collect(),
            ocsps: ocsps
                .filter_map(|raw| Ocsp::parse(raw).ok())
                .take(MAX_ITEMS)
                .collect(),
            checked: RefCell::default(),
        }
    }

    /// What is known about `certificate`, which `issuer` issued, at the moment `at`, now being `now`.
    ///
    /// Whatever was revoked for good stays so. For a certificate to be good, a statement has to speak
    /// about `at`: it was made later, or was still in force then. Of several, the newest counts.
    pub fn status(
        &'e self,
        certificate: &Certificate<'e>,
        issuer: &Certificate<'e>,
        at: i64,
        now: i64,
    ) -> RevocationStatus<'e> {
        let mut statements: Vec<Statement<'e>> = self.by_crls(certificate, issuer, at, now);
        statements.extend(self.by_ocsps(certificate, issuer, at, now));
        statements.sort_by_key(|statement| statement.this_update);
        let before = |revoked: &Revoked| revoked.at <= at;
        let lasting = statements.iter().filter_map(|statement| statement.revoked);
        let lasting = lasting.filter(|revoked| before(revoked) && revoked.reason != Reason::Hold);
        if let Some(revoked) = lasting.min_by_key(|revoked| revoked.at) {
            return RevocationStatus::Revoked(revoked);
        }
        let newest = statements.iter().rfind(|one| one.applies.is_ok());
        let whys = || statements.iter().rev();
        match newest.map(|one| (one.revoked.filter(before), &one.applies)) {
            Some((Some(revoked), _)) => RevocationStatus::Revoked(revoked),
            Some((None, Ok(source))) => RevocationStatus::Good(source.clone()),
            _ => RevocationStatus::Unknown(
                whys().find_map(|one| one.applies.as_ref().err().copied()),
            ),
        }
    }

    /// The list that proves `certificate` good, if one does.
    pub fn listed(
        &'e self,
        certificate: &Certificate<'e>,
        issuer: &Certificate<'e>,
        at: i64,
        now: i64,
    ) -> Option<&'e [u8]> {
        let statements = self.by_crls(certificate, issuer, at, now);
        let mut good = statements.iter().filter(|one| one.revoked.is_none());
        good.find_map(|one| match one.applies {
            Ok(Source::Crl(raw)) => Some(raw),
            _ => None,
        })
    }

    fn by_crls(
        &'e self,
        certificate: &Certificate<'e>,
        issuer: &Certificate<'e>,
        at: i64,
        now: i64,
    ) -> Vec<Statement<'e>> {
        let mut statements = Vec::new();
        for (index, crl) in self.crls.iter().enumerate() {
            if crl.issuer != certificate.issuer || crl.is_about(certificate).is_err() {
                continue;
            }
            match self.is_by(index, crl, issuer) {
                Ok(()) => {}
                Err(Unusable::Signature | Unusable::Issuer) => {
                    statements.push(Statement::void(Unproven::Unauthorised));
                    continue;
                }
                Err(_) => continue,
            }
            let Ok(revoked) = crl.find(certificate.serial) else {
                continue;
            };
            let remembers = crl.keeps_expired_since;
            statements.push(Statement {
                this_update: crl.this_update,
                applies: applies(certificate, crl.this_update, crl.next_update, remembers, at)
                    .and(not_from_the_future(crl.this_update, now))
                    .and(strong(crl.algorithm(), crl.this_update))
                    .map(|()| Source::Crl(crl.raw)),
                revoked,
            });
        }
        statements
    }

    /// Whether the list at `index` is whole and by `issuer`: its signature is checked once for each issuer.
    fn is_by(&self, index: usize, crl: &Crl<'_>, issuer: &Certificate<'_>) -> Result<(), Unusable> {
        let key = (index, issuer.raw.to_vec());
        let mut checked = self.checked.borrow_mut();
        *checked.entry(key).or_insert_with(|| crl.is_by(issuer))
    }

    fn by_ocsps(
        &'e self,
        certificate: &Certificate<'e>,
        issuer: &Certificate<'e>,
        at: i64,
        now: i64,
    ) -> Vec<Statement<'e>> {
        let mut statements = Vec::new();
        let about = self.ocsps.iter();
        let about = about.filter_map(|ocsp| Some((ocsp, ocsp.about(certificate, issuer).ok()?)));
        for (ocsp, answer) in about.take(MAX_ANSWERS) {
            let Ok(responder) = ocsp.responder(issuer, &self.pool) else {
                statements.push(Statement::void(Unproven::Unauthorised));
                continue;
            };
            if self.is_responder_revoked(&responder, issuer, ocsp.produced_at, now) {
                statements.push(Statement::void(Unproven::Unauthorised));
                continue;
            }
            let revoked = match answer.status {
                CertStatus::Good => None,
                CertStatus::Revoked(revoked) => Some(revoked),
                CertStatus::Unknown => {
                    statements.push(Statement::void(Unproven::UnknownToResponder));
                    continue;
                }
            };
            let end = answer
                .next_update
                .unwrap_or(answer.this_update.saturating_add(ENDLESS_ANSWER));
            let remembers = answer.archive_cutoff;
            statements.push(Statement {
                this_update: answer.this_update,
                applies: applies(certificate, answer.this_update, Some(end), remembers, at)
                    .and(not_from_the_future(answer.this_update, now))
                    .and(strong(ocsp.algorithm(), answer.this_update))
                    .map(|()| Source::Ocsp {
                        response: ocsp.response(),
                        responder: Box::new(responder),
                    }),
                revoked,
            });
        }
        statements
    }

    /// Whether a list says that the responder was revoked when it answered.
    fn is_responder_revoked(
        &'e self,
        responder: &Certificate<'e>,
        issuer: &Certificate<'e>,
        at: i64,
        now: i64,
    ) -> bool {
        if responder.raw == issuer.raw || responder.needs_no_check() {
            return false;
        }
        let mut statements = self.by_crls(responder, issuer, at, now).into_iter();
        statements.any(|one| one.revoked.is_some_and(|revoked| revoked.at <= at))
    }
}

/// Whether a statement made at `this_update` and in force until `next_update` speaks about `at`, and
/// still knew the certificate, which authorities forget when it has ended.
fn applies(
    certificate: &Certificate<'_>,
    this_update: i64,
    next_update: Option<i64>,
    remembers: Option<i64>,
    at: i64,
) -> Result<(), Unproven> {
    if this_update < at && next_update.is_none_or(|next| next < at) {
        return Err(Unproven::TooOld);
    }
    let end = certificate.validity.1;
    if this_update > end && remembers.is_none_or(|since| since > end) {
        return Err(Unproven::AfterExpiry);
    }
    Ok(())
}

fn not_from_the_future(this_update: i64, now: i64) -> Result<(), Unproven> {
    if this_update > now.saturating_add(MAX_CLOCK_ERROR) {
        Err(Unproven::InTheFuture)
    } else {
        Ok(())
    }
}

/// Statements are judged by the standards of their day: to make one up later takes a second preimage,
/// for which no digest here is too weak, not a collision.
fn strong(algorithm: AlgorithmId<'_>, this_update: i64) -> Result<(), Unproven> {
    let digest = signature::digest_of(algorithm, None);
    match AlgorithmExpiry::default().weak(digest, None, this_update) {
        Some(_) => Err(Unproven::WeakSignature),
        None => Ok(()),
    }
}
