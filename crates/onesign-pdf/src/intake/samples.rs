//! Completes the description of an image's samples (ISO 32000-2, 8.9.5) if its entries are missing or contradict its
//! data. Readers guess differently; the rewritten entries leave nothing to guess.

mod ranges;

use lopdf::{Dictionary as Received, Object as Old, Stream as OldStream};

use super::IntakeError;
use super::copy::Copier;
use super::decode::{Decoded, Filter, Soundness, decode, filters};
use super::frames::Frame;
use super::schema::{Kind, Role};
use super::source::Source;
use crate::object::{Dictionary, Object};

/// How far into the data a JPEG may begin.
const MAX_LEAD: usize = 1024;

/// Entries as inline images may write them (Table 91), and in full.
const SHORT: [(&[u8], &str, Kind); 7] = [
    (b"W", "Width", Kind::Value),
    (b"H", "Height", Kind::Value),
    (b"BPC", "BitsPerComponent", Kind::Value),
    (b"CS", "ColorSpace", Kind::One(Role::ColorSpace)),
    (b"D", "Decode", Kind::Value),
    (b"IM", "ImageMask", Kind::Value),
    (b"I", "Interpolate", Kind::Value),
];

/// An image's entry, under its full or its short name.
pub(super) fn entry<'a>(source: Source<'a>, image: &'a Received, key: &str) -> Option<&'a Old> {
    let short = SHORT.iter().find(|(_, long, _)| *long == key);
    let short = || source.get(image, short?.0);
    source.get(image, key.as_bytes()).or_else(short)
}

fn number<'a>(source: Source<'a>, image: &'a Received, key: &str) -> Option<u64> {
    let value = source.number(entry(source, image, key)?)?;
    (value.fract() == 0.0 && (0.0..1e9).contains(&value)).then_some(value as u64)
}

/// The number of colour components of a space; `None` if no reader can know.
pub(super) fn components<'a>(source: Source<'a>, space: &'a Old) -> Option<u64> {
    components_below(source, space, 4)
}

fn components_below<'a>(source: Source<'a>, space: &'a Old, depth: u32) -> Option<u64> {
    let depth = depth.checked_sub(1)?;
    let items = match source.resolve(space)? {
        Old::Name(name) => return device(name),
        Old::Array(items) => items,
        _ => return None,
    };
    let Old::Name(family) = source.resolve(items.first()?)? else {
        return None;
    };
    match family.as_slice() {
        b"CalGray" => Some(1),
        b"CalRGB" | b"Lab" => Some(3),
        b"Separation" => Some(1),
        b"DeviceN" => match source.resolve(items.get(1)?)? {
            Old::Array(inks) => Some(inks.len() as u64).filter(|inks| (1..=32).contains(inks)),
            _ => None,
        },
        b"Indexed" | b"I" => components_below(source, items.get(1)?, depth).map(|_| 1),
        b"ICCBased" => match source.resolve(items.get(1)?)? {
            Old::Stream(profile) => profile_components(source, &profile.dict).or_else(|| {
                let other = source.get(&profile.dict, b"Alternate")?;
                components_below(source, other, depth)
            }),
            _ => None,
        },
        name => device(name),
    }
}

fn device(name: &[u8]) -> Option<u64> {
    match name {
        b"DeviceGray" | b"G" => Some(1),
        b"DeviceRGB" | b"RGB" => Some(3),
        b"DeviceCMYK" | b"CMYK" => Some(4),
        _ => None,
    }
}

/// The number of components that a profile declares (Table 65).
pub(super) fn profile_components<'a>(source: Source<'a>, profile: &'a Received) -> Option<u64> {
    let number = source.integer(profile, b"N")?;
    matches!(number, 1 | 3 | 4).then_some(number as u64)
}

pub(super) fn device_space(components: u64) -> Option<Object> {
    Some(Object::name(match components {
        1 => "DeviceGray",
        3 => "DeviceRGB",
        4 => "DeviceCMYK",
        _ => return None,
    }))
}

/// The full name of a device space, which an XObject must use.
pub(super) fn in_full(name: &[u8]) -> &[u8] {
    match name {
        b"G" => b"DeviceGray",
        b"RGB" => b"DeviceRGB",
        b"CMYK" => b"DeviceCMYK",
        b"I" => b"Indexed",
        other => other,
    }
}

/// The layout of the data: components, and bits per component.
struct Layout {
    components: u64,
    bits: u64,
}

