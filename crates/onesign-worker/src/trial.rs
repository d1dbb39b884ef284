//! Tests whether the pages of a document can be drawn, so that the sender learns of a bad page at the upload.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::body::Body;

use crate::answer;
use crate::child::TURN;
use crate::error::Failure;
use crate::error::{PressError, meaning};
use crate::press::{MAX_IMAGE, Press};
use crate::process::Process;
use crate::protocol::{Answer, Request, Work};

/// Width of the largest picture of a page, in pixels.
pub const WIDEST: u32 = 2_400;

/// Processor time for the pages of any document, the addition for each size step, and the maximum.
const LEAST: Duration = Duration::from_secs(1);
const MORE: Duration = Duration::from_secs(1);
const PER_BYTES: u64 = 16 << 10;
const MOST: Duration = Duration::from_secs(6);

/// How long a page may take in a trial: a slower page can't be drawn in time as the largest picture.
const PAGE: Duration = Duration::from_millis(750);

/// The most pages of one attempt, so that a failure repeats only a few.
const MOST_AT_ONCE: u32 = 32;

/// The remaining budget of a trial.
struct Budget {
    left: Duration,
    until: Instant,
}

impl Budget {
    /// The budget for a document made from this many bytes. `patience` limits the whole trial on a busy machine.
    fn of(bytes: u64, patience: Duration) -> Self {
        let more = u32::try_from(bytes / PER_BYTES).unwrap_or(u32::MAX);
        let left = MOST.min(LEAST.saturating_add(MORE.saturating_mul(more)));
        let until = Instant::now() + patience;
        Self { left, until }
    }

    fn take(&mut self, time: Duration) {
        self.left = self.left.saturating_sub(time);
    }

    fn is_spent(&self) -> bool {
        self.left.is_zero() || Instant::now() >= self.until
    }
}

impl Press {
    /// The pages (zero-based) of an accepted document that nobody can be shown, because drawing them fails or takes too
    /// long. The trial draws every page once. All pages together have a time limit, and the pages beyond it count as
    /// failed. `received` is the length of the file that the document was made from.
    ///
    /// # Errors
    /// `busy` and `press_unavailable`, which do not depend on the document.
    pub async fn undrawable(
        &self,
        content: Body,
        pages: u32,
        received: u64,
    ) -> Result<BTreeSet<u32>, PressError> {
        let mut trial = Trial {
            press: self,
            content,
            worker: None,
            budget: Budget::of(received, self.0.config.intake_timeout),
        };
        let failed = trial.failed(pages).await;
        if let Some((process, _)) = trial.worker {
            process.retire();
        }
        failed
    }
}

struct Trial<'a> {
    press: &'a Press,
    content: Body,
    /// A worker that holds the document, and its processor time at the end of its last turn.
    worker: Option<(Process, Duration)>,
    budget: Budget,
}

impl Trial<'_> {
    async fn failed(&mut self, pages: u32) -> Result<BTreeSet<u32>, PressError> {
        let mut failed = BTreeSet::new();
        let (mut first, mut count) = (0, 1);
        while first < pages {
            if self.budget.is_spent() {
                failed.extend(first..pages);
                break;
            }
            let tried = self.turn(Work::Try { first, count }, PAGE + TURN).await?;
            let tried = tried.and_then(|answer| answer::tried(answer, first, pages).ok());
            match tried {
                Some((next, slow)) => {
                    if slow && !self.is_drawn(next - 1).await? {
                        failed.insert(next - 1);
                    }
                    first = next;
                    count = MOST_AT_ONCE.min(count * 2);
                }
                // One of these pages fails.
                None if count > 1 => count = 1,
                None => {
                    failed.insert(first);
                    first += 1;
                }
            }
        }
        Ok(failed)
    }

    /// Whether a page that is slow to draw still meets the time limit of its largest picture.
    async fn is_drawn(&mut self, page: u32) -> Result<bool, PressError> {
        let width = WIDEST;
        let time = self.press.0.config.page_timeout.min(self.budget.left);
        let drawn = self.turn(Work::Render { page, width }, time).await?;
        Ok(drawn.is_some())
    }

    /// One turn of a worker, or of a new one if the last one failed; `None` if it fails or exceeds its working time.
    async fn turn(&mut self, work: Work, within: Duration) -> Result<Option<Answer>, PressError> {
        let press = self.press;
        let held = self.worker.is_some();
        let (mut process, before) = match self.worker.take() {
            Some(worker) => worker,
            None => {
                let seat = press.seat(&press.0.intakes).await?;
                let process = press.fresh(Some(seat)).await?;
                let worked = process.worked();
                (process, worked)
            }
        };
        let body = if held {
            Body::default()
        } else {
            self.content.clone()
        };
        let asked = Request { work, held };
        let patience = press.0.config.page_timeout;
        let answer = process.ask_for_work(&asked, body, within, patience, MAX_IMAGE);
        match answer.await {
            Ok((answer, _)) if !answer::is_refusal(&answer) => {
                let worked = process.worked();
                self.budget.take(worked.saturating_sub(before));
                self.worker = Some((process, worked));
                Ok(Some(answer))
            }
            Err(failure @ Failure::Unavailable(_)) => Err(meaning(&failure)),
            failed => {
                process.retire();
                let timed_out = matches!(failed, Err(Failure::TimedOut));
                self.budget.take(if timed_out { within } else { TURN });
                Ok(None)
            }
        }
    }
}
