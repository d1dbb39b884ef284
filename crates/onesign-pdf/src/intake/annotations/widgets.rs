//! The widgets of fields (ISO 32000-2, 12.5.6.19): intake paints their appearances, or draws the fields anew.

use lopdf::Dictionary as Received;

use super::Painter;
use crate::geometry::Bounds;
use crate::intake::IntakeError;
use crate::intake::appearances::{Appearance, Drawn};
use crate::intake::field_pictures;
use crate::intake::fields::{Field, Shows};

impl<'a> Painter<'_, 'a> {
    /// Paints a field with its appearance if that shows the value, or as a viewer would draw it from the value.
    pub(super) fn widget(
        &mut self,
        annotation: &'a Received,
        field: &Field,
        rect: Bounds,
    ) -> Result<(), IntakeError> {
        if field.contradicts {
            self.warn("field_state_unclear");
        }
        let source = self.copier.source;
        let appearance = Appearance::of(source, annotation, field.value.as_deref());
        let drawn = match &appearance {
            Some(appearance) => appearance.draws(self.copier)?,
            None => Drawn::Nothing,
        };
        // The field has a value but no type, so no viewer can show it.
        let has_value = field
            .value
            .as_deref()
            .is_some_and(|value| !value.trim().is_empty());
        if field.shows == Shows::Nothing && has_value && drawn == Drawn::Nothing {
            self.warn("field_value_not_shown");
        }
        let shows_value = match field.shows {
            Shows::Tick { .. } => drawn > Drawn::Nothing,
            _ => drawn == Drawn::Signs,
        };
        let is_made = self.regenerates(field)
            || field.shows.is_filled() && !shows_value
            || appearance.is_none() && self.is_framed(annotation, field);
        if is_made {
            self.draw_anew(field, rect, appearance, drawn);
        } else if let Some(appearance) = appearance {
            self.paint(appearance, rect);
        }
        Ok(())
    }

    /// Whether the form asks for a new appearance of this field.
    fn regenerates(&self, field: &Field) -> bool {
        let is_button = matches!(field.shows, Shows::Tick { .. } | Shows::Caption(_));
        self.state.regenerate && !is_button && field.shows != Shows::Nothing
    }

    /// Draws a field from its value; if that is impossible, paints its appearance, which draws this much.
    fn draw_anew(
        &mut self,
        field: &Field,
        rect: Bounds,
        appearance: Option<Appearance<'a>>,
        drawn: Drawn,
    ) {
        let is_filled = field.shows.is_filled();
        let (area, placed) = field.look.turned(rect);
        let made = self
            .state
            .has_room(field.shows.letters())
            .then(|| field_pictures::draw(&self.state.pictures.library, field, area));
        let drawn_anew = match made {
            Some(made) if made.picture.items.is_empty() => return,
            Some(made) => {
                let form = self.state.pictures.add(self.copier, made.picture, area);
                form.map(|form| (form, made.complete))
            }
            None => None,
        };
        let Some((form, complete)) = drawn_anew else {
            if let Some(appearance) = appearance {
                self.paint(appearance, rect);
            }
            if is_filled {
                self.warn("field_value_not_shown");
            }
            return;
        };
        // An already drawn background, or a tick without its box, stays below.
        let regenerate = self.regenerates(field);
        if let Some(appearance) =
            appearance.filter(|_| !regenerate && drawn != Drawn::Nothing && !field.look.has_frame())
        {
            self.paint(appearance, rect);
        }
        self.draw(placed, form);
        match complete {
            true if is_filled => self.warn("field_appearance_made"),
            true => {}
            false => self.warn("field_value_incomplete"),
        }
    }

    /// Paints a field as it looks before anyone fills it in.
    pub(super) fn opened(
        &mut self,
        annotation: &'a Received,
        field: Field,
        rect: Bounds,
    ) -> Result<(), IntakeError> {
        let source = self.copier.source;
        if let Some(off) = Appearance::of_state(source, annotation, "Off") {
            self.paint(off, rect);
            return Ok(());
        }
        let empty = field.emptied();
        let (area, placed) = empty.look.turned(rect);
        let made = field_pictures::draw(&self.state.pictures.library, &empty, area);
        if !made.picture.items.is_empty()
            && let Some(form) = self.state.pictures.add(self.copier, made.picture, area)
        {
            self.draw(placed, form);
        }
        Ok(())
    }

    /// Whether viewers draw a frame or caption for a field without an appearance. If it has appearances, but none for
    /// its current state, they draw nothing.
    fn is_framed(&self, annotation: &'a Received, field: &Field) -> bool {
        let has_states = self.copier.source.dictionary(annotation, b"AP").is_some();
        let has_caption = matches!(&field.shows, Shows::Caption(text) if !text.trim().is_empty());
        field.shows != Shows::Nothing && !has_states && (field.look.has_frame() || has_caption)
    }
}
