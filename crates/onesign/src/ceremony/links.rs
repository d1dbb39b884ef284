//! Links with their secrets: drawn here, stored encrypted until they are mailed, and given to the sender on request.

use crate::clock::{HouseClock, random};
use crate::mail::delivery::SECRET_PLACE;
use crate::problem::Problem;
use onesign_core::audit::{base64url, hex, sha256};
use onesign_core::code::Code;
use onesign_core::command::FreshLink;
use onesign_core::command::{CopyLink, IssueLink, RevealLink};
use onesign_core::decide::link::{expiry, live, purpose_now};
use onesign_core::envelope::Envelope;
use onesign_core::envelope::recipient::{LinkPurpose, Recipient};
use onesign_core::ids::{AccountId, EnvelopeId, RecipientId};
use onesign_core::refusal::Refusal;
use onesign_core::{Actor, Command, Viewer};
use onesign_store::link_secrets::Wait;
use onesign_store::{Error, Store};
use std::sync::Arc;
use zeroize::Zeroizing;

/// A link that can be opened, with its secret.
pub(crate) struct OpenLink {
    /// The selector.
    pub(crate) selector: String,
    /// The whole address.
    pub(crate) url: Zeroizing<String>,
    /// Why its mail waits, after the first attempt.
    pub(crate) wait: Option<Wait>,
}

/// The request for a mail with a link.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    /// The purpose of the link.
    pub(crate) purpose: LinkPurpose,
    /// The time of the request, Unix milliseconds.
    pub(crate) at_ms: i64,
    /// Whether the request used only a link's selector, so that anyone may have made it.
    pub(crate) by_anybody: bool,
}

/// A link that the sender takes.
pub(crate) struct CopiedLink {
    /// The whole address.
    pub(crate) url: Zeroizing<String>,
    /// When it ends, Unix milliseconds.
    pub(crate) expires_at_ms: i64,
    /// Whether it invalidated an earlier link.
    pub(crate) replaces: bool,
}

/// Draws links and hands them out.
#[derive(Clone)]
pub(crate) struct Links {
    store: Store,
    clock: HouseClock,
    /// The public address, without a trailing slash.
    origin: Arc<str>,
}

impl Links {
    pub(crate) fn new(store: Store, clock: HouseClock, origin: &str) -> Self {
        Self {
            store,
            clock,
            origin: origin.into(),
        }
    }

    /// The address of the page on which the sender sees an envelope.
    pub(crate) fn page_of(&self, envelope: EnvelopeId) -> String {
        format!("{}/envelopes/{envelope}", self.origin)
    }

    /// The address of the page on which a person chooses a new password.
    pub(crate) fn password_page(&self, account: AccountId, secret: &str) -> String {
        format!("{}/reset#{account}.{secret}", self.origin)
    }

    /// The link for a mail. A repeated mail carries the same link, and so does a mail for a link that nobody has yet,
    /// or that the sender has taken since. Otherwise a new link is made and the previous one dies, unless anyone may
    /// have requested it and nobody has opened the previous one.
    ///
    /// # Errors
    /// A refusal `not_their_turn` if no link is due any more.
    pub(crate) async fn link_to_mail(
        &self,
        viewer: &Viewer,
        by: &Actor,
        (envelope, recipient): (EnvelopeId, RecipientId),
        asked: Asked,
    ) -> Result<OpenLink, Error> {
        let mut tries = 0;
        loop {
            let seen = self.store.read(viewer).envelope(envelope).await?;
            let to = seen.recipient(recipient).ok_or(Error::NotFound)?;
            match self.mailed(viewer, by, &seen, to, asked).await {
                Err(error) if tries < LOOKS && has_changed(&error) => tries += 1,
                other => return other,
            }
        }
    }

    async fn mailed(
        &self,
        viewer: &Viewer,
        by: &Actor,
        envelope: &Envelope,
        recipient: &Recipient,
        asked: Asked,
    ) -> Result<OpenLink, Error> {
        let since = |at: Option<i64>| at.is_some_and(|at| at >= asked.at_ms);
        let purpose = asked.purpose;
        if let Some(link) = live(envelope, recipient, self.clock.now_ms())
            && let Some(kept) = self.store.read(viewer).link_secret(&link.selector).await?
            && (kept.wait.is_some()
                || !link.given_away()
                || since(link.copied_at_ms)
                || since(link.shown_at_ms))
        {
            return Ok(self.open(link.selector.clone(), &kept.secret, kept.wait));
        }
        let (selector, secret, fresh) = self.draw(envelope, recipient, purpose).await?;
        let command = Command::IssueLink(IssueLink {
            envelope: envelope.id,
            recipient: recipient.id,
            selector: selector.clone(),
            secret_sha256: fresh.secret_sha256,
            purpose,
            replaces: fresh.replaces,
            keeps: asked.by_anybody,
        });
        self.store
            .execute(command, by, &self.clock.moment())
            .await?;
        Ok(self.open(selector, &*secret, None))
    }

