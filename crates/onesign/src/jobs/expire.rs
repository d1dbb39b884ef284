//! Ends envelopes whose time is over.

use super::{Failed, system};
use crate::clock::HouseClock;
use onesign_core::command::ExpireEnvelope;
use onesign_core::job::JobKind;
use onesign_core::{Command, Viewer};
use onesign_store::Store;

/// How many envelopes one run ends; the next minute takes the next ones.
const MOST: u64 = 500;

/// Ends every overdue envelope. One that was signed or voided meanwhile is left alone.
pub(super) async fn run(store: &Store, clock: &HouseClock) -> Result<(), Failed> {
    for envelope in store
        .read(&Viewer::System)
        .overdue(clock.now_ms(), MOST)
        .await?
    {
        let command = Command::ExpireEnvelope(ExpireEnvelope { envelope });
        match store
            .execute(command, &system(JobKind::Expire), &clock.moment())
            .await
        {
            Err(error) if error.refusal().is_some() => {}
            other => drop(other?),
        }
    }
    Ok(())
}
