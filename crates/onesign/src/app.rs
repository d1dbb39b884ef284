//! The running instance: its rooms, furnished once at the start. Nobody else sees it whole: a handler picks the rooms that
//! it needs, and a room is given what it needs.

pub(crate) mod router;

use crate::auth::cookie::Cookies;
use crate::auth::password::Passwords;
use crate::auth::ticket::Tickets;
use crate::auth::{Accounts, Sessions};
use crate::ceremony::Ceremony;
use crate::ceremony::links::Links;
use crate::clock::HouseClock;
use crate::config::{Config, data_dir};
use crate::documents::Documents;
use crate::http::RefusalLog;
use crate::http::site::Site;
use crate::http::small_bodies::SmallBodies;
use crate::http::uploads::Uploads;
use crate::jobs::Jobs;
use crate::limits::Rates;
use crate::mail::delivery::Mailing;
use crate::net::Guarded;
use crate::net::client_address::Addresses;
use crate::notices::Notices;
use crate::sealing::Sealing;
use crate::sealing::keys::Keeper;
use crate::sealing::timestamp::Authorities;
use crate::verification::{self, Verification};
use axum::extract::FromRef;
use onesign_evidence::composer::Composer;
use onesign_evidence::text::Catalogues;
use onesign_pdf::Limits;
use onesign_store::blobs::BlobError;
use onesign_store::{MasterKey, Store};
use onesign_worker::verify::KeptPolicy;
use onesign_worker::{Press, PressConfig};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The running instance, as the router and the server hold it.
#[derive(Clone)]
pub(crate) struct App(Arc<Rooms>);

/// One of each room.
struct Rooms {
    store: Store,
    clock: HouseClock,
    rates: Rates,
    notices: Notices,
    documents: Documents,
    sealing: Sealing,
    mailing: Mailing,
    links: Links,
    ceremony: Ceremony,
    sessions: Sessions,
    accounts: Accounts,
    verification: Verification,
    uploads: Uploads,
    bodies: SmallBodies,
    addresses: Addresses,
    refusals: RefusalLog,
    site: Site,
    jobs: Jobs,
}

impl App {
    /// Opens the vault, makes what is missing, and starts the press. `exe` is this program, re-executed as the
    /// jailed worker; `clock` tells the time.
    ///
    /// # Errors
    /// Says what the operator has to change.
    pub(crate) async fn start(
        config: &Config,
        exe: PathBuf,
        clock: HouseClock,
    ) -> anyhow::Result<Self> {
        let policy = match &config.verify_policy {
            Some(path) => Some(verification::policy(path).await?),
            None => None,
        };
        let keys = data_dir::prepare(config)?;
        let master = data_dir::master_key(config).await?;
        let cookies = Cookies::new(
            master.derive("onesign/cookie/1").expose(),
            config.is_https(),
        );
        let passwords = Passwords::new(
            master.derive("onesign/pepper/1").expose(),
            config.bcrypt_cost,
        );
        let tickets = Tickets::new(master.derive("onesign/ticket/1").expose());
        let base = Base::open(config, &keys, master, exe, clock).await?;
        let documents = base.documents(config).await?;
        let uploads = Uploads::open(&config.data_dir, config.max_bytes, &base.store)?;
        let mailing = base.mailing(config)?;
        let sealing = base.sealing(config)?;
        let links = base.links(config);
        let sessions = base.sessions(cookies);
        let addresses = Addresses::new(config.trusted_proxies.clone());
        Ok(Self(Arc::new(Rooms {
            ceremony: base.ceremony(&documents, &sealing),
            verification: base.verification(policy),
            accounts: Accounts::new(sessions.clone(), passwords, tickets),
            jobs: Jobs::new(
                sealing.clone(),
                base.notices.clone(),
                mailing.clone(),
                links.clone(),
            ),
            bodies: SmallBodies::new(addresses.clone()),
            refusals: RefusalLog::new(addresses.clone()),
            site: Site::new(config.public_url.clone()),
            store: base.store,
            clock: base.clock,
            rates: base.rates,
            notices: base.notices,
            documents,
            sealing,
            mailing,
            links,
            sessions,
            uploads,
            addresses,
        })))
    }
}

/// What most rooms have a share of.
struct Base {
    store: Store,
    clock: HouseClock,
    press: Press,
    texts: Catalogues,
    /// The key of the seal.
    keeper: Arc<Keeper>,
    rates: Rates,
    notices: Notices,
}

impl Base {
    async fn open(
        config: &Config,
        keys: &Path,
        master: MasterKey,
        exe: PathBuf,
        clock: HouseClock,
    ) -> anyhow::Result<Self> {
        let store = Store::open(data_dir::vault(config, master, clock.given())).await?;
        say_role(&store).await?;
        let first = store.instance().await?.is_none();
        let keeper = Keeper::open(&config.seal, keys, clock.clone(), first).await?;
        if let Some(warning) = keeper.current().incomplete_chain() {
            tracing::warn!("{warning}");
        }
        let keeper = Arc::new(keeper);
        Ok(Self {
            press: Press::start(exe, PressConfig::default()),
            texts: Catalogues::load(),
            rates: Rates::new(store.clone(), clock.clone()),
            notices: Notices::new(store.clone(), clock.clone(), Arc::clone(&keeper)),
            store,
            clock,
            keeper,
        })
    }

