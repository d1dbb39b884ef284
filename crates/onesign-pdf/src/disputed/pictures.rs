//! Images (8.9.5) whose entries contradict their data, or whose data can't be read in full: one reader shows the rest,
//! another nothing.

use hayro_jpeg2000::DecodeSettings;

use super::Judge;
use super::colours::family;
use crate::intake::jpeg;
use crate::object::{Dictionary, Object, Stream};
use crate::shown::{Unread, decoded};

/// Largest image to decode.
const MAX_IMAGE: u64 = 256 << 20;

/// The entries of an image.
struct Picture {
    width: u64,
    height: u64,
    is_mask: bool,
    /// Bits of a component, if the dictionary tells.
    bits: Option<i64>,
    space: Object,
    /// Components of a colour, if the dictionary tells.
    components: Option<usize>,
}

impl Judge<'_, '_> {
    /// The data of a stream after its filters; `None` if readers may differ on them.
    pub(super) fn decoded(&self, stream: &Stream, most: usize) -> Option<Vec<u8>> {
        let data = decoded(self.document, stream, most).ok()?;
        self.takes(data.len()).then_some(data)
    }

    /// Whether readers may differ on an image.
    pub fn picture(&self, image: &Stream) -> bool {
        let Some(picture) = self.entries(&image.dictionary) else {
            return true;
        };
        let Some((plain, last)) = self.filters(image) else {
            return true;
        };
        if self.is_odd(&picture, &image.dictionary, last.as_deref()) {
            return true;
        }
        let Some(last) = last else {
            return self.are_samples_odd(&picture, &plain);
        };
        let Some(data) = self.decoded(&plain, MAX_IMAGE as usize) else {
            return true;
        };
        match last.as_slice() {
            b"DCTDecode" => is_jpeg_odd(&picture, &data),
            b"JPXDecode" => is_jpeg_2000_odd(&picture, &data),
            b"CCITTFaxDecode" => data.is_empty() || self.is_fax_odd(&picture, &image.dictionary),
            _ => data.is_empty(),
        }
    }

    /// `None` if an entry is missing that readers need.
    fn entries(&self, entries: &Dictionary) -> Option<Picture> {
        let side = |key: &str| {
            let side = self.value(entries, key).as_integer()?;
            u64::try_from(side).ok().filter(|side| *side > 0)
        };
        let space = self.value(entries, "ColorSpace");
        Some(Picture {
            width: side("Width")?,
            height: side("Height")?,
            is_mask: self.value(entries, "ImageMask") == Object::Boolean(true),
            bits: self.value(entries, "BitsPerComponent").as_integer(),
            components: self.components(&space),
            space,
        })
    }

    /// The image without its last filter, if that is one of images, and the name of this filter; `None` for filters
    /// that the standard does not name in full.
    fn filters(&self, image: &Stream) -> Option<(Stream, Option<Vec<u8>>)> {
        let mut names = self.list(&image.dictionary, "Filter");
        let mut last = None;
        if let Some(name) = names.last().and_then(Object::as_name)
            && matches!(
                name,
                b"DCTDecode" | b"JPXDecode" | b"CCITTFaxDecode" | b"JBIG2Decode"
            )
        {
            last = Some(name.to_vec());
            names.pop();
        }
        let are_plain = names.iter().all(|name| {
            matches!(
                name.as_name(),
                Some(
                    b"FlateDecode"
                        | b"LZWDecode"
                        | b"ASCII85Decode"
                        | b"ASCIIHexDecode"
                        | b"RunLengthDecode"
                )
            )
        });
        let mut parameters = self.list(&image.dictionary, "DecodeParms");
        parameters.truncate(names.len());
        let mut dictionary = Dictionary::from([("Filter", names.into())]);
        dictionary.set("DecodeParms", parameters);
        if image.dictionary.contains("F") {
            return None;
        }
        let data = image.data.clone();
        are_plain.then_some((Stream { dictionary, data }, last))
    }

