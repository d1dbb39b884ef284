//! Encrypted secrets of links that have yet to be mailed or passed on.
//!
//! A repeated mail contains the same link, so its secret outlives the job that generated it. The transaction that
//! records that nobody needs it any more destroys it (`IndexChange::LinkSecretGone`): the mail server has accepted the
//! mail, someone has opened the link, a newer link replaces it, or the envelope has ended. Everywhere else, the store
//! keeps only the hash of a secret.

use crate::error::Error;
use crate::read::Reads;
use crate::rows::link_secret as row;
use crate::store::Store;
use onesign_core::access::Resource;
use onesign_core::ids::EnvelopeId;
use onesign_core::mail_code::MailCode;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// A secret without a recorded link is left over from an interrupted job; it is deleted after this time.
const UNRECORDED_MS: i64 = 60 * 60 * 1000;

/// Why the mail with a link has not left yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// Since when, Unix milliseconds.
    pub since_ms: i64,
    /// When the mail is retried, Unix milliseconds.
    pub next_ms: i64,
    /// Stable code of the reason.
    pub code: MailCode,
    /// The mail server's reply, or why there is none.
    pub reply: String,
    /// How many times the mail server received the mail without saying whether it accepted it.
    #[serde(default)]
    pub unanswered: u32,
}

/// A secret that is kept.
pub struct LinkSecret {
    /// The secret.
    pub secret: Zeroizing<Vec<u8>>,
    /// Why the mail with its link has not left yet, after at least one attempt.
    pub wait: Option<Wait>,
}

/// The links of some envelopes whose secrets are kept, by selector, each with the reason why its mail waits, after an
/// attempt. The secrets themselves stay encrypted.
#[derive(Clone, Debug)]
pub struct Waits {
    /// When they were read, Unix milliseconds.
    pub as_of_ms: i64,
    by_selector: BTreeMap<String, Option<Wait>>,
}

impl Waits {
    /// Whether the secret of this link is kept.
    #[must_use]
    pub fn keeps(&self, selector: &str) -> bool {
        self.by_selector.contains_key(selector)
    }

    /// Why the mail with this link waits.
    #[must_use]
    pub fn reason(&self, selector: &str) -> Option<&Wait> {
        self.by_selector.get(selector)?.as_ref()
    }

    /// The selectors of the links whose secrets are kept.
    pub fn selectors(&self) -> impl Iterator<Item = &str> {
        self.by_selector.keys().map(String::as_str)
    }
}

impl Store {
    /// Stores the secret of a link that is about to be recorded.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn keep_link_secret(
        &self,
        envelope: EnvelopeId,
        selector: &str,
        secret: &[u8],
        now_ms: i64,
        expires_ms: i64,
    ) -> Result<(), Error> {
        let row = row::ActiveModel {
            selector: Set(selector.to_owned()),
            envelope: Set(envelope.0),
            made_ms: Set(now_ms),
            expires_ms: Set(expires_ms),
            secret_sealed: Set(self
                .inner
                .ring
                .links
                .encrypt(&["link_secrets", "secret_sealed", selector], secret)),
            wait_sealed: Set(None),
        };
        row::Entity::insert(row)
            .exec_without_returning(&*self.inner.engine.books().await)
            .await?;
        Ok(())
    }
}

impl Reads<'_> {
    /// The secret of a link, if it is still kept.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the viewer may not see the envelope.
    pub async fn link_secret(&self, selector: &str) -> Result<Option<LinkSecret>, Error> {
        let found = row::Entity::find_by_id(selector)
            .one(self.store.inner.engine.reader())
            .await?;
        let Some(row) = found else { return Ok(None) };
        let envelope = self.envelope(EnvelopeId(row.envelope)).await?;
        self.may(&Resource::LinkSecret(&envelope))?;
        let secret = self.store.inner.ring.links.decrypt(
            &["link_secrets", "secret_sealed", selector],
            &row.secret_sealed,
        )?;
        Ok(Some(LinkSecret {
            secret,
            wait: self.store.open_wait(&row)?,
        }))
    }
}

impl Store {
    /// Notes why the mail with a link waits, or that it no longer does.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn note_wait(&self, selector: &str, wait: Option<&Wait>) -> Result<(), Error> {
        let sealed = wait
            .map(|wait| {
                serde_json::to_vec(wait).map_err(|_| Error::Damaged("a wait that can't be written"))
            })
            .transpose()?
            .map(|wait| {
                self.inner
                    .ring
                    .links
                    .encrypt(&["link_secrets", "wait_sealed", selector], &wait)
            });
        row::Entity::update_many()
            .filter(row::Column::Selector.eq(selector))
            .col_expr(row::Column::WaitSealed, Expr::value(sealed))
            .exec(&*self.inner.engine.books().await)
            .await?;
        Ok(())
    }

    /// The links of these envelopes whose secrets are kept. The caller has already checked that the viewer may see the
    /// envelopes.
    ///
    /// # Errors
    /// [`Error::Database`], [`Error::Damaged`].
    pub async fn waits(
        &self,
        envelopes: impl IntoIterator<Item = EnvelopeId>,
    ) -> Result<Waits, Error> {
        let ids: Vec<_> = envelopes.into_iter().map(|id| id.0).collect();
        let rows = if ids.is_empty() {
            Vec::new()
        } else {
            row::Entity::find()
                .filter(row::Column::Envelope.is_in(ids))
                .all(self.inner.engine.reader())
                .await?
        };
        let opened = |row: row::Model| Ok((row.selector.clone(), self.open_wait(&row)?));
        Ok(Waits {
            as_of_ms: self.inner.clock.now_ms(),
            by_selector: rows.into_iter().map(opened).collect::<Result<_, Error>>()?,
        })
    }

    /// How many mails with links wait for the mail server, and why the oldest one does.
    ///
    /// # Errors
    /// [`Error::Database`], [`Error::Damaged`].
    pub async fn waiting_mails(&self) -> Result<Option<(u64, Wait)>, Error> {
        let reader = self.inner.engine.reader();
        let waiting = row::Entity::find().filter(row::Column::WaitSealed.is_not_null());
        let oldest = waiting.clone().order_by_asc(row::Column::MadeMs);
        let Some(row) = oldest.one(reader).await? else {
            return Ok(None);
        };
        let count = waiting.count(reader).await?.max(1);
        Ok(self.open_wait(&row)?.map(|wait| (count, wait)))
    }

    /// Deletes the secrets of expired links, and those whose links were never recorded.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn forget_dead_secrets(&self, now_ms: i64) -> Result<(), Error> {
        use crate::rows::link;
        let recorded = Query::select()
            .column(link::Column::Selector)
            .from(link::Entity)
            .to_owned();
        let unrecorded = Condition::all()
            .add(row::Column::MadeMs.lt(now_ms - UNRECORDED_MS))
            .add(row::Column::Selector.not_in_subquery(recorded));
        row::Entity::delete_many()
            .filter(
                Condition::any()
                    .add(row::Column::ExpiresMs.lt(now_ms))
                    .add(unrecorded),
            )
            .exec(&*self.inner.engine.books().await)
            .await?;
        Ok(())
    }

    fn open_wait(&self, row: &row::Model) -> Result<Option<Wait>, Error> {
        let Some(sealed) = &row.wait_sealed else {
            return Ok(None);
        };
        let opened = self
            .inner
            .ring
            .links
            .decrypt(&["link_secrets", "wait_sealed", &row.selector], sealed)?;
        serde_json::from_slice(&opened)
            .map(Some)
            .map_err(|_| Error::Damaged("the reason why a mail waits"))
    }
}
