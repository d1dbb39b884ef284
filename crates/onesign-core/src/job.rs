//! Work that follows from a decision or a schedule. The transaction of the decision queues the job; workers do it at
//! least once, and it ends in its own command.

use crate::envelope::recipient::LinkPurpose;
use crate::ids::{AccountId, EnvelopeId, RecipientId};
use crate::time::Moment;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use strum::{EnumDiscriminants, IntoStaticStr};

/// One piece of work. It never holds a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, EnumDiscriminants)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[strum_discriminants(
    name(JobKind),
    derive(IntoStaticStr),
    strum(serialize_all = "snake_case"),
    doc = "Which job it is, without what it is about."
)]
pub enum Job {
    /// Seal an envelope that everybody has signed.
    Seal {
        /// The envelope.
        envelope: EnvelopeId,
    },
    /// Add the parts to a seal that its intended level lacks.
    UpgradeSeal {
        /// The envelope.
        envelope: EnvelopeId,
    },
    /// Put the documents of a deleted draft into quarantine.
    DeleteDraft {
        /// The draft.
        envelope: EnvelopeId,
    },
    /// Mail a link to a recipient.
    MailLink {
        /// The envelope.
        envelope: EnvelopeId,
        /// The recipient.
        recipient: RecipientId,
        /// Why.
        about: LinkMail,
        /// When it was requested, Unix milliseconds. Jobs of versions that did not record it count as the latest.
        #[serde(default = "last")]
        asked_at_ms: i64,
    },
    /// Tell a recipient by mail that the envelope ended without a seal.
    MailNotice {
        /// The envelope.
        envelope: EnvelopeId,
        /// The recipient.
        recipient: RecipientId,
        /// How it ended.
        about: Notice,
    },
    /// Mail news to the sender.
    TellSender {
        /// The envelope.
        envelope: EnvelopeId,
        /// The recipient whom the news is about, if any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recipient: Option<RecipientId>,
        /// The news.
        about: News,
    },
    /// Mail a link to choose a new password.
    MailPasswordReset {
        /// The account.
        account: AccountId,
        /// The language of the mail.
        locale: String,
    },
    /// End the envelopes whose deadline has passed. Scheduled.
    Expire,
    /// Remove orphaned blobs and find seals that are owed. Scheduled.
    Sweep,
    /// Extend the seals whose timestamps or algorithms end soon. Scheduled.
    ExtendSeals,
}

/// Why a recipient gets a mail with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkMail {
    /// It is their turn now.
    Invitation,
    /// The sender reminds them.
    Reminder,
    /// Somebody asked for a new link to sign with.
    Renewal,
    /// The document is sealed.
    Copy,
    /// Somebody asked for a new link to the sealed document.
    CopyRenewal,
}

impl LinkMail {
    /// What the link is for.
    pub fn purpose(self) -> LinkPurpose {
        match self {
            Self::Invitation | Self::Reminder | Self::Renewal => LinkPurpose::Sign,
            Self::Copy | Self::CopyRenewal => LinkPurpose::Copy,
        }
    }

    /// Whether anyone who knows the address of a link may have requested it.
    pub fn is_by_anybody(self) -> bool {
        matches!(self, Self::Renewal | Self::CopyRenewal)
    }
}

/// How an envelope ended without a seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Notice {
    /// A recipient declined.
    Declined,
    /// The sender withdrew it.
    Voided,
    /// Its deadline passed.
    Expired,
}

/// The news that a sender gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum News {
    /// The document is sealed.
    Sealed,
    /// A recipient declined.
    Declined,
    /// The deadline passed.
    Expired,
    /// No mail reaches a recipient.
    Undelivered,
    /// The mail server does not say whether a mail was delivered.
    Unanswered,
}

/// A job of an unknown kind, or with a payload that does not fit its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this version does not know such a job")]
pub struct UnknownJob;

/// A job without a recorded request time counts as the latest, so no later mail settles it.
fn last() -> i64 {
    i64::MAX
}

impl JobKind {
    /// The stable word that the queue keeps.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl Job {
    /// The kinds that never die, however often they fail.
    pub const OWED: [JobKind; 1] = [JobKind::Seal];
    /// The kinds that send mail.
    pub const MAILS: [JobKind; 4] = [
        JobKind::MailLink,
        JobKind::MailNotice,
        JobKind::TellSender,
        JobKind::MailPasswordReset,
    ];

    pub(crate) fn mail_link(
        envelope: EnvelopeId,
        recipient: RecipientId,
        about: LinkMail,
        at: &Moment,
    ) -> Self {
        Self::MailLink {
            envelope,
            recipient,
            about,
            asked_at_ms: at.at_ms,
        }
    }

    /// News for the sender that is about no recipient.
    pub(crate) fn tell_sender(envelope: EnvelopeId, about: News) -> Self {
        Self::TellSender {
            envelope,
            recipient: None,
            about,
        }
    }

    /// Which job it is.
    pub fn kind(&self) -> JobKind {
        self.into()
    }

