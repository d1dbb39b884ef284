//! The bond between a database and its directory of documents.
//!
//! Both hold the same random identity from the first start on. The directory also holds the number of facts in the
//! database: facts are only ever added, so a database with fewer is an older one. Without the bond, the server would
//! use a restored or wrong database as if nothing else had ever been signed (`docs/adr/0014-…`).

mod agreement;
mod marker;
mod tally;

use crate::blobs::Disk;
use crate::engine::Engine;
use crate::error::Error;
use crate::keys::SecretKey;
use crate::rows::{blob_intent, fact, meta};
use marker::Marker;
use onesign_core::audit::entry::digest;
use onesign_core::audit::hex;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, Statement};
pub(crate) use tally::Tally;
use uuid::Uuid;

/// The row of the database that holds the identity.
const KEY: &str = "instance_identity";

/// Why a database and a directory can't be used together. Each message says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Apart {
    /// Each belongs to another instance.
    #[error("the database and the data directory belong to two different instances")]
    Mismatch,
    /// The directory lacks its half of the bond, though there are data to which it should be bound.
    #[error("the data directory has lost the file blobs/.instance that binds it to the database")]
    NoMarker,
    /// This instance did not write the file in the directory.
    #[error("the file blobs/.instance in the data directory is damaged or was changed")]
    DamagedMarker,
    /// The database is empty, the directory is not.
    #[error("the database is empty, but the data directory holds documents of an instance")]
    EmptyDatabase,
    /// The database lacks facts that it once had.
    #[error(
        "the database is older than the data directory: it has {has} entries and once had at least {had}"
    )]
    Older {
        /// Facts that it has.
        has: i64,
        /// Facts that it once had.
        had: i64,
    },
    /// The history of the database differs from the one that the directory records.
    #[error(
        "the database lacks an entry that the data directory knows of ({stream} {seq}): it is a copy that has \
         since diverged, or an older version"
    )]
    OtherHistory {
        /// The stream of the entry.
        stream: String,
        /// Its number.
        seq: i64,
    },
    /// Neither is bound yet, and they do not match.
    #[error(
        "the database and the data directory do not match: {missing} envelopes have no document, and {unknown} \
         folders belong to no envelope"
    )]
    Disagree {
        /// Envelopes whose document is not there.
        missing: u64,
        /// Folders of envelopes that are not in the database.
        unknown: u64,
    },
}

/// The advice for the operator.
pub(crate) const WHAT_TO_DO: &str = "Nothing was changed. Start OneSign with the database and the data directory that \
     belong together, in their newest state. If you restored one of them on purpose, and accept that what is missing \
     stays missing, run `onesign accept-restore` once";

/// Whether to bind a database and a directory that do not belong together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Restore {
    /// The operator confirmed that the restore was intended.
    Accepted,
    /// Nobody said so.
    Refused,
}

