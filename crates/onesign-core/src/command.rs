//! Commands: every intent there is. Nothing changes but by one of these.

use crate::envelope::draft::Draft;
use crate::envelope::recipient::{LinkPurpose, SeenPage};
use crate::envelope::seal_level::SealLevel;
use crate::envelope::value::Value;
use crate::envelope::{Detected, Enclosed, PageSize, Removal};
use crate::ids::{AccountId, EnvelopeId, FieldId, RecipientId, StreamId};
use std::collections::BTreeMap;

/// What intake made of an upload. The bytes are already in the blob store.
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
    /// What was removed.
    pub removed: Vec<Removal>,
    /// What the sender should know.
    pub warnings: Vec<String>,
    /// Form fields that were found.
    pub detected: Vec<Detected>,
    /// The upload itself, if it was already signed and is inside the document.
    pub enclosed: Option<Enclosed>,
}

/// A link that is about to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreshLink {
    /// SHA-256 of its secret, lower-case hex.
    pub secret_sha256: String,
    /// What it is good for.
    pub purpose: LinkPurpose,
    /// Look-up name of the recipient's newest link, as its maker saw it. If there is another one by now, the maker has
    /// to look again: a link that somebody has just been given must not die of one that was begun before.
    pub replaces: Option<String>,
}

/// The first visitor becomes the owner.
#[derive(Clone, Debug, PartialEq)]
pub struct SetUpInstance {
    /// What the instance is called.
    pub instance_name: String,
    /// The owner's account.
    pub account: AccountId,
    /// The owner's name.
    pub name: String,
    /// The owner's e-mail address.
    pub email: String,
    /// bcrypt hash of the peppered password.
    pub password_hash: String,
}

/// The key of the seal is another one than before, or the first.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordSealKey {
    /// SHA-256 of its certificate, lower-case hex.
    pub certificate_sha256: String,
    /// When the certificate ends, Unix milliseconds.
    pub ends_at_ms: i64,
}

/// A checked password opens a session.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenSession {
    /// Whose.
    pub account: AccountId,
    /// SHA-256 of the new session identifier, base64url.
    pub sid_sha256: String,
    /// How the person was recognised.
    pub auth_methods: Vec<String>,
}

/// A sign-in failed and is remembered.
#[derive(Clone, Debug, PartialEq)]
pub struct RefuseSession {
    /// Whose.
    pub account: AccountId,
}

/// A session is ended by its holder.
#[derive(Clone, Debug, PartialEq)]
pub struct CloseSession {
    /// Whose.
    pub account: AccountId,
    /// SHA-256 of the session identifier, base64url.
    pub sid_sha256: String,
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
    /// Language to begin with.
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
    /// [`Draft::revision`] of the draft that the new one was made from: another one by now is not overwritten.
    pub based_on: Option<String>,
}

/// The envelope goes out.
#[derive(Clone, Debug, PartialEq)]
pub struct SendEnvelope {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// [`Draft::revision`] of the draft that the sender has seen: no other one goes out.
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
    /// To whom.
    pub recipient: RecipientId,
}

/// A job is about to mail a link.
#[derive(Clone, Debug, PartialEq)]
pub struct IssueLink {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// To whom.
    pub recipient: RecipientId,
    /// Look-up name of the new link.
    pub selector: String,
    /// SHA-256 of its secret, lower-case hex.
    pub secret_sha256: String,
    /// What it is good for.
    pub purpose: LinkPurpose,
    /// As in [`FreshLink::replaces`].
    pub replaces: Option<String>,
    /// Whether a link before it that nobody has opened stays good: the new one was asked for by somebody who need not
    /// be the recipient.
    pub keeps: bool,
}

/// The mail server has accepted the mail with a link.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordHandOver {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// To whom.
    pub recipient: RecipientId,
    /// Look-up name of the link.
    pub selector: String,
    /// What the mail server answered.
    pub reply: String,
}

/// The mail with a link was refused for good, or was tried for too long.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordDeliveryFailure {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// To whom.
    pub recipient: RecipientId,
    /// Look-up name of the link.
    pub selector: String,
    /// Stable code of the reason.
    pub code: String,
    /// What the mail server answered, or why it could not be asked.
    pub reply: String,
}

