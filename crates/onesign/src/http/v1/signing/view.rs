//! What the signing page shows: the session of one recipient, and of the others no more than they may know.

use crate::ceremony::Ceremony;
use crate::http::time;
use crate::http::v1::views::link_status::{LinkStatus, RecipientProgress};
use crate::http::v1::views::page::PageView;
use crate::mail::instance_name;
use crate::problem::Problem;
use onesign_core::Viewer;
use onesign_core::decide::session::is_over;
use onesign_core::envelope::field::{FieldKind, Rect};
use onesign_core::envelope::progress::{Progress, texts};
use onesign_core::envelope::recipient::{LinkPurpose, Recipient, RecipientRole, RecipientStatus};
use onesign_core::envelope::value::Value as FieldValue;
use onesign_core::envelope::{Envelope, EnvelopeStatus};
use onesign_core::ids::RecipientId;
use onesign_evidence::text::Disclosure;
use onesign_pdf::stamp::capacity;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;
use uuid::Uuid;

/// The envelope, for a recipient.
#[derive(Serialize, ToSchema)]
pub(crate) struct SigningEnvelope {
    id: Uuid,
    title: String,
    message: String,
    sender_name: String,
    sender_email: String,
    instance_name: String,
    status: EnvelopeStatus,
    expires_at: Option<String>,
    pages: Vec<PageView>,
    normalised_sha256: String,
    filename: String,
    locale: String,
}

/// The recipient.
#[derive(Serialize, ToSchema)]
pub(crate) struct SigningMe {
    id: Uuid,
    name: String,
    email: String,
    status: RecipientStatus,
    role: RecipientRole,
    signed_at: Option<String>,
    /// The pages recorded as shown to the recipient, counted from 0, in order.
    pages_seen: Vec<i64>,
}

/// Another recipient: only who they are.
#[derive(Serialize, ToSchema)]
pub(crate) struct SigningOther {
    name: String,
    role: RecipientRole,
    status: RecipientProgress,
    step: i64,
}

/// The e-signature disclosure to be agreed to.
#[derive(Serialize, ToSchema)]
pub(crate) struct DisclosureView {
    version: i64,
    locale: String,
    sha256: String,
    summary: String,
    text: String,
}

impl From<Disclosure> for DisclosureView {
    fn from(d: Disclosure) -> Self {
        Self {
            version: d.version,
            locale: d.locale,
            sha256: d.sha256,
            summary: d.summary,
            text: d.text,
        }
    }
}

// It says itself what a `FieldView` says: flattened into it, that one would shut out its other members, because drafts
// are written with it and it is closed.
/// A field of the recipient with what is in it.
#[derive(Serialize, ToSchema)]
pub(crate) struct FilledField {
    id: Uuid,
    recipient: Uuid,
    kind: FieldKind,
    page: i64,
    rect: Rect,
    required: bool,
    label: String,
    value: Option<FieldValue>,
    /// About how many characters fit, for typed text. A text that does not fit is refused with the exact number.
    room: Option<i64>,
    /// The initial text: from an earlier session, or from the sender. It counts once it is saved or signed in this session.
    offered: Option<String>,
}

/// What another recipient has put on a page.
#[derive(Serialize, ToSchema)]
pub(crate) struct Stamped {
    page: i64,
    rect: Rect,
    kind: FieldKind,
    value: FieldValue,
}

/// Everything the signing page shows.
#[derive(Serialize, ToSchema)]
pub(crate) struct SigningView {
    envelope: SigningEnvelope,
    me: SigningMe,
    others: Vec<SigningOther>,
    /// The disclosure in the language of the envelope.
    disclosure: Option<DisclosureView>,
    /// The disclosure in every available language.
    disclosures: Vec<DisclosureView>,
    consented: bool,
    /// The disclosure that the recipient agreed to, in its language and version: in this session, or before they signed.
    agreed: Option<DisclosureView>,
    fields: Vec<FilledField>,
    stamped: Vec<Stamped>,
    purpose: LinkPurpose,
    sealed_available: bool,
}

