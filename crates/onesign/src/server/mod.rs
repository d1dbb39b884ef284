//! The server: one listener, one router, the workers of the queue.

use crate::app::{App, router};
use crate::auth::Accounts;
use crate::clock::HouseClock;
use crate::config::Config;
use crate::http::edge;
use crate::jobs::{self, Jobs};
use crate::sealing::Sealing;
use anyhow::Context;
use axum::extract::FromRef;
use onesign_core::Clock;
use onesign_store::Store;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_util::sync::CancellationToken;

/// How long requests and jobs under way may take to end, and how long the vault may take to close. Together with
/// [`LAST_WORK`] this is less than the 30 seconds after which service managers kill.
const STOPPING: Duration = Duration::from_secs(22);
const CLOSING: Duration = Duration::from_secs(3);
/// How long work on other threads may take to end after that.
pub(crate) const LAST_WORK: Duration = Duration::from_secs(2);

/// A running server. It stops when told to; dropping it does not stop it.
pub struct Server {
    address: SocketAddr,
    origin: String,
    accounts: Accounts,
    pub(crate) sealing: Sealing,
    pub(crate) store: Store,
    stop: CancellationToken,
    tasks: Vec<JoinHandle<()>>,
}

impl Server {
    /// Starts to listen and to work. `exe` is the program `onesign`, which is run as the jailed worker; `clock` tells the
    /// time to everything but deadlines.
    ///
    /// # Errors
    /// Says what the operator has to change.
    pub async fn start(
        mut config: Config,
        exe: PathBuf,
        clock: Arc<dyn Clock>,
    ) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(config.listen).await.with_context(|| {
            format!(
                "can't listen on {}; is it in use? Set ONESIGN_LISTEN to another address",
                config.listen
            )
        })?;
        let address = listener.local_addr()?;
        // A port of the system's choosing becomes part of the address people use.
        if config.public_url.port_or_known_default() == Some(0) {
            let _ = config.public_url.set_port(Some(address.port()));
        }
        let app = App::start(&config, exe, HouseClock::new(clock)).await?;
        let stop = CancellationToken::new();
        let router = router::router(app.clone());
        let proxies = config.trusted_proxies.clone();
        let limits = edge::Limits::of_process();
        let web = edge::serve(listener, router, proxies, limits, stop.clone());
        let web = tokio::spawn(web);
        let work = tokio::spawn(jobs::run(Jobs::from_ref(&app), stop.clone()));
        Ok(Self {
            address,
            origin: config.origin(),
            accounts: Accounts::from_ref(&app),
            sealing: Sealing::from_ref(&app),
            store: Store::from_ref(&app),
            stop,
            tasks: vec![web, work],
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address that people use, without a trailing slash.
    pub fn origin(&self) -> String {
        self.origin.clone()
    }

    /// The code that sets the instance up, for its operator only.
    pub fn setup_code(&self) -> String {
        self.accounts.setup_code()
    }

    /// Stops taking requests and jobs, and waits for those under way, but not for long: what is cut off is done again
    /// or was never acknowledged.
    pub async fn stop(self) {
        self.stop.cancel();
        let by = Instant::now() + STOPPING;
        for mut task in self.tasks {
            if timeout_at(by, &mut task).await.is_err() {
                tracing::warn!("requests under way are cut off");
                task.abort();
            }
        }
        match timeout(CLOSING, self.store.close()).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the vault did not close cleanly"),
            Err(_) => tracing::warn!("the vault did not close in time"),
        }
    }
}
