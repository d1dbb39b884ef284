//! The signatures of a report: each with its signer, its verdict and the changes after it.

use super::{AxisView, SaidView, name_of};
use onesign_pades::diff::Ruling;
use onesign_pades::report::{Change, Sentence, SignatureEntry};
use onesign_pades::trust::ListedService;
use onesign_pades::validate::Verdict;
use serde::{Deserialize, Serialize};

/// A signature or document timestamp.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignatureView {
    pub field: String,
    pub verdict: Verdict,
    pub sub_indication: Option<String>,
    pub sentence: String,
    /// The sentence as a code with values.
    pub said: SaidView,
    pub level: Option<String>,
    pub signer: Option<String>,
    pub issuer: Option<String>,
    pub certificate_sha256: Option<String>,
    /// Digest and signature algorithm.
    pub algorithm: Option<String>,
    /// The algorithms as a code with values.
    pub algorithm_said: Option<SaidView>,
    pub claimed_at: Option<String>,
    pub proven_at: Option<String>,
    /// The service of a trusted list at which the chain of the signer, or of the time-stamping authority, ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trust_service: Option<TrustServiceView>,
    pub reason: Option<String>,
    pub permissions: Option<i64>,
    pub covers_whole_file: bool,
    pub axes: Vec<AxisView>,
    /// The changes after this signature, oldest first.
    pub changes: Vec<ChangeView>,
}

/// A service of a trusted list (ETSI TS 119 612), in its state at the time in question.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrustServiceView {
    /// The territory of the list, such as `DE`.
    pub territory: String,
    /// Number of the list.
    pub sequence: u64,
    /// Who provides the service.
    pub provider: String,
    /// Its name.
    pub name: String,
    /// `CA/QC`, `CA/PKC`, `NationalRootCA-QC`, `TSA/QTST` or `TSA`.
    pub kind: String,
    /// Its state, such as `granted`.
    pub status: String,
    /// The start of this state.
    pub since: String,
    /// What the signer's certificate is qualified for, if it and the list both say so: `signatures` or `seals`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualified_for: Option<String>,
}

impl From<&ListedService> for TrustServiceView {
    fn from(service: &ListedService) -> Self {
        Self {
            territory: service.territory.clone(),
            sequence: service.sequence,
            provider: service.provider.clone(),
            name: service.name.clone(),
            kind: service.kind.to_owned(),
            status: service.status.clone(),
            since: crate::text::time(service.since.saturating_mul(1000)),
            qualified_for: service.qualified_for.map(str::to_owned),
        }
    }
}

/// A change that was made after a signature.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeView {
    /// The revision that made it. Revision 1 is the document as first written.
    pub revision: u64,
    /// The kind of change, such as `field_value` or `page_content`.
    pub kind: String,
    pub ruling: Ruling,
    /// The rule that decided, as a code.
    pub rule: String,
    /// The page that shows it, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Name of the form field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The change in one sentence.
    pub sentence: String,
    /// The sentence as a code with values.
    pub said: SaidView,
}

impl From<&Change> for ChangeView {
    fn from(change: &Change) -> Self {
        Self {
            revision: change.revision as u64,
            kind: name_of(&change.kind),
            ruling: change.ruling,
            rule: change.rule.into(),
            page: change.page.and_then(|page| u32::try_from(page).ok()),
            field: change.field.clone(),
            sentence: change.sentence.to_string(),
            said: (&change.sentence).into(),
        }
    }
}

impl From<&SignatureEntry> for SignatureView {
    fn from(s: &SignatureEntry) -> Self {
        Self {
            field: s.field.clone(),
            verdict: s.verdict,
            sub_indication: s.sub_indication.as_ref().map(name_of),
            sentence: s.sentence.to_string(),
            said: (&s.sentence).into(),
            level: s.level.map(str::to_owned),
            signer: s.signer.clone(),
            issuer: s.issuer.clone(),
            certificate_sha256: s.certificate_sha256.clone(),
            algorithm: s.algorithm.as_ref().map(Sentence::to_string),
            algorithm_said: s.algorithm.as_ref().map(SaidView::from),
            claimed_at: s.claimed_at.clone(),
            proven_at: s.proven_at.map(|at| crate::text::time(at * 1000)),
            trust_service: s.trust_service.as_ref().map(TrustServiceView::from),
            reason: s.reason.clone(),
            permissions: s.permissions,
            covers_whole_file: s.covers_whole_file,
            axes: s.axes.iter().map(AxisView::from).collect(),
            changes: s.changes.iter().map(ChangeView::from).collect(),
        }
    }
}
