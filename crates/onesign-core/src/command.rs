//! Commands: every intent there is. Nothing changes but by one of these.

use crate::envelope::draft::Draft;
use crate::envelope::recipient::{LinkPurpose, SeenPage};
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

/// An intent.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// The first visitor becomes the owner.
    SetUpInstance {
        /// What the instance is called.
        instance_name: String,
        /// The owner's account.
        account: AccountId,
        /// The owner's name.
        name: String,
        /// The owner's e-mail address.
        email: String,
        /// bcrypt hash of the peppered password.
        password_hash: String,
    },
    /// The key of the seal is another one than before, or the first.
    RecordSealKey {
        /// SHA-256 of its certificate, lower-case hex.
        certificate_sha256: String,
        /// When the certificate ends, Unix milliseconds.
        ends_at_ms: i64,
    },
    /// A checked password opens a session.
    OpenSession {
        /// Whose.
        account: AccountId,
        /// SHA-256 of the new session identifier, base64url.
        sid_sha256: String,
        /// How the person was recognised.
        auth_methods: Vec<String>,
    },
    /// A sign-in failed and is remembered.
    RefuseSession {
        /// Whose.
        account: AccountId,
    },
    /// A session is ended by its holder.
    CloseSession {
        /// Whose.
        account: AccountId,
        /// SHA-256 of the session identifier, base64url.
        sid_sha256: String,
    },
    /// An upload becomes an envelope.
    CreateEnvelope {
        /// The new envelope.
        envelope: EnvelopeId,
        /// The sender's name and e-mail address, as recipients will see them.
        sender: (String, String),
        /// Title to begin with.
        title: String,
        /// Language to begin with.
        locale: String,
        /// The document.
        upload: Upload,
    },
    /// The draft is replaced.
    ReviseDraft {
        /// Which envelope.
        envelope: EnvelopeId,
        /// The new draft.
        draft: Draft,
        /// [`Draft::revision`] of the draft that the new one was made from: another one by now is not overwritten.
        based_on: Option<String>,
    },
    /// The envelope goes out.
    SendEnvelope {
        /// Which envelope.
        envelope: EnvelopeId,
        /// [`Draft::revision`] of the draft that the sender has seen: no other one goes out.
        revision: Option<String>,
    },
    /// The sender throws the draft away.
    DeleteDraft {
        /// Which envelope.
        envelope: EnvelopeId,
    },
    /// The sender withdraws it.
    VoidEnvelope {
        /// Which envelope.
        envelope: EnvelopeId,
        /// Why; recipients read it.
        reason: String,
    },
    /// The sender has a new link mailed.
    RemindRecipient {
        /// Which envelope.
        envelope: EnvelopeId,
        /// To whom.
        recipient: RecipientId,
    },
    /// A job is about to mail a link.
    IssueLink {
        /// Which envelope.
        envelope: EnvelopeId,
        /// To whom.
        recipient: RecipientId,
        /// Look-up name of the new link.
        selector: String,
        /// SHA-256 of its secret, lower-case hex.
        secret_sha256: String,
        /// What it is good for.
        purpose: LinkPurpose,
        /// As in [`FreshLink::replaces`].
        replaces: Option<String>,
        /// Whether a link before it that nobody has opened stays good: the new one was asked for by somebody who need not
        /// be the recipient.
        keeps: bool,
    },
    /// The mail server has accepted the mail with a link.
    RecordHandOver {
        /// Which envelope.
        envelope: EnvelopeId,
        /// To whom.
        recipient: RecipientId,
        /// Look-up name of the link.
        selector: String,
        /// What the mail server answered.
        reply: String,
    },
    /// The mail with a link was refused for good, or was tried for too long.
    RecordDeliveryFailure {
        /// Which envelope.
        envelope: EnvelopeId,
        /// To whom.
        recipient: RecipientId,
        /// Look-up name of the link.
        selector: String,
        /// Stable code of the reason.
        code: String,
        /// What the mail server answered, or why it could not be asked.
        reply: String,
    },
    /// The mail server was given the mail with a link, and did not say whether it accepted it.
    RecordUnanswered {
        /// Which envelope.
        envelope: EnvelopeId,
        /// To whom.
        recipient: RecipientId,
        /// Look-up name of the link.
        selector: String,
        /// What came instead of an answer.
        reply: String,
    },
    /// The sender opens a mail that shows a link.
    RevealLink {
        /// Which envelope.
        envelope: EnvelopeId,
        /// Whose link.
        recipient: RecipientId,
        /// Its look-up name.
        selector: String,
    },
    /// The sender takes a link to pass it on.
    CopyLink {
        /// Which envelope.
        envelope: EnvelopeId,
        /// Whose link.
        recipient: RecipientId,
        /// Its look-up name.
        selector: String,
        /// What it consists of if it is a new one, because nobody knows the secret of the one before.
        fresh: Option<FreshLink>,
    },
    /// A person's gesture turns a link into a session.
    ExchangeLink {
        /// Which envelope.
        envelope: EnvelopeId,
        /// Whose link.
        recipient: RecipientId,
        /// Its look-up name.
        selector: String,
        /// SHA-256 of the secret that was presented, lower-case hex.
        secret_sha256: String,
        /// SHA-256 of the new session identifier, base64url.
        sid_sha256: String,
        /// The browser's public key, base64url.
        session_key: String,
    },
    /// Whoever holds a dead link asks for a new one, to the recorded mailbox.
    RequestLink {
        /// Which envelope.
        envelope: EnvelopeId,
        /// Whose.
        recipient: RecipientId,
    },
    /// The recipient agrees to sign electronically.
    GiveConsent {
        /// Which envelope.
        envelope: EnvelopeId,
        /// SHA-256 of the disclosure shown, lower-case hex.
        sha256: String,
        /// Its version.
        version: i64,
        /// Its language.
        locale: String,
    },
    /// Pages were shown.
    RecordView {
        /// Which envelope.
        envelope: EnvelopeId,
        /// Which pages, as which rasters.
        pages: Vec<SeenPage>,
    },
    /// Entries are saved, so that the recipient can go on later.
    SaveEntries {
        /// Which envelope.
        envelope: EnvelopeId,
        /// Entries by field; a field that is not named keeps its entry, `None` clears it.
        values: BTreeMap<FieldId, Option<Value>>,
    },
    /// The recipient signs.
    Sign {
        /// Which envelope.
        envelope: EnvelopeId,
        /// SHA-256 of the document the recipient read, lower-case hex.
        document_sha256: String,
        /// All entries.
        values: BTreeMap<FieldId, Option<Value>>,
        /// The pages that were shown in this session and have no fact yet.
        seen: Vec<SeenPage>,
    },
    /// The recipient refuses to sign.
    Decline {
        /// Which envelope.
        envelope: EnvelopeId,
        /// Why; the sender reads it.
        reason: String,
    },
    /// Time is up.
    ExpireEnvelope {
        /// Which envelope.
        envelope: EnvelopeId,
    },
    /// The sealed document exists.
    RecordSeal {
        /// Which envelope.
        envelope: EnvelopeId,
        /// SHA-256 of the sealed PDF, lower-case hex.
        pdf_sha256: String,
        /// The PAdES level reached.
        level: String,
        /// How many facts the sealed file carries.
        facts: i64,
        /// Head of the chain it carries, base64url.
        head: String,
    },
    /// The sealed document has been extended; what was there is its beginning.
    ExtendSeal {
        /// Which envelope.
        envelope: EnvelopeId,
        /// SHA-256 of the sealed PDF that was extended, lower-case hex.
        prefix_sha256: String,
        /// Its length.
        prefix_bytes: i64,
        /// SHA-256 of the new one, lower-case hex.
        pdf_sha256: String,
        /// The PAdES level it reaches, with the reason if it could be higher.
        level: String,
        /// What was added, in order: `validation_data`, `document_timestamp`.
        added: Vec<String>,
        /// When the certificate of the newest document timestamp ends, Unix milliseconds.
        timestamp_ends_ms: Option<i64>,
    },
    /// A recipient of a copy has been told.
    RecordInformed {
        /// Which envelope.
        envelope: EnvelopeId,
        /// Who.
        recipient: RecipientId,
    },
}

