//! The envelope: one document, its recipients, their fields, and their status.

pub mod draft;
pub mod field;
pub mod mailbox;
pub mod progress;
pub mod readiness;
pub mod recipient;
pub mod routing;
pub mod seal_level;
pub mod value;

use crate::envelope::seal_level::SealLevel;
use crate::ids::{AccountId, EnvelopeId, FieldId, RecipientId};
use crate::time::DAY_MS;
use field::Field;
use recipient::{Recipient, RecipientStatus};
use serde::{Deserialize, Serialize};
use strum::{EnumString, VariantArray};

/// The status of an envelope. `Declined`, `Voided`, `Expired`, `Deleted` and `Sealed` are final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum EnvelopeStatus {
    /// Being prepared; nobody has been asked.
    Draft,
    /// Sent; at least one recipient has not signed yet.
    Sent,
    /// Everybody has signed; the seal is being made.
    Completed,
    /// Sealed: the one final document exists.
    Sealed,
    /// A recipient refused to sign.
    Declined,
    /// The sender withdrew it.
    Voided,
    /// Nobody finished it in time.
    Expired,
    /// A draft that its sender deleted. Nobody can see it.
    Deleted,
}

impl EnvelopeStatus {
    /// The stable name of the status.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Completed => "completed",
            Self::Sealed => "sealed",
            Self::Declined => "declined",
            Self::Voided => "voided",
            Self::Expired => "expired",
            Self::Deleted => "deleted",
        }
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for EnvelopeStatus {
    /// The words of the API, which never shows a deleted draft.
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        let shown = Self::VARIANTS.iter().filter(|s| **s != Self::Deleted);
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("How far an envelope has come."))
            .enum_values(Some(shown.map(|status| status.as_str())))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for EnvelopeStatus {}

/// Width and height of a page as displayed, in millipoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageSize {
    /// Width in millipoints.
    pub w: i64,
    /// Height in millipoints.
    pub h: i64,
}

/// Something that intake took out of the upload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Removal {
    /// Stable code such as `javascript`.
    pub kind: String,
    /// How many of them.
    pub count: i64,
}

/// The kind of field that intake found: a form field, or one that a text tag describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumString)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum DetectedKind {
    /// A text field.
    Text,
    /// A list to choose from.
    Choice,
    /// A box to tick.
    Checkbox,
    /// One of several buttons.
    Radio,
    /// A signature field.
    Signature,
    /// Initials, by a text tag.
    Initials,
    /// A full name, by a text tag.
    FullName,
    /// The day of the signature, by a text tag.
    Date,
    /// A date to choose, by a text tag.
    FreeDate,
}

/// A form field that intake found in the upload, offered to the sender as a starting point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Detected {
    /// What was found.
    pub kind: DetectedKind,
    /// Zero-based page.
    pub page: i64,
    /// Where, in millipoints from the top left.
    pub rect: field::Rect,
    /// The name of the field in the document.
    pub name: String,
    /// Whether the document marks it as required.
    pub required: bool,
    /// Its content; a box has one only if it is ticked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The name that the document shows to people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
}

/// An upload that was already signed, attached to the document that signers see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enclosed {
    /// Name of the attachment.
    pub filename: String,
    /// How many pages of the document are copies of its pages.
    pub copied_pages: i64,
    /// Whether fields may be placed on the copies. A signature in it that permits no changes forbids them.
    pub permits_stamps: bool,
}

/// The document, as received and as normalised. Signers see and sign the normalised one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The name of the uploaded file.
    pub filename: String,
    /// SHA-256 of the upload, lower-case hex.
    pub received_sha256: String,
    /// Length of the upload in bytes.
    pub received_bytes: i64,
    /// SHA-256 of the normalised document, lower-case hex.
    pub normalised_sha256: String,
    /// Length of the normalised document in bytes.
    pub normalised_bytes: i64,
    /// The pages in order.
    pub pages: Vec<PageSize>,
    /// The parts that intake removed.
    pub removed: Vec<Removal>,
    /// Warnings for the sender, as stable codes.
    pub warnings: Vec<String>,
    /// Form fields found in the upload.
    pub detected: Vec<Detected>,
    /// The upload itself, if it was already signed and is inside.
    #[serde(default)]
    pub enclosed: Option<Enclosed>,
}

impl Document {
    /// Whether fields may be placed on this page (zero-based).
    pub fn permits_fields(&self, page: i64) -> bool {
        self.enclosed
            .as_ref()
            .is_none_or(|enclosed| enclosed.permits_stamps || page >= enclosed.copied_pages)
    }
}

/// Who sends the envelope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// The account.
    pub account: AccountId,
    /// The name recipients see.
    pub name: String,
    /// The address recipients may answer to.
    pub email: String,
}

/// How long before its authority's certificate ends a document timestamp is renewed. If less than three times as much
/// is left, it is renewed in the last third: otherwise the clock would add timestamps of the same authority every
/// hour.
const RENEW_AHEAD_MS: i64 = 60 * DAY_MS;

