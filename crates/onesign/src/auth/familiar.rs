//! Where accounts have signed in before: strangers must not keep their holders out there.

use crate::http::client_address::Network;
use onesign_core::StreamId;
use onesign_core::ids::AccountId;
use onesign_store::Store;
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// Networks that are remembered for each account, the newest.
const MOST: usize = 64;

/// The networks from which accounts have signed in.
#[derive(Default)]
pub(crate) struct Familiar(Mutex<HashMap<AccountId, Networks>>);

#[derive(Default)]
struct Networks {
    /// The newest last.
    known: VecDeque<Network>,
    /// Whether those of before the start of this server are among them.
    was_read: bool,
}

impl Networks {
    fn add(&mut self, network: Network) {
        self.known.retain(|other| *other != network);
        self.known.push_back(network);
        if self.known.len() > MOST {
            self.known.pop_front();
        }
    }
}

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
        let was_read = |networks: &Networks| networks.was_read;
        if !self.networks().get(&account).is_some_and(was_read) {
            let facts = store
                .read(&super::system())
                .facts(StreamId::Account(account))
                .await?;
            let before = facts
                .iter()
                .filter(|fact| fact.kind == "session.opened")
                .filter_map(|fact| fact.values().get("ip")?.as_str()?.parse().ok())
                .map(Network::of);
            let mut networks = self.networks();
            let networks = networks.entry(account).or_default();
            // Whatever it did meanwhile is newer.
            let meanwhile = std::mem::take(&mut networks.known);
            before
                .chain(meanwhile)
                .for_each(|network| networks.add(network));
            networks.was_read = true;
        }
        let networks = self.networks();
        Ok(networks
            .get(&account)
            .is_some_and(|networks| networks.known.contains(&network)))
    }

    /// The account has signed in from this network.
    pub(crate) fn remember(&self, account: AccountId, network: Network) {
        self.networks().entry(account).or_default().add(network);
    }

    fn networks(&self) -> std::sync::MutexGuard<'_, HashMap<AccountId, Networks>> {
        // Nothing is left half done under this lock, so a poisoned one is as good.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