    /// An entry that is one value or a list of them.
    fn list(&self, entries: &Dictionary, key: &str) -> Vec<Object> {
        match self.value(entries, key) {
            Object::Null => Vec::new(),
            Object::Array(items) => items.iter().map(|item| self.followed(item)).collect(),
            one => vec![one],
        }
    }

    /// Whether entries contradict each other.
    fn is_odd(&self, picture: &Picture, entries: &Dictionary, last: Option<&[u8]>) -> bool {
        let is_jpeg_2000 = last == Some(b"JPXDecode");
        let is_photo = is_jpeg_2000 || last == Some(b"DCTDecode");
        let is_two_tone = matches!(last, Some(b"CCITTFaxDecode" | b"JBIG2Decode"));
        let decode = self.value(entries, "Decode");
        if picture.is_mask {
            let ends = self.numbers(&decode);
            let is_plain = decode == Object::Null
                || ends.is_some_and(|ends| matches!(ends[..], [0.0, 1.0] | [1.0, 0.0]));
            let has_mask = entries.contains("SMask") || entries.contains("Mask");
            return is_photo || has_mask || !is_plain || picture.bits.is_some_and(|bits| bits != 1);
        }
        let are_bits = match picture.bits {
            None => is_photo || is_two_tone,
            Some(8) => !is_two_tone,
            Some(1) => last != Some(b"DCTDecode"),
            Some(2 | 4 | 16) => last.is_none() || is_jpeg_2000,
            Some(_) => is_jpeg_2000,
        };
        let is_device = |name: &[u8]| name.starts_with(b"Device");
        let is_space = match &picture.space {
            Object::Null => is_jpeg_2000,
            Object::Name(name) => is_device(name),
            space => family(space) != b"Pattern" && !self.space(space),
        };
        let fits = picture.components.is_none_or(|count| {
            let ends = self.numbers(&decode);
            decode == Object::Null || ends.is_some_and(|ends| ends.len() == 2 * count)
        });
        let is_masked_plainly = self.is_mask_plain(entries, picture);
        if is_jpeg_2000 {
            let in_data = self.value(entries, "SMaskInData");
            let is_outside = matches!(in_data, Object::Null | Object::Integer(0));
            let is_simple = !matches!(
                family(&picture.space),
                b"Indexed" | b"Separation" | b"DeviceN" | b"Lab"
            );
            let has_key = self.value(entries, "Mask").as_array().is_some();
            let is_plain = is_outside && is_simple && !has_key && decode == Object::Null;
            return !(is_plain && is_space && is_masked_plainly);
        }
        !(are_bits && is_space && fits && is_masked_plainly)
    }

    /// Whether the masks of an image (8.9.6, 11.6.5.2) are as the standard requires.
    fn is_mask_plain(&self, entries: &Dictionary, picture: &Picture) -> bool {
        let mask = match self.value(entries, "Mask") {
            Object::Null => true,
            Object::Array(key) => picture
                .components
                .is_none_or(|count| key.len() == 2 * count),
            Object::Stream(mask) => {
                self.value(&mask.dictionary, "ImageMask") == Object::Boolean(true)
            }
            _ => false,
        };
        let soft = match self.value(entries, "SMask") {
            Object::Null => true,
            Object::Stream(mask) => {
                let space = self.value(&mask.dictionary, "ColorSpace");
                let is_photo = self
                    .list(&mask.dictionary, "Filter")
                    .iter()
                    .any(|filter| filter.is_name("JPXDecode"));
                matches!(family(&space), b"DeviceGray" | b"CalGray")
                    || space == Object::Null && is_photo
            }
            _ => false,
        };
        mask && soft
    }

