//! The `onesign` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    onesign::cli::main()
}
