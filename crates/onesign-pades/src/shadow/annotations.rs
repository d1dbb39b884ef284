//! Annotations (12.5) that viewers draw in different ways, that look different in another state, or that show only on
//! the screen or only on paper.

use std::cell::OnceCell;

use onesign_pdf::form::Form;
use onesign_pdf::form::appearance::{self, Shown};
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::shown::{Area, is_see_through, rectangle};

use super::kinds::{has_wide_border, is_icon, is_known, kind, leaves_nothing_open, plays};
use super::looks::{self, Normal};
use super::reading::Reading;
use super::rich_text;
use super::unsteady::triggers;
use super::warning::{Warning, Warnings};

/// The most signatures of a page to compare with its annotations.
const MAX_SIGNATURES: usize = 1_000;
/// Bits of `/F` (table 167).
const INVISIBLE: i64 = 1;
const HIDDEN: i64 = 1 << 1;
const PRINT: i64 = 1 << 2;
const NO_ZOOM: i64 = 1 << 3;
const NO_VIEW: i64 = 1 << 5;
const TOGGLE_NO_VIEW: i64 = 1 << 8;
const UNSEEN: i64 = HIDDEN | NO_VIEW;
/// Bits that show an annotation without `NoView`: in print, and under the pointer.
const SEEN_AT_TIMES: i64 = PRINT | TOGGLE_NO_VIEW;
/// Bit of `/Ff` of a push button (table 229).
const PUSH_BUTTON: i64 = 1 << 16;
/// The longest side of the icon of a note, in points.
const MAX_ICON: f64 = 50.0;
/// Actions that start without a click (table 197): the pointer enters or leaves, the focus, the page.
const WITHOUT_CLICK: [&str; 8] = ["E", "X", "Fo", "Bl", "PO", "PC", "PV", "PI"];

/// The annotations of a page.
pub(super) struct Page<'d, 'a> {
    pub reading: &'d Reading<'d, 'a>,
    pub page: &'d Dictionary,
    /// Counted from 1.
    pub number: usize,
    pub form: &'d Form,
    /// Whether the default configuration hides any layer.
    pub hides_layers: bool,
    /// The places of the texts of the page, read when first needed.
    texts: OnceCell<Option<Vec<Area>>>,
}

impl<'d, 'a> Page<'d, 'a> {
    pub(super) const fn new(
        reading: &'d Reading<'d, 'a>,
        page: &'d Dictionary,
        number: usize,
        form: &'d Form,
        hides_layers: bool,
    ) -> Self {
        Self {
            reading,
            page,
            number,
            form,
            hides_layers,
            texts: OnceCell::new(),
        }
    }

    /// Adds the warnings about this page, each once.
    pub(super) fn examine(&self, warnings: &mut Warnings) {
        let page = self.number;
        let Some(annotations) = self.annotations() else {
            warnings.unsteady.push(Warning::UnreadableAnnotations(page));
            return;
        };
        let mut found: Vec<Warning> = Vec::new();
        for annotation in &annotations {
            if !self.reading.takes_annotation() {
                found.push(Warning::TooMuch);
                break;
            }
            self.examine_one(annotation, &mut found);
            self.examine_look(annotation, &mut found);
        }
        for warning in found {
            if !warnings.unsteady.contains(&warning) {
                warnings.unsteady.push(warning);
            }
        }
        if annotations.iter().any(|one| self.is_hidden(one)) {
            warnings.unseen.push(Warning::HiddenAnnotations(page));
        }
        if self.has_stray_field() {
            warnings.unsteady.push(Warning::UnreadableForm);
        }
        if self.is_signature_covered(&annotations) {
            warnings.unseen.push(Warning::CoveredSignature(page));
        }
    }

    /// The annotations; `None` if one can't be read. Null is no annotation.
    fn annotations(&self) -> Option<Vec<Dictionary>> {
        let read = self.list()?;
        let read = read.iter().map(|item| self.reading.document.follow(item));
        let read = read.filter(|item| !matches!(item, Ok(Object::Null)));
        read.map(|item| item.ok()?.as_dictionary().cloned())
            .collect()
    }

    fn list(&self) -> Option<Vec<Object>> {
        match self.reading.document.value(self.page, "Annots").ok()? {
            Object::Null => Some(Vec::new()),
            Object::Array(list) => Some(list),
            _ => None,
        }
    }

    /// Whether a field on the page is not part of the form: some viewers draw and fill it in, others ignore it.
    fn has_stray_field(&self) -> bool {
        let list = self.list().unwrap_or_default();
        list.iter().any(|item| {
            let number = item.as_reference().map(|item| item.number);
            let is_listed = number.is_some_and(|number| self.form.nodes.contains_key(&number));
            let widget = self.reading.document.follow(item).ok();
            let widget = widget.as_ref().and_then(Object::as_dictionary);
            !is_listed
                && widget.is_some_and(|widget| {
                    let has_value = widget.contains("V") || widget.contains("MK");
                    kind(widget) == b"Widget"
                        && !widget.is("FT", "Sig")
                        && (has_value || widget.contains("FT") || widget.contains("Parent"))
                })
        })
    }

