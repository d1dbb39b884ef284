//! Facts: everything that ever happened, under stable names. A fact commits to the values in its struct's fields, so
//! a new field is a new version of its evidence.

use crate::envelope::draft::DraftRecipient;
use crate::envelope::field::Field;
use crate::envelope::recipient::{LinkPurpose, RecipientRole, SeenPage};
use crate::envelope::seal_level::SealLevel;
use crate::envelope::value::Value;
use crate::envelope::{Detected, PageSize, Removal};
use crate::identity::api_scope::ApiScopes;
use crate::identity::role::Role;
use crate::ids::{AccountId, ApiKeyId, EnvelopeId, FactorId, FieldId, RecipientId, StreamId};
use crate::key_scope::KeyScope;
use crate::mail_code::MailCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Values that describe a person. Their commitments use that person's key, so that destroying the key erases them;
/// all other commitments use the key of the stream.
pub const PERSONAL: [&str; 11] = [
    "ip",
    "user_agent",
    "name",
    "email",
    "reason",
    "values",
    "session_key",
    "password_hash",
    "pages_viewed",
    "link_sha256",
    "reply",
];

macro_rules! facts {
    ($( $(#[$doc:meta])* $variant:ident = $name:literal { $( $(#[$fdoc:meta])* $field:ident : $ty:ty ),* $(,)? } )*) => {
        /// Something that happened. The serialised form is `{"type": …, "f": {name: value, …}}`.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "type", content = "f")]
        #[allow(missing_docs)]
        pub enum Fact {
            $( #[serde(rename = $name)] $variant($variant), )*
        }

        impl Fact {
            /// The stable name of the fact's type.
            pub fn kind(&self) -> &'static str {
                match self { $( Self::$variant(_) => $name, )* }
            }

            /// All type names there are.
            pub const KINDS: &'static [&'static str] = &[$($name),*];
        }

        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            #[allow(missing_docs)]
            pub struct $variant { $( $(#[$fdoc])* pub $field: $ty, )* }

            impl From<$variant> for Fact {
                fn from(fact: $variant) -> Self { Self::$variant(fact) }
            }
        )*
    };
}

facts! {
    /// The first visitor set up the instance.
    InstanceSetUp = "instance.set_up" { name: String, owner: AccountId }
    /// Another key came into use: its certificate, that of the previous key (empty for the first), and when it
    /// expires.
    KeyRotated = "key.rotated" {
        purpose: String, certificate_sha256: String, previous_sha256: String, ends_at_ms: i64,
    }
    /// An account was made.
    AccountCreated = "account.created" {
        account: AccountId, name: String, email: String, role: Role, password_hash: String,
        ip: String, user_agent: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] ip_source: Option<String>,
    }
    /// Somebody signed in.
    SessionOpened = "session.opened" {
        sid_sha256: String, expires_at_ms: i64, auth_methods: Vec<String>, ip: String, user_agent: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] ip_source: Option<String>,
        /// When the person gave a second factor last, Unix milliseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")] second_factor_at_ms: Option<i64>,
        /// When the first of the sessions that this one continues was opened, Unix milliseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")] since_ms: Option<i64>,
    }
    /// A sign-in was refused.
    SessionRefused = "session.refused" {
        code: String, ip: String, user_agent: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] ip_source: Option<String>,
    }
    /// A session ended before its time.
    SessionClosed = "session.closed" { sid_sha256: String }
    /// The person proved to have a second factor and enrolled it.
    SecondFactorEnrolled = "second_factor.enrolled" {
        factor: FactorId, label: String, method: String,
        /// What is needed to check it: the shared secret of a TOTP, or the credential of a passkey.
        factor_secret: String,
        /// Identifier of the credential of a passkey, base64url; empty for others.
        credential_id: String,
        /// The time step of the code that proved it, or 0.
        step: i64,
        ip: String, user_agent: String,
    }
    /// A second factor proved who acts. The fact holds the new time step or the new counter, so that nothing works twice.
    SecondFactorUsed = "second_factor.used" {
        factor: FactorId, method: String, step: i64,
        /// The credential of a passkey with its new counter; empty for others.
        factor_secret: String,
    }
    /// A second factor was removed.
    SecondFactorRemoved = "second_factor.removed" { factor: FactorId, label: String, method: String, ip: String, user_agent: String }
    /// New recovery codes replaced all earlier ones.
    RecoveryCodesIssued = "recovery_codes.issued" { recovery_sha256: Vec<String>, ip: String, user_agent: String }
    /// A recovery code was used up.
    RecoveryCodeUsed = "recovery_code.used" { recovery_sha256: String, ip: String, user_agent: String }
    /// The password was changed by its holder, by a reset link or by the operator: `by` says which.
    PasswordChanged = "password.changed" { password_hash: String, by: String, ip: String, user_agent: String }
    /// The same password was hashed again, at the current cost.
    PasswordRehashed = "password.rehashed" { password_hash: String }
    /// Somebody asked for a link to choose a new password.
    PasswordResetRequested = "password_reset.requested" {
        ip: String, user_agent: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] ip_source: Option<String>,
    }
    /// A link to choose a new password was made. The fact holds only the hash of its secret.
    PasswordResetIssued = "password_reset.issued" { reset_sha256: String, expires_at_ms: i64 }
    /// An API key was made. The fact holds only the hash of its secret.
    ApiKeyCreated = "api_key.created" {
        key: ApiKeyId, label: String, key_sha256: String, scopes: ApiScopes, networks: Vec<String>, expires_at_ms: i64,
        ip: String, user_agent: String,
    }
    /// An API key was revoked.
    ApiKeyRevoked = "api_key.revoked" { key: ApiKeyId, label: String, ip: String, user_agent: String }

    /// An envelope was made from an upload.
    EnvelopeCreated = "envelope.created" {
        envelope: EnvelopeId, account: AccountId, name: String, email: String, title: String, locale: String,
        ip: String, user_agent: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] ip_source: Option<String>,
    }
    /// The upload as received.
    DocumentReceived = "document.received" { filename: String, document_sha256: String, bytes: i64 }
    /// The upload was already signed: it is attached to the document that signers see, byte for byte, behind copies
    /// of its pages. Without `permits_stamps`, nothing may be placed on the copies.
    DocumentEnclosed = "document.enclosed" {
        filename: String, document_sha256: String, bytes: i64, copied_pages: i64, permits_stamps: bool,
    }
    /// The document that signers see, rebuilt from the upload by allow-list.
    DocumentNormalised = "document.normalised" {
        received_sha256: String, document_sha256: String, bytes: i64, pages: Vec<PageSize>,
        removed: Vec<Removal>, warnings: Vec<String>, detected: Vec<Detected>,
    }
    /// The draft was changed.
    EnvelopeRevised = "envelope.revised" {
        title: String, message: String, locale: String, expires_in_days: i64,
        recipients: Vec<RoutedRecipient>, fields: Vec<Field>,
    }
    /// The draft gave a recipient a name and mailbox.
    RecipientNamed = "recipient.named" { recipient: RecipientId, name: String, email: String }
    /// The envelope was sent: from now on nobody can change it.
    EnvelopeSent = "envelope.sent" {
        title: String, message: String, locale: String, expires_at_ms: i64, document_sha256: String,
        recipients: Vec<RoutedRecipient>, fields: Vec<Field>, ip: String, user_agent: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] ip_source: Option<String>,
    }
    /// It became a recipient's turn. The facts about links say whether a link reached them.
    RecipientInvited = "recipient.invited" { recipient: RecipientId, name: String, email: String, step: i64 }
    /// Another mail with a link was asked for.
    RecipientReminded = "recipient.reminded" { recipient: RecipientId, asked_by: String }
    /// A recipient of a copy was told of the outcome.
    RecipientInformed = "recipient.informed" { recipient: RecipientId, name: String, email: String }
    /// A link was made. The fact does not say where it went, and holds only the hash of its secret.
    LinkIssued = "link.issued" {
        recipient: RecipientId, link_id: String, link_sha256: String, purpose: LinkPurpose,
        expires_at_ms: i64, email: String,
    }
    /// The mail server accepted the mail with a link. The server does not know what happened to the mail afterwards.
    LinkHandedOver = "link.handed_over" {
        recipient: RecipientId, link_id: String, email: String,
        /// The mail server's reply: one line, shortened.
        reply: String,
    }
    /// The mail server refused the mail with a link for good, or the retries ran out.
    LinkDeliveryFailed = "link.delivery_failed" {
        recipient: RecipientId, link_id: String, email: String, code: MailCode,
        /// The mail server's reply, or why there is none: one line, shortened.
        reply: String,
    }
    /// The mail server received the whole mail with a link and did not say whether it accepted it.
    LinkUnanswered = "link.unanswered" {
        recipient: RecipientId, link_id: String, email: String,
        /// The failure instead of a reply: one line, shortened.
        reply: String,
    }
    /// The sender saw a link that could still be opened.
    LinkShown = "link.shown" { recipient: RecipientId, link_id: String, ip: String, user_agent: String }
    /// The sender copied a link that could still be opened, to pass it on.
    LinkCopied = "link.copied" { recipient: RecipientId, link_id: String, ip: String, user_agent: String }
    /// A link's one exchange was used: a session began, bound to a browser's key.
    LinkExchanged = "link.exchanged" {
        recipient: RecipientId, link_id: String, link_sha256: String, sid_sha256: String,
        session_key: String, purpose: LinkPurpose, expires_at_ms: i64, ip: String, user_agent: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] ip_source: Option<String>,
    }
    /// A link or session died before its time.
    LinkRevoked = "link.revoked" { recipient: RecipientId, link_id: String, code: String }
    /// Somebody tried a dead, used or forged link. With a `count`, the fact covers that many further tries of the
    /// kind, from `first_ms` to `last_ms`: strangers can't make a trail longer by trying again.
    LinkRefused = "link.refused" {
        recipient: RecipientId, link_id: String, code: String, ip: String, user_agent: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] ip_source: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        count: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        first_ms: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last_ms: Option<i64>,
    }
    /// A recipient agreed to sign electronically.
    ConsentGiven = "consent.given" {
        recipient: RecipientId, consent_sha256: String, version: i64, locale: String, link_id: String,
        session_key: String, ip: String, user_agent: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] ip_source: Option<String>,
    }
    /// Pages of the document were shown to a recipient.
    DocumentViewed = "document.viewed" {
        recipient: RecipientId, document_sha256: String, pages_viewed: Vec<SeenPage>, link_id: String,
        ip: String, user_agent: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] ip_source: Option<String>,
    }
    /// A recipient's entries were saved, not yet committed to. Only streams of earlier versions contain this fact:
    /// see [`crate::envelope::progress`].
    ValuesSaved = "values.saved" { recipient: RecipientId, values: BTreeMap<FieldId, Value> }
    /// A recipient committed to their entries.
    ValuesCommitted = "values.committed" {
        recipient: RecipientId, values: BTreeMap<FieldId, Value>, values_sha256: String,
    }
    /// A recipient signed.
    SignatureApplied = "signature.applied" {
        recipient: RecipientId, name: String, email: String, document_sha256: String, values_sha256: String,
        signature_image_sha256: String, consent_sha256: String, locale: String, pages_viewed: Vec<SeenPage>,
        auth_methods: Vec<String>, session_key: String, link_id: String, link_sha256: String,
        ip: String, user_agent: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] ip_source: Option<String>,
    }
    /// An attempt to sign was refused. With a `count`, the fact covers that many further attempts: see
    /// [`LinkRefused`].
    SignatureRefused = "signature.refused" {
        recipient: RecipientId, code: String, link_id: String, ip: String, user_agent: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] ip_source: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        count: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        first_ms: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last_ms: Option<i64>,
    }
    /// A recipient refused to sign.
    RecipientDeclined = "recipient.declined" {
        recipient: RecipientId, reason: String, link_id: String, ip: String, user_agent: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] ip_source: Option<String>,
    }
    /// Everybody has signed.
    EnvelopeCompleted = "envelope.completed" { document_sha256: String, signers: i64 }
    /// The sender withdrew the envelope. An empty reason means that they deleted a draft.
    EnvelopeVoided = "envelope.voided" {
        reason: String, ip: String, user_agent: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] ip_source: Option<String>,
    }
    /// Nobody finished the envelope in time.
    EnvelopeExpired = "envelope.expired" { expires_at_ms: i64 }
    /// The sealed document exists.
    EnvelopeSealed = "envelope.sealed" { pdf_sha256: String, level: SealLevel, facts: i64, head: String }
    /// Validation data or a document timestamp was appended to the sealed document. Its first `prefix_bytes` bytes
    /// are the earlier file, whose digest is `prefix_sha256`: nothing sealed has changed.
    SealExtended = "seal.extended" {
        pdf_sha256: String, level: SealLevel, prefix_sha256: String, prefix_bytes: i64,
        /// The added parts, in order: `validation_data`, `document_timestamp`.
        added: Vec<String>,
        /// When the certificate of the newest document timestamp ends, Unix milliseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        timestamp_ends_ms: Option<i64>,
    }
}