/// The seal of an envelope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// SHA-256 of the newest sealed PDF, lower-case hex. It begins with the bytes of the earlier ones.
    pub pdf_sha256: String,
    /// The PAdES level that it reaches.
    pub level: SealLevel,
    /// When, Unix milliseconds.
    pub at_ms: i64,
    /// How many facts the sealed file carries.
    pub facts: i64,
    /// When validation data or a document timestamp was last added, Unix milliseconds.
    #[serde(default)]
    pub extended_at_ms: Option<i64>,
    /// When the seal should be extended, Unix milliseconds: at once if it can reach a higher level, else before its
    /// newest timestamp loses its value.
    #[serde(default)]
    pub due_ms: Option<i64>,
}

impl Seal {
    /// See [`Seal::due_ms`], for a seal of this level that was made or extended at `at_ms`.
    pub(crate) fn due(level: SealLevel, at_ms: i64, timestamp_ends_ms: Option<i64>) -> Option<i64> {
        if level.pending.is_some() {
            return Some(at_ms);
        }
        timestamp_ends_ms.map(|end| {
            let left = end.saturating_sub(at_ms);
            if left <= 0 {
                return at_ms.saturating_add(DAY_MS);
            }
            end - RENEW_AHEAD_MS.min(left / 3)
        })
    }
}

/// The state of an envelope stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// Its identifier.
    pub id: EnvelopeId,
    /// Who sends it.
    pub sender: Sender,
    /// Its status.
    pub status: EnvelopeStatus,
    /// The title that recipients see.
    pub title: String,
    /// The sender's message to the recipients.
    pub message: String,
    /// Language of mails, disclosure and trail pages.
    pub locale: String,
    /// Days from sending to expiry.
    pub expires_in_days: i64,
    /// The document.
    pub document: Document,
    /// Recipients in the order of the draft.
    pub recipients: Vec<Recipient>,
    /// Fields in the order of the draft.
    pub fields: Vec<Field>,
    /// Unix milliseconds.
    pub created_at_ms: i64,
    /// Unix milliseconds.
    pub updated_at_ms: i64,
    /// Unix milliseconds.
    pub sent_at_ms: Option<i64>,
    /// Unix milliseconds.
    pub expires_at_ms: Option<i64>,
    /// Unix milliseconds.
    pub completed_at_ms: Option<i64>,
    /// Why the sender withdrew it.
    pub void_reason: Option<String>,
    /// The seal, once made.
    pub seal: Option<Seal>,
}

impl Envelope {
    /// The recipient with this identifier.
    pub fn recipient(&self, id: RecipientId) -> Option<&Recipient> {
        self.recipients.iter().find(|r| r.id == id)
    }

    /// The recipient with this identifier, for [`crate::apply`] to change.
    pub(crate) fn recipient_mut(&mut self, id: RecipientId) -> Option<&mut Recipient> {
        self.recipients.iter_mut().find(|r| r.id == id)
    }

    /// The field with this identifier.
    pub fn field(&self, id: FieldId) -> Option<&Field> {
        self.fields.iter().find(|f| f.id == id)
    }

    /// The fields of one recipient, in document order: by page, then from top to bottom, then left to right.
    pub fn fields_of(&self, recipient: RecipientId) -> Vec<&Field> {
        let mut fields: Vec<&Field> = self
            .fields
            .iter()
            .filter(|f| f.recipient == recipient)
            .collect();
        fields.sort_by_key(|f| (f.page, f.rect.y, f.rect.x));
        fields
    }

    /// Whether every signer has signed.
    pub fn everyone_has_signed(&self) -> bool {
        self.recipients
            .iter()
            .filter(|r| r.signs())
            .all(|r| r.status == RecipientStatus::Signed)
    }

    /// Whether the envelope has expired at this time.
    pub fn has_expired(&self, at_ms: i64) -> bool {
        self.expires_at_ms.is_some_and(|end| at_ms >= end)
    }
}

#[cfg(test)]
mod tests {
    use super::seal_level::{Level, Pending, SealLevel};
    use super::{DAY_MS, RENEW_AHEAD_MS, Seal};

    #[test]
    fn a_timestamp_is_renewed_in_time_and_not_every_hour() {
        let due = |days: i64| Seal::due(SealLevel::settled(Level::Lta), 0, Some(days * DAY_MS));
        assert_eq!(due(900), Some(900 * DAY_MS - RENEW_AHEAD_MS));
        assert_eq!(due(180), Some(120 * DAY_MS));
        assert_eq!(due(30), Some(20 * DAY_MS));
        assert_eq!(due(0), Some(DAY_MS));
        assert_eq!(due(-5), Some(DAY_MS));
        assert_eq!(Seal::due(SealLevel::settled(Level::T), 7, None), None);
        let unreachable = SealLevel::pending(Level::Lta, Pending::AuthorityUnreachable);
        assert_eq!(Seal::due(unreachable, 7, Some(9)), Some(7));
    }
}
