//! A tolerant lexer of content streams (ISO 32000-2, 7.8.2) and character maps.
//!
//! It reports ranges of bytes, because intake copies unchanged parts byte for byte. `crate::content` reads the values
//! of tokens instead.

use std::ops::Range;

pub(super) use crate::characters::{is_delimiter, is_space as is_blank};

/// A token; positions are byte ranges of the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A number, string, array, dictionary, or anything else that isn't a name or an operator.
    Operand(Range<usize>),
    /// A name, with its slash.
    Name(Range<usize>),
    /// An operator.
    Operator(Range<usize>),
    /// A whole inline image, from `BI` to `EI`.
    InlineImage(Range<usize>),
}

/// Splits content into tokens; never fails, skips unreadable bytes.
pub(super) struct Lexer<'a> {
    data: &'a [u8],
    position: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self { data, position: 0 }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.data.get(self.position + ahead).copied()
    }

    fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek(0) {
            if byte == b'%' {
                while self
                    .peek(0)
                    .is_some_and(|byte| byte != b'\n' && byte != b'\r')
                {
                    self.position += 1;
                }
            } else if is_blank(byte) {
                self.position += 1;
            } else {
                return;
            }
        }
    }

    /// The next token at the top level.
    pub(super) fn next_token(&mut self) -> Option<Token> {
        self.skip_blanks();
        let start = self.position;
        let token = match self.peek(0)? {
            b'/' => {
                self.position += 1;
                self.skip_regular();
                Token::Name(start..self.position)
            }
            b'(' | b'<' | b'[' | b')' | b'>' | b']' | b'{' | b'}' => {
                self.skip_container();
                Token::Operand(start..self.position)
            }
            byte if byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.') => {
                self.skip_regular();
                Token::Operand(start..self.position)
            }
            _ => self.word(start),
        };
        Some(token)
    }

    fn word(&mut self, start: usize) -> Token {
        self.skip_regular();
        match &self.data[start..self.position] {
            b"true" | b"false" | b"null" => Token::Operand(start..self.position),
            b"BI" => {
                self.skip_inline_image();
                Token::InlineImage(start..self.position)
            }
            _ => Token::Operator(start..self.position),
        }
    }

    fn skip_regular(&mut self) {
        while self
            .peek(0)
            .is_some_and(|byte| !is_blank(byte) && !is_delimiter(byte))
        {
            self.position += 1;
        }
    }

    /// Skips a string, array or dictionary with everything in it; brackets are counted, not recursed into.
    fn skip_container(&mut self) {
        let mut depth = 0_usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                (None, _) => return,
                (Some(b'('), _) => self.skip_string(),
                (Some(b'<'), Some(b'<')) => {
                    depth += 1;
                    self.position += 2;
                }
                (Some(b'<'), _) => self.skip_past(b'>'),
                (Some(b'>'), Some(b'>')) => {
                    depth = depth.saturating_sub(1);
                    self.position += 2;
                }
                (Some(b'[' | b'{'), _) => {
                    depth += 1;
                    self.position += 1;
                }
                (Some(b']' | b'}'), _) => {
                    depth = depth.saturating_sub(1);
                    self.position += 1;
                }
                (Some(b'%'), _) => self.skip_blanks(),
                _ => self.position += 1,
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn skip_past(&mut self, end: u8) {
        while let Some(byte) = self.peek(0) {
            self.position += 1;
            if byte == end {
                return;
            }
        }
    }

    fn skip_string(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek(0) {
            self.position += 1;
            match byte {
                b'\\' => self.position += 1,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
        self.position = self.data.len();
    }

    /// Skips from the end of `BI` to the end of an `EI` between blanks with readable bytes after it.
    fn skip_inline_image(&mut self) {
        while let Some(found) = find(&self.data[self.position..], b"EI") {
            let end = self.position + found + 2;
            self.position = end;
            let before = self.data.get(end - 3).is_none_or(|&byte| is_blank(byte));
            let after = self.data.get(end).is_none_or(|&byte| is_blank(byte));
            let rest = &self.data[end..self.data.len().min(end + 12)];
            if before
                && after
                && rest
                    .iter()
                    .all(|&byte| is_blank(byte) || (0x20..0x7f).contains(&byte))
            {
                return;
            }
        }
        self.position = self.data.len();
    }
}

pub(super) fn find(data: &[u8], word: &[u8]) -> Option<usize> {
    data.windows(word.len()).position(|window| window == word)
}

/// A name as written, decoded (`#xx`), without its slash.
pub(super) fn decode_name(written: &[u8]) -> Vec<u8> {
    let mut result = Vec::with_capacity(written.len());
    let mut rest = written.strip_prefix(b"/").unwrap_or(written);
    while let Some((&byte, tail)) = rest.split_first() {
        let code = tail
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .filter(|_| byte == b'#');
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(value) => {
                result.push(value);
                rest = &tail[2..];
            }
            None => {
                result.push(byte);
                rest = tail;
            }
        }
    }
    result
}
