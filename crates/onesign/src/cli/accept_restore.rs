//! `onesign accept-restore`: accepts a database and a data directory of different states, after the operator restored
//! one of them on purpose.

use super::out;
use crate::clock::HouseClock;
use crate::config::Config;
use crate::config::data_dir;
use crate::sealing::keys::SealKey;
use onesign_store::Store;

pub(super) async fn run() -> anyhow::Result<()> {
    let config = Config::from_environment()?;
    let keys = data_dir::prepare(&config)?;
    let master = data_dir::master_key(&config).await?;
    let clock = HouseClock::of_machine();
    let store = Store::accept_restore(data_dir::vault(&config, master, clock.given())).await?;
    store.close().await?;
    // A lost key of the seal is replaced by a new one, whose seals have another root.
    SealKey::open(&config.seal, &keys, clock.now_s(), true).await?;
    out::line(
        "The database and the data directory now belong together in their present state. No file was removed, even if the database does not refer to it.",
    );
    Ok(())
}
