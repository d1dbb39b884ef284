//! The running instance: everything a request or a job may need, made once at the start.

use crate::auth::cookie::Cookies;
use crate::auth::familiar::Familiar;
use crate::auth::password::Passwords;
use crate::auth::setup_code::SetupCode;
use crate::ceremony::links::Links;
use crate::clock::HouseClock;
use crate::config::Config;
use crate::config::data_dir;
use crate::documents::Documents;
use crate::http::Refusals;
use crate::http::client_address::Network;
use crate::http::problem::{A_MOMENT, Problem};
use crate::http::small_bodies;
use crate::jobs::Jobs;
use crate::limits::{Bounds, Checks, Rates, Room};
use crate::mail::delivery::Mailing;
use crate::net::Guarded;
use crate::notices::Notices;
use crate::sealing::Sealing;
use crate::sealing::keys::Keeper;
use crate::sealing::timestamp::Authorities;
use crate::verification;
use anyhow::Context;
use axum::extract::FromRef;
use onesign_evidence::check::Asking;
use onesign_evidence::composer::Composer;
use onesign_evidence::report::Report;
use onesign_evidence::text::Catalogues;
use onesign_pades::trust::TrustPolicy;
use onesign_pdf::Limits;
use onesign_store::Store;
use onesign_store::blobs::{Content, Spool};
use onesign_worker::verify::KeptPolicy;
use onesign_worker::{Press, PressCode, PressConfig};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The running instance, shared by all requests and jobs.
#[derive(Clone)]
pub(crate) struct Shared(Arc<App>);

impl Deref for Shared {
    type Target = App;

    fn deref(&self) -> &App {
        &self.0
    }
}

impl FromRef<Shared> for Store {
    fn from_ref(app: &Shared) -> Self {
        app.0.store.clone()
    }
}

impl FromRef<Shared> for HouseClock {
    fn from_ref(app: &Shared) -> Self {
        app.0.clock.clone()
    }
}

impl FromRef<Shared> for Rates {
    fn from_ref(app: &Shared) -> Self {
        app.0.rates.clone()
    }
}

impl FromRef<Shared> for Documents {
    fn from_ref(app: &Shared) -> Self {
        app.0.documents.clone()
    }
}

impl FromRef<Shared> for Mailing {
    fn from_ref(app: &Shared) -> Self {
        app.0.mailing.clone()
    }
}

impl FromRef<Shared> for Links {
    fn from_ref(app: &Shared) -> Self {
        app.0.links.clone()
    }
}

impl FromRef<Shared> for Sealing {
    fn from_ref(app: &Shared) -> Self {
        app.0.sealing.clone()
    }
}

/// Everything a request or a job may need.
pub(crate) struct App {
    pub(crate) config: Config,
    /// Tells the time to everything here.
    pub(crate) clock: HouseClock,
    pub(crate) store: Store,
    pub(crate) press: Press,
    pub(crate) cookies: Cookies,
    pub(crate) passwords: Passwords,
    /// Who knows it may set the instance up.
    pub(crate) setup_code: SetupCode,
    /// What was refused lately, for the log.
    pub(crate) refusals: Refusals,
    pub(crate) familiar: Familiar,
    pub(crate) checks: Checks,
    /// Room for long bodies in memory.
    pub(crate) small_bodies: Room<Network>,
    pub(crate) spools: Spools,
    pub(crate) documents: Documents,
    pub(crate) texts: Catalogues,
    pub(crate) sealing: Sealing,
    pub(crate) mailing: Mailing,
    pub(crate) links: Links,
    pub(crate) jobs: Jobs,
    /// The key of the seal.
    pub(crate) seal: Arc<Keeper>,
    /// Whom to trust besides the own root, if the operator says so.
    policy: Option<Arc<KeptPolicy>>,
    pub(crate) notices: Notices,
    pub(crate) rates: Rates,
}

/// Where files are on their way in: strangers take no room from those who have signed in.
pub(crate) struct Spools {
    pub(crate) accounts: Spool,
    pub(crate) strangers: Spool,
    /// The room in the strangers' spool: each network has a part of it, and the slowest upload gives way.
    pub(crate) for_strangers: Room<Network>,
}

impl Spools {
    /// How many of the largest uploads each spool has room for.
    const ROOM: u64 = 4;
    /// How many of the largest uploads strangers have room for, all together and those of one network. There is one
    /// less than the spool holds: whoever gives way is gone a little later.
    const ROOM_OF_STRANGERS: u64 = Self::ROOM - 1;
    const ROOM_OF_NETWORK: u64 = 2;
    /// How many uploads that have just begun are counted as one of the largest: they take memory as well.
    const BEGUN: u64 = 64;
    /// How long an upload may take for its next part when others need the room.
    const GRACE: Duration = Duration::from_secs(3);

