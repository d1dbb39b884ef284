//! What a recipient puts into fields, as it goes over the wire.

use onesign_core::envelope::value::Value as FieldValue;
use onesign_core::ids::FieldId;
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// The new value of a field; `null` empties it.
#[derive(Deserialize, ToSchema)]
pub(crate) struct EntryView(Option<FieldValue>);

/// Entries by field; `None` empties one.
pub(super) fn read(given: BTreeMap<Uuid, EntryView>) -> BTreeMap<FieldId, Option<FieldValue>> {
    let entries = given.into_iter();
    entries
        .map(|(id, EntryView(value))| (FieldId(id), value))
        .collect()
}
