//! Intake: an uploaded PDF is read leniently, checked, and rebuilt from an allow-list into one clean revision.
//!
//! Nothing is carried over that isn't named in [`schema`]: the catalog and the pages are new, page contents become
//! form XObjects that can't disturb what is later drawn above them, annotations and fields are painted into the
//! page, layers are flattened to their default state. What was left out is counted and reported.
//!
//! A file that is already signed can't be rebuilt without breaking its signatures. It is [wrapped](wrap): the rebuilt
//! pages are copies for reading, and the file itself is attached behind them, byte for byte.

mod annotations;
mod appearances;
mod archival;
mod boxes;
mod build;
mod census;
mod colours;
mod content;
mod contents;
mod copy;
mod cost;
mod dash;
mod decode;
mod defaults;
mod enclose;
mod field_pictures;
mod fields;
mod flaws;
mod frames;
mod functions;
mod groups;
mod images;
mod jpeg;
mod layers;
mod lexer;
mod looks;
mod maps;
mod marks;
mod masks;
mod mend;
mod names;
mod open;
mod options;
mod pages;
mod pen;
mod pictures;
mod profiles;
mod programs;
mod rewrite;
mod samples;
mod schema;
mod second;
mod setting;
mod shown;
mod signed;
mod source;
mod streams;
mod tags;
mod text_strings;
mod ticks;
mod typeface;

use serde::{Deserialize, Serialize};

use crate::geometry::{PageSize, Rect};
pub use enclose::Enclosure;
pub use flaws::warning_of;
use open::Way;

/// Bounds on what intake accepts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Size of the file in bytes.
    pub max_bytes: u64,
    /// Number of pages.
    pub max_pages: u32,
    /// Number of indirect objects read, and of nodes in the page tree.
    pub max_objects: u32,
    /// Number of annotations and form fields, all pages together.
    pub max_annotations: u32,
    /// Decoded size of one stream in bytes.
    pub max_stream_bytes: u64,
    /// Pixels of one image; larger images are left out with a warning.
    pub max_image_pixels: u64,
    /// Drawing operations of nested form XObjects on one page, multiplied out.
    pub max_form_uses: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 50 << 20,
            max_pages: 1_000,
            max_objects: 500_000,
            max_annotations: 20_000,
            max_stream_bytes: 128 << 20,
            max_image_pixels: 100_000_000,
            max_form_uses: 100_000,
        }
    }
}

/// A clean document and what was found out about the one received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// The rebuilt file: one revision, classic cross-reference table, no object streams.
    pub normalised: Vec<u8>,
    /// Size of each page as displayed.
    pub pages: Vec<PageSize>,
    /// What was left out, by kind, in alphabetical order.
    pub removed: Vec<Removal>,
    /// Stable codes of what the sender should know, in alphabetical order. A code may be followed by the pages that it
    /// is about, each behind a dot: `content_damaged.2.5-7`.
    pub warnings: Vec<String>,
    /// Title from the document information dictionary, one line, at most 200 characters.
    pub title: Option<String>,
    /// Form fields and text tags that mark where something is to be filled in.
    pub detected: Vec<DetectedField>,
    /// The received file itself, if it is inside the rebuilt one.
    pub enclosed: Option<Enclosed>,
}

/// A received file that is attached to its rebuilt pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosed {
    /// Name of the attachment.
    pub name: String,
    /// How many pages are copies of its own; those that follow are the sheet that says what is enclosed.
    pub copied_pages: u32,
    /// Whether values may be stamped on the copies. Where a signature permits no changes to the file, none may
    /// stand on what looks like its pages: the last page is for them then.
    pub permits_stamps: bool,
}

/// A kind of content that was left out or painted into the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// Stable snake_case code, e.g. `javascript`.
    pub kind: String,
    /// How often it was found.
    pub count: u32,
}

/// A place to fill in, found in the received document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetectedField {
    /// `text`, `choice`, `checkbox`, `radio`, `signature`, or the word of a text tag such as `initials` or `date`.
    pub kind: String,
    /// Zero-based page number.
    pub page: u32,
    /// Where it is displayed.
    pub rect: Rect,
    /// The field's full name, or what follows the colon in a text tag.
    pub name: String,
    /// Whether the form marks it as required.
    pub required: bool,
    /// The value it has in the received document; for a check box the name of its state if it is ticked.
    pub value: Option<String>,
    /// What the form calls the field when it speaks to people.
    pub caption: Option<String>,
}

