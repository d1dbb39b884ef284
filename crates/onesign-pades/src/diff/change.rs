//! Changes with their rulings.

use serde::{Deserialize, Serialize};

use onesign_pdf::Area;

use super::difference::Difference;

/// Part of a page (zero-based) on which a change may show.
pub(crate) type Place = (usize, Area);

/// One change after a signature, and whether the signer permitted it. Revisions and pages are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RuledChange {
    pub revision: usize,
    pub kind: ChangeKind,
    pub ruling: Ruling,
    /// The rule that decided, as a code.
    pub rule: &'static str,
    pub page: Option<usize>,
    /// Name of the form field.
    pub field: Option<String>,
    pub difference: Difference,
    /// Where it may show.
    pub places: Vec<Place>,
}

/// What was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Certificates and revocation data were added (DSS, ISO 32000-2, 12.8.4.3).
    ValidationMaterial,
    /// A document timestamp was added.
    DocumentTimestamp,
    /// A signature was added to the form.
    Signature,
    /// An empty signature field was added.
    SignatureField,
    /// An earlier signature or its appearance was changed.
    EarlierSignature,
    /// A field was filled in.
    FieldValue,
    /// A field was added, removed, moved or given other properties.
    FieldDefinition,
    /// A property of the whole form was changed.
    Form,
    /// A note or another annotation was added, changed or removed.
    Annotation,
    /// Pages were added, removed or put in another order.
    Pages,
    /// What a page shows, its size or its rotation was changed.
    PageContent,
    /// Title, dates and other data about the document.
    Metadata,
    /// The list of extensions of the format, or its version.
    Extensions,
    /// The structure for reading aloud.
    Structure,
    /// The permissions of the certification.
    Permissions,
    /// Actions, attachments, layers and other entries of the catalogue.
    Catalogue,
    /// An object to which nothing leads.
    Unused,
    /// Bytes that belong to no object.
    StrayBytes,
    /// Anything else.
    Other,
}

/// Whether the signer permitted a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// A rule permits it.
    Permitted,
    /// This check can't determine it.
    Unclear,
    /// No rule permits it, or a rule of the signer forbids it.
    Refused,
}
