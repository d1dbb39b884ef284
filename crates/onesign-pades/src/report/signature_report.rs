//! What the verifier says.

use onesign_pdf::read::ReadError;
use onesign_pdf::write::PdfDate;
use serde::Serialize;

use super::differences;
use super::sentence::{Sentence, legible};
use super::{read_errors, sentences};
use crate::diff::change::{ChangeKind, RuledChange, Ruling};
use crate::document::damage::Trace;
use crate::trust::trust_services::ListedService;

/// The whole judgement of a file or of one signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// TOTAL-PASSED
    Passed,
    /// INDETERMINATE
    Indeterminate,
    /// TOTAL-FAILED
    Failed,
}

/// The judgement on one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Looked at and right.
    Passed,
    /// Looked at and wrong.
    Failed,
    /// Looked at, but what is there does not suffice.
    Indeterminate,
    /// Not looked at, or nothing there to look at.
    NotChecked,
}

/// The question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AxisName {
    /// Are the signed bytes those that were signed?
    Integrity,
    /// Are all bytes signed?
    Coverage,
    /// Who signed?
    Identity,
    /// When?
    Time,
    /// What was changed afterwards?
    Modification,
}

/// Why a verdict is not a pass (EN 319 102-1, 5.1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SubIndication {
    /// The file or the signature is not as the standard wants it.
    FormatFailure,
    /// The signed bytes have another digest.
    HashFailure,
    /// The signature value does not fit.
    SigCryptoFailure,
    /// The signature breaks a rule, such as covering only a part.
    SigConstraintsFailure,
    /// A certificate in the chain may not do what it did.
    ChainConstraintsFailure,
    /// The chain has another flaw.
    CertificateChainGeneralFailure,
    /// An algorithm is too weak or can't be checked.
    CryptoConstraintsFailure,
    /// Signed after the certificate had ended, by proof.
    Expired,
    /// Signed before the certificate became valid.
    NotYetValid,
    /// The signer's certificate is not in the file.
    NoSigningCertificateFound,
    /// No chain to a trusted root.
    NoCertificateChainFound,
    /// The certificate has ended and nothing proves that the signature is older.
    OutOfBoundsNoPoe,
    /// The signer's certificate was withdrawn before the signature was made.
    Revoked,
    /// The signer's certificate was withdrawn and nothing proves that the signature is older.
    RevokedNoPoe,
    /// An authority's certificate was withdrawn and nothing proves that the signature is older.
    RevokedCaNoPoe,
    /// What is demanded about withdrawal is not at hand, or the certificate is suspended.
    TryLater,
    /// Times contradict each other.
    TimestampOrderFailure,
    /// There is no signature, or what it signs is not there.
    SignedDataNotFound,
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
    /// What else is worth knowing, in plain sentences.
    pub details: Vec<Sentence>,
    /// Why it is not a pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_indication: Option<SubIndication>,
}

/// One change that was made after a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The revision that made it, counted from 1, the document as it was first written.
    pub revision: usize,
    /// What was changed.
    pub kind: ChangeKind,
    /// Whether the signer permitted it.
    pub ruling: Ruling,
    /// The rule that decided, as a code.
    pub rule: &'static str,
    /// The page on which it can be seen, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<usize>,
    /// Name of the form field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The change in one plain sentence.
    pub sentence: Sentence,
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
    /// The judgement on this signature.
    pub verdict: Verdict,
    /// Why it is not a pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_indication: Option<SubIndication>,
    /// The judgement in one plain sentence.
    pub sentence: Sentence,
    /// `B-B`, `B-T`, `B-LT` or `B-LTA`: what the file itself proves to someone with these roots; nothing
    /// if the form is none of PAdES.
    pub level: Option<&'static str>,
    /// Name in the signer's certificate.
    pub signer: Option<String>,
    /// Name of who issued it.
    pub issuer: Option<String>,
    /// SHA-256 of the certificate in hexadecimal.
    pub certificate_sha256: Option<String>,
    /// Digest and signature algorithm.
    pub algorithm: Option<Sentence>,
    /// `/M` as written: what the signer's clock said.
    pub claimed_at: Option<String>,
    /// The timestamp's time, seconds since 1970; only if the timestamp was checked and is trusted.
    pub proven_at: Option<i64>,
    /// The service of a trusted list at which the chain of the signer, or of the time-stamping authority, ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trust_service: Option<ListedService>,
    /// `/Name`, which nobody checks.
    pub name: Option<String>,
    /// `/Reason`, which nobody checks.
    pub reason: Option<String>,
    /// P of a certification signature: 1 no change, 2 forms, 3 forms and notes.
    pub permissions: Option<i64>,
    /// `/ByteRange`.
    pub byte_range: Option<[u64; 4]>,
    /// Whether every byte of the file but the signature value itself is signed.
    pub covers_whole_file: bool,
    /// The questions.
    pub axes: Vec<Axis>,
    /// What was changed after the signature, oldest first.
    pub changes: Vec<Change>,
}

