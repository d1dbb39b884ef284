//! Whether a certificate was revoked at a given time, as proven by revocation lists and OCSP responses (RFC 5280, 6.3;
//! RFC 6960; EN 319 102-1, 5.2.5).

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::crl::{Crl, Unusable};
use super::crl_entry::{Allegation, Entry};
use super::ocsp::{CertStatus, Ocsp};
use super::reason::{Reason, Revoked};
use super::validation_data::ValidationData;
use crate::x509::algorithm_expiry::AlgorithmExpiry;
use crate::x509::certificate::Certificate;
use crate::x509::key::AlgorithmId;
use crate::x509::names;
use crate::x509::signature;

/// The tolerated difference between two correct clocks, in seconds.
pub(crate) const MAX_CLOCK_ERROR: i64 = 300;
/// How long a response without `nextUpdate` counts, in seconds.
const ENDLESS_ANSWER: i64 = 86_400;
/// The most lists and responses of each kind to examine.
const MAX_ITEMS: usize = 500;

/// The most responses about one certificate whose signatures are checked.
const MAX_ANSWERS: usize = 32;

/// All revocation information, parsed once.
pub(crate) struct RevocationInfo<'e> {
    /// Certificates for building chains.
    pub pool: Vec<Certificate<'e>>,
    crls: Vec<Crl<'e>>,
    ocsps: Vec<Ocsp<'e>>,
    /// The result of each check of a list's signature. Lists are long and many certificates share an issuer, so each
    /// list is checked only once for an issuer.
    checked: RefCell<Checked>,
}

/// Whether an issuer (encoded certificate) issued the list at this index.
type Checked = BTreeMap<(usize, Vec<u8>), Result<(), Unusable>>;

/// The revocation status of a certificate at a given time.
#[derive(Debug, Clone)]
pub(crate) enum RevocationStatus<'e> {
    /// It was not revoked.
    Good(Source<'e>),
    /// It was revoked.
    Revoked(Revoked),
    /// Something says that it was revoked, but nothing proves that the issuer says so; or a list names it in an entry
    /// that is not readable (`None`).
    Alleged(Option<Revoked>),
    /// Nothing proves either; the reason, if information was present but insufficient.
    Unknown(Option<Unproven>),
}

/// Why a list or a response proves nothing about a certificate at a given time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unproven {
    /// Its validity ended before that time.
    TooOld,
    /// It dates from after the certificate's expiry, when the issuer may have dropped the certificate.
    AfterExpiry,
    InTheFuture,
    WeakSignature,
    /// Nothing proves that its signer is authorised by the issuer.
    Unauthorised,
    /// The responder does not know the certificate.
    UnknownToResponder,
}

/// The proof of a status.
#[derive(Debug, Clone)]
pub(crate) enum Source<'e> {
    /// A list, encoded.
    Crl(&'e [u8]),
    /// An OCSPResponse, and its signer.
    Ocsp {
        response: Vec<u8>,
        responder: Box<Certificate<'e>>,
    },
}

/// One statement about a certificate.
struct Statement<'e> {
    this_update: i64,
    /// The proof, if the statement applies to the requested time.
    applies: Result<Source<'e>, Unproven>,
    revoked: Option<Revoked>,
}

impl Statement<'_> {
    /// A statement that proves nothing, with the reason: any other statement outweighs it.
    fn void(why: Unproven) -> Self {
        Self {
            this_update: i64::MIN,
            applies: Err(why),
            revoked: None,
        }
    }
}

impl<'e> RevocationInfo<'e> {
    /// Parses the items in `data`; unreadable ones are skipped.
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

