//! Stored mails: who may read which, and the effects of reading one.

use crate::ceremony::links::Links;
use crate::mail::delivery::SECRET_PLACE;
use crate::problem::Problem;
use onesign_core::{Actor, Viewer};
use onesign_store::outbox::Mail;
use serde::Serialize;
use utoipa::ToSchema;

/// Whether the link in a mail can be opened: `open`, or `dead` once it has been used, replaced or has ended.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ShownLink {
    Open,
    Dead,
}

/// A mail as its reader sees it.
pub(crate) struct OpenedMail {
    pub(crate) mail: Mail,
    /// Whether its link can be opened, if it contains a recipient's link.
    pub(crate) link: Option<ShownLink>,
}

/// Opens a mail. One with a recipient's link shows the link to the sender, which is recorded.
pub(crate) async fn open(
    links: &Links,
    viewer: &Viewer,
    by: &Actor,
    mut mail: Mail,
) -> Result<OpenedMail, Problem> {
    let Some(link) = mail.links.iter().find(|link| link.contains("/s/")).cloned() else {
        return Ok(OpenedMail { mail, link: None });
    };
    let secret = links.reveal_link(viewer, by, &link).await?;
    let fill = |text: &str| match &secret {
        Some(secret) => text.replace(SECRET_PLACE, secret),
        None => text.replace(SECRET_PLACE, ""),
    };
    mail.text = fill(&mail.text);
    mail.html = fill(&mail.html);
    if secret.is_none() {
        mail.links.clear();
        let link = Some(ShownLink::Dead);
        return Ok(OpenedMail { mail, link });
    }
    mail.links = mail.links.iter().map(|link| fill(link)).collect();
    let link = Some(ShownLink::Open);
    Ok(OpenedMail { mail, link })
}
