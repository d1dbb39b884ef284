//! API keys and passkeys, found by their public identifier. A credential comes before a viewer: authentication compares
//! it with the account's encrypted state, which decides.

use crate::error::Error;
use crate::read::Reads;
use crate::rows::{api_key as key_row, passkey as passkey_row, session as session_row};
use crate::store::Store;
use onesign_core::access::Resource;
use onesign_core::ids::{AccountId, ApiKeyId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;

impl Store {
    /// The account of this API key, and when the key was used last, Unix milliseconds.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn api_key(&self, id: ApiKeyId) -> Result<Option<(AccountId, Option<i64>)>, Error> {
        let row = key_row::Entity::find_by_id(id.0)
            .one(self.inner.engine.reader())
            .await?;
        Ok(row.map(|row| (AccountId(row.account), row.used_ms)))
    }

    /// The account of the passkey with this credential identifier (base64url).
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn passkey(&self, credential_id: &str) -> Result<Option<AccountId>, Error> {
        let row = passkey_row::Entity::find_by_id(credential_id)
            .one(self.inner.engine.reader())
            .await?;
        Ok(row.map(|row| AccountId(row.account)))
    }

    /// Records that an API key was used. Call it at most once a minute, because it writes.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn touch_api_key(&self, id: ApiKeyId, now_ms: i64) -> Result<(), Error> {
        key_row::Entity::update_many()
            .filter(key_row::Column::Id.eq(id.0))
            .col_expr(key_row::Column::UsedMs, Expr::value(now_ms))
            .exec(&*self.inner.engine.books().await)
            .await?;
        Ok(())
    }
}

impl Reads<'_> {
    /// When each session of the account was used last, Unix milliseconds, by the hash of its identifier.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account belongs to someone else.
    pub async fn session_uses(&self, account: AccountId) -> Result<HashMap<String, i64>, Error> {
        self.may(&Resource::AccountRecord(account))?;
        let rows = session_row::Entity::find()
            .filter(session_row::Column::Account.eq(account.0))
            .all(self.store.inner.engine.reader())
            .await?;
        let uses = rows
            .into_iter()
            .map(|row| (row.sid_sha256, row.last_seen_ms));
        Ok(uses.collect())
    }

    /// When each API key of the account was used last, Unix milliseconds. Unused ones are missing.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account belongs to someone else.
    pub async fn api_key_uses(&self, account: AccountId) -> Result<HashMap<ApiKeyId, i64>, Error> {
        self.may(&Resource::AccountRecord(account))?;
        let rows = key_row::Entity::find()
            .filter(key_row::Column::Account.eq(account.0))
            .all(self.store.inner.engine.reader())
            .await?;
        let uses = rows
            .into_iter()
            .filter_map(|row| Some((ApiKeyId(row.id), row.used_ms?)));
        Ok(uses.collect())
    }
}
