//! Checks a signed document in a worker: a judgement first, then a comparison of its pages with the signed ones.
//!
//! Both share one process and one time budget. A page that can't be drawn only loses its picture, never the judgement.

use crate::background::background;
use crate::body::Body;
use crate::comparing::{Compare, Comparing, JUDGE_TIMEOUT, MAX_IMAGES, MAX_JUDGEMENT, room};
use crate::error::{Failure, PressCode, PressError, meaning};
use crate::press::Press;
use crate::process::Process;
use crate::protocol::{Answer, Request, Work};
use crate::seats::Seat;
use crate::verdict;
use onesign_evidence::check::Question;
use onesign_evidence::comparison::Compared;
use onesign_evidence::report::Report;
use serde_json::Value;
use std::time::{Duration, Instant};

/// A judgement, and the document's worker, which can still draw pages.
pub struct Judged<'a> {
    /// The judgement as JSON, as received from the worker.
    pub judgement: Vec<u8>,
    press: &'a Press,
    process: Option<Process>,
    started: Instant,
    room: u64,
    /// The seat of a failed worker, for its successor.
    seat: Option<Seat>,
}

impl Press {
    /// The report on a file. Every file gets a verdict.
    ///
    /// # Errors
    /// `busy` and `press_unavailable`, which have nothing to do with the file.
    pub async fn report(&self, file: &Body, question: Question) -> Result<Report, PressError> {
        let own = question.file.clone();
        let mut judged = match self.check(file, value(question).await?).await {
            Ok(judged) => judged,
            Err(error) => return verdict::without(own, error).map(|(report, _)| report),
        };
        let Some(judgement) = verdict::read(&judged.judgement) else {
            judged.end();
            return Ok(Report::broke_off(own));
        };
        let compared = match verdict::to_compare(&judgement, own.bytes) {
            Some(wanted) => Some(judged.compare(file, &wanted).await),
            None => None,
        };
        judged.end();
        Ok(verdict::of(judgement, own, compared).0)
    }

    /// The report on a file that this instance made, by the same code as for any file, but without pictures of its
    /// pages and without holding the file in memory.
    ///
    /// # Errors
    /// As [`Press::report`], and `damaged_pdf` and `too_complex` where no judgement came.
    pub async fn report_own(&self, file: Body, question: Question) -> Result<Report, PressError> {
        let judged = self.judge_own(file, value(question).await?).await?;
        verdict::read(&judged)
            .map(|judgement| judgement.report)
            .ok_or_else(|| PressError::new(PressCode::DamagedPdf, "it said nonsense"))
    }

    /// Validates a signed document in a process that sees no other document before or after it.
    ///
    /// # Errors
    /// `too_complex` and `damaged_pdf` say what the document did to its worker; `busy` and `press_unavailable` have
    /// nothing to do with it.
    pub async fn check(&self, document: &Body, question: Value) -> Result<Judged<'_>, PressError> {
        let room = room(document.length());
        let mut process = self.checker(room).await?;
        let started = Instant::now();
        let request = Request {
            work: Work::Judge { question },
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
    async fn judge_own(&self, document: Body, question: Value) -> Result<Vec<u8>, PressError> {
        let mut process = self.own_checker(room(document.length())).await?;
        let request = Request {
            work: Work::Judge { question },
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

/// The question as a worker is asked it. Trusted lists make it large, so that is done in the background.
async fn value(question: Question) -> Result<Value, PressError> {
    let unavailable = |error: String| PressError::new(PressCode::PressUnavailable, error);
    let value = background(move || serde_json::to_value(question)).await;
    value
        .map_err(|error| unavailable(error.to_string()))?
        .map_err(|error| unavailable(error.to_string()))
}

impl Judged<'_> {
    /// Compares pages until all are done or the time is over.
    pub async fn compare(&mut self, document: &Body, wanted: &Compare) -> Compared {
        let mut comparing = Comparing::begin(wanted, self.started);
        while let Some((page, within)) = comparing.next() {
            let work = comparing.work(page);
            if let Some((answer, images)) = self.page(document, work, within).await {
                comparing.take(page, answer, &images);
            }
        }
        comparing.end()
    }

    /// Compares one page; `None` if that fails. A new worker replaces one that fails on a page.
    async fn page(
        &mut self,
        document: &Body,
        work: Work,
        within: Duration,
    ) -> Option<(Answer, Vec<u8>)> {
        let held = self.process.is_some();
        let mut process = match self.process.take() {
            Some(process) => process,
            None => {
                let seat = self.seat.take()?;
                self.press.check_process(self.room, seat).await.ok()?
            }
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
            Ok(answered) => {
                self.process = Some(process);
                Some(answered)
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
