//! Stream filters (7.4) as far as files and cross-reference data need them: FlateDecode with predictors.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::ReadError;
use crate::object::{Dictionary, Object, Stream};

/// Decodes a stream whose filters stand directly in its dictionary. More than `cap` bytes are an error.
///
/// # Errors
/// [`ReadError::Filter`] for any filter but FlateDecode, [`ReadError::Limit`] above `cap`, else
/// [`ReadError::Syntax`] for data that can't be decoded.
pub fn decode(stream: &Stream, cap: usize) -> Result<Vec<u8>, ReadError> {
    let filters = listed(stream.dictionary.get("Filter"));
    let params = listed(stream.dictionary.get("DecodeParms"));
    let mut data = None;
    for (index, filter) in filters.iter().enumerate() {
        let name = filter
            .as_name()
            .ok_or(ReadError::Syntax(0, "a filter must be a name"))?;
        if name != b"FlateDecode" {
            return Err(ReadError::Filter(
                String::from_utf8_lossy(name).into_owned(),
            ));
        }
        let inflated = inflate(data.as_deref().unwrap_or(&stream.data), cap)?;
        data = Some(match params.get(index).and_then(Object::as_dictionary) {
            Some(params) => unpredict(inflated, params)?,
            None => inflated,
        });
    }
    Ok(data.unwrap_or_else(|| stream.data.clone()))
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
        Ok(_) if out.len() > cap => Err(ReadError::Limit("a stream that unpacks to too much")),
        Ok(_) => Ok(out),
        Err(_) => Err(ReadError::Syntax(0, "a compressed stream is damaged")),
    }
}

fn parameter(params: &Dictionary, key: &str, default: i64, most: i64) -> Result<usize, ReadError> {
    let value = params.get(key).map_or(Some(default), Object::as_integer);
    value
        .filter(|value| (1..=most).contains(value))
        .and_then(|value| usize::try_from(value).ok())
        .ok_or(ReadError::Syntax(
            0,
            "a predictor parameter is out of range",
        ))
}

/// Undoes the PNG predictors (7.4.4.4); each row names its own.
fn unpredict(data: Vec<u8>, params: &Dictionary) -> Result<Vec<u8>, ReadError> {
    match parameter(params, "Predictor", 1, 15)? {
        1 => return Ok(data),
        10..=15 => {}
        _ => {
            return Err(ReadError::Filter(
                "FlateDecode with a TIFF predictor".into(),
            ));
        }
    }
    let bits = parameter(params, "Colors", 1, 32)? * parameter(params, "BitsPerComponent", 8, 16)?;
    let pixel = bits.div_ceil(8);
    let row = (bits * parameter(params, "Columns", 1, 1 << 24)?).div_ceil(8);
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    for line in data.chunks(row + 1) {
        let (Some((&kind, line)), true) = (line.split_first(), line.len() == row + 1) else {
            return Err(ReadError::Syntax(0, "a predicted row is incomplete"));
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
                _ => return Err(ReadError::Syntax(0, "an unknown predictor")),
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
