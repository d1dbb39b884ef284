//! `onesign openapi`: prints the description of the API, the content of `openapi.json`.

use super::out;
use std::process::ExitCode;

pub(super) fn run() -> ExitCode {
    match out::write(&crate::app::router::document()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(code) => code,
    }
}
