//! Encloses an upload that is already signed: a sheet after the copies of its pages lists its signatures.

use aws_lc_rs::digest::{SHA256, digest};
use onesign_pades::report::{SignatureEntry, validate};
use onesign_pades::trust::TrustPolicy;
use onesign_pades::validate::{AxisName, Status};
use onesign_pdf::write::PdfDate;
use onesign_pdf::{
    CoverSheet, Enclosure, Intake, IntakeError, Limits, TrailEntry, TrailPerson, wrap,
};
use serde::{Deserialize, Serialize};

/// The name of the attachment, and the texts of the sheet in the language of the envelope.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosing {
    /// Name of the attachment.
    pub name: String,
    /// The time of the upload, in seconds since 1970.
    pub now_unix: i64,
    /// Title of the sheet.
    pub title: String,
    /// The explanation on the sheet.
    pub statement: String,
    /// Label of the file name.
    pub label_file: String,
    /// See `label_file`.
    pub label_bytes: String,
    /// See `label_file`.
    pub label_sha256: String,
    /// Heading above the signatures.
    pub signatures_title: String,
    /// The text for a signer without a name.
    pub nameless: String,
    /// The text for a document timestamp.
    pub timestamp: String,
    /// Label of the name of a signature's field.
    pub label_field: String,
    /// Label of the time that a signature claims.
    pub label_claimed: String,
    /// Label of the result of the check.
    pub label_state: String,
    /// Result: the signed part is unchanged.
    pub intact: String,
    /// Result: the signed part was changed, or the update is one that the signature forbids.
    pub broken: String,
    /// Result: unknown.
    pub unclear: String,
    /// The text for signatures that can't be listed.
    pub unlisted: String,
    /// Small print.
    pub note: String,
    /// Heading of the page for entries.
    pub entries_title: String,
    /// The explanation on that page.
    pub entries_statement: String,
    /// Foot of the pages.
    pub page_label: String,
    /// A one-line description of the attachment.
    pub description: String,
}

impl Enclosing {
    /// Encloses the file; a broken signature becomes a warning.
    pub fn wrap(&self, file: &[u8], limits: &Limits) -> Result<Intake, IntakeError> {
        let signatures = validate(file, &TrustPolicy::default(), self.now_unix).signatures;
        let enclosure = Enclosure {
            name: self.name.clone(),
            description: self.description.clone(),
            received_at: self.now_unix,
            sheet: self.sheet(file, &signatures),
        };
        let mut taken = wrap(file, limits, &enclosure)?;
        if signatures.iter().any(|entry| state(entry) == State::Broken) {
            taken.warnings.push("signature_broken".to_owned());
            taken.warnings.sort();
        }
        Ok(taken)
    }

    fn sheet(&self, file: &[u8], signatures: &[SignatureEntry]) -> CoverSheet {
        let mut people: Vec<TrailPerson> = signatures.iter().map(|s| self.signature(s)).collect();
        if people.is_empty() {
            people.push(TrailPerson {
                name: self.unlisted.clone(),
                ..TrailPerson::default()
            });
        }
        CoverSheet {
            title: self.title.clone(),
            statement: self.statement.clone(),
            facts: vec![
                entry(&self.label_file, &self.name),
                entry(&self.label_bytes, &file.len().to_string()),
                entry(&self.label_sha256, &hex(digest(&SHA256, file).as_ref())),
            ],
            signatures_title: self.signatures_title.clone(),
            signatures: people,
            note: self.note.clone(),
            entries_title: self.entries_title.clone(),
            entries_statement: self.entries_statement.clone(),
            page_label: self.page_label.clone(),
        }
    }

    fn signature(&self, signature: &SignatureEntry) -> TrailPerson {
        let name = match (&signature.signer, signature.kind) {
            (Some(name), "timestamp") => format!("{}: {name}", self.timestamp),
            (Some(name), _) => name.clone(),
            (None, "timestamp") => self.timestamp.clone(),
            (None, _) => self.nameless.clone(),
        };
        let mut entries = Vec::new();
        if !signature.field.is_empty() {
            entries.push(entry(&self.label_field, &signature.field));
        }
        if let Some(time) = signature.claimed_at.as_deref() {
            entries.push(entry(&self.label_claimed, &PdfDate::readable(time)));
        }
        let state = match state(signature) {
            State::Intact => &self.intact,
            State::Broken => &self.broken,
            State::Unclear => &self.unclear,
        };
        entries.push(entry(&self.label_state, state));
        TrailPerson {
            name,
            address: String::new(),
            entries,
        }
    }
}

/// The state of the signed part. It says nothing about the signer's identity.
#[derive(Debug, PartialEq, Eq)]
enum State {
    Intact,
    Broken,
    Unclear,
}

fn state(signature: &SignatureEntry) -> State {
    let status = |name: AxisName| {
        let mut axes = signature.axes.iter();
        axes.find(|axis| axis.axis == name).map(|axis| axis.status)
    };
    let (integrity, changes) = (status(AxisName::Integrity), status(AxisName::Modification));
    match (integrity, changes) {
        (Some(Status::Failed), _) | (_, Some(Status::Failed)) => State::Broken,
        (Some(Status::Passed), Some(Status::Passed)) => State::Intact,
        _ => State::Unclear,
    }
}

fn entry(label: &str, value: &str) -> TrailEntry {
    TrailEntry {
        label: label.to_owned(),
        value: value.to_owned(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
