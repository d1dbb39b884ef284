//! A worker for one file, for a synchronous program: every call here blocks.

use crate::body::Body;
use crate::effort::processor_time;
use crate::error::Failure;
use crate::pipes::{Broken, Pipes};
use crate::protocol::{self, Answer, HELLO_TIMEOUT, Hello, PROTOCOL, Request};
use serde::de::DeserializeOwned;
use std::io;
use std::path::Path;
use std::process::Child;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;
use zeroize::Zeroizing;

/// A running worker. Dropping it kills it.
pub(crate) struct Alone {
    child: Child,
    /// `None` after a failure.
    pipes: Option<Pipes>,
}

impl Alone {
    /// Starts a worker that may use `room` bytes of memory, and reads its greeting.
    pub(crate) fn start(binary: &Path, room: u64) -> Result<Self, Failure> {
        let (mut command, pipes) =
            Pipes::of_worker(binary, Some(room)).map_err(Failure::Unavailable)?;
        let mut worker = Self {
            child: command.spawn().map_err(Failure::Unavailable)?,
            pipes: Some(pipes),
        };
        drop(command);
        let (hello, _): (Hello, _) = worker.exchange(None, HELLO_TIMEOUT, 0)?;
        if hello.protocol != PROTOCOL {
            return Err(Failure::Nonsense);
        }
        Ok(worker)
    }

    /// Sends a request and returns the answer. `within` limits sending, working and answering together.
    pub(crate) fn ask(
        &mut self,
        request: &Request,
        body: Body,
        within: Duration,
        max_body: u64,
    ) -> Result<(Answer, Vec<u8>), Failure> {
        let header = protocol::header(request).map_err(Failure::Unavailable)?;
        self.exchange(Some((header, body)), within, max_body)
    }

    fn exchange<T: DeserializeOwned + Send + 'static>(
        &mut self,
        say: Option<(Zeroizing<Vec<u8>>, Body)>,
        within: Duration,
        max_body: u64,
    ) -> Result<(T, Vec<u8>), Failure> {
        let Some(mut pipes) = self.pipes.take() else {
            return Err(Failure::Nonsense);
        };
        let (tell, told) = mpsc::channel();
        // If the worker is killed, the thread's pipes break and the thread ends.
        thread::spawn(move || {
            let heard = pipes.talk(say, max_body);
            // After a timeout, nobody receives this.
            let _ = tell.send((pipes, heard));
        });
        match self.heard(&told, within)? {
            (pipes, Ok(heard)) => {
                self.pipes = Some(pipes);
                Ok(heard)
            }
            (_, Err(Broken::Pipes(error))) => Err(self.cause(&error)),
            (_, Err(Broken::Document(error))) => Err(Failure::Unavailable(error)),
        }
    }

    /// The worker's answer within its time; the limit doubles on a machine that gives it hardly any processor time.
    fn heard<T>(&self, told: &Receiver<T>, within: Duration) -> Result<T, Failure> {
        let used = || processor_time(self.child.id());
        let before = used().unwrap_or_default();
        // If the kernel does not report processor time, assume that the worker had its time.
        let had_time = || used().is_none_or(|now| now.saturating_sub(before) >= within / 4);
        for _ in 0..2 {
            match told.recv_timeout(within) {
                Ok(heard) => return Ok(heard),
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Failure::Unavailable(io::ErrorKind::Other.into()));
                }
                Err(RecvTimeoutError::Timeout) if had_time() => return Err(Failure::TimedOut),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
        Err(Failure::Starved)
    }

    /// Why the pipes failed: an invalid answer, or the worker's end.
    fn cause(&mut self, error: &io::Error) -> Failure {
        if error.kind() == io::ErrorKind::InvalidData {
            return Failure::Nonsense;
        }
        // A worker whose pipe broke is about to end. Killing it does not change the exit status of one that ends by
        // itself.
        let _ = self.child.kill();
        match self.child.wait() {
            Ok(status) => Failure::Died(status),
            Err(error) => Failure::Unavailable(error),
        }
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        // It may have ended already; then the kill fails, and waiting removes its entry from the process table.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
