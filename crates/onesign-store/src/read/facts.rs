//! The facts of a stream with whatever opens them.

use crate::error::Error;
use crate::keys::SubjectKeys;
use crate::rows::{fact as fact_row, opening as opening_row};
use crate::store::Store;
use onesign_core::audit::digest_from_base64url;
use onesign_core::audit::entry::Opening;
use onesign_core::identity::role::Role;
use onesign_core::{Fact, KeyScope, StreamId, Viewer};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashMap};

/// A fact as it lies in the database.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredFact {
    /// Its number in the stream, from 0.
    pub seq: u64,
    /// Type of the fact.
    pub kind: String,
    /// Unix milliseconds.
    pub at_ms: i64,
    /// The bytes that were chained.
    pub canonical: Vec<u8>,
    /// Their digest.
    pub digest: [u8; 32],
    /// What opens its commitments, by name; the values of an erased subject are missing.
    pub openings: Vec<Opening>,
}

impl StoredFact {
    /// The opened values by name.
    pub fn values(&self) -> Map<String, Value> {
        self.openings
            .iter()
            .map(|opening| (opening.name.clone(), opening.value.clone()))
            .collect()
    }

    /// The fact itself.
    ///
    /// # Errors
    /// [`Error::Damaged`] when values are missing or of another shape.
    pub fn fact(&self) -> Result<Fact, Error> {
        Fact::from_values(&self.kind, self.values())
            .map_err(|_| Error::Damaged("a fact does not read back"))
    }
}

impl Store {
    /// The facts of a stream in order. An envelope's are its sender's to read, an account's its holder's, the
    /// instance's the owner's; recipients get theirs inside the sealed document.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such stream or the viewer may not read it.
    pub async fn facts(&self, viewer: &Viewer, stream: StreamId) -> Result<Vec<StoredFact>, Error> {
        self.may_read(viewer, stream).await?;
        let db = self.inner.engine.reader();
        let name = stream.to_string();
        let facts = fact_row::Entity::find()
            .filter(fact_row::Column::Stream.eq(&name))
            .order_by_asc(fact_row::Column::Seq)
            .all(db)
            .await?;
        if facts.is_empty() {
            return Err(Error::NotFound);
        }
        let sealed = opening_row::Entity::find()
            .filter(opening_row::Column::Stream.eq(&name))
            .order_by_asc(opening_row::Column::Name)
            .all(db)
            .await?;
        let mut openings = self.open_all(sealed).await?;
        facts
            .into_iter()
            .map(|row| {
                let openings = openings.remove(&row.seq).unwrap_or_default();
                read(row, openings)
            })
            .collect()
    }

    async fn may_read(&self, viewer: &Viewer, stream: StreamId) -> Result<(), Error> {
        let allowed = match (viewer, stream) {
            (Viewer::System, _) => true,
            (Viewer::Account { .. }, StreamId::Envelope(id)) => {
                self.envelope(viewer, id).await.map(|_| true)?
            }
            (Viewer::Account { id, .. }, StreamId::Account(of)) => *id == of,
            (Viewer::Account { role, .. }, StreamId::Instance) => *role == Role::Owner,
            (Viewer::Recipient { .. }, _) => false,
        };
        if allowed {
            Ok(())
        } else {
            Err(Error::NotFound)
        }
    }

    /// Opens every value whose key still exists.
    async fn open_all(
        &self,
        rows: Vec<opening_row::Model>,
    ) -> Result<HashMap<i64, Vec<Opening>>, Error> {
        let mut scopes = BTreeSet::new();
        for row in &rows {
            scopes.insert(scope(row)?);
        }
        let mut keys = SubjectKeys::default();
        keys.load(
            self.inner.engine.reader(),
            &self.inner.ring,
            scopes.iter().copied(),
        )
        .await?;
        let sealers: HashMap<KeyScope, _> = scopes
            .into_iter()
            .filter_map(|scope| Some((scope, keys.openings(&scope)?)))
            .collect();

        let mut openings: HashMap<i64, Vec<Opening>> = HashMap::new();
        for row in rows {
            let scope = scope(&row)?;
            let Some(sealer) = sealers.get(&scope) else {
                continue;
            };
            let place = [
                "openings",
                "sealed",
                &row.stream,
                &row.seq.to_string(),
                &row.name,
            ];
            let opened = sealer.open(&place, &row.sealed)?;
            openings
                .entry(row.seq)
                .or_default()
                .push(parse(row.name, scope, &opened)?);
        }
        Ok(openings)
    }
}

fn scope(row: &opening_row::Model) -> Result<KeyScope, Error> {
    row.scope
        .parse()
        .map_err(|_| Error::Damaged("an opening of an unknown scope"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    salt: String,
    value: Value,
}

fn parse(name: String, scope: KeyScope, opened: &[u8]) -> Result<Opening, Error> {
    let content: Content =
        serde_json::from_slice(opened).map_err(|_| Error::Damaged("an opening"))?;
    let salt =
        digest_from_base64url(&content.salt).ok_or(Error::Damaged("the salt of an opening"))?;
    Ok(Opening {
        name,
        scope,
        salt,
        value: content.value,
    })
}

fn read(row: fact_row::Model, openings: Vec<Opening>) -> Result<StoredFact, Error> {
    Ok(StoredFact {
        seq: u64::try_from(row.seq).map_err(|_| Error::Damaged("the number of a fact"))?,
        kind: row.kind,
        at_ms: row.at_ms,
        canonical: row.canonical,
        digest: row
            .digest
            .as_slice()
            .try_into()
            .map_err(|_| Error::Damaged("the digest of a fact"))?,
        openings,
    })
}
