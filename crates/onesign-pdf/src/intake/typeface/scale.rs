//! Whether an embedded program has outlines, of a size on which readers agree. If the units per em are outside the
//! standard's range (ISO/IEC 14496-22, 5.2.2), or a matrix flattens or moves all glyphs (Adobe Technical Note 5176,
//! 9), some readers use another face and others draw nothing.

use std::collections::BTreeSet;

use super::drawable;
use super::graph::{Graph, decoded};
use super::reading::{Code, Reading};
use super::sfnt::Sfnt;
use crate::object::Dictionary;

/// Longest program to read, in bytes.
const MAX_PROGRAM: u64 = 32 << 20;
/// The part of a Type 1 program that contains its matrix, if any.
const CLEAR_TEXT: usize = 64 << 10;
/// The smallest permitted area scale of a matrix: a usual one has a millionth.
const LEAST_AREA: f64 = 1e-11;
/// Most dictionaries to read of a composite font's program.
const MAX_PARTS: usize = 256;

/// Whether all readers draw these codes of a font's program, or of its descendant's, alike. Unreadable programs are
/// left to the later checks.
pub(super) fn is_usable(
    graph: Graph<'_>,
    font: &Dictionary,
    reading: &Reading<'_>,
    codes: &BTreeSet<Code>,
) -> bool {
    let below = graph.descendant(font).unwrap_or(font);
    let program = graph
        .dictionary(below, "FontDescriptor")
        .and_then(|descriptor| {
            ["FontFile2", "FontFile3", "FontFile"]
                .iter()
                .find_map(|key| graph.entry(descriptor, key)?.as_stream())
        });
    let Some(data) = program.and_then(|program| decoded(program, MAX_PROGRAM)) else {
        return true;
    };
    let matrices = match Sfnt::read(&data) {
        Some(sfnt) => {
            let units = sfnt.units();
            let has_size = units.is_none_or(|units| (16..=16_384).contains(&units));
            if !has_size || !drawable::draws(&sfnt, reading, codes) {
                return false;
            }
            sfnt.table(b"CFF ").map(compact)
        }
        None if data.starts_with(&[1, 0]) => Some(compact(&data)),
        None => {
            let head = data.get(..data.len().min(CLEAR_TEXT)).unwrap_or_default();
            Some(written(head).into_iter().collect())
        }
    };
    matrices
        .into_iter()
        .flatten()
        .all(|matrix| is_plain(&matrix))
}

fn is_plain(matrix: &[f64]) -> bool {
    match *matrix {
        [a, b, c, d, e, f] => (a * d - b * c).abs() >= LEAST_AREA && e == 0.0 && f == 0.0,
        _ => true,
    }
}

/// The matrix in the clear text of a Type 1 program.
fn written(head: &[u8]) -> Option<Vec<f64>> {
    const KEY: &[u8] = b"/FontMatrix";
    let at = head.windows(KEY.len()).position(|window| window == KEY)?;
    let rest = head.get(at + KEY.len()..)?;
    let start = rest.iter().position(|byte| matches!(byte, b'[' | b'{'))? + 1;
    let end = rest.iter().position(|byte| matches!(byte, b']' | b'}'))?;
    let text = std::str::from_utf8(rest.get(start..end)?).ok()?;
    text.split_ascii_whitespace()
        .map(|word| word.parse().ok())
        .collect()
}

/// The matrices of a CFF program: its own, and those of its parts.
fn compact(data: &[u8]) -> Vec<Vec<f64>> {
    let Some((top, parts)) = top(data) else {
        return Vec::new();
    };
    let mut matrices: Vec<Vec<f64>> = entry(top, MATRIX).into_iter().collect();
    matrices.extend(parts.into_iter().filter_map(|part| entry(part, MATRIX)));
    matrices
}

/// Dictionary operators, with their escape byte.
const MATRIX: [u8; 2] = [12, 7];
const PARTS: [u8; 2] = [12, 36];

/// The dictionary of the font, and those of its parts.
fn top(data: &[u8]) -> Option<(&[u8], Vec<&[u8]>)> {
    let header = usize::from(*data.get(2)?);
    let (_, end) = index(data, header)?;
    let (tops, _) = index(data, end)?;
    let top = *tops.first()?;
    let parts = entry(top, PARTS)
        .and_then(|operands| index(data, *operands.first()? as usize))
        .map_or_else(Vec::new, |(parts, _)| parts);
    Some((top, parts))
}

