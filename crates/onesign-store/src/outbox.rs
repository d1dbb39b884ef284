//! The outbox: mails as they were written, sealed. It shows links before they are used, so only the owner of an
//! instance without a mail server may look. With a mail server it holds what that refused, without words and links.

use crate::error::Error;
use crate::rows::mail as row;
use crate::store::Store;
use onesign_core::Viewer;
use onesign_core::ids::EnvelopeId;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// Chosen by the job that writes it: putting the same mail twice keeps the first.
    #[serde(skip)]
    pub id: Uuid,
    /// The envelope it is about.
    #[serde(skip)]
    pub envelope: Option<EnvelopeId>,
    /// When, Unix milliseconds.
    #[serde(skip)]
    pub at_ms: i64,
    /// The mailbox it goes to.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its plain text.
    pub text: String,
    /// Its HTML.
    pub html: String,
    /// The addresses it links to.
    pub links: Vec<String>,
    /// The whole message as it goes over the wire.
    pub eml: String,
    /// What the mail server said when it refused the mail for good. Such a mail is kept without its words.
    #[serde(default)]
    pub refused: Option<String>,
}

impl Store {
    /// Puts a mail into the outbox. Returns whether it is new: a job that runs twice writes once.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn put_mail(&self, mail: &Mail) -> Result<bool, Error> {
        let content =
            serde_json::to_vec(mail).map_err(|_| Error::Damaged("a mail that can't be written"))?;
        let row = row::ActiveModel {
            id: Set(mail.id),
            envelope: Set(mail.envelope.map(|id| id.0)),
            at_ms: Set(mail.at_ms),
            sealed: Set(self
                .inner
                .ring
                .mails
                .seal(&["mails", "sealed", &mail.id.to_string()], &content)),
        };
        let put = row::Entity::insert(row).on_conflict_do_nothing();
        let put = put
            .exec_without_returning(&*self.inner.engine.books().await)
            .await?;
        Ok(matches!(put, sea_orm::TryInsertResult::Inserted(1)))
    }

    /// The newest mails first, `most` of them at most.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the viewer may not look.
    pub async fn mails(&self, viewer: &Viewer, most: u64) -> Result<Vec<Mail>, Error> {
        if !viewer.may_see_outbox() {
            return Err(Error::NotFound);
        }
        let newest = row::Entity::find()
            .order_by_desc(row::Column::AtMs)
            .order_by_desc(row::Column::Id)
            .limit(most);
        let rows = newest.all(self.inner.engine.reader()).await?;
        rows.into_iter().map(|row| self.open_mail(row)).collect()
    }

    /// One mail.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none or the viewer may not look.
    pub async fn mail(&self, viewer: &Viewer, id: Uuid) -> Result<Mail, Error> {
        if !viewer.may_see_outbox() {
            return Err(Error::NotFound);
        }
        let row = row::Entity::find_by_id(id)
            .one(self.inner.engine.reader())
            .await?;
        self.open_mail(row.ok_or(Error::NotFound)?)
    }

    fn open_mail(&self, row: row::Model) -> Result<Mail, Error> {
        let opened = self
            .inner
            .ring
            .mails
            .open(&["mails", "sealed", &row.id.to_string()], &row.sealed)?;
        let mail: Mail = serde_json::from_slice(&opened).map_err(|_| Error::Damaged("a mail"))?;
        Ok(Mail {
            id: row.id,
            envelope: row.envelope.map(EnvelopeId),
            at_ms: row.at_ms,
            ..mail
        })
    }
}