/// Why a file can't be taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum IntakeError {
    /// No PDF header near the start.
    #[error("this is not a PDF file")]
    NotPdf,
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// No catalog, or no object can be read; the text says what was missing.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// The file opens only with a password and none was given.
    #[error("the file needs a password")]
    PasswordRequired,
    /// The given password doesn't open the file.
    #[error("the password doesn't open the file")]
    WrongPassword,
    /// Encrypted to certificates, or by an unknown method.
    #[error("the file is encrypted in a way that can't be opened")]
    UnsupportedEncryption,
    /// A form whose pages are made by a script at display time (XFA): there's nothing fixed to sign.
    #[error("the file is an XFA form without fixed pages")]
    Xfa,
    /// The page tree holds no page.
    #[error("the file has no pages")]
    NoPages,
    /// More pages than [`Limits::max_pages`].
    #[error("the file has more than {limit} pages")]
    TooManyPages {
        /// The limit that was passed.
        limit: u32,
    },
    /// More bytes than [`Limits::max_bytes`].
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The limit that was passed.
        limit: u64,
    },
    /// A signature field is filled: rewriting the file would break that signature. It can be [wrapped](wrap).
    #[error("the file is already signed")]
    AlreadySigned,
    /// It is signed, and opens only with a password, which the signature doesn't let anybody take away.
    #[error("the file is signed and needs a password")]
    SignedAndProtected,
    /// Nested, repeated or inflated beyond the other limits.
    #[error("the file is too complex to be processed safely")]
    TooComplex,
}

impl IntakeError {
    /// The stable snake_case code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotPdf => "not_a_pdf",
            Self::Empty => "empty_file",
            Self::Damaged(_) => "damaged_pdf",
            Self::PasswordRequired => "password_required",
            Self::WrongPassword => "wrong_password",
            Self::UnsupportedEncryption => "unsupported_encryption",
            Self::Xfa => "xfa_form",
            Self::NoPages => "no_pages",
            Self::TooManyPages { .. } => "too_many_pages",
            Self::TooLarge { .. } => "too_large",
            Self::AlreadySigned => "already_signed",
            Self::SignedAndProtected => "signed_and_protected",
            Self::TooComplex => "too_complex",
        }
    }
}

/// Reads a received file, checks it and rebuilds it.
///
/// `password` is tried after the empty one. The result depends on nothing but the arguments.
///
/// # Errors
/// See [`IntakeError`]; every variant has a stable [code](IntakeError::code).
pub fn intake(
    bytes: &[u8],
    password: Option<&str>,
    limits: &Limits,
) -> Result<Intake, IntakeError> {
    take(bytes, password, limits, None, false)
}

/// As [`intake`], but what is filled into fields that are offered anew is left off the pages: they are going to be
/// filled in again, and what stood there is in [`DetectedField::value`]. Everything else stays painted.
///
/// # Errors
/// As [`intake`].
pub fn intake_open(
    bytes: &[u8],
    password: Option<&str>,
    limits: &Limits,
) -> Result<Intake, IntakeError> {
    take(bytes, password, limits, None, true)
}

/// Takes in a file that must stay as it is: its pages are rebuilt as [`intake`] does, a sheet says what is enclosed,
/// and the file itself is attached. The result is larger than rebuilt pages by the packed size of the file.
///
/// # Errors
/// As [`intake`], but for [`IntakeError::AlreadySigned`].
pub fn wrap(bytes: &[u8], limits: &Limits, enclosure: &Enclosure) -> Result<Intake, IntakeError> {
    take(bytes, None, limits, Some(enclosure), false)
}

fn take(
    bytes: &[u8],
    password: Option<&str>,
    limits: &Limits,
    enclosure: Option<&Enclosure>,
    opens: bool,
) -> Result<Intake, IntakeError> {
    let built = |way: Way| {
        let opened = open::open(bytes, password, limits, way)?;
        if opened.signed.is_some() && enclosure.is_none() {
            return Err(IntakeError::AlreadySigned);
        }
        build::build(bytes, &opened, password, limits, enclosure, opens)
    };
    let mut refusal = None;
    // The cross-reference data may point past what is there; then the objects are looked for.
    for way in [Way::AsWritten, Way::Rebuilt, Way::ByObjects] {
        match built(way) {
            Err(reason @ (IntakeError::NoPages | IntakeError::Damaged(_))) => {
                refusal.get_or_insert(reason);
            }
            Err(IntakeError::TooComplex) if refusal.is_some() => break,
            result => return result,
        }
    }
    Err(refusal.unwrap_or(IntakeError::NoPages))
}
