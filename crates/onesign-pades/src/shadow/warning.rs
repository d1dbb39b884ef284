//! What a careful reader would want to know of a document as it was signed.

/// One observation. Pages count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Warning {
    /// The default configuration leaves layers out.
    HiddenLayers,
    /// This many pages or nodes of pages to which nothing leads.
    UnusedPages(usize),
    HiddenAnnotations(usize),
    /// Something overlaps the appearance of a signature on this page.
    CoveredSignature(usize),
    CoveredText(usize),
    /// The page tree is not well formed.
    PagesUnclear,
    /// This many objects are not well formed.
    UnreadableParts(usize),
    /// The form is there once more, as XFA.
    SecondForm,
    Collection,
    /// A script or an action starts when the document is opened.
    RunsByItself,
    LayersVary,
    /// Content is taken from other files.
    FromElsewhere,
    /// Pictures have alternates.
    OtherInPrint,
    /// This field's value differs from what the field shows.
    FieldUnlike(String),
    /// Annotations on this page are visible only in print or under the pointer.
    SeenAtTimes(usize),
}

/// All of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Warnings {
    /// What could not be seen, and could be shown by a later change.
    pub unseen: Vec<Warning>,
    /// What may be shown in different ways without any change.
    pub unsteady: Vec<Warning>,
}

impl Warnings {
    /// Whether they say that objects can't be read.
    pub fn has_unreadable_parts(&self) -> bool {
        let mut unsteady = self.unsteady.iter();
        unsteady.any(|warning| matches!(warning, Warning::UnreadableParts(_)))
    }
}
