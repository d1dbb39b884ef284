//! Signing sessions: the recipient behind a request, and the proof that a write comes from the browser that opened the
//! link.

use super::Sessions;
use super::browser_key::{self, Written};
use super::cookie::CookieKind;
use super::{note_use, system};
use crate::problem::Problem;
use axum::http::HeaderMap;
use onesign_core::actor::Access;
use onesign_core::code::Code;
use onesign_core::decide::session::{SIGNING_IDLE_MS, is_over, readable};
use onesign_core::envelope::Envelope;
use onesign_core::ids::{EnvelopeId, RecipientId};
use onesign_core::{Actor, Viewer};
use onesign_store::read::Session;

/// A recipient in a signing session, for reading. Writes need a proof first: see [`Signing::prove`].
pub(crate) struct Signing {
    pub(crate) envelope: Envelope,
    pub(crate) recipient: RecipientId,
    sid_sha256: String,
    /// The selector of the session's link.
    pub(crate) link: String,
    /// The key that the session is bound to.
    key: String,
    /// The counter of the proved write; 0 for reads.
    counter: i64,
    access: Access,
}

impl Signing {
    /// The session of this link in the browser that sends these headers.
    ///
    /// # Errors
    /// `no_signing_session`, or `signing_over` for a session that ended with its envelope.
    pub(crate) async fn of(
        sessions: &Sessions,
        link: String,
        sent: &HeaderMap,
        access: Access,
    ) -> Result<Self, Problem> {
        let kind = CookieKind::Signing(&link);
        let sid_sha256 = sessions.cookies.find(kind, sent);
        let sid_sha256 = sid_sha256.ok_or_else(Problem::no_signing_session)?;
        let now = sessions.clock.now_ms();
        let Some(Session::Signing {
            envelope,
            recipient,
            last_seen_ms,
            ..
        }) = sessions.store.session(&sid_sha256, now).await?
        else {
            return Err(ended(sessions, &link, now).await?);
        };
        let viewer = Viewer::Recipient {
            envelope,
            recipient,
        };
        let envelope = sessions.store.read(&viewer).envelope(envelope).await?;
        let person = envelope
            .recipient(recipient)
            .ok_or_else(Problem::no_signing_session)?;
        let Some(session) = readable(&envelope, person, &sid_sha256, now) else {
            return Err(ended(sessions, &link, now).await?);
        };
        if session.link != link || now - last_seen_ms > SIGNING_IDLE_MS {
            return Err(Problem::no_signing_session());
        }
        note_use(&sessions.store, &sid_sha256, last_seen_ms, now).await;
        Ok(Self {
            key: session.key.clone(),
            envelope,
            recipient,
            sid_sha256,
            link,
            counter: 0,
            access,
        })
    }

    /// Verifies the proof that this write comes from the browser with the session's key.
    ///
    /// # Errors
    /// `key_signature_wrong`.
    pub(crate) fn prove(
        &mut self,
        proof: Option<&str>,
        written: Written<'_>,
        now_ms: i64,
    ) -> Result<(), Problem> {
        let counter = proof
            .and_then(|proof| browser_key::counter_of(proof, &self.key, written, now_ms))
            .ok_or_else(|| {
                Problem::new(
                    Code::KeySignatureWrong,
                    "This browser couldn't prove that it opened the link. Check the clock of this device, or ask for a new link.",
                )
            })?;
        self.counter = counter;
        Ok(())
    }

    pub(crate) fn actor(&self) -> Actor {
        Actor::Recipient {
            envelope: self.envelope.id,
            recipient: self.recipient,
            sid_sha256: self.sid_sha256.clone(),
            counter: self.counter,
            access: self.access.clone(),
        }
    }

    pub(crate) fn viewer(&self) -> Viewer {
        Viewer::Recipient {
            envelope: self.envelope.id,
            recipient: self.recipient,
        }
    }

    pub(crate) fn envelope_id(&self) -> EnvelopeId {
        self.envelope.id
    }
}

/// The answer to a browser whose session has ended. It has the cookie from the link's exchange, so it may learn whether
/// a new link would help.
async fn ended(sessions: &Sessions, link: &str, now_ms: i64) -> Result<Problem, Problem> {
    let Some((envelope, _)) = sessions.store.link(link).await? else {
        return Ok(Problem::no_signing_session());
    };
    let envelope = sessions.store.read(&system()).envelope(envelope).await?;
    Ok(if is_over(&envelope, now_ms) {
        Problem::signing_over()
    } else {
        Problem::no_signing_session()
    })
}
