//! Counts of refusals whose kind has its fact already.

use crate::engine::Transaction;
use crate::error::Error;
use crate::rows::refusal as row;
use onesign_core::decide::repeat::{Attempt, Repeat, Repeats};
use onesign_core::ids::{EnvelopeId, RecipientId};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// Counts one more.
pub(super) async fn count(
    txn: &Transaction,
    envelope: EnvelopeId,
    repeat: &Repeat,
    at_ms: i64,
) -> Result<(), Error> {
    use row::Column as C;
    let first = row::ActiveModel {
        envelope: Set(envelope.0),
        recipient: Set(repeat.recipient.0),
        attempt: Set(name_of(repeat.attempt).to_owned()),
        code: Set(repeat.code.clone()),
        link: Set(repeat.link.clone()),
        count: Set(1),
        first_ms: Set(at_ms),
        last_ms: Set(at_ms),
    };
    let one_more = OnConflict::columns([C::Envelope, C::Recipient, C::Attempt, C::Code])
        .update_columns([C::Link, C::LastMs])
        .value(C::Count, Expr::col((row::Entity, C::Count)).add(1))
        .to_owned();
    row::Entity::insert(first)
        .on_conflict(one_more)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Takes all counts of an envelope, to become facts.
pub(super) async fn take(txn: &Transaction, envelope: EnvelopeId) -> Result<Vec<Repeats>, Error> {
    let own = row::Column::Envelope.eq(envelope.0);
    let rows = row::Entity::find()
        .filter(own.clone())
        .order_by_asc(row::Column::FirstMs)
        .order_by_asc(row::Column::Recipient)
        .order_by_asc(row::Column::Code)
        .all(txn)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    row::Entity::delete_many().filter(own).exec(txn).await?;
    rows.into_iter().map(read).collect()
}

fn read(row: row::Model) -> Result<Repeats, Error> {
    let attempt = [Attempt::Link, Attempt::Signature]
        .into_iter()
        .find(|attempt| name_of(*attempt) == row.attempt)
        .ok_or(Error::Damaged("a count of unknown refusals"))?;
    Ok(Repeats {
        newest: Repeat {
            recipient: RecipientId(row.recipient),
            attempt,
            link: row.link,
            code: row.code,
        },
        count: row.count,
        first_ms: row.first_ms,
        last_ms: row.last_ms,
    })
}

fn name_of(attempt: Attempt) -> &'static str {
    match attempt {
        Attempt::Link => "link",
        Attempt::Signature => "signature",
    }
}
