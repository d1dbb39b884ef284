//! Collects the answers on one signature and derives the verdict.

use super::facts::{Facts, Kind};
use super::finding::{Detail, Finding, IntegrityFinding};
use super::judgement::{Answer, SignatureJudgement, SignerNames};
use super::status::{AxisName, Status, SubIndication, Verdict};
use crate::cms::signer::{Algorithms, SignerFacts};
use crate::document::byte_range::Coverage;
use crate::trust::ListedService;
use crate::x509::algorithm::Digest;

/// The answers so far, and further details.
#[derive(Default)]
pub(super) struct Answers {
    answers: Vec<Answer>,
    signer: Option<SignerNames>,
    algorithms: Option<Algorithms>,
    pub proven_at: Option<i64>,
    pub level: Option<&'static str>,
    /// Whether the signer's chain is that of a OneSign instance.
    pub is_by_instance: bool,
    /// The service of a trusted list that the identity relies on.
    pub service: Option<ListedService>,
}

impl Answers {
    pub fn add(
        &mut self,
        axis: AxisName,
        status: Status,
        sub: Option<SubIndication>,
        finding: impl Into<Finding>,
        details: Vec<Detail>,
    ) {
        self.answers.push(Answer {
            axis,
            status,
            sub,
            finding: finding.into(),
            details,
        });
    }

    /// Whether the answer to this question is a pass.
    pub fn has_passed(&self, axis: AxisName) -> bool {
        self.has(axis, Status::Passed)
    }

    /// Whether the answer to this question is a failure.
    pub fn has_failed(&self, axis: AxisName) -> bool {
        self.has(axis, Status::Failed)
    }

    fn has(&self, axis: AxisName, status: Status) -> bool {
        let mut answered = self.answers.iter().filter(|answer| answer.axis == axis);
        answered.any(|answer| answer.status == status)
    }

    pub fn integrity(
        &mut self,
        status: Status,
        sub: Option<SubIndication>,
        finding: IntegrityFinding,
    ) {
        self.add(AxisName::Integrity, status, sub, finding, Vec::new());
    }

    pub fn format(&mut self, finding: IntegrityFinding) {
        self.integrity(Status::Failed, Some(SubIndication::FormatFailure), finding);
    }

    /// Stores the names of the signer's certificate and algorithms.
    pub fn name_signer(&mut self, facts: &SignerFacts<'_>) {
        self.algorithms = Some(facts.algorithms.clone());
        if let Some(certificate) = &facts.certificate {
            let digest = Digest::Sha256.of(&[certificate.raw]);
            self.signer = Some(SignerNames {
                subject: certificate.subject_name(),
                issuer: certificate.issuer_name(),
                sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
            });
        }
    }

    /// Completes the answers; unanswered questions become not checked.
    pub fn into_judgement(mut self, facts: &Facts<'_>) -> SignatureJudgement {
        use AxisName::{Coverage as Covered, Identity, Integrity, Modification, Time};
        for axis in [Integrity, Covered, Identity, Time, Modification] {
            if !self.answers.iter().any(|answer| answer.axis == axis) {
                self.add(
                    axis,
                    Status::NotChecked,
                    None,
                    Finding::NotLookedAt,
                    Vec::new(),
                );
            }
        }
        self.answers.sort_by_key(|answer| answer.axis as u8);
        let decides = |answer: &Answer| match answer.status {
            Status::Passed => false,
            Status::Failed => true,
            // An unproven time does not affect the signature; the report shows the claimed time as such. Contradictory
            // times do affect it.
            Status::Indeterminate | Status::NotChecked => {
                answer.axis != Time || answer.sub == Some(SubIndication::TimestampOrderFailure)
            }
        };
        let mut answers = self.answers.iter();
        let failed = answers.position(|answer| answer.status == Status::Failed);
        let open = self.answers.iter().position(decides);
        let verdict = match (failed, open) {
            (Some(_), _) => Verdict::Failed,
            (None, Some(_)) => Verdict::Indeterminate,
            (None, None) => Verdict::Passed,
        };
        let went_on = matches!(facts.coverage, Coverage::Older { later: 1.. });
        SignatureJudgement {
            field: facts.field.clone(),
            is_timestamp: facts.kind == Kind::Timestamp,
            shows: facts.shows,
            verdict,
            decisive: failed.or(open),
            has_successors: went_on || !facts.later.changes.is_empty(),
            level: self.level,
            is_by_instance: self.is_by_instance,
            signer: self.signer,
            algorithms: self.algorithms,
            claimed_at: facts.claimed_at.clone(),
            proven_at: self.proven_at,
            service: self.service,
            name: facts.name.clone(),
            reason: facts.reason.clone(),
            permissions: facts.permissions,
            byte_range: facts.byte_range,
            covers_whole_file: facts.coverage == Coverage::Whole,
            answers: self.answers,
            changes: facts.later.changes.clone(),
        }
    }
}
