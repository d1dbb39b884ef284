//! Signed writes take effect in the order in which the browser signed them, and each only once.

use crate::engine::Transaction;
use crate::error::Error;
use crate::known::Known;
use crate::rows::session as row;
use onesign_core::code::Code;
use onesign_core::{Actor, Refusal};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// Advances the counter of a recipient's session to that of this write, in the write's own transaction: an
/// executed or refused write can't run again, nor after a later one. Other actors have no counter.
///
/// An attacker with the database can reset the column, so the process remembers recent counters.
pub(super) async fn advance(txn: &Transaction, known: &Known, by: &Actor) -> Result<(), Error> {
    let Actor::Recipient {
        sid_sha256,
        counter,
        ..
    } = by
    else {
        return Ok(());
    };
    if known
        .counter(sid_sha256)
        .is_some_and(|newest| newest >= *counter)
    {
        return Err(Error::Refused(Box::new(replayed())));
    }
    let moved = row::Entity::update_many()
        .filter(row::Column::SidSha256.eq(sid_sha256))
        .filter(row::Column::Counter.lt(*counter))
        .col_expr(row::Column::Counter, Expr::value(*counter))
        .exec(txn)
        .await?;
    if moved.rows_affected == 1 {
        return Ok(());
    }
    let session = row::Entity::find_by_id(sid_sha256).one(txn).await?;
    let refusal = match session {
        Some(_) => replayed(),
        None => Refusal::no_signing_session(),
    };
    Err(Error::Refused(Box::new(refusal)))
}

/// The session and the counter of a signed write.
pub(super) fn of(by: &Actor) -> Option<(String, i64)> {
    match by {
        Actor::Recipient {
            sid_sha256,
            counter,
            ..
        } => Some((sid_sha256.clone(), *counter)),
        _ => None,
    }
}

fn replayed() -> Refusal {
    Refusal::new(
        Code::RequestReplayed,
        "This request was made before, or a later one was faster. Sign it anew with a higher counter.",
    )
}
