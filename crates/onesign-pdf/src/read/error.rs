//! Why bytes are not a well-formed PDF.

use super::flaw::Flaw;

/// The first fault found. Positions count bytes from the start of the file, or of the decoded
/// object stream that contains the object.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The file does not start with `%PDF-`.
    #[error("the file does not start with a PDF header")]
    NoHeader,
    /// The file does not end with `startxref`, a number and `%%EOF`.
    #[error("the file does not end with startxref and %%EOF")]
    NoEnd,
    /// Bytes that are no PDF syntax.
    #[error("syntax error at byte {0}: {1}")]
    Syntax(usize, Flaw),
    /// A keyword is missing.
    #[error("the keyword “{1}” is missing at byte {0}")]
    Keyword(usize, &'static str),
    /// A cross-reference section that contradicts the standard or the file.
    #[error("cross-reference error at byte {0}: {1}")]
    CrossReference(usize, Flaw),
    /// An indirect object that does not fit its position.
    #[error("object {0}: {1}")]
    Object(u32, Flaw),
    /// The file exceeds a limit of the reader.
    #[error("limit exceeded: {0}")]
    Limit(Flaw),
    /// A filter this reader doesn't have.
    #[error("filter “{0}” is not supported")]
    Filter(String),
    /// An offset points past the end of the file.
    #[error("a reference points outside the file")]
    Outside,
    /// The storage that holds the file failed, or its content is damaged.
    #[error("the file can't be read: {0}")]
    Source(String),
    /// The object can't be read without a password.
    #[error("the file is encrypted")]
    Encrypted,
}

impl From<super::SourceError> for ReadError {
    fn from(error: super::SourceError) -> Self {
        Self::Source(error.0)
    }
}
