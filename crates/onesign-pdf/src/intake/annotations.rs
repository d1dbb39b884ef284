//! Annotations (ISO 32000-2, 12.5) become part of the page: intake paints those that viewers show on screen, and
//! drops the rest.

mod widgets;

use lopdf::Dictionary as Received;

use super::appearances::{Appearance, Drawn};
use super::copy::Copier;
use super::fields::{self, Field, Shows};
use super::marks::{self, Made};
use super::pages::Page;
use super::painted::{Painted, at_least_a_point, corner};
use super::pictures::Pictures;
use super::schema::Kind;
use super::shown::Texts;
use super::source::as_dictionary;
use super::text_strings;
use super::{DetectedField, IntakeError};
use crate::geometry::{Bounds, Matrix};
use crate::object::Ref;

/// The longest value offered as a prefill, and the most in a document altogether, in characters.
const MAX_OFFERED: usize = 2_000;
pub(super) const MAX_OFFERS: usize = 400_000;

/// The most characters that the generated appearances of a document may set.
pub(super) const MAX_LETTERS: usize = 500_000;

/// Annotation flags of Table 167.
const HIDDEN: i64 = 1 << 1;
const NO_ROTATE: i64 = 1 << 4;
const NO_VIEW: i64 = 1 << 5;

/// Annotations whose text is a comment in a pop-up window; the text of others is on the page.
const COMMENTED: [&[u8]; 13] = [
    b"Text",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Ink",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Caret",
    b"Sound",
];

/// State over all pages.
pub(super) struct Flattening {
    /// How many more annotations are accepted.
    pub(super) budget: u32,
    /// The form asks viewers to generate appearances from values (12.7.3).
    pub(super) regenerate: bool,
    /// The values of fields that are offered for filling in again are not painted.
    pub(super) opens: bool,
    /// The texts that the appearances of fields show.
    pub(super) texts: Texts,
    /// How many more characters pictures may set.
    pub(super) letters: usize,
    /// How many more characters of values may be offered.
    pub(super) offers: usize,
    /// The pictures to draw at the end.
    pub(super) pictures: Pictures,
}

impl Flattening {
    /// Whether this many more characters may be set: line breaking costs time.
    fn has_room(&mut self, letters: usize) -> bool {
        let left = self.letters.checked_sub(letters);
        self.letters = left.unwrap_or(self.letters);
        left.is_some()
    }

    /// Drops a value that is too long to offer, or that exceeds the room left in the document.
    fn bound(&mut self, found: &mut DetectedField) {
        let Some(value) = &found.value else {
            return;
        };
        let length = value.chars().count();
        match self
            .offers
            .checked_sub(length)
            .filter(|_| length <= MAX_OFFERED)
        {
            Some(left) => self.offers = left,
            None => found.value = None,
        }
    }
}

/// One page on which annotations are painted.
struct Painter<'p, 'a> {
    copier: &'p mut Copier<'a>,
    page: &'p Page<'a>,
    /// Counted from 1.
    number: u32,
    state: &'p mut Flattening,
    /// The rotation of the current annotation, and its inverse.
    turn: (Matrix, Matrix),
    painted: Painted,
}

/// Paints the annotations of one page (zero-based).
pub(super) fn flatten<'a>(
    copier: &mut Copier<'a>,
    page: &Page<'a>,
    number: u32,
    state: &mut Flattening,
) -> Result<Painted, IntakeError> {
    let source = copier.source;
    let mut painter = Painter {
        copier,
        page,
        number: number.saturating_add(1),
        state,
        turn: (Matrix::IDENTITY, Matrix::IDENTITY),
        painted: Painted::default(),
    };
    for item in source.array(page.dictionary, b"Annots").unwrap_or_default() {
        let left = painter.state.budget.checked_sub(1);
        painter.state.budget = left.ok_or(IntakeError::TooComplex)?;
        if let Some(annotation) = source.resolve(item).and_then(as_dictionary) {
            painter.annotation(annotation)?;
        }
    }
    Ok(painter.painted)
}

