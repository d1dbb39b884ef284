//! The report on a file: every result with its sentence.

use onesign_pdf::read::ReadError;
use serde::Serialize;

use super::sentence::{Sentence, Value, legible};
use super::sentences as say;
use super::{algorithms, differences, documents, findings, read_errors};
use crate::diff::change::{ChangeKind, RuledChange, Ruling};
use crate::document::Opened;
use crate::revocation::validation_data::ValidationData;
use crate::trust::ListedService;
use crate::trust::policy::TrustPolicy;
use crate::validate::file;
use crate::validate::judgement::{Answer, FileJudgement, Reason, SignatureJudgement};
use crate::validate::status::{AxisName, Status, SubIndication, Verdict};

/// Validates every signature in `file` at the time `now_unix` (seconds since 1970). Every file gets a verdict.
#[must_use]
pub fn validate(file: &[u8], policy: &TrustPolicy, now_unix: i64) -> SignatureReport {
    validate_with(file, policy, &ValidationData::default(), now_unix)
}

/// As [`validate`], with additional data from outside the file: certificates of authorities, revocation lists, OCSP
/// responses ([`crate::validate::validation_data()`] lists the ones that would help).
#[must_use]
pub fn validate_with(
    file: &[u8],
    policy: &TrustPolicy,
    given: &ValidationData,
    now_unix: i64,
) -> SignatureReport {
    Opened::of(file).validate(policy, given, now_unix)
}

impl Opened<'_> {
    /// As [`validate_with`], for an opened file.
    #[must_use]
    pub fn validate(
        &self,
        policy: &TrustPolicy,
        given: &ValidationData,
        now_unix: i64,
    ) -> SignatureReport {
        file::judge(self, policy, given, now_unix).into()
    }
}

/// One question and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Axis {
    /// The question.
    pub axis: AxisName,
    /// The answer.
    pub status: Status,
    /// The answer in one plain sentence.
    pub sentence: Sentence,
    /// Further details, in plain sentences.
    pub details: Vec<Sentence>,
    /// Why it is not a pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_indication: Option<SubIndication>,
}

/// One change that was made after a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The revision that made it, counted from 1, which is the original document.
    pub revision: usize,
    /// The kind of change.
    pub kind: ChangeKind,
    /// Whether the signer permitted it.
    pub ruling: Ruling,
    /// The code of the rule that decided.
    pub rule: &'static str,
    /// The page that shows it, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<usize>,
    /// Name of the form field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The change in one plain sentence.
    pub sentence: Sentence,
    /// The parts of pages (zero-based) where it may show.
    #[serde(skip)]
    pub places: Vec<(usize, onesign_pdf::Area)>,
}

impl From<&RuledChange> for Change {
    fn from(ruled: &RuledChange) -> Self {
        Self {
            revision: ruled.revision,
            kind: ruled.kind,
            ruling: ruled.ruling,
            rule: ruled.rule,
            page: ruled.page,
            field: ruled.field.as_deref().map(legible),
            sentence: differences::sentence(&ruled.difference),
            places: ruled.places.clone(),
        }
    }
}

/// One signature or document timestamp.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignatureEntry {
    /// Name of the form field.
    pub field: String,
    /// `signature` or `timestamp`.
    pub kind: &'static str,
    /// The verdict on this signature.
    pub verdict: Verdict,
    /// Why it is not a pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_indication: Option<SubIndication>,
    /// The verdict in one plain sentence.
    pub sentence: Sentence,
    /// `B-B`, `B-T`, `B-LT` or `B-LTA`: the level that the file alone proves under these roots. `None` if the signature
    /// is not in a PAdES format.
    pub level: Option<&'static str>,
    /// Name in the signer's certificate.
    pub signer: Option<String>,
    /// Whether the signer's chain is that of a OneSign instance ([`TrustPolicy::instances`]).
    #[serde(skip)]
    pub is_by_instance: bool,
    /// Name of its issuer.
    pub issuer: Option<String>,
    /// SHA-256 of the certificate in hexadecimal.
    pub certificate_sha256: Option<String>,
    /// Digest and signature algorithm.
    pub algorithm: Option<Sentence>,
    /// `/M` as written: the time of the signer's own clock.
    pub claimed_at: Option<String>,
    /// The timestamp's time, seconds since 1970; only if the timestamp is valid and trusted.
    pub proven_at: Option<i64>,
    /// The service of a trusted list that ends the chain of the signer or of the time-stamping authority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trust_service: Option<ListedService>,
    /// `/Name`, which is not verified.
    pub name: Option<String>,
    /// `/Reason`, which is not verified.
    pub reason: Option<String>,
    /// P of a certification signature: 1 no changes, 2 forms, 3 forms and annotations.
    pub permissions: Option<i64>,
    /// `/ByteRange`.
    pub byte_range: Option<[u64; 4]>,
    /// Whether the signature covers every byte of the file except its own value.
    pub covers_whole_file: bool,
    /// The answers to the questions.
    pub axes: Vec<Axis>,
    /// The changes after the signature, oldest first.
    pub changes: Vec<Change>,
}

/// The result for a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignatureReport {
    /// Never better than the worst signature.
    pub verdict: Verdict,
    /// Why it is not a pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_indication: Option<SubIndication>,
    /// The verdict in one plain sentence.
    pub sentence: Sentence,
    /// The level of the decisive signature.
    pub level: Option<&'static str>,
    /// The answers for the decisive signature.
    pub axes: Vec<Axis>,
    /// Every signature, in the order of the form.
    pub signatures: Vec<SignatureEntry>,
}

