//! The operators of a content stream, each with its operands (7.8.2).
//!
//! Unlike `content`, which skips what it does not know, this lexer reads every operand, because the painter must know
//! what each operator does. Content that breaks the grammar is an error.

mod image;

use image::plain_length;

use super::operands::MAX_REACH;
use super::unread::Unread;
use crate::characters::{digit, is_regular, is_space};

/// Most operands of one operator, and items of an array. The standard needs 33 at most (operands of `scn`).
const MAX_OPERANDS: usize = 64;
/// Deepest nesting of arrays and dictionaries.
const MAX_DEPTH: usize = 16;

/// An operand.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand<'c> {
    Number(f64),
    /// A name, decoded, without its slash.
    Name(Vec<u8>),
    /// A string, decoded.
    Text(Vec<u8>),
    Array(Vec<Operand<'c>>),
    /// A dictionary, as its keys and values.
    Dictionary(Vec<(Vec<u8>, Operand<'c>)>),
    /// `true`, `false` or `null`.
    Word(&'c [u8]),
}

/// One step of the content.
#[derive(Debug)]
pub(super) enum Step<'c> {
    Operator(&'c [u8]),
    /// An inline image: its dictionary is in the operands, these are its data.
    Image(&'c [u8]),
}

/// Reads the operators of a content stream one after another.
pub(super) struct Lexer<'c> {
    bytes: &'c [u8],
    at: usize,
    /// Where the parts of the content end.
    joints: &'c [usize],
}

impl<'c> Lexer<'c> {
    pub const fn new(bytes: &'c [u8]) -> Self {
        Self::joined(bytes, &[])
    }

    /// Content in several parts, each of which ends with a line end, at these positions.
    pub const fn joined(bytes: &'c [u8], joints: &'c [usize]) -> Self {
        Self {
            bytes,
            at: 0,
            joints,
        }
    }

    /// Readers put a space, a line end or nothing between the parts of the content (7.8.2), which changes a string or a
    /// comment that reaches from one into the next.
    fn within_part(&self, from: usize) -> Result<(), Unread> {
        let next = self.joints.partition_point(|joint| *joint < from);
        let is_split = self.joints.get(next).is_some_and(|joint| *joint <= self.at);
        if is_split {
            Err(Unread::Syntax)
        } else {
            Ok(())
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blanks(&mut self) -> Result<(), Unread> {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let from = self.at;
                while self
                    .peek()
                    .is_some_and(|byte| !matches!(byte, b'\n' | b'\r'))
                {
                    self.at += 1;
                }
                self.within_part(from)?;
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
        Ok(())
    }

    fn word(&mut self) -> &'c [u8] {
        let from = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        self.bytes.get(from..self.at).unwrap_or_default()
    }

    /// The next operator; its operands replace those in `operands`. `None` at the end.
    pub fn next(&mut self, operands: &mut Vec<Operand<'c>>) -> Result<Option<Step<'c>>, Unread> {
        operands.clear();
        loop {
            self.skip_blanks()?;
            let Some(byte) = self.peek() else {
                return Ok(None);
            };
            if operands.len() > MAX_OPERANDS {
                return Err(Unread::Syntax);
            }
            if !is_regular(byte) || is_number_start(byte) {
                let operand = self.operand(0)?;
                operands.push(operand);
                continue;
            }
            let word = self.word();
            match word {
                b"true" | b"false" | b"null" => operands.push(Operand::Word(word)),
                b"BI" => {
                    let dictionary = self.pairs(b"ID")?;
                    operands.clear();
                    let data = self.image(&dictionary)?;
                    operands.push(Operand::Dictionary(dictionary));
                    return Ok(Some(Step::Image(data)));
                }
                operator => return Ok(Some(Step::Operator(operator))),
            }
        }
    }

    fn operand(&mut self, depth: usize) -> Result<Operand<'c>, Unread> {
        if depth > MAX_DEPTH {
            return Err(Unread::TooMuch);
        }
        match (self.peek(), self.bytes.get(self.at + 1)) {
            (Some(b'('), _) => self.string().map(Operand::Text),
            (Some(b'<'), Some(b'<')) => {
                self.at += 2;
                self.dictionary(depth)
            }
            (Some(b'<'), _) => self.hexadecimal().map(Operand::Text),
            (Some(b'['), _) => {
                self.at += 1;
                self.array(depth)
            }
            (Some(b'/'), _) => {
                self.at += 1;
                let name = named(self.word());
                // Some readers find no resource with an empty name.
                if name.is_empty() {
                    return Err(Unread::Syntax);
                }
                Ok(Operand::Name(name))
            }
            (Some(byte), _) if is_regular(byte) => {
                let word = self.word();
                match word {
                    b"true" | b"false" | b"null" => Ok(Operand::Word(word)),
                    _ => number(word).map(Operand::Number),
                }
            }
            _ => Err(Unread::Syntax),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Operand<'c>, Unread> {
        let mut items = Vec::new();
        loop {
            self.skip_blanks()?;
            if self.peek() == Some(b']') {
                self.at += 1;
                return Ok(Operand::Array(items));
            }
            items.push(self.operand(depth + 1)?);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Result<Operand<'c>, Unread> {
        let mut pairs = Vec::new();
        loop {
            self.skip_blanks()?;
            match self.peek() {
                Some(b'>') if self.bytes.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    return Ok(Operand::Dictionary(pairs));
                }
                Some(b'/') => pairs.push(self.pair(depth)?),
                _ => return Err(Unread::Syntax),
            }
        }
    }

    fn pair(&mut self, depth: usize) -> Result<(Vec<u8>, Operand<'c>), Unread> {
        self.at += 1;
        let key = named(self.word());
        self.skip_blanks()?;
        Ok((key, self.operand(depth + 1)?))
    }

    /// The entries of an inline image, up to the operator `end`.
    fn pairs(&mut self, end: &[u8]) -> Result<Vec<(Vec<u8>, Operand<'c>)>, Unread> {
        let mut pairs = Vec::new();
        loop {
            self.skip_blanks()?;
            match self.peek() {
                Some(b'/') => pairs.push(self.pair(0)?),
                Some(byte) if is_regular(byte) && self.word() == end => return Ok(pairs),
                _ => return Err(Unread::Syntax),
            }
        }
    }

    /// The data of an inline image (8.9.7).
    fn image(&mut self, pairs: &[(Vec<u8>, Operand<'c>)]) -> Result<&'c [u8], Unread> {
        self.at += 1;
        let from = self.at;
        let least = plain_length(pairs).unwrap_or(0);
        let mut at = from.saturating_add(least);
        loop {
            let rest = self.bytes.get(at..).ok_or(Unread::Syntax)?;
            let found = rest.windows(2).position(|two| two == b"EI");
            let found = found.ok_or(Unread::Syntax)? + at;
            let before = found.checked_sub(1).and_then(|at| self.bytes.get(at));
            let is_apart = found == from || before.is_some_and(|byte| is_space(*byte));
            let is_exact = least > 0 && found == from + least;
            let after = self.bytes.get(found + 2);
            let is_end = after.is_none_or(|byte| !is_regular(*byte));
            if is_end && (is_apart || is_exact) && self.looks_like_content(found + 2) {
                self.at = found + 2;
                return self.bytes.get(from..found).ok_or(Unread::Syntax);
            }
            at = found + 2;
        }
    }

    /// Whether the bytes after an `EI` may be content: image data may contain these letters.
    fn looks_like_content(&self, at: usize) -> bool {
        let rest = self.bytes.get(at..).unwrap_or_default();
        // Two ends in a row can only be data and an end.
        let next = rest.trim_ascii_start().strip_prefix(b"EI");
        if next.is_some_and(|next| next.first().is_none_or(|byte| !is_regular(*byte))) {
            return false;
        }
        let mut start = rest.iter().take(12);
        start.all(|byte| byte.is_ascii_graphic() || is_space(*byte) && *byte != 0)
    }

    /// A string in parentheses (7.3.4.2).
    fn string(&mut self) -> Result<Vec<u8>, Unread> {
        let from = self.at;
        self.at += 1;
        let (mut depth, mut text) = (1_usize, Vec::new());
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.escape(&mut text),
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            match byte {
                b')' if depth == 0 => {
                    self.within_part(from)?;
                    return Ok(text);
                }
                b'\\' => {}
                b'\r' => {
                    if self.peek() == Some(b'\n') {
                        self.at += 1;
                    }
                    text.push(b'\n');
                }
                other => text.push(other),
            }
        }
        Err(Unread::Syntax)
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    if let Some(digit @ b'0'..=b'7') = self.peek() {
                        value = value * 8 + u32::from(digit - b'0');
                        self.at += 1;
                    }
                }
                text.push(value as u8); // High-order overflow is ignored (7.3.4.2).
            }
            other => text.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Result<Vec<u8>, Unread> {
        self.at += 1;
        let mut text = Vec::new();
        let mut high: Option<u8> = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match (byte, digit(byte), high) {
                (b'>', ..) => {
                    text.extend(high.map(|high| high << 4));
                    return Ok(text);
                }
                (_, Some(low), Some(first)) => {
                    text.push(first << 4 | low);
                    high = None;
                }
                (_, Some(first), None) => high = Some(first),
                (byte, None, _) if is_space(byte) => {}
                _ => return Err(Unread::Syntax),
            }
        }
        Err(Unread::Syntax)
    }
}

const fn is_number_start(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.')
}

/// A name without its escapes (7.3.5).
fn named(word: &[u8]) -> Vec<u8> {
    let mut name = Vec::with_capacity(word.len());
    let mut rest = word;
    while let [first, after @ ..] = rest {
        if let [b'#', high, low, behind @ ..] = rest
            && let (Some(high), Some(low)) = (digit(*high), digit(*low))
        {
            name.push(high << 4 | low);
            rest = behind;
        } else {
            name.push(*first);
            rest = after;
        }
    }
    name
}

/// A number (7.3.3). Readers disagree about any other spelling, and about numbers that are too large.
fn number(word: &[u8]) -> Result<f64, Unread> {
    let unsigned = word.strip_prefix(b"-").or(word.strip_prefix(b"+"));
    let digits = unsigned.unwrap_or(word);
    let is_plain = digits.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.'))
        && digits.iter().any(u8::is_ascii_digit);
    let text = std::str::from_utf8(word).ok().filter(|_| is_plain);
    let value = text.and_then(|text| text.parse::<f64>().ok());
    let value = value.filter(|value| value.abs() <= MAX_REACH);
    value.ok_or(Unread::Syntax)
}

#[cfg(test)]
mod tests;
