//! The time axis: the proven time of the signature, and the proofs that it is younger than something else.

use super::answers::Answers;
use super::bench::Bench;
use super::finding::{Detail, TimeFinding};
use super::status::{AxisName, Status, SubIndication};
use super::timeline::Case;
use super::timestamp::{self, Proof};
use crate::asn1::ber::Malformed;
use crate::asn1::oid;
use crate::cms::signed_data::{SignedData, single};
use crate::revocation::status::MAX_CLOCK_ERROR;
use crate::tsp::token;

/// The time of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The time at which its certificate must have been valid: the earliest proof of the signature's existence,
    /// otherwise now.
    pub at: i64,
    pub is_proven: bool,
    /// The signature is proven to be younger than this time.
    pub not_before: Option<i64>,
}

/// A timestamp over the signature value, and what it proves.
pub(crate) struct Stamped<'s> {
    pub token: Result<SignedData<'s>, Malformed>,
    pub proof: Proof,
}

/// Answers the time axis. The earliest trusted proof counts; an invalid timestamp in the signature invalidates them
/// all.
pub(crate) fn answer<'s>(
    answers: &mut Answers,
    case: &Case<'_>,
    signed: &SignedData<'s>,
    bench: &Bench<'_>,
) -> (Moment, Vec<Stamped<'s>>) {
    let now = bench.context.now;
    let archived = bench.timeline.proven(case.facts);
    let control = archived.map_or(now, |stamp| stamp.at);
    let stamps = stamps(signed, bench, control);
    let not_before = made_after(case, signed, bench, control);
    let rank = |proof: &Proof| match proof {
        Proof::Wrong(_) => (0, 0),
        Proof::Proven { at, .. } => (1, *at),
        Proof::Unknown { at, .. } => (2, *at),
        Proof::NoCertificate => (3, 0),
        Proof::Unsupported(_) => (4, 0),
    };
    let by_archive = archived.and_then(|stamp| bench.timeline.proof(stamp.index));
    let proofs = stamps.iter().map(|stamp| &stamp.proof).chain(by_archive);
    let proven = match proofs.min_by_key(|proof| rank(proof)) {
        Some(Proof::Proven { at, authority, .. }) if contradicts(*at, not_before) => {
            contradiction(answers, *at, authority);
            None
        }
        Some(proof) => proven(answers, proof),
        None => {
            claimed(answers);
            None
        }
    };
    let moment = Moment {
        at: proven.unwrap_or(now),
        is_proven: proven.is_some(),
        not_before,
    };
    (moment, stamps)
}

fn stamps<'s>(signed: &SignedData<'s>, bench: &Bench<'_>, control: i64) -> Vec<Stamped<'s>> {
    let Some(signer) = signed.signers.first() else {
        return Vec::new();
    };
    let value: &[&[u8]] = &[&signer.signature];
    let tokens = token::tokens(signed).into_iter();
    let stamped = tokens.map(|token| {
        let proof = timestamp::check(token.raw, value, signed, bench.context, control);
        let token = SignedData::parse(token.raw);
        Stamped { token, proof }
    });
    stamped.collect()
}

/// The proof that something is older: document timestamps that the signature covers, and content timestamps among its
/// signed attributes (EN 319 122-1, 5.2.8).
fn made_after(
    case: &Case<'_>,
    signed: &SignedData<'_>,
    bench: &Bench<'_>,
    control: i64,
) -> Option<i64> {
    let covered = bench.timeline.made_after(case.facts);
    let signer = signed.signers.first();
    let attributes = signer.and_then(|signer| signer.signed.as_ref());
    let token = attributes.map(|attributes| single(&attributes.list, oid::CONTENT_TIMESTAMP));
    let token = token.and_then(|token| token.ok().flatten());
    let content = token.and_then(|token| {
        let (covered, context) = (&case.facts.covered, bench.context);
        match timestamp::check(token.raw, covered, signed, context, control) {
            Proof::Proven { at, .. } => Some(at),
            _ => None,
        }
    });
    covered.max(content)
}

fn contradicts(at: i64, not_before: Option<i64>) -> bool {
    not_before.is_some_and(|since| at.saturating_add(MAX_CLOCK_ERROR) < since)
}

fn contradiction(answers: &mut Answers, at: i64, authority: &str) {
    let authority = authority.to_owned();
    answers.add(
        AxisName::Time,
        Status::Indeterminate,
        Some(SubIndication::TimestampOrderFailure),
        TimeFinding::Contradiction { authority, at },
        Vec::new(),
    );
}

fn claimed(answers: &mut Answers) {
    answers.add(
        AxisName::Time,
        Status::NotChecked,
        None,
        TimeFinding::Claimed,
        Vec::new(),
    );
}

/// Answers the time axis from one proof.
pub(super) fn proven(answers: &mut Answers, proof: &Proof) -> Option<i64> {
    let (status, sub, finding) = match proof {
        Proof::Proven {
            at,
            authority,
            service,
        } => {
            answers.proven_at = Some(*at);
            let finding = TimeFinding::Confirmed {
                authority: authority.clone(),
                at: *at,
            };
            let service = service
                .iter()
                .map(|service| Detail::Service((**service).clone()));
            answers.add(
                AxisName::Time,
                Status::Passed,
                None,
                finding,
                service.collect(),
            );
            return Some(*at);
        }
        Proof::Unknown {
            at,
            authority,
            why,
            sub,
        } => (
            Status::Indeterminate,
            *sub,
            TimeFinding::Unconfirmed {
                authority: authority.clone(),
                at: *at,
                why: why.clone(),
            },
        ),
        Proof::Wrong(why) => (
            Status::Failed,
            SubIndication::FormatFailure,
            TimeFinding::TimestampWrong(*why),
        ),
        Proof::NoCertificate => (
            Status::Indeterminate,
            SubIndication::NoSigningCertificateFound,
            TimeFinding::TimestampCertificateMissing,
        ),
        Proof::Unsupported(algorithm) => (
            Status::Indeterminate,
            SubIndication::CryptoConstraintsFailure,
            TimeFinding::TimestampUnsupported(algorithm.clone()),
        ),
    };
    answers.add(AxisName::Time, status, Some(sub), finding, Vec::new());
    None
}
