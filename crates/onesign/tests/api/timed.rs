//! An instance whose clock a test moves: it runs in the test's own process, on the clock that it is given.

use crate::harness::{House, OWNER, PASSWORD};
use onesign::client::SignerClient;
use onesign::config::Config;
use onesign::server::Server;
use onesign_core::Clock;
use onesign_store::testing::MovedClock;
use reqwest::Method;
use serde_json::json;
use std::ffi::OsString;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A running instance and its clock.
pub struct TimedHouse {
    house: House,
    pub clock: Arc<MovedClock>,
    settings: Vec<(&'static str, String)>,
    server: Option<Server>,
}

impl Deref for TimedHouse {
    type Target = House;
    fn deref(&self) -> &House {
        &self.house
    }
}

/// Runs a test on each engine with an instance that has an owner, and whose clock moves.
pub async fn each_engine_timed(test: impl AsyncFn(&mut TimedHouse)) {
    each_engine_timed_with(&[], test).await;
}

/// [`each_engine_timed`] with these settings.
pub async fn each_engine_timed_with(
    settings: &[(&'static str, String)],
    test: impl AsyncFn(&mut TimedHouse),
) {
    let postgres = onesign_store::testing::postgres_address().await;
    for database in std::iter::once(None).chain(postgres.map(Some)) {
        let mut house = TimedHouse::start(database, settings.to_vec()).await;
        house.set_up_with(&house.setup_code()).await;
        test(&mut house).await;
        house.converged().await;
        house.stop().await;
    }
}

impl TimedHouse {
    /// Starts an instance with these settings, on the time of the machine at first.
    pub async fn start(database: Option<String>, settings: Vec<(&'static str, String)>) -> Self {
        let clock = Arc::new(MovedClock::default());
        let house = House::directory(database);
        let server = run(&house, &settings, &clock).await;
        Self {
            house,
            clock,
            settings,
            server: Some(server),
        }
    }

    /// The code that sets it up.
    pub fn setup_code(&self) -> String {
        let server = self.server.as_ref().expect("it runs");
        server.setup_code()
    }

    /// Lets this much time pass. Who has signed in is asked again after half an hour.
    pub async fn pass(&self, time: Duration) {
        self.clock.advance(time);
        let body = json!({ "email": OWNER, "password": PASSWORD });
        let path = "/v1/sessions";
        self.owner.call(Method::POST, path, body).await.unwrap();
    }

    /// Somebody who has opened their newest mail, on a device whose clock goes with the server's.
    pub async fn signer(&self, email: &str) -> SignerClient {
        let signer = self.house.opened(email).await;
        let signer = signer.with_clock(Arc::clone(&self.clock) as Arc<dyn Clock>);
        signer.consent().await.unwrap();
        signer
    }

    /// Stops the server and starts it again with more settings, which go before those that it had.
    pub async fn restart_with(&mut self, settings: Vec<(&'static str, String)>) {
        self.stop().await;
        self.settings.extend(settings);
        let server = run(&self.house, &self.settings, &self.clock).await;
        self.server = Some(server);
    }

    /// Stops the server.
    pub async fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop().await;
        }
    }
}

async fn run(
    house: &House,
    settings: &[(&'static str, String)],
    clock: &Arc<MovedClock>,
) -> Server {
    let listen = house.origin.replace("http://localhost:", "127.0.0.1:");
    let mut variables = vec![
        ("ONESIGN_DATA_DIR", house.data().display().to_string()),
        ("ONESIGN_LISTEN", listen),
        ("ONESIGN_BCRYPT_COST", "10".to_owned()),
    ];
    if let Some(url) = &house.database {
        variables.push(("ONESIGN_DATABASE_URL", url.clone()));
    }
    variables.extend_from_slice(settings);
    let variables = variables
        .into_iter()
        .map(|(name, value)| (OsString::from(name), OsString::from(value)));
    let config = Config::from_variables(variables).unwrap();
    let exe = Path::new(env!("CARGO_BIN_EXE_onesign")).to_owned();
    let clock = Arc::clone(clock) as Arc<dyn Clock>;
    Server::start(config, exe, clock).await.unwrap()
}