/// The judgement of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignatureReport {
    /// Never better than the worst signature.
    pub verdict: Verdict,
    /// Why it is not a pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_indication: Option<SubIndication>,
    /// The judgement in one plain sentence.
    pub sentence: Sentence,
    /// The level of the signature that decided.
    pub level: Option<&'static str>,
    /// The answers on the signature that decided.
    pub axes: Vec<Axis>,
    /// Every signature, in the order of the form.
    pub signatures: Vec<SignatureEntry>,
}

/// A file that can't be read strictly. A signature whose bytes are no longer what they were has failed, whatever
/// else is wrong with the file.
pub(crate) fn unreadable(error: &ReadError, trace: Trace) -> SignatureReport {
    let sentence = match (error, trace) {
        (_, Trace::Damaged(why)) => {
            let sentence = sentences::file_damaged(why);
            return without_signature(Verdict::Failed, SubIndication::FormatFailure, sentence);
        }
        (ReadError::Encrypted, _) => sentences::file_encrypted(),
        (error, Trace::Intact) => sentences::file_malformed_intact(read_errors::why(error)),
        (error, Trace::None | Trace::Unclear) => sentences::file_malformed(read_errors::why(error)),
    };
    without_signature(
        Verdict::Indeterminate,
        SubIndication::FormatFailure,
        sentence,
    )
}

/// A well-formed file whose form leads to no signature any more.
pub(crate) fn damaged(why: Sentence) -> SignatureReport {
    let sentence = sentences::signature_dropped(why);
    without_signature(Verdict::Failed, SubIndication::FormatFailure, sentence)
}

fn without_signature(verdict: Verdict, why: SubIndication, sentence: Sentence) -> SignatureReport {
    let sub_indication = Some(why);
    SignatureReport {
        verdict,
        sub_indication,
        sentence,
        level: None,
        axes: Vec::new(),
        signatures: Vec::new(),
    }
}

/// The worst signature decides. `strays` are signatures that no form field holds.
pub(crate) fn summarise(entries: Vec<SignatureEntry>, strays: &[u32]) -> SignatureReport {
    let mut worst: Option<&SignatureEntry> = None;
    // Nobody has to trust a document timestamp for the signatures beside it to be what they are.
    let beside = |entry: &&SignatureEntry| !is_merely_untrusted(entry);
    let has_signature = entries.iter().any(|entry| entry.kind == "signature");
    for entry in entries
        .iter()
        .filter(|entry| !has_signature || beside(entry))
    {
        if worst.is_none_or(|worst| entry.verdict > worst.verdict) {
            worst = Some(entry);
        }
    }
    let Some(worst) = worst else {
        let sentence = match strays {
            [] => sentences::no_signature(),
            _ => sentences::only_strays(),
        };
        return without_signature(
            Verdict::Indeterminate,
            SubIndication::SignedDataNotFound,
            sentence,
        );
    };
    let mut report = SignatureReport {
        verdict: worst.verdict,
        sub_indication: worst.sub_indication,
        sentence: worst.sentence.clone(),
        level: worst.level,
        axes: worst.axes.clone(),
        signatures: Vec::new(),
    };
    if report.verdict == Verdict::Passed && !strays.is_empty() {
        report.verdict = Verdict::Indeterminate;
        report.sub_indication = Some(SubIndication::SigConstraintsFailure);
        let numbers: Vec<String> = strays.iter().map(u32::to_string).collect();
        report.sentence = match numbers.as_slice() {
            [number] => sentences::further_signature(number),
            _ => sentences::further_signatures(numbers.join(", ")),
        };
    }
    report.signatures = entries;
    report
}

/// Whether this is a document timestamp at which nothing is wrong but who made it.
fn is_merely_untrusted(entry: &SignatureEntry) -> bool {
    let open = entry
        .axes
        .iter()
        .filter(|axis| axis.status != Status::Passed);
    entry.kind == "timestamp"
        && entry.verdict == Verdict::Indeterminate
        && open
            .map(|axis| axis.axis)
            .all(|axis| matches!(axis, AxisName::Identity | AxisName::Time))
}

/// `2026-11-06 21:20:00 UTC`
pub(crate) fn readable(unix: i64) -> String {
    PdfDate::readable(PdfDate::from_unix(unix).as_str())
}