    /// The status at the time `at` of `certificate`, which `issuer` issued; `now` is the present time.
    ///
    /// A permanent revocation stays in force. For the status good, a statement must apply to `at`: it dates from later,
    /// or was still in force then. The newest applicable statement counts.
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
        let good = statements
            .iter()
            .rfind(|one| one.applies.is_ok() && one.revoked.filter(before).is_none());
        // Only a later statement that proves the status good ends a suspension.
        let ended = good.map_or(i64::MIN, |one| one.this_update);
        let held = statements.iter().filter(|one| one.this_update > ended);
        if let Some(held) = held
            .filter_map(|one| one.revoked.filter(before))
            .next_back()
        {
            return RevocationStatus::Revoked(held);
        }
        if let Some(alleged) = self.alleged(certificate, at, ended) {
            return RevocationStatus::Alleged(alleged);
        }
        match good.map(|one| &one.applies) {
            Some(Ok(source)) => RevocationStatus::Good(source.clone()),
            _ => {
                let mut newest_first = statements.iter().rev();
                RevocationStatus::Unknown(
                    newest_first.find_map(|one| one.applies.as_ref().err().copied()),
                )
            }
        }
    }

    /// A revocation of `certificate` before `at` that some list or response states, whoever signed it. A suspension
    /// counts only if it was stated after `ended`.
    pub fn alleged(
        &self,
        certificate: &Certificate<'_>,
        at: i64,
        ended: i64,
    ) -> Option<Option<Revoked>> {
        let counts = |revoked: &Revoked, this_update: i64| {
            revoked.at <= at && (revoked.reason != Reason::Hold || this_update > ended)
        };
        let by_crls = self
            .crls
            .iter()
            .filter_map(|crl| match crl.alleges(certificate) {
                Allegation::None => None,
                Allegation::Revoked(revoked) => {
                    counts(&revoked, crl.this_update).then_some(Some(revoked))
                }
                Allegation::Unclear => Some(None),
            });
        let by_ocsps = self.ocsps.iter().filter_map(|ocsp| {
            let revoked = ocsp.alleges(certificate)?;
            counts(&revoked, ocsp.produced_at).then_some(Some(revoked))
        });
        by_crls.chain(by_ocsps).next()
    }

    /// The list that proves the status good, if there is one.
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
            if !names::same(crl.issuer, certificate.issuer) || crl.is_about(certificate).is_err() {
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
            let revoked = match crl.find(certificate.serial) {
                Ok(None) => None,
                Ok(Some(Entry::Revoked(revoked))) => Some(revoked),
                // Such a list proves nothing good; see `alleged`.
                Ok(Some(Entry::Removed)) | Err(_) => continue,
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

    /// Whether the list at `index` is complete and issued by `issuer`; each signature is checked once per issuer.
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
            if self.is_responder_revoked(&responder, issuer, ocsp.produced_at) {
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

    /// Whether anything says that the responder was revoked: before it answered, or because its key may be in other
    /// hands, which can date answers as they like.
    fn is_responder_revoked(
        &self,
        responder: &Certificate<'_>,
        issuer: &Certificate<'_>,
        produced_at: i64,
    ) -> bool {
        if responder.raw == issuer.raw {
            return false;
        }
        match self.alleged(responder, i64::MAX, i64::MIN) {
            None => false,
            Some(None) => true,
            Some(Some(revoked)) => {
                revoked.at <= produced_at
                    || matches!(
                        revoked.reason,
                        Reason::Unspecified | Reason::KeyCompromise | Reason::AuthorityCompromise
                    )
            }
        }
    }
}

/// Whether a statement made at `this_update` and in force until `next_update` applies to `at`, and dates from before
/// the authority may drop the expired certificate.
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

/// The strength of a statement's digest is judged at the statement's own time. Forging one later takes a second
/// preimage, against which every digest here is strong enough, not a collision.
fn strong(algorithm: AlgorithmId<'_>, this_update: i64) -> Result<(), Unproven> {
    let digest = signature::digest_of(algorithm, None);
    match AlgorithmExpiry::default().weak(digest, None, this_update) {
        Some(_) => Err(Unproven::WeakSignature),
        None => Ok(()),
    }
}
