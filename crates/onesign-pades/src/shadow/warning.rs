//! Warnings about the signed state of a document.

/// One warning. Pages are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Warning {
    /// The default configuration hides layers.
    HiddenLayers,
    /// This many unreferenced pages or page tree nodes.
    UnusedPages(usize),
    HiddenAnnotations(usize),
    /// Something overlaps the appearance of a signature on this page.
    CoveredSignature(usize),
    CoveredText(usize),
    /// The page tree is not well formed.
    PagesUnclear,
    /// This many objects are not well formed.
    UnreadableParts(usize),
    /// The form also exists as XFA.
    SecondForm,
    Collection,
    /// A script or an action starts when a viewer opens the document.
    RunsByItself,
    LayersVary,
    /// Content comes from other files.
    FromElsewhere,
    /// Images have alternates.
    OtherInPrint,
    /// This field's value differs from what the field shows.
    FieldUnlike(String),
    /// Annotations on this page are visible only in print or under the pointer.
    SeenAtTimes(usize),
}

/// All warnings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Warnings {
    /// Invisible content that a later change could reveal.
    pub unseen: Vec<Warning>,
    /// Content that may look different without any change.
    pub unsteady: Vec<Warning>,
}

impl Warnings {
    /// Whether the warnings include unreadable objects.
    pub fn has_unreadable_parts(&self) -> bool {
        let mut unsteady = self.unsteady.iter();
        unsteady.any(|warning| matches!(warning, Warning::UnreadableParts(_)))
    }
}
