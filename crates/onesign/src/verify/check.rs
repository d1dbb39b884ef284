//! Having a file checked: in the jailed worker, whose judgement and pictures come together here.

use super::fetch::{self, Fetching};
use crate::body::sent;
use crate::net::Guarded;
use bytes::Bytes;
use onesign_core::audit::{hex, sha256};
use onesign_evidence::check::{Asking, Judgement, judgement};
use onesign_evidence::comparison::{self, ComparisonView};
use onesign_evidence::report::{FileView, Report};
use onesign_pades::validate::MissingData;
use onesign_store::blobs::{Blob, BlobError, Content};
use onesign_worker::{Compare, Press, PressCode, PressError};
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
    let judged = press.judge_own(sent(Content::Stored(blob)), asking).await?;
    serde_json::from_slice::<Judgement>(&judged)
        .map(|judgement| judgement.report)
        .map_err(|error| PressError::new(PressCode::DamagedPdf, error.to_string()))
}

/// The file, hashed. Reads what is not held, and waits for the disk.
fn view(file: &Content, name: Option<String>) -> Result<FileView, BlobError> {
    let digest = match file.known_sha256() {
        Some(digest) => digest,
        None => sha256(&[&file.read()?]),
    };
    Ok(FileView {
        name,
        sha256: hex(&digest),
        bytes: file.length(),
    })
}

/// The report on a file, and what could be fetched to know more.
async fn judged(
    press: &Press,
    file: &Content,
    name: Option<String>,
    asking: &Asking,
) -> Result<(Report, Vec<MissingData>), PressError> {
    let (hashed, asking) = (file.clone(), asking.clone());
    let prepared = onesign_store::background(move || {
        let own = view(&hashed, name)?;
        Ok::<_, BlobError>((own, serde_json::to_value(asking).unwrap_or_default()))
    });
    let unavailable = |error: String| PressError::new(PressCode::PressUnavailable, error);
    let (own, asking) = prepared
        .await
        .map_err(|error| unavailable(error.to_string()))?
        .map_err(|error| unavailable(error.to_string()))?;
    let body = sent(file.clone());
    let mut judged = match press.check(&body, asking).await {
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
        return Ok((Report::broke_off(own), Vec::new()));
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
        let compared = judged.compare(&body, &wanted).await;
        report.comparison = Some(ComparisonView::new(signature, &beginning, compared));
        comparison::weigh(&mut report);
    }
    judged.end();
    Ok((report, missing.unwrap_or_default()))
}

fn unjudged(file: FileView, error: PressError) -> Result<Report, PressError> {
    match error.code {
        PressCode::TooComplex => Ok(Report::too_much(file)),
        PressCode::Busy | PressCode::PressUnavailable => Err(error),
        _ => Ok(Report::broke_off(file)),
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
        Err(mpsc::RecvTimeoutError::Timeout) => Report::too_much(own),
        Err(mpsc::RecvTimeoutError::Disconnected) => Report::broke_off(own),
    }
}
