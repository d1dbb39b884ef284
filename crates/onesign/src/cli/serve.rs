//! `onesign serve`: the server, until it is interrupted.

use super::out;
use crate::config::Config;
use crate::http::edge::descriptors;
use crate::server::Server;
use anyhow::Context;
use onesign_store::SystemClock;
use std::sync::Arc;
use tokio::signal::unix::{SignalKind, signal};

pub(super) async fn run() -> anyhow::Result<()> {
    // A write beyond the limit of file sizes (`ulimit -f`) must fail like one on a full disk, and not end the program.
    let _too_large = signal(SignalKind::from_raw(libc::SIGXFSZ))?;
    let config = Config::from_environment()?;
    descriptors::raise();
    if let Some(warning) = descriptors::shortage() {
        tracing::warn!("{warning}");
    }
    let exe = std::env::current_exe().context("can't find this program's own file")?;
    let server = Server::start(config, exe, Arc::new(SystemClock)).await?;
    let origin = server.origin();
    if server.store.is_set_up().await? {
        out::line(&format!("OneSign is ready: open {origin}"));
    } else {
        // Only the operator may see this, so it goes neither to the log, which may be sent elsewhere, nor into a
        // response. Browsers do not send the part after #, so proxies do not see it either.
        let code = server.setup_code();
        let _ = out::write(&format!(
            "OneSign is ready: open {origin}/setup#{code}\nWhoever has this link can become the owner of this server, once.\n"
        ));
    }
    tracing::info!(address = %server.address(), "listening");
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
    server.stop().await;
    Ok(())
}
