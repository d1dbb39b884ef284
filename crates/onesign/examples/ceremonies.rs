//! Measures whole ceremonies: create, draft, send, open the mailed link, exchange, consent, sign, sealed.
//!
//! `cargo run --release -p onesign --example ceremonies -- target/release/onesign [COUNT]`
//! Starts that program with a data directory of its own, on SQLCipher and, where its programs are installed, on
//! PostgreSQL; takes its mails in by SMTP; holds COUNT ceremonies (200 by default) one after the other and then
//! eight at a time. Processor time is the server's and its workers', PostgreSQL's own not included.

use anyhow::Context;
use onesign::client::{Client, SignerClient};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

mod measuring;

use measuring::{Mailboxes, mail_server, memory, processor_ms, start};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let program = arguments.next().context("name the program to measure")?;
    let count = arguments.next().map_or(Ok(200), |text| text.parse())?;
    measure(&program, "SQLCipher", None, count).await?;
    if let Some(url) = onesign_store::testing::postgres_address().await {
        measure(&program, "PostgreSQL", Some(url), count).await?;
    }
    Ok(())
}

async fn measure(
    program: &str,
    engine: &str,
    url: Option<String>,
    count: usize,
) -> anyhow::Result<()> {
    let dir = tempfile::tempdir()?;
    let (mailboxes, smtp) = mail_server().await?;
    let begun = Instant::now();
    let (server, origin, code) = start(program, dir.path(), url, smtp)?;
    let first = begun.elapsed();
    let owner = Client::new(&origin)?;
    owner
        .set_up(
            &code,
            "Owner",
            "owner@example.com",
            "a password for measuring",
        )
        .await?;
    let bench = Arc::new(Bench {
        owner,
        mailboxes,
        next: AtomicUsize::new(0),
        pdf: document(),
    });
    println!(
        "{engine}: first start {} ms, then {} MB at rest",
        first.as_millis(),
        memory(server.id())
    );
    hold(&bench, 8, 1).await?;
    for parallel in [1, 8] {
        let (before, begun) = (processor_ms(server.id()), Instant::now());
        hold(&bench, count, parallel).await?;
        let (spent, took) = (processor_ms(server.id()) - before, begun.elapsed());
        println!(
            "{engine}, {parallel} at a time: {:.1} a second, {:.1} ms of processor time each ({count} ceremonies, {} KB, {} MB after)",
            count as f64 / took.as_secs_f64(),
            spent as f64 / count as f64,
            bench.pdf.len() / 1024,
            memory(server.id()),
        );
    }
    drop(server);
    Ok(())
}

struct Bench {
    owner: Client,
    mailboxes: Mailboxes,
    next: AtomicUsize,
    pdf: Vec<u8>,
}

/// Holds so many ceremonies, so many at a time.
async fn hold(bench: &Arc<Bench>, count: usize, parallel: usize) -> anyhow::Result<()> {
    let left = Arc::new(AtomicUsize::new(count));
    let mut holders = Vec::new();
    for _ in 0..parallel {
        let (bench, left) = (Arc::clone(bench), Arc::clone(&left));
        holders.push(tokio::spawn(async move {
            let one_less = |n: usize| n.checked_sub(1);
            while left
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less)
                .is_ok()
            {
                bench.ceremony().await?;
            }
            anyhow::Ok(())
        }));
    }
    for holder in holders {
        holder.await??;
    }
    Ok(())
}

impl Bench {
    async fn ceremony(&self) -> anyhow::Result<()> {
        let mailbox = format!(
            "signer{}@example.com",
            self.next.fetch_add(1, Ordering::Relaxed)
        );
        let envelope = self.owner.upload("Contract.pdf", self.pdf.clone()).await?;
        let recipient = uuid::Uuid::now_v7();
        let draft = json!({
            "title": "Contract", "message": "Please sign.", "locale": "en", "expires_in_days": 7,
            "recipients": [{ "id": recipient, "name": "Mira Holt", "email": mailbox, "role": "signer", "step": 1 }],
            "fields": [{ "id": uuid::Uuid::now_v7(), "recipient": recipient, "kind": "signature", "page": 0,
                "rect": { "x": 60_000, "y": 600_000, "w": 200_000, "h": 50_000 }, "required": true, "label": "" }],
        });
        self.owner.send(&envelope.id, draft).await?;
        let signer = SignerClient::open(&self.mailboxes.link(&mailbox).await?).await?;
        signer.consent().await?;
        signer.sign(signer.filled("2030-01-02")).await?;
        while self.owner.envelope(&envelope.id).await?.status != "sealed" {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }
}

/// A contract of one page with a scanned logo that doesn't compress: 50 KB.
fn document() -> Vec<u8> {
    let mut noise = Vec::with_capacity(48_000);
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    while noise.len() < 48_000 {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        noise.push((seed >> 24) as u8);
    }
    let mut page = String::from("q 160 0 0 120 60 680 cm /Logo Do Q BT /F 11 Tf 14 TL 60 640 Td\n");
    for clause in 1..=40 {
        page.push_str(&format!(
            "({clause}. The parties agree to what is written here.) '\n"
        ));
    }
    page.push_str("ET");
    let stream = |dictionary: &str, data: &[u8]| {
        let head = format!("<<{dictionary}/Length {}>>stream\n", data.len());
        [head.as_bytes(), data, b"\nendstream"].concat()
    };
    let objects: [Vec<u8>; 6] = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</Logo 6 0 R>>>>>>".to_vec(),
        stream("", page.as_bytes()),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
        stream("/Type/XObject/Subtype/Image/Width 240/Height 200/ColorSpace/DeviceGray/BitsPerComponent 8", &noise),
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.extend(format!("{} 0 obj\n", n + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        file.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    file.extend(
        format!(
            "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n",
            objects.len() + 1
        )
        .bytes(),
    );
    file
}
