//! How a file's pages differ in appearance from the signed pages.

use crate::check::Beginning;
use crate::report::{
    AreaView, ComparisonView, PageChange, PageDifferenceView, PictureMime, PictureView, Report,
    SignatureView,
};
use crate::said;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use onesign_pades::diff::Ruling;
use onesign_pades::validate::Verdict;
use onesign_pdf::Area;
use onesign_pdf::shown::PageMarks;
use serde::{Deserialize, Serialize};

/// The most pages that the report shows as pictures.
const MOST_PICTURES: usize = 8;

/// The result of comparing two states of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// The page counts of the signed part and the whole document, if known.
    pub pages: Option<(u32, u32)>,
    /// The compared pages (zero-based).
    pub compared: Vec<u32>,
    /// The compared pages that differ.
    pub different: Vec<PageCompared>,
}

/// A page that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageCompared {
    /// Zero-based page number.
    pub page: u32,
    /// The differing share of the page, in millionths.
    pub share_ppm: u32,
    /// The areas that differ.
    pub areas: Vec<Area>,
    /// Whether anything differs outside the places of the permitted changes.
    pub is_unexplained: bool,
    /// The images before and after, with type and size in pixels; `None` where the page doesn't exist.
    pub images: [Option<(ImageSize, Vec<u8>)>; 2],
}

/// One of several images in a worker's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageSize {
    /// `image/png` or `image/jpeg`.
    pub mime: String,
    /// Length in bytes.
    pub bytes: u64,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl ComparisonView {
    /// The comparison, combined with the changes that the report names for the signature.
    pub fn new(
        signature: Option<&SignatureView>,
        beginning: &Beginning,
        seen: &[PageMarks],
        compared: Compared,
    ) -> Self {
        let count = compared
            .pages
            .map_or(0, |(before, after)| before.max(after));
        let missing = (0..count).filter(|page| compared.compared.binary_search(page).is_err());
        let different = with_marks(compared.different, seen).into_iter().enumerate();
        Self {
            signature: signature.map(|s| s.field.clone()).unwrap_or_default(),
            signed_bytes: beginning.bytes,
            pages_before: compared.pages.map(|(before, _)| before),
            pages_after: compared.pages.map(|(_, after)| after),
            compared: u32::try_from(compared.compared.len()).unwrap_or(u32::MAX),
            not_compared: missing.take(100).map(|page| page + 1).collect(),
            different: different
                .map(|(n, page)| difference(signature, page, seen, n < MOST_PICTURES))
                .collect(),
        }
    }
}

/// The drawn differences, and the pages that differ only in their marks.
fn with_marks(mut different: Vec<PageCompared>, seen: &[PageMarks]) -> Vec<PageCompared> {
    for marks in seen {
        match different.iter_mut().find(|page| page.page == marks.page) {
            Some(page) => page.is_unexplained = true,
            None => different.push(PageCompared {
                page: marks.page,
                share_ppm: 0,
                areas: marks.areas.clone(),
                is_unexplained: true,
                images: [None, None],
            }),
        }
    }
    different.sort_by_key(|page| page.page);
    different
}

fn difference(
    signature: Option<&SignatureView>,
    page: PageCompared,
    seen: &[PageMarks],
    shown: bool,
) -> PageDifferenceView {
    let number = page.page + 1;
    let ruling = at_its_places(ruling(signature, number), &page, seen);
    let kind = match &page.images {
        [None, None] => PageChange::Changed,
        [None, _] => PageChange::Added,
        [_, None] => PageChange::Removed,
        _ => PageChange::Changed,
    };
    let [before, after] = page.images.map(|image| {
        image.filter(|_| shown).map(|(size, bytes)| PictureView {
            mime: match size.mime.as_str() {
                "image/jpeg" => PictureMime::Jpeg,
                _ => PictureMime::Png,
            },
            width: size.width,
            height: size.height,
            data: STANDARD.encode(bytes),
        })
    });
    PageDifferenceView {
        page: number,
        kind,
        ruling,
        share_ppm: page.share_ppm,
        areas: page.areas.iter().map(AreaView::from).collect(),
        before,
        after,
    }
}