    /// Gives the sender a recipient's link to pass on: the live one if its secret is stored, or a new one.
    ///
    /// # Errors
    /// `not_found`, and `not_their_turn` if no link is due to this person.
    pub(crate) async fn copy_link(
        &self,
        viewer: &Viewer,
        by: &Actor,
        envelope: EnvelopeId,
        recipient: RecipientId,
    ) -> Result<CopiedLink, Problem> {
        let mut tries = 0;
        loop {
            let seen = self.store.read(viewer).envelope(envelope).await?;
            let of = seen.recipient(recipient).ok_or_else(Problem::not_found)?;
            match self.copied(viewer, by, &seen, of).await {
                Err(error) if tries < LOOKS && has_changed(&error) => tries += 1,
                other => return Ok(other?),
            }
        }
    }

    async fn copied(
        &self,
        viewer: &Viewer,
        by: &Actor,
        envelope: &Envelope,
        recipient: &Recipient,
    ) -> Result<CopiedLink, Error> {
        let now = self.clock.now_ms();
        let take = |selector: &str, fresh| {
            Command::CopyLink(CopyLink {
                envelope: envelope.id,
                recipient: recipient.id,
                selector: selector.to_owned(),
                fresh,
            })
        };
        if let Some(link) = live(envelope, recipient, now)
            && let Some(kept) = self.store.read(viewer).link_secret(&link.selector).await?
        {
            let command = take(&link.selector, None);
            self.store
                .execute(command, by, &self.clock.moment())
                .await?;
            return Ok(CopiedLink {
                url: self.open(link.selector.clone(), &kept.secret, None).url,
                expires_at_ms: link.expires_at_ms,
                replaces: false,
            });
        }
        let Some(purpose) = purpose_now(envelope, recipient, now) else {
            return Err(Error::Refused(Box::new(nothing_due())));
        };
        let (selector, secret, fresh) = self.draw(envelope, recipient, purpose).await?;
        let command = take(&selector, Some(fresh));
        self.store
            .execute(command, by, &self.clock.moment())
            .await?;
        Ok(CopiedLink {
            url: self.open(selector, &*secret, None).url,
            expires_at_ms: expiry(envelope, purpose, now),
            replaces: recipient.link.as_ref().is_some_and(|l| !l.exchanged),
        })
    }

    /// Shows the sender a link in a mail of the outbox, and records that. `None` if the link can no longer be opened,
    /// or is not this person's to see. `shown` is the link with a placeholder for its secret.
    ///
    /// # Errors
    /// Those of the vault.
    pub(crate) async fn reveal_link(
        &self,
        viewer: &Viewer,
        by: &Actor,
        shown: &str,
    ) -> Result<Option<Zeroizing<String>>, Problem> {
        let Some(selector) = selector_of(shown) else {
            return Ok(None);
        };
        let Some((envelope, recipient)) = self.store.link(selector).await? else {
            return Ok(None);
        };
        // Mails of earlier versions contain the secret themselves.
        let secret = if shown.ends_with(SECRET_PLACE) {
            let kept = self.store.read(viewer).link_secret(selector).await?;
            kept.map(|kept| Zeroizing::new(base64url(&kept.secret)))
        } else {
            Some(Zeroizing::new(String::new()))
        };
        // A link that can't be shown is not recorded as shown.
        let Some(secret) = secret else {
            return Ok(None);
        };
        let command = Command::RevealLink(RevealLink {
            envelope,
            recipient,
            selector: selector.to_owned(),
        });
        match self.store.execute(command, by, &self.clock.moment()).await {
            Ok(_) => {}
            Err(error) => match error.refusal().map(|r| r.code) {
                Some(Code::NothingNew) => {}
                Some(Code::LinkDead | Code::NotFound) => return Ok(None),
                _ => return Err(error.into()),
            },
        }
        Ok(Some(secret))
    }

    /// Draws a link and stores its encrypted secret before the link is recorded, because a link without its secret
    /// would need a replacement.
    async fn draw(
        &self,
        envelope: &Envelope,
        recipient: &Recipient,
        purpose: LinkPurpose,
    ) -> Result<(String, Zeroizing<[u8; 32]>, FreshLink), Error> {
        let (selector, secret) = (base64url(&random::<12>()), Zeroizing::new(random::<32>()));
        let now = self.clock.now_ms();
        let end = expiry(envelope, purpose, now);
        self.store
            .keep_link_secret(envelope.id, &selector, &*secret, now, end)
            .await?;
        let fresh = FreshLink {
            secret_sha256: hex(&sha256(&[&*secret])),
            purpose,
            replaces: recipient.link.as_ref().map(|link| link.selector.clone()),
        };
        Ok((selector, secret, fresh))
    }

    fn open(&self, selector: String, secret: &[u8], wait: Option<Wait>) -> OpenLink {
        let origin = &self.origin;
        let secret = Zeroizing::new(base64url(secret));
        OpenLink {
            url: Zeroizing::new(format!("{origin}/s/{selector}#{}", secret.as_str())),
            selector,
            wait,
        }
    }
}

/// How often to retry after a concurrent change of the link.
const LOOKS: u32 = 5;

/// Whether the recipient's link has changed since it was read.
fn has_changed(error: &Error) -> bool {
    let code = error.refusal().map(|refusal| refusal.code);
    matches!(code, Some(Code::LinkChanged | Code::LinkDead))
}

fn nothing_due() -> Refusal {
    Refusal::new(
        Code::NotTheirTurn,
        "This person can't get a link now: it is not their turn, or the envelope is closed.",
    )
}

/// The selector in the address of a link.
fn selector_of(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("/s/")?;
    rest.split(['#', '/', '?']).next().filter(|s| !s.is_empty())
}