    fn open(config: &Config, store: &Store) -> anyhow::Result<Self> {
        let open = |name: &str| {
            let dir = config.data_dir.join("spool").join(name);
            let most = config.max_bytes.saturating_mul(Self::ROOM);
            let spool = store.open_spool(&dir, most);
            spool.with_context(|| format!("can't use the directory {}", dir.display()))
        };
        Ok(Self {
            accounts: open("accounts")?,
            strangers: open("strangers")?,
            for_strangers: Room::new(Bounds {
                total: config.max_bytes.saturating_mul(Self::ROOM_OF_STRANGERS),
                each: config.max_bytes.saturating_mul(Self::ROOM_OF_NETWORK),
                least: config.max_bytes / Self::BEGUN,
                grace: Self::GRACE,
            }),
        })
    }
}

impl App {
    /// Opens the vault, makes what is missing, and starts the press. `exe` is this program, re-executed as the
    /// jailed worker; `clock` tells the time.
    pub(crate) async fn start(
        config: Config,
        exe: PathBuf,
        clock: HouseClock,
    ) -> anyhow::Result<Shared> {
        let policy = match &config.verify_policy {
            Some(path) => Some(Arc::new(policy(path).await?)),
            None => None,
        };
        let keys = data_dir::prepare(&config)?;
        let master = data_dir::master_key(&config).await?;
        let cookies = Cookies::new(
            master.derive("onesign/cookie/1").expose(),
            config.is_https(),
        );
        let passwords = Passwords::new(
            master.derive("onesign/pepper/1").expose(),
            config.bcrypt_cost,
        );
        let store = Store::open(data_dir::vault(&config, master, clock.given())).await?;
        let instance = store.instance().await?;
        let first = instance.is_none();
        let seal = Keeper::open(&config.seal, &keys, clock.clone(), first).await?;
        if let Some(warning) = seal.current().incomplete_chain() {
            tracing::warn!("{warning}");
        }
        let spools = Spools::open(&config, &store)?;
        let press = Press::start(exe, PressConfig::default());
        let texts = Catalogues::load();
        let mailing = Mailing::new(
            store.clone(),
            clock.clone(),
            texts.clone(),
            config.smtp.as_ref(),
        )?;
        let links = Links::new(store.clone(), clock.clone(), &config.origin());
        let seal = Arc::new(seal);
        let notices = Notices::new(store.clone(), clock.clone(), Arc::clone(&seal));
        let sealing = Sealing {
            store: store.clone(),
            clock: clock.clone(),
            keeper: Arc::clone(&seal),
            composer: Composer::new(texts.clone()),
            texts: texts.clone(),
            authorities: Authorities::new(&config.tsa_urls)?,
            guarded: Guarded::new(&config.fetch_allow)?,
            press: press.clone(),
            notices: notices.clone(),
        };
        let jobs = Jobs::new(sealing.clone(), mailing.clone(), links.clone());
        let limits = Limits {
            max_bytes: config.max_bytes,
            max_pages: config.max_pages,
            ..Limits::default()
        };
        let documents = Documents::open(
            (store.clone(), press.clone()),
            clock.clone(),
            texts.clone(),
            limits,
            notices.clone(),
        )
        .await?;
        let rates = Rates::new(store.clone(), clock.clone());
        Ok(Shared(Arc::new(Self {
            store,
            press,
            cookies,
            passwords,
            setup_code: SetupCode::new(),
            refusals: Refusals::default(),
            familiar: Familiar::default(),
            checks: Checks::new(),
            small_bodies: Room::new(small_bodies::ROOM),
            spools,
            documents,
            sealing,
            texts,
            mailing,
            links,
            jobs,
            seal,
            policy,
            notices,
            rates,
            clock,
            config,
        })))
    }

    /// Checks a PDF against this instance's own root and the operator's policy, in the jailed worker. Nothing is
    /// fetched: whoever sends a file does not choose whom this server talks to (`docs/adr/0010-…`).
    pub(crate) async fn verify(&self, file: Content) -> Result<Report, Problem> {
        let mut asking = Asking::new(&self.seal.current().roots, self.clock.now_s());
        if let Some(kept) = self.policy.clone() {
            // Lists of services are long: copying them is no work for a thread that serves requests either.
            let under = move || asking.under(TrustPolicy::clone(&kept.current()));
            let under = onesign_store::background(under).await;
            asking = under.map_err(|error| Problem::internal(&error))?;
        }
        verification::check(&self.press, &file, asking)
            .await
            .map_err(|error| match error.code {
                PressCode::Busy => Problem::busy("Many documents are being checked.", A_MOMENT),
                _ => Problem::internal(&error),
            })
    }
}

/// The operator's policy, read for the first time: one that can't be used stops the start.
async fn policy(path: &Path) -> anyhow::Result<KeptPolicy> {
    let named = path.to_owned();
    let opened = onesign_store::background(move || KeptPolicy::open(&named)).await?;
    opened.map_err(|problem| {
        let path = path.display();
        anyhow::anyhow!("ONESIGN_VERIFY_POLICY: {path}: {problem}")
    })
}
