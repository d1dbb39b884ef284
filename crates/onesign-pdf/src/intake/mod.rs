//! Intake: an uploaded PDF is read leniently, checked, and rebuilt from an allow-list into one clean revision.
//!
//! Intake copies only entries that [`schema`] names: the catalog and the pages are new, page contents become form
//! XObjects that can't disturb later drawings above them, annotations and fields are painted into the page, layers are
//! flattened to their default state. Intake counts and reports the parts that it drops.
//!
//! Rebuilding a signed file would break its signatures, so it is [wrapped](wrap): the rebuilt pages are copies for
//! reading, and the file itself is attached to them byte for byte.

mod annotations;
mod appearances;
mod archival;
mod boxes;
mod build;
mod census;
mod character_maps;
mod colours;
mod content;
mod contents;
mod copy;
mod cost;
mod dash;
pub(crate) mod decode;
mod defaults;
mod enclose;
mod field_pictures;
mod fields;
mod flaws;
mod frames;
mod functions;
mod groups;
mod images;
pub(crate) mod jpeg;
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
mod painted;
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
pub(crate) mod typeface;

use serde::{Deserialize, Serialize};

use crate::geometry::{PageSize, Rect};
pub use enclose::Enclosure;
pub use flaws::warning_of;
use open::Way;

/// Limits on the files that intake accepts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Size of the file in bytes.
    pub max_bytes: u64,
    /// Number of pages.
    pub max_pages: u32,
    /// Number of indirect objects read, and of nodes in the page tree.
    pub max_objects: u32,
    /// Number of annotations and form fields on all pages.
    pub max_annotations: u32,
    /// Decoded size of one stream in bytes.
    pub max_stream_bytes: u64,
    /// Pixels of one image; larger images are dropped with a warning.
    pub max_image_pixels: u64,
    /// Drawing operations of nested form XObjects on one page, with forms expanded.
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

/// A clean document and the findings about the received one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// The rebuilt file: one revision, classic cross-reference table, no object streams.
    pub normalised: Vec<u8>,
    /// Size of each page as displayed.
    pub pages: Vec<PageSize>,
    /// The dropped content, by kind, in alphabetical order.
    pub removed: Vec<Removal>,
    /// Warnings for the sender as stable codes, in alphabetical order. Each affected page or range may follow after a
    /// dot: `content_damaged.2.5-7`.
    pub warnings: Vec<String>,
    /// Title from the document information dictionary, one line, at most 200 characters.
    pub title: Option<String>,
    /// Form fields and text tags that mark places to fill in.
    pub detected: Vec<DetectedField>,
    /// The received file itself, if it is inside the rebuilt one.
    pub enclosed: Option<Enclosed>,
}

/// A received file that is attached to its rebuilt pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosed {
    /// Name of the attachment.
    pub name: String,
    /// How many pages are copies of its pages; the pages after them are the sheet that describes the enclosure.
    pub copied_pages: u32,
    /// Whether values may be stamped on the copies. If a signature permits no changes to the file, nothing may be
    /// stamped on the copies of its pages, and the last page takes the values.
    pub permits_stamps: bool,
}

/// A kind of content that was dropped or painted into the page.
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
    /// Its place on the displayed page.
    pub rect: Rect,
    /// The field's full name, or the part of a text tag after the colon.
    pub name: String,
    /// Whether the form marks it as required.
    pub required: bool,
    /// The value it has in the received document; for a check box the name of its state if it is ticked.
    pub value: Option<String>,
    /// The name of the field for people.
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
    /// The file has no catalog, or no readable object; the text says what is missing.
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
    /// A form whose pages are made by a script at display time (XFA): it has no fixed content to sign.
    #[error("the file is an XFA form without fixed pages")]
    Xfa,
    /// The page tree holds no page.
    #[error("the file has no pages")]
    NoPages,
    /// More pages than [`Limits::max_pages`].
    #[error("the file has more than {limit} pages")]
    TooManyPages {
        /// The limit that was exceeded.
        limit: u32,
    },
    /// More bytes than [`Limits::max_bytes`].
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The limit that was exceeded.
        limit: u64,
    },
    /// The file has a signature, which rewriting would break. It can be [wrapped](wrap).
    #[error("the file is already signed")]
    AlreadySigned,
    /// It is signed and opens only with a password; removing the password would break the signature.
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
/// `password` is tried after the empty one. The result depends only on the arguments.
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

/// As [`intake`], but the pages omit the values of fields that are offered for filling in again;
/// [`DetectedField::value`] holds them. Everything else stays painted.
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

/// Takes in a file that must not change: rebuilds its pages as [`intake`] does, adds a sheet that describes the
/// enclosure, and attaches the file itself. The result is larger than the rebuilt pages by the compressed size of the
/// file.
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
    // If the cross-reference data point past the end of the file, intake searches for the objects.
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
