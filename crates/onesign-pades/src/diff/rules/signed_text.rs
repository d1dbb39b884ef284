//! Signed text that may be hidden now.

use onesign_pdf::object::Dictionary;
use onesign_pdf::shown::{rectangle, text_places};

use crate::diff::comparison::Comparison;

/// Whether an annotation covers the start of a piece of text on the signed page.
pub(super) fn is_over_text(
    compared: &Comparison<'_, '_>,
    annotation: &Dictionary,
    page: usize,
) -> bool {
    let places = compared.old.pages().ok().and_then(|pages| {
        let page = compared.old.object(*pages.get(page)?).ok()?;
        Some(text_places(compared.old, page.as_dictionary()?))
    });
    let Some([left, bottom, right, top]) = rectangle(compared.new, annotation) else {
        return true;
    };
    let mut places = places.unwrap_or_default().into_iter();
    places.any(|(x, y)| (left..right).contains(&x) && (bottom..top).contains(&y))
}
