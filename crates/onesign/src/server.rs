//! The server: one listener, one router, the workers of the queue.

use crate::app::{App, Shared};
use crate::config::Config;
use crate::http::connections;
use crate::{http, jobs};
use anyhow::Context;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// A running server. It stops when told to; dropping it does not stop it.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) app: Shared,
    stop: CancellationToken,
    tasks: Vec<JoinHandle<()>>,
}

impl Server {
    /// Starts to listen and to work.
    pub(crate) async fn start(mut config: Config, exe: PathBuf) -> anyhow::Result<Self> {
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
        let app = App::start(config, exe).await?;
        let stop = CancellationToken::new();
        let router = http::router(Arc::clone(&app));
        let web = tokio::spawn(connections::serve(
            listener,
            router,
            stop.clone(),
            connections::HEAD_TIMEOUT,
        ));
        let work = tokio::spawn(jobs::run(Arc::clone(&app), stop.clone()));
        Ok(Self {
            address,
            app,
            stop,
            tasks: vec![web, work],
        })
    }

    /// Stops taking requests and jobs, and waits for those under way.
    pub(crate) async fn stop(self) {
        self.stop.cancel();
        for task in self.tasks {
            let _ = task.await;
        }
        if let Err(error) = self.app.store.close().await {
            tracing::warn!(%error, "the vault did not close cleanly");
        }
    }
}
