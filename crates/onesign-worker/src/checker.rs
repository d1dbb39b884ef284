//! Checks files one by one, for a program that only verifies: each in a worker that sees no other file.

use crate::alone::Alone;
use crate::body::Body;
use crate::comparing::{Comparing, JUDGE_TIMEOUT, MAX_IMAGES, MAX_JUDGEMENT, room};
use crate::error::{PressCode, PressError, meaning, unavailable};
use crate::protocol::{Answer, Request, Work};
use crate::verdict;
use bytes::Bytes;
use onesign_evidence::check::{Question, judgement};
use onesign_evidence::comparison::Compared;
use onesign_evidence::report::Report;
use onesign_pades::validate::MissingData;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// How long a check without a worker may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Checks each file in a worker and blocks until it is done.
pub struct Checker {
    binary: PathBuf,
}

impl Checker {
    /// A checker whose workers are this program, which must call [`crate::child::main`] when it is started as
    /// `<program> worker`. `None` if it can't find its own binary.
    pub fn of_this_program() -> Option<Self> {
        let binary = std::env::current_exe().ok()?;
        Some(Self { binary })
    }

    /// The report on a file, and the data that could be fetched to learn more, if the caller asked for it. Every file
    /// gets a verdict.
    ///
    /// # Errors
    /// `busy` and `press_unavailable`, which do not depend on the file.
    pub fn check(
        &self,
        file: &Bytes,
        question: &Question,
    ) -> Result<(Report, Vec<MissingData>), PressError> {
        let own = question.file.clone();
        let question = serde_json::to_value(question).unwrap_or_default();
        let started = Instant::now();
        let (worker, judged) = match self.judged(file, question) {
            Ok(judged) => judged,
            Err(error) => return verdict::without(own, error),
        };
        let Some(judgement) = verdict::read(&judged) else {
            return Ok((Report::broke_off(own), Vec::new()));
        };
        let wanted = verdict::to_compare(&judgement, own.bytes);
        let compared = wanted.map(|wanted| {
            let comparing = Comparing::begin(&wanted, started);
            self.compared(file, worker, comparing)
        });
        Ok(verdict::of(judgement, own, compared))
    }

    /// A judgement as JSON, and the worker that holds the file.
    fn judged(&self, file: &Bytes, question: Value) -> Result<(Alone, Vec<u8>), PressError> {
        let room = room(file.len() as u64);
        let mut worker = Alone::start(&self.binary, room).map_err(unavailable)?;
        let work = Work::Judge { question };
        let request = Request { work, held: false };
        match worker.ask(&request, file.clone().into(), JUDGE_TIMEOUT, MAX_JUDGEMENT) {
            Ok((Answer::Judged, judged)) => Ok((worker, judged)),
            Ok(_) => Err(PressError::new(
                PressCode::DamagedPdf,
                "the checking gave up",
            )),
            Err(failure) => Err(meaning(&failure)),
        }
    }

    /// Compares pages; a new worker replaces one that fails on a page.
    fn compared(&self, file: &Bytes, worker: Alone, mut comparing: Comparing<'_>) -> Compared {
        let room = room(file.len() as u64);
        let mut holder = Some(worker);
        while let Some((page, within)) = comparing.next() {
            let work = comparing.work(page);
            let (held, worker) = match holder.take() {
                Some(worker) => (true, Ok(worker)),
                None => (false, Alone::start(&self.binary, room)),
            };
            let Ok(mut worker) = worker else { break };
            let body = match held {
                true => Body::default(),
                false => file.clone().into(),
            };
            let answer = worker.ask(&Request { work, held }, body, within, MAX_IMAGES);
            if let Ok((answer, images)) = answer {
                comparing.take(page, answer, &images);
                holder = Some(worker);
            }
        }
        comparing.end()
    }
}

/// Checks a file in this process, for want of a worker; its pages are not compared then. Time is bounded, memory is
/// not.
pub(crate) fn check_here(file: Bytes, question: &Question) -> Report {
    let own = question.file.clone();
    let (answer, result) = mpsc::channel();
    let question = question.clone();
    // The thread of a file that takes too long ends with the process.
    thread::spawn(move || {
        // Nobody listens any more if it took too long.
        let judged = judgement(&file, &question);
        let compared = judged.beginning.is_some().then(Compared::default);
        let file = judged.report.file.clone();
        let _ = answer.send(verdict::of(judged, file, compared).0);
    });
    match result.recv_timeout(PATIENCE) {
        Ok(report) => report,
        Err(mpsc::RecvTimeoutError::Timeout) => Report::too_much(own),
        Err(mpsc::RecvTimeoutError::Disconnected) => Report::broke_off(own),
    }
}