/// The entries of an index, and its end.
fn index(data: &[u8], at: usize) -> Option<(Vec<&[u8]>, usize)> {
    let rest = data.get(at..)?;
    let count = usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?]));
    if count == 0 {
        return Some((Vec::new(), at + 2));
    }
    let size = usize::from(*rest.get(2)?);
    let offset = |number: usize| {
        let bytes = rest.get(3 + number * size..3 + (number + 1) * size)?;
        let value = bytes
            .iter()
            .fold(0_usize, |value, byte| value << 8 | usize::from(*byte));
        (1..=4).contains(&size).then_some(value)
    };
    let base = 2 + (count + 1) * size;
    let entry = |number: usize| rest.get(base + offset(number)?..base + offset(number + 1)?);
    let entries = (0..count.min(MAX_PARTS)).map_while(entry).collect();
    Some((entries, at + base + offset(count)?))
}

/// The operands of one operator in a dictionary.
fn entry(dictionary: &[u8], operator: [u8; 2]) -> Option<Vec<f64>> {
    let mut operands = Vec::new();
    let mut at = 0;
    while let Some(&byte) = dictionary.get(at) {
        let next = |offset: usize| dictionary.get(at + offset).copied();
        at += match byte {
            12 if next(1) == Some(operator[1]) => return Some(operands),
            0..=21 => {
                operands.clear();
                1 + usize::from(byte == 12)
            }
            28 => {
                operands.push(i16::from_be_bytes([next(1)?, next(2)?]).into());
                3
            }
            29 => {
                let bytes = [next(1)?, next(2)?, next(3)?, next(4)?];
                operands.push(i32::from_be_bytes(bytes).into());
                5
            }
            30 => {
                let (value, length) = real(dictionary.get(at + 1..)?)?;
                operands.push(value);
                1 + length
            }
            32..=246 => {
                operands.push(f64::from(byte) - 139.0);
                1
            }
            247..=250 => {
                operands.push((f64::from(byte) - 247.0) * 256.0 + f64::from(next(1)?) + 108.0);
                2
            }
            251..=254 => {
                operands.push((251.0 - f64::from(byte)) * 256.0 - f64::from(next(1)?) - 108.0);
                2
            }
            _ => return None,
        };
    }
    None
}

/// A number in nibbles, and how many bytes it takes.
fn real(data: &[u8]) -> Option<(f64, usize)> {
    let mut text = String::new();
    for (byte, length) in data.iter().zip(1..=32) {
        for half in [byte >> 4, byte & 15] {
            match half {
                0..=9 => text.push(char::from(b'0' + half)),
                10 => text.push('.'),
                11 => text.push('E'),
                12 => text.push_str("E-"),
                14 => text.push('-'),
                15 => return Some((text.parse().ok()?, length)),
                _ => return None,
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A CFF program with this top dictionary.
    fn outlines(top: &[u8]) -> Vec<u8> {
        let mut data = vec![1, 0, 4, 1, 0, 1, 1, 1, 2, b'F', 0, 1, 1, 1];
        data.push(1 + u8::try_from(top.len()).unwrap());
        data.extend(top);
        data
    }

    #[test]
    fn matrices_are_found() {
        // 0.001 0 0 0.001 7 -200, then the operator.
        let number = [30, 0xa0, 0x01, 0xff];
        let top = [
            &number[..],
            &[139, 139],
            &number[..],
            &[146, 251, 92, 12, 7],
        ]
        .concat();
        let found = compact(&outlines(&top));
        assert_eq!(found, [[0.001, 0.0, 0.0, 0.001, 7.0, -200.0]]);
        assert!(!is_plain(&found[0]));
        assert_eq!(compact(&outlines(&[139, 17])), Vec::<Vec<f64>>::new());
        let clear = b"%!PS\n/FontMatrix [0.001 0 0 .001 0 0] readonly def";
        assert_eq!(written(clear), Some(vec![0.001, 0.0, 0.0, 0.001, 0.0, 0.0]));
        assert!(is_plain(&written(clear).unwrap()));
        assert!(!is_plain(&[0.0; 6]));
        assert!(is_plain(&[4e-4, 0.0, 0.0, -4e-4, 0.0, 0.0]));
    }

    #[test]
    fn any_bytes_are_read() {
        let mut data = outlines(&[30, 0xa0, 0x01, 0xff, 12, 7]);
        for at in 0..data.len() {
            let before = data[at];
            for value in [0, 1, 0x7f, 0xff] {
                data[at] = value;
                let _ = compact(&data);
                let _ = compact(&data[..at]);
            }
            data[at] = before;
        }
    }
}
