//! The report: the verifier's results as JSON. Its members are stable.

mod comparison;
mod signatures;

pub use comparison::{
    AreaView, ComparisonView, PageChange, PageDifferenceView, PictureMime, PictureView,
};
pub use signatures::{ChangeView, SignatureView, TrustServiceView};

use crate::said;
use onesign_core::audit::{hex, sha256};
use onesign_pades::report::{self, Axis, Sentence};
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
