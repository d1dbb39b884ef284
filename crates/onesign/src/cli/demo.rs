//! `onesign demo`: a whole ceremony through the real HTTP API, in one process, on a server of its own.

use super::out;
use crate::client::answers::Envelope;
use crate::client::{Client, SignerClient};
use crate::config::Config;
use crate::sealing::keys::pem;
use crate::server::Server;
use anyhow::Context;
use onesign_core::Clock;
use onesign_core::envelope::seal_level::SealLevel;
use onesign_core::time::utc_date;
use onesign_store::SystemClock;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// The document of the demo, if none is given.
const CONTRACT: &[u8] = include_bytes!("../../../../fixtures/contract.pdf");
/// The people of the demo.
const PEOPLE: [(&str, &str); 2] = [
    ("Mira Holt", "mira@example.com"),
    ("Jonas Lind", "jonas@example.com"),
];

pub(super) async fn run(file: Option<PathBuf>, out: PathBuf) -> anyhow::Result<()> {
    let (name, pdf) = match &file {
        Some(path) => {
            let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
            (name.unwrap_or_else(|| "document.pdf".into()), bytes)
        }
        None => ("Service agreement.pdf".into(), CONTRACT.to_vec()),
    };
    std::fs::create_dir_all(&out).with_context(|| out.display().to_string())?;
    let scratch = out.join(format!(".onesign-demo-{}", Uuid::now_v7()));
    let done = ceremony(&scratch, &name, pdf, &out).await;
    let removed = std::fs::remove_dir_all(&scratch);
    done?;
    removed.with_context(|| scratch.display().to_string())?;
    out::line(&format!(
        "Everything is in {}. Check it with:",
        out.display()
    ));
    out::line(&format!(
        "  onesign verify {0}/sealed.pdf --trust {0}/root.pem",
        out.display()
    ));
    Ok(())
}

async fn ceremony(scratch: &Path, name: &str, pdf: Vec<u8>, out: &Path) -> anyhow::Result<()> {
    let mut config = Config::private(scratch.to_owned())?;
    config.bcrypt_cost = 10;
    let exe = std::env::current_exe().context("can't find this program's own file")?;
    let server = Server::start(config, exe, Arc::new(SystemClock)).await?;
    let held = hold(&server, name, pdf, out).await;
    server.stop().await;
    held
}

async fn hold(server: &Server, name: &str, pdf: Vec<u8>, out: &Path) -> anyhow::Result<()> {
    let sender = Client::new(&server.origin())?;
    sender
        .set_up(
            &server.setup_code(),
            "Northwind Studio",
            "sender@example.com",
            "a password for one demo",
        )
        .await?;
    out::line(&format!("Uploading {name}"));
    let envelope = sender.upload(name, pdf).await?;
    let id = sender.send(&envelope.id, draft(&envelope)).await?.id;
    out::line(&format!(
        "Sent to {}, and then to {}",
        PEOPLE[0].0, PEOPLE[1].0
    ));
    let date = utc_date(SystemClock.now_ms());
    for (person, mailbox) in PEOPLE {
        let link = sender.mailed_link(mailbox, &[]).await?;
        let signer = SignerClient::open(&link).await?;
        signer.consent().await?;
        signer.read_pages().await?;
        signer.sign(signer.filled(&date)).await?;
        out::line(&format!("{person} has read, agreed and signed"));
    }
    sender.wait_for(&id, "sealed").await?;
    let level = settled_level(&sender, &id).await?;
    out::line(&format!("Sealed at level {level}"));
    let path = format!("/v1/envelopes/{id}");
    let write = |file: &str, bytes: &[u8]| {
        let path = out.join(file);
        std::fs::write(&path, bytes).with_context(|| path.display().to_string())
    };
    write(
        "sealed.pdf",
        &sender.bytes(&format!("{path}/sealed.pdf")).await?,
    )?;
    write(
        "onesign-evidence.json",
        &sender.bytes(&format!("{path}/evidence.json")).await?,
    )?;
    let key = server.sealing.keeper.current();
    let root = key.roots.first().context("a seal without a root")?;
    write("root.pem", pem("CERTIFICATE", root).as_bytes())
}

/// The level after the last addition to the seal, or after half a minute.
async fn settled_level(sender: &Client, envelope: &str) -> anyhow::Result<SealLevel> {
    let mut looks = 0;
    loop {
        let level = sender.envelope(envelope).await?.seal_level;
        let level = level.context("a seal without a level")?;
        if level.pending.is_none() || looks == 300 {
            return Ok(level);
        }
        looks += 1;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Two recipients in order; each signs, names themselves and gives the date on the last page, as large as it allows.
fn draft(envelope: &Envelope) -> Value {
    let pages = &envelope.document.pages;
    let last = pages.len().saturating_sub(1);
    let (w, h) = pages.get(last).map_or((0, 0), |page| (page.w, page.h));
    let mut recipients = Vec::new();
    let mut fields = Vec::new();
    for (n, (name, email)) in PEOPLE.iter().enumerate() {
        let recipient = Uuid::now_v7();
        recipients.push(json!({
            "id": recipient, "name": name, "email": email, "role": "signer", "step": n + 1,
        }));
        let left = w / 12 + (n as i64) * w / 2;
        let rows = [
            ("signature", h * 78 / 100, h * 6 / 100),
            ("full_name", h * 86 / 100, h * 3 / 100),
            ("date", h * 91 / 100, h * 3 / 100),
        ];
        for (kind, y, height) in rows {
            fields.push(json!({
                "id": Uuid::now_v7(), "recipient": recipient, "kind": kind, "page": last,
                "rect": { "x": left, "y": y, "w": w / 3, "h": height.max(4_000) },
                "required": true, "label": "",
            }));
        }
    }
    json!({
        "title": envelope.title, "message": "Please read and sign.", "locale": "en",
        "expires_in_days": 14, "recipients": recipients, "fields": fields,
    })
}
