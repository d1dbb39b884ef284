//! Starts the program, sends it requests, and fails a test that leaves an unfinished envelope.

pub use crate::paper::*;
use onesign::client::answers::{Envelope, Fact, Items};
use onesign::client::{Client, SignerClient, ready};
use onesign_core::actor::Access;
use onesign_core::identity::role::Role;
use onesign_core::ids::{AccountId, EnvelopeId};
use onesign_core::time::Entropy;
use onesign_core::{Actor, Clock, Command as Intent, Moment};
use onesign_store::{BlobsConfig, Config, Database, MasterKey, Store, SystemClock};
use reqwest::Method;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;
use tempfile::TempDir;
use uuid::Uuid;

pub const OWNER: &str = "owner@example.com";
pub const PASSWORD: &str = "a password for tests";
/// A contract of a few pages.
pub const CONTRACT: &[u8] = include_bytes!("../../../../fixtures/contract.pdf");

/// A running instance with its own data.
pub struct House {
    pub origin: String,
    /// The directory of its data, keys and log.
    pub dir: TempDir,
    /// The database, if it is not SQLCipher.
    pub database: Option<String>,
    /// The owner's browser, signed in after the set-up.
    pub owner: Client,
    settings: Vec<(&'static str, String)>,
    child: Mutex<Option<Child>>,
}

/// Runs a test on each engine with an instance that has an owner.
pub async fn each_engine(test: impl AsyncFn(&House)) {
    each_engine_with(&[], async |house| {
        house.set_up().await;
        test(house).await;
        house.converged().await;
    })
    .await;
}

/// Runs a test on each engine with a new instance and these settings.
pub async fn each_engine_with(
    settings: &[(&'static str, &'static str)],
    test: impl AsyncFn(&House),
) {
    test(&House::start(None, settings).await).await;
    if let Some(database) = onesign_store::testing::postgres_address().await {
        test(&House::start(Some(database), settings).await).await;
    }
}

impl House {
    async fn start(database: Option<String>, settings: &[(&'static str, &'static str)]) -> Self {
        let settings = settings
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        Self::start_with(database, settings.collect()).await
    }

    /// Starts an instance with these settings.
    pub async fn start_with(
        database: Option<String>,
        settings: Vec<(&'static str, String)>,
    ) -> Self {
        let mut house = Self::directory(database);
        house.settings = settings;
        house.restart();
        house
    }

    /// A directory and an address for an instance that is not running yet.
    pub fn directory(database: Option<String>) -> Self {
        let origin = format!("http://localhost:{}", free_port());
        Self {
            owner: Client::new(&origin).unwrap(),
            settings: Vec::new(),
            origin,
            dir: tempfile::tempdir().unwrap(),
            database,
            child: Mutex::new(None),
        }
    }

    pub async fn set_up(&self) {
        self.set_up_with(&self.setup_code()).await;
    }

    pub async fn set_up_with(&self, code: &str) {
        self.owner
            .set_up(code, "Owner Of Tests", OWNER, PASSWORD)
            .await
            .unwrap();
    }

    /// The data directory of the server.
    pub fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.dir.path().join("log")).unwrap_or_default()
    }

    /// The code that the server printed for its operator.
    pub fn setup_code(&self) -> String {
        let line = std::fs::read_to_string(self.dir.path().join("console")).unwrap();
        ready(&line).unwrap().1.to_owned()
    }

    /// Kills the server without warning, as a power cut would.
    pub fn kill(&self) {
        if let Some(mut child) = self.child.lock().unwrap().take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Starts the server again on the same data, at the same address.
    pub fn restart(&self) {
        self.kill();
        let port = self.origin.rsplit(':').next().unwrap().parse().unwrap();
        let child = spawn(
            self.dir.path(),
            self.database.as_deref(),
            &self.settings,
            port,
            20,
        );
        *self.child.lock().unwrap() = Some(child);
    }

    pub fn is_running(&self) -> bool {
        let mut child = self.child.lock().unwrap();
        child
            .as_mut()
            .is_some_and(|c| c.try_wait().unwrap().is_none())
    }

    /// Stops the server and opens its vault, for changes that need another clock or another account. Close the vault
    /// before [`House::restart`].
    pub async fn vault(&self) -> Store {
        self.vault_on(std::sync::Arc::new(SystemClock)).await
    }

    /// [`House::vault`] on a clock of the test.
    pub async fn vault_on(&self, clock: std::sync::Arc<dyn Clock>) -> Store {
        self.kill();
        let database = match &self.database {
            Some(url) => Database::Postgres {
                url: url.clone().into(),
                migration_url: None,
                connections: 2,
            },
            None => Database::Sqlite {
                path: self.data().join("onesign.db"),
            },
        };
        Store::open(Config {
            database,
            blobs: BlobsConfig::Disk {
                dir: self.data().join("blobs"),
            },
            master: MasterKey::obtain(&self.data().join("keys")).unwrap(),
            log: "localhost/onesign".into(),
            clock,
        })
        .await
        .unwrap()
    }

    /// Makes an envelope of another account and returns its id.
    pub async fn foreign_envelope(&self) -> Uuid {
        let mine = self.envelope().await;
        let path = format!("/v1/envelopes/{}/voiding", mine.id);
        self.write(Method::POST, &path, &json!({ "reason": "not needed" }))
            .await;
        let (store, id) = (self.vault().await, Uuid::now_v7());
        let document = &mine.document;
        let upload = onesign_core::command::Upload {
            filename: "Theirs.pdf".into(),
            received_sha256: document.received_sha256.clone(),
            received_bytes: CONTRACT.len() as i64,
            normalised_sha256: document.normalised_sha256.clone(),
            normalised_bytes: document.bytes,
            pages: vec![onesign_core::envelope::PageSize {
                w: 595_000,
                h: 842_000,
            }],
            removed: vec![],
            warnings: vec![],
            detected: vec![],
            enclosed: None,
        };
        let create = Intent::CreateEnvelope(onesign_core::command::CreateEnvelope {
            envelope: EnvelopeId(id),
            sender: ("Somebody Else".into(), "else@example.com".into()),
            title: "Theirs".into(),
            locale: "en".into(),
            upload,
        });
        let by = somebody(Uuid::now_v7());
        store.execute(create, &by, &at(0)).await.unwrap();
        store.close().await.unwrap();
        self.restart();
        id
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.owner.request(Method::GET, path)).await
    }

