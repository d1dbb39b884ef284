//! The results for a file and for each of its signatures.

use onesign_pdf::read::ReadError;

use super::finding::{Detail, Finding};
use super::status::{AxisName, Status, SubIndication, Verdict};
use crate::cms::signer::Algorithms;
use crate::diff::change::RuledChange;
use crate::document::damage::{Damage, Trace};
use crate::trust::ListedService;

/// The answer to one question about a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub axis: AxisName,
    pub status: Status,
    /// Why it is not a pass.
    pub sub: Option<SubIndication>,
    pub finding: Finding,
    pub details: Vec<Detail>,
}

/// The identity in the signer's certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignerNames {
    pub subject: String,
    pub issuer: String,
    /// SHA-256 of the certificate in hexadecimal.
    pub sha256: String,
}

/// The result for one signature or document timestamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignatureJudgement {
    /// Name of the form field.
    pub field: String,
    pub is_timestamp: bool,
    /// Whether a timestamp shows anything on a page.
    pub shows: bool,
    pub verdict: Verdict,
    /// The index of the answer that prevented a pass, if one did.
    pub decisive: Option<usize>,
    /// Whether any change follows the signature.
    pub has_successors: bool,
    pub level: Option<&'static str>,
    /// Whether the signer's chain is that of a OneSign instance.
    pub is_by_instance: bool,
    pub signer: Option<SignerNames>,
    pub algorithms: Option<Algorithms>,
    /// `/M` as written.
    pub claimed_at: Option<String>,
    /// Seconds since 1970.
    pub proven_at: Option<i64>,
    pub service: Option<ListedService>,
    /// `/Name`
    pub name: Option<String>,
    /// `/Reason`
    pub reason: Option<String>,
    /// P of a certification signature.
    pub permissions: Option<i64>,
    pub byte_range: Option<[u64; 4]>,
    pub covers_whole_file: bool,
    /// In the order of the questions.
    pub answers: Vec<Answer>,
    /// Oldest first.
    pub changes: Vec<RuledChange>,
}

impl SignatureJudgement {
    /// The answer that prevented a pass.
    pub fn decisive(&self) -> Option<&Answer> {
        self.answers.get(self.decisive?)
    }

    pub fn sub_indication(&self) -> Option<SubIndication> {
        self.decisive().and_then(|answer| answer.sub)
    }

    /// Whether this is a valid document timestamp whose only fault is an untrusted authority, and that shows nothing.
    fn is_merely_untrusted(&self) -> bool {
        let mut open = self
            .answers
            .iter()
            .filter(|answer| answer.status != Status::Passed);
        self.is_timestamp
            && !self.shows
            && self.verdict == Verdict::Indeterminate
            && open.all(|answer| matches!(answer.axis, AxisName::Identity | AxisName::Time))
    }
}

/// The result for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileJudgement {
    /// Never better than the worst signature.
    pub verdict: Verdict,
    pub sub_indication: Option<SubIndication>,
    pub reason: Reason,
    /// In the order of the form.
    pub signatures: Vec<SignatureJudgement>,
}

/// The reason for a file's verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The remains of a signature in a malformed file.
    Damaged(Damage),
    Encrypted,
    Malformed(ReadError),
    /// The file is malformed, but the bytes that a signature covers are valid.
    MalformedButIntact(ReadError),
    /// The remains of a signature that no field refers to.
    SignatureDropped(Damage),
    /// The bytes of a signature are valid, but the newest revision has neither the signature nor what it covers.
    SignatureLeftOut,
    NoSignature,
    /// There are signatures, but no field refers to any.
    OnlyStrays,
    /// The worst signature, by its index.
    Signature(usize),
    /// The worst signature, by its index, passed; but no field refers to the signatures in objects of these numbers.
    Strays(usize, Vec<u32>),
}

impl FileJudgement {
    /// A malformed file. A signature whose bytes have changed fails, whatever else is wrong with the file.
    pub fn unreadable(error: ReadError, trace: Trace) -> Self {
        let (verdict, reason) = match (error, trace) {
            (_, Trace::Damaged(why)) => (Verdict::Failed, Reason::Damaged(why)),
            (ReadError::Encrypted, _) => (Verdict::Indeterminate, Reason::Encrypted),
            (error, Trace::Intact) => (Verdict::Indeterminate, Reason::MalformedButIntact(error)),
            (error, Trace::None | Trace::Unclear) => {
                (Verdict::Indeterminate, Reason::Malformed(error))
            }
        };
        Self::without_signature(verdict, SubIndication::FormatFailure, reason)
    }

    /// A well-formed file whose form no longer refers to a signature.
    pub fn damaged(why: Damage) -> Self {
        let reason = Reason::SignatureDropped(why);
        Self::without_signature(Verdict::Failed, SubIndication::FormatFailure, reason)
    }

    /// A well-formed file that contains a whole signature to which its newest revision does not lead.
    pub fn left_out() -> Self {
        Self::without_signature(
            Verdict::Indeterminate,
            SubIndication::SignedDataNotFound,
            Reason::SignatureLeftOut,
        )
    }

    fn without_signature(verdict: Verdict, why: SubIndication, reason: Reason) -> Self {
        Self {
            verdict,
            sub_indication: Some(why),
            reason,
            signatures: Vec::new(),
        }
    }

    /// The worst signature decides. `strays` are signatures that belong to no form field.
    pub fn of(signatures: Vec<SignatureJudgement>, strays: &[u32]) -> Self {
        // The other signatures do not depend on trust in a document timestamp.
        let has_signature = signatures.iter().any(|entry| !entry.is_timestamp);
        let mut worst: Option<(usize, &SignatureJudgement)> = None;
        for (index, entry) in signatures.iter().enumerate() {
            if has_signature && entry.is_merely_untrusted() {
                continue;
            }
            if worst.is_none_or(|(_, worst)| entry.verdict > worst.verdict) {
                worst = Some((index, entry));
            }
        }
        let Some((index, worst)) = worst else {
            let reason = match strays {
                [] => Reason::NoSignature,
                _ => Reason::OnlyStrays,
            };
            return Self::without_signature(
                Verdict::Indeterminate,
                SubIndication::SignedDataNotFound,
                reason,
            );
        };
        let (verdict, sub_indication, reason) =
            if worst.verdict == Verdict::Passed && !strays.is_empty() {
                (
                    Verdict::Indeterminate,
                    Some(SubIndication::SigConstraintsFailure),
                    Reason::Strays(index, strays.to_vec()),
                )
            } else {
                (
                    worst.verdict,
                    worst.sub_indication(),
                    Reason::Signature(index),
                )
            };
        Self {
            verdict,
            sub_indication,
            reason,
            signatures,
        }
    }
}
