//! The `onesign-verify` program: verifies sealed and signed files offline, without a server.

use clap::Parser;
use onesign_worker::child;
use onesign_worker::verify::{Arguments, Program, USAGE};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

/// The name of the program.
const NAME: &str = "onesign-verify";

/// Check sealed or signed PDFs, offline. Exit code: 0 passed, 1 failed, 2 indeterminate, 3 wrong usage or an unreadable file.
///
/// With several files, the worst result decides: failed, then unreadable, then indeterminate.
#[derive(Parser)]
#[command(name = NAME, version)]
struct Cli {
    #[command(flatten)]
    arguments: Arguments,
}

#[allow(
    clippy::disallowed_methods,
    reason = "a program without a server is given no clock"
)]
fn main() -> ExitCode {
    // This comes first, because a worker reads the bytes of strangers.
    if let Some(code) = child::main_if_asked() {
        return code;
    }
    let Cli { arguments } = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return match error.use_stderr() {
                true => ExitCode::from(USAGE),
                false => ExitCode::SUCCESS,
            };
        }
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now_unix = now.map_or(0, |now| i64::try_from(now.as_secs()).unwrap_or(i64::MAX));
    match arguments.asking(now_unix) {
        Ok(asking) => Program::offline(NAME).run(arguments, asking),
        Err(problem) => {
            eprintln!("{NAME}: {problem}");
            ExitCode::from(USAGE)
        }
    }
}
