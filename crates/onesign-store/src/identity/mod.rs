//! The bond between a database and its directory of documents.
//!
//! Both hold the same random identity from the first start on. The directory also holds the number of facts in the
//! database: facts are only ever added, so a database with fewer is an older one. Without the bond, the server would
//! use a restored or wrong database as if nothing else had ever been signed (`docs/adr/0014-…`).

mod agreement;
mod marker;
mod tally;

use crate::apart::Apart;
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
