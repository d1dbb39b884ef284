//! The server's side of the press: assigns work to workers, limits their time, and interprets their failures.

use std::num::NonZero;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::body::Body;
use onesign_pdf::{Intake, Limits, PageImage, TextRun};
use tokio::time::{sleep, timeout};
use uuid::Uuid;

use crate::answer;
use crate::enclosing::Enclosing;
use crate::error::Failure;
use crate::error::{PressCode, PressError, meaning, unavailable};
use crate::process::Process;
use crate::protocol::{Answer, Form, Jails, Request, Work};
use crate::seats::{Seat, Seats};

/// The largest page image taken from a worker, in bytes.
pub(crate) const MAX_IMAGE: u64 = 64 << 20;

/// How many times larger a rebuilt document may be than the largest upload. Intake stores nothing twice, so the factor
/// is small; an enclosed upload counts once more.
const GROWTH: u64 = 5;

/// Working time after which the press replaces a kept worker, so that the processor limit never ends a good document.
const REUSE_FOR: Duration = Duration::from_secs(5);

/// The configuration of the press.
#[derive(Clone, Debug)]
pub struct PressConfig {
    /// How many uploads of one person the press processes at once, and how many pages it draws at once for one. Each
    /// kind has this many seats, so slow uploads never keep a signer from seeing a page. Further seats remain for other
    /// people.
    pub processes: usize,
    /// The time limit of an intake.
    pub intake_timeout: Duration,
    /// The time limit of drawing or reading a page.
    pub page_timeout: Duration,
    /// How long a worker that drew a page waits for another page of the same document.
    pub keep_for: Duration,
    /// How long a request waits for a seat before the press reports that it is busy.
    pub queue_timeout: Duration,
}

impl Default for PressConfig {
    fn default() -> Self {
        Self {
            processes: thread::available_parallelism().map_or(2, NonZero::get),
            intake_timeout: Duration::from_secs(20),
            page_timeout: Duration::from_secs(10),
            keep_for: Duration::from_secs(5),
            queue_timeout: Duration::from_secs(30),
        }
    }
}

/// A pool of jailed workers. Clones share it. The id names the person whose share of the seats this handle uses.
#[derive(Clone)]
pub struct Press(pub(crate) Arc<Shared>, Uuid);

pub(crate) struct Shared {
    binary: PathBuf,
    pub(crate) config: PressConfig,
    pub(crate) intakes: Seats,
    pages: Seats,
    checks: Seats,
    /// Seats for checks of this instance's own seals: strangers' checks never delay the making of a seal.
    own_checks: Seats,
    idle: Mutex<Idle>,
}

/// Waiting workers.
#[derive(Default)]
struct Idle {
    /// A worker that has seen no document yet.
    standby: Option<Process>,
    /// Workers that hold a document.
    kept: Vec<Kept>,
    /// The number of the next kept worker.
    next: u64,
    /// The walls around the first worker that started.
    jails: Option<Jails>,
}

struct Kept {
    number: u64,
    document: String,
    worked: Duration,
    process: Process,
}

impl Press {
    /// Makes the press and starts its first worker. Call it within a Tokio runtime.
    ///
    /// The press runs `binary` as `<binary> worker`; the binary must then call [`crate::child::main`]. `/proc/self/exe`
    /// stays valid even if a newer file replaces the binary.
    pub fn start(binary: PathBuf, config: PressConfig) -> Self {
        let seats = config.processes.clamp(1, 1024);
        let shared = Shared {
            binary,
            intakes: Seats::shared(seats),
            pages: Seats::shared(seats),
            // One seat more, so that strangers never hold all of them.
            checks: Seats::common(seats + 1),
            own_checks: Seats::common(seats),
            config,
            idle: Mutex::default(),
        };
        let press = Self(Arc::new(shared), Uuid::nil());
        press.refill();
        press
    }

    /// The same press with the seats of this person, an account or a recipient.
    pub fn of(&self, person: Uuid) -> Self {
        Self(Arc::clone(&self.0), person)
    }

    /// The walls around the workers.
    ///
    /// # Errors
    /// `press_unavailable` if no worker can start.
    #[cfg(feature = "probe")]
    pub async fn jails(&self) -> Result<Jails, PressError> {
        let known = self.idle().jails;
        match known {
            Some(jails) => Ok(jails),
            None => {
                let mut process = self.fresh(None).await?;
                let jails = process.greet().await.map_err(unavailable)?;
                process.retire();
                Ok(jails)
            }
        }
    }

