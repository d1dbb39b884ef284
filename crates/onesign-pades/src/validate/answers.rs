//! The answers on one signature while they are being collected, and the verdict from them.

use super::facts::{Facts, Kind, SignerFacts};
use crate::document::byte_range::Coverage;
use crate::report::sentence::{Sentence, Value, legible};
use crate::report::sentences;
use crate::report::signature_report::{
    Axis, AxisName, SignatureEntry, Status, SubIndication, Verdict,
};
use crate::trust::trust_services::ListedService;
use crate::x509::algorithm::Digest;

/// The axes while they are being answered, and what is told beside them.
#[derive(Default)]
pub(crate) struct Answers {
    axes: Vec<Axis>,
    signer: Option<String>,
    issuer: Option<String>,
    certificate_sha256: Option<String>,
    algorithm: Option<Sentence>,
    pub proven_at: Option<i64>,
    pub level: Option<&'static str>,
    /// The service of a trusted list on which the identity rests.
    pub service: Option<ListedService>,
}

impl Answers {
    pub fn add(
        &mut self,
        axis: AxisName,
        status: Status,
        sub: Option<SubIndication>,
        sentence: Sentence,
        details: Vec<Sentence>,
    ) {
        self.axes.push(Axis {
            axis,
            status,
            sentence,
            details,
            sub_indication: sub,
        });
    }

    /// Whether this question was answered well.
    pub fn has_passed(&self, axis: AxisName) -> bool {
        self.has(axis, Status::Passed)
    }

    /// Whether the answer to this question is no.
    pub fn has_failed(&self, axis: AxisName) -> bool {
        self.has(axis, Status::Failed)
    }

    fn has(&self, axis: AxisName, status: Status) -> bool {
        let mut answered = self.axes.iter().filter(|answered| answered.axis == axis);
        answered.any(|answered| answered.status == status)
    }

    pub fn integrity(&mut self, status: Status, sub: Option<SubIndication>, sentence: Sentence) {
        self.add(AxisName::Integrity, status, sub, sentence, Vec::new());
    }

    pub fn format(&mut self, sentence: Sentence) {
        self.integrity(Status::Failed, Some(SubIndication::FormatFailure), sentence);
    }

    pub fn know(&mut self, facts: &SignerFacts<'_>) {
        self.algorithm = Some(facts.algorithm.clone());
        if let Some(certificate) = &facts.certificate {
            self.signer = Some(legible(&certificate.subject_name()));
            self.issuer = Some(legible(&certificate.issuer_name()));
            let digest = Digest::Sha256.of(&[certificate.raw]);
            self.certificate_sha256 =
                Some(digest.iter().map(|byte| format!("{byte:02x}")).collect());
        }
    }

    /// Every axis is answered; unanswered ones were not looked at.
    pub fn into_entry(mut self, facts: &Facts<'_>) -> SignatureEntry {
        use AxisName::{Coverage as Covered, Identity, Integrity, Modification, Time};
        for axis in [Integrity, Covered, Identity, Time, Modification] {
            if !self.axes.iter().any(|answered| answered.axis == axis) {
                self.add(
                    axis,
                    Status::NotChecked,
                    None,
                    sentences::not_looked_at(),
                    Vec::new(),
                );
            }
        }
        self.axes.sort_by_key(|answered| answered.axis as u8);
        let decisive = |axis: &&Axis| match axis.status {
            Status::Passed => false,
            Status::Failed => true,
            // An unproven time leaves the signature what it is; its own word is shown as such. Times
            // that contradict each other do not.
            Status::Indeterminate | Status::NotChecked => {
                axis.axis != Time
                    || axis.sub_indication == Some(SubIndication::TimestampOrderFailure)
            }
        };
        let failed = self.axes.iter().find(|axis| axis.status == Status::Failed);
        let open = self.axes.iter().find(decisive);
        let (verdict, reason) = match (failed, open) {
            (Some(axis), _) => (Verdict::Failed, Some(axis)),
            (None, Some(axis)) => (Verdict::Indeterminate, Some(axis)),
            (None, None) => (Verdict::Passed, None),
        };
        let signer = self.signer.clone();
        let signer = signer.map_or_else(|| sentences::unknown_signer().into(), Value::Text);
        let went_on = matches!(facts.coverage, Coverage::Older { later: 1.. });
        let passed = if facts.later.changes.is_empty() && !went_on {
            sentences::unchanged(signer)
        } else {
            sentences::unchanged_but_permitted(signer)
        };
        let is_timestamp = facts.kind == Kind::Timestamp;
        SignatureEntry {
            field: legible(&facts.field),
            kind: if is_timestamp {
                "timestamp"
            } else {
                "signature"
            },
            verdict,
            sub_indication: reason.and_then(|axis| axis.sub_indication),
            sentence: reason.map_or(passed, |axis| axis.sentence.clone()),
            level: self.level,
            signer: self.signer,
            issuer: self.issuer,
            certificate_sha256: self.certificate_sha256,
            algorithm: self.algorithm,
            claimed_at: facts.claimed_at.as_deref().map(legible),
            proven_at: self.proven_at,
            trust_service: self.service,
            name: facts.name.as_deref().map(legible),
            reason: facts.reason.as_deref().map(legible),
            permissions: facts.permissions,
            byte_range: facts.byte_range,
            covers_whole_file: facts.coverage == Coverage::Whole,
            axes: self.axes,
            changes: facts.later.changes.iter().map(Into::into).collect(),
        }
    }
}