    async fn documents(&self, config: &Config) -> Result<Documents, BlobError> {
        let limits = Limits {
            max_bytes: config.max_bytes,
            max_pages: config.max_pages,
            ..Limits::default()
        };
        Documents::open(
            (self.store.clone(), self.press.clone()),
            self.clock.clone(),
            self.texts.clone(),
            limits,
            self.notices.clone(),
        )
        .await
    }

    fn mailing(&self, config: &Config) -> anyhow::Result<Mailing> {
        let (store, clock) = (self.store.clone(), self.clock.clone());
        let smtp = config.smtp.as_ref();
        Ok(Mailing::new(store, clock, self.texts.clone(), smtp)?)
    }

    fn sealing(&self, config: &Config) -> anyhow::Result<Sealing> {
        Ok(Sealing {
            store: self.store.clone(),
            clock: self.clock.clone(),
            keeper: Arc::clone(&self.keeper),
            composer: Composer::new(self.texts.clone()),
            texts: self.texts.clone(),
            authorities: Authorities::new(&config.tsa_urls)?,
            guarded: Guarded::new(&config.fetch_allow)?,
            press: self.press.clone(),
        })
    }

    fn links(&self, config: &Config) -> Links {
        Links::new(self.store.clone(), self.clock.clone(), &config.origin())
    }

    fn sessions(&self, cookies: Cookies) -> Sessions {
        let (store, clock) = (self.store.clone(), self.clock.clone());
        Sessions::new(store, clock, cookies, self.rates.clone())
    }

    fn ceremony(&self, documents: &Documents, sealing: &Sealing) -> Ceremony {
        Ceremony {
            store: self.store.clone(),
            clock: self.clock.clone(),
            texts: self.texts.clone(),
            documents: documents.clone(),
            sealing: sealing.clone(),
        }
    }

    fn verification(&self, policy: Option<KeptPolicy>) -> Verification {
        Verification::new(
            self.press.clone(),
            self.clock.clone(),
            Arc::clone(&self.keeper),
            policy,
            self.rates.clone(),
        )
    }
}

/// Logs as which role this instance works on its database.
async fn say_role(store: &Store) -> Result<(), onesign_store::Error> {
    match store.runs_as().await? {
        Some(role) if role.can_change_facts() => tracing::warn!(
            "{role} `onesign database roles` prints a role that can't (docs/operations/database.md)"
        ),
        Some(role) => tracing::info!("{role}"),
        None => {}
    }
    Ok(())
}

impl FromRef<App> for Store {
    fn from_ref(app: &App) -> Self {
        app.0.store.clone()
    }
}

impl FromRef<App> for HouseClock {
    fn from_ref(app: &App) -> Self {
        app.0.clock.clone()
    }
}

impl FromRef<App> for Rates {
    fn from_ref(app: &App) -> Self {
        app.0.rates.clone()
    }
}

impl FromRef<App> for Notices {
    fn from_ref(app: &App) -> Self {
        app.0.notices.clone()
    }
}

impl FromRef<App> for Documents {
    fn from_ref(app: &App) -> Self {
        app.0.documents.clone()
    }
}

impl FromRef<App> for Sealing {
    fn from_ref(app: &App) -> Self {
        app.0.sealing.clone()
    }
}

impl FromRef<App> for Mailing {
    fn from_ref(app: &App) -> Self {
        app.0.mailing.clone()
    }
}

impl FromRef<App> for Links {
    fn from_ref(app: &App) -> Self {
        app.0.links.clone()
    }
}

impl FromRef<App> for Ceremony {
    fn from_ref(app: &App) -> Self {
        app.0.ceremony.clone()
    }
}

impl FromRef<App> for Sessions {
    fn from_ref(app: &App) -> Self {
        app.0.sessions.clone()
    }
}

impl FromRef<App> for Accounts {
    fn from_ref(app: &App) -> Self {
        app.0.accounts.clone()
    }
}

impl FromRef<App> for Verification {
    fn from_ref(app: &App) -> Self {
        app.0.verification.clone()
    }
}

impl FromRef<App> for Uploads {
    fn from_ref(app: &App) -> Self {
        app.0.uploads.clone()
    }
}

impl FromRef<App> for SmallBodies {
    fn from_ref(app: &App) -> Self {
        app.0.bodies.clone()
    }
}

impl FromRef<App> for Addresses {
    fn from_ref(app: &App) -> Self {
        app.0.addresses.clone()
    }
}

impl FromRef<App> for RefusalLog {
    fn from_ref(app: &App) -> Self {
        app.0.refusals.clone()
    }
}

impl FromRef<App> for Site {
    fn from_ref(app: &App) -> Self {
        app.0.site.clone()
    }
}

impl FromRef<App> for Jobs {
    fn from_ref(app: &App) -> Self {
        app.0.jobs.clone()
    }
}

#[cfg(test)]
pub(crate) mod tests;
