//! Limits of verifications for strangers: a number in a period, and never all workers. Receiving a file needs no turn,
//! because it has its own room (`http/uploads.rs`).

use super::{PRECEDENCES, Precedence, Queue, Rates, Turn, Turns};
use crate::net::client_address::Network;
use crate::problem::{A_MOMENT, Problem};
use std::num::NonZero;
use std::thread::available_parallelism;
use std::time::Duration;
use tokio::time::timeout;

/// The most files of one network in [`WINDOW_MS`].
const MOST_FILES: i64 = 60;
const WINDOW_MS: i64 = 10 * 60 * 1000;
/// The most received files that wait for a turn, and the most of one network.
const WAITING: usize = 16;
const WAITING_OF_NETWORK: usize = 4;
/// How long a file waits for its turn.
const PATIENCE: Duration = Duration::from_secs(30);

/// The limits of verifications for strangers.
pub(crate) struct Checks(Turns<Network>);

impl Checks {
    /// As many simultaneous verifications as processors; one more worker remains for signed-in accounts.
    pub(crate) fn new() -> Self {
        let workers = available_parallelism().map_or(1, NonZero::get);
        Self(Turns::new(
            workers,
            [Queue {
                at_once: workers,
                waiting: WAITING,
                waiting_each: WAITING_OF_NETWORK,
            }; PRECEDENCES],
        ))
    }

    /// Whether a stranger may send a file. Call it before reading any of the file.
    ///
    /// # Errors
    /// 429, with the time to come back.
    pub(crate) async fn admit(&self, rates: &Rates, network: Network) -> Result<(), Problem> {
        let key = format!("check/{network}");
        rates.take(&key, MOST_FILES, WINDOW_MS).await
    }

    /// Waits until a received file may be checked.
    ///
    /// # Errors
    /// 503, with the time to come back.
    pub(crate) async fn turn(&self, network: Network) -> Result<Turn<Network>, Problem> {
        let turn = self.0.take(network, Precedence::Stranger);
        match timeout(PATIENCE, turn).await {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(_)) | Err(_) => {
                Err(Problem::busy("Many documents are being checked.", A_MOMENT))
            }
        }
    }
}
