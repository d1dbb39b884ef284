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
    /// The content of this page can't be read, or is too much.
    UnreadContent(usize),
    /// The page tree is not well formed.
    PagesUnclear,
    /// Numbers beyond 32 bits.
    NumbersAmbiguous,
    /// References with another generation than their object.
    ReferencesAmbiguous,
    /// The rotation of this page is no multiple of 90, or no integer.
    RotatedOddly(usize),
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
    /// A state of this button shows more than a mark in its own box.
    ButtonStates(String),
    /// Annotations on this page are visible only in print or under the pointer.
    SeenAtTimes(usize),
    /// Annotations on this page are visible only on the screen.
    NotPrinted(usize),
    /// Annotations on this page have no single appearance of their own.
    DrawnByViewer(usize),
    /// The text of an annotation on this page is not known to be what it shows.
    AnnotationUnlike(usize),
    /// Annotations on this page have another appearance under the pointer.
    OtherUnderPointer(usize),
    /// Annotations on this page have actions that start without a click.
    ActsUnderPointer(usize),
    /// Annotations on this page keep their size when the page is scaled.
    ChangesWithZoom(usize),
    /// Media on this page.
    Plays(usize),
    UnreadableAnnotations(usize),
    UnreadableForm,
    /// This field has a value but no appearance.
    FieldUndrawn(String),
    /// It is unknown whether this field shows its value.
    FieldUncompared(String),
    /// A program calculates this field's value.
    FieldCalculated(String),
    /// Viewers are asked to draw the fields again.
    FieldsRedrawn,
    /// Output devices draw content in another way.
    OtherOnPress,
    /// Light paint on this page overprints.
    Overprinted(usize),
    /// Text in a font that is not in the file and that no other font replaces.
    FontMissing,
    /// The entries of a font contradict each other or its program.
    FontUnclear,
    /// The entries of images contradict their data, or the data can't be read in full.
    PicturesUnclear,
    /// Colour spaces that viewers apply differently.
    ColoursUnclear,
    /// Forms, patterns, shadings or masks that some viewers don't draw.
    PaintUnclear,
    /// Text on this page is in a font that the resources do not name.
    FontUnnamed(usize),
    /// Text on this page is outside the area that viewers show.
    OutsideView(usize),
    /// This page is scaled although it need not be.
    Scaled(usize),
    /// Viewers are asked to show or print another area of the pages.
    OtherArea,
    /// More than this check examines.
    TooMuch,
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
    /// The signed state can't be read.
    pub fn unreadable() -> Self {
        Self {
            unseen: Vec::new(),
            unsteady: vec![Warning::UnreadableParts(1)],
        }
    }

    /// Whether the warnings include unreadable objects.
    pub fn has_unreadable_parts(&self) -> bool {
        let mut unsteady = self.unsteady.iter();
        unsteady.any(|warning| matches!(warning, Warning::UnreadableParts(_)))
    }
}
