//! Stream filters (7.4) as far as files and cross-reference data need them: FlateDecode with predictors.

use std::borrow::Cow;
use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::{ReadError, flaw};
use crate::object::{Dictionary, Object, Stream};

/// Decodes a stream whose filters are direct objects in its dictionary. More than `cap` bytes are an error.
///
/// # Errors
/// [`ReadError::Filter`] for any filter but FlateDecode, [`ReadError::Limit`] above `cap`, else
/// [`ReadError::Syntax`] for data that can't be decoded.
pub fn decode(stream: &Stream, cap: usize) -> Result<Vec<u8>, ReadError> {
    decode_data(&stream.dictionary, &stream.data, cap).map(Cow::into_owned)
}

/// As [`decode`], without a copy if there is no filter.
pub(crate) fn decode_data<'d>(
    dictionary: &Dictionary,
    encoded: &'d [u8],
    cap: usize,
) -> Result<Cow<'d, [u8]>, ReadError> {
    let filters = listed(dictionary.get("Filter"));
    let params = listed(dictionary.get("DecodeParms"));
    let mut data = Cow::Borrowed(encoded);
    for (index, filter) in filters.iter().enumerate() {
        let name = filter
            .as_name()
            .ok_or(ReadError::Syntax(0, flaw::filter_no_name()))?;
        if name != b"FlateDecode" {
            return Err(ReadError::Filter(
                String::from_utf8_lossy(name).into_owned(),
            ));
        }
        let inflated = inflate(&data, cap)?;
        data = Cow::Owned(match params.get(index).and_then(Object::as_dictionary) {
            Some(params) => unpredict(inflated, params)?,
            None => inflated,
        });
    }
    Ok(data)
}

/// Whether a stream decodes to exactly these bytes. With a single plain filter, the comparison needs no copy.
pub(crate) fn unpacks_to(stream: &Stream, expected: &[u8]) -> Result<bool, ReadError> {
    let filters = listed(stream.dictionary.get("Filter"));
    let plain = matches!(filters.as_slice(), [one] if one.is_name("FlateDecode"))
        && listed(stream.dictionary.get("DecodeParms")).is_empty();
    if !plain {
        return match decode_data(&stream.dictionary, &stream.data, expected.len()) {
            Ok(data) => Ok(*data == *expected),
            Err(ReadError::Limit(_)) => Ok(false),
            Err(error) => Err(error),
        };
    }
    let mut unpacked = ZlibDecoder::new(stream.data.as_slice());
    let mut piece = [0; 16 * 1024];
    let mut rest = expected;
    loop {
        let count = unpacked
            .read(&mut piece)
            .map_err(|_| ReadError::Syntax(0, flaw::compressed_damaged()))?;
        if count == 0 {
            return Ok(rest.is_empty());
        }
        match rest.strip_prefix(&piece[..count]) {
            Some(left) => rest = left,
            None => return Ok(false),
        }
    }
}

fn listed(value: Option<&Object>) -> Vec<Object> {
    match value {
        None | Some(Object::Null) => Vec::new(),
        Some(Object::Array(items)) => items.iter().take(8).cloned().collect(),
        Some(other) => vec![other.clone()],
    }
}

fn inflate(data: &[u8], cap: usize) -> Result<Vec<u8>, ReadError> {
    let mut out = Vec::new();
    let limit = u64::try_from(cap).unwrap_or(u64::MAX).saturating_add(1);
    let read = ZlibDecoder::new(data).take(limit).read_to_end(&mut out);
    match read {
        Ok(_) if out.len() > cap => Err(ReadError::Limit(flaw::unpacks_to_too_much())),
        Ok(_) => Ok(out),
        Err(_) => Err(ReadError::Syntax(0, flaw::compressed_damaged())),
    }
}

fn parameter(params: &Dictionary, key: &str, default: i64, most: i64) -> Result<usize, ReadError> {
    let value = params.get(key).map_or(Some(default), Object::as_integer);
    value
        .filter(|value| (1..=most).contains(value))
        .and_then(|value| usize::try_from(value).ok())
        .ok_or(ReadError::Syntax(0, flaw::predictor_parameter()))
}

/// Undoes a predictor (7.4.4.4).
fn unpredict(data: Vec<u8>, params: &Dictionary) -> Result<Vec<u8>, ReadError> {
    let predictor = parameter(params, "Predictor", 1, 15)?;
    let colours = parameter(params, "Colors", 1, 32)?;
    let depth = parameter(params, "BitsPerComponent", 8, 16)?;
    let columns = parameter(params, "Columns", 1, 1 << 24)?;
    let row = (colours * depth * columns).div_ceil(8);
    match (predictor, depth) {
        (1, _) => Ok(data),
        (2, 1 | 2 | 4 | 8 | 16) => un_tiff(data, colours, depth, row),
        (10..=15, 1 | 2 | 4 | 8 | 16) => un_png(&data, (colours * depth).div_ceil(8), row),
        _ => Err(ReadError::Syntax(0, flaw::unknown_predictor())),
    }
}

/// TIFF predictor 2: each sample is the difference from the one to its left.
fn un_tiff(
    mut data: Vec<u8>,
    colours: usize,
    depth: usize,
    row: usize,
) -> Result<Vec<u8>, ReadError> {
    if !data.len().is_multiple_of(row) {
        return Err(ReadError::Syntax(0, flaw::predicted_row()));
    }
    let mask = (1u32 << depth) - 1;
    for line in data.chunks_exact_mut(row) {
        let mut left = vec![0u32; colours];
        for sample in 0..row * 8 / depth {
            let before = &mut left[sample % colours];
            *before = (*before + sample_at(line, sample, depth)) & mask;
            set_sample(line, sample, depth, *before);
        }
    }
    Ok(data)
}

