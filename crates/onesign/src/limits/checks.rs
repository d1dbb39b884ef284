//! Checks of files for strangers: so many in a time, and never all workers. Receiving a file takes no turn: it has room
//! of its own (`http/uploads.rs`).

use super::{PRECEDENCES, Precedence, Queue, Rates, Turn, Turns};
use crate::http::client_address::Network;
use crate::http::problem::{A_MOMENT, Problem};
use std::num::NonZero;
use std::thread::available_parallelism;
use std::time::Duration;
use tokio::time::timeout;

/// Files of one network in [`WINDOW_MS`].
const MOST_FILES: i64 = 60;
const WINDOW_MS: i64 = 10 * 60 * 1000;
/// Files that have arrived and wait for their turn, and those of one network.
const WAITING: usize = 16;
const WAITING_OF_NETWORK: usize = 4;
/// How long a file waits for its turn.
const PATIENCE: Duration = Duration::from_secs(30);

/// The bounds on checks for strangers.
pub(crate) struct Checks(Turns<Network>);

impl Checks {
    /// As many checks at one time as there are processors; there is one more worker for those who have signed in.
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

    /// Whether a stranger may send a file. To be asked before any of it is read.
    ///
    /// # Errors
    /// 429, with the time to come back.
    pub(crate) async fn admit(&self, rates: &Rates, network: Network) -> Result<(), Problem> {
        let key = format!("check/{network}");
        rates.take(&key, MOST_FILES, WINDOW_MS).await
    }

    /// Waits until a file that was received may be checked.
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
