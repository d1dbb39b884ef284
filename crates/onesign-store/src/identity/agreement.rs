//! Whether a database and a directory without a bond match: every envelope has its document, and every folder
//! belongs to an envelope in the database.

use crate::apart::Apart;
use crate::blobs::Disk;
use crate::engine::Engine;
use crate::error::Error;
use crate::rows::envelope;
use onesign_core::envelope::EnvelopeStatus;
use sea_orm::{EntityTrait, QuerySelect};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

pub(super) async fn check(engine: &Engine, disk: &Disk) -> Result<(), Error> {
    let rows: Vec<(Uuid, String)> = envelope::Entity::find()
        .select_only()
        .column(envelope::Column::Id)
        .column(envelope::Column::Status)
        .into_tuple()
        .all(engine.reader())
        .await?;
    // Deleted drafts no longer have a document.
    let deleted = EnvelopeStatus::Deleted.as_str();
    let wanted = rows.iter().filter(|(_, status)| status != deleted).count();
    let known: HashMap<Uuid, bool> = rows
        .into_iter()
        .map(|(id, status)| (id, status != deleted))
        .collect();
    let (mut unknown, mut kept) = (0, HashSet::new());
    for (id, has_document) in disk.envelopes()? {
        match known.get(&id) {
            Some(true) if has_document => drop(kept.insert(id)),
            Some(_) => {}
            None => unknown += 1,
        }
    }
    let missing = (wanted - kept.len()) as u64;
    if missing == 0 && unknown == 0 {
        Ok(())
    } else {
        Err(Apart::Disagree { missing, unknown }.into())
    }
}
