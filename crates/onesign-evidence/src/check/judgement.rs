//! The result of the jailed worker: the report, and which parts of the file to compare.

use super::asking::Asking;
use crate::composer::Composer;
use crate::report::{FileView, Report};
use crate::text::Catalogues;
use onesign_pades::diff::Ruling;
use onesign_pades::document::Opened;
use onesign_pades::report::SignatureEntry;
use onesign_pades::revocation::ValidationData;
use onesign_pades::validate::MissingData;
use onesign_pdf::Area;
use onesign_pdf::read::Document;
use onesign_pdf::shown::{PageMarks, compare_marks};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The result of the worker.
#[derive(Serialize, Deserialize)]
pub struct Judgement {
    /// The report, without the comparison of page appearances.
    pub report: Report,
    /// The signature whose revision the file is compared with.
    pub beginning: Option<Beginning>,
    /// The data that could be fetched to learn more, if the caller asked for it.
    pub missing: Option<Vec<MissingData>>,
    /// The pages whose marks differ from what was signed, outside these places.
    pub seen: Vec<PageMarks>,
    /// Pages (zero-based) and the parts of them where changes may show that are not forbidden.
    pub places: Vec<(u32, Area)>,
}

/// The part of a file that a signature covers, if later updates follow it.
#[derive(Clone, Serialize, Deserialize)]
pub struct Beginning {
    /// The signature's index in the report.
    pub signature: usize,
    /// The end of its revision, in bytes.
    pub bytes: u64,
}

/// A request to a worker to check a file. The caller has hashed the file, so the worker need not.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The file, as the caller knows it.
    pub file: FileView,
    /// Whom to trust, and when.
    pub asking: Asking,
}

impl Question {
    /// A request to check this file, which is hashed here.
    pub fn of(file: &[u8], name: Option<String>, asking: &Asking) -> Self {
        Self {
            file: FileView::of(file, name),
            asking: asking.clone(),
        }
    }

    /// The same request with the fetched data. `says_wanted` asks for the names of further data to fetch.
    pub fn with(&self, given: &ValidationData, says_wanted: bool) -> Self {
        Self {
            file: self.file.clone(),
            asking: self.asking.with(given, says_wanted),
        }
    }
}

/// The worker's part: judges a file and names the parts to compare.
pub fn judge(question: &Value, file: &[u8]) -> Vec<u8> {
    let Ok(question) = Question::deserialize(question) else {
        return Vec::new();
    };
    serde_json::to_vec(&judgement(file, &question)).unwrap_or_default()
}

/// Judges a file in this process.
pub fn judgement(file: &[u8], question: &Question) -> Judgement {
    let composer = Composer::new(Catalogues::load());
    let opened = Opened::of(file);
    let asking = &question.asking;
    let (report, signatures) = super::report(&opened, question, &composer);
    let beginning = beginning(&signatures, file.len() as u64);
    let places = beginning
        .as_ref()
        .map_or_else(Vec::new, |beginning| places(&signatures, beginning));
    let seen = beginning
        .as_ref()
        .map_or_else(Vec::new, |beginning| seen(file, beginning, &places));
    Judgement {
        report,
        beginning,
        seen,
        places,
        missing: asking.says_wanted.then(|| missing(&opened, asking)),
    }
}

/// The places where the changes after a signature may show, except for changes that it forbids.
fn places(signatures: &[SignatureEntry], beginning: &Beginning) -> Vec<(u32, Area)> {
    let signature = signatures.get(beginning.signature);
    let changes = signature
        .into_iter()
        .flat_map(|signature| &signature.changes);
    let changes = changes.filter(|change| change.ruling != Ruling::Refused);
    let places = changes.flat_map(|change| &change.places);
    let places = places.filter_map(|(page, area)| Some((u32::try_from(*page).ok()?, *area)));
    let mut places: Vec<(u32, Area)> = places.collect();
    places.sort_unstable_by_key(|(page, area)| (*page, area.y, area.x, area.w, area.h));
    places.dedup();
    places
}

/// The pages on which marks differ, outside these places.
fn seen(file: &[u8], beginning: &Beginning, places: &[(u32, Area)]) -> Vec<PageMarks> {
    let end = usize::try_from(beginning.bytes).ok();
    let signed = end.and_then(|end| Document::parse(file.get(..end)?).ok());
    let (Some(signed), Ok(now)) = (signed, Document::parse(file)) else {
        return vec![PageMarks::unread(0)];
    };
    compare_marks(&signed, &now, |page| {
        let on = places.iter().filter(|(on, _)| *on == page);
        on.map(|(_, area)| *area).collect()
    })
}

/// The data that would help to validate a file.
fn missing(file: &Opened<'_>, asking: &Asking) -> Vec<MissingData> {
    file.validation_data(asking.policy(), &asking.material(), asking.now_unix)
        .missing
}

/// The oldest signature that later updates follow: comparing with it shows every later change.
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
