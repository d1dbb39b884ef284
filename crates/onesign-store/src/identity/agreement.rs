//! Whether a database and a directory without a bond fit each other: every envelope has its document, and no folder
//! belongs to an envelope that the database does not know.

use super::Apart;
use crate::blobs::Disk;
use crate::engine::Engine;
use crate::error::Error;
use crate::rows::envelope;
use sea_orm::{EntityTrait, QuerySelect};
use std::collections::HashSet;
use uuid::Uuid;

pub(super) async fn check(engine: &Engine, disk: &Disk) -> Result<(), Error> {
    let ids: Vec<Uuid> = envelope::Entity::find()
        .select_only()
        .column(envelope::Column::Id)
        .into_tuple()
        .all(engine.reader())
        .await?;
    let known: HashSet<Uuid> = ids.into_iter().collect();
    let (mut unknown, mut kept) = (0, HashSet::new());
    for (id, has_document) in disk.envelopes()? {
        match known.contains(&id) {
            true if has_document => drop(kept.insert(id)),
            true => {}
            false => unknown += 1,
        }
    }
    let missing = (known.len() - kept.len()) as u64;
    if missing == 0 && unknown == 0 {
        Ok(())
    } else {
        Err(Apart::Disagree { missing, unknown }.into())
    }
}
