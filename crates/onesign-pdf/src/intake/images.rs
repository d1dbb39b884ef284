//! Whether the data of an image are complete (ISO 32000-2, 8.9.5), as far as this shows without decoding.

use lopdf::{Dictionary as Received, Object as Old, Stream as OldStream};

use super::decode::{Decoded, Filter, filters};
use super::frames::Fax;
use super::samples;
use super::source::Source;

/// Whether an image has less data than its size requires, or a JPEG (ISO/IEC 10918-1, B.1.1.3) has no end.
pub(super) fn is_short<'a>(
    source: Source<'a>,
    stream: &'a OldStream,
    decoded: &Decoded<'_>,
) -> bool {
    let data = decoded.data.as_ref();
    let next = filters(source, stream)
        .ok()
        .and_then(|(filters, _)| filters.get(decoded.undone).copied());
    match next {
        Some((Filter::Image("DCTDecode"), _)) => !is_whole_jpeg(data),
        Some((Filter::Image("CCITTFaxDecode"), parameters)) => {
            !is_whole_fax(source, &stream.dict, parameters, data)
        }
        Some((Filter::Image("JPXDecode"), _)) => !is_whole_jpeg_2000(data),
        Some((Filter::Image("JBIG2Decode"), _)) => !is_whole_jbig2(data),
        Some(_) => data.is_empty(),
        None => {
            expected(source, &stream.dict).is_some_and(|expected| (data.len() as u64) < expected)
        }
    }
}

/// The samples of an incomplete image, filled up with zeros: each reader shows something else for the missing ones.
pub(super) fn filled<'a>(
    source: Source<'a>,
    stream: &'a OldStream,
    decoded: &Decoded<'_>,
    most: u64,
) -> Option<Vec<u8>> {
    let (filters, _) = filters(source, stream).ok()?;
    let are_samples = filters.get(decoded.undone).is_none() && !decoded.data.is_empty();
    let expected = expected(source, &stream.dict).filter(|_| are_samples)?;
    let is_short = (decoded.data.len() as u64) < expected && expected <= most;
    is_short.then(|| {
        let mut samples = decoded.data.to_vec();
        samples.resize(expected as usize, 0);
        samples
    })
}

fn is_whole_jpeg(data: &[u8]) -> bool {
    let ends = || data.windows(2).rev().any(|pair| pair == [0xff, 0xd9]);
    data.windows(2).take(1024).any(|pair| pair == [0xff, 0xd8]) && ends()
}

/// Whether it has a readable image header (ISO/IEC 15444-1, A.5 and I.5) and an end of data (A.4.4).
fn is_whole_jpeg_2000(data: &[u8]) -> bool {
    let ends = || data.windows(2).rev().any(|pair| pair == [0xff, 0xd9]);
    hayro_jpeg2000::Image::new(data, &hayro_jpeg2000::DecodeSettings::default()).is_ok() && ends()
}

/// Whether all segments are present, including one with the image size (ISO/IEC 14492, 7.2 and 7.4.8).
fn is_whole_jbig2(data: &[u8]) -> bool {
    let settings = hayro_jbig2::DecodeSettings { strict: true };
    hayro_jbig2::Page::new_embedded(data, None, &settings).is_ok()
}

/// Whether the codes of a fax can be read up to its last row (7.4.6).
fn is_whole_fax<'a>(
    source: Source<'a>,
    entries: &'a Received,
    parameters: Option<&'a Received>,
    data: &[u8],
) -> bool {
    let height = samples::entry(source, entries, "Height").and_then(|height| source.number(height));
    let height = height.filter(|height| (1.0..1e9).contains(height));
    let (Some(rows), Some(fax)) = (height, Fax::new(source, parameters)) else {
        return false;
    };
    fax.is_whole(rows as u32, data, false)
}

/// How many bytes the samples take, if the colour space gives the number of components.
fn expected<'a>(source: Source<'a>, entries: &'a Received) -> Option<u64> {
    let number = |key: &str| {
        let value = source.number(samples::entry(source, entries, key)?)?;
        (0.0..1e9).contains(&value).then_some(value as u64)
    };
    let (width, height) = (number("Width")?, number("Height")?);
    let is_mask = matches!(
        samples::entry(source, entries, "ImageMask"),
        Some(Old::Boolean(true))
    );
    let bits = match is_mask {
        true => 1,
        false => {
            let space = samples::entry(source, entries, "ColorSpace")?;
            number("BitsPerComponent")?.checked_mul(samples::components(source, space)?)?
        }
    };
    let row = width.checked_mul(bits)?.div_ceil(8);
    row.checked_mul(height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Document, dictionary};

    fn short(entries: Received, data: &[u8]) -> bool {
        let document = Document::new();
        let source = Source {
            document: &document,
        };
        let stream = OldStream::new(entries, data.to_vec());
        let decoded = super::super::decode::decode(source, &stream, 1 << 20).unwrap();
        is_short(source, &stream, &decoded)
    }

    #[test]
    fn missing_samples_are_noticed() {
        let image = dictionary! { "Width" => 9, "Height" => 2, "BitsPerComponent" => 1, "ColorSpace" => "DeviceGray" };
        assert!(!short(image.clone(), &[0; 4]));
        assert!(short(image, &[0; 3]));
        let unknown = dictionary! { "Width" => 9, "Height" => 2, "BitsPerComponent" => 8, "ColorSpace" => "Own" };
        assert!(!short(unknown, &[]));
    }

    #[test]
    fn unreadable_images_are_noticed() {
        for filter in ["JPXDecode", "JBIG2Decode"] {
            assert!(short(
                dictionary! { "Filter" => filter },
                b"nothing of the kind \xff\xd9"
            ));
        }
        // Segment 0 of an image gives its size, segment 1 ends it.
        let size = [0, 0, 0, 0, 48, 0, 1, 0, 0, 0, 19, 0, 0, 0, 8, 0, 0, 0, 8];
        let end = [0, 0, 0, 1, 49, 0, 1, 0, 0, 0, 0];
        let image = [&size[..], &[0; 11], &end].concat();
        let entries = || dictionary! { "Filter" => "JBIG2Decode" };
        assert!(!short(entries(), &image));
        assert!(short(entries(), &image[..25]));
    }

    #[test]
    fn missing_rows_of_a_fax_are_noticed() {
        let fax = |rows: i64, data: &[u8]| {
            let parameters = dictionary! { "K" => -1, "Columns" => 8 };
            let image = dictionary! { "Filter" => "CCITTFaxDecode", "DecodeParms" => parameters, "Height" => rows };
            short(image, data)
        };
        // A white row is the single bit 1 (ITU-T T.6, V0); twelve bits twice end the image.
        assert!(!fax(8, &[0xff]));
        assert!(!fax(4, &[0xf0, 0x01, 0x00, 0x10]));
        assert!(fax(40, &[0xf0, 0x01, 0x00, 0x10]));
        assert!(fax(8, &[0x00; 4]));
    }

    #[test]
    fn a_jpeg_without_an_end_is_noticed() {
        let image = dictionary! { "Filter" => "DCTDecode" };
        assert!(!short(image.clone(), b"\xff\xd8 data \xff\xd9\n"));
        assert!(short(image.clone(), b"\xff\xd8 data"));
        assert!(short(image, b""));
    }
}
