//! What is added behind a seal so that it can be judged for years: validation data and document timestamps
//! (EN 319 142-1, levels B-T to B-LTA). What was sealed stays as it is and is the beginning of the longer file.

use super::Sealing;
use super::timestamp::{self, Authorities};
use bytes::Bytes;
use onesign_core::envelope::seal_level::{Level, Pending, SealLevel};
use onesign_pades::DocumentTimestamp;
use onesign_pades::document::{StampedTime, newest_timestamp};
use onesign_pades::revocation::ValidationData;
use onesign_pades::sign::{Prefix, security_store};
use onesign_pades::trust::TrustPolicy;
use onesign_pades::validate::{Gathered, MissingData, PerSignature, validation_data};
use onesign_pdf::read::{Source, SourceError};
use onesign_pdf::write::SignatureDictionary;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// Rounds of asking: each answer may bring certificates that have to be asked about in turn.
const ROUNDS: usize = 4;
/// How long before the end of its authority's certificate a document timestamp is renewed with whatever validation
/// data there is, in seconds.
const URGENT_S: i64 = 14 * 24 * 60 * 60;

/// What is to be appended.
pub(crate) struct Extension {
    pub(crate) tail: Bytes,
    /// SHA-256 of the longer file.
    pub(crate) sha256: [u8; 32],
    /// The level then reached, with the reason if it could be higher.
    pub(crate) level: SealLevel,
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

/// A stored file. Reading it waits for the disk.
pub(crate) type Stored = Arc<dyn Source + Send + Sync>;

/// The file as it grows: the stored one, read where it is asked for, and what is to be appended.
#[derive(Clone)]
pub(crate) struct Grown {
    stored: Stored,
    tail: Bytes,
}

impl Source for Grown {
    fn length(&self) -> u64 {
        self.stored.length() + self.tail.len() as u64
    }

    fn read(&self, range: Range<u64>) -> Result<Cow<'_, [u8]>, SourceError> {
        let end = self.stored.length();
        let inside = |range: Range<u64>| {
            let at = |place: u64| usize::try_from(place.saturating_sub(end)).ok();
            let part = at(range.start).zip(at(range.end));
            part.and_then(|(start, end)| self.tail.get(start..end))
                .ok_or_else(|| SourceError("a range outside the file".into()))
        };
        if range.end <= end {
            return self.stored.read(range);
        }
        if range.start >= end {
            return inside(range).map(Cow::Borrowed);
        }
        let mut both = self.stored.read(range.start..end)?.into_owned();
        both.extend_from_slice(inside(end..range.end)?);
        Ok(Cow::Owned(both))
    }
}

/// A sealed file on its way to a higher level.
struct Growth {
    file: Grown,
    /// What is there so far, hashed once.
    hashed: Prefix,
    added: Vec<String>,
}

impl Growth {
    fn add(&mut self, what: &str, tail: &[u8]) {
        self.file.tail = [&self.file.tail, tail].concat().into();
        self.hashed.update(tail);
        self.added.push(what.to_owned());
    }

    async fn newest_timestamp(&self) -> Result<Option<StampedTime>, Impossible> {
        let file = self.file.clone();
        off(move || newest_timestamp(&file)).await
    }

    async fn extension(self, level: SealLevel) -> Result<Option<Extension>, Impossible> {
        if self.added.is_empty() {
            return Ok(None);
        }
        let newest = self.newest_timestamp().await?;
        Ok(Some(Extension {
            tail: self.file.tail,
            sha256: self.hashed.sha256(),
            level,
            added: self.added,
            timestamp_ends_ms: newest.map(|stamped| stamped.certificate_ends.saturating_mul(1_000)),
        }))
    }

    /// A document timestamp by the first authority that gives one.
    async fn stamp(&self, from: &Authorities) -> Result<Result<Vec<u8>, Pending>, Impossible> {
        let (file, hashed) = (self.file.clone(), self.hashed.clone());
        let room = SignatureDictionary::DEFAULT_CONTENTS_SIZE;
        let start = move || DocumentTimestamp::continue_from(&file, hashed, room);
        let stage = off(start).await?.map_err(|e| impossible(&e))?;
        Ok(timestamp::stamp_document(from, stage).await)
    }

