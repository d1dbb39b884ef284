//! Images (8.9.5).

use crate::object::{Dictionary, Object};

/// Whether an image hides everything below it: no stencil (8.9.6.2), no mask, and not in a layer.
pub(super) fn hides_all(picture: &Dictionary) -> bool {
    let lets_through = ["SMask", "Mask", "SMaskInData", "OC"];
    let is_stencil = picture.get("ImageMask").and_then(Object::as_boolean);
    !lets_through.iter().any(|key| picture.contains(key)) && is_stencil != Some(true)
}
