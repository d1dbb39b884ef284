//! Tells a recipient that an envelope ended without a seal.

use super::{Failed, Payload};
use crate::app::App;
use crate::mail::About;
use onesign_store::queue::Lease;

/// Mails the notice.
pub(super) async fn run(app: &App, lease: &Lease) -> Result<(), Failed> {
    let payload = Payload::of(lease)?;
    let envelope = payload.envelope(app).await?;
    let recipient = payload.recipient(&envelope)?;
    let about = match payload.about.as_str() {
        "declined" => About::Declined,
        "voided" => About::Voided,
        _ => About::Expired,
    };
    app.deliver(&envelope, Some(recipient), about, None).await?;
    Ok(())
}
