//! Values of form fields that have no appearance of their own: drawn with the bundled fonts, all on one sheet.

use super::IntakeError;
use super::copy::Copier;
use super::fields::Field;
use crate::fonts::{Library, is_printable};
use crate::geometry::Bounds;
use crate::object::{Object, Ref};
use crate::stamp::{Sheet, Target, import};

/// The most values that are drawn, and the most characters of one.
const MAX_VALUES: usize = 2_000;
const MAX_CHARACTERS: usize = 2_000;

/// The largest side of a field in points.
const MAX_SIDE: f64 = 14_400.0;

/// A value to be drawn as the form XObject `form`.
struct Value {
    form: Ref,
    text: String,
    size: (f32, f32),
    font_size: f32,
    several: bool,
}

/// The values met so far.
#[derive(Default)]
pub(super) struct Values {
    library: Library,
    values: Vec<Value>,
}

impl Values {
    /// Notes a field's value to be drawn; `None` if it can't be.
    pub(super) fn note(
        &mut self,
        copier: &mut Copier<'_>,
        field: &Field,
        rect: Bounds,
    ) -> Option<Ref> {
        let text: String = field
            .value
            .as_deref()?
            .chars()
            .take(MAX_CHARACTERS)
            .collect();
        let sides = 1.0..=MAX_SIDE;
        let drawable = sides.contains(&rect.width()) && sides.contains(&rect.height());
        if !drawable
            || self.values.len() >= MAX_VALUES
            || !text.chars().all(|c| is_printable(&self.library, c))
        {
            return None;
        }
        let form = copier.reserve();
        self.values.push(Value {
            form,
            text,
            size: (rect.width() as f32, rect.height() as f32),
            font_size: field.size as f32,
            several: field.multiline,
        });
        Some(form)
    }

    /// Draws them all.
    pub(super) fn draw(self, copier: &mut Copier<'_>) -> Result<(), IntakeError> {
        if self.values.is_empty() {
            return Ok(());
        }
        let failed = |_| IntakeError::TooComplex;
        let mut sheet = Sheet::new();
        for value in &self.values {
            sheet
                .field_value(
                    &self.library,
                    &value.text,
                    value.size,
                    value.font_size,
                    value.several,
                )
                .map_err(failed)?;
        }
        let drawings = import(&sheet.finish().map_err(failed)?, copier).map_err(failed)?;
        for (value, drawing) in self.values.iter().zip(drawings) {
            copier.set(value.form, drawing.into_form());
        }
        Ok(())
    }
}

impl Target for Copier<'_> {
    fn reserve(&mut self) -> Ref {
        Copier::reserve(self)
    }

    fn put(&mut self, reference: Ref, object: Object) {
        self.set(reference, object);
    }
}