    /// A request to set up the instance, with the printed code.
    pub async fn asked_to_set_up(&self, mut body: Value) -> Answer {
        body["code"] = self.setup_code().into();
        self.write(Method::POST, "/v1/setup", &body).await
    }

    /// A write of the owner.
    pub async fn write(&self, method: Method, path: &str, body: &Value) -> Answer {
        Answer::of(self.owner.request(method, path).json(body)).await
    }

    /// An envelope with the contract in it.
    pub async fn envelope(&self) -> Envelope {
        self.owner
            .upload("Contract.pdf", CONTRACT.to_vec())
            .await
            .unwrap()
    }

    /// An envelope that was sent to these people.
    pub async fn sent(&self, people: &[Person]) -> Envelope {
        let envelope = self.envelope().await;
        let sent = self.owner.send(&envelope.id, draft(people)).await;
        sent.unwrap()
    }

    /// Somebody who has opened their newest mail and agreed to sign electronically.
    pub async fn signer(&self, email: &str) -> SignerClient {
        let signer = self.opened(email).await;
        signer.consent().await.unwrap();
        signer
    }

    /// Somebody who has opened their newest mail.
    pub async fn opened(&self, email: &str) -> SignerClient {
        let link = self.owner.mailed_link(email, &[]).await.unwrap();
        SignerClient::open(&link).await.unwrap()
    }

    /// The facts of an envelope, after a check of their order.
    pub async fn facts(&self, id: &str) -> Vec<Fact> {
        let facts = self.get(&format!("/v1/envelopes/{id}/facts")).await;
        let facts = facts.read::<Items<Fact>>().items;
        for (n, fact) in facts.iter().enumerate() {
            assert_eq!(fact.seq, n as u64, "the facts of {id} are not in order");
        }
        facts
    }

    /// How many facts of this type an envelope has.
    pub async fn count(&self, id: &str, kind: &str) -> usize {
        let facts = self.facts(id).await;
        facts.iter().filter(|f| f.kind == kind).count()
    }

    /// Fails if a fully signed envelope doesn't become sealed on its own.
    pub async fn converged(&self) {
        for _ in 0..600 {
            let list = self
                .get("/v1/envelopes?status=completed&limit=100")
                .await
                .body;
            if list["items"].as_array().is_some_and(Vec::is_empty) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!(
            "an envelope was never sealed; the log says:\n{}",
            self.log()
        );
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            eprintln!(
                "on {}; the server's log:\n{}",
                self.database.as_deref().unwrap_or("SQLCipher"),
                self.log()
            );
        }
    }
}

/// An account that may send.
pub fn somebody(id: Uuid) -> Actor {
    Actor::Account {
        id: AccountId(id),
        role: Role::Owner,
        assurance: onesign_core::identity::assurance::Assurance::Single,
        access: Access::default(),
    }
}

/// A moment this many milliseconds from now.
pub fn at(offset_ms: i64) -> Moment {
    let mut seed = [0; 32];
    seed[..16].copy_from_slice(Uuid::now_v7().as_bytes());
    seed[16..].copy_from_slice(Uuid::now_v7().as_bytes());
    Moment {
        at_ms: SystemClock.now_ms() + offset_ms,
        clock_error_ms: 1_000,
        entropy: Entropy::from_seed(seed),
        build: "onesign tests".into(),
    }
}

/// A port below the system's ephemeral ports. A client that retries a killed server's port could otherwise get that
/// port as its own, and keep it.
pub fn free_port() -> u16 {
    loop {
        let random = Uuid::now_v7().as_u128();
        let port = 20_000 + u16::try_from(random % 12_000).unwrap();
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "waits for a port, outside of any server"
)]
fn spawn(
    dir: &Path,
    database: Option<&str>,
    settings: &[(&'static str, String)],
    port: u16,
    tries: u32,
) -> Child {
    let log = std::fs::File::options()
        .create(true)
        .append(true)
        .open(dir.join("log"))
        .unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_onesign"));
    command
        .current_dir(dir)
        .env("ONESIGN_DATA_DIR", dir.join("data"))
        .env("ONESIGN_LISTEN", format!("127.0.0.1:{port}"))
        .env("ONESIGN_BCRYPT_COST", "10")
        .env_remove("ONESIGN_DATABASE_URL")
        .envs(settings.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log);
    if let Some(url) = database {
        command.env("ONESIGN_DATABASE_URL", url);
    }
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    let mut console = BufReader::new(child.stdout.take().unwrap());
    console.read_line(&mut line).unwrap();
    std::fs::write(dir.join("console"), &line).unwrap();
    if ready(&line).is_none() {
        let _ = child.kill();
        let _ = child.wait();
        let log = std::fs::read_to_string(dir.join("log")).unwrap_or_default();
        // A worker that a killed server was about to start keeps its port for a moment.
        if tries > 0 && log.trim_end().ends_with("(os error 98)") {
            std::thread::sleep(Duration::from_millis(100));
            return spawn(dir, database, settings, port, tries - 1);
        }
        panic!("the server did not start: {line}\n{log}");
    }
    child
}