/// Checks the bond, or makes it at the first start.
///
/// # Errors
/// [`Error::Apart`] when they do not belong together; nothing was changed then.
pub(crate) async fn bind(
    engine: &Engine,
    disk: &Disk,
    key: &SecretKey,
    restore: Restore,
) -> Result<Tally, Error> {
    // Reads the directory first: other servers may add facts in the meantime, which must not make the database look
    // older.
    let marker = Marker::read(disk.dir(), key)?;
    let stored = stored(engine, key).await?;
    let facts = count(engine).await?;
    let is_new = facts == 0 && !disk.holds_documents()?;
    let id = match (stored, &marker) {
        (Stored::Id(id), _) if restore == Restore::Accepted => id,
        (_, marker) if restore == Restore::Accepted => marker.id().unwrap_or_else(Uuid::now_v7),
        (_, Found::Damaged) => return Err(Apart::DamagedMarker.into()),
        (Stored::Damaged, _) => return Err(Error::Damaged("the identity of the instance")),
        (Stored::Id(id), Found::Marker(marker)) if marker.id == id => {
            if marker.facts > facts {
                let (has, had) = (facts, marker.facts);
                return Err(Apart::Older { has, had }.into());
            }
            check_newest(engine, &marker.newest).await?;
            id
        }
        (Stored::Id(_), Found::Marker(_)) => return Err(Apart::Mismatch.into()),
        // Even if both are empty: the directory is written first, so the database was bound to another one.
        (Stored::Id(_), Found::Nothing) => return Err(Apart::NoMarker.into()),
        // An interrupted first start may have written only the marker.
        (Stored::Nothing, found) if is_new => found.id().unwrap_or_else(Uuid::now_v7),
        (Stored::Nothing, _) if facts == 0 => return Err(Apart::EmptyDatabase.into()),
        // An instance of a version without bonds.
        (Stored::Nothing, found) => {
            if let Found::Marker(marker) = found
                && marker.facts > facts
            {
                let (has, had) = (facts, marker.facts);
                return Err(Apart::Older { has, had }.into());
            }
            agreement::check(engine, disk).await?;
            found.id().unwrap_or_else(Uuid::now_v7)
        }
    };
    let id = match restore {
        Restore::Accepted => id,
        // If several servers start at once on a new instance, the first one determines the identity.
        Restore::Refused => Marker::publish(disk.dir(), key, id)?,
    };
    save(engine, key, id, restore).await?;
    if restore == Restore::Accepted {
        // Work that the restored database shows as begun may have been finished and handed out since, so its notes
        // don't prove that a blob is an orphan.
        blob_intent::Entity::delete_many()
            .exec(&*engine.books().await)
            .await?;
    }
    let tally = Tally::new(disk.dir(), key.clone(), id, facts);
    tally.write(restore == Restore::Refused)?;
    Ok(tally)
}

use marker::Found;

/// Every fact that the directory records must be unchanged in the database.
async fn check_newest(engine: &Engine, known: &[marker::Fact]) -> Result<(), Error> {
    for expected in known {
        let place = (expected.stream.clone(), expected.seq);
        let found = fact::Entity::find_by_id(place).one(engine.reader()).await?;
        let digest = found.map(|row| hex(&digest(&row.canonical)));
        if digest.as_ref() != Some(&expected.digest) {
            let marker::Fact { stream, seq, .. } = expected.clone();
            return Err(Apart::OtherHistory { stream, seq }.into());
        }
    }
    Ok(())
}

/// The half of the bond in the database.
enum Stored {
    Nothing,
    Damaged,
    Id(Uuid),
}

async fn stored(engine: &Engine, key: &SecretKey) -> Result<Stored, Error> {
    let row = meta::Entity::find_by_id(KEY).one(engine.reader()).await?;
    let Some(row) = row else {
        return Ok(Stored::Nothing);
    };
    let id = row
        .value
        .split_once(' ')
        .and_then(|(id, _)| id.parse().ok());
    Ok(match id {
        Some(id) if row.value == spelled(key, id) => Stored::Id(id),
        _ => Stored::Damaged,
    })
}

fn spelled(key: &SecretKey, id: Uuid) -> String {
    format!("{id} {}", marker::mac(key, &format!("database\n{id}")))
}

async fn save(engine: &Engine, key: &SecretKey, id: Uuid, restore: Restore) -> Result<(), Error> {
    let row = meta::ActiveModel {
        key: Set(KEY.to_owned()),
        value: Set(spelled(key, id)),
    };
    let insert = match restore {
        Restore::Accepted => meta::Entity::insert(row).on_conflict(
            OnConflict::column(meta::Column::Key)
                .update_column(meta::Column::Value)
                .to_owned(),
        ),
        Restore::Refused => meta::Entity::insert(row).on_conflict(
            OnConflict::column(meta::Column::Key)
                .do_nothing()
                .to_owned(),
        ),
    };
    insert
        .exec_without_returning(&*engine.books().await)
        .await?;
    match self::stored(engine, key).await? {
        Stored::Id(saved) if saved == id => Ok(()),
        _ => Err(Apart::Mismatch.into()),
    }
}

/// How many facts there are. Every stream counts its own, so this reads no facts.
async fn count(engine: &Engine) -> Result<i64, Error> {
    let sum = Statement::from_string(
        engine.backend(),
        "SELECT CAST(COALESCE(SUM(seq), 0) AS BIGINT) AS facts FROM streams",
    );
    let row = engine.reader().query_one_raw(sum).await?;
    let row = row.ok_or(Error::Damaged("the number of facts"))?;
    Ok(row.try_get("", "facts")?)
}
