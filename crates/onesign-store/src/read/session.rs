//! Sessions, found by the hash of their identifier. A session comes before a viewer: the holder of its identifier
//! becomes one.

use crate::error::Error;
use crate::rows::session as row;
use crate::store::Store;
use onesign_core::ids::{AccountId, EnvelopeId, RecipientId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// Whose session it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Session {
    /// A signed-in account.
    Account {
        /// The account.
        account: AccountId,
        /// When the session ends at the latest, Unix milliseconds.
        expires_ms: i64,
        /// When it was last used, Unix milliseconds.
        last_seen_ms: i64,
    },
    /// A recipient who exchanged a link.
    Signing {
        /// The envelope.
        envelope: EnvelopeId,
        /// The recipient.
        recipient: RecipientId,
        /// When the session ends at the latest, Unix milliseconds.
        expires_ms: i64,
        /// When it was last used, Unix milliseconds.
        last_seen_ms: i64,
    },
}

impl Store {
    /// The session with this hash (base64url of the SHA-256), if it is live at `now_ms`.
    ///
    /// # Errors
    /// [`Error::Database`], [`Error::Damaged`].
    pub async fn session(&self, sid_sha256: &str, now_ms: i64) -> Result<Option<Session>, Error> {
        let row = row::Entity::find_by_id(sid_sha256)
            .one(self.inner.engine.reader())
            .await?;
        let Some(row) = row.filter(|row| row.expires_ms > now_ms) else {
            return Ok(None);
        };
        let (expires_ms, last_seen_ms) = (row.expires_ms, row.last_seen_ms);
        match (row.kind.as_str(), row.account, row.envelope, row.recipient) {
            ("account", Some(account), None, None) => Ok(Some(Session::Account {
                account: AccountId(account),
                expires_ms,
                last_seen_ms,
            })),
            ("signing", None, Some(envelope), Some(recipient)) => Ok(Some(Session::Signing {
                envelope: EnvelopeId(envelope),
                recipient: RecipientId(recipient),
                expires_ms,
                last_seen_ms,
            })),
            _ => Err(Error::Damaged("a session of an unknown kind")),
        }
    }

    /// Records that a session was used. Call it at most once a minute, because it writes.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn touch_session(&self, sid_sha256: &str, now_ms: i64) -> Result<(), Error> {
        row::Entity::update_many()
            .filter(row::Column::SidSha256.eq(sid_sha256))
            .filter(row::Column::LastSeenMs.lt(now_ms))
            .col_expr(row::Column::LastSeenMs, Expr::value(now_ms))
            .exec(&*self.inner.engine.books().await)
            .await?;
        Ok(())
    }
}
