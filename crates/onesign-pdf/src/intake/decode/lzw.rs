//! LZWDecode (7.4.4.2).

use super::super::IntakeError;
use super::Soundness;

const CLEAR: usize = 256;
const END: usize = 257;
const MOST_CODES: usize = 4096;

/// Decodes up to the end mark or the first impossible code.
pub(crate) fn decode(
    input: &[u8],
    early: bool,
    most: usize,
) -> Result<(Vec<u8>, Soundness), IntakeError> {
    let mut codes = Codes {
        input,
        bit: 0,
        early: usize::from(early),
    };
    let mut output: Vec<u8> = Vec::new();
    // Offset and length in the output of the sequence for each code from 258 on.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let mut before: Option<(usize, usize)> = None;
    let soundness = loop {
        let Some(code) = codes.next(END + 1 + table.len()) else {
            break Soundness::Untidy;
        };
        match code {
            CLEAR => {
                table.clear();
                before = None;
                continue;
            }
            END => break Soundness::Sound,
            _ => {}
        }
        let start = output.len();
        if let Some((at, length)) = before
            && END + 1 + table.len() < MOST_CODES
        {
            // The new sequence is the previous one plus the next byte, which are adjacent in the output.
            table.push((at, length + 1));
        }
        let Some(length) = append(&mut output, code, &table) else {
            break Soundness::Cut;
        };
        before = Some((start, length));
        if output.len() > most {
            return Err(IntakeError::TooComplex);
        }
    };
    Ok((output, soundness))
}

/// Appends the sequence of a code; returns its length.
fn append(output: &mut Vec<u8>, code: usize, table: &[(usize, usize)]) -> Option<usize> {
    if code < CLEAR {
        output.push(code as u8);
        return Some(1);
    }
    let (at, length) = *table.get(code.checked_sub(END + 1)?)?;
    // Copies byte by byte: a sequence may end with its own first byte, which is only just written.
    for index in at..at + length {
        let byte = *output.get(index)?;
        output.push(byte);
    }
    Some(length)
}

struct Codes<'a> {
    input: &'a [u8],
    bit: usize,
    early: usize,
}

impl Codes<'_> {
    /// The next code when this many codes are known. With `/EarlyChange`, codes grow by a bit one code early.
    fn next(&mut self, known: usize) -> Option<usize> {
        let width = match known + self.early {
            0..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
        let first = self.bit / 8;
        let bytes = [0, 1, 2].map(|ahead| self.input.get(first + ahead).copied());
        let last = (self.bit + width - 1) / 8;
        self.input.get(last)?;
        let word = bytes.iter().fold(0_usize, |word, byte| {
            word << 8 | usize::from(byte.unwrap_or(0))
        });
        let shift = 24 - self.bit % 8 - width;
        self.bit += width;
        Some(word >> shift & ((1 << width) - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The plainest encoder: codes of single bytes, the table cleared before codes grow.
    fn plain(data: &[u8]) -> Vec<u8> {
        let mut bits = Vec::new();
        let mut put = |code: usize| bits.extend((0..9).rev().map(|bit| code >> bit & 1 == 1));
        for piece in data.chunks(200) {
            put(CLEAR);
            piece.iter().for_each(|byte| put(usize::from(*byte)));
        }
        put(END);
        let byte = |bits: &[bool]| {
            bits.iter()
                .enumerate()
                .fold(0, |byte, (at, bit)| byte | u8::from(*bit) << (7 - at))
        };
        bits.chunks(8).map(byte).collect()
    }

    #[test]
    fn the_example_of_the_standard_is_decoded() {
        // 7.4.4.2, EXAMPLE 2.
        let encoded = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
        let expected = vec![45, 45, 45, 45, 45, 65, 45, 45, 45, 66];
        assert_eq!(
            decode(&encoded, true, 100),
            Ok((expected, Soundness::Sound))
        );
    }

    #[test]
    fn long_data_and_cut_data() {
        let data: Vec<u8> = (0..5_000_u32).map(|n| (n % 251) as u8).collect();
        let encoded = plain(&data);
        assert_eq!(
            decode(&encoded, true, 10_000),
            Ok((data.clone(), Soundness::Sound))
        );
        let (kept, soundness) = decode(&encoded[..encoded.len() / 2], true, 10_000).unwrap();
        assert!(soundness == Soundness::Untidy && data.starts_with(&kept) && kept.len() > 2_000);
        assert_eq!(decode(&encoded, true, 100), Err(IntakeError::TooComplex));
    }
}
