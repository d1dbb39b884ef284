//! The two pipes between a program and its worker.

use crate::body::{Body, Unread};
use crate::protocol;
use rustix::pipe::{PipeFlags, fcntl_setpipe_size, pipe_with};
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Command, Stdio};
use zeroize::Zeroizing;

/// Size of the pipes in bytes, if the kernel grants it: larger pipes need fewer context switches per megabyte.
const PIPE: usize = 1 << 20;

/// The program's ends.
pub(crate) struct Pipes {
    input: File,
    output: File,
}

/// Why a worker gave no answer.
pub(crate) enum Broken {
    /// Its pipes broke, or its output is not a valid answer.
    Pipes(io::Error),
    /// Its document can't be read.
    Document(io::Error),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Pipes(error)
    }
}

impl From<Unread> for Broken {
    fn from(Unread(error): Unread) -> Self {
        Self::Document(error)
    }
}

impl Pipes {
    /// The command that starts a worker without the program's environment, directory or descriptors, except for the
    /// pipes. `room` limits its memory, in bytes. The command holds the worker's ends, so drop it after the start.
    pub(crate) fn of_worker(binary: &Path, room: Option<u64>) -> io::Result<(Command, Self)> {
        let (its_input, input) = pipe()?;
        let (output, its_output) = pipe()?;
        let mut command = Command::new(binary);
        command
            .arg("worker")
            .args(room.map(|room| format!("--room={room}")))
            .env_clear()
            .current_dir("/")
            .stdin(its_input)
            .stdout(its_output)
            .stderr(Stdio::null());
        let (input, output) = (File::from(input), File::from(output));
        Ok((command, Self { input, output }))
    }

    /// Sends the request and reads the answer. Blocks for both.
    pub(crate) fn talk<T: DeserializeOwned>(
        &mut self,
        say: Option<(Zeroizing<Vec<u8>>, Body)>,
        max_body: u64,
    ) -> Result<(T, Vec<u8>), Broken> {
        if let Some((header, body)) = say {
            protocol::begin_frame(&mut self.input, &header, body.length())?;
            body.pieces(|piece| Ok::<_, Broken>(self.input.write_all(piece)?))?;
        }
        Ok(protocol::receive_frame(&mut self.output, max_body)?)
    }
}

/// A pipe, as large as [`PIPE`] if the kernel grants it; child processes do not inherit its ends.
fn pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    let (read, write) = pipe_with(PipeFlags::CLOEXEC)?;
    // Smaller pipes work as well.
    let _ = fcntl_setpipe_size(&write, PIPE);
    Ok((read, write))
}