    fn flags(&self, annotation: &Dictionary) -> i64 {
        let flags = self.reading.document.value(annotation, "F").ok();
        flags.and_then(|flags| flags.as_integer()).unwrap_or(0)
    }

    /// Whether the flags are an integer of 32 bits: viewers read anything else differently.
    fn has_clear_flags(&self, annotation: &Dictionary) -> bool {
        match self.reading.document.value(annotation, "F") {
            Ok(Object::Null) => true,
            Ok(Object::Integer(flags)) => i32::try_from(flags).is_ok(),
            _ => false,
        }
    }

    /// Text that can't be read may be there.
    fn is_over_text(&self, place: &Area) -> bool {
        let texts = self.texts.get_or_init(|| self.reading.texts(self.page));
        Reading::is_text_at(texts.as_ref(), *place)
    }

    fn is_hidden(&self, annotation: &Dictionary) -> bool {
        let shows_itself = matches!(
            kind(annotation),
            b"Widget" | b"Popup" | b"Link" | b"Text" | b"FileAttachment"
        );
        self.flags(annotation) & UNSEEN != 0
            && (!shows_itself
                || annotation.contains("AP") && !matches!(kind(annotation), b"Widget" | b"Popup"))
    }

    fn examine_one(&self, annotation: &Dictionary, found: &mut Vec<Warning>) {
        let (document, page) = (self.reading.document, self.number);
        let flags = self.flags(annotation);
        let kind = kind(annotation);
        // A hidden one shows nothing until someone changes the file.
        if flags & HIDDEN != 0 {
            return;
        }
        // An open note is a window over the page in some viewers.
        let is_open = document.value(annotation, "Open");
        if matches!(kind, b"Popup" | b"Text")
            && is_open.map_or(true, |open| open.as_boolean() == Some(true))
        {
            found.push(Warning::DrawnByViewer(page));
        }
        if kind == b"Popup" {
            return;
        }
        if flags & NO_VIEW != 0 && flags & SEEN_AT_TIMES != 0 {
            found.push(Warning::SeenAtTimes(page));
        }
        if flags & NO_VIEW == 0 && flags & TOGGLE_NO_VIEW != 0 {
            found.push(Warning::OtherUnderPointer(page));
        }
        if plays(kind) {
            found.push(Warning::Plays(page));
        }
        if looks::changes_under_pointer(self.reading, annotation, |place| self.is_over_text(place))
        {
            found.push(Warning::OtherUnderPointer(page));
        }
        let actions = document.value(annotation, "AA");
        let acts = actions.map_or(true, |actions| {
            triggers(document, &actions, Some(&WITHOUT_CLICK))
        });
        if acts {
            found.push(Warning::ActsUnderPointer(page));
        }
        if annotation.contains("OC") && !self.is_layer_plain(annotation) {
            found.push(Warning::LayersVary);
        }
    }

    fn examine_look(&self, annotation: &Dictionary, found: &mut Vec<Warning>) {
        let page = self.number;
        let flags = self.flags(annotation);
        let kind = kind(annotation);
        if flags & HIDDEN != 0 || kind == b"Popup" {
            return;
        }
        // No area: nothing is drawn.
        let place = rectangle(self.reading.document, annotation);
        if place.is_some_and(|[left, bottom, right, top]| right <= left || top <= bottom) {
            return;
        }
        let normal = looks::normal(self.reading, annotation);
        if self.is_drawn_by_viewers(annotation, &normal) || !self.has_clear_flags(annotation) {
            found.push(Warning::DrawnByViewer(page));
        }
        let draws = match &normal {
            Normal::Missing => !leaves_nothing_open(kind),
            Normal::One(look) => !looks::is_blank(self.reading, look),
            Normal::States => !looks::is_state_blank(self.reading, annotation),
            Normal::Unreadable => true,
        };
        // Some viewers hide every annotation with this flag, others only unknown ones, as the standard demands.
        if draws && flags & INVISIBLE != 0 {
            found.push(Warning::DrawnByViewer(page));
        }
        if draws
            && flags & UNSEEN == 0
            && flags & PRINT == 0
            && !self.may_stay_on_screen(annotation)
        {
            found.push(Warning::NotPrinted(page));
        }
        if draws && flags & NO_ZOOM != 0 && !(is_icon(kind) && is_small(place)) {
            found.push(Warning::ChangesWithZoom(page));
        }
        if kind == b"FreeText" && self.says_otherwise(annotation, &normal) {
            found.push(Warning::AnnotationUnlike(page));
        }
    }

