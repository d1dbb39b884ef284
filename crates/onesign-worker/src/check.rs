//! Checking a signed document in a worker: a judgement first, then how its pages look beside what was signed.
//!
//! Both share one process and one budget of time. What can't be drawn costs its picture, never the judgement.

use std::time::{Duration, Instant};

use crate::body::Body;
use onesign_evidence::comparison::{Compared, ImageSize, PageCompared};
use onesign_pdf::Area;
use serde_json::Value;

use crate::error::{PressCode, PressError, meaning};
use crate::press::Press;
use crate::process::{Failure, Process};
use crate::protocol::{Answer, Request, Work};
use crate::seats::Seat;

/// How long a check may take in all.
const CHECK_TIMEOUT: Duration = Duration::from_secs(19);

/// How much of it the judgement may take, so that something is left for an answer.
const JUDGE_TIMEOUT: Duration = Duration::from_secs(17);

/// How much of it one page may take.
const PAGE_TIMEOUT: Duration = Duration::from_secs(6);

/// Memory of a check, in bytes: with the binary itself it stays below 512 MiB.
const ROOM: u64 = 440 << 20;

/// Documents up to this size fit into [`ROOM`]; larger ones get more, in bytes.
const FITS: u64 = 64 << 20;

/// The largest judgement taken from a worker, in bytes.
const MAX_JUDGEMENT: u64 = 64 << 20;

/// The largest pair of images taken from a worker, in bytes.
const MAX_IMAGES: u64 = 32 << 20;

/// The largest side of an image, in pixels.
const IMAGE_SIDE: u32 = 16_000;

/// The most areas of a page.
const MOST_AREAS: usize = 64;

/// What there is to compare.
#[derive(Clone, Debug)]
pub struct Compare {
    /// Where the signed beginning of the document ends, in bytes.
    pub before: u64,
    /// Pages (zero-based) to look at first; the others follow from the first page on.
    pub first: Vec<u32>,
    /// The most pages to look at.
    pub most: u32,
    /// Width of the images in pixels.
    pub width: u32,
}

/// A judgement, and the document's worker, which goes on to draw pages.
pub struct Judged<'a> {
    /// The judgement as JSON, as the worker gave it.
    pub judgement: Vec<u8>,
    press: &'a Press,
    process: Option<Process>,
    started: Instant,
    room: u64,
    /// The seat of a worker that failed, for the next one.
    seat: Option<Seat>,
}

impl Press {
    /// Has a signed document judged, in a process that has seen no other document and sees none afterwards.
    ///
    /// # Errors
    /// `too_complex` and `damaged_pdf` say what the document did to its worker; `busy` and `press_unavailable` have
    /// nothing to do with it.
    pub async fn check(&self, document: &Body, asking: Value) -> Result<Judged<'_>, PressError> {
        let room = room(document.length());
        let mut process = self.checker(room).await?;
        let started = Instant::now();
        let request = Request {
            work: Work::Judge { asking },
            held: false,
        };
        let answer = process
            .ask(&request, document.clone(), JUDGE_TIMEOUT, MAX_JUDGEMENT)
            .await;
        match answer {
            Ok((Answer::Judged, judgement)) => Ok(Judged {
                judgement,
                press: self,
                process: Some(process),
                started,
                room,
                seat: None,
            }),
            other => {
                process.retire();
                Err(match other {
                    Err(failure) => meaning(&failure),
                    Ok(_) => PressError::new(PressCode::DamagedPdf, "the checking gave up"),
                })
            }
        }
    }
}

impl Press {
    /// Has a file that this instance made judged, and no more than that. It is read while it is sent.
    ///
    /// # Errors
    /// As [`Press::check`].
    pub async fn judge_own(&self, document: Body, asking: Value) -> Result<Vec<u8>, PressError> {
        let mut process = self.own_checker(room(document.length())).await?;
        let request = Request {
            work: Work::Judge { asking },
            held: false,
        };
        let answer = process
            .ask(&request, document, JUDGE_TIMEOUT, MAX_JUDGEMENT)
            .await;
        process.retire();
        match answer {
            Ok((Answer::Judged, judgement)) => Ok(judgement),
            Ok(_) => Err(PressError::new(
                PressCode::DamagedPdf,
                "the checking gave up",
            )),
            Err(failure) => Err(meaning(&failure)),
        }
    }
}

/// Memory for the check of a document of this many bytes.
fn room(length: u64) -> u64 {
    ROOM + length.saturating_sub(FITS).saturating_mul(4)
}

impl Judged<'_> {
    /// Compares pages until they are done or the time is over.
    pub async fn compare(&mut self, document: &Body, wanted: &Compare) -> Compared {
        let mut done = Compared::default();
        let mut queue = wanted.first.clone();
        queue.extend(0..wanted.most);
        let mut tried: Vec<u32> = Vec::new();
        for page in queue {
            let count = done.pages.map_or(u32::MAX, |(a, b)| a.max(b));
            if tried.contains(&page) || page >= count {
                continue;
            }
            if tried.len() >= wanted.most as usize {
                break;
            }
            tried.push(page);
            let left = CHECK_TIMEOUT.saturating_sub(self.started.elapsed());
            if left < Duration::from_millis(200) {
                break;
            }
            let within = left.min(PAGE_TIMEOUT);
            let Some((pages, difference)) = self.page(document, wanted, page, within).await else {
                continue;
            };
            done.pages.get_or_insert(pages);
            done.compared.push(page);
            done.different.extend(difference);
        }
        done.compared.sort_unstable();
        done.different.sort_by_key(|different| different.page);
        done
    }

    /// One page; `None` if it can't be compared. A worker that fails on it is replaced for the next.
    async fn page(
        &mut self,
        document: &Body,
        wanted: &Compare,
        page: u32,
        within: Duration,
    ) -> Option<((u32, u32), Option<PageCompared>)> {
        let held = self.process.is_some();
        let mut process = match self.process.take() {
            Some(process) => process,
            None => {
                let seat = self.seat.take()?;
                self.press.check_process(self.room, seat).await.ok()?
            }
        };
        let work = Work::Compare {
            page,
            before: wanted.before,
            width: wanted.width,
        };
        let body = if held {
            Body::default()
        } else {
            document.clone()
        };
        let answer = process
            .ask(&Request { work, held }, body, within, MAX_IMAGES)
            .await;
        match answer {
            Ok((answer, body)) => {
                self.process = Some(process);
                believed(page, answer, &body)
            }
            Err(failure) => {
                if failure.is_breakout() || matches!(failure, Failure::Nonsense) {
                    meaning(&failure);
                }
                self.seat = process.seat.take();
                process.retire();
                None
            }
        }
    }

    /// Ends the worker.
    pub fn end(mut self) {
        if let Some(process) = self.process.take() {
            process.retire();
        }
    }
}

/// An answer within bounds.
fn believed(page: u32, answer: Answer, body: &[u8]) -> Option<((u32, u32), Option<PageCompared>)> {
    let Answer::Compared {
        pages,
        share_ppm,
        areas,
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
        images,
    };
    Some((pages, Some(different)))
}

/// An image that is what it says: `None` if not, `Some(None)` if there is none.
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
    fn a_comparison_out_of_bounds_is_not_believed() {
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
