//! The report: what the verifier says, as JSON. Its members are stable.

use super::comparison::ComparisonView;
use onesign_core::audit::{hex, sha256};
use onesign_pades::report::{self, Axis, Change, Sentence, SignatureEntry};
use onesign_pades::trust::ListedService;
use onesign_pades::validate::Status;
use onesign_store::blobs::{BlobError, Content};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The verdict on a file.
#[derive(Serialize, Deserialize, ToSchema)]
pub(crate) struct Report {
    pub(crate) file: FileView,
    /// `passed`, `failed` or `indeterminate` (EN 319 102-1).
    pub(crate) verdict: String,
    /// Why it is not a pass, in the standard's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sub_indication: Option<String>,
    /// The verdict in one sentence.
    pub(crate) sentence: String,
    /// The same by code and values.
    pub(crate) said: SaidView,
    /// The PAdES level of the deciding signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) level: Option<String>,
    /// The questions that were asked, and their answers.
    pub(crate) axes: Vec<AxisView>,
    /// Every signature in the file.
    pub(crate) signatures: Vec<SignatureView>,
    /// How the pages look beside how they looked when they were signed, if the file goes on after a signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) comparison: Option<ComparisonView>,
    /// What was asked for elsewhere on behalf of the file, in order: only `onesign verify --online` asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fetched: Option<Vec<FetchView>>,
    /// The audit trail, if there is one and it is whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) trail: Option<TrailView>,
    /// The document that was already signed when it was uploaded, attached to this one. It is judged by itself:
    /// nothing of it bears on the verdict above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) enclosed: Option<EnclosedReport>,
}

/// An attached document and the verdict on its own signatures.
#[derive(Serialize, Deserialize, ToSchema)]
pub(crate) struct EnclosedReport {
    /// The attachment, which is the file that was uploaded.
    pub(crate) file: FileView,
    /// `passed`, `failed` or `indeterminate` (EN 319 102-1).
    pub(crate) verdict: String,
    /// Why it is not a pass, in the standard's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sub_indication: Option<String>,
    /// The verdict in one sentence.
    pub(crate) sentence: String,
    /// The same by code and values.
    pub(crate) said: SaidView,
    /// Every signature in it.
    pub(crate) signatures: Vec<SignatureView>,
}

impl Report {
    /// Says something else as the verdict.
    pub(crate) fn say(&mut self, sentence: &Sentence) {
        self.sentence = sentence.to_string();
        self.said = sentence.into();
    }
}

/// The file.
#[derive(Serialize, Deserialize, ToSchema)]
pub(crate) struct FileView {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// Lower-case hex.
    pub(crate) sha256: String,
    pub(crate) bytes: u64,
}

impl FileView {
    pub(crate) fn of(file: &[u8], name: Option<String>) -> Self {
        Self {
            name,
            sha256: hex(&sha256(&[file])),
            bytes: file.len() as u64,
        }
    }

    /// As [`FileView::of`]; reads what is not held, and waits for the disk.
    pub(crate) fn of_content(file: &Content, name: Option<String>) -> Result<Self, BlobError> {
        let digest = match file.known_sha256() {
            Some(digest) => digest,
            None => sha256(&[&file.read()?]),
        };
        Ok(Self {
            name,
            sha256: hex(&digest),
            bytes: file.length(),
        })
    }
}

/// Something that was asked for elsewhere. Whether what came was believed, the axes say.
#[derive(Serialize, Deserialize, ToSchema)]
pub(crate) struct FetchView {
    /// `crl`, `ocsp` or `issuer` (a certificate).
    pub(crate) kind: String,
    /// Where it is said to be had.
    pub(crate) url: String,
    /// `fetched` or `failed`.
    pub(crate) status: String,
    /// Why not: `private` (not asked), `not_web` (not asked), `redirect`, `unreachable`, `status`, `too_large`,
    /// `useless` (something else came) or `late`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) code: Option<String>,
    /// The same in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) problem: Option<String>,
}

/// A question and its answer.
#[derive(Serialize, Deserialize, ToSchema)]
pub(crate) struct AxisView {
    /// `integrity`, `coverage`, `identity`, `time`, `modification`, `trail` or `log`.
    pub(crate) axis: String,
    /// `passed`, `failed`, `indeterminate` or `not_checked`.
    pub(crate) status: String,
    pub(crate) sentence: String,
    /// The sentence by code and values.
    pub(crate) said: SaidView,
    pub(crate) details: Vec<String>,
    /// The details by code and values, in their order.
    pub(crate) details_said: Vec<SaidView>,
}

/// A sentence for whoever speaks another language. Codes are stable.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct SaidView {
    /// Such as `document_changed`.
    pub(crate) code: String,
    /// What stands in the sentence, by name.
    pub(crate) values: BTreeMap<String, SaidValue>,
}

/// What stands in a sentence: a name, a number, a time or something quoted, the same in every language; or a phrase.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum SaidValue {
    Text(String),
    Phrase(SaidPhrase),
}

