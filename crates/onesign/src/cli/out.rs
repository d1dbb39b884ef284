//! Standard output of commands that answer and end.

use std::io::{Write, stdout};
use std::process::ExitCode;

/// Writes a text. A reader that has gone, such as `head`, is no fault: what it wanted it has read.
pub(super) fn write(text: &str) -> Result<(), ExitCode> {
    onesign_worker::verify::put(text).map_err(|error| {
        eprintln!("onesign: the answer can't be written: {error}");
        ExitCode::FAILURE
    })
}

/// Writes a line about how far a command has come; nobody has to read it.
pub(super) fn line(text: &str) {
    let _ = writeln!(stdout(), "{text}");
}