/// The layout whose samples take exactly the available bytes; a line end may follow. `None` unless there is only
/// one.
fn fitting(size: (u64, u64), space: Option<u64>, bits: Option<u64>, given: u64) -> Option<Layout> {
    let spaces = space.map_or(vec![1, 3, 4], |known| vec![known]);
    let depths = bits.map_or(vec![8, 1, 2, 4, 16], |known| vec![known]);
    let mut found = None;
    for components in spaces {
        for bits in &depths {
            let row = size.0.checked_mul(*bits)?.checked_mul(components)?;
            let wanted = row.div_ceil(8).checked_mul(size.1)?;
            if (wanted..=wanted.saturating_add(2)).contains(&given) {
                if found.is_some() {
                    return None;
                }
                let bits = *bits;
                found = Some(Layout { components, bits });
            }
        }
    }
    found
}

/// Whether an image used as a mask has colours: readers interpret such masks differently (11.6.5.2).
pub(super) fn has_colours<'a>(source: Source<'a>, image: &'a Received) -> bool {
    let space = entry(source, image, "ColorSpace");
    let components = space.and_then(|space| components(source, space));
    components.is_some_and(|components| components != 1)
}

impl<'a> Copier<'a> {
    /// Removes bytes before a JPEG.
    pub(super) fn trim_image(&mut self, stream: &'a OldStream, decoded: &mut Decoded<'a>) {
        let data = decoded.data.as_ref();
        if next_filter(self.source, stream, decoded) != Some("DCTDecode") {
            return;
        }
        let pairs = data.windows(2).take(MAX_LEAD);
        let begin = pairs.into_iter().position(|pair| pair == [0xff, 0xd8]);
        if let Some(begin) = begin.filter(|begin| *begin > 0) {
            decoded.data = data[begin..].to_vec().into();
            decoded.soundness = decoded.soundness.max(Soundness::Odd);
        }
    }

    /// The table of an indexed space (8.6.6.3) that has fewer colours than declared, filled up with zeros.
    pub(super) fn short_table(
        &mut self,
        space: &'a [Old],
        kind: Kind,
    ) -> Result<Option<Object>, IntakeError> {
        let (Kind::Lookup, [_, base, last, table]) = (kind, space) else {
            return Ok(None);
        };
        let source = self.source;
        let last = source
            .number(last)
            .filter(|last| (0.0..=255.0).contains(last));
        let Some((components, last)) = components(source, base).zip(last) else {
            return Ok(None);
        };
        let mut table = match source.resolve(table) {
            Some(Old::String(bytes, _)) => bytes.clone(),
            Some(Old::Stream(stream)) => {
                let most = self.limits.max_stream_bytes;
                decode(source, stream, most)?.data.into_owned()
            }
            _ => return Ok(None),
        };
        let wanted = (last as usize + 1).saturating_mul(components as usize);
        if table.len() >= wanted {
            return Ok(None);
        }
        self.flaw("image_damaged");
        table.resize(wanted, 0);
        Ok(Some(Object::HexString(table)))
    }

    /// Completes the entries about an image's samples. Returns whether readers then show the same image.
    pub(super) fn settle_image(
        &mut self,
        stream: &'a OldStream,
        decoded: &Decoded<'_>,
        dictionary: &mut Dictionary,
    ) -> Result<bool, IntakeError> {
        let (source, image) = (self.source, &stream.dict);
        for (short, long, kind) in SHORT {
            if let (false, Ok(value)) = (image.has(long.as_bytes()), image.get(short)) {
                self.flaw("repaired");
                let value = self.value(value, kind, 1)?;
                dictionary.set(long, value);
            }
        }
        if let Some(Object::Name(name)) = dictionary.get("ColorSpace") {
            let name = Object::name(in_full(name));
            dictionary.set("ColorSpace", name);
        }
        let next = next_filter(source, stream, decoded);
        self.settle_frame(stream, next, decoded, dictionary);
        let side = |key: &str| dictionary.get(key).and_then(Object::as_number);
        let pixels = side("Width").zip(side("Height"));
        let most = self.limits.max_image_pixels as f64;
        if pixels.is_some_and(|(width, height)| width * height > most) {
            self.flaw("image_not_shown");
            return Ok(false);
        }
        if matches!(entry(source, image, "ImageMask"), Some(Old::Boolean(true))) {
            // An image with more than one bit per sample is not a mask (8.9.6.2), so it is shown as an image.
            if matches!(next, Some("DCTDecode" | "JPXDecode")) {
                dictionary.remove("ImageMask");
                self.flaw("image_damaged");
                return self.settle_colours(stream, decoded, dictionary);
            }
            dictionary.remove("ColorSpace");
            if number(source, image, "BitsPerComponent").is_some_and(|bits| bits != 1) {
                dictionary.set("BitsPerComponent", Object::Integer(1));
                self.flaw("image_damaged");
            }
            self.settle_stencil(stream, dictionary);
            return Ok(true);
        }
        self.settle_colours(stream, decoded, dictionary)
    }

