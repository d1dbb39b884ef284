//! Having a file checked: in the jailed worker, whose judgement and pictures come together here.

use super::asking::Asking;
use super::comparison::{self, ComparisonView};
use super::fetch::{self, Fetching};
use super::report::{FileView, Report};
use super::said;
use crate::net::Guarded;
use crate::seal::composer::Composer;
use crate::text::Catalogues;
use crate::worker::{Compare, Press, PressCode, PressError};
use bytes::Bytes;
use onesign_pades::report::{Sentence, SignatureEntry};
use onesign_pades::validate::Wanted;
use onesign_store::blobs::{Blob, BlobError, Content};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::{Arc, mpsc};
use std::time::Duration;

/// The most pages that are compared.
const MOST_PAGES: u32 = 20;
/// Width of the pictures, in pixels.
const WIDTH: u32 = 900;
/// How often what was fetched may lead to more.
const ROUNDS: usize = 4;
/// How long a check without a worker may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the worker gives back.
#[derive(Serialize, Deserialize)]
struct Judgement {
    report: Report,
    /// The signature whose revision the file is compared with.
    beginning: Option<Beginning>,
    /// What could be fetched to know more, if that was asked.
    missing: Option<Vec<Wanted>>,
}

/// The part of a file that a signature covers, where the file goes on after it.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Beginning {
    /// The signature's place in the report.
    pub(super) signature: usize,
    /// Where its revision ends, in bytes.
    pub(super) bytes: u64,
}

/// The worker's side: judges a file and says what of it is to be compared.
pub(crate) fn judge(asking: &Value, file: &[u8]) -> Vec<u8> {
    let Ok(asking) = Asking::deserialize(asking) else {
        return Vec::new();
    };
    serde_json::to_vec(&judgement(file, &asking)).unwrap_or_default()
}

fn judgement(file: &[u8], asking: &Asking) -> Judgement {
    let composer = Composer::new(Catalogues::load());
    let (report, signatures) = super::report(file, asking, &composer);
    Judgement {
        report,
        beginning: beginning(&signatures, file.len() as u64),
        missing: asking.says_wanted.then(|| fetch::missing(file, asking)),
    }
}

/// The oldest signature after which the file goes on: beside it, everything later shows.
fn beginning(signatures: &[SignatureEntry], length: u64) -> Option<Beginning> {
    let ends = signatures.iter().enumerate().filter_map(|(n, entry)| {
        let [_, _, from, count] = entry.byte_range.filter(|_| entry.kind == "signature")?;
        let bytes = from.checked_add(count).filter(|end| *end < length)?;
        Some(Beginning {
            signature: n,
            bytes,
        })
    });
    ends.min_by_key(|beginning| beginning.bytes)
}

/// Has a file checked. Every file gets a verdict.
///
/// # Errors
/// `busy` and `press_unavailable`, which have nothing to do with the file.
pub(crate) async fn check(
    press: &Press,
    file: &Content,
    name: Option<String>,
    asking: &Asking,
) -> Result<Report, PressError> {
    judged(press, file, name, asking)
        .await
        .map(|(report, _)| report)
}

/// As [`check`], with what the file's certificates say can be had elsewhere. The report says what was asked for where,
/// and what came of it.
///
/// # Errors
/// As [`check`].
pub(crate) async fn check_online(
    press: &Press,
    client: &Guarded,
    file: &Content,
    name: Option<String>,
    asking: &Asking,
) -> Result<Report, PressError> {
    let mut fetching = Fetching::within(fetch::PATIENCE);
    for _ in 0..ROUNDS {
        let asking = asking.with(&fetching.given, true);
        let (_, missing) = judged(press, file, None, &asking).await?;
        if !fetching.fetch(client, missing).await {
            break;
        }
    }
    let asking = asking.with(&fetching.given, false);
    let (mut report, _) = judged(press, file, name, &asking).await?;
    report.fetched = Some(fetching.views());
    Ok(report)
}

