//! Mails a link. The secret exists only in this job's memory and in the mail: what is stored is its hash.

use super::{Failed, Payload, system};
use crate::app::App;
use crate::clock::{moment, now_ms, random};
use crate::mail::About;
use onesign_core::Command;
use onesign_core::audit::{base64url, hex, sha256};
use onesign_core::decide::link::purpose_now;
use onesign_core::envelope::recipient::{LinkPurpose, RecipientRole};
use onesign_store::queue::Lease;

/// Issues a fresh link and mails it, if one is still due. Run twice, the second mail's link is the live one.
pub(super) async fn run(app: &App, lease: &Lease) -> Result<(), Failed> {
    let payload = Payload::of(lease)?;
    let envelope = payload.envelope(app).await?;
    let recipient = payload.recipient(&envelope)?;
    let Some(purpose) = purpose_now(&envelope, recipient, now_ms()) else {
        return Ok(());
    };
    let about = match (purpose, payload.about.as_str()) {
        (LinkPurpose::Copy, _) => About::Copy,
        (LinkPurpose::Sign, "invitation") => About::Invitation,
        (LinkPurpose::Sign, _) => About::Reminder,
    };
    let (selector, secret) = (base64url(&random::<12>()), random::<32>());
    let command = Command::IssueLink {
        envelope: envelope.id,
        recipient: recipient.id,
        selector: selector.clone(),
        secret_sha256: hex(&sha256(&[&secret])),
        purpose,
    };
    match app
        .store
        .execute(command, &system("mail_link"), &moment())
        .await
    {
        Err(error) if error.refusal().is_some_and(|r| r.code == "not_their_turn") => return Ok(()),
        other => other?,
    };
    let link = format!(
        "{}/s/{selector}#{}",
        app.config.origin(),
        base64url(&secret)
    );
    app.deliver(&envelope, Some(recipient), about, Some(link))
        .await?;
    if purpose == LinkPurpose::Copy && recipient.role == RecipientRole::Copy {
        let command = Command::RecordInformed {
            envelope: envelope.id,
            recipient: recipient.id,
        };
        match app
            .store
            .execute(command, &system("mail_link"), &moment())
            .await
        {
            Err(error) if error.refusal().is_some_and(|r| r.code == "nothing_new") => {}
            other => drop(other?),
        }
    }
    Ok(())
}