/// A recipient's place in the routing, without personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoutedRecipient {
    /// Who.
    pub id: RecipientId,
    /// What they are asked to do.
    pub role: RecipientRole,
    /// In which step.
    pub step: i64,
}

impl From<&DraftRecipient> for RoutedRecipient {
    fn from(recipient: &DraftRecipient) -> Self {
        Self {
            id: recipient.id,
            role: recipient.role,
            step: recipient.step,
        }
    }
}

/// A fact that can't be read back from its opened values.
#[derive(Debug, thiserror::Error)]
#[error("the opened values do not make a fact of type {kind}")]
pub struct Unreadable {
    /// The type that was asked for.
    pub kind: String,
}

impl Fact {
    /// The values the fact commits to, by name.
    pub fn values(&self) -> serde_json::Map<String, serde_json::Value> {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::Object(mut object)) => match object.remove("f") {
                Some(serde_json::Value::Object(values)) => values,
                _ => serde_json::Map::new(),
            },
            _ => serde_json::Map::new(),
        }
    }

    /// The fact with this type name and these opened values.
    pub fn from_values(
        kind: &str,
        values: serde_json::Map<String, serde_json::Value>,
    ) -> Result<Self, Unreadable> {
        serde_json::from_value(serde_json::json!({ "type": kind, "f": values })).map_err(|_| {
            Unreadable {
                kind: kind.to_owned(),
            }
        })
    }

    /// The subject whose key covers the personal values of this fact in this stream.
    pub fn subject(&self, stream: StreamId) -> KeyScope {
        let recipient = match self {
            Self::RecipientNamed(f) => Some(f.recipient),
            Self::RecipientInvited(f) => Some(f.recipient),
            Self::RecipientReminded(f) => Some(f.recipient),
            Self::RecipientInformed(f) => Some(f.recipient),
            Self::LinkIssued(f) => Some(f.recipient),
            Self::LinkHandedOver(f) => Some(f.recipient),
            Self::LinkDeliveryFailed(f) => Some(f.recipient),
            Self::LinkUnanswered(f) => Some(f.recipient),
            Self::LinkExchanged(f) => Some(f.recipient),
            Self::LinkRevoked(f) => Some(f.recipient),
            Self::LinkRefused(f) => Some(f.recipient),
            Self::ConsentGiven(f) => Some(f.recipient),
            Self::DocumentViewed(f) => Some(f.recipient),
            Self::ValuesSaved(f) => Some(f.recipient),
            Self::ValuesCommitted(f) => Some(f.recipient),
            Self::SignatureApplied(f) => Some(f.recipient),
            Self::SignatureRefused(f) => Some(f.recipient),
            Self::RecipientDeclined(f) => Some(f.recipient),
            // The facts about links that the sender saw hold the sender's own address and browser.
            _ => None,
        };
        match (stream, recipient) {
            (StreamId::Envelope(envelope), Some(recipient)) => {
                KeyScope::Recipient(envelope, recipient)
            }
            _ => KeyScope::of_stream(stream),
        }
    }

    /// The key that covers the value of this name.
    pub fn scope_of(&self, name: &str, stream: StreamId) -> KeyScope {
        if PERSONAL.contains(&name) {
            self.subject(stream)
        } else {
            KeyScope::of_stream(stream)
        }
    }

    /// Every key the fact needs in this stream, each once.
    pub fn scopes(&self, stream: StreamId) -> Vec<KeyScope> {
        let mut scopes: Vec<KeyScope> = self
            .values()
            .keys()
            .map(|name| self.scope_of(name, stream))
            .collect();
        scopes.sort();
        scopes.dedup();
        scopes
    }
}