    /// While a job with this key is queued, no second one is queued. `None` for scheduled jobs: their tick is the
    /// key.
    pub fn key(&self) -> Option<String> {
        let kind = self.kind().word();
        match self {
            Self::Seal { envelope }
            | Self::UpgradeSeal { envelope }
            | Self::DeleteDraft { envelope } => Some(format!("{kind}/{envelope}")),
            // While a job waits for the mail server, another request makes it due instead of adding a second mail.
            Self::MailLink {
                envelope,
                recipient,
                about,
                ..
            } => {
                let purpose = match about.purpose() {
                    LinkPurpose::Sign => "sign",
                    LinkPurpose::Copy => "copy",
                };
                Some(format!("{kind}/{envelope}/{recipient}/{purpose}"))
            }
            // One job for each recipient: a bad mailbox does not hold up the others.
            Self::MailNotice {
                envelope,
                recipient,
                about,
            } => {
                let about: &str = about.into();
                Some(format!("{kind}/{envelope}/{recipient}/{about}"))
            }
            Self::TellSender {
                envelope,
                recipient,
                about,
            } => {
                let about: &str = about.into();
                Some(match recipient {
                    Some(recipient) => format!("{kind}/{envelope}/{recipient}/{about}"),
                    None => format!("{kind}/{envelope}/{about}"),
                })
            }
            Self::MailPasswordReset { account, .. } => Some(format!("{kind}/{account}")),
            Self::Expire | Self::Sweep | Self::ExtendSeals => None,
        }
    }

    /// The envelope of the job.
    pub fn envelope(&self) -> Option<EnvelopeId> {
        match self {
            Self::Seal { envelope }
            | Self::UpgradeSeal { envelope }
            | Self::DeleteDraft { envelope }
            | Self::MailLink { envelope, .. }
            | Self::MailNotice { envelope, .. }
            | Self::TellSender { envelope, .. } => Some(*envelope),
            Self::MailPasswordReset { .. } | Self::Expire | Self::Sweep | Self::ExtendSeals => None,
        }
    }

    /// Whether it is owed: see [`Job::OWED`].
    pub fn is_owed(&self) -> bool {
        Self::OWED.contains(&self.kind())
    }

    /// The JSON object that the queue keeps with the word of its kind.
    pub fn payload(&self) -> Value {
        let mut whole = serde_json::to_value(self).unwrap_or_default();
        if let Some(members) = whole.as_object_mut() {
            members.remove(TAG);
        }
        whole
    }

    /// The job that the queue kept with this word and this payload.
    ///
    /// # Errors
    /// [`UnknownJob`].
    pub fn kept(kind: &str, payload: &Value) -> Result<Self, UnknownJob> {
        let mut whole = payload.clone();
        let members = whole.as_object_mut().ok_or(UnknownJob)?;
        members.insert(TAG.into(), kind.into());
        serde_json::from_value(whole).map_err(|_| UnknownJob)
    }
}

const TAG: &str = "kind";

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use uuid::Uuid;

    #[test]
    fn jobs_are_stored_as_in_earlier_versions() {
        let (envelope, recipient) = (EnvelopeId(Uuid::nil()), RecipientId(Uuid::max()));
        for (job, kind, key, payload) in [
            (
                Job::Seal { envelope },
                "seal",
                Some(format!("seal/{envelope}")),
                json!({ "envelope": envelope }),
            ),
            (
                Job::MailLink {
                    envelope,
                    recipient,
                    about: LinkMail::CopyRenewal,
                    asked_at_ms: 7,
                },
                "mail_link",
                Some(format!("mail_link/{envelope}/{recipient}/copy")),
                json!({ "envelope": envelope, "recipient": recipient, "about": "copy_renewal", "asked_at_ms": 7 }),
            ),
            (
                Job::TellSender {
                    envelope,
                    recipient: None,
                    about: News::Sealed,
                },
                "tell_sender",
                Some(format!("tell_sender/{envelope}/sealed")),
                json!({ "envelope": envelope, "about": "sealed" }),
            ),
            (Job::ExtendSeals, "extend_seals", None, json!({})),
        ] {
            assert_eq!(job.kind().word(), kind);
            assert_eq!(job.key(), key);
            assert_eq!(job.payload(), payload);
            assert_eq!(Job::kept(kind, &payload), Ok(job));
        }
    }

    #[test]
    fn an_unknown_job_is_not_taken_for_another() {
        let envelope = EnvelopeId(Uuid::nil());
        for (kind, payload) in [
            ("unseal", json!({ "envelope": envelope })),
            ("seal", json!({})),
            ("seal", json!("envelope")),
            (
                "tell_sender",
                json!({ "envelope": envelope, "about": "gone" }),
            ),
        ] {
            assert_eq!(
                Job::kept(kind, &payload),
                Err(UnknownJob),
                "{kind} {payload}"
            );
        }
        // The queue keeps scheduled jobs with their tick.
        assert_eq!(Job::kept("sweep", &json!({ "tick": "7" })), Ok(Job::Sweep));
        // Earlier versions did not record when a mail was requested.
        let old = json!({ "envelope": envelope, "recipient": envelope, "about": "reminder" });
        assert!(matches!(
            Job::kept("mail_link", &old),
            Ok(Job::MailLink {
                asked_at_ms: i64::MAX,
                ..
            })
        ));
    }
}
