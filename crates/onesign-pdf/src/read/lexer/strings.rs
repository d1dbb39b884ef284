//! Strings, in parentheses and in hexadecimal digits (ISO 32000-2, 7.3.4).

use super::Lexer;
use crate::read::characters::{digit, is_space};
use crate::read::{ReadError, flaw};

impl Lexer<'_> {
    /// The bytes of `(…)`.
    pub(super) fn literal(&mut self) -> Result<Vec<u8>, ReadError> {
        self.at += 1;
        let mut depth = 0usize;
        let mut out = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' if depth == 0 => return Ok(out),
                b')' => depth -= 1,
                b'\\' => {
                    self.escape(&mut out);
                    continue;
                }
                b'\r' => {
                    // Any line end inside a string reads as one line feed (7.3.4.2).
                    if self.peek() == Some(b'\n') {
                        self.at += 1;
                    }
                    out.push(b'\n');
                    continue;
                }
                _ => {}
            }
            out.push(byte);
        }
        self.error(flaw::string_without_end())
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\n' => {}
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek() else {
                        break;
                    };
                    value = value * 8 + u32::from(next - b'0');
                    self.at += 1;
                }
                // The high bit of a three-digit number is ignored by rule.
                out.push((value & 0xff) as u8);
            }
            other => out.push(other),
        }
    }

    /// The bytes of `<…>`.
    pub(super) fn hexadecimal(&mut self) -> Result<Vec<u8>, ReadError> {
        self.at += 1;
        let mut out = Vec::new();
        let mut high = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                out.extend(high.map(|high: u8| high << 4));
                return Ok(out);
            }
            match (digit(byte), high) {
                (Some(value), None) => high = Some(value),
                (Some(value), Some(first)) => {
                    out.push(first << 4 | value);
                    high = None;
                }
                (None, _) if is_space(byte) => {}
                (None, _) => return self.error(flaw::hex_other_sign()),
            }
        }
        self.error(flaw::hex_without_end())
    }
}
