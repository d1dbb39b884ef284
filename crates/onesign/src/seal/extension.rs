//! What is added behind a seal so that it can be judged for years: validation data and document timestamps
//! (EN 319 142-1, levels B-T to B-LTA). What was sealed stays as it is and is the beginning of the longer file.

use super::timestamp::{self, PENDING};
use crate::app::{App, Shared};
use bytes::Bytes;
use onesign_pades::verify::{
    Gathered, Material, PerSignature, Policy, Wanted, certificates_in, material, newest_timestamp,
};
use onesign_pades::{DocumentTimestamp, dss};
use onesign_pdf::write::SignatureDictionary;

/// Rounds of asking: each answer may bring certificates that have to be asked about in turn.
const ROUNDS: usize = 4;
/// How long before the end of its authority's certificate a document timestamp is renewed with whatever validation
/// data there is, in seconds.
const URGENT_S: i64 = 14 * 24 * 60 * 60;

/// What is to be appended.
pub(crate) struct Extension {
    pub(crate) tail: Vec<u8>,
    /// The level then reached, with the reason if it could be higher.
    pub(crate) level: String,
    /// `validation_data`, `document_timestamp`, in order.
    pub(crate) added: Vec<String>,
    /// When the certificate of the newest document timestamp ends, Unix milliseconds.
    pub(crate) timestamp_ends_ms: Option<i64>,
}

/// A step that can't be made for reasons that lie in the file or in this program.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Impossible(String);

fn impossible(error: &dyn std::fmt::Display) -> Impossible {
    Impossible(error.to_string())
}

/// The file as it grows.
struct Growth {
    file: Bytes,
    sealed: usize,
    added: Vec<String>,
}

impl Growth {
    fn add(&mut self, what: &str, tail: &[u8]) {
        self.file = Bytes::from([&self.file, tail].concat());
        self.added.push(what.to_owned());
    }

    fn extension(self, level: String) -> Option<Extension> {
        if self.added.is_empty() {
            return None;
        }
        let newest = newest_timestamp(&self.file);
        Some(Extension {
            tail: self.file.slice(self.sealed..).to_vec(),
            level,
            added: self.added,
            timestamp_ends_ms: newest.map(|stamped| stamped.certificate_ends.saturating_mul(1_000)),
        })
    }
}

/// Takes a sealed file of `level` as far as it goes today. `None` if nothing can be added now.
pub(crate) async fn extend(
    app: &Shared,
    file: Bytes,
    level: &str,
    now: i64,
) -> Result<Option<Extension>, Impossible> {
    let reached = level.split(':').next().unwrap_or(level).to_owned();
    let mut growth = Growth {
        sealed: file.len(),
        file,
        added: Vec::new(),
    };
    if reached == "B-B" {
        // A timestamp over the whole document proves the time of its signature as well (table 1, B-T).
        match stamp(app, &growth.file).await? {
            Ok(tail) => growth.add("document_timestamp", &tail),
            Err(_) => return Ok(None),
        }
    }
    let gathered = gather(app, growth.file.clone(), now).await?;
    let is_complete = gathered.used.iter().all(|used| used.is_complete);
    let is_urgent = newest_timestamp(&growth.file)
        .is_some_and(|stamped| reached == "B-LTA" && stamped.certificate_ends - now < URGENT_S);
    if !is_complete && !is_urgent {
        let silent = gathered.used.iter().any(|used| !used.silent.is_empty());
        let level = if silent {
            "B-T".to_owned()
        } else {
            format!("B-T: {PENDING}")
        };
        return Ok(growth.extension(level));
    }
    if let Some(tail) = store(growth.file.clone(), gathered.used).await? {
        growth.add("validation_data", &tail);
    }
    let level = match stamp(app, &growth.file).await? {
        Ok(tail) => {
            growth.add("document_timestamp", &tail);
            "B-LTA".to_owned()
        }
        Err(why) if reached == "B-LTA" => format!("B-LTA: {why}"),
        Err(why) => format!("B-LT: {why}"),
    };
    Ok(growth.extension(level))
}

/// A document timestamp by the first authority that gives one.
async fn stamp(
    app: &App,
    file: &Bytes,
) -> Result<Result<Vec<u8>, timestamp::NoTimestamp>, Impossible> {
    let file = file.clone();
    let start = move || DocumentTimestamp::start(&file, SignatureDictionary::DEFAULT_CONTENTS_SIZE);
    let stage = off(start).await?.map_err(|e| impossible(&e))?;
    Ok(timestamp::stamp_document(app, stage).await)
}

async fn store(file: Bytes, used: Vec<PerSignature>) -> Result<Option<Vec<u8>>, Impossible> {
    off(move || dss::extend(&file, &used))
        .await?
        .map_err(|e| impossible(&e))
}

/// Off the threads that serve requests.
async fn off<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Impossible> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|e| impossible(&e))
}

/// What judges the signatures in the file, out of the file and from where its certificates say that it is had.
async fn gather(app: &App, file: Bytes, now: i64) -> Result<Gathered, Impossible> {
    let mut given = Material::default();
    let mut asked: Vec<Wanted> = Vec::new();
    let mut roots: Vec<Vec<u8>> = Vec::new();
    loop {
        let policy =
            Policy::trusting(app.seal.current().roots.clone()).taking_timestamps_from(&roots);
        let (held, known) = (file.clone(), given.clone());
        let gathered = off(move || material(&held, &policy, &known, now)).await?;
        let seen = gathered.used.iter().flat_map(|used| &used.certificates);
        let before = roots.len();
        for certificate in seen.chain(&given.certificates) {
            if !roots.contains(certificate) {
                roots.push(certificate.clone());
            }
        }
        let news: Vec<Wanted> = gathered
            .wanted
            .iter()
            .filter(|wanted| !asked.contains(wanted))
            .cloned()
            .collect();
        if (news.is_empty() && roots.len() == before) || asked.len() > ROUNDS * 64 {
            return Ok(gathered);
        }
        for wanted in news {
            match fetch(app, &wanted).await {
                Ok(one) => given.extend(one),
                Err(error) => {
                    tracing::warn!(%error, ?wanted, "validation data can't be fetched");
                }
            }
            asked.push(wanted);
        }
    }
}

async fn fetch(app: &App, wanted: &Wanted) -> Result<Material, crate::net::NotFetched> {
    let mut one = Material::default();
    match wanted {
        Wanted::Crl { url } => one.crls.push(app.guarded.get(url).await?.to_vec()),
        Wanted::Issuer { url } => one.certificates = certificates_in(&app.guarded.get(url).await?),
        Wanted::Ocsp { url, request } => {
            let mime = "application/ocsp-request";
            let answer = app.guarded.post(url, mime, request.clone()).await?;
            one.ocsps.push(answer.to_vec());
        }
    }
    Ok(one)
}
