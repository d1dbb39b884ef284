//! What a worker's failure means to who asked.

use std::os::unix::process::ExitStatusExt;

use super::process::Failure;

/// Why the press has no result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct PressError {
    /// An [`onesign_pdf::IntakeError`] code, or `no_such_page`, `busy` (come back), `press_unavailable` (the
    /// operator must look).
    pub code: &'static str,
    /// For the log; not translated.
    pub detail: String,
}

impl PressError {
    pub(crate) fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
        }
    }
}

/// No worker could be had.
pub(super) fn unavailable(failure: Failure) -> PressError {
    tracing::error!(?failure, "no PDF worker can be started");
    PressError::new("press_unavailable", format!("{failure:?}"))
}

/// What a worker's failure says about its document.
pub(super) fn meaning(failure: &Failure) -> PressError {
    if failure.is_breakout() {
        tracing::error!(
            "a document had its worker try a forbidden system call; the worker was killed"
        );
    } else {
        tracing::info!(?failure, "a PDF worker failed on its document");
    }
    let (code, detail) = match failure {
        Failure::TimedOut => ("too_complex", "it took too long".to_owned()),
        Failure::Starved => ("busy", "the machine had no time for it".to_owned()),
        Failure::Died(status) => match status.signal() {
            // Illegal instruction, forbidden call: not a matter of size.
            Some(signal @ (4 | 31)) => ("damaged_pdf", format!("signal {signal}")),
            Some(signal) => ("too_complex", format!("signal {signal}")),
            None => ("damaged_pdf", format!("{status}")),
        },
        Failure::Nonsense => ("damaged_pdf", "it said nonsense".to_owned()),
        Failure::Unavailable(error) => ("press_unavailable", error.to_string()),
    };
    PressError::new(code, detail)
}
