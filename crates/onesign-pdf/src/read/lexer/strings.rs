//! Strings, in parentheses and in hexadecimal digits (ISO 32000-2, 7.3.4).

use super::Lexer;
use crate::characters::{digit, is_space};
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
                // By the standard, the high bit of a three-digit number is ignored.
                out.push((value & 0xff) as u8);
            }
            other => out.push(other),
        }
    }

    /// The pairs of digits from here on, without anything between them.
    fn pairs(&mut self) -> Vec<u8> {
        let pair = |pair: &[u8]| Some(digit(pair[0])? << 4 | digit(pair[1])?);
        let bytes: Vec<u8> = self.rest().chunks_exact(2).map_while(pair).collect();
        self.at += bytes.len() * 2;
        bytes
    }

    /// The bytes of `<…>`.
    pub(super) fn hexadecimal(&mut self) -> Result<Vec<u8>, ReadError> {
        self.at += 1;
        let mut out = self.pairs();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_wherever_the_window_begins() {
        for (text, bytes) in [
            (b"<48656c6C6F>".as_slice(), b"Hello".as_slice()),
            (b"<4 865\n6c6C 6F >", b"Hello"),
            (b"<48656c6C6>", b"Hell\x60"),
            (b"<>", b""),
        ] {
            for origin in [0, 1, 1000] {
                let mut lexer = Lexer::window(text, origin);
                assert_eq!(lexer.hexadecimal().unwrap(), bytes);
                assert_eq!(lexer.at, origin + text.len());
            }
        }
    }

    #[test]
    fn other_characters_and_a_missing_end_are_errors() {
        let read = |text: &[u8]| Lexer::window(text, 7).hexadecimal();
        assert!(matches!(read(b"<4x>"), Err(ReadError::Syntax(9 | 10, _))));
        let mut open = Lexer::window(b"<4142", 7);
        assert!(open.hexadecimal().is_err() && open.ran_short());
    }
}
