//! Tokens of content streams (7.8.2), for validation, which does not rewrite the file.
//!
//! Two other lexers read PDF. `read::lexer` reads the objects of a file and treats every violation of the grammar as
//! an error, but viewers also draw content that breaks the grammar. `intake::lexer` reads the content of uploads: it
//! reports ranges of bytes, so that intake can copy the rest unchanged, and treats an array or an inline image as one
//! operand. This lexer makes the items of arrays separate tokens, and parses numbers.

use crate::characters::is_regular;

/// One token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Token<'a> {
    /// A number.
    Number(f64),
    /// A name, without its slash.
    Name(&'a [u8]),
    /// A string in parentheses, including these.
    Text(&'a [u8]),
    /// A hexadecimal string, or another token whose content is not needed.
    Other,
    /// An operator.
    Operator(&'a [u8]),
}

/// Reads tokens one after another; malformed ones are skipped.
pub struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    /// Starts at the first byte.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn word(&mut self) -> &'a [u8] {
        let from = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        self.bytes.get(from..self.at).unwrap_or_default()
    }

    /// A string in parentheses, which may hold others.
    fn skip_string(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return;
                    }
                }
                _ => {}
            }
        }
    }

    fn skip_until(&mut self, ends: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(|byte| !ends(byte)) {
            self.at += 1;
        }
    }

    /// The data of an inline image, up to an `EI` between blanks.
    fn skip_image(&mut self) {
        while let Some(rest) = self.bytes.get(self.at..) {
            let Some(found) = rest.windows(2).position(|two| two == b"EI") else {
                self.at = self.bytes.len();
                return;
            };
            let before = rest.get(found.wrapping_sub(1)).copied();
            let after = rest.get(found + 2).copied();
            self.at += found + 2;
            let alone = before.is_none_or(|byte| byte.is_ascii_whitespace())
                && after.is_none_or(|byte| byte.is_ascii_whitespace());
            if alone {
                return;
            }
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            match byte {
                b'%' => self.skip_until(|byte| byte == b'\n' || byte == b'\r'),
                b'(' => {
                    let from = self.at;
                    self.skip_string();
                    return Some(Token::Text(
                        self.bytes.get(from..self.at).unwrap_or_default(),
                    ));
                }
                b'<' if self.bytes.get(self.at + 1) != Some(&b'<') => {
                    self.skip_until(|byte| byte == b'>');
                    self.at += 1;
                    return Some(Token::Other);
                }
                b'/' => {
                    self.at += 1;
                    return Some(Token::Name(self.word()));
                }
                byte if is_regular(byte) => {
                    let word = self.word();
                    let number = std::str::from_utf8(word).ok();
                    let number = number.and_then(|text| text.parse::<f64>().ok());
                    if let Some(number) = number.filter(|number| number.is_finite()) {
                        return Some(Token::Number(number));
                    }
                    if word == b"ID" {
                        self.skip_image();
                    }
                    return Some(Token::Operator(word));
                }
                _ => self.at += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens};

    #[test]
    fn strings_and_images_are_skipped() {
        let content = b"BT (a \\) (b)) Tj <41> Tj ET BI /W 1 ID 1 re f EIx EI 2 -.5 /X Do % re\nf*";
        let tokens: Vec<Token<'_>> = Tokens::new(content).collect();
        let operators: Vec<&[u8]> = tokens
            .iter()
            .filter_map(|token| match token {
                Token::Operator(word) => Some(*word),
                _ => None,
            })
            .collect();
        let expected: [&[u8]; 8] = [b"BT", b"Tj", b"Tj", b"ET", b"BI", b"ID", b"Do", b"f*"];
        assert_eq!(operators, expected);
        assert!(tokens.contains(&Token::Number(-0.5)));
    }
}
