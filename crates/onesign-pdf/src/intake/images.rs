//! Whether the data of an image are all there (ISO 32000-2, 8.9.5), as far as that shows without decoding them.

use lopdf::{Dictionary as Received, Object as Old, Stream as OldStream};

use super::decode::{Decoded, Filter, filters};
use super::samples;
use super::source::Source;

/// Whether an image has fewer data than its size asks for, or a JPEG (ISO/IEC 10918-1, B.1.1.3) no end.
pub(super) fn is_short<'a>(
    source: Source<'a>,
    stream: &'a OldStream,
    decoded: &Decoded<'_>,
) -> bool {
    let data = decoded.data.as_ref();
    let next = filters(source, stream)
        .ok()
        .and_then(|(filters, _)| filters.get(decoded.undone).map(|(filter, _)| *filter));
    match next {
        Some(Filter::Image("DCTDecode")) => !is_whole_jpeg(data),
        Some(_) => data.is_empty(),
        None => {
            expected(source, &stream.dict).is_some_and(|expected| (data.len() as u64) < expected)
        }
    }
}

fn is_whole_jpeg(data: &[u8]) -> bool {
    let ends = || data.windows(2).rev().any(|pair| pair == [0xff, 0xd9]);
    data.windows(2).take(1024).any(|pair| pair == [0xff, 0xd8]) && ends()
}

/// How many bytes the samples take, where the colour space says how many components there are.
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
    fn a_jpeg_without_an_end_is_noticed() {
        let image = dictionary! { "Filter" => "DCTDecode" };
        assert!(!short(image.clone(), b"\xff\xd8 data \xff\xd9\n"));
        assert!(short(image.clone(), b"\xff\xd8 data"));
        assert!(short(image, b""));
    }
}
