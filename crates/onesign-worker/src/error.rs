//! What a worker's failure means for the caller.

use std::os::unix::process::ExitStatusExt;

use std::io;
use std::process::ExitStatus;

use strum::{EnumString, IntoStaticStr, VariantArray};

/// The reason why the press has no result, as a code: an [`onesign_pdf::IntakeError`] code, or one of the last three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum PressCode {
    /// The file is not a PDF.
    NotAPdf,
    /// The file has no bytes.
    EmptyFile,
    /// The document can't be read, or the worker failed on it.
    DamagedPdf,
    /// It opens only with a password.
    PasswordRequired,
    /// The password is wrong.
    WrongPassword,
    /// Its encryption is not supported.
    UnsupportedEncryption,
    /// It is an XFA form.
    XfaForm,
    /// It has no pages.
    NoPages,
    /// It has more pages than are allowed.
    TooManyPages,
    /// It has more bytes than are allowed.
    TooLarge,
    /// It is signed and opens only with a password.
    SignedAndProtected,
    /// It needs too much time or memory.
    TooComplex,
    /// It has no such page.
    NoSuchPage,
    /// The press has no free seat or too little time; another try may succeed.
    Busy,
    /// No worker can start; the operator has to act.
    PressUnavailable,
}

impl PressCode {
    /// The code in logs and in the worker's protocol.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether a worker may refuse a document with this code.
    pub(crate) fn is_of_document(self) -> bool {
        !matches!(self, Self::Busy | Self::PressUnavailable)
    }
}

/// The error of a request to the press.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {detail}", code.word())]
pub struct PressError {
    /// What kind of failure it is.
    pub code: PressCode,
    /// For the log; not translated.
    pub detail: String,
}

impl PressError {
    /// Makes an error.
    pub fn new(code: PressCode, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
        }
    }
}

/// The failure of a worker.
#[derive(Debug)]
pub enum Failure {
    /// It was still working at its time limit.
    TimedOut,
    /// It reached its time limit, but the machine gave it hardly any processor time.
    Starved,
    /// It ended.
    Died(ExitStatus),
    /// Its output is not a valid answer.
    Nonsense,
    /// It can't be started or observed.
    Unavailable(io::Error),
}

impl Failure {
    /// Whether the jail killed the worker because of a forbidden system call.
    pub fn is_breakout(&self) -> bool {
        /// `SIGSYS` on every architecture that the jail knows.
        const SIGSYS: i32 = 31;
        matches!(self, Self::Died(status) if status.signal() == Some(SIGSYS))
    }
}

/// The error of a worker that can't start.
pub(crate) fn unavailable(failure: Failure) -> PressError {
    tracing::error!(?failure, "no PDF worker can be started");
    PressError::new(PressCode::PressUnavailable, format!("{failure:?}"))
}

/// The conclusion from a worker's failure about its document.
pub(crate) fn meaning(failure: &Failure) -> PressError {
    if failure.is_breakout() {
        tracing::error!(
            "a document had its worker try a forbidden system call; the worker was killed"
        );
    } else {
        tracing::info!(?failure, "a PDF worker failed on its document");
    }
    let (code, detail) = match failure {
        Failure::TimedOut => (PressCode::TooComplex, "it took too long".to_owned()),
        Failure::Starved => (PressCode::Busy, "the machine had no time for it".to_owned()),
        Failure::Died(status) => match status.signal() {
            // An illegal instruction or a forbidden call has nothing to do with size.
            Some(signal @ (4 | 31)) => (PressCode::DamagedPdf, format!("signal {signal}")),
            Some(signal) => (PressCode::TooComplex, format!("signal {signal}")),
            None => (PressCode::DamagedPdf, format!("{status}")),
        },
        Failure::Nonsense => (PressCode::DamagedPdf, "it said nonsense".to_owned()),
        Failure::Unavailable(error) => (PressCode::PressUnavailable, error.to_string()),
    };
    PressError::new(code, detail)
}
