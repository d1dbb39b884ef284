//! The networks in which accounts have signed in before: strangers must not lock out the account's holder there.

use crate::net::client_address::Network;
use onesign_core::StreamId;
use onesign_core::ids::AccountId;
use onesign_store::Store;
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// The most networks to remember for each account; the newest stay.
const MOST: usize = 64;

/// The networks from which accounts have signed in.
#[derive(Default)]
pub(crate) struct Familiar(Mutex<HashMap<AccountId, Networks>>);

#[derive(Default)]
struct Networks {
    /// The newest last.
    known: VecDeque<Network>,
    /// Whether the networks from before the start of this server are included.
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
    /// Whether the account has signed in from this network. The first call reads sign-ins from before the start of this
    /// server from the account's facts.
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
            // Sign-ins during that read are newer.
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

    /// Records a sign-in of the account from this network.
    pub(crate) fn remember(&self, account: AccountId, network: Network) {
        self.networks().entry(account).or_default().add(network);
    }

    fn networks(&self) -> std::sync::MutexGuard<'_, HashMap<AccountId, Networks>> {
        // No code leaves a half-done change under this lock, so a poisoned lock is usable.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