impl Command {
    /// The stream the command is decided on.
    pub fn stream(&self) -> StreamId {
        match self {
            Self::SetUpInstance { .. } | Self::RecordSealKey { .. } => StreamId::Instance,
            Self::OpenSession { account, .. }
            | Self::RefuseSession { account }
            | Self::CloseSession { account, .. } => StreamId::Account(*account),
            Self::CreateEnvelope { envelope, .. }
            | Self::ReviseDraft { envelope, .. }
            | Self::SendEnvelope { envelope, .. }
            | Self::DeleteDraft { envelope }
            | Self::VoidEnvelope { envelope, .. }
            | Self::RemindRecipient { envelope, .. }
            | Self::IssueLink { envelope, .. }
            | Self::RecordHandOver { envelope, .. }
            | Self::RecordDeliveryFailure { envelope, .. }
            | Self::RecordUnanswered { envelope, .. }
            | Self::RevealLink { envelope, .. }
            | Self::CopyLink { envelope, .. }
            | Self::ExchangeLink { envelope, .. }
            | Self::RequestLink { envelope, .. }
            | Self::GiveConsent { envelope, .. }
            | Self::RecordView { envelope, .. }
            | Self::SaveEntries { envelope, .. }
            | Self::Sign { envelope, .. }
            | Self::Decline { envelope, .. }
            | Self::ExpireEnvelope { envelope }
            | Self::RecordSeal { envelope, .. }
            | Self::ExtendSeal { envelope, .. }
            | Self::RecordInformed { envelope, .. } => StreamId::Envelope(*envelope),
        }
    }
}
