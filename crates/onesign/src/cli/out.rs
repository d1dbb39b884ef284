//! Standard output of commands that answer and end.

use std::io::{ErrorKind, Write, stdout};
use std::process::ExitCode;

/// Writes a text. A reader that has gone, such as `head`, is no fault: what it wanted it has read.
pub(super) fn write(text: &str) -> Result<(), ExitCode> {
    let mut out = stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("onesign: the answer can't be written: {error}");
            Err(ExitCode::FAILURE)
        }
        _ => Ok(()),
    }
}

/// Writes a line about how far a command has come; nobody has to read it.
pub(super) fn line(text: &str) {
    let _ = writeln!(stdout(), "{text}");
}
