//! The facts of a stream with their openings.

use crate::error::Error;
use crate::known::check_read;
use crate::read::{Reads, chain};
use crate::rows::{fact as fact_row, opening as opening_row, stream as stream_row};
use crate::store::Store;
use crate::subject_keys::SubjectKeys;
use onesign_core::access::Resource;
use onesign_core::audit::digest_from_base64url;
use onesign_core::audit::entry::Opening;
use onesign_core::ids::EnvelopeId;
use onesign_core::{Fact, KeyScope, State, StreamId, Viewer};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashMap};
use std::future::Future;

/// A fact as the database stores it.
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
    /// The openings of its commitments, by name; the values of an erased subject are missing.
    pub openings: Vec<Opening>,
    /// Names of the values whose subject was erased, together with its key.
    pub closed: Vec<String>,
}

/// A value that can no longer be decrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedValue {
    /// Type of the fact it belongs to.
    pub fact: String,
    /// Its name.
    pub name: String,
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
    /// [`Error::Damaged`] when values are missing or malformed.
    pub fn fact(&self) -> Result<Fact, Error> {
        Fact::from_values(&self.kind, self.values())
            .map_err(|_| Error::Damaged("a fact does not read back"))
    }
}

impl Reads<'_> {
    /// The facts of a stream in order, after their chain has been checked from its first fact to its head. The sender
    /// may read those of an envelope, the holder those of an account, the owner those of the instance; recipients get
    /// theirs inside the sealed document.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such stream or the viewer may not read it; [`Error::Damaged`] when a fact
    /// or a recorded value was altered, moved or removed; the store then tells the owner.
    pub async fn facts(&self, stream: StreamId) -> Result<Vec<StoredFact>, Error> {
        self.may_read_record(stream).await?;
        let store = self.store;
        let (_, facts) = store.watched(stream, store.checked_facts(stream)).await?;
        Ok(facts)
    }

    /// The values of an envelope's record that can no longer be decrypted, because their key is gone. The chain is
    /// checked as in [`Reads::facts`].
    ///
    /// # Errors
    /// As [`Reads::facts`].
    pub async fn closed_values(&self, envelope: EnvelopeId) -> Result<Vec<ClosedValue>, Error> {
        let stream = StreamId::Envelope(envelope);
        match self.store.inner.state(stream).await? {
            State::Envelope(envelope) => self.may(&Resource::RecordHealth(&envelope))?,
            _ => return Err(Error::NotFound),
        }
        let store = self.store;
        let (_, facts) = store.watched(stream, store.checked_facts(stream)).await?;
        let closed = facts.into_iter().flat_map(|fact| {
            let of = fact.kind;
            let values = fact.closed.into_iter();
            values.map(move |name| ClosedValue {
                fact: of.clone(),
                name,
            })
        });
        Ok(closed.collect())
    }

    async fn may_read_record(&self, stream: StreamId) -> Result<(), Error> {
        match stream {
            // The software also reads records whose state can't be decrypted, to find damage.
            _ if *self.viewer == Viewer::System => Ok(()),
            StreamId::Envelope(_) => match self.store.inner.state(stream).await? {
                State::Envelope(envelope) => self.may(&Resource::EnvelopeRecord(&envelope)),
                _ => Err(Error::NotFound),
            },
            StreamId::Account(id) => self.may(&Resource::AccountRecord(id)),
            StreamId::Instance => self.may(&Resource::InstanceRecord),
        }
    }
}

impl Store {
    /// The head of a stream and the facts up to it, checked against each other.
    pub(super) async fn checked_facts(
        &self,
        stream: StreamId,
    ) -> Result<(stream_row::Model, Vec<StoredFact>), Error> {
        let seen = self.inner.known.newest(stream);
        let db = self.inner.engine.reader();
        let name = stream.to_string();
        // Reads the head first: facts are only ever added, so those up to it are consistent.
        let head = stream_row::Entity::find_by_id(&name).one(db).await?;
        let head = head
            .filter(|head| !head.state.is_empty())
            .ok_or(Error::NotFound)?;
        let facts = fact_row::Entity::find()
            .filter(fact_row::Column::Stream.eq(&name))
            .filter(fact_row::Column::Seq.lt(head.seq))
            .order_by_asc(fact_row::Column::Seq)
            .all(db)
            .await?;
        let sealed = opening_row::Entity::find()
            .filter(opening_row::Column::Stream.eq(&name))
            .filter(opening_row::Column::Seq.lt(head.seq))
            .order_by_asc(opening_row::Column::Name)
            .all(db)
            .await?;
        let (mut openings, mut closed) = self.open_all(sealed).await?;
        let facts = facts.into_iter().map(|row| {
            let openings = openings.remove(&row.seq).unwrap_or_default();
            let closed = closed.remove(&row.seq).unwrap_or_default();
            read(row, openings, closed)
        });
        let facts = facts.collect::<Result<Vec<_>, Error>>()?;
        let digests: Vec<[u8; 32]> = facts.iter().map(|fact| fact.digest).collect();
        check_read(seen, &digests)?;
        if !openings.is_empty() || !closed.is_empty() {
            return Err(Error::Damaged("a value of a fact that is not there"));
        }
        chain::verify(&head, &facts)?;
        Ok((head, facts))
    }

    /// Tells the owner when the record of a stream is damaged, and when it is intact again.
    pub(super) async fn watched<T>(
        &self,
        stream: StreamId,
        reading: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let read = reading.await;
        let told = match &read {
            Err(Error::Damaged(what)) => self.tell_damage(stream, what).await,
            Ok(_) => self.withdraw_damage(stream).await,
            Err(_) => Ok(()),
        };
        if let Err(error) = told {
            tracing::error!(%error, %stream, "the owner could not be notified of a problem with the record of a stream");
        }
        read
    }

    /// Decrypts every value whose key still exists, and names the others.
    async fn open_all(&self, rows: Vec<opening_row::Model>) -> Result<Opened, Error> {
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
        let ciphers: HashMap<KeyScope, _> = scopes
            .into_iter()
            .filter_map(|scope| Some((scope, keys.openings(&scope)?)))
            .collect();

        let mut openings: HashMap<i64, Vec<Opening>> = HashMap::new();
        let mut closed: HashMap<i64, Vec<String>> = HashMap::new();
        for row in rows {
            let scope = scope(&row)?;
            let Some(cipher) = ciphers.get(&scope) else {
                closed.entry(row.seq).or_default().push(row.name);
                continue;
            };
            let place = [
                "openings",
                "sealed",
                &row.stream,
                &row.seq.to_string(),
                &row.name,
            ];
            let opened = cipher.decrypt(&place, &row.sealed)?;
            openings
                .entry(row.seq)
                .or_default()
                .push(parse(row.name, scope, &opened)?);
        }
        Ok((openings, closed))
    }
}

/// Opened values by fact, and the names of those whose key is gone.
type Opened = (HashMap<i64, Vec<Opening>>, HashMap<i64, Vec<String>>);

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

fn read(
    row: fact_row::Model,
    openings: Vec<Opening>,
    closed: Vec<String>,
) -> Result<StoredFact, Error> {
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
        closed,
    })
}
