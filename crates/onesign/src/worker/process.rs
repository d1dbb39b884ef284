//! One worker process, as the server sees it.

use std::io;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use super::protocol::{self, Answer, Hello, Jails, PROTOCOL, Request};

/// How long a worker may take from its start to its first words.
const HELLO_TIMEOUT: Duration = Duration::from_secs(10);

/// Size of the pipes in bytes, where the kernel grants it: fewer turns per megabyte.
const PIPE: usize = 1 << 20;

/// A running worker. Dropping it kills it.
pub struct Process {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
    greeted: Option<Jails>,
}

/// Why a worker didn't answer.
#[derive(Debug)]
pub enum Failure {
    /// It was still working when its time was over.
    TimedOut,
    /// It ended.
    Died(ExitStatus),
    /// It said something that isn't an answer.
    Nonsense,
    /// It couldn't be started or watched.
    Unavailable(io::Error),
}

impl Failure {
    /// Whether the jail itself ended the worker, because of a system call that computing doesn't need.
    pub fn is_breakout(&self) -> bool {
        /// `SIGSYS` on every architecture that the jail knows.
        const SIGSYS: i32 = 31;
        matches!(self, Self::Died(status) if status.signal() == Some(SIGSYS))
    }
}

impl Process {
    /// Starts a worker with nothing of the server's: no environment, no directory, no descriptors but the pipes.
    /// `room` bounds its memory, in bytes.
    pub fn spawn(binary: &Path, room: Option<u64>) -> io::Result<Self> {
        let mut child = Command::new(binary)
            .arg("worker")
            .args(room.map(|room| format!("--room={room}")))
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        // Smaller pipes work as well.
        let _ = rustix::pipe::fcntl_setpipe_size(&input, PIPE);
        let _ = rustix::pipe::fcntl_setpipe_size(&output, PIPE);
        Ok(Self {
            child,
            input,
            output,
            greeted: None,
        })
    }

    /// Whether it hasn't ended by itself.
    pub fn alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Hears the worker's first words, once: which walls hold it.
    pub async fn greet(&mut self) -> Result<Jails, Failure> {
        if let Some(jails) = self.greeted {
            return Ok(jails);
        }
        let heard = timeout(
            HELLO_TIMEOUT,
            protocol::receive_frame::<Hello>(&mut self.output, 0),
        );
        match heard.await {
            Err(_) => Err(Failure::TimedOut),
            Ok(Err(error)) => Err(self.cause(error).await),
            Ok(Ok((hello, _))) if hello.protocol != PROTOCOL => Err(Failure::Nonsense),
            Ok(Ok((hello, _))) => {
                self.greeted = Some(hello.jails);
                Ok(hello.jails)
            }
        }
    }

    /// Has a request done within a time, all of sending, working and answering together.
    pub async fn ask(
        &mut self,
        request: &Request,
        body: &[u8],
        within: Duration,
        max_body: u64,
    ) -> Result<(Answer, Vec<u8>), Failure> {
        let exchange = async {
            protocol::send_frame(&mut self.input, request, body).await?;
            protocol::receive_frame(&mut self.output, max_body).await
        };
        match timeout(within, exchange).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(self.cause(error).await),
            Err(_) => Err(Failure::TimedOut),
        }
    }

    /// Ends the worker and sees to it that nothing is left of it.
    pub fn retire(mut self) {
        // Its exit is awaited by a task of its own; the caller has what it wanted.
        tokio::spawn(async move {
            let _ = self.child.kill().await;
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
