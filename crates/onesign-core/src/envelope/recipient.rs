//! Recipients: who is asked, in which order, and the status of each.

use crate::envelope::value::Value;
use crate::ids::{FieldId, RecipientId};
use crate::mail_code::MailCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a recipient is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecipientRole {
    /// Signs.
    Signer,
    /// Gets the sealed document and is not asked to do anything.
    Copy,
}

/// How far a recipient has come. `Signed` and `Declined` never change again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecipientStatus {
    /// Not asked yet.
    Waiting,
    /// It is their turn, and they have not opened a link yet.
    Invited,
    /// Has exchanged a link.
    Opened,
    /// Has agreed to sign electronically.
    Consented,
    /// Has signed.
    Signed,
    /// Has refused.
    Declined,
    /// Was told of the outcome (recipients of a copy).
    Informed,
}

impl RecipientStatus {
    /// The stable name of the status.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Invited => "invited",
            Self::Opened => "opened",
            Self::Consented => "consented",
            Self::Signed => "signed",
            Self::Declined => "declined",
            Self::Informed => "informed",
        }
    }
}

/// What a link can be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// To read and sign.
    Sign,
    /// To fetch the outcome.
    Copy,
}

/// The newest link of a recipient. Older links are dead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Look-up name; it gives no access.
    pub selector: String,
    /// SHA-256 of the secret, lower-case hex. The secret itself is never stored.
    pub secret_sha256: String,
    /// Its purpose.
    pub purpose: LinkPurpose,
    /// Unix milliseconds.
    pub expires_at_ms: i64,
    /// Whether its one exchange has been used.
    pub exchanged: bool,
    /// When the mail server accepted the mail with it, Unix milliseconds.
    #[serde(default)]
    pub handed_over_at_ms: Option<i64>,
    /// Why the mail with it will not arrive.
    #[serde(default)]
    pub failure: Option<DeliveryFailure>,
    /// When the sender first saw it, Unix milliseconds.
    #[serde(default)]
    pub shown_at_ms: Option<i64>,
    /// When the sender last copied it to pass it on, Unix milliseconds.
    #[serde(default)]
    pub copied_at_ms: Option<i64>,
}

impl Link {
    /// Whether the sender could have opened it.
    pub fn known_to_sender(&self) -> bool {
        self.shown_at_ms.is_some() || self.copied_at_ms.is_some()
    }

    /// Whether it has left the server, by mail or through the sender.
    pub fn given_away(&self) -> bool {
        self.handed_over_at_ms.is_some() || self.known_to_sender()
    }

    /// Who may have opened it, as far as the server knows.
    pub fn channel(&self) -> LinkChannel {
        match (self.known_to_sender(), self.handed_over_at_ms) {
            (true, _) => LinkChannel::Sender,
            (false, Some(_)) => LinkChannel::Mail,
            (false, None) => LinkChannel::Unknown,
        }
    }
}

/// A mail with a link that will not arrive, or may not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryFailure {
    /// Why.
    pub code: MailCode,
    /// The mail server's reply, or why there is none.
    pub reply: String,
    /// When the server gave up, Unix milliseconds.
    pub at_ms: i64,
}

impl DeliveryFailure {
    /// Whether the mail may have arrived.
    pub fn may_have_arrived(&self) -> bool {
        self.code == MailCode::MailUnanswered
    }
}

/// How a link was delivered, which decides what opening it proves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkChannel {
    /// Not recorded, or uncertain: the mail server may have accepted the mail without saying so.
    #[default]
    Unknown,
    /// Only the mail server got it, for the recorded mailbox.
    Mail,
    /// The sender had it, so opening it proves nothing about the mailbox.
    Sender,
}

impl LinkChannel {
    /// The name of this channel in a signature's list of authentication methods.
    pub fn auth_method(self) -> &'static str {
        match self {
            Self::Unknown => "link",
            Self::Mail => "link_mailed",
            Self::Sender => "link_from_sender",
        }
    }
}

