//! What the API says of a link.

use crate::config::MailWay;
use onesign_core::decide::link::LinkState;
use onesign_core::decide::session::is_over;
use onesign_core::envelope::recipient::{LinkPurpose, Recipient};
use onesign_core::envelope::{Envelope, EnvelopeStatus};
use serde::Serialize;
use utoipa::ToSchema;

/// What can be done with a link: `ready` to be opened, `used`, `dead` (a newer one exists or can be had) or `closed`
/// (nothing more to do).
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LinkCondition {
    Ready,
    Used,
    Dead,
    Closed,
}

impl From<LinkState> for LinkCondition {
    fn from(state: LinkState) -> Self {
        match state {
            LinkState::Ready(_) => Self::Ready,
            LinkState::Used => Self::Used,
            LinkState::Dead => Self::Dead,
            LinkState::Closed => Self::Closed,
        }
    }
}

/// How an envelope ended without a seal.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LinkEnding {
    Expired,
    Voided,
    Declined,
}

impl LinkEnding {
    /// That its time is over says the clock; more is for the browser that opened the link.
    fn of(envelope: &Envelope, now_ms: i64, is_own: bool) -> Option<Self> {
        match envelope.status {
            _ if !is_over(envelope, now_ms) => None,
            EnvelopeStatus::Voided if is_own => Some(Self::Voided),
            EnvelopeStatus::Declined if is_own => Some(Self::Declined),
            EnvelopeStatus::Voided | EnvelopeStatus::Declined => None,
            _ => Some(Self::Expired),
        }
    }
}

/// The state of a link.
#[derive(Serialize, ToSchema)]
pub(crate) struct LinkView {
    state: LinkCondition,
    /// For links that are ready.
    purpose: Option<LinkPurpose>,
    /// Whether a new link can be asked for.
    renewable: bool,
    /// `smtp`: a new link goes to the recorded mailbox. `outbox`: there is no mail server; the sender is told that a
    /// new link was asked for, and passes it on.
    mail: MailWay,
    /// How it ended, for links that are closed: `expired`, and for the browser that opened the link also `voided` or
    /// `declined`.
    ending: Option<LinkEnding>,
    instance_name: String,
}

/// The browser that asks about a link, and the instance that answers.
pub(crate) struct Asking {
    /// Whether this browser has opened the link.
    pub(crate) is_own: bool,
    pub(crate) mail: MailWay,
    pub(crate) instance_name: String,
    pub(crate) now_ms: i64,
}

impl LinkView {
    /// The view of the recipient's link with this look-up name.
    pub(crate) fn new(envelope: &Envelope, of: &Recipient, selector: &str, by: Asking) -> Self {
        let state = LinkState::at(envelope, of, selector, by.now_ms);
        Self {
            state: state.into(),
            purpose: match state {
                LinkState::Ready(purpose) => Some(purpose),
                LinkState::Used | LinkState::Dead | LinkState::Closed => None,
            },
            renewable: state != LinkState::Closed,
            mail: by.mail,
            ending: LinkEnding::of(envelope, by.now_ms, by.is_own),
            instance_name: by.instance_name,
        }
    }
}
