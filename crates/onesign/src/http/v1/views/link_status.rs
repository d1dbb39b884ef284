//! Where a recipient's newest link is, for the sender: what the mail with it waits for, whether it left, who had it.

use crate::http::time;
use onesign_core::decide::link::purpose_now;
use onesign_core::envelope::Envelope;
use onesign_core::envelope::recipient::{Link, Recipient, RecipientStatus};
use onesign_core::mail_code::MailCode;
use onesign_store::link_secrets::Waits;
use serde::Serialize;
use utoipa::ToSchema;

/// How far a recipient's newest link has come. `not_sent`: no link has left yet. `waiting`: its mail waits for the mail server.
/// `failed`: its mail will not arrive. `unanswered`: the mail server was given its mail and did not say whether it
/// accepted it. `handed_over`: the mail server accepted its mail. `with_sender`: the sender took it or was shown it.
/// `opened`: it has been opened. `unknown`: it is from a time when this was not recorded.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LinkDelivery {
    NotSent,
    Waiting,
    Failed,
    Unanswered,
    HandedOver,
    WithSender,
    Opened,
    Unknown,
}

/// The state of a recipient's newest link.
#[derive(Serialize, ToSchema)]
pub(crate) struct LinkStatus {
    state: LinkDelivery,
    /// When this state began, RFC 3339.
    since: Option<String>,
    /// Why its mail waits or will not arrive.
    code: Option<MailCode>,
    /// What the mail server answered, or why it could not be asked.
    reply: Option<String>,
    /// When the mail is tried again.
    next_try_at: Option<String>,
    /// When the sender last took the link to pass it on.
    copied_at: Option<String>,
    /// When the sender was first shown the link.
    shown_at: Option<String>,
    /// When the recipient asked for another link, if none has been sent since.
    asked_at: Option<String>,
    /// Whether the mail server may have its mail without having said so.
    #[serde(skip)]
    may_be_out: bool,
    /// Whether a link can be copied for this person now.
    can_copy: bool,
    /// Whether copying makes a new link, so that the one sent before can no longer be opened.
    copy_replaces: bool,
}

impl LinkStatus {
    /// The status of a recipient's link; `None` before it is their turn.
    pub(crate) fn of(recipient: &Recipient, envelope: &Envelope, waits: &Waits) -> Option<Self> {
        let due = purpose_now(envelope, recipient, waits.as_of_ms);
        let newest = recipient.link.as_ref();
        let link = newest.filter(|link| due.is_none_or(|due| due == link.purpose));
        if due.is_none() && link.is_none() {
            return None;
        }
        let kept = link.is_some_and(|link| waits.keeps(&link.selector));
        let mut status = Self {
            state: LinkDelivery::NotSent,
            since: None,
            code: None,
            reply: None,
            next_try_at: None,
            copied_at: link.and_then(|l| l.copied_at_ms).map(time),
            shown_at: link.and_then(|l| l.shown_at_ms).map(time),
            asked_at: recipient.asked_at_ms.map(time),
            may_be_out: false,
            can_copy: due.is_some(),
            copy_replaces: link.is_some_and(|l| !l.exchanged) && !kept,
        };
        if let Some(link) = link {
            status.tell(link, kept, waits);
        }
        Some(status)
    }

    fn tell(&mut self, link: &Link, kept: bool, waits: &Waits) {
        let wait = waits.reason(&link.selector);
        self.may_be_out = wait.is_some_and(|wait| wait.unanswered > 0);
        let known = link.copied_at_ms.or(link.shown_at_ms);
        if link.exchanged {
            self.state = LinkDelivery::Opened;
        } else if let Some(at) = link.handed_over_at_ms {
            (self.state, self.since) = (LinkDelivery::HandedOver, Some(time(at)));
        } else if let Some(wait) = wait {
            (self.state, self.since) = (LinkDelivery::Waiting, Some(time(wait.since_ms)));
            self.code = Some(wait.code);
            self.reply = Some(wait.reply.clone());
            self.next_try_at = Some(time(wait.next_ms));
        } else if let Some(failure) = &link.failure {
            self.state = match failure.may_have_arrived() {
                true => LinkDelivery::Unanswered,
                false => LinkDelivery::Failed,
            };
            self.since = Some(time(failure.at_ms));
            self.code = Some(failure.code);
            self.reply = Some(failure.reply.clone());
        } else if let Some(at) = known {
            (self.state, self.since) = (LinkDelivery::WithSender, Some(time(at)));
        } else if !kept {
            self.state = LinkDelivery::Unknown;
        }
    }

    /// Whether the recipient can't have a link yet.
    fn nobody_has_it(&self) -> bool {
        use LinkDelivery as D;
        matches!(self.state, D::NotSent | D::Waiting | D::Failed)
            && !self.may_be_out
            && self.copied_at.is_none()
            && self.shown_at.is_none()
    }
}

/// How far a recipient has come, as the sender sees it. `not_sent`: it is their turn, but no link has left for them yet.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RecipientProgress {
    Waiting,
    NotSent,
    Invited,
    Opened,
    Consented,
    Signed,
    Declined,
    Informed,
}

impl RecipientProgress {
    /// How far this recipient has come: nobody is invited by a mail that has not left.
    pub(crate) fn of(recipient: &Recipient, link: Option<&LinkStatus>) -> Self {
        match recipient.status {
            RecipientStatus::Waiting => Self::Waiting,
            RecipientStatus::Invited if link.is_some_and(LinkStatus::nobody_has_it) => {
                Self::NotSent
            }
            RecipientStatus::Invited => Self::Invited,
            RecipientStatus::Opened => Self::Opened,
            RecipientStatus::Consented => Self::Consented,
            RecipientStatus::Signed => Self::Signed,
            RecipientStatus::Declined => Self::Declined,
            RecipientStatus::Informed => Self::Informed,
        }
    }
}
