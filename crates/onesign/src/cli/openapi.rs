//! `onesign openapi`: the description of the API, as kept in `openapi.json`.

use std::process::ExitCode;

pub(super) fn run() -> ExitCode {
    print!("{}", crate::http::openapi::document());
    ExitCode::SUCCESS
}
