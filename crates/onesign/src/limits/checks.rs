//! What strangers may have checked: so many files in a time, a few at one time, and never all workers.

use super::{Precedence, Share, Shares, Short, Turn, Turns};
use crate::app::App;
use crate::clock::now_ms;
use crate::http::client_address::Network;
use crate::problem::{A_MOMENT, Problem};
use onesign_store::window_left_ms;
use std::num::NonZero;
use std::thread::available_parallelism;
use std::time::Duration;
use tokio::time::timeout;

/// Files of one network in [`WINDOW_MS`].
const MOST_FILES: i64 = 60;
const WINDOW_MS: i64 = 10 * 60 * 1000;
/// Files that are being sent or checked at one time, and those of one network.
const AT_ONCE: u64 = 16;
const AT_ONCE_OF_NETWORK: u64 = 2;
/// How long a file waits for its turn.
const PATIENCE: Duration = Duration::from_secs(30);

/// The bounds on checks for strangers.
pub(crate) struct Checks {
    files: Shares<Network>,
    turns: Turns<Network>,
}

/// A file that a stranger may send.
pub(crate) struct Admitted {
    network: Network,
    _file: Share<Network>,
}

impl Checks {
    /// As many checks at one time as there are processors; there is one more worker for those who have signed in.
    pub(crate) fn new() -> Self {
        let workers = available_parallelism().map_or(1, NonZero::get);
        let waiting = usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
        Self {
            files: Shares::new(AT_ONCE, AT_ONCE_OF_NETWORK),
            turns: Turns::new(workers, waiting, waiting),
        }
    }

    /// Whether a stranger may send a file. To be asked before any of it is read.
    ///
    /// # Errors
    /// 429 and 503, with the time to come back.
    pub(crate) async fn admit(&self, app: &App, network: Network) -> Result<Admitted, Problem> {
        let file = self.files.take(network, 1).map_err(|short| match short {
            Short::Holder => Problem::too_many_requests(A_MOMENT.as_millis() as i64),
            Short::Everybody => Problem::busy("Many documents are being checked.", A_MOMENT),
        })?;
        let (key, now) = (format!("check/{network}"), now_ms());
        if !app.store.take(&key, MOST_FILES, WINDOW_MS, now).await? {
            return Err(Problem::too_many_requests(window_left_ms(WINDOW_MS, now)));
        }
        Ok(Admitted {
            network,
            _file: file,
        })
    }

    /// Waits until a file that was received may be checked.
    ///
    /// # Errors
    /// 503, with the time to come back.
    pub(crate) async fn turn(&self, file: &Admitted) -> Result<Turn<Network>, Problem> {
        let turn = self.turns.take(file.network, Precedence::Ordinary);
        match timeout(PATIENCE, turn).await {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(_)) | Err(_) => {
                Err(Problem::busy("Many documents are being checked.", A_MOMENT))
            }
        }
    }
}
