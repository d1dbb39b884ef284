//! One worker process, from the server's side.
//!
//! Background threads read and write its pipes. The kernel holds one lock for both ends of a pipe while it copies, and
//! a worker has a lower priority than the server's threads, so a server thread could wait until the worker runs.

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
    /// The worker's seat. It stays taken until the worker ends or waits for other work, even if the caller has gone.
    pub(crate) seat: Option<Seat>,
    /// `None` while a background thread has them, and after a failure.
    pipes: Option<Pipes>,
    greeted: Option<Jails>,
}

impl Process {
    /// Starts a worker without the server's environment, directory or descriptors, except for the pipes.
    /// `room` limits its memory, in bytes.
    ///
    /// A background thread starts it, so that it inherits that thread's lower priority: one request waits for its page,
    /// but all requests wait for the server. The start takes the seat along and continues even if the caller has gone.
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

    /// Whether it is still running.
    pub fn alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// The processor time that it has used so far, if the kernel reports it.
    pub(crate) fn worked(&self) -> Duration {
        let used = self.child.id().and_then(processor_time);
        used.unwrap_or_default()
    }

    /// As [`Self::ask`], but `work` limits its processor time, and `patience` the whole wait.
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

    /// Reads the worker's greeting, once: it names the walls that hold.
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

    /// Sends a request and returns the answer. `within` limits sending, working and answering together.
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

    /// Sends the request and reads the answer, on a background thread.
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
                // The thread's pipes break when the worker ends.
                let _ = self.child.start_kill();
                Err(late)
            }
        }
    }

    /// The worker's answer within its time; the limit doubles on a machine that gives it hardly any processor time.
    async fn heard<T>(
        &self,
        talk: impl Future<Output = T>,
        within: Duration,
    ) -> Result<T, Failure> {
        let used = || self.child.id().and_then(processor_time);
        let before = used().unwrap_or_default();
        // If the kernel does not report processor time, assume that the worker had its time.
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

    /// Ends the worker and cleans up after it.
    pub fn retire(self) {
        let Self {
            mut child, seat, ..
        } = self;
        // A separate task awaits its exit, because the caller already has its result.
        tokio::spawn(async move {
            let _ = child.kill().await;
            drop(seat);
        });
    }

    /// Why the pipes failed: an invalid answer, or the worker's end.
    async fn cause(&mut self, error: io::Error) -> Failure {
        /// How long a worker whose pipe just broke may take to end.
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