    /// Rebuilds an upload in a process that sees no other document before or after it. An upload that is already signed
    /// is enclosed, as `enclosing` says.
    ///
    /// # Errors
    /// Any code of [`PressError`] except `no_such_page`.
    pub async fn intake(
        &self,
        document: impl Into<Body>,
        password: Option<String>,
        limits: Limits,
        enclosing: Enclosing,
        form: Form,
    ) -> Result<Intake, PressError> {
        let document = document.into();
        let length = document.length();
        if length > limits.max_bytes {
            let detail = format!("{length} bytes of at most {}", limits.max_bytes);
            return Err(PressError::new(PressCode::TooLarge, detail));
        }
        let work = Work::Intake {
            password,
            limits: limits.clone(),
            enclosing: Box::new(enclosing),
            form,
        };
        let max_body = limits.max_bytes.saturating_mul(GROWTH);
        let (answer, body) = self.once(work, document, max_body).await?;
        answer::intake(answer, body, &limits)
    }

    /// Draws a page (zero-based) of an accepted document, `width` pixels wide.
    ///
    /// `document` identifies these exact bytes, preferably by their hash: for a short while, the press uses a worker
    /// again that already holds them.
    ///
    /// # Errors
    /// `no_such_page`, `damaged_pdf`, `too_complex`, `busy`, `press_unavailable`.
    pub async fn render(
        &self,
        document: &str,
        content: impl Into<Body>,
        page: u32,
        width: u32,
    ) -> Result<PageImage, PressError> {
        let work = Work::Render { page, width };
        let (answer, body) = self.page(document, content.into(), work).await?;
        answer::image(answer, body)
    }

    /// Reads the text of a page (zero-based) of an accepted document. See [`Self::render`].
    ///
    /// # Errors
    /// As [`Self::render`].
    pub async fn text(
        &self,
        document: &str,
        content: impl Into<Body>,
        page: u32,
    ) -> Result<Vec<TextRun>, PressError> {
        let (answer, _) = self
            .page(document, content.into(), Work::Text { page })
            .await?;
        answer::text(answer)
    }

    /// Makes a worker misbehave; the code tells the result.
    #[cfg(feature = "probe")]
    pub async fn probe(&self, probe: crate::Probe) -> String {
        match self.once(Work::Probe { probe }, Body::default(), 0).await {
            Ok((Answer::Refused { code, .. }, _)) => code,
            Ok(other) => format!("{other:?}"),
            Err(error) => error.to_string(),
        }
    }

    /// Does one piece of work in its own process.
    async fn once(
        &self,
        work: Work,
        document: Body,
        max_body: u64,
    ) -> Result<(Answer, Vec<u8>), PressError> {
        let seat = self.seat(&self.0.intakes).await?;
        let mut process = self.fresh(Some(seat)).await?;
        let request = Request { work, held: false };
        let within = self.0.config.intake_timeout;
        let answer = process.ask(&request, document, within, max_body).await;
        process.retire();
        answer.map_err(|failure| meaning(&failure))
    }

    /// Does a piece of work for a page, in a process that holds this document or none.
    async fn page(
        &self,
        document: &str,
        content: Body,
        work: Work,
    ) -> Result<(Answer, Vec<u8>), PressError> {
        let seat = self.seat(&self.0.pages).await?;
        let within = self.0.config.page_timeout;
        let (mut process, worked, held) = match self.holder(document) {
            Some(mut kept) => {
                kept.process.seat = Some(seat);
                (kept.process, kept.worked, true)
            }
            None => (self.fresh(Some(seat)).await?, Duration::ZERO, false),
        };
        let body = |held| {
            if held {
                Body::default()
            } else {
                content.clone()
            }
        };
        let mut request = Request { work, held };
        let mut started = Instant::now();
        let mut answer = process.ask(&request, body(held), within, MAX_IMAGE).await;
        if held && matches!(answer, Err(Failure::Died(_) | Failure::Unavailable(_))) {
            // It may have ended for a reason unrelated to this page.
            let seat = process.seat.take();
            process = self.fresh(seat).await?;
            request.held = false;
            started = Instant::now();
            answer = process.ask(&request, body(false), within, MAX_IMAGE).await;
        }
        let worked = worked + started.elapsed();
        match &answer {
            Ok((given, _)) if !answer::is_refusal(given) && worked < REUSE_FOR => {
                self.keep(document, worked, process);
            }
            _ => process.retire(),
        }
        answer.map_err(|failure| meaning(&failure))
    }

