//! Appends facts to chains, and writes all derived rows in few statements.

use super::{Head, Written, index};
use crate::engine::Transaction;
use crate::error::Error;
use crate::rows::{fact as fact_row, opening as opening_row};
use crate::store::Inner;
use crate::subject_keys::SubjectKeys;
use onesign_core::audit::base64url;
use onesign_core::audit::entry::{Entry, Opening, Position, record};
use onesign_core::{Actor, IndexChange, KeyScope, Moment, Recorded, StreamId, apply};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;

/// Rows per statement: with seven columns each, well below the engines' limits of bound values.
const ROWS: usize = 500;

/// Facts on their way into the database.
pub(super) struct Append<'a> {
    vault: &'a Inner,
    pub(super) txn: &'a Transaction,
    by: &'a Actor,
    pub(super) at: &'a Moment,
    keys: SubjectKeys,
    heads: Vec<Head>,
    written: Vec<Written>,
    facts: Vec<fact_row::ActiveModel>,
    openings: Vec<opening_row::ActiveModel>,
    changes: Vec<IndexChange>,
}

impl<'a> Append<'a> {
    pub(super) fn new(
        vault: &'a Inner,
        txn: &'a Transaction,
        keys: SubjectKeys,
        head: Head,
        by: &'a Actor,
        at: &'a Moment,
    ) -> Self {
        Self {
            vault,
            txn,
            by,
            at,
            keys,
            heads: vec![head],
            written: Vec::new(),
            facts: Vec::new(),
            openings: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// Chains one fact and folds it into the state of its stream. So far, only keys are written.
    pub(super) async fn fact(&mut self, recorded: Recorded) -> Result<(), Error> {
        let Recorded { stream, fact } = recorded;
        let place = self.head(stream).await?;
        let mut scopes = fact.scopes(stream);
        scopes.push(KeyScope::of_stream(stream));
        scopes.dedup();
        self.keys
            .load(self.txn, &self.vault.ring, scopes.iter().copied())
            .await?;
        let made = self
            .keys
            .make_missing(&self.vault.ring, &scopes, &self.at.entropy);
        self.keys.save(self.txn, &self.vault.ring, made).await?;

        let head = &mut self.heads[place];
        let position = Position {
            log: self.vault.log.clone(),
            stream,
            seq: head.next,
            prev: head.prev,
        };
        let keys = &self.keys;
        // The caller has just provided every scope of the fact.
        let key = |scope: &KeyScope| keys.get(scope).map_or([0; 32], |key| *key.expose());
        let entry = record(&fact, &position, self.by, self.at, key)
            .map_err(|_| Error::Damaged("a fact without canonical form"))?;

        let after = apply(head.state.clone(), &fact, self.at.at_ms)
            .ok_or(Error::Damaged("a fact that begins no stream"))?;
        self.changes.extend(fact.index(head.state.as_ref(), &after));
        head.state = Some(after);
        head.prev = entry.digest;
        head.next += 1;
        self.collect(&position, fact.kind(), &entry)?;
        self.written.push(Written {
            stream,
            seq: position.seq,
            digest: entry.digest,
            fact,
        });
        Ok(())
    }

    /// The index of a stream's head in `heads`. A stream other than the command's own must be new.
    async fn head(&mut self, stream: StreamId) -> Result<usize, Error> {
        if let Some(place) = self.heads.iter().position(|head| head.stream == stream) {
            return Ok(place);
        }
        let head = Head::lock(self.txn, &self.vault.ring, &mut self.keys, stream).await?;
        if head.state.is_some() {
            return Err(Error::Taken("stream"));
        }
        self.heads.push(head);
        Ok(self.heads.len() - 1)
    }

    fn collect(&mut self, at: &Position, kind: &str, entry: &Entry) -> Result<(), Error> {
        let stream = at.stream.to_string();
        let seq = i64::try_from(at.seq).map_err(|_| Error::Damaged("a chain without end"))?;
        for opening in &entry.openings {
            self.openings
                .push(seal_opening(&self.keys, &stream, seq, opening)?);
        }
        self.facts.push(fact_row::ActiveModel {
            stream: Set(stream),
            seq: Set(seq),
            kind: Set(kind.to_owned()),
            digest: Set(entry.digest.to_vec()),
            canonical: Set(entry.canonical.clone()),
            at_ms: Set(self.at.at_ms),
        });
        Ok(())
    }

    /// Writes facts, openings, look-ups and states.
    pub(super) async fn write(mut self) -> Result<(Vec<Head>, Vec<Written>), Error> {
        for rows in batches(&mut self.facts) {
            fact_row::Entity::insert_many(rows)
                .exec_without_returning(self.txn)
                .await?;
        }
        for rows in batches(&mut self.openings) {
            opening_row::Entity::insert_many(rows)
                .exec_without_returning(self.txn)
                .await?;
        }
        index::write(self.txn, &self.vault.ring, self.changes, self.at.at_ms).await?;
        let rows = self
            .heads
            .iter()
            .map(|head| head.seal(&self.keys, self.at.at_ms));
        Head::save(self.txn, rows.collect::<Result<_, _>>()?).await?;
        Ok((self.heads, self.written))
    }
}

fn batches<T>(rows: &mut Vec<T>) -> impl Iterator<Item = Vec<T>> + use<'_, T> {
    std::iter::from_fn(|| {
        let batch: Vec<T> = rows.drain(..rows.len().min(ROWS)).collect();
        (!batch.is_empty()).then_some(batch)
    })
}

/// Encrypts the value and the salt of a commitment with the key of its subject.
fn seal_opening(
    keys: &SubjectKeys,
    stream: &str,
    seq: i64,
    opening: &Opening,
) -> Result<opening_row::ActiveModel, Error> {
    let cipher = keys
        .openings(&opening.scope)
        .ok_or(Error::Damaged("the key of a subject is gone"))?;
    let content = json!({ "salt": base64url(&opening.salt), "value": opening.value }).to_string();
    let place = [
        "openings",
        "sealed",
        stream,
        &seq.to_string(),
        &opening.name,
    ];
    Ok(opening_row::ActiveModel {
        stream: Set(stream.to_owned()),
        seq: Set(seq),
        name: Set(opening.name.clone()),
        scope: Set(opening.scope.to_string()),
        sealed: Set(cipher.encrypt(&place, content.as_bytes())),
    })
}