    /// Whether samples are missing or have no colour.
    fn are_samples_odd(&self, picture: &Picture, plain: &Stream) -> bool {
        let per_pixel = match (picture.is_mask, picture.bits, picture.components) {
            (true, ..) => Some(1),
            (false, Some(bits), Some(count)) => u64::try_from(bits)
                .ok()
                .and_then(|bits| bits.checked_mul(count as u64)),
            _ => None,
        };
        let expected = per_pixel
            .and_then(|bits| bits.checked_mul(picture.width))
            .and_then(|bits| bits.div_ceil(8).checked_mul(picture.height))
            .filter(|expected| *expected <= MAX_IMAGE);
        let Some(expected) = expected else {
            return true;
        };
        let most = expected as usize + (1 << 16);
        let data = match decoded(self.document, plain, most) {
            Ok(data) => data,
            // More than the image needs is not shown.
            Err(Unread::TooMuch) => return !self.takes(most),
            Err(_) => return true,
        };
        if !self.takes(data.len()) || (data.len() as u64) < expected {
            return true;
        }
        family(&picture.space) == b"Indexed" && picture.bits == Some(8) && {
            let parts = picture.space.as_array().unwrap_or_default();
            let highest = self.item(parts, 2).as_integer().unwrap_or(0);
            let samples = data.iter().take(expected as usize);
            samples.max().is_some_and(|most| i64::from(*most) > highest)
        }
    }

    /// Whether a fax has another width than the image (7.4.6).
    fn is_fax_odd(&self, picture: &Picture, entries: &Dictionary) -> bool {
        let parameters = self.list(entries, "DecodeParms");
        let own = parameters.last().and_then(Object::as_dictionary);
        let columns = own.map_or(Object::Null, |own| self.value(own, "Columns"));
        let columns = columns.as_integer().unwrap_or(1728);
        u64::try_from(columns) != Ok(picture.width)
    }
}

/// Whether a JPEG is damaged, or has another size or number of components than the dictionary.
fn is_jpeg_odd(picture: &Picture, data: &[u8]) -> bool {
    let Some((width, height, count)) = jpeg_frame(data) else {
        return true;
    };
    let ends = data.windows(2).rev().any(|pair| pair == [0xff, 0xd9]);
    let is_same_size = (width, height) == (picture.width, picture.height);
    !ends || !is_same_size || picture.components != Some(count) || jpeg::is_damaged(data)
}

/// Width, height and number of components of a JPEG (ISO/IEC 10918-1, B.2.2).
fn jpeg_frame(data: &[u8]) -> Option<(u64, u64, usize)> {
    let mut rest = data.strip_prefix(&[0xff, 0xd8])?;
    loop {
        let [0xff, marker, tail @ ..] = rest else {
            return None;
        };
        if matches!(marker, 0xff) {
            rest = rest.get(1..)?;
            continue;
        }
        if matches!(marker, 0x01 | 0xd0..=0xd7) {
            rest = tail;
            continue;
        }
        let [high, low, ..] = tail else { return None };
        let segment = tail.get(2..usize::from(u16::from_be_bytes([*high, *low])))?;
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            let [_, h1, h0, w1, w0, count, ..] = segment else {
                return None;
            };
            let side = |high: u8, low: u8| u64::from(u16::from_be_bytes([high, low]));
            return Some((side(*w1, *w0), side(*h1, *h0), usize::from(*count)));
        }
        rest = tail.get(2 + segment.len()..)?;
    }
}

/// Whether a JPEG 2000 can't be read, has an opacity channel, or another size or number of components than the
/// dictionary.
fn is_jpeg_2000_odd(picture: &Picture, data: &[u8]) -> bool {
    let Ok(image) = hayro_jpeg2000::Image::new(data, &DecodeSettings::default()) else {
        return true;
    };
    let count = usize::from(image.color_space().num_channels());
    let size = (u64::from(image.width()), u64::from(image.height()));
    image.has_alpha()
        || size != (picture.width, picture.height)
        || picture.components.is_some_and(|said| said != count)
        || !data.windows(2).rev().any(|pair| pair == [0xff, 0xd9])
}
