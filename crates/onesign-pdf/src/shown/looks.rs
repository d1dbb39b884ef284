//! The looks of annotations (12.5.5), in every state that a reader may choose.

use super::annotation::rectangle;
use super::mark::{Kind, Mark, When};
use super::matrix::{Area, IDENTITY, Matrix, around, both, common, height, is_empty, width};
use super::operands::{MAX_REACH, numbers_of, within_reach};
use super::painter::Painter;
use super::state::State;
use super::unread::Unread;
use crate::object::{Dictionary, Object, Ref, Stream};

/// Most states of an appearance.
const MAX_STATES: usize = 500;
/// Bits of `/F` (table 167).
const HIDDEN: i64 = 1 << 1;
const PRINT: i64 = 1 << 2;
const NO_VIEW: i64 = 1 << 5;
const TOGGLE_NO_VIEW: i64 = 1 << 8;

impl Painter<'_, '_, '_> {
    /// Paints an annotation of a page in all its states.
    pub(super) fn annotation(&mut self, item: &Object, page: Area) {
        let number = item
            .as_reference()
            .map_or(0, |reference: Ref| reference.number);
        self.annotation = Some(number);
        let result = match self.shop.document.follow(item) {
            Ok(Object::Dictionary(annotation)) => self.looks(&annotation, page),
            Ok(Object::Null) => Ok(()),
            _ => Err(Unread::Object),
        };
        self.note(result);
        self.annotation = None;
    }

    fn looks(&mut self, annotation: &Dictionary, page: Area) -> Result<(), Unread> {
        let document = self.shop.document;
        let flags = document
            .value(annotation, "F")
            .map_err(|_| Unread::Object)?;
        // Readers disagree about flags that are no integer, or one beyond 32 bits.
        let flags = match flags {
            Object::Null => 0,
            Object::Integer(flags) if i32::try_from(flags).is_ok() => flags,
            _ => return Err(Unread::Object),
        };
        let mut when = When {
            screen: flags & NO_VIEW == 0 || flags & TOGGLE_NO_VIEW != 0,
            print: flags & PRINT != 0,
            at_choice: flags & TOGGLE_NO_VIEW != 0,
        };
        if flags & HIDDEN != 0 {
            return Ok(());
        }
        // Some readers show it on a screen all the same.
        if !when.screen && !when.print {
            (when.screen, when.at_choice) = (true, true);
        }
        if let Some(layer) = annotation.get("OC") {
            when.at_choice |= self.shop.layers.is_hidden(layer);
        }
        let place = rectangle(document, annotation);
        let place = place.filter(|sides| sides.iter().all(|side| side.abs() <= MAX_REACH));
        let Some(place) = place else {
            return if annotation.contains("Rect") {
                Err(Unread::Object)
            } else {
                Ok(())
            };
        };
        if annotation.is("Subtype", "Widget") {
            self.field(common(place, page), when);
        }
        let looks = document
            .value(annotation, "AP")
            .map_err(|_| Unread::Object)?;
        let Object::Dictionary(looks) = looks else {
            return self.drawn_by_viewers(annotation, common(place, page), when);
        };
        let state = document
            .value(annotation, "AS")
            .map_err(|_| Unread::Object)?;
        self.states(&looks, state.as_name(), [place, page], when)
    }

    /// The looks of an annotation in all its states (12.5.5).
    fn states(
        &mut self,
        looks: &Dictionary,
        state: Option<&[u8]>,
        [place, page]: [Area; 2],
        when: When,
    ) -> Result<(), Unread> {
        let document = self.shop.document;
        for key in ["N", "R", "D"] {
            let look = document.value(looks, key).map_err(|_| Unread::Object)?;
            let chosen = When {
                at_choice: when.at_choice || key != "N",
                ..when
            };
            match look {
                Object::Null => {}
                Object::Stream(look) => self.look(&look, place, page, chosen)?,
                Object::Dictionary(states) => {
                    if states.len() > MAX_STATES {
                        return Err(Unread::TooMuch);
                    }
                    for (name, look) in states.iter() {
                        let now = state == Some(name);
                        let chosen = When {
                            at_choice: chosen.at_choice || !now,
                            ..chosen
                        };
                        match document.follow(look).map_err(|_| Unread::Object)? {
                            Object::Stream(look) => self.look(&look, place, page, chosen)?,
                            Object::Null => {}
                            _ => return Err(Unread::Object),
                        }
                    }
                }
                _ => return Err(Unread::Object),
            }
        }
        Ok(())
    }

    /// The place of a field, which may be empty.
    fn field(&mut self, area: Area, when: When) {
        if !is_empty(area) {
            self.painted.marks.push(Mark {
                kind: Kind::Field,
                area,
                is_opaque: false,
                when,
                annotation: self.annotation,
                digest: 0,
            });
        }
    }

    /// An annotation without a look: viewers draw most kinds as they like, and a field if it has colours.
    fn drawn_by_viewers(
        &mut self,
        annotation: &Dictionary,
        area: Area,
        when: When,
    ) -> Result<(), Unread> {
        let document = self.shop.document;
        let kind = annotation.get("Subtype").and_then(Object::as_name);
        let paints = match kind.unwrap_or_default() {
            b"Popup" | b"Link" => false,
            b"Widget" => {
                let style = document
                    .value(annotation, "MK")
                    .map_err(|_| Unread::Object)?;
                let coloured = |key: &str| {
                    let colour = style.as_dictionary().and_then(|style| style.get(key));
                    colour.is_some_and(|colour| colour.as_array().is_none_or(|c| !c.is_empty()))
                };
                coloured("BG") || coloured("BC") || coloured("CA")
            }
            _ => true,
        };
        if !paints {
            return Ok(());
        }
        let digest = self.shop.digest(&annotation.clone().into())?;
        let state = State::new(area, when);
        self.mark((Kind::Path, area), true, &state, |hash| hash.number(digest))
    }

    /// One look, moved to its place by the algorithm of 12.5.5.
    fn look(&mut self, look: &Stream, place: Area, page: Area, when: When) -> Result<(), Unread> {
        let document = self.shop.document;
        let listed = |key: &str| numbers_of(document, &look.dictionary, key);
        let Some(sides) = listed("BBox")? else {
            return Err(Unread::Object);
        };
        let [a, b, c, d] = <[f64; 4]>::try_from(sides).map_err(|_| Unread::Object)?;
        let matrix = match listed("Matrix")? {
            Some(matrix) => Matrix::try_from(matrix).map_err(|_| Unread::Object)?,
            None => IDENTITY,
        };
        let bounds = around(&matrix, [a, b, c - a, d - b]);
        if is_empty(bounds) || is_empty(place) {
            // Some readers draw a look without scaling it if it or its place has no size.
            let content = self.shop.decoded(look)?;
            let paints = content.iter().any(|byte| !byte.is_ascii_whitespace());
            let is_seen =
                paints && !(is_empty(place) && width(place) == 0.0 && height(place) == 0.0);
            return if is_seen { Err(Unread::Object) } else { Ok(()) };
        }
        let across = width(place) / width(bounds);
        let up = height(place) / height(bounds);
        let fit = [
            across,
            0.0,
            0.0,
            up,
            place[0] - bounds[0] * across,
            place[1] - bounds[1] * up,
        ];
        let mut state = State::new(page, when);
        if let Some(layer) = look.dictionary.get("OC") {
            state.when.at_choice |= self.shop.layers.is_hidden(layer);
        }
        state.matrix = within_reach(both(&IDENTITY, &fit))?;
        self.form(look, &Dictionary::new(), state, 0)
    }
}