/// The mail server was given the mail with a link, and did not say whether it accepted it.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordUnanswered {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// To whom.
    pub recipient: RecipientId,
    /// Look-up name of the link.
    pub selector: String,
    /// What came instead of an answer.
    pub reply: String,
}

/// The sender opens a mail that shows a link.
#[derive(Clone, Debug, PartialEq)]
pub struct RevealLink {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Whose link.
    pub recipient: RecipientId,
    /// Its look-up name.
    pub selector: String,
}

/// The sender takes a link to pass it on.
#[derive(Clone, Debug, PartialEq)]
pub struct CopyLink {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Whose link.
    pub recipient: RecipientId,
    /// Its look-up name.
    pub selector: String,
    /// What it consists of if it is a new one, because nobody knows the secret of the one before.
    pub fresh: Option<FreshLink>,
}

/// A person's gesture turns a link into a session.
#[derive(Clone, Debug, PartialEq)]
pub struct ExchangeLink {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Whose link.
    pub recipient: RecipientId,
    /// Its look-up name.
    pub selector: String,
    /// SHA-256 of the secret that was presented, lower-case hex.
    pub secret_sha256: String,
    /// SHA-256 of the new session identifier, base64url.
    pub sid_sha256: String,
    /// The browser's public key, base64url.
    pub session_key: String,
}

/// Whoever holds a dead link asks for a new one, to the recorded mailbox.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestLink {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Whose.
    pub recipient: RecipientId,
}

/// The recipient agrees to sign electronically.
#[derive(Clone, Debug, PartialEq)]
pub struct GiveConsent {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// SHA-256 of the disclosure shown, lower-case hex.
    pub sha256: String,
    /// Its version.
    pub version: i64,
    /// Its language.
    pub locale: String,
}

/// Pages were shown.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordView {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Which pages, as which rasters.
    pub pages: Vec<SeenPage>,
}

/// Entries are saved, so that the recipient can go on later.
#[derive(Clone, Debug, PartialEq)]
pub struct SaveEntries {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Entries by field; a field that is not named keeps its entry, `None` clears it.
    pub values: BTreeMap<FieldId, Option<Value>>,
}

/// The recipient signs.
#[derive(Clone, Debug, PartialEq)]
pub struct Sign {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// SHA-256 of the document the recipient read, lower-case hex.
    pub document_sha256: String,
    /// All entries.
    pub values: BTreeMap<FieldId, Option<Value>>,
    /// The pages that were shown in this session and have no fact yet.
    pub seen: Vec<SeenPage>,
}

/// The recipient refuses to sign.
#[derive(Clone, Debug, PartialEq)]
pub struct Decline {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Why; the sender reads it.
    pub reason: String,
}

/// Time is up.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpireEnvelope {
    /// Which envelope.
    pub envelope: EnvelopeId,
}

/// The sealed document exists.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordSeal {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// SHA-256 of the sealed PDF, lower-case hex.
    pub pdf_sha256: String,
    /// The PAdES level that it reaches.
    pub level: SealLevel,
    /// How many facts the sealed file carries.
    pub facts: i64,
    /// Head of the chain it carries, base64url.
    pub head: String,
}

/// The sealed document has been extended; what was there is its beginning.
#[derive(Clone, Debug, PartialEq)]
pub struct ExtendSeal {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// SHA-256 of the sealed PDF that was extended, lower-case hex.
    pub prefix_sha256: String,
    /// Its length.
    pub prefix_bytes: i64,
    /// SHA-256 of the new one, lower-case hex.
    pub pdf_sha256: String,
    /// The PAdES level that it reaches.
    pub level: SealLevel,
    /// What was added, in order: `validation_data`, `document_timestamp`.
    pub added: Vec<String>,
    /// When the certificate of the newest document timestamp ends, Unix milliseconds.
    pub timestamp_ends_ms: Option<i64>,
}

/// A recipient of a copy has been told.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordInformed {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Who.
    pub recipient: RecipientId,
}

