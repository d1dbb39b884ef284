//! The differences between two revisions, as facts; `report` turns them into sentences. Pages are counted from 1.

/// The longest text in a difference, in characters.
const MAX_SHOWN: usize = 120;

/// The beginning of a text, on one line.
pub(crate) fn clipped(text: &str) -> String {
    let plain = text.chars().map(|character| {
        if character.is_control() {
            ' '
        } else {
            character
        }
    });
    plain.take(MAX_SHOWN).collect()
}

/// As [`clipped`], and an ellipsis if something was left out.
pub(crate) fn short(text: &str) -> String {
    let mut short = clipped(text);
    if text.chars().count() > MAX_SHOWN {
        short.push('…');
    }
    short
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Difference {
    Document(DocumentDifference),
    Page(PageDifference),
    Annotation(AnnotationDifference),
    Field(FieldDifference),
    Signature(SignatureDifference),
    Object(ObjectDifference),
}

/// In the trailer, the catalogue or the bytes between objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DocumentDifference {
    /// This many bytes belong to no object.
    StrayBytes(usize),
    /// The bytes of a revision are not accounted for.
    MalformedAddition,
    EncryptionChanged,
    /// `/Size` excludes objects that the signed revision counted.
    ObjectsCutOff,
    /// An entry of the trailer that no viewer reads.
    UnreadEntryChanged(String),
    /// These entries of the document information, separated by commas.
    InformationChanged(String),
    InformationRemoved,
    InformationReplaced,
    XmpChanged,
    FormRemoved,
    VersionRaised,
    ExtensionsRemoved,
    ExtensionsChanged,
    SecurityStoreChanged,
    /// Validation data that the store had is no longer there.
    SecurityStoreReduced,
    /// An entry of the document information, or the same in XMP: its old and its new value.
    DataChanged(DataEntry, String, String),
    /// XMP that can't be read.
    XmpUnreadable,
    SignatureFlagsChanged,
    PermissionsChanged(Verb),
    PartChanged(Part, Verb),
    /// An entry of the catalogue other than the parts.
    EntryChanged(String, Verb),
    StructureExtended,
}

/// In the page tree, or in the content of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PageDifference {
    /// The trees can't be compared.
    Malformed,
    Removed(usize),
    Added(usize),
    Reordered,
    Content(usize),
    /// Data with the same decoded content in another form.
    Repacked(usize),
    Resources(usize),
    Rotated(usize),
    Resized(usize),
    Actions(usize),
    Entry(usize, String),
    /// A text in a node above the pages, under a key that the standard does not define.
    TreeEntry(String),
}

/// In the annotations of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AnnotationDifference {
    /// An annotation that is not an indirect object.
    Direct(usize),
    Reordered(usize),
    Added {
        kind: AnnotationKind,
        page: usize,
        text: Option<String>,
        covers: Covers,
    },
    Removed(AnnotationKind, usize),
    Changed(AnnotationKind, usize),
    /// An annotation that has another kind now, named by `/Subtype`.
    Became(AnnotationKind, usize, String),
}

/// In the form or a field of it. Fields are named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FieldDifference {
    /// A field that is not an indirect object.
    Direct,
    Removed(String),
    /// `/NeedAppearances`
    Redrawn,
    ResourceReplaced,
    ResourcesAdded,
    FormEntry(String),
    PlaceAdded(String),
    BecameOther(String),
    Moved(String),
    Entry(String, String),
    /// It shows another text, although its value, the second text, is unchanged.
    ShowsOther(String, String),
    Filled {
        name: String,
        before: String,
        after: String,
        shows: Shows,
    },
    AppearanceShared(String),
    Added(String),
}

