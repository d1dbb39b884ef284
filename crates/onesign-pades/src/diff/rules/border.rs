//! The border of a widget (12.5.4): entries that are missing have defaults, which some programs write out.

use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, ReadError};

use crate::diff::comparison::Comparison;

/// A border with this width and style.
#[derive(PartialEq)]
struct Border {
    width: f64,
    style: Vec<u8>,
}

/// Whether both widgets certainly have the same border.
pub(super) fn same(
    compared: &Comparison<'_, '_>,
    before: &Dictionary,
    after: &Dictionary,
) -> Result<bool, ReadError> {
    let was = read(compared.old, before)?;
    let is = read(compared.new, after)?;
    Ok(was.is_some() && was == is)
}

/// The border of `/BS` (table 168), or the default one; `None` for one with dashes, with unknown entries, or of `/Border`.
fn read(document: &Document<'_>, widget: &Dictionary) -> Result<Option<Border>, ReadError> {
    let default = Border {
        width: 1.0,
        style: b"S".to_vec(),
    };
    let held = match document.value(widget, "BS")? {
        Object::Null if widget.contains("Border") => return Ok(None),
        Object::Null => return Ok(Some(default)),
        Object::Dictionary(held) => held,
        _ => return Ok(None),
    };
    let mut border = default;
    for (key, value) in held.iter() {
        let value = document.follow(value)?;
        match key {
            b"Type" => {}
            b"W" => match value.as_number() {
                Some(width) => border.width = width,
                None => return Ok(None),
            },
            b"S" => match value.as_name() {
                Some(style) if style != b"D" => border.style = style.to_vec(),
                _ => return Ok(None),
            },
            _ => return Ok(None),
        }
    }
    Ok(Some(border))
}