impl SigningView {
    #[expect(
        clippy::too_many_lines,
        reason = "most of it is one struct literal, a line for each member"
    )]
    pub(crate) async fn new(
        room: &Ceremony,
        envelope: &Envelope,
        recipient: RecipientId,
    ) -> Result<Self, Problem> {
        let me = envelope
            .recipient(recipient)
            .ok_or_else(Problem::not_found)?;
        let others = envelope.recipients.iter().filter(|r| r.id != recipient);
        let purpose = me.session.as_ref().map_or(LinkPurpose::Copy, |s| s.purpose);
        let viewer = Viewer::Recipient {
            envelope: envelope.id,
            recipient,
        };
        let link = me.session.as_ref().map_or("", |s| s.link.as_str());
        let kept = room
            .store
            .read(&viewer)
            .progress(envelope.id, recipient)
            .await?;
        let kept = kept.in_session(link);
        let over = is_over(envelope, room.clock.now_ms());
        // Nobody has been asked by a mail that still waits for the mail server.
        let waits = room.store.waits([envelope.id]).await?;
        Ok(Self {
            envelope: SigningEnvelope {
                id: envelope.id.0,
                title: envelope.title.clone(),
                message: envelope.message.clone(),
                sender_name: envelope.sender.name.clone(),
                sender_email: envelope.sender.email.clone(),
                instance_name: instance_name(&room.store).await?,
                status: envelope.status,
                expires_at: envelope.expires_at_ms.map(time),
                pages: envelope.document.pages.iter().map(PageView::from).collect(),
                normalised_sha256: envelope.document.normalised_sha256.clone(),
                filename: envelope.document.filename.clone(),
                locale: envelope.locale.clone(),
            },
            me: SigningMe {
                id: me.id.0,
                name: me.name.clone(),
                email: me.email.clone(),
                status: me.status,
                role: me.role,
                signed_at: me.signed_at_ms.map(time),
                pages_seen: pages_seen(me, &kept),
            },
            others: others
                .clone()
                .map(|r| SigningOther {
                    name: r.name.clone(),
                    role: r.role,
                    status: RecipientProgress::of(r, LinkStatus::of(r, envelope, &waits).as_ref()),
                    step: r.step,
                })
                .collect(),
            disclosure: room
                .texts
                .disclosure(&envelope.locale)
                .map(DisclosureView::from),
            disclosures: room
                .texts
                .disclosures()
                .into_iter()
                .map(DisclosureView::from)
                .collect(),
            consented: has_consented(me),
            agreed: agreed(room, me),
            fields: if over {
                Vec::new()
            } else {
                filled(envelope, me, &kept)
            },
            stamped: if over {
                Vec::new()
            } else {
                stamped(envelope, recipient)
            },
            purpose,
            sealed_available: envelope.seal.is_some(),
        })
    }
}

/// Whether the recipient has agreed in this session.
fn has_consented(me: &Recipient) -> bool {
    let consent = me.consent.as_ref().zip(me.session.as_ref());
    consent.is_some_and(|(consent, session)| consent.is_of(session))
}

/// What the recipient agreed to; what another browser agreed to counts for nothing until it has signed.
fn agreed(room: &Ceremony, me: &Recipient) -> Option<DisclosureView> {
    let counts = has_consented(me) || !me.is_acting();
    let consent = me.consent.as_ref().filter(|_| counts)?;
    let disclosure = room.texts.disclosure_agreed(&consent.sha256)?;
    Some(disclosure.into())
}

/// The fields of a recipient: before they sign with what they entered in this session, then with what they signed.
fn filled(envelope: &Envelope, me: &Recipient, kept: &Progress) -> Vec<FilledField> {
    let signed = !me.is_acting();
    let values = if signed { &me.values } else { &kept.values };
    // Earlier versions kept unsigned entries in the envelope's state.
    let earlier: BTreeMap<_, _> = texts(me.values.clone()).collect();
    let fields = envelope.fields_of(me.id).into_iter();
    fields
        .map(|field| {
            let value = values.get(&field.id);
            let offered = kept
                .offered
                .get(&field.id)
                .or_else(|| earlier.get(&field.id))
                .or(field.prefill.as_ref());
            FilledField {
                id: field.id.0,
                recipient: field.recipient.0,
                kind: field.kind,
                page: field.page,
                rect: field.rect,
                required: field.is_needed(),
                label: field.label.clone(),
                value: value.cloned(),
                room: matches!(field.kind, FieldKind::Text | FieldKind::FullName)
                    .then(|| capacity(field.rect.w, field.rect.h)),
                offered: offered.filter(|_| value.is_none() && !signed).cloned(),
            }
        })
        .collect()
}

/// What others have signed so far: those who have finished, never what somebody is still typing.
fn stamped(envelope: &Envelope, recipient: RecipientId) -> Vec<Stamped> {
    let done = envelope
        .recipients
        .iter()
        .filter(|r| r.id != recipient && r.status == RecipientStatus::Signed);
    done.flat_map(|r| &r.values)
        .filter_map(|(id, value)| {
            let field = envelope.field(*id)?;
            Some(Stamped {
                page: field.page,
                rect: field.rect,
                kind: field.kind,
                value: value.clone(),
            })
        })
        .collect()
}

/// The different pages that were shown; zooming shows a page as several pictures.
fn pages_seen(recipient: &Recipient, kept: &Progress) -> Vec<i64> {
    let seen = recipient.seen.iter().chain(&kept.seen);
    let pages: BTreeSet<i64> = seen.map(|seen| seen.page).collect();
    pages.into_iter().collect()
}
