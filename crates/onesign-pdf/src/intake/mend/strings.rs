//! Strings (ISO 32000-2, 7.3.4), read leniently.

use super::super::lexer::is_blank;
use super::parse::Parser;

impl Parser<'_> {
    /// A string in parentheses (7.3.4.2).
    pub(super) fn string(&mut self) -> Vec<u8> {
        self.position += 1;
        let mut text = Vec::new();
        let mut depth = 1_u32;
        while let Some(byte) = self.peek() {
            self.position += 1;
            match byte {
                b'\\' => self.escape(&mut text),
                b'(' => {
                    depth += 1;
                    text.push(byte);
                }
                b')' if depth == 1 => return text,
                b')' => {
                    depth -= 1;
                    text.push(byte);
                }
                _ => text.push(byte),
            }
        }
        self.odd = true;
        self.cut = true;
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else {
            return;
        };
        self.position += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => {
                self.word(b"\n");
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit) = self.peek().filter(|byte| (b'0'..=b'7').contains(byte))
                    else {
                        break;
                    };
                    code = code * 8 + u32::from(digit - b'0');
                    self.position += 1;
                }
                text.push((code & 0xff) as u8);
            }
            other => text.push(other),
        }
    }

    /// A string in angle brackets (7.3.4.3); other characters than digits are skipped.
    pub(super) fn hexadecimal(&mut self) -> Vec<u8> {
        self.position += 1;
        let mut digits = Vec::new();
        loop {
            let Some(byte) = self.peek() else {
                self.odd = true;
                self.cut = true;
                break;
            };
            self.position += 1;
            match char::from(byte).to_digit(16) {
                Some(digit) => digits.push(digit as u8),
                None if byte == b'>' => break,
                None => self.odd |= !is_blank(byte),
            }
        }
        let pairs = digits.chunks(2);
        pairs
            .map(|pair| match pair {
                [high, low] => high << 4 | low,
                [high] => high << 4,
                _ => 0,
            })
            .collect()
    }
}