    async fn store(&self, used: Vec<PerSignature>) -> Result<Option<Vec<u8>>, Impossible> {
        let file = self.file.clone();
        off(move || security_store::extend(&file, &used))
            .await?
            .map_err(|e| impossible(&e))
    }
}

/// Takes a stored, sealed file of `level`, of which `hashed` knows all, as far as it goes today. `None` if nothing can
/// be added now.
pub(crate) async fn extend(
    room: &Sealing,
    stored: Stored,
    hashed: Prefix,
    level: SealLevel,
    now: i64,
) -> Result<Option<Extension>, Impossible> {
    let reached = level.reached;
    let tail = Bytes::new();
    let mut growth = Growth {
        file: Grown { stored, tail },
        hashed,
        added: Vec::new(),
    };
    if reached == Level::B {
        // A timestamp over the whole document proves the time of its signature as well (table 1, B-T).
        match growth.stamp(&room.authorities).await? {
            Ok(tail) => growth.add("document_timestamp", &tail),
            Err(_) => return Ok(None),
        }
    }
    let gathered = gather(room, &growth.file, now).await?;
    let is_complete = gathered.used.iter().all(|used| used.is_complete);
    let newest = growth.newest_timestamp().await?;
    let is_urgent = newest
        .is_some_and(|stamped| reached == Level::Lta && stamped.certificate_ends - now < URGENT_S);
    if !is_complete && !is_urgent {
        let silent = gathered.used.iter().any(|used| !used.silent.is_empty());
        let level = SealLevel {
            reached: Level::T,
            pending: (!silent).then_some(Pending::ValidationData),
        };
        return growth.extension(level).await;
    }
    if let Some(tail) = growth.store(gathered.used).await? {
        growth.add("validation_data", &tail);
    }
    let level = match growth.stamp(&room.authorities).await? {
        Ok(tail) => {
            growth.add("document_timestamp", &tail);
            SealLevel::settled(Level::Lta)
        }
        Err(why) => SealLevel::pending(reached.max(Level::Lt), why),
    };
    growth.extension(level).await
}

/// Off the threads that serve requests.
async fn off<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Impossible> {
    onesign_store::background(work)
        .await
        .map_err(|e| impossible(&e))
}

/// What judges the signatures in the file, out of the file and from where its certificates say that it is had.
async fn gather(room: &Sealing, file: &Grown, now: i64) -> Result<Gathered, Impossible> {
    let mut given = ValidationData::default();
    let mut asked: Vec<MissingData> = Vec::new();
    let mut roots: Vec<Vec<u8>> = Vec::new();
    loop {
        let policy = TrustPolicy::trusting(room.keeper.current().roots.clone())
            .taking_timestamps_from(&roots);
        let (held, known) = (file.clone(), given.clone());
        let gathered = off(move || validation_data(&held, &policy, &known, now)).await?;
        if gathered.used.is_empty() {
            return Err(impossible(&"no signature can be read in the sealed file"));
        }
        let seen = gathered.used.iter().flat_map(|used| &used.certificates);
        let before = roots.len();
        for certificate in seen.chain(&given.certificates) {
            if !roots.contains(certificate) {
                roots.push(certificate.clone());
            }
        }
        let news: Vec<MissingData> = gathered
            .missing
            .iter()
            .filter(|wanted| !asked.contains(wanted))
            .cloned()
            .collect();
        if (news.is_empty() && roots.len() == before) || asked.len() > ROUNDS * 64 {
            return Ok(gathered);
        }
        for wanted in news {
            match room.guarded.fetch(&wanted).await {
                Ok(one) => given.extend(one),
                Err(error) => {
                    tracing::warn!(%error, ?wanted, "validation data can't be fetched");
                }
            }
            asked.push(wanted);
        }
    }
}
