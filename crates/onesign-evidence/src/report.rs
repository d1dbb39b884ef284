//! The report: the verifier's results as JSON. Its members are stable.

use crate::check::said;
use crate::comparison::ComparisonView;
use onesign_core::audit::{hex, sha256};
use onesign_pades::diff::Ruling;
use onesign_pades::report::{self, Axis, Change, Sentence, SignatureEntry};
use onesign_pades::trust::ListedService;
use onesign_pades::validate::{AxisName, Status, Verdict};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The verdict on a file.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    pub file: FileView,
    /// EN 319 102-1.
    pub verdict: Verdict,
    /// Why it is not a pass, in the standard's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_indication: Option<String>,
    /// The verdict in one sentence.
    pub sentence: String,
    /// The same sentence as a code with values.
    pub said: SaidView,
    /// The PAdES level of the deciding signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// The questions and their answers.
    pub axes: Vec<AxisView>,
    /// Every signature in the file.
    pub signatures: Vec<SignatureView>,
    /// The pages compared with how they looked when signed, if the file continues after a signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<ComparisonView>,
    /// The requests for validation data, in order. Only `onesign verify --online` makes any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fetched: Option<Vec<FetchView>>,
    /// The audit trail, if there is one and it is intact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trail: Option<TrailView>,
    /// The attached document that was already signed when it was uploaded. It is validated separately and does not
    /// affect the verdict above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enclosed: Option<EnclosedReport>,
}

/// An attached document and the verdict on its own signatures.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnclosedReport {
    /// The attachment, which is the file that was uploaded.
    pub file: FileView,
    /// EN 319 102-1.
    pub verdict: Verdict,
    /// Why it is not a pass, in the standard's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_indication: Option<String>,
    /// The verdict in one sentence.
    pub sentence: String,
    /// The same sentence as a code with values.
    pub said: SaidView,
    /// Every signature in it.
    pub signatures: Vec<SignatureView>,
}

impl Report {
    /// The report on a file whose check needs too much time or memory.
    pub fn too_much(file: FileView) -> Self {
        Self::unjudged(file, &said::too_much())
    }

    /// The report on a file whose check broke off.
    pub fn broke_off(file: FileView) -> Self {
        Self::unjudged(file, &said::broke_off())
    }

    /// The report on a file whose check did not finish.
    fn unjudged(file: FileView, sentence: &Sentence) -> Self {
        Self {
            file,
            verdict: Verdict::Indeterminate,
            sub_indication: Some("GENERIC".into()),
            sentence: sentence.to_string(),
            said: sentence.into(),
            level: None,
            axes: Vec::new(),
            signatures: Vec::new(),
            comparison: None,
            fetched: None,
            trail: None,
            enclosed: None,
        }
    }

    /// Replaces the sentence of the verdict.
    pub fn say(&mut self, sentence: &Sentence) {
        self.sentence = sentence.to_string();
        self.said = sentence.into();
    }
}

/// The file.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileView {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Lower-case hex.
    pub sha256: String,
    pub bytes: u64,
}

impl FileView {
    pub fn of(file: &[u8], name: Option<String>) -> Self {
        Self {
            name,
            sha256: hex(&sha256(&[file])),
            bytes: file.len() as u64,
        }
    }
}

/// A request for validation data. The axes say whether the verifier accepted the answer.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FetchView {
    /// `crl`, `ocsp` or `issuer` (a certificate).
    pub kind: String,
    /// The address that the certificate gives.
    pub url: String,
    /// `fetched` or `failed`.
    pub status: String,
    /// Why not: `private` (not asked), `not_web` (not asked), `redirect`, `unreachable`, `status`, `too_large`,
    /// `useless` (not the requested data) or `late`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The same in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AxisKind {
    Integrity,
    Coverage,
    Identity,
    Time,
    Modification,
    Trail,
    Log,
}

impl From<AxisName> for AxisKind {
    fn from(name: AxisName) -> Self {
        match name {
            AxisName::Integrity => Self::Integrity,
            AxisName::Coverage => Self::Coverage,
            AxisName::Identity => Self::Identity,
            AxisName::Time => Self::Time,
            AxisName::Modification => Self::Modification,
        }
    }
}

/// A question and its answer.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AxisView {
    pub axis: AxisKind,
    pub status: Status,
    pub sentence: String,
    /// The sentence as a code with values.
    pub said: SaidView,
    pub details: Vec<String>,
    /// The details as codes with values, in the same order.
    pub details_said: Vec<SaidView>,
}

/// A sentence as a code with values, for translation. Codes are stable.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaidView {
    /// Such as `document_changed`.
    pub code: String,
    /// The values in the sentence, by name.
    pub values: BTreeMap<String, SaidValue>,
}

/// A value in a sentence: a name, a number, a time or a quotation, which are the same in every language, or a phrase.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum SaidValue {
    Text(String),
    Phrase(SaidPhrase),
}

/// A part of a sentence that has a code of its own, such as a reason.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaidPhrase {
    /// Such as `certificate_ended`.
    pub code: String,
    /// The values in the phrase, by name.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub values: BTreeMap<String, SaidValue>,
    /// Its English words.
    pub text: String,
}

impl From<&Sentence> for SaidView {
    fn from(sentence: &Sentence) -> Self {
        Self {
            code: sentence.code().to_owned(),
            values: values_of(sentence),
        }
    }
}

fn values_of(sentence: &Sentence) -> BTreeMap<String, SaidValue> {
    let value = |value: &report::Value| match value {
        report::Value::Text(text) => SaidValue::Text(text.clone()),
        report::Value::Phrase(phrase) => SaidValue::Phrase(SaidPhrase {
            code: phrase.code().to_owned(),
            values: values_of(phrase),
            text: phrase.to_string(),
        }),
    };
    let values = sentence.values().iter();
    values
        .map(|(name, held)| ((*name).to_owned(), value(held)))
        .collect()
}

impl AxisView {
    pub fn new(axis: AxisKind, status: Status, sentence: &Sentence) -> Self {
        Self {
            axis,
            status,
            sentence: sentence.to_string(),
            said: sentence.into(),
            details: Vec::new(),
            details_said: Vec::new(),
        }
    }

    pub fn detail(&mut self, detail: &Sentence) {
        self.details.push(detail.to_string());
        self.details_said.push(detail.into());
    }
}

impl From<&Axis> for AxisView {
    fn from(axis: &Axis) -> Self {
        let mut view = Self::new(axis.axis.into(), axis.status, &axis.sentence);
        axis.details.iter().for_each(|detail| view.detail(detail));
        view
    }
}

/// The word that a report has for a verdict, a status or a question.
pub fn name_of(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

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

/// The audit trail.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrailView {
    /// The stream, such as `envelope/<id>`.
    pub stream: String,
    pub title: String,
    /// Digest of the newest fact, base64url.
    pub head: String,
    /// The language of the facts, as on the trail pages, such as `en`.
    pub locale: String,
    pub people: Vec<PersonView>,
    pub facts: Vec<TrailFact>,
}

/// Somebody who signed.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonView {
    pub name: String,
    pub email: String,
    pub signed_at: String,
}

/// A fact of the trail.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrailFact {
    pub seq: u64,
    #[serde(rename = "type")]
    pub kind: String,
    pub at: String,
    pub actor: String,
    /// The fact in a sentence.
    pub sentence: String,
    /// Disclosed values.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub detail: Map<String, Value>,
    /// Names of values that stay undisclosed.
    pub undisclosed: Vec<String>,
}
