//! Changes before the ruling on their permission.

use super::change::{ChangeKind, Place};
use super::difference::{Difference, DocumentDifference};

/// The permission that a change needs from earlier signers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Need {
    /// Permitted after every signature: it adds proof, and changes nothing that people read.
    Nothing,
    /// What proof may require of the file's format: its version, its extensions, `/SigFlags`.
    Format,
    /// What programs write whenever they save: dates, their own name, entries that no page shows.
    Saving,
    /// A statement about the document, such as its title, or the removal of validation data: no page shows it.
    Data,
    /// Filling in a form.
    Filling,
    /// Signing a form.
    Signing,
    /// Signing in a new, visible field.
    NewVisibleSignature,
    /// Showing something without a signature that vouches for it.
    Showing,
    /// A note that hides nothing.
    Note,
    /// A note whose icon readers may draw over signed content, or a link over signed content.
    NoteAbove,
    /// A note that may hide signed content.
    CoveringNote,
    /// The removal or modification of an annotation that existed, which hides nothing.
    AnnotationEdit,
    /// Its effect is unknown.
    Unknown,
    /// Nobody can permit it.
    Forbidden,
}

/// A change before the ruling on its permission. Pages are zero-based.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub kind: ChangeKind,
    pub need: Need,
    pub page: Option<usize>,
    pub field: Option<String>,
    pub difference: Difference,
    /// Where it may show.
    pub places: Vec<Place>,
}

impl Finding {
    pub fn new(kind: ChangeKind, need: Need, difference: impl Into<Difference>) -> Self {
        Self {
            kind,
            need,
            page: None,
            field: None,
            difference: difference.into(),
            places: Vec::new(),
        }
    }

    pub fn on(mut self, page: Option<usize>) -> Self {
        self.page = page;
        self
    }

    pub fn of_field(mut self, name: &str) -> Self {
        self.field = Some(name.to_owned());
        self
    }

    /// Whether this adds validation data or a document timestamp.
    pub fn is_proof(&self) -> bool {
        let is_proof = matches!(
            self.kind,
            ChangeKind::ValidationMaterial | ChangeKind::DocumentTimestamp
        );
        is_proof && self.need == Need::Nothing
    }

    pub fn stray_bytes(count: usize) -> Self {
        let what = DocumentDifference::StrayBytes(count);
        Self::new(ChangeKind::StrayBytes, Need::Forbidden, what)
    }

    pub fn unaccounted() -> Self {
        let what = DocumentDifference::MalformedAddition;
        Self::new(ChangeKind::StrayBytes, Need::Unknown, what)
    }
}