/// A sample of one of the depths 1, 2, 4, 8 and 16; the first is in the high bits.
pub(crate) fn sample_at(line: &[u8], index: usize, depth: usize) -> u32 {
    if depth == 16 {
        return u32::from(line[index * 2]) << 8 | u32::from(line[index * 2 + 1]);
    }
    let bit = index * depth;
    u32::from(line[bit / 8]) >> (8 - depth - bit % 8) & ((1 << depth) - 1)
}

/// Writes a sample.
pub(crate) fn set_sample(line: &mut [u8], index: usize, depth: usize, value: u32) {
    if depth == 16 {
        line[index * 2] = (value >> 8) as u8;
        line[index * 2 + 1] = value as u8;
        return;
    }
    let bit = index * depth;
    let shift = 8 - depth - bit % 8;
    let mask = (((1u32 << depth) - 1) << shift) as u8;
    line[bit / 8] = line[bit / 8] & !mask | (value << shift) as u8;
}

/// The PNG predictors; each row names its own.
fn un_png(data: &[u8], pixel: usize, row: usize) -> Result<Vec<u8>, ReadError> {
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    for line in data.chunks(row + 1) {
        let (Some((&kind, line)), true) = (line.split_first(), line.len() == row + 1) else {
            return Err(ReadError::Syntax(0, flaw::predicted_row()));
        };
        let start = out.len();
        for (index, &byte) in line.iter().enumerate() {
            let at = |back: usize, inside: bool| match inside {
                true => start
                    .checked_add(index)
                    .and_then(|here| here.checked_sub(back))
                    .map_or(0, |at| out[at]),
                false => 0,
            };
            let left = at(pixel, index >= pixel);
            let up = at(row, start >= row);
            let corner = at(row + pixel, start >= row && index >= pixel);
            let guess = match kind {
                0 => 0,
                1 => left,
                2 => up,
                3 => u8::midpoint(left, up),
                4 => paeth(left, up, corner),
                _ => return Err(ReadError::Syntax(0, flaw::unknown_predictor())),
            };
            out.push(byte.wrapping_add(guess));
        }
    }
    Ok(out)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let estimate = a + b - c;
    let (da, db, dc) = (
        (estimate - a).abs(),
        (estimate - b).abs(),
        (estimate - c).abs(),
    );
    if da <= db && da <= dc {
        left
    } else if db <= dc {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::object::{Dictionary, Object, Stream};
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write as _;

    fn decoded(rows: &[u8], params: [(&str, i64); 4]) -> Option<Vec<u8>> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(rows).unwrap();
        let params = params.map(|(key, value)| (key, Object::Integer(value)));
        let stream = Stream {
            dictionary: Dictionary::from([
                ("Filter", Object::name("FlateDecode")),
                ("DecodeParms", Dictionary::from(params).into()),
            ]),
            data: encoder.finish().unwrap(),
        };
        decode(&stream, 1000).ok()
    }

    fn params(predictor: i64, colours: i64, bits: i64, columns: i64) -> [(&'static str, i64); 4] {
        [
            ("Predictor", predictor),
            ("Colors", colours),
            ("BitsPerComponent", bits),
            ("Columns", columns),
        ]
    }

    #[test]
    fn every_png_predictor_is_undone() {
        // None, Sub, Up, Average and Paeth, one row each.
        let rows = [
            [0, 1, 2, 3, 4],
            [1, 1, 1, 1, 1],
            [2, 1, 1, 1, 1],
            [3, 1, 1, 1, 1],
            [4, 1, 1, 1, 1],
        ];
        let want = [
            [1, 2, 3, 4],
            [1, 2, 3, 4],
            [2, 3, 4, 5],
            [2, 3, 4, 5],
            [3, 4, 5, 6],
        ];
        for predictor in 10..=15 {
            assert_eq!(
                decoded(&rows.concat(), params(predictor, 1, 8, 4)),
                Some(want.concat())
            );
        }
        assert_eq!(decoded(&[5, 0, 0, 0, 0], params(15, 1, 8, 4)), None);
        assert_eq!(decoded(&[0, 0, 0], params(15, 1, 8, 4)), None);
    }

    #[test]
    fn the_tiff_predictor_is_undone_at_every_depth() {
        for (depth, colours, encoded, want) in [
            (1, 1, vec![0b1100_0001], vec![0b1000_0001]),
            (2, 1, vec![0b0101_0111], vec![0b0110_1110]),
            (4, 2, vec![0x12, 0xff], vec![0x12, 0x01]),
            (8, 2, vec![1, 2, 3, 255], vec![1, 2, 4, 1]),
            (16, 1, vec![0, 255, 0, 1], vec![0, 255, 1, 0]),
        ] {
            let columns = encoded.len() as i64 * 8 / depth / colours;
            let found = decoded(&encoded, params(2, colours, depth, columns));
            assert_eq!(found, Some(want), "{depth} bits");
        }
        assert_eq!(decoded(&[0; 3], params(2, 1, 8, 2)), None);
        assert_eq!(decoded(&[0; 3], params(2, 1, 3, 8)), None);
    }
}
