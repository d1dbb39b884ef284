//! Orphans: blobs that were put and that no transaction names.
//!
//! A blob is never removed just because the database does not name it: an empty or an older database names few. The
//! database notes each blob before it is put. If the note is an hour old and the blob still unnamed, the blob is an
//! orphan. The sweep moves it into quarantine, takes it back as soon as it is named or requested, and removes it
//! after thirty days. The documents of a deleted draft are treated the same way: the record says that nobody wants
//! them.

use crate::blobs::BlobName;
use crate::error::Error;
use crate::rows::{blob_intent as row, sealed_file};
use crate::store::Store;
use onesign_core::envelope::EnvelopeStatus;
use onesign_core::ids::EnvelopeId;
use onesign_core::{State, StreamId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// How long a transaction that will name a blob may take, in milliseconds.
const GRACE_MS: i64 = 60 * 60 * 1000;
/// How long an orphan is kept in quarantine, in milliseconds.
pub const QUARANTINE_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// The most notes that one sweep looks at.
const MOST: u64 = 1_000;

/// The result of a sweep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Orphans that went into quarantine.
    pub quarantined: u64,
    /// Blobs taken back from quarantine, because they are named now.
    pub taken_back: u64,
    /// Orphans removed after their time in quarantine.
    pub removed: u64,
    /// Unfinished files that were removed.
    pub drafts: u64,
}

impl Store {
    /// Notes that a blob is about to be put. Without this note an unnamed blob stays for ever.
    ///
    /// # Errors
    /// [`Error::Database`]; the blob must not be put then.
    pub async fn intend_blob(&self, name: &BlobName) -> Result<(), Error> {
        self.note(name, None).await
    }

    /// Puts a blob that must not be used into quarantine at once, for later investigation.
    ///
    /// # Errors
    /// [`Error::Database`], [`Error::Blob`].
    pub async fn quarantine_blob(&self, name: &BlobName) -> Result<(), Error> {
        self.note(name, Some(self.inner.clock.now_ms())).await?;
        Ok(self.blobs().quarantine(name).await?)
    }

    /// Removes a blob that the caller just put and that nothing names yet. The first one of an envelope that
    /// `is_evidence` of a fault goes into quarantine instead; of many tries, one is enough.
    ///
    /// # Errors
    /// [`Error::Database`], [`Error::Blob`].
    pub async fn discard_blob(
        &self,
        name: &BlobName,
        envelope: EnvelopeId,
        is_evidence: bool,
    ) -> Result<(), Error> {
        let of_envelope = format!("envelopes/{envelope}/sealed-");
        let kept = row::Entity::find()
            .filter(row::Column::Name.starts_with(&of_envelope))
            .filter(row::Column::QuarantinedMs.is_not_null())
            .one(self.inner.engine.reader())
            .await?;
        if is_evidence && kept.is_none() {
            return self.quarantine_blob(name).await;
        }
        self.blobs().delete(name).await?;
        self.forget(name.as_str()).await
    }

    async fn note(&self, name: &BlobName, quarantined_ms: Option<i64>) -> Result<(), Error> {
        // The sweep examines a blob in quarantine when its time is over, not earlier.
        let at_ms = quarantined_ms.map_or_else(
            || self.inner.clock.now_ms(),
            |since| since + QUARANTINE_MS - GRACE_MS,
        );
        let note = row::ActiveModel {
            name: Set(name.as_str().to_owned()),
            at_ms: Set(at_ms),
            quarantined_ms: Set(quarantined_ms),
        };
        let again = OnConflict::column(row::Column::Name)
            .update_columns([row::Column::AtMs, row::Column::QuarantinedMs])
            .to_owned();
        row::Entity::insert(note)
            .on_conflict(again)
            .exec_without_returning(&*self.inner.engine.books().await)
            .await?;
        Ok(())
    }

    /// Puts orphans into quarantine, takes back those that are named now, and removes those after thirty days.
    ///
    /// # Errors
    /// [`Error::Database`], [`Error::Blob`]. Blobs of an envelope that can't be read are left alone.
    pub async fn sweep_blobs(&self) -> Result<Swept, Error> {
        let now_ms = self.inner.clock.now_ms();
        let mut swept = Swept {
            drafts: self.blobs().sweep_drafts().await?,
            ..Swept::default()
        };
        let notes = row::Entity::find()
            .filter(row::Column::AtMs.lte(now_ms - GRACE_MS))
            .order_by_asc(row::Column::AtMs)
            .limit(MOST)
            .all(self.inner.engine.reader())
            .await?;
        for note in notes {
            match self.settle(&note, now_ms, &mut swept).await {
                // An unreadable envelope does not prove that its blob is unnamed.
                Err(Error::Damaged(what)) => {
                    tracing::error!(
                        blob = note.name,
                        what,
                        "it is not known whether this blob is an orphan"
                    );
                }
                settled => settled?,
            }
        }
        Ok(swept)
    }

    async fn settle(&self, note: &row::Model, now_ms: i64, swept: &mut Swept) -> Result<(), Error> {
        let blobs = self.blobs();
        let name: BlobName = note
            .name
            .parse()
            .map_err(|_| Error::Damaged("the name of a blob"))?;
        match (self.is_named(&name).await?, note.quarantined_ms) {
            (true, quarantined) => {
                if quarantined.is_some() {
                    blobs.take_back(&name).await?;
                    swept.taken_back += 1;
                }
                self.forget(&note.name).await
            }
            (false, None) => {
                swept.quarantined += 1;
                self.note(&name, Some(now_ms)).await?;
                Ok(blobs.quarantine(&name).await?)
            }
            (false, Some(since)) if since + QUARANTINE_MS <= now_ms => {
                blobs.purge(&name).await?;
                swept.removed += 1;
                self.forget(&note.name).await
            }
            (false, Some(_)) => Ok(()),
        }
    }

    async fn forget(&self, name: &str) -> Result<(), Error> {
        row::Entity::delete_by_id(name)
            .exec(&*self.inner.engine.books().await)
            .await?;
        Ok(())
    }

    /// Whether the record names this blob. A blob of unknown kind counts as named.
    async fn is_named(&self, name: &BlobName) -> Result<bool, Error> {
        let parts: Vec<&str> = name.as_str().split('/').collect();
        let ["envelopes", id, file] = parts.as_slice() else {
            return Ok(true);
        };
        let Ok(id) = id.parse::<EnvelopeId>() else {
            return Ok(true);
        };
        let envelope = match self.inner.state(StreamId::Envelope(id)).await {
            Err(Error::NotFound) => return Ok(false),
            Ok(State::Envelope(envelope)) => envelope,
            Ok(_) => return Err(Error::Damaged("an envelope that is something else")),
            Err(error) => return Err(error),
        };
        // The sender who deleted a draft does not want its document any more.
        if envelope.status == EnvelopeStatus::Deleted {
            return Ok(false);
        }
        let Some(digest) = file.strip_prefix("sealed-") else {
            return Ok(true);
        };
        if envelope.seal.is_some_and(|seal| seal.pdf_sha256 == digest) {
            return Ok(true);
        }
        // The record also names a file that has been extended since.
        let earlier = sealed_file::Entity::find_by_id(digest)
            .one(self.inner.engine.reader())
            .await?;
        Ok(earlier.is_some_and(|row| row.envelope == id.0))
    }
}
