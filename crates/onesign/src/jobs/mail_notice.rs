//! Tells a recipient that an envelope ended without a seal.

use super::mailing::notify;
use super::{Ended, Failed, Jobs};
use crate::mail::About;
use crate::mail::delivery::Errand;
use onesign_core::ids::{EnvelopeId, RecipientId};
use onesign_core::job::Notice;
use uuid::Uuid;

/// Mails the notice.
pub(super) async fn run(
    jobs: &Jobs,
    job: Uuid,
    (envelope, recipient): (EnvelopeId, RecipientId),
    about: Notice,
) -> Result<Ended, Failed> {
    let envelope = super::envelope(&jobs.store, envelope).await?;
    let recipient = super::recipient(&envelope, recipient)?;
    let about = match about {
        Notice::Declined => About::Declined,
        Notice::Voided => About::Voided,
        Notice::Expired => About::Expired,
    };
    let errand = Errand {
        id: job,
        envelope: &envelope,
        recipient: Some(recipient),
        concerns: None,
        about,
        link: None,
    };
    notify(jobs, &errand).await
}