    /// Whether the layer of an annotation is shown everywhere.
    fn is_layer_plain(&self, annotation: &Dictionary) -> bool {
        let layer = self.reading.document.value(annotation, "OC");
        let is_group = layer.is_ok_and(|layer| {
            let layer = layer.as_dictionary();
            layer.is_some_and(|layer| layer.is("Type", "OCG"))
        });
        is_group && !self.hides_layers
    }

    /// Whether the viewer decides what an annotation looks like (12.5.6).
    fn is_drawn_by_viewers(&self, annotation: &Dictionary, normal: &Normal) -> bool {
        let kind = kind(annotation);
        match normal {
            Normal::Unreadable => true,
            // The states of buttons are examined with the fields.
            Normal::States => kind != b"Widget",
            // Some viewers draw the appearance of a link, others only its border. The overlay of a redaction shows
            // under the pointer or when it is applied. A watermark depends on the paper.
            Normal::One(look) => match kind {
                b"Link" | b"TrapNet" | b"PrinterMark" => !looks::is_blank(self.reading, look),
                b"Redact" => true,
                b"Watermark" => annotation.contains("FixedPrint"),
                _ if looks::is_blank(self.reading, look) => false,
                _ => !is_known(kind) || !looks::is_whole(self.reading, self.form, look),
            },
            Normal::Missing => match kind {
                b"Highlight" | b"Underline" | b"Squiggly" | b"StrikeOut" => {
                    !is_see_through(self.reading.document, annotation)
                }
                b"Link" | b"Widget" => has_wide_border(self.reading.document, annotation),
                _ => !leaves_nothing_open(kind),
            },
        }
    }

    /// Whether an annotation may be absent from the paper: a link, an icon, or a button that covers no text.
    fn may_stay_on_screen(&self, annotation: &Dictionary) -> bool {
        let kind = kind(annotation);
        if kind != b"Widget" {
            return kind == b"Link"
                || is_icon(kind) && is_small(rectangle(self.reading.document, annotation));
        }
        let value = |key: &str| {
            self.reading
                .document
                .value(annotation, key)
                .unwrap_or(Object::Null)
        };
        let is_button =
            value("FT").is_name("Btn") && value("Ff").as_integer().unwrap_or(0) & PUSH_BUTTON != 0;
        let place = rectangle(self.reading.document, annotation);
        is_button && place.is_some_and(|place| !self.is_over_text(&place))
    }

    /// Whether the text of a free text annotation (12.5.6.6) is not known to be what it shows. Viewers that let
    /// people edit it draw the text.
    fn says_otherwise(&self, annotation: &Dictionary, normal: &Normal) -> bool {
        let value = |key: &str| self.reading.document.value(annotation, key);
        let words = match value("Contents") {
            Ok(Object::Null) => String::new(),
            Ok(text) => match text.as_text() {
                Some(words) => words,
                None => return true,
            },
            Err(_) => return true,
        };
        let is_rich_alike = match value("RC") {
            Ok(Object::Null) => true,
            Ok(rich) => rich_text::says(&rich, &words),
            Err(_) => false,
        };
        let Normal::One(look) = normal else {
            // Without an appearance of its own, another warning says so.
            return false;
        };
        !is_rich_alike
            || !(looks::is_blank(self.reading, look) && words.trim().is_empty())
                && appearance::says(self.reading.document, self.form, look, &words) != Shown::Same
    }

    fn is_signature_covered(&self, annotations: &[Dictionary]) -> bool {
        let drawn = annotations.iter().filter(|one| one.contains("AP"));
        let seen = drawn.filter(|one| self.flags(one) & UNSEEN == 0);
        let places: Vec<([f64; 4], bool)> = seen
            .filter_map(|one| Some((rectangle(self.reading.document, one)?, one.is("FT", "Sig"))))
            .collect();
        let signs = places.iter().enumerate().filter(|(_, (_, signs))| *signs);
        let mut signs = signs.take(MAX_SIGNATURES);
        signs.any(|(at, (place, _))| {
            let mut others = places.iter().enumerate();
            others.any(|(other, (taken, _))| at != other && meet(place, taken))
        })
    }
}

fn is_small(place: Option<[f64; 4]>) -> bool {
    place.is_some_and(|[left, bottom, right, top]| {
        right - left <= MAX_ICON && top - bottom <= MAX_ICON
    })
}

/// Whether two rectangles share an area and not just a line.
fn meet(one: &[f64; 4], other: &[f64; 4]) -> bool {
    let width = one[2].min(other[2]) - one[0].max(other[0]);
    let height = one[3].min(other[3]) - one[1].max(other[1]);
    width > 1.0 && height > 1.0
}
