//! Tells the sender how an envelope ended, or whom no mail reaches.

use super::mailing::notify;
use super::{Ended, Failed, Payload};
use crate::app::App;
use crate::delivery::Errand;
use crate::mail::About;
use onesign_store::queue::Lease;

/// Mails the news with the address of the envelope's page.
pub(super) async fn run(app: &App, lease: &Lease) -> Result<Ended, Failed> {
    let payload = Payload::of(lease)?;
    let envelope = payload.envelope(app).await?;
    let about = match payload.about.as_str() {
        "sealed" => About::SenderSealed,
        "declined" => About::SenderDeclined,
        "undelivered" => About::SenderUndelivered,
        "unanswered" => About::SenderUnanswered,
        _ => About::SenderExpired,
    };
    let link = format!("{}/envelopes/{}", app.config.origin(), envelope.id);
    let errand = Errand {
        id: lease.id,
        envelope: &envelope,
        recipient: None,
        concerns: payload.recipient.and_then(|id| envelope.recipient(id)),
        about,
        link: Some(&link),
    };
    notify(app, &errand).await
}