impl<'a> Painter<'_, 'a> {
    fn annotation(&mut self, annotation: &'a Received) -> Result<(), IntakeError> {
        let source = self.copier.source;
        let kind = source.name(annotation, b"Subtype");
        self.copier.tally.add(match kind {
            Some(b"Widget") => "form_field",
            Some(b"Link") => "link",
            _ => "annotation",
        });
        let Some(rect) = source.bounds(annotation, b"Rect") else {
            return Ok(());
        };
        if !self.is_shown(annotation) {
            return Ok(());
        }
        self.turn = match self.stays_upright(annotation) {
            true => self.page.geometry.upright(rect),
            false => (Matrix::IDENTITY, Matrix::IDENTITY),
        };
        if kind == Some(b"Widget") {
            let field = fields::read(source, annotation);
            let mut detected =
                fields::detected(&field, self.page, self.number - 1, self.turn.0.bounds(rect));
            if let Some(found) = &mut detected {
                self.state.bound(found);
            }
            // Nothing may be written over a field that stays on the page.
            let is_free = |found: &DetectedField| found.value.is_some() || !field.shows.is_filled();
            let mut detected = detected.filter(is_free);
            if detected.is_some() && self.differs(annotation, &field)? {
                self.warn("field_value_differs");
                detected = None;
            }
            let can_be_opened = field.can_be_opened() && detected.is_some();
            self.painted.fields.extend(detected);
            return match self.state.opens && can_be_opened {
                true => self.opened(annotation, field, rect),
                false => self.widget(annotation, &field, rect),
            };
        }
        let has_text = source
            .text(annotation, b"Contents")
            .is_some_and(|text| !text.trim().is_empty());
        if has_text && kind.is_some_and(|kind| COMMENTED.contains(&kind)) {
            self.warn("comments_left_out");
        }
        if kind == Some(b"Redact") {
            self.warn("redaction_not_applied");
        }
        self.mark(annotation, rect)
    }

    /// Whether a field that could be emptied shows something other than its value. What the page shows counts, so it
    /// stays.
    fn differs(&mut self, annotation: &'a Received, field: &Field) -> Result<bool, IntakeError> {
        let source = self.copier.source;
        let shown = Appearance::of(source, annotation, field.value.as_deref());
        let (Some(shown), true) = (shown, field.can_be_opened()) else {
            return Ok(false);
        };
        let value = match &field.shows {
            Shows::Tick { on, .. } => {
                let off = Appearance::of_state(source, annotation, "Off");
                return Ok(*on && self.state.texts.has_words(&shown, off.as_ref()));
            }
            Shows::Line(text) | Shows::Lines(text) | Shows::Cells(text, _) => text,
            _ => return Ok(false),
        };
        // If it shows no value, or the form asks for new appearances, the value is drawn.
        let is_shown = !self.state.regenerate && shown.draws(self.copier)? == Drawn::Signs;
        // Marks that are not text form a picture.
        let is_picture = value.trim().is_empty();
        Ok(is_shown && (is_picture || !self.state.texts.are(&shown, value)))
    }

    fn warn(&mut self, code: &'static str) {
        self.copier.flaws.page(code, self.number);
    }

    fn is_shown(&self, annotation: &'a Received) -> bool {
        let source = self.copier.source;
        let flags = source.integer(annotation, b"F").unwrap_or(0);
        let layer_hidden = annotation
            .get(b"OC")
            .is_ok_and(|marker| self.copier.layers.hides(source, marker));
        flags & (HIDDEN | NO_VIEW) == 0
            && !layer_hidden
            && source.name(annotation, b"Subtype") != Some(b"Popup")
    }

    /// Whether an annotation does not rotate with the page (12.5.3); a text annotation never does (12.5.6.4).
    fn stays_upright(&self, annotation: &'a Received) -> bool {
        let source = self.copier.source;
        let flags = source.integer(annotation, b"F").unwrap_or(0);
        flags & NO_ROTATE != 0 || source.name(annotation, b"Subtype") == Some(b"Text")
    }

    /// Paints an annotation with its appearance, or as a viewer would draw it from its entries.
    fn mark(&mut self, annotation: &'a Received, rect: Bounds) -> Result<(), IntakeError> {
        let source = self.copier.source;
        if let Some(appearance) = Appearance::of(source, annotation, None)
            && appearance.draws(self.copier)? != Drawn::Nothing
        {
            self.paint(appearance, rect);
            return Ok(());
        }
        let texts = ["Contents", "RC"].map(|key| {
            let value = source.get(annotation, key.as_bytes())?;
            text_strings::of(source, value)
        });
        let letters = texts.iter().flatten().map(|text| text.chars().count());
        if !self.state.has_room(letters.max().unwrap_or(0)) {
            self.warn("annotation_not_shown");
            return Ok(());
        }
        let made = marks::make(&self.state.pictures.library, source, annotation, rect);
        let is_drawn = match made {
            Made::Nothing => return Ok(()),
            Made::Unknown => false,
            Made::Picture(picture) => {
                let page = self.turn.1.bounds(self.page.geometry.crop);
                let seen = picture.extent().map(|extent| extent.intersection(page));
                match seen {
                    Some(Some(area)) => {
                        let area = at_least_a_point(area);
                        let form = self.state.pictures.add(self.copier, picture, area);
                        form.map(|form| self.draw(corner(area), form)).is_some()
                    }
                    // It is outside the page, where nobody sees it.
                    Some(None) => return Ok(()),
                    None => false,
                }
            }
        };
        let is_link = source.name(annotation, b"Subtype") == Some(b"Link");
        match is_drawn {
            true if is_link => {}
            true => self.warn("annotation_appearance_made"),
            false => self.warn("annotation_not_shown"),
        }
        Ok(())
    }

    fn paint(&mut self, appearance: Appearance<'a>, rect: Bounds) {
        let placed = appearance.placement(self.copier.source, rect);
        let reference = self.copier.numbered(appearance.id, Kind::Form);
        self.draw(placed, reference);
    }

    fn draw(&mut self, matrix: Matrix, form: Ref) {
        self.painted.draw(matrix.then(&self.turn.0), form);
    }
}