/// The pages (zero-based) on which the comparison of objects finds a change, forbidden changes first.
pub fn told_pages(signature: &SignatureView) -> Vec<u32> {
    let mut told: Vec<(bool, u32)> = signature
        .changes
        .iter()
        .filter_map(|change| {
            let page = change.page?.checked_sub(1)?;
            Some((change.ruling == Ruling::Permitted, page))
        })
        .collect();
    told.sort_unstable();
    told.into_iter().map(|(_, page)| page).collect()
}

/// Whether the signer permits what a page (from 1) shows now: the worst of the changes on it decides, or where there
/// are none, of those that name no page.
fn ruling(signature: Option<&SignatureView>, page: u32) -> Ruling {
    let changes = || signature.iter().flat_map(|s| &s.changes);
    let worst = |of: Option<u32>| {
        let rulings = changes().filter(|c| c.page == of).map(|c| c.ruling);
        // In their order, the worst is the last.
        rulings.max()
    };
    worst(Some(page))
        .or_else(|| worst(None))
        .unwrap_or(Ruling::Unclear)
}

/// The ruling on a page, with regard to where it differs.
fn at_its_places(changes: Ruling, page: &PageCompared, seen: &[PageMarks]) -> Ruling {
    if seen
        .iter()
        .any(|marks| marks.page == page.page && marks.is_lost)
    {
        return Ruling::Refused;
    }
    if page.is_unexplained {
        return changes.max(Ruling::Unclear);
    }
    changes
}

/// An unexplained difference in appearance must not pass, and nothing that was signed may vanish.
pub fn weigh(report: &mut Report, seen: &[PageMarks]) {
    let different = report.comparison.iter().flat_map(|c| &c.different);
    let unexplained = different
        .filter(|page| page.ruling != Ruling::Permitted)
        .map(|page| page.page)
        .next();
    if let Some(page) = unexplained
        && report.verdict == Verdict::Passed
    {
        let mut seen = seen.iter();
        let marks = seen.find(|marks| marks.page.saturating_add(1) == page);
        let (is_lost, is_unread) = marks.map_or((false, false), |m| (m.is_lost, m.is_unread));
        report.verdict = match is_lost {
            true => Verdict::Failed,
            false => Verdict::Indeterminate,
        };
        report.sub_indication = Some("SIG_CONSTRAINTS_FAILURE".into());
        let page = i64::from(page);
        report.say(&match (is_lost, is_unread) {
            (true, _) => said::page_lost(page),
            (false, true) => said::page_unread(page),
            (false, false) => said::page_differs(page),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn signature(changes: &[(Option<u32>, &str)]) -> SignatureView {
        let changes: Vec<_> = changes
            .iter()
            .map(|(page, ruling)| {
                json!({ "revision": 2, "kind": "other", "ruling": ruling, "rule": "", "page": page, "sentence": "", "said": { "code": "", "values": {} } })
            })
            .collect();
        serde_json::from_value(json!({
            "field": "Signature1", "verdict": "passed", "sentence": "", "said": { "code": "", "values": {} }, "covers_whole_file": false, "axes": [],
            "changes": changes,
        }))
        .unwrap()
    }

    #[test]
    fn the_worst_change_of_a_page_decides_or_else_one_without_a_page() {
        let one = signature(&[
            (Some(1), "permitted"),
            (Some(2), "permitted"),
            (Some(2), "refused"),
            (None, "permitted"),
        ]);
        let of = |page| ruling(Some(&one), page);
        assert_eq!(
            (of(1), of(2), of(3)),
            (Ruling::Permitted, Ruling::Refused, Ruling::Permitted)
        );
        assert_eq!(ruling(Some(&signature(&[])), 1), Ruling::Unclear);
        assert_eq!(ruling(None, 1), Ruling::Unclear);
    }

    #[test]
    fn pages_with_forbidden_changes_come_first() {
        let one = signature(&[
            (Some(3), "permitted"),
            (None, "refused"),
            (Some(7), "refused"),
        ]);
        assert_eq!(told_pages(&one), [6, 2]);
    }
}
