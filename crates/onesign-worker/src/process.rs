//! One worker process, as the server sees it.
//!
//! Its pipes are read and written on background threads: a pipe's two ends hold one lock while they copy, and a worker
//! gives way to the server's threads, so one of those that waits for the lock would wait for the worker's turn.

use crate::background::background;
use crate::body::Body;
use crate::effort::{has_worked, processor_time};
use crate::error::Failure;
use crate::pipes::{Broken, Pipes};
use crate::protocol::{self, Answer, HELLO_TIMEOUT, Hello, Jails, PROTOCOL, Request};
use crate::seats::Seat;
use serde::de::DeserializeOwned;
use std::io;
use std::path::Path;
use std::pin::pin;
use std::time::Duration;
use tokio::process::{Child, Command};
use tokio::time::timeout;
use zeroize::Zeroizing;

/// A running worker. Dropping it kills it.
pub struct Process {
    child: Child,
    /// The seat in which it works. It is nobody else's before the worker has ended or waits for other work, even if
    /// whoever asked for the work has gone away.
    pub(crate) seat: Option<Seat>,
    /// None while a background thread has them, and after a failure.
    pipes: Option<Pipes>,
    greeted: Option<Jails>,
}

impl Process {
    /// Starts a worker with nothing of the server's: no environment, no directory, no descriptors but the pipes.
    /// `room` bounds its memory, in bytes.
    ///
    /// A background thread starts it, so that it gives way as that thread does: somebody waits for its page, but
    /// everybody else waits for the server. The seat goes with it: a start goes on when nobody waits for it any more.
    pub async fn spawn(binary: &Path, room: Option<u64>, seat: Option<Seat>) -> io::Result<Self> {
        let binary = binary.to_owned();
        background(move || Self::start(&binary, room, seat)).await?
    }

    fn start(binary: &Path, room: Option<u64>, seat: Option<Seat>) -> io::Result<Self> {
        let (command, pipes) = Pipes::of_worker(binary, room)?;
        let child = Command::from(command).kill_on_drop(true).spawn()?;
        Ok(Self {
            child,
            seat,
            pipes: Some(pipes),
            greeted: None,
        })
    }

    /// Whether it hasn't ended by itself.
    pub fn alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Processor time that it has used so far, as far as the kernel says.
    pub(crate) fn worked(&self) -> Duration {
        let used = self.child.id().and_then(processor_time);
        used.unwrap_or_default()
    }

    /// As [`Self::ask`], but the time counts that it works; waiting takes as long as other work may.
    pub(crate) async fn ask_for_work(
        &mut self,
        request: &Request,
        body: Body,
        work: Duration,
        patience: Duration,
        max_body: u64,
    ) -> Result<(Answer, Vec<u8>), Failure> {
        let Some(id) = self.child.id() else {
            return Err(Failure::Nonsense);
        };
        let answer = self.ask(request, body, patience, max_body);
        tokio::select! {
            answer = answer => answer,
            () = has_worked(id, work) => Err(Failure::TimedOut),
        }
    }

    /// Hears the worker's first words, once: which walls hold it.
    pub async fn greet(&mut self) -> Result<Jails, Failure> {
        if let Some(jails) = self.greeted {
            return Ok(jails);
        }
        let (hello, _): (Hello, _) = self.exchange(None, HELLO_TIMEOUT, 0).await?;
        if hello.protocol != PROTOCOL {
            return Err(Failure::Nonsense);
        }
        self.greeted = Some(hello.jails);
        Ok(hello.jails)
    }

    /// Has a request done within a time, all of sending, working and answering together.
    pub async fn ask(
        &mut self,
        request: &Request,
        body: Body,
        within: Duration,
        max_body: u64,
    ) -> Result<(Answer, Vec<u8>), Failure> {
        let header = protocol::header(request).map_err(Failure::Unavailable)?;
        self.exchange(Some((header, body)), within, max_body).await
    }

    /// Sends what there is to send and hears what the worker says, on a background thread.
    async fn exchange<T: DeserializeOwned + Send + 'static>(
        &mut self,
        say: Option<(Zeroizing<Vec<u8>>, Body)>,
        within: Duration,
        max_body: u64,
    ) -> Result<(T, Vec<u8>), Failure> {
        let Some(mut pipes) = self.pipes.take() else {
            return Err(Failure::Nonsense);
        };
        let talk = background(move || {
            let heard = pipes.talk(say, max_body)?;
            Ok::<_, Broken>((pipes, heard))
        });
        match self.heard(talk, within).await {
            Ok(Ok(Ok((pipes, heard)))) => {
                self.pipes = Some(pipes);
                Ok(heard)
            }
            Ok(Ok(Err(Broken::Pipes(error)))) => Err(self.cause(error).await),
            Ok(Ok(Err(Broken::Document(error)))) => Err(Failure::Unavailable(error)),
            Ok(Err(panicked)) => Err(Failure::Unavailable(io::Error::other(panicked))),
            Err(late) => {
                // The thread's pipes break with the worker's end.
                let _ = self.child.start_kill();
                Err(late)
            }
        }
    }

    /// What the worker says in its time; twice as much on a machine that has hardly any for it.
    async fn heard<T>(
        &self,
        talk: impl Future<Output = T>,
        within: Duration,
    ) -> Result<T, Failure> {
        let used = || self.child.id().and_then(processor_time);
        let before = used().unwrap_or_default();
        // What the kernel doesn't say counts as time that was had.
        let had_time = || used().is_none_or(|now| now.saturating_sub(before) >= within / 4);
        let mut talk = pin!(talk);
        for _ in 0..2 {
            if let Ok(heard) = timeout(within, talk.as_mut()).await {
                return Ok(heard);
            }
            if had_time() {
                return Err(Failure::TimedOut);
            }
        }
        Err(Failure::Starved)
    }

    /// Ends the worker and sees to it that nothing is left of it.
    pub fn retire(self) {
        let Self {
            mut child, seat, ..
        } = self;
        // Its exit is awaited by a task of its own; the caller has what it wanted.
        tokio::spawn(async move {
            let _ = child.kill().await;
            drop(seat);
        });
    }

    /// Why the pipes failed: nonsense, or the worker's end.
    async fn cause(&mut self, error: io::Error) -> Failure {
        /// A worker whose pipe has just broken is about to end.
        const GRACE: Duration = Duration::from_secs(2);
        if error.kind() == io::ErrorKind::InvalidData {
            return Failure::Nonsense;
        }
        match timeout(GRACE, self.child.wait()).await {
            Ok(Ok(status)) => Failure::Died(status),
            Ok(Err(error)) => Failure::Unavailable(error),
            Err(_) => Failure::Nonsense,
        }
    }
}
