//! Tells a recipient that an envelope ended without a seal.

use super::mailing::notify;
use super::{Ended, Failed, Payload};
use crate::app::App;
use crate::delivery::Errand;
use crate::mail::About;
use onesign_store::queue::Lease;

/// Mails the notice.
pub(super) async fn run(app: &App, lease: &Lease) -> Result<Ended, Failed> {
    let payload = Payload::of(lease)?;
    let envelope = payload.envelope(app).await?;
    let recipient = payload.recipient(&envelope)?;
    let about = match payload.about.as_str() {
        "declined" => About::Declined,
        "voided" => About::Voided,
        _ => About::Expired,
    };
    let errand = Errand {
        id: lease.id,
        envelope: &envelope,
        recipient: Some(recipient),
        concerns: None,
        about,
        link: None,
    };
    notify(app, &errand).await
}
