//! Standard output of one-shot commands.

use std::io::{Write, stdout};
use std::process::ExitCode;

/// Writes a text. A reader such as `head` may close its end early; that is not an error.
pub(super) fn write(text: &str) -> Result<(), ExitCode> {
    onesign_worker::verify::put(text).map_err(|error| {
        eprintln!("onesign: the answer can't be written: {error}");
        ExitCode::FAILURE
    })
}

/// Writes a progress line; a closed output is not an error.
pub(super) fn line(text: &str) {
    let _ = writeln!(stdout(), "{text}");
}
