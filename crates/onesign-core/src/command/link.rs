//! Commands on links: made, mailed, shown, exchanged and asked for again.

use crate::envelope::recipient::LinkPurpose;
use crate::ids::{EnvelopeId, RecipientId};
use crate::mail_code::MailCode;

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
    /// Why.
    pub code: MailCode,
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