    /// A mask declares with two numbers whether it paints 0 or 1 (8.9.6.2); for invalid ones the first counts, as in
    /// readers.
    fn settle_stencil(&mut self, stream: &'a OldStream, dictionary: &mut Dictionary) {
        let source = self.source;
        let Some(decode) = entry(source, &stream.dict, "Decode") else {
            return;
        };
        let items = decode.as_array().map_or(&[][..], Vec::as_slice);
        let numbers: Vec<_> = items.iter().map(|item| source.number(item)).collect();
        let paints_ones = numbers.first() == Some(&Some(1.0));
        if numbers != [Some(0.0), Some(1.0)] && numbers != [Some(1.0), Some(0.0)] {
            self.flaw("image_damaged");
        }
        match paints_ones {
            true => dictionary.set("Decode", [1, 0].map(Object::Integer).to_vec()),
            false => _ = dictionary.remove("Decode"),
        }
    }

    /// The same for an image that is not a mask.
    fn settle_colours(
        &mut self,
        stream: &'a OldStream,
        decoded: &Decoded<'_>,
        dictionary: &mut Dictionary,
    ) -> Result<bool, IntakeError> {
        let (source, image) = (self.source, &stream.dict);
        let next = next_filter(source, stream, decoded);
        let space = entry(source, image, "ColorSpace");
        if space.is_some_and(|space| is_invisible(source, space)) {
            return Ok(false);
        }
        let space = space.and_then(|space| components(source, space));
        let bits = number(source, image, "BitsPerComponent")
            .filter(|bits| matches!(bits, 1 | 2 | 4 | 8 | 16));
        // Its data contain all of this (7.4.9).
        if next == Some("JPXDecode") {
            if space.is_none() {
                dictionary.remove("ColorSpace");
            }
            return Ok(true);
        }
        let layout = match next {
            Some("DCTDecode") => Frame::of(&decoded.data).map(|frame| Layout {
                components: frame.components,
                bits: 8,
            }),
            None if decoded.columns.is_none() => match space.zip(bits) {
                Some((components, bits)) => Some(Layout { components, bits }),
                None => number(source, image, "Width")
                    .zip(number(source, image, "Height"))
                    .and_then(|size| fitting(size, space, bits, decoded.data.len() as u64)),
            },
            _ => Some(Layout {
                components: 1,
                bits: 1,
            }),
        };
        let Some(layout) = layout else {
            return Ok(false);
        };
        if space != Some(layout.components) {
            let Some(space) = device_space(layout.components) else {
                return Ok(false);
            };
            dictionary.set("ColorSpace", space);
            self.flaw("image_damaged");
        }
        if bits != Some(layout.bits) {
            if bits.is_some() {
                self.flaw("image_damaged");
            }
            dictionary.set("BitsPerComponent", Object::Integer(layout.bits as i64));
        }
        self.settle_masks(image, layout.components, dictionary);
        self.settle_decode(image, &layout, dictionary);
        Ok(true)
    }
}

/// The filter that yields the samples, if there is one.
fn next_filter<'a>(
    source: Source<'a>,
    stream: &'a OldStream,
    decoded: &Decoded<'_>,
) -> Option<&'static str> {
    let (filters, _) = filters(source, stream).ok()?;
    match filters.get(decoded.undone)?.0 {
        Filter::Image(name) => Some(name),
        _ => None,
    }
}

/// Whether a space's only ink is `None`, which is never shown (8.6.6.4).
fn is_invisible<'a>(source: Source<'a>, space: &'a Old) -> bool {
    let Old::Array(items) = space else {
        return false;
    };
    let is = |index: usize, wanted: &[u8]| {
        let item = items.get(index).and_then(|item| source.resolve(item));
        matches!(item, Some(Old::Name(name)) if name == wanted)
    };
    is(0, b"Separation") && is(1, b"None")
}
