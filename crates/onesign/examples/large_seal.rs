//! Memory that a running instance needs to seal a large document.
//!
//! `cargo run --release -p onesign --example large_seal -- target/release/onesign DOCUMENT.pdf`
//! Starts that program with a data directory of its own, puts the document into the vault as if it had been taken in
//! (uploads have their own limit), has it sent, signed and sealed, downloads the sealed file, and prints the most
//! memory that the server ever held (VmHWM) before the signature and at the end. Where the server is to ask a
//! time-stamping authority, the seal is waited for until it has reached B-LTA (`bench/with_pki.py` brings one).

use anyhow::Context;
use onesign::client::{Client, SignerClient, ready};
use onesign_core::actor::Access;
use onesign_core::audit::{hex, sha256};
use onesign_core::command::CreateEnvelope;
use onesign_core::command::Upload;
use onesign_core::envelope::PageSize;
use onesign_core::envelope::seal_level::{Level, SealLevel};
use onesign_core::identity::role::Role;
use onesign_core::ids::{AccountId, EnvelopeId};
use onesign_core::time::Entropy;
use onesign_core::{Actor, Clock, Command, Moment};
use onesign_pdf::object::Object;
use onesign_pdf::read::Document;
use onesign_store::{BlobsConfig, Config, Database, MasterKey, Store, SystemClock};
use reqwest::Method;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let program = arguments.next().context("name the program to measure")?;
    let document = arguments.next().context("name the document to seal")?;
    let dir = tempfile::tempdir()?;
    let (server, origin, code) = start(&program, dir.path())?;
    let pid = server.0.id();
    let owner = Client::new(&origin)?;
    owner
        .set_up(
            &code,
            "Owner",
            "owner@example.com",
            "a password for measuring",
        )
        .await?;
    let me = owner.call(Method::GET, "/v1/me", Value::Null).await?;
    let account: Uuid = me["id"].as_str().context("no account")?.parse()?;
    let envelope = take_in(dir.path(), AccountId(account), std::fs::read(document)?).await?;
    let path = format!("/v1/envelopes/{envelope}");

    let recipient = Uuid::now_v7();
    let draft = json!({
        "title": "Plans", "message": "Please sign.", "locale": "en", "expires_in_days": 7,
        "recipients": [{ "id": recipient, "name": "Mira Holt", "email": "mira@example.com", "role": "signer", "step": 1 }],
        "fields": [{ "id": Uuid::now_v7(), "recipient": recipient, "kind": "signature", "page": 0,
            "rect": { "x": 60_000, "y": 600_000, "w": 200_000, "h": 50_000 }, "required": true, "label": "" }],
    });
    owner.send(&envelope.to_string(), draft).await?;
    let link = owner.mailed_link("mira@example.com", &[]).await?;
    let signer = SignerClient::open(&link).await?;
    signer.consent().await?;
    println!("before the signature: {} MB", peak(pid)?);
    let begun = Instant::now();
    signer.sign(signer.filled("2030-01-02")).await?;
    while owner.envelope(&envelope.to_string()).await?.status != "sealed" {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    println!(
        "sealed after {:.1} s: {} MB",
        begun.elapsed().as_secs_f64(),
        peak(pid)?
    );
    if std::env::var_os("ONESIGN_TSA_URL").is_some() {
        let id = envelope.to_string();
        let highest = Some(SealLevel::settled(Level::Lta));
        let level = async |owner: &Client| anyhow::Ok(owner.envelope(&id).await?.seal_level);
        let begun = Instant::now();
        while level(&owner).await? != highest {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        println!(
            "at level B-LTA after {:.1} s: {} MB",
            begun.elapsed().as_secs_f64(),
            peak(pid)?
        );
    }
    let begun = Instant::now();
    let mut sealed = owner
        .request(Method::GET, &format!("{path}/sealed.pdf"))
        .timeout(Duration::from_secs(600))
        .send()
        .await?
        .error_for_status()?;
    let expected = sealed
        .content_length()
        .context("a download without a length")?;
    let mut length = 0;
    while let Some(piece) = sealed.chunk().await? {
        length += piece.len() as u64;
    }
    anyhow::ensure!(length == expected, "{length} bytes of {expected} came");
    println!(
        "downloaded {length} bytes in {:.1} s: {} MB",
        begun.elapsed().as_secs_f64(),
        peak(pid)?
    );
    Ok(())
}

/// Makes an envelope of a document that needs no intake.
async fn take_in(dir: &Path, account: AccountId, document: Vec<u8>) -> anyhow::Result<Uuid> {
    let store = Store::open(Config {
        database: Database::Sqlite {
            path: dir.join("onesign.db"),
        },
        blobs: BlobsConfig::Disk {
            dir: dir.join("blobs"),
        },
        master: MasterKey::obtain(&dir.join("keys"))?,
        log: "localhost/onesign".into(),
        clock: Arc::new(SystemClock),
    })
    .await?;
    let pages = pages(&document)?;
    let (length, digest) = (i64::try_from(document.len())?, hex(&sha256(&[&document])));
    let id = Uuid::now_v7();
    store
        .blobs()
        .put(
            &format!("envelopes/{id}/normalised").parse()?,
            document.into(),
        )
        .await?;
    let command = Command::CreateEnvelope(CreateEnvelope {
        envelope: EnvelopeId(id),
        sender: ("Owner".into(), "owner@example.com".into()),
        title: "Plans".into(),
        locale: "en".into(),
        upload: Upload {
            filename: "Plans.pdf".into(),
            received_sha256: digest.clone(),
            received_bytes: length,
            normalised_sha256: digest,
            normalised_bytes: length,
            pages,
            removed: Vec::new(),
            warnings: Vec::new(),
            detected: Vec::new(),
            enclosed: None,
        },
    });
    let owner = Actor::Account {
        id: account,
        role: Role::Owner,
        assurance: onesign_core::identity::assurance::Assurance::Single,
        access: Access::default(),
    };
    let mut seed = [0; 32];
    aws_lc_rs::rand::fill(&mut seed).map_err(|_| anyhow::anyhow!("no randomness"))?;
    let moment = Moment {
        at_ms: SystemClock.now_ms(),
        clock_error_ms: 1_000,
        entropy: Entropy::from_seed(seed),
        build: "measuring".into(),
    };
    store.execute(command, &owner, &moment).await?;
    store.close().await?;
    Ok(id)
}

/// The sizes of the pages in thousandths of a point.
fn pages(document: &[u8]) -> anyhow::Result<Vec<PageSize>> {
    let document = Document::parse(document)?;
    let size = |page| {
        let page = document.object(page)?;
        let media = page.as_dictionary().and_then(|page| page.get("MediaBox"));
        let media = media.and_then(Object::as_array).unwrap_or_default();
        let side = |at: usize| media.get(at).and_then(Object::as_integer);
        let (w, h) = side(2).zip(side(3)).context("a page without a size")?;
        Ok(PageSize {
            w: w * 1000,
            h: h * 1000,
        })
    };
    document.pages()?.into_iter().map(size).collect()
}

/// Ends the server when dropped.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(program: &str, dir: &Path) -> anyhow::Result<(Server, String, String)> {
    let mut command = std::process::Command::new(program);
    command
        .env("ONESIGN_DATA_DIR", dir)
        .env("ONESIGN_LISTEN", "127.0.0.1:0")
        .stdout(Stdio::piped());
    let mut server = Server(command.spawn()?);
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().context("no output")?).read_line(&mut line)?;
    let (origin, code) = ready(&line).context("the server did not start")?;
    Ok((server, origin.to_owned(), code.to_owned()))
}

/// The most resident memory that a process ever had, in megabytes.
fn peak(pid: u32) -> anyhow::Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|text| text.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    Ok(kilobytes.context("no VmHWM")? * 1024 / 1_000_000)
}