/// The one signing session of a recipient, bound to a browser's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningSession {
    /// SHA-256 of the session identifier, base64url.
    pub sid_sha256: String,
    /// SubjectPublicKeyInfo of the browser's P-256 key, base64url.
    pub key: String,
    /// The link it came from.
    pub link: String,
    /// SHA-256 of that link's secret, lower-case hex.
    pub link_sha256: String,
    /// The purpose of that link.
    pub purpose: LinkPurpose,
    /// How that link was delivered.
    #[serde(default)]
    pub channel: LinkChannel,
    /// Unix milliseconds.
    pub expires_at_ms: i64,
}

/// Agreement to sign electronically.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// SHA-256 of the disclosure text, lower-case hex.
    pub sha256: String,
    /// Version of the disclosure.
    pub version: i64,
    /// Language it was read in.
    pub locale: String,
    /// Unix milliseconds.
    pub at_ms: i64,
    /// The link in whose session it was given.
    #[serde(default)]
    pub link: String,
    /// The browser key that gave it, as in [`SigningSession::key`].
    #[serde(default)]
    pub key: String,
}

impl Consent {
    /// Whether it was given in this session, by this session's key. Only then does it count.
    pub fn is_of(&self, session: &SigningSession) -> bool {
        self.link == session.link && self.key == session.key
    }
}

/// Most kinds of refusal that a recipient's stream records. Further kinds are only counted.
pub const MAX_REFUSED: usize = 8;

/// A kind of refusal that has its fact. Further refusals of the kind are only counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The link that was used.
    pub link: String,
    /// Why it was refused.
    pub code: String,
}

/// A page as the recipient saw it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeenPage {
    /// Zero-based page.
    pub page: i64,
    /// SHA-256 of the raster that was shown, lower-case hex.
    pub sha256: String,
}

/// One recipient of an envelope.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recipient {
    /// Its identifier.
    pub id: RecipientId,
    /// The person's name.
    pub name: String,
    /// The mailbox links go to.
    pub email: String,
    /// What they are asked to do.
    pub role: RecipientRole,
    /// Recipients of the same step are asked at the same time; a step starts when the previous one is
    /// complete.
    pub step: i64,
    /// Their status.
    pub status: RecipientStatus,
    /// Their newest link.
    pub link: Option<Link>,
    /// An unopened link from before a newer one was requested by look-up name. Such a request proves
    /// nothing, so either link can be opened; opening one ends the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier_link: Option<Link>,
    /// When they asked for another link that they have not got yet, Unix milliseconds.
    #[serde(default)]
    pub asked_at_ms: Option<i64>,
    /// Their session.
    pub session: Option<SigningSession>,
    /// Their consent in this session.
    pub consent: Option<Consent>,
    /// Pages they were shown in this session, according to the facts.
    pub seen: Vec<SeenPage>,
    /// The values they have committed to. Streams of earlier versions also contain values that were only
    /// saved.
    pub values: BTreeMap<FieldId, Value>,
    /// Unix milliseconds.
    pub signed_at_ms: Option<i64>,
    /// Why they declined.
    pub reason: Option<String>,
    /// Refusals that have their facts.
    #[serde(default)]
    pub refused: Vec<Refused>,
    /// How many links were mailed on the request of a holder of an old one.
    #[serde(default)]
    pub renewals: i64,
    /// When the last of them was requested, Unix milliseconds.
    #[serde(default)]
    pub renewed_at_ms: Option<i64>,
}

impl Recipient {
    /// The newest or the earlier link with this look-up name.
    pub fn link_named(&self, selector: &str) -> Option<&Link> {
        let mut links = self.link.iter().chain(&self.earlier_link);
        links.find(|link| link.selector == selector)
    }

    /// Whether this recipient has to sign.
    pub fn signs(&self) -> bool {
        self.role == RecipientRole::Signer
    }

    /// Whether it is this recipient's turn: asked, and neither signed nor declined.
    pub fn is_acting(&self) -> bool {
        matches!(
            self.status,
            RecipientStatus::Invited | RecipientStatus::Opened | RecipientStatus::Consented
        )
    }
}
