//! What resources look like over the wire. Each audience has its own views: nothing that one recipient may not
//! know about another can slip into an answer.

use crate::ceremony::small_fields;
use crate::http::time;
use crate::http::v1::envelopes::document_view::DocumentView;
use crate::http::v1::views::link_status::{LinkStatus, RecipientProgress};
use crate::printable::{Unprintable, unprintable};
use onesign_core::envelope::draft::{Draft, DraftRecipient};
use onesign_core::envelope::field::{Field, FieldKind, Rect};
use onesign_core::envelope::recipient::{Recipient, RecipientRole};
use onesign_core::envelope::seal_level::SealLevel;
use onesign_core::envelope::{Envelope, EnvelopeStatus};
use onesign_core::ids::{FieldId, RecipientId};
use onesign_store::link_secrets::Waits;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A recipient as drafted.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftRecipientView {
    id: Uuid,
    name: String,
    email: String,
    role: RecipientRole,
    step: i64,
}

/// A field of a recipient.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldView {
    pub(crate) id: Uuid,
    recipient: Uuid,
    pub(crate) kind: FieldKind,
    pub(crate) page: i64,
    pub(crate) rect: Rect,
    required: bool,
    label: String,
    /// The initial text of a text field, which the recipient may change; in a checkbox, any text means ticked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prefill: Option<String>,
}

impl From<&Field> for FieldView {
    fn from(field: &Field) -> Self {
        Self {
            id: field.id.0,
            recipient: field.recipient.0,
            kind: field.kind,
            page: field.page,
            rect: field.rect,
            required: field.is_needed(),
            label: field.label.clone(),
            prefill: field.prefill.clone(),
        }
    }
}

/// Everything that can change before an envelope is sent.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftView {
    title: String,
    message: String,
    locale: String,
    expires_in_days: i64,
    recipients: Vec<DraftRecipientView>,
    fields: Vec<FieldView>,
}

impl From<DraftView> for Draft {
    fn from(view: DraftView) -> Self {
        let recipient = |r: DraftRecipientView| DraftRecipient {
            id: RecipientId(r.id),
            name: r.name,
            email: r.email,
            role: r.role,
            step: r.step,
        };
        let field = |f: FieldView| Field {
            id: FieldId(f.id),
            recipient: RecipientId(f.recipient),
            kind: f.kind,
            page: f.page,
            rect: f.rect,
            required: f.required,
            label: f.label,
            prefill: f.prefill,
        };
        Self {
            title: view.title,
            message: view.message,
            locale: view.locale,
            expires_in_days: view.expires_in_days,
            recipients: view.recipients.into_iter().map(recipient).collect(),
            fields: view.fields.into_iter().map(field).collect(),
        }
    }
}

/// A recipient and how far they have come, for the sender.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecipientView {
    id: Uuid,
    name: String,
    email: String,
    role: RecipientRole,
    step: i64,
    status: RecipientProgress,
    signed_at: Option<String>,
    reason: Option<String>,
    /// The state of their newest link, once it is their turn.
    link: Option<LinkStatus>,
}

impl RecipientView {
    fn new(recipient: &Recipient, envelope: &Envelope, waits: &Waits) -> Self {
        let link = LinkStatus::of(recipient, envelope, waits);
        Self {
            id: recipient.id.0,
            name: recipient.name.clone(),
            email: recipient.email.clone(),
            role: recipient.role,
            step: recipient.step,
            status: RecipientProgress::of(recipient, link.as_ref()),
            signed_at: recipient.signed_at_ms.map(time),
            reason: recipient.reason.clone(),
            link,
        }
    }
}

