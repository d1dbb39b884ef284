//! What the API says of mails.

use crate::ceremony::outbox::{OpenedMail, ShownLink};
use crate::http::time;
use onesign_store::Page;
use onesign_store::outbox::Mail;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A mail in the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailSummary {
    id: Uuid,
    to: String,
    subject: String,
    at: String,
    envelope: Option<Uuid>,
    /// What the mail server said when it refused the mail for good. Words and links of such a mail are not kept.
    refused: Option<String>,
}

impl From<&Mail> for MailSummary {
    fn from(mail: &Mail) -> Self {
        Self {
            id: mail.id,
            to: mail.to.clone(),
            subject: mail.subject.clone(),
            at: time(mail.at_ms),
            envelope: mail.envelope.map(|id| id.0),
            refused: mail.refused.clone(),
        }
    }
}

/// A page of mails.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailList {
    items: Vec<MailSummary>,
    /// Where the next page begins, if there is one. A page of a search may be short, even empty, and have a next one.
    next: Option<String>,
}

impl From<Page<Mail>> for MailList {
    fn from(page: Page<Mail>) -> Self {
        Self {
            items: page.items.iter().map(MailSummary::from).collect(),
            next: page.next,
        }
    }
}

/// A mail.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailView {
    #[serde(flatten)]
    summary: MailSummary,
    text: String,
    html: String,
    /// The links in it. The link of a recipient is given only while it can be opened.
    links: Vec<String>,
    /// For mails with the link of a recipient.
    link_state: Option<ShownLink>,
}

impl From<OpenedMail> for MailView {
    fn from(opened: OpenedMail) -> Self {
        let OpenedMail { mail, link } = opened;
        Self {
            summary: MailSummary::from(&mail),
            text: mail.text,
            html: mail.html,
            links: mail.links,
            link_state: link,
        }
    }
}
