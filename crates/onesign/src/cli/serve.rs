//! `onesign serve`: the server, until it is interrupted.

use super::out;
use crate::config::Config;
use crate::http::edge::descriptors;
use crate::server::Server;
use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};

pub(super) async fn run() -> anyhow::Result<()> {
    // A write beyond the limit of file sizes (`ulimit -f`) is to fail like one on a full disk, not to end the program.
    let _too_large = signal(SignalKind::from_raw(libc::SIGXFSZ))?;
    let config = Config::from_environment()?;
    descriptors::raise();
    let exe = std::env::current_exe().context("can't find this program's own file")?;
    let server = Server::start(config, exe).await?;
    let ready = format!("OneSign is ready: open {}", server.app.config.origin());
    if server.app.store.is_set_up().await? {
        out::line(&ready);
    } else {
        // Only the operator sees this: not a log that is sent elsewhere, not an answer.
        let code = server.app.setup_code.shown();
        let how = format!("To set it up from another machine, enter this code there: {code}");
        let _ = out::write(&format!("{ready}\n{how}\n"));
    }
    tracing::info!(address = %server.address, "listening");
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
    server.stop().await;
    Ok(())
}
