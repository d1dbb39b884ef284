//! Commands of a sender: from the upload to sending, voiding or deleting the envelope.

use crate::envelope::draft::Draft;
use crate::envelope::{Detected, Enclosed, PageSize, Removal};
use crate::ids::{EnvelopeId, RecipientId};

/// The result of the intake of an upload. The bytes are already in the blob store.
#[derive(Clone, Debug, PartialEq)]
pub struct Upload {
    /// Name of the file.
    pub filename: String,
    /// SHA-256 of the bytes received, lower-case hex.
    pub received_sha256: String,
    /// Their length.
    pub received_bytes: i64,
    /// SHA-256 of the normalised document, lower-case hex.
    pub normalised_sha256: String,
    /// Its length.
    pub normalised_bytes: i64,
    /// Its pages.
    pub pages: Vec<PageSize>,
    /// The removed parts.
    pub removed: Vec<Removal>,
    /// Warnings for the sender.
    pub warnings: Vec<String>,
    /// Form fields that were found.
    pub detected: Vec<Detected>,
    /// The upload itself, if it was already signed and is inside the document.
    pub enclosed: Option<Enclosed>,
}

/// An upload becomes an envelope.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateEnvelope {
    /// The new envelope.
    pub envelope: EnvelopeId,
    /// The sender's name and e-mail address, as recipients will see them.
    pub sender: (String, String),
    /// Title to begin with.
    pub title: String,
    /// The initial language.
    pub locale: String,
    /// The document.
    pub upload: Upload,
}

/// The draft is replaced.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviseDraft {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// The new draft.
    pub draft: Draft,
    /// [`Draft::revision`] of the draft that the new one was made from: a draft that has changed since is not
    /// overwritten.
    pub based_on: Option<String>,
}

/// Sends the envelope.
#[derive(Clone, Debug, PartialEq)]
pub struct SendEnvelope {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// [`Draft::revision`] of the draft that the sender has seen: only this one is sent.
    pub revision: Option<String>,
}

/// The sender throws the draft away.
#[derive(Clone, Debug, PartialEq)]
pub struct DeleteDraft {
    /// Which envelope.
    pub envelope: EnvelopeId,
}

/// The sender withdraws it.
#[derive(Clone, Debug, PartialEq)]
pub struct VoidEnvelope {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Why; recipients read it.
    pub reason: String,
}

/// The sender has a new link mailed.
#[derive(Clone, Debug, PartialEq)]
pub struct RemindRecipient {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Who is reminded.
    pub recipient: RecipientId,
}
