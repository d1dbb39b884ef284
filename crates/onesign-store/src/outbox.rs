//! The outbox: encrypted mails as they were written, with placeholders for link secrets. The secrets are stored
//! separately (`link_secrets`) for as long as the links live. Only the owner of the instance may read it. With a mail
//! server, it holds only refused mails, without text and links.

use crate::error::Error;
use crate::read::list::read_place;
use crate::read::{Page, Reads};
use crate::rows::mail as row;
use crate::store::Store;
use crate::words::Words;
use onesign_core::access::Resource;
use onesign_core::ids::EnvelopeId;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Select,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// The job that writes the mail chooses it; putting the same mail twice keeps the first.
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
    /// Name before the sending address.
    #[serde(default)]
    pub from_name: String,
    /// Who reads an answer: name and mailbox.
    #[serde(default)]
    pub reply_to: Option<(String, String)>,
    /// Name of the addressee.
    #[serde(default)]
    pub to_name: String,
    /// Mailbox of the addressee.
    #[serde(default)]
    pub to_email: String,
    /// The mail server's reply when it refused the mail for good. Such a mail is stored without its text.
    #[serde(default)]
    pub refused: Option<String>,
}

/// Which mails to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailFilter {
    /// Only mails whose addressee and subject together contain each of these words, ignoring case and accents.
    pub q: Option<String>,
    /// Only mails after this place: [`Page::next`] of the previous page.
    pub after: Option<String>,
    /// How many at most; 0 means 200, which is the maximum.
    pub limit: u32,
    /// Only mails that the mail server refused.
    pub refused_only: bool,
}

/// How many mails to read from the database at a time.
const STRIDE: usize = 200;
/// How many mails a request decrypts at most; the next page continues from there. Each mail is encrypted as a whole,
/// so a search decrypts them one by one.
const MOST_OPENED: usize = 4_000;

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
                .encrypt(&["mails", "sealed", &mail.id.to_string()], &content)),
        };
        let put = row::Entity::insert(row).on_conflict_do_nothing();
        let put = put
            .exec_without_returning(&*self.inner.engine.books().await)
            .await?;
        Ok(matches!(put, sea_orm::TryInsertResult::Inserted(1)))
    }
}

impl Reads<'_> {
    /// A page of mails, the newest first. A page may be incomplete or even empty and still have a next one.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the viewer may not read the outbox. An unknown place in `after` begins at the start.
    pub async fn mails(&self, filter: &MailFilter) -> Result<Page<Mail>, Error> {
        self.may(&Resource::Outbox)?;
        let limit = match filter.limit {
            0 => STRIDE,
            some => Ord::min(some as usize, STRIDE),
        };
        let words = Words::read(filter.q.as_deref());
        let mut place = filter.after.as_deref().and_then(read_place);
        let (mut items, mut opened) = (Vec::new(), 0);
        loop {
            let rows = older(place)
                .limit(STRIDE as u64)
                .all(self.store.inner.engine.reader())
                .await?;
            let last = rows.len() < STRIDE;
            for row in rows {
                if items.len() == limit || opened == MOST_OPENED {
                    let next = place.map(|(at, id)| format!("{at}.{id}"));
                    return Ok(Page { items, next });
                }
                place = Some((row.at_ms, row.id));
                opened += 1;
                let mail = self.store.open_mail(row)?;
                if mail.fits(words.as_ref()) && (mail.refused.is_some() || !filter.refused_only) {
                    items.push(mail);
                }
            }
            if last {
                return Ok(Page { items, next: None });
            }
        }
    }

    /// One mail.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none or the viewer may not read it.
    pub async fn mail(&self, id: Uuid) -> Result<Mail, Error> {
        self.may(&Resource::Outbox)?;
        let row = row::Entity::find_by_id(id)
            .one(self.store.inner.engine.reader())
            .await?;
        self.store.open_mail(row.ok_or(Error::NotFound)?)
    }
}

impl Store {
    fn open_mail(&self, row: row::Model) -> Result<Mail, Error> {
        let opened = self
            .inner
            .ring
            .mails
            .decrypt(&["mails", "sealed", &row.id.to_string()], &row.sealed)?;
        let mail: Mail = serde_json::from_slice(&opened).map_err(|_| Error::Damaged("a mail"))?;
        Ok(Mail {
            id: row.id,
            envelope: row.envelope.map(EnvelopeId),
            at_ms: row.at_ms,
            ..mail
        })
    }
}

impl Mail {
    fn fits(&self, words: Option<&Words>) -> bool {
        words.is_none_or(|words| words.are_in([self.to.as_str(), &self.subject]))
    }
}

/// Mails after a place, the newest first.
fn older(place: Option<(i64, Uuid)>) -> Select<row::Entity> {
    use row::Column as C;
    let mut all = Condition::all();
    if let Some((at, id)) = place {
        let same = Expr::col(C::AtMs).eq(at).and(Expr::col(C::Id).lt(id));
        all = all.add(Condition::any().add(C::AtMs.lt(at)).add(same));
    }
    row::Entity::find()
        .filter(all)
        .order_by_desc(C::AtMs)
        .order_by_desc(C::Id)
}
