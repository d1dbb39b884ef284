//! Counts of refusals whose kind already has a fact. They become facts, so they are encrypted: an attacker with the
//! database but without keys can hide a count, but can't forge one.

use crate::engine::Transaction;
use crate::error::Error;
use crate::keyring::Keyring;
use crate::rows::refusal as row;
use onesign_core::ids::{EnvelopeId, RecipientId};
use onesign_core::refusal::repeat::{Attempt, Repeat, Repeats};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};

/// The encrypted part of a count.
#[derive(Serialize, Deserialize)]
struct Count {
    /// Selector of the link that was used last.
    link: String,
    count: i64,
    first_ms: i64,
    last_ms: i64,
}

/// Counts one more. The caller holds the lock of the envelope's stream.
pub(super) async fn count(
    txn: &Transaction,
    ring: &Keyring,
    envelope: EnvelopeId,
    repeat: &Repeat,
    at_ms: i64,
) -> Result<(), Error> {
    use row::Column as C;
    let (recipient, attempt) = (repeat.recipient.0, name_of(repeat.attempt).to_owned());
    let key = (envelope.0, recipient, attempt.clone(), repeat.code.clone());
    let found = row::Entity::find_by_id(key).one(txn).await?;
    let before = found.map(|row| open(ring, &row)).transpose()?;
    let now = Count {
        link: repeat.link.clone(),
        count: before
            .as_ref()
            .map_or(0, |before| before.count)
            .saturating_add(1),
        first_ms: before.map_or(at_ms, |before| before.first_ms),
        last_ms: at_ms,
    };
    let content = serde_json::to_vec(&now)
        .map_err(|_| Error::Damaged("a count of refusals that can't be written"))?;
    let mut counted = row::Model {
        envelope: envelope.0,
        recipient,
        attempt,
        code: repeat.code.clone(),
        sealed: Vec::new(),
    };
    counted.sealed = ring
        .refusals
        .encrypt(&place(&counted).each_ref().map(String::as_str), &content);
    let replace = OnConflict::columns([C::Envelope, C::Recipient, C::Attempt, C::Code])
        .update_column(C::Sealed)
        .to_owned();
    let row = row::ActiveModel {
        envelope: Set(counted.envelope),
        recipient: Set(counted.recipient),
        attempt: Set(counted.attempt),
        code: Set(counted.code),
        sealed: Set(counted.sealed),
    };
    row::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Takes all counts of an envelope, to become facts.
pub(super) async fn take(
    txn: &Transaction,
    ring: &Keyring,
    envelope: EnvelopeId,
) -> Result<Vec<Repeats>, Error> {
    let own = row::Column::Envelope.eq(envelope.0);
    let rows = row::Entity::find().filter(own.clone()).all(txn).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    row::Entity::delete_many().filter(own).exec(txn).await?;
    let taken = rows.iter().map(|row| read(ring, row));
    let mut taken = taken.collect::<Result<Vec<_>, _>>()?;
    taken.sort_by(|a, b| {
        let order = |r: &Repeats| (r.first_ms, r.newest.recipient.0, r.newest.code.clone());
        order(a).cmp(&order(b))
    });
    Ok(taken)
}

fn read(ring: &Keyring, row: &row::Model) -> Result<Repeats, Error> {
    let attempt = [Attempt::Link, Attempt::Signature]
        .into_iter()
        .find(|attempt| name_of(*attempt) == row.attempt)
        .ok_or(Error::Damaged("a count of unknown refusals"))?;
    let counted = open(ring, row)?;
    Ok(Repeats {
        newest: Repeat {
            recipient: RecipientId(row.recipient),
            attempt,
            link: counted.link,
            code: row.code.clone(),
        },
        count: counted.count,
        first_ms: counted.first_ms,
        last_ms: counted.last_ms,
    })
}

fn open(ring: &Keyring, row: &row::Model) -> Result<Count, Error> {
    let place = place(row);
    let opened = ring
        .refusals
        .decrypt(&place.each_ref().map(String::as_str), &row.sealed)?;
    serde_json::from_slice(&opened).map_err(|_| Error::Damaged("a count of refusals"))
}

/// The place of a count; in another row, it can't be decrypted.
fn place(row: &row::Model) -> [String; 6] {
    [
        "refusals".into(),
        "sealed".into(),
        row.envelope.to_string(),
        row.recipient.to_string(),
        row.attempt.clone(),
        row.code.clone(),
    ]
}

fn name_of(attempt: Attempt) -> &'static str {
    match attempt {
        Attempt::Link => "link",
        Attempt::Signature => "signature",
    }
}