    /// A fresh worker for a check, in a seat for checks, with this much memory in bytes; its greeting is read.
    pub(crate) async fn checker(&self, room: u64) -> Result<Process, PressError> {
        let seat = self.seat(&self.0.checks).await?;
        self.check_process(room, seat).await
    }

    /// As [`Self::checker`], for a file that this instance made.
    pub(crate) async fn own_checker(&self, room: u64) -> Result<Process, PressError> {
        let seat = self.seat(&self.0.own_checks).await?;
        self.check_process(room, seat).await
    }

    /// As [`Self::checker`], in a seat that the caller already has.
    pub(crate) async fn check_process(&self, room: u64, seat: Seat) -> Result<Process, PressError> {
        let mut process = Process::spawn(&self.0.binary, Some(room), Some(seat))
            .await
            .map_err(|error| unavailable(Failure::Unavailable(error)))?;
        process.greet().await.map_err(unavailable)?;
        Ok(process)
    }

    fn idle(&self) -> MutexGuard<'_, Idle> {
        // No code leaves a half-done change under this lock, so a poisoned lock is usable.
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) async fn seat(&self, seats: &Seats) -> Result<Seat, PressError> {
        match timeout(self.0.config.queue_timeout, seats.take(self.1)).await {
            Ok(Some(seat)) => Ok(seat),
            Ok(None) | Err(_) => Err(PressError::new(PressCode::Busy, "no seat became free")),
        }
    }

    /// A worker that has seen no document, in this seat, with its greeting read. The next one starts in the background.
    pub(crate) async fn fresh(&self, seat: Option<Seat>) -> Result<Process, PressError> {
        let mut standby = self.idle().standby.take();
        let alive = standby.as_mut().is_some_and(Process::alive);
        let mut process = match standby.filter(|_| alive) {
            Some(mut process) => {
                process.seat = seat;
                process
            }
            None => Process::spawn(&self.0.binary, None, seat)
                .await
                .map_err(|error| unavailable(Failure::Unavailable(error)))?,
        };
        self.refill();
        let jails = process.greet().await.map_err(unavailable)?;
        if self.idle().jails.replace(jails).is_none() && !jails.complete() {
            tracing::warn!(?jails, "the kernel can't fully sandbox the PDF workers");
        }
        Ok(process)
    }

    /// Starts a worker for later, without delaying the present request.
    fn refill(&self) {
        let press = self.clone();
        tokio::spawn(async move {
            if press.idle().standby.is_some() {
                return;
            }
            match Process::spawn(&press.0.binary, None, None).await {
                Ok(process) => press.idle().standby = Some(process),
                Err(error) => tracing::error!(%error, "no PDF worker can be started"),
            }
        });
    }

    /// A kept worker that holds this document.
    fn holder(&self, document: &str) -> Option<Kept> {
        let mut idle = self.idle();
        let place = idle
            .kept
            .iter()
            .position(|kept| kept.document == document)?;
        let mut kept = idle.kept.swap_remove(place);
        drop(idle);
        kept.process.alive().then_some(kept)
    }

    /// Keeps a worker for a while, for the next page of its document.
    fn keep(&self, document: &str, worked: Duration, mut process: Process) {
        process.seat = None;
        let mut idle = self.idle();
        let number = idle.next;
        idle.next += 1;
        idle.kept.push(Kept {
            number,
            document: document.to_owned(),
            worked,
            process,
        });
        let oldest = (idle.kept.len() > self.0.config.processes.max(1)).then(|| {
            let numbers = idle.kept.iter().enumerate();
            numbers
                .min_by_key(|(_, kept)| kept.number)
                .map(|(place, _)| place)
        });
        let evicted = oldest.flatten().map(|place| idle.kept.swap_remove(place));
        drop(idle);
        if let Some(kept) = evicted {
            kept.process.retire();
        }
        let press = self.clone();
        tokio::spawn(async move {
            sleep(press.0.config.keep_for).await;
            press.forget(number);
        });
    }

    /// Ends a kept worker whose waiting time is over.
    fn forget(&self, number: u64) {
        let mut idle = self.idle();
        let place = idle.kept.iter().position(|kept| kept.number == number);
        let kept = place.map(|place| idle.kept.swap_remove(place));
        drop(idle);
        if let Some(kept) = kept {
            kept.process.retire();
        }
    }
}
