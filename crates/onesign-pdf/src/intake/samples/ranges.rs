//! The ranges of an image's samples: those that a colour key masks (ISO 32000-2, 8.9.6.4), and those that `/Decode`
//! maps (8.9.5.2).

use lopdf::{Dictionary as Received, Object as Old};

use super::{Layout, entry};
use crate::intake::copy::Copier;
use crate::intake::source::Source;
use crate::object::Dictionary;

/// Whether an array has a first and a last value for each component.
fn are_ranges<'a>(source: Source<'a>, items: &'a [Old], components: u64) -> bool {
    items.len() as u64 == 2 * components && items.iter().all(|item| source.number(item).is_some())
}

/// Whether the samples of an image are indices into a table of colours (8.6.6.3).
fn is_indexed<'a>(source: Source<'a>, image: &'a Received) -> bool {
    entry(source, image, "ColorSpace").is_some_and(|space| {
        let items = space.as_array().ok();
        let family = items.and_then(|items| source.resolve(items.first()?));
        matches!(family, Some(Old::Name(name)) if name == b"Indexed" || name == b"I")
    })
}

impl<'a> Copier<'a> {
    /// Removes a colour key that has no range for each component, and notes a soft mask that is a stencil.
    pub(super) fn settle_masks(
        &mut self,
        image: &'a Received,
        components: u64,
        dictionary: &mut Dictionary,
    ) {
        let source = self.source;
        if let Some(Old::Array(key)) = source.get(image, b"Mask")
            && !are_ranges(source, key, components)
        {
            dictionary.remove("Mask");
            self.flaw("image_damaged");
        }
        if let Some(Old::Stream(mask)) = source.get(image, b"SMask")
            && matches!(
                entry(source, &mask.dict, "ImageMask"),
                Some(Old::Boolean(true))
            )
        {
            // 11.6.5.2: a soft mask is a grey image; some readers show nothing otherwise.
            self.flaw("image_damaged");
        }
    }

    /// Removes a `/Decode` that has no range for each component, and notes one that changes indices.
    pub(super) fn settle_decode(
        &mut self,
        image: &'a Received,
        layout: &Layout,
        dictionary: &mut Dictionary,
    ) {
        let source = self.source;
        let decode = entry(source, image, "Decode");
        if layout.bits > 1 && is_indexed(source, image) {
            let last = f64::from(2_u32.pow(layout.bits.min(16) as u32) - 1);
            let is_usual = |items: &Vec<Old>| {
                let numbers: Vec<_> = items.iter().map(|item| source.number(item)).collect();
                numbers == [Some(0.0), Some(last)]
            };
            let items = decode.and_then(|decode| decode.as_array().ok());
            if items.is_some_and(|items| !is_usual(items)) {
                self.flaw("readers_differ");
            }
        }
        let is_odd = |decode: &Old| {
            !decode
                .as_array()
                .is_ok_and(|items| are_ranges(source, items, layout.components))
        };
        if decode.is_some_and(is_odd) {
            dictionary.remove("Decode");
            self.flaw("image_damaged");
        }
    }
}
