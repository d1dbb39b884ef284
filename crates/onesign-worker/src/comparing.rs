//! Compares the pages of a document with the signed ones: which pages, in which order, and how far the server accepts a
//! worker's answer.

use crate::protocol::{Answer, Work};
use onesign_evidence::comparison::{Compared, ImageSize, PageCompared};
use onesign_pdf::Area;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// The time limit of a whole check.
const CHECK_TIMEOUT: Duration = Duration::from_secs(19);

/// The share of the judgement, which leaves time for an answer.
pub(crate) const JUDGE_TIMEOUT: Duration = Duration::from_secs(17);

/// The share of one page.
const PAGE_TIMEOUT: Duration = Duration::from_secs(6);

/// Memory of a check, in bytes: together with the binary it stays below 512 MiB.
const ROOM: u64 = 440 << 20;

/// Documents up to this size fit into [`ROOM`]; larger ones get more, in bytes.
const FITS: u64 = 64 << 20;

/// The largest judgement taken from a worker, in bytes.
pub(crate) const MAX_JUDGEMENT: u64 = 64 << 20;

/// The largest pair of images taken from a worker, in bytes.
pub(crate) const MAX_IMAGES: u64 = 32 << 20;

/// The largest side of an image, in pixels.
const IMAGE_SIDE: u32 = 16_000;

/// The most areas of a page.
const MOST_AREAS: usize = 64;

/// The parameters of a comparison.
#[derive(Clone, Debug)]
pub struct Compare {
    /// The end of the signed beginning of the document, in bytes.
    pub before: u64,
    /// Pages (zero-based) to compare first; the others follow in page order.
    pub first: Vec<u32>,
    /// The most pages to compare.
    pub most: u32,
    /// Width of the images in pixels.
    pub width: u32,
    /// Pages (zero-based) and the parts of them where permitted changes may show.
    pub places: Vec<(u32, Area)>,
}

/// Memory for the check of a document of this many bytes.
pub(crate) fn room(length: u64) -> u64 {
    ROOM + length.saturating_sub(FITS).saturating_mul(4)
}

/// A running comparison.
pub(crate) struct Comparing<'w> {
    wanted: &'w Compare,
    queue: VecDeque<u32>,
    tried: Vec<u32>,
    done: Compared,
    started: Instant,
}

impl<'w> Comparing<'w> {
    /// Begins the comparison as the second part of a check that began at `started`.
    pub(crate) fn begin(wanted: &'w Compare, started: Instant) -> Self {
        let mut queue = VecDeque::from(wanted.first.clone());
        queue.extend(0..wanted.most);
        Self {
            wanted,
            queue,
            tried: Vec::new(),
            done: Compared::default(),
            started,
        }
    }

    /// The next page and its time limit; `None` when all pages are done or the time is over.
    pub(crate) fn next(&mut self) -> Option<(u32, Duration)> {
        let count = self.done.pages.map_or(u32::MAX, |(a, b)| a.max(b));
        let page = loop {
            let page = self.queue.pop_front()?;
            if !self.tried.contains(&page) && page < count {
                break page;
            }
        };
        if self.tried.len() >= self.wanted.most as usize {
            return None;
        }
        self.tried.push(page);
        let left = CHECK_TIMEOUT.saturating_sub(self.started.elapsed());
        (left >= Duration::from_millis(200)).then(|| (page, left.min(PAGE_TIMEOUT)))
    }

    /// The request for a page.
    pub(crate) fn work(&self, page: u32) -> Work {
        let places = self.wanted.places.iter();
        let places = places.filter(|(on, _)| *on == page).map(|(_, area)| *area);
        Work::Compare {
            page,
            before: self.wanted.before,
            width: self.wanted.width,
            places: places.collect(),
        }
    }

    /// Accepts a worker's answer about a page, if it is within bounds.
    pub(crate) fn take(&mut self, page: u32, answer: Answer, body: &[u8]) {
        if let Some((pages, difference)) = believed(page, answer, body) {
            self.done.pages.get_or_insert(pages);
            self.done.compared.push(page);
            self.done.different.extend(difference);
        }
    }

    /// The result of the comparison.
    pub(crate) fn end(mut self) -> Compared {
        self.done.compared.sort_unstable();
        self.done.different.sort_by_key(|different| different.page);
        self.done
    }
}

/// The content of an answer that is within bounds.
fn believed(page: u32, answer: Answer, body: &[u8]) -> Option<((u32, u32), Option<PageCompared>)> {
    let Answer::Compared {
        pages,
        share_ppm,
        areas,
        is_unexplained,
        images: [before, after],
    } = answer
    else {
        return None;
    };
    if areas.is_empty() {
        return Some((pages, None));
    }
    let on_page = |area: &Area| {
        area.x.saturating_add(area.w) <= 10_000 && area.y.saturating_add(area.h) <= 10_000
    };
    if share_ppm > 1_000_000 || areas.len() > MOST_AREAS || !areas.iter().all(on_page) {
        return None;
    }
    let split = before.as_ref().map_or(0, |image| image.bytes);
    let (first, second) = body.split_at_checked(usize::try_from(split).ok()?)?;
    let images = [image(before, first)?, image(after, second)?];
    let different = PageCompared {
        page,
        share_ppm,
        areas,
        is_unexplained,
        images,
    };
    Some((pages, Some(different)))
}

/// An image that matches its description: `None` if it does not, `Some(None)` if there is none.
fn image(size: Option<ImageSize>, bytes: &[u8]) -> Option<Option<(ImageSize, Vec<u8>)>> {
    let Some(size) = size else {
        return bytes.is_empty().then_some(None);
    };
    let magic: &[u8] = match size.mime.as_str() {
        "image/png" => b"\x89PNG\r\n\x1a\n",
        "image/jpeg" => b"\xff\xd8\xff",
        _ => return None,
    };
    let sides = 1..=IMAGE_SIDE;
    let sound = size.bytes == bytes.len() as u64
        && bytes.starts_with(magic)
        && sides.contains(&size.width)
        && sides.contains(&size.height);
    sound.then(|| Some((size, bytes.to_vec())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(areas: Vec<Area>, images: [Option<ImageSize>; 2]) -> Answer {
        Answer::Compared {
            pages: (1, 1),
            share_ppm: 10,
            areas,
            is_unexplained: false,
            images,
        }
    }

    fn png(bytes: u64) -> Option<ImageSize> {
        Some(ImageSize {
            mime: "image/png".into(),
            bytes,
            width: 1,
            height: 1,
        })
    }

    const AREA: Area = Area {
        x: 0,
        y: 0,
        w: 10,
        h: 10,
    };
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

    #[test]
    fn a_comparison_out_of_bounds_is_refused() {
        let both = [PNG, PNG].concat();
        let told = |areas: Vec<Area>, images, body: &[u8]| believed(0, answer(areas, images), body);
        assert!(told(vec![AREA], [png(8), png(8)], &both).is_some());
        assert!(told(vec![AREA], [png(8), None], PNG).is_some());
        assert!(told(vec![AREA], [png(9), png(7)], &both).is_none());
        assert!(told(vec![AREA], [png(u64::MAX), None], &both).is_none());
        assert!(told(vec![AREA], [png(8), None], b"<svg/>..").is_none());
        let outside = Area { x: 9_999, ..AREA };
        assert!(told(vec![outside], [png(8), png(8)], &both).is_none());
        assert_eq!(told(vec![], [None, None], b""), Some(((1, 1), None)));
    }
}