/// An intent: one of the structs above.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// See [`SetUpInstance`].
    SetUpInstance(SetUpInstance),
    /// See [`RecordSealKey`].
    RecordSealKey(RecordSealKey),
    /// See [`OpenSession`].
    OpenSession(OpenSession),
    /// See [`RefuseSession`].
    RefuseSession(RefuseSession),
    /// See [`CloseSession`].
    CloseSession(CloseSession),
    /// See [`CreateEnvelope`].
    CreateEnvelope(CreateEnvelope),
    /// See [`ReviseDraft`].
    ReviseDraft(ReviseDraft),
    /// See [`SendEnvelope`].
    SendEnvelope(SendEnvelope),
    /// See [`DeleteDraft`].
    DeleteDraft(DeleteDraft),
    /// See [`VoidEnvelope`].
    VoidEnvelope(VoidEnvelope),
    /// See [`RemindRecipient`].
    RemindRecipient(RemindRecipient),
    /// See [`IssueLink`].
    IssueLink(IssueLink),
    /// See [`RecordHandOver`].
    RecordHandOver(RecordHandOver),
    /// See [`RecordDeliveryFailure`].
    RecordDeliveryFailure(RecordDeliveryFailure),
    /// See [`RecordUnanswered`].
    RecordUnanswered(RecordUnanswered),
    /// See [`RevealLink`].
    RevealLink(RevealLink),
    /// See [`CopyLink`].
    CopyLink(CopyLink),
    /// See [`ExchangeLink`].
    ExchangeLink(ExchangeLink),
    /// See [`RequestLink`].
    RequestLink(RequestLink),
    /// See [`GiveConsent`].
    GiveConsent(GiveConsent),
    /// See [`RecordView`].
    RecordView(RecordView),
    /// See [`SaveEntries`].
    SaveEntries(SaveEntries),
    /// See [`Sign`].
    Sign(Sign),
    /// See [`Decline`].
    Decline(Decline),
    /// See [`ExpireEnvelope`].
    ExpireEnvelope(ExpireEnvelope),
    /// See [`RecordSeal`].
    RecordSeal(RecordSeal),
    /// See [`ExtendSeal`].
    ExtendSeal(ExtendSeal),
    /// See [`RecordInformed`].
    RecordInformed(RecordInformed),
}

impl Command {
    /// The stream the command is decided on.
    pub fn stream(&self) -> StreamId {
        match self {
            Self::SetUpInstance(_) | Self::RecordSealKey(_) => StreamId::Instance,
            Self::OpenSession(c) => StreamId::Account(c.account),
            Self::RefuseSession(c) => StreamId::Account(c.account),
            Self::CloseSession(c) => StreamId::Account(c.account),
            Self::CreateEnvelope(c) => StreamId::Envelope(c.envelope),
            Self::ReviseDraft(c) => StreamId::Envelope(c.envelope),
            Self::SendEnvelope(c) => StreamId::Envelope(c.envelope),
            Self::DeleteDraft(c) => StreamId::Envelope(c.envelope),
            Self::VoidEnvelope(c) => StreamId::Envelope(c.envelope),
            Self::RemindRecipient(c) => StreamId::Envelope(c.envelope),
            Self::IssueLink(c) => StreamId::Envelope(c.envelope),
            Self::RecordHandOver(c) => StreamId::Envelope(c.envelope),
            Self::RecordDeliveryFailure(c) => StreamId::Envelope(c.envelope),
            Self::RecordUnanswered(c) => StreamId::Envelope(c.envelope),
            Self::RevealLink(c) => StreamId::Envelope(c.envelope),
            Self::CopyLink(c) => StreamId::Envelope(c.envelope),
            Self::ExchangeLink(c) => StreamId::Envelope(c.envelope),
            Self::RequestLink(c) => StreamId::Envelope(c.envelope),
            Self::GiveConsent(c) => StreamId::Envelope(c.envelope),
            Self::RecordView(c) => StreamId::Envelope(c.envelope),
            Self::SaveEntries(c) => StreamId::Envelope(c.envelope),
            Self::Sign(c) => StreamId::Envelope(c.envelope),
            Self::Decline(c) => StreamId::Envelope(c.envelope),
            Self::ExpireEnvelope(c) => StreamId::Envelope(c.envelope),
            Self::RecordSeal(c) => StreamId::Envelope(c.envelope),
            Self::ExtendSeal(c) => StreamId::Envelope(c.envelope),
            Self::RecordInformed(c) => StreamId::Envelope(c.envelope),
        }
    }
}
