//! What a worker's failure means to who asked.

use std::os::unix::process::ExitStatusExt;

use std::io;
use std::process::ExitStatus;

use strum::{EnumString, IntoStaticStr, VariantArray};

/// Why the press has no result, as a word: an [`onesign_pdf::IntakeError`] code, or one of the last three.
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
    /// The password does not open it.
    WrongPassword,
    /// It is encrypted in a way that can't be opened.
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
    /// It takes too much time or memory.
    TooComplex,
    /// It has no such page.
    NoSuchPage,
    /// The press has no seat or no time for it now; another try may succeed.
    Busy,
    /// No worker can be started; the operator must look.
    PressUnavailable,
}

impl PressCode {
    /// The word in logs and in the worker's protocol.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether a worker may refuse a document with it.
    pub(crate) fn is_of_document(self) -> bool {
        !matches!(self, Self::Busy | Self::PressUnavailable)
    }
}

/// Why the press has no result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {detail}", code.word())]
pub struct PressError {
    /// What kind of failure it is.
    pub code: PressCode,
    /// For the log; not translated.
    pub detail: String,
}

impl PressError {
    /// Says why.
    pub fn new(code: PressCode, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
        }
    }
}

/// Why a worker didn't answer.
#[derive(Debug)]
pub enum Failure {
    /// It was still working when its time was over.
    TimedOut,
    /// Its time was over, and the machine had hardly given it any.
    Starved,
    /// It ended.
    Died(ExitStatus),
    /// It said something that isn't an answer.
    Nonsense,
    /// It couldn't be started or watched.
    Unavailable(io::Error),
}

impl Failure {
    /// Whether the jail itself ended the worker, because of a system call that computing doesn't need.
    pub fn is_breakout(&self) -> bool {
        /// `SIGSYS` on every architecture that the jail knows.
        const SIGSYS: i32 = 31;
        matches!(self, Self::Died(status) if status.signal() == Some(SIGSYS))
    }
}

/// No worker could be had.
pub(crate) fn unavailable(failure: Failure) -> PressError {
    tracing::error!(?failure, "no PDF worker can be started");
    PressError::new(PressCode::PressUnavailable, format!("{failure:?}"))
}

/// What a worker's failure says about its document.
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
            // Illegal instruction, forbidden call: not a matter of size.
            Some(signal @ (4 | 31)) => (PressCode::DamagedPdf, format!("signal {signal}")),
            Some(signal) => (PressCode::TooComplex, format!("signal {signal}")),
            None => (PressCode::DamagedPdf, format!("{status}")),
        },
        Failure::Nonsense => (PressCode::DamagedPdf, "it said nonsense".to_owned()),
        Failure::Unavailable(error) => (PressCode::PressUnavailable, error.to_string()),
    };
    PressError::new(code, detail)
}