/// In a signature or its field. Fields are named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SignatureDifference {
    FieldAdded(String),
    FieldAppearance(String),
    FieldMisused(String),
    Removed(String),
    Rewritten(String),
    OverText(String),
    /// It covers a picture, a drawing or another field.
    OverContent(String),
    /// It may cover something: this page can't be read as a whole.
    OverUnread(String, usize),
    /// A new field that is not signed and shows something.
    FieldShows(String),
    /// A timestamp that shows something on a page.
    TimestampShows(String),
    Appearance(String),
    Reused(String),
    TimestampAdded,
    /// An existing field; the certificate is not examined, `signer` is `/Name`.
    Signed {
        name: String,
        signer: Option<String>,
    },
    /// In a new field with a visible appearance.
    VisibleAdded {
        name: String,
        signer: Option<String>,
    },
}

/// In an object that no rule explains, or that has no single meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ObjectDifference {
    Unknown,
    OnPage(usize, OnPage, Verb),
    /// Below an entry of the catalogue.
    BelowEntry(String, Verb, ObjectKind),
    UsedNowhere(Verb, ObjectKind, u32),
    Unreferenced(u32, Verb, ObjectKind),
    /// With a number or a reference that viewers interpret differently.
    Ambiguous(u32, ObjectKind),
}

/// The kind of modification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Added,
    Removed,
    Changed,
    Replaced,
}

/// An entry of the document information (table 349) or a property of XMP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DataEntry {
    Title,
    Author,
    Subject,
    Keywords,
    CreationDate,
    /// The program that made the original.
    Creator,
    /// Another one, by its name.
    Other(String),
}

/// Parts of the document below the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Opening,
    Actions,
    Names,
    Layers,
    Pages,
    Attachments,
    Structure,
    PageNumbers,
    Language,
    Bookmarks,
    Presentation,
}

/// Kinds of annotation, as far as people distinguish them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AnnotationKind {
    Note,
    NoteWindow,
    TextBox,
    Highlight,
    Underline,
    Strike,
    Stamp,
    Drawing,
    FreehandDrawing,
    Link,
    RedactionMark,
    FormField,
    AttachedFile,
    Other,
}

/// Whether a new annotation covers signed content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Covers {
    Nothing,
    /// Nothing, but it shows or holds something of its own.
    Beside,
    Perhaps,
    SignedText,
    /// Content that may be text, which stays visible.
    Content,
}

/// The text that a filled field shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shows {
    /// Its new value.
    Value,
    /// A text that does not match its value.
    Unlike,
    /// Its old value.
    OldValue,
    /// This text.
    Other(String),
    /// It is unknown.
    Unclear,
    /// More than a mark in the field's own box: a button's state.
    NoMark,
    /// Its new value, but the field is read-only.
    FixedValue,
    /// Its new value, but over something that was signed, or not only in its own empty place.
    OverSigned,
    /// A value that the choice does not offer.
    NotOffered,
    /// Its new value, and it hides text that was signed.
    HidesText,
    /// Its new value, but its rich text has another meaning.
    OtherRichText,
}

/// The changed part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnPage {
    Content,
    OfAnnotation(ObjectKind),
    Object(ObjectKind),
}

/// Kinds of object, as far as people distinguish them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ObjectKind {
    Font,
    Picture,
    Drawing,
    Signature,
    Page,
    Annotation,
    Attachment,
    Layer,
    Action,
    Script,
    Other,
}

impl From<DocumentDifference> for Difference {
    fn from(difference: DocumentDifference) -> Self {
        Self::Document(difference)
    }
}

impl From<PageDifference> for Difference {
    fn from(difference: PageDifference) -> Self {
        Self::Page(difference)
    }
}

impl From<AnnotationDifference> for Difference {
    fn from(difference: AnnotationDifference) -> Self {
        Self::Annotation(difference)
    }
}

impl From<FieldDifference> for Difference {
    fn from(difference: FieldDifference) -> Self {
        Self::Field(difference)
    }
}

impl From<SignatureDifference> for Difference {
    fn from(difference: SignatureDifference) -> Self {
        Self::Signature(difference)
    }
}

impl From<ObjectDifference> for Difference {
    fn from(difference: ObjectDifference) -> Self {
        Self::Object(difference)
    }
}