/// A part of a sentence that has a code of its own, such as a reason.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct SaidPhrase {
    /// Such as `certificate_ended`.
    pub(crate) code: String,
    /// What stands in the phrase, by name.
    #[schema(no_recursion)]
    pub(crate) values: BTreeMap<String, SaidValue>,
    /// Its English words.
    pub(crate) text: String,
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
    pub(crate) fn new(axis: &str, status: Status, sentence: &Sentence) -> Self {
        Self {
            axis: axis.into(),
            status: name_of(&status),
            sentence: sentence.to_string(),
            said: sentence.into(),
            details: Vec::new(),
            details_said: Vec::new(),
        }
    }

    pub(crate) fn detail(&mut self, detail: &Sentence) {
        self.details.push(detail.to_string());
        self.details_said.push(detail.into());
    }
}

impl From<&Axis> for AxisView {
    fn from(axis: &Axis) -> Self {
        let mut view = Self::new(&name_of(&axis.axis), axis.status, &axis.sentence);
        axis.details.iter().for_each(|detail| view.detail(detail));
        view
    }
}

/// The serialised name of a unit variant.
fn name_of(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

/// A signature or document timestamp.
#[derive(Serialize, Deserialize, ToSchema)]
pub(crate) struct SignatureView {
    pub(crate) field: String,
    pub(crate) verdict: String,
    pub(crate) sub_indication: Option<String>,
    pub(crate) sentence: String,
    /// The sentence by code and values.
    pub(crate) said: SaidView,
    pub(crate) level: Option<String>,
    pub(crate) signer: Option<String>,
    pub(crate) issuer: Option<String>,
    pub(crate) certificate_sha256: Option<String>,
    /// Digest and signature algorithm.
    pub(crate) algorithm: Option<String>,
    /// The algorithms by code and values.
    pub(crate) algorithm_said: Option<SaidView>,
    pub(crate) claimed_at: Option<String>,
    pub(crate) proven_at: Option<String>,
    /// The service of a trusted list at which the chain of the signer, or of the time-stamping authority, ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) trust_service: Option<TrustServiceView>,
    pub(crate) reason: Option<String>,
    pub(crate) permissions: Option<i64>,
    pub(crate) covers_whole_file: bool,
    pub(crate) axes: Vec<AxisView>,
    /// What was changed after this signature, oldest first.
    pub(crate) changes: Vec<ChangeView>,
}

/// A service of a trusted list (ETSI TS 119 612), as it was when it counted.
#[derive(Serialize, Deserialize, ToSchema)]
pub(crate) struct TrustServiceView {
    /// Whose list it is, such as `DE`.
    pub(crate) territory: String,
    /// Number of the list.
    pub(crate) sequence: u64,
    /// Who provides the service.
    pub(crate) provider: String,
    /// Its name.
    pub(crate) name: String,
    /// `CA/QC`, `CA/PKC`, `NationalRootCA-QC`, `TSA/QTST` or `TSA`.
    pub(crate) kind: String,
    /// Its state, such as `granted`.
    pub(crate) status: String,
    /// Since when.
    pub(crate) since: String,
    /// What the signer's certificate is qualified for, if it and the list both say so: `signatures` or `seals`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) qualified_for: Option<String>,
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
            since: crate::http::time(service.since.saturating_mul(1000)),
            qualified_for: service.qualified_for.map(str::to_owned),
        }
    }
}

/// A change that was made after a signature.
#[derive(Serialize, Deserialize, ToSchema)]
pub(crate) struct ChangeView {
    /// The revision that made it, counted from 1, the document as it was first written.
    pub(crate) revision: u64,
    /// What was changed, such as `field_value` or `page_content`.
    pub(crate) kind: String,
    /// `permitted`, `unclear` or `refused`.
    pub(crate) ruling: String,
    /// The rule that decided, as a code.
    pub(crate) rule: String,
    /// The page on which it can be seen, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) page: Option<u32>,
    /// Name of the form field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) field: Option<String>,
    /// The change in one sentence.
    pub(crate) sentence: String,
    /// The sentence by code and values.
    pub(crate) said: SaidView,
}

impl From<&Change> for ChangeView {
    fn from(change: &Change) -> Self {
        Self {
            revision: change.revision as u64,
            kind: name_of(&change.kind),
            ruling: name_of(&change.ruling),
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
            verdict: name_of(&s.verdict),
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
            proven_at: s.proven_at.map(|at| crate::http::time(at * 1000)),
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
#[derive(Serialize, Deserialize, ToSchema)]
pub(crate) struct TrailView {
    /// The stream, such as `envelope/<id>`.
    pub(crate) stream: String,
    pub(crate) title: String,
    /// Digest of the newest fact, base64url.
    pub(crate) head: String,
    /// The language in which the facts are told, as on the pages of the trail, such as `en`.
    pub(crate) locale: String,
    pub(crate) people: Vec<PersonView>,
    pub(crate) facts: Vec<TrailFact>,
}

/// Somebody who signed.
#[derive(Serialize, Deserialize, ToSchema)]
pub(crate) struct PersonView {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) signed_at: String,
}

/// A fact of the trail.
#[derive(Serialize, Deserialize, ToSchema)]
pub(crate) struct TrailFact {
    pub(crate) seq: u64,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) at: String,
    pub(crate) actor: String,
    /// The fact in a sentence.
    pub(crate) sentence: String,
    /// Disclosed values.
    #[schema(value_type = Object)]
    pub(crate) detail: Map<String, Value>,
    /// Names of values that stay undisclosed.
    pub(crate) undisclosed: Vec<String>,
}