/// An envelope, for its sender.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnvelopeView {
    id: Uuid,
    status: EnvelopeStatus,
    title: String,
    message: String,
    locale: String,
    expires_in_days: i64,
    filename: String,
    sender_name: String,
    created_at: String,
    updated_at: String,
    sent_at: Option<String>,
    expires_at: Option<String>,
    completed_at: Option<String>,
    sealed_at: Option<String>,
    /// The PAdES level reached, with the reason if it is meant to be higher: `B-B: TSA unreachable`.
    #[schema(value_type = Option<String>)]
    seal_level: Option<SealLevel>,
    /// When validation data or a document timestamp was last added after the seal.
    seal_extended_at: Option<String>,
    sealed_sha256: Option<String>,
    void_reason: Option<String>,
    document: DocumentView,
    recipients: Vec<RecipientView>,
    fields: Vec<FieldView>,
    /// Identifies this state of a draft. A request that replaces or sends the draft names it. Only drafts have one.
    revision: Option<String>,
    /// Entries of the draft that can't be printed, and fields that are too small. They prevent sending.
    unprintable: Vec<Unprintable>,
}

impl EnvelopeView {
    /// The view of an envelope, given what the mails with its links wait for.
    pub(crate) fn new(envelope: &Envelope, waits: &Waits) -> Self {
        let document = &envelope.document;
        let seal = envelope.seal.as_ref();
        let is_draft = envelope.status == EnvelopeStatus::Draft;
        Self {
            id: envelope.id.0,
            status: envelope.status,
            title: envelope.title.clone(),
            message: envelope.message.clone(),
            locale: envelope.locale.clone(),
            expires_in_days: envelope.expires_in_days,
            filename: document.filename.clone(),
            sender_name: envelope.sender.name.clone(),
            created_at: time(envelope.created_at_ms),
            updated_at: time(envelope.updated_at_ms),
            sent_at: envelope.sent_at_ms.map(time),
            expires_at: envelope.expires_at_ms.map(time),
            completed_at: envelope.completed_at_ms.map(time),
            sealed_at: seal.map(|s| time(s.at_ms)),
            seal_level: seal.map(|s| s.level),
            seal_extended_at: seal.and_then(|s| s.extended_at_ms).map(time),
            sealed_sha256: seal.map(|s| s.pdf_sha256.clone()),
            void_reason: envelope.void_reason.clone(),
            document: DocumentView::from(document),
            recipients: envelope
                .recipients
                .iter()
                .map(|r| RecipientView::new(r, envelope, waits))
                .collect(),
            fields: envelope.fields.iter().map(FieldView::from).collect(),
            revision: is_draft.then(|| Draft::of(envelope).revision()),
            unprintable: if is_draft {
                let small = small_fields::faults(envelope, small_fields::A_LOOK);
                let small = small.into_iter().map(Unprintable::from);
                unprintable(envelope).into_iter().chain(small).collect()
            } else {
                Vec::new()
            },
        }
    }
}

/// A recipient in a list of envelopes.
#[derive(Serialize, ToSchema)]
pub(crate) struct SummaryRecipient {
    name: String,
    status: RecipientProgress,
    role: RecipientRole,
    /// The state of their newest link, once it is their turn.
    link: Option<LinkStatus>,
}

/// An envelope in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnvelopeSummary {
    id: Uuid,
    status: EnvelopeStatus,
    title: String,
    recipients: Vec<SummaryRecipient>,
    created_at: String,
    updated_at: String,
    expires_at: Option<String>,
}

impl EnvelopeSummary {
    /// The line of an envelope, given what the mails with its links wait for.
    pub(crate) fn new(envelope: &Envelope, waits: &Waits) -> Self {
        let recipient = |r: &Recipient| {
            let link = LinkStatus::of(r, envelope, waits);
            SummaryRecipient {
                name: r.name.clone(),
                status: RecipientProgress::of(r, link.as_ref()),
                role: r.role,
                link,
            }
        };
        Self {
            id: envelope.id.0,
            status: envelope.status,
            title: envelope.title.clone(),
            recipients: envelope.recipients.iter().map(recipient).collect(),
            created_at: time(envelope.created_at_ms),
            updated_at: time(envelope.updated_at_ms),
            expires_at: envelope.expires_at_ms.map(time),
        }
    }
}
