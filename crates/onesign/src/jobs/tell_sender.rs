//! Tells the sender how an envelope ended, or whom no mail reaches.

use super::mailing::notify;
use super::{Ended, Failed, Jobs};
use crate::mail::About;
use crate::mail::delivery::Errand;
use onesign_core::ids::{EnvelopeId, RecipientId};
use onesign_core::job::News;
use uuid::Uuid;

/// Mails the news with the address of the envelope's page.
pub(super) async fn run(
    jobs: &Jobs,
    job: Uuid,
    (envelope, concerns): (EnvelopeId, Option<RecipientId>),
    about: News,
) -> Result<Ended, Failed> {
    let envelope = super::envelope(&jobs.store, envelope).await?;
    let about = match about {
        News::Sealed => About::SenderSealed,
        News::Declined => About::SenderDeclined,
        News::Expired => About::SenderExpired,
        News::Undelivered => About::SenderUndelivered,
        News::Unanswered => About::SenderUnanswered,
    };
    let link = jobs.links.page_of(envelope.id);
    let errand = Errand {
        id: job,
        envelope: &envelope,
        recipient: None,
        concerns: concerns.and_then(|id| envelope.recipient(id)),
        about,
        link: Some(&link),
    };
    notify(jobs, &errand).await
}