impl From<FileJudgement> for SignatureReport {
    fn from(judged: FileJudgement) -> Self {
        let signatures = judged.signatures.iter();
        let signatures: Vec<SignatureEntry> = signatures.map(Into::into).collect();
        let worst = match &judged.reason {
            Reason::Signature(index) | Reason::Strays(index, _) => signatures.get(*index),
            _ => None,
        };
        // A file that passed is said to be signed by its signer, not by the authority of a timestamp.
        let mut signed = signatures.iter().filter(|entry| entry.kind == "signature");
        let spoken = match judged.verdict {
            Verdict::Passed => signed.next().or(worst),
            _ => worst,
        };
        Self {
            verdict: judged.verdict,
            sub_indication: judged.sub_indication,
            sentence: signed_in_order(&judged).unwrap_or_else(|| reason(&judged.reason, spoken)),
            level: worst.and_then(|worst| worst.level),
            axes: worst.map_or_else(Vec::new, |worst| worst.axes.clone()),
            signatures,
        }
    }
}

/// The verdict on a file that several people signed one after another: each of them vouches for what was there then, and
/// only the last for all that is shown.
fn signed_in_order(judged: &FileJudgement) -> Option<Sentence> {
    if judged.verdict != Verdict::Passed {
        return None;
    }
    let signatures = judged.signatures.iter();
    let mut signed: Vec<&SignatureJudgement> = signatures.filter(|one| !one.is_timestamp).collect();
    let end = |one: &SignatureJudgement| {
        let [_, _, from, count] = one.byte_range?;
        from.checked_add(count)
    };
    signed.sort_by_key(|one| end(one));
    let names = signed.iter().map(|one| {
        let signer = one.signer.as_ref();
        signer.map_or_else(|| "?".to_owned(), |signer| legible(&signer.subject))
    });
    let mut names: Vec<String> = names.collect();
    names.dedup();
    (names.len() > 1).then(|| say::signed_in_order(names.join(" → ")))
}

fn reason(reason: &Reason, worst: Option<&SignatureEntry>) -> Sentence {
    match reason {
        Reason::Damaged(why) => say::file_damaged(documents::damage(*why)),
        Reason::Encrypted => say::file_encrypted(),
        Reason::Malformed(ReadError::NoHeader) => say::not_a_pdf(),
        Reason::Malformed(error) => say::file_malformed(read_errors::why(error)),
        Reason::MalformedButIntact(error) => say::file_malformed_intact(read_errors::why(error)),
        Reason::SignatureLeftOut => say::signature_left_out(),
        Reason::SignatureDropped(why) => say::signature_dropped(documents::damage(*why)),
        Reason::NoSignature => say::no_signature(),
        Reason::OnlyStrays => say::only_strays(),
        Reason::Signature(_) => {
            worst.map_or_else(say::no_signature, |worst| worst.sentence.clone())
        }
        Reason::Strays(_, numbers) => match numbers.as_slice() {
            [number] => say::further_signature(*number),
            numbers => {
                let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
                say::further_signatures(numbers.join(", "))
            }
        },
    }
}

impl From<&Answer> for Axis {
    fn from(answer: &Answer) -> Self {
        Self {
            axis: answer.axis,
            status: answer.status,
            sentence: findings::sentence(&answer.finding),
            details: answer.details.iter().flat_map(findings::detail).collect(),
            sub_indication: answer.sub,
        }
    }
}

impl From<&SignatureJudgement> for SignatureEntry {
    fn from(judged: &SignatureJudgement) -> Self {
        let signer = judged.signer.as_ref();
        Self {
            field: legible(&judged.field),
            kind: if judged.is_timestamp {
                "timestamp"
            } else {
                "signature"
            },
            verdict: judged.verdict,
            sub_indication: judged.sub_indication(),
            sentence: verdict(judged),
            level: judged.level,
            signer: signer.map(|signer| legible(&signer.subject)),
            is_by_instance: judged.is_by_instance,
            issuer: signer.map(|signer| legible(&signer.issuer)),
            certificate_sha256: signer.map(|signer| signer.sha256.clone()),
            algorithm: judged.algorithms.as_ref().map(algorithms::both),
            claimed_at: judged.claimed_at.as_deref().map(legible),
            proven_at: judged.proven_at,
            trust_service: judged.service.clone(),
            name: judged.name.as_deref().map(legible),
            reason: judged.reason.as_deref().map(legible),
            permissions: judged.permissions,
            byte_range: judged.byte_range,
            covers_whole_file: judged.covers_whole_file,
            axes: judged.answers.iter().map(Into::into).collect(),
            changes: judged.changes.iter().map(Into::into).collect(),
        }
    }
}

/// The verdict on a signature in one sentence.
fn verdict(judged: &SignatureJudgement) -> Sentence {
    if let Some(decisive) = judged.decisive() {
        return findings::sentence(&decisive.finding);
    }
    let signer = judged.signer.as_ref();
    let signer = signer.map_or_else(
        || Value::from(say::unknown_signer()),
        |signer| Value::from(&signer.subject),
    );
    match (judged.is_timestamp, judged.has_successors) {
        (false, false) => say::unchanged(signer),
        (false, true) => say::unchanged_but_permitted(signer),
        (true, false) => say::unchanged_since_timestamp(signer),
        (true, true) => say::permitted_since_timestamp(signer),
    }
}
