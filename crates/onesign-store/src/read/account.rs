//! Accounts, for signing in and for showing the account to its holder.

use crate::error::Error;
use crate::read::Reads;
use crate::rows::{account as row, stream};
use crate::store::Store;
use onesign_core::access::Resource;
use onesign_core::identity::account::Account;
use onesign_core::identity::instance::Instance;
use onesign_core::ids::AccountId;
use onesign_core::{State, StreamId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

impl Reads<'_> {
    /// The account, with its password hash: for its holder and the software itself.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none or it belongs to someone else.
    pub async fn account(&self, id: AccountId) -> Result<Account, Error> {
        self.may(&Resource::Account(id))?;
        match self.store.inner.state(StreamId::Account(id)).await? {
            State::Account(account) => Ok(account),
            _ => Err(Error::NotFound),
        }
    }

    /// The account with this e-mail address, ignoring case; `None` if there is none. For signing in, so only
    /// the software itself may ask.
    ///
    /// # Errors
    /// [`Error::NotFound`] for any other viewer.
    pub async fn account_by_email(&self, email: &str) -> Result<Option<Account>, Error> {
        self.may(&Resource::AccountByEmail)?;
        let index = self.store.inner.ring.email_index(email);
        let found = row::Entity::find()
            .filter(row::Column::EmailIndex.eq(index))
            .one(self.store.inner.engine.reader())
            .await?;
        match found {
            Some(row) => self.account(AccountId(row.id)).await.map(Some),
            None => Ok(None),
        }
    }
}

impl Store {
    /// Whether the instance has been set up. This is public.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn is_set_up(&self) -> Result<bool, Error> {
        let row = stream::Entity::find_by_id(StreamId::Instance.to_string())
            .one(self.inner.engine.reader())
            .await?;
        Ok(row.is_some_and(|row| !row.state.is_empty()))
    }

    /// The instance; `None` before it is set up. Its name is shown to everybody.
    ///
    /// # Errors
    /// [`Error::Database`], [`Error::Damaged`].
    pub async fn instance(&self) -> Result<Option<Instance>, Error> {
        match self.inner.state(StreamId::Instance).await {
            Ok(State::Instance(instance)) => Ok(Some(instance)),
            Ok(_) => Err(Error::Damaged("the instance stream holds something else")),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
