//! Hostile files, each in its own process with limits on memory and time, so that the test notices an abort, a stack
//! overflow or an endless loop.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::answers::{clean, is_right};
use crate::manifest::{Entry, entries};
use crate::{in_parallel, report};

/// Address space in kibibytes: the same as the server's worker gets.
const MEMORY: u32 = 1 << 20;

/// Time for one file in seconds.
const SECONDS: u32 = 20;

/// The example `intake`, which cargo builds with the tests.
fn program() -> Option<PathBuf> {
    let tests = std::env::current_exe().ok()?;
    let program = tests.parent()?.parent()?.join("examples/intake");
    if program.exists() {
        return Some(program);
    }
    println!("skipped: the example `intake` isn't built");
    None
}

#[test]
fn hostile_files_are_survived() {
    let (Some(entries), Some(program)) = (entries(&["hostile"]), program()) else {
        return;
    };
    let complaints = in_parallel(&entries, |entry| {
        attempt(&program, entry)
            .err()
            .map(|fault| format!("{}: {fault}", entry.path))
    });
    report(complaints);
}

fn attempt(program: &Path, entry: &Entry) -> Result<(), String> {
    let out = tempfile::NamedTempFile::new().map_err(|error| error.to_string())?;
    let (code, output) = run(program, entry, out.path())?;
    let words = |first: &str| -> Vec<String> {
        let lines = output.lines().filter_map(|line| line.strip_prefix(first));
        lines
            .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
            .collect()
    };
    let refusal = words("refused ").into_iter().next();
    if !is_right(entry, refusal.as_deref(), &words("removed ")) {
        return Err(format!("{} but {output}", entry.must));
    }
    match code {
        0 => clean(
            &std::fs::read(out.path()).map_err(|error| error.to_string())?,
            None,
        ),
        1 if refusal.is_some() => Ok(()),
        code => Err(format!("ended with {code}")),
    }
}

/// Exit code of `timeout` for a program that took too long.
const TIMED_OUT: i32 = 124;

/// Runs the program; its exit code and output, or how it failed.
fn run(program: &Path, entry: &Entry, out: &Path) -> Result<(i32, String), String> {
    let output = Command::new("sh")
        .arg("-c")
        .arg(format!(
            "ulimit -v {MEMORY}; exec timeout {SECONDS} \"$0\" \"$@\""
        ))
        .arg(program)
        .arg(&entry.file)
        .arg("--out")
        .arg(out)
        .stderr(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    match output.status.code() {
        Some(TIMED_OUT) => Err(format!("took longer than {SECONDS} s")),
        Some(code) => Ok((code, String::from_utf8_lossy(&output.stdout).into_owned())),
        None => Err(format!("was ended by a signal: {}", output.status)),
    }
}
