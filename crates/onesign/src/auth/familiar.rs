//! Where accounts have signed in before: strangers must not keep their holders out there.

use crate::http::client_address::Network;
use onesign_core::ids::AccountId;
use onesign_core::{StreamId, Viewer};
use onesign_store::Store;
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// Networks that are remembered for each account, the newest.
const MOST: usize = 64;

/// The networks from which accounts have signed in.
#[derive(Default)]
pub(crate) struct Familiar(Mutex<HashMap<AccountId, VecDeque<Network>>>);

impl Familiar {
    /// Whether the account has signed in from this network. What it did before this server started is read from its
    /// facts, once.
    ///
    /// # Errors
    /// Those of [`Store::facts`].
    pub(crate) async fn knows(
        &self,
        store: &Store,
        account: AccountId,
        network: Network,
    ) -> Result<bool, onesign_store::Error> {
        if !self.networks().contains_key(&account) {
            let facts = store
                .facts(&Viewer::System, StreamId::Account(account))
                .await?;
            let before = facts
                .iter()
                .filter(|fact| fact.kind == "session.opened")
                .filter_map(|fact| fact.values().get("ip")?.as_str()?.parse().ok())
                .map(Network::of);
            let before: Vec<Network> = before.collect();
            for network in before {
                self.remember(account, network);
            }
            // An account that has never signed in is read once as well.
            self.networks().entry(account).or_default();
        }
        let networks = self.networks();
        Ok(networks
            .get(&account)
            .is_some_and(|known| known.contains(&network)))
    }

    /// The account has signed in from this network.
    pub(crate) fn remember(&self, account: AccountId, network: Network) {
        let mut networks = self.networks();
        let known = networks.entry(account).or_default();
        known.retain(|other| *other != network);
        known.push_back(network);
        if known.len() > MOST {
            known.pop_front();
        }
    }

    fn networks(&self) -> std::sync::MutexGuard<'_, HashMap<AccountId, VecDeque<Network>>> {
        // Nothing is left half done under this lock, so a poisoned one is as good.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
