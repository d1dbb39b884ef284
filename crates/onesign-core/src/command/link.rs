//! Commands that make, mail, show, exchange and renew links.

use crate::envelope::recipient::LinkPurpose;
use crate::ids::{EnvelopeId, RecipientId};
use crate::mail_code::MailCode;

/// A link that is about to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreshLink {
    /// SHA-256 of its secret, lower-case hex.
    pub secret_sha256: String,
    /// Its purpose.
    pub purpose: LinkPurpose,
    /// Look-up name of the recipient's newest link when the caller last looked. If there is a newer one, the caller
    /// must look again: otherwise it would kill a link that someone has just received.
    pub replaces: Option<String>,
}

/// A job is about to mail a link.
#[derive(Clone, Debug, PartialEq)]
pub struct IssueLink {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Who gets it.
    pub recipient: RecipientId,
    /// Look-up name of the new link.
    pub selector: String,
    /// SHA-256 of its secret, lower-case hex.
    pub secret_sha256: String,
    /// Its purpose.
    pub purpose: LinkPurpose,
    /// As in [`FreshLink::replaces`].
    pub replaces: Option<String>,
    /// Whether an earlier, unopened link stays valid. It does when the person who asked for the new one may not be the
    /// recipient.
    pub keeps: bool,
}

/// The mail server has accepted the mail with a link.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordHandOver {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Who gets it.
    pub recipient: RecipientId,
    /// Look-up name of the link.
    pub selector: String,
    /// The mail server's reply.
    pub reply: String,
}

/// The mail server refused the mail with a link for good, or the retries ran out.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordDeliveryFailure {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Who gets it.
    pub recipient: RecipientId,
    /// Look-up name of the link.
    pub selector: String,
    /// Why.
    pub code: MailCode,
    /// The mail server's reply, or why there is none.
    pub reply: String,
}

/// The mail server received the mail with a link but did not say whether it accepted it.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordUnanswered {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Who gets it.
    pub recipient: RecipientId,
    /// Look-up name of the link.
    pub selector: String,
    /// The failure instead of a reply.
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
    /// The parts of a new link, needed when nobody knows the secret of the previous one.
    pub fresh: Option<FreshLink>,
}

/// Turns a link into a session, on a person's click.
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

/// The holder of a dead link asks for a new one, to be sent to the recorded mailbox.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestLink {
    /// Which envelope.
    pub envelope: EnvelopeId,
    /// Whose.
    pub recipient: RecipientId,
}
