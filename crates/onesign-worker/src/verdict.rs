//! Turns a worker's judgement of a file into the report.

use crate::comparing::Compare;
use crate::error::{PressCode, PressError};
use onesign_evidence::check::Judgement;
use onesign_evidence::comparison::{self, Compared};
use onesign_evidence::report::{ComparisonView, FileView, Report};
use onesign_pades::validate::MissingData;

/// The most pages to compare.
const MOST_PAGES: u32 = 20;

/// Width of the pictures, in pixels.
const WIDTH: u32 = 900;

/// Reads a worker's judgement; `None` if it is malformed.
pub(crate) fn read(judged: &[u8]) -> Option<Judgement> {
    serde_json::from_slice(judged).ok()
}

/// The comparison for a file of this many bytes. Only the last round of a verification compares pages, because pictures
/// do not depend on fetched data.
pub(crate) fn to_compare(judgement: &Judgement, length: u64) -> Option<Compare> {
    let beginning = judgement.beginning.as_ref()?;
    if beginning.bytes >= length || judgement.missing.is_some() {
        return None;
    }
    let signature = judgement.report.signatures.get(beginning.signature);
    Some(Compare {
        before: beginning.bytes,
        first: signature.map(comparison::told_pages).unwrap_or_default(),
        most: MOST_PAGES,
        width: WIDTH,
        places: judgement.places.clone(),
    })
}

/// The report, and the data that could be fetched to learn more. The program's own knowledge of the file replaces the
/// worker's statements about it.
pub(crate) fn of(
    judgement: Judgement,
    own: FileView,
    compared: Option<Compared>,
) -> (Report, Vec<MissingData>) {
    let Judgement {
        mut report,
        beginning,
        missing,
        seen,
        ..
    } = judgement;
    report.file = own;
    report.comparison = None;
    report.fetched = None;
    if let (Some(beginning), Some(compared)) = (beginning, compared) {
        let signature = report.signatures.get(beginning.signature);
        report.comparison = Some(ComparisonView::new(signature, &beginning, &seen, compared));
        comparison::weigh(&mut report, &seen);
    }
    (report, missing.unwrap_or_default())
}

/// The report on a file without a judgement.
///
/// # Errors
/// The errors that do not depend on the file.
pub(crate) fn without(
    file: FileView,
    error: PressError,
) -> Result<(Report, Vec<MissingData>), PressError> {
    match error.code {
        PressCode::TooComplex => Ok((Report::too_much(file), Vec::new())),
        PressCode::Busy | PressCode::PressUnavailable => Err(error),
        _ => Ok((Report::broke_off(file), Vec::new())),
    }
}