/// Has a stored file that this instance made judged: by the same code as anybody's, without pictures of its pages,
/// and without ever holding the file.
///
/// # Errors
/// As [`check`].
pub(crate) async fn check_own(
    press: &Press,
    blob: Arc<Blob>,
    asking: &Asking,
) -> Result<Report, PressError> {
    let asking = asking.clone();
    let asking = onesign_store::background(move || serde_json::to_value(asking));
    let unavailable = |error: &dyn std::fmt::Display| {
        PressError::new(PressCode::PressUnavailable, error.to_string())
    };
    let asking = asking
        .await
        .map_err(|error| unavailable(&error))?
        .map_err(|error| unavailable(&error))?;
    let judged = press.judge_own(Content::Stored(blob), asking).await?;
    serde_json::from_slice::<Judgement>(&judged)
        .map(|judgement| judgement.report)
        .map_err(|error| PressError::new(PressCode::DamagedPdf, error.to_string()))
}

/// The report on a file, and what could be fetched to know more.
async fn judged(
    press: &Press,
    file: &Content,
    name: Option<String>,
    asking: &Asking,
) -> Result<(Report, Vec<Wanted>), PressError> {
    let (hashed, asking) = (file.clone(), asking.clone());
    let prepared = onesign_store::background(move || {
        let own = FileView::of_content(&hashed, name)?;
        Ok::<_, BlobError>((own, serde_json::to_value(asking).unwrap_or_default()))
    });
    let unavailable = |error: String| PressError::new(PressCode::PressUnavailable, error);
    let (own, asking) = prepared
        .await
        .map_err(|error| unavailable(error.to_string()))?
        .map_err(|error| unavailable(error.to_string()))?;
    let mut judged = match press.check(file, asking).await {
        Ok(judged) => judged,
        Err(error) => return unjudged(own, error).map(|report| (report, Vec::new())),
    };
    let Ok(Judgement {
        mut report,
        beginning,
        missing,
    }) = serde_json::from_slice(&judged.judgement)
    else {
        judged.end();
        return Ok((Report::unjudged(own, &said::broke_off()), Vec::new()));
    };
    report.file = own;
    report.comparison = None;
    report.fetched = None;
    // Pages are for the last round: pictures don't depend on what is fetched.
    let beginning = beginning.filter(|b| b.bytes < file.length() && missing.is_none());
    if let Some(beginning) = beginning {
        let signature = report.signatures.get(beginning.signature);
        let wanted = Compare {
            before: beginning.bytes,
            first: signature.map(comparison::told_pages).unwrap_or_default(),
            most: MOST_PAGES,
            width: WIDTH,
        };
        let compared = judged.compare(file, &wanted).await;
        report.comparison = Some(ComparisonView::new(signature, &beginning, compared));
        comparison::weigh(&mut report);
    }
    judged.end();
    Ok((report, missing.unwrap_or_default()))
}

fn unjudged(file: FileView, error: PressError) -> Result<Report, PressError> {
    match error.code {
        PressCode::TooComplex => Ok(Report::unjudged(file, &said::too_much())),
        PressCode::Busy | PressCode::PressUnavailable => Err(error),
        _ => Ok(Report::unjudged(file, &said::broke_off())),
    }
}

/// Checks a file in this process, for want of a worker; its pages are not compared then. Time is bounded, memory is
/// not.
pub(crate) fn check_here(file: Bytes, name: Option<String>, asking: &Asking) -> Report {
    let own = FileView::of(&file, name);
    let (answer, result) = mpsc::channel();
    let asking = asking.clone();
    // The thread of a file that takes too long ends with the process.
    std::thread::spawn(move || {
        // Nobody listens any more if it took too long.
        let _ = answer.send(judgement(&file, &asking).report);
    });
    match result.recv_timeout(PATIENCE) {
        Ok(report) => Report {
            file: own,
            ..report
        },
        Err(mpsc::RecvTimeoutError::Timeout) => Report::unjudged(own, &said::too_much()),
        Err(mpsc::RecvTimeoutError::Disconnected) => Report::unjudged(own, &said::broke_off()),
    }
}

impl Report {
    /// The verdict on a file whose checking came to no end.
    fn unjudged(file: FileView, sentence: &Sentence) -> Self {
        Self {
            file,
            verdict: "indeterminate".into(),
            sub_indication: Some("GENERIC".into()),
            sentence: sentence.to_string(),
            said: sentence.into(),
            level: None,
            axes: Vec::new(),
            signatures: Vec::new(),
            comparison: None,
            fetched: None,
            trail: None,
            enclosed: None,
        }
    }
}
