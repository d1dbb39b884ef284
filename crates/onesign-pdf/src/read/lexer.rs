//! Bytes to objects (ISO 32000-2, 7.2 and 7.3). Every violation of the grammar is an error.

mod strings;

use std::cell::Cell;

use super::ReadError;
use super::flaw::{self, Flaw};
use crate::characters::{digit, is_regular, is_space};
use crate::object::{Dictionary, Object, Ref};

/// Deepest nesting of arrays and dictionaries.
const MAX_DEPTH: usize = 100;
/// Most objects inside one indirect object, which limits memory to a small multiple of the file.
const MAX_NODES: usize = 1_000_000;

/// A cursor over bytes, or over a window of a file. Positions count from the start of the file.
#[derive(Debug, Clone)]
pub(crate) struct Lexer<'a> {
    bytes: &'a [u8],
    /// Position of the first of `bytes`.
    origin: usize,
    pub at: usize,
    nodes: usize,
    short: Cell<bool>,
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8], at: usize) -> Self {
        Self {
            at,
            ..Self::window(bytes, 0)
        }
    }

    /// A cursor at the start of bytes that begin at position `origin`.
    pub fn window(bytes: &'a [u8], origin: usize) -> Self {
        Self {
            bytes,
            origin,
            at: origin,
            nodes: 0,
            short: Cell::new(false),
        }
    }

    /// Whether any result so far depended on bytes after the end.
    pub fn ran_short(&self) -> bool {
        self.short.get()
    }

    /// The byte that follows after `ahead` others.
    fn ahead(&self, ahead: usize) -> Option<u8> {
        let place = self.at.wrapping_sub(self.origin).checked_add(ahead);
        let byte = place.and_then(|place| self.bytes.get(place)).copied();
        if byte.is_none() {
            self.short.set(true);
        }
        byte
    }

    pub fn peek(&self) -> Option<u8> {
        self.ahead(0)
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes
            .get(self.at.wrapping_sub(self.origin)..)
            .unwrap_or_default()
    }

    /// Whether these bytes follow.
    pub fn looking_at(&self, wanted: &[u8]) -> bool {
        let rest = self.rest();
        if rest.len() < wanted.len() && wanted.starts_with(rest) {
            self.short.set(true);
        }
        rest.starts_with(wanted)
    }

    /// Takes this many bytes, if they are available.
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let taken = self.rest().get(..count);
        match taken {
            Some(_) => self.at += count,
            None => self.short.set(true),
        }
        taken
    }

    /// Takes a line end: CR LF, LF, or a single CR if that is permitted.
    pub fn line_end(&mut self, lone_cr: bool) -> bool {
        let length = match self.peek() {
            Some(b'\n') => 1,
            Some(b'\r') if self.ahead(1) == Some(b'\n') => 2,
            Some(b'\r') if lone_cr => 1,
            _ => return false,
        };
        self.at += length;
        true
    }

    /// Takes white space without comments.
    pub fn blanks(&mut self) {
        while self.peek().is_some_and(is_space) {
            self.at += 1;
        }
    }

    fn error<T>(&self, what: Flaw) -> Result<T, ReadError> {
        Err(ReadError::Syntax(self.at, what))
    }

    /// Skips white space and comments.
    pub fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self
                    .peek()
                    .is_some_and(|byte| byte != b'\n' && byte != b'\r')
                {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Takes a keyword that ends where a regular word ends.
    pub fn keyword(&mut self, word: &str) -> bool {
        let found =
            self.looking_at(word.as_bytes()) && !self.ahead(word.len()).is_some_and(is_regular);
        if found {
            self.at += word.len();
        }
        found
    }

    /// Takes a keyword after white space, or fails.
    pub fn expect(&mut self, word: &'static str) -> Result<(), ReadError> {
        self.skip_space();
        if self.keyword(word) {
            Ok(())
        } else {
            Err(ReadError::Keyword(self.at, word))
        }
    }

    /// Takes a number without sign or point, after white space.
    pub fn unsigned(&mut self) -> Result<u64, ReadError> {
        self.skip_space();
        let word = self.word();
        if word.is_empty() || !word.iter().all(u8::is_ascii_digit) {
            return self.error(flaw::number_missing());
        }
        let value = std::str::from_utf8(word)
            .ok()
            .and_then(|text| text.parse().ok());
        let Some(value) = value else {
            return self.error(flaw::number_too_large());
        };
        self.at += word.len();
        Ok(value)
    }

    fn word(&self) -> &'a [u8] {
        let rest = self.rest();
        let len = rest.iter().position(|&byte| !is_regular(byte));
        if len.is_none() {
            self.short.set(true);
        }
        rest.get(..len.unwrap_or(rest.len())).unwrap_or_default()
    }

    /// Takes one object, after white space.
    pub fn object(&mut self) -> Result<Object, ReadError> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Result<Object, ReadError> {
        if depth > MAX_DEPTH {
            return Err(ReadError::Limit(flaw::nested_too_deeply()));
        }
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(ReadError::Limit(flaw::too_many_parts()));
        }
        self.skip_space();
        match self.peek() {
            Some(b'/') => self.name().map(Object::Name),
            Some(b'(') => self.literal().map(Object::String),
            Some(b'[') => self.array(depth),
            Some(b'<') if self.looking_at(b"<<") => self.dictionary(depth).map(Object::Dictionary),
            Some(b'<') => self.hexadecimal().map(Object::HexString),
            Some(b'0'..=b'9' | b'+' | b'-' | b'.') => self.number_or_reference(),
            Some(_) if self.keyword("true") => Ok(Object::Boolean(true)),
            Some(_) if self.keyword("false") => Ok(Object::Boolean(false)),
            Some(_) if self.keyword("null") => Ok(Object::Null),
            _ => self.error(flaw::object_missing()),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Object, ReadError> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            if self.peek() == Some(b']') {
                self.at += 1;
                return Ok(Object::Array(items));
            }
            items.push(self.nested(depth + 1)?);
        }
    }

    /// A duplicate key is an error, because readers disagree on which value applies.
    fn dictionary(&mut self, depth: usize) -> Result<Dictionary, ReadError> {
        self.at += 2;
        let mut entries: Vec<(Vec<u8>, Object)> = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b'>') if self.looking_at(b">>") => {
                    self.at += 2;
                    if has_duplicates(&entries) {
                        return self.error(flaw::key_twice());
                    }
                    return Ok(entries.into_iter().collect());
                }
                Some(b'/') => {
                    let key = self.name()?;
                    entries.push((key, self.nested(depth + 1)?));
                }
                _ => return self.error(flaw::key_missing()),
            }
        }
    }

    pub fn name(&mut self) -> Result<Vec<u8>, ReadError> {
        self.at += 1;
        let word = self.word();
        let mut name = Vec::with_capacity(word.len());
        let mut bytes = word.iter().copied();
        while let Some(byte) = bytes.next() {
            if byte != b'#' {
                name.push(byte);
                continue;
            }
            match (bytes.next().and_then(digit), bytes.next().and_then(digit)) {
                (Some(high), Some(low)) if high | low != 0 => name.push(high << 4 | low),
                _ => return self.error(flaw::name_escape()),
            }
        }
        self.at += word.len();
        Ok(name)
    }

    fn number_or_reference(&mut self) -> Result<Object, ReadError> {
        let number = self.number()?;
        let Object::Integer(first) = number else {
            return Ok(number);
        };
        let Ok(first) = u32::try_from(first) else {
            return Ok(number);
        };
        let after = self.at;
        match self.generation() {
            Some(generation) => Ok(Object::Reference(Ref {
                number: first,
                generation,
            })),
            None => {
                self.at = after;
                Ok(number)
            }
        }
    }

    /// The rest of a reference after its number: a generation and `R`.
    fn generation(&mut self) -> Option<u16> {
        self.skip_space();
        self.peek().filter(u8::is_ascii_digit)?;
        let generation = self.unsigned().ok()?.try_into().ok()?;
        self.skip_space();
        self.keyword("R").then_some(generation)
    }

    fn number(&mut self) -> Result<Object, ReadError> {
        let word = self.word();
        let digits = word
            .strip_prefix(b"+")
            .or(word.strip_prefix(b"-"))
            .unwrap_or(word);
        let points = digits.iter().filter(|&&byte| byte == b'.').count();
        let plain = digits
            .iter()
            .all(|&byte| byte.is_ascii_digit() || byte == b'.');
        let text = std::str::from_utf8(word).unwrap_or_default();
        let number = match points {
            0 | 1 if !plain || digits.len() == points => return self.error(flaw::not_a_number()),
            0 => text.parse().ok().map(Object::Integer),
            1 if word.len() <= 400 => Some(Object::Real(text.to_owned())),
            _ => None,
        };
        let Some(number) = number else {
            return self.error(flaw::not_a_number());
        };
        self.at += word.len();
        Ok(number)
    }
}

fn has_duplicates(entries: &[(Vec<u8>, Object)]) -> bool {
    if entries.len() < 16 {
        return entries
            .iter()
            .enumerate()
            .any(|(at, (key, _))| entries[..at].iter().any(|(other, _)| other == key));
    }
    let mut keys: Vec<&[u8]> = entries.iter().map(|(key, _)| key.as_slice()).collect();
    keys.sort_unstable();
    keys.windows(2).any(|pair| pair[0] == pair[1])
}

#[cfg(test)]
mod tests {
    use super::Lexer;
    use crate::object::{Dictionary, Object, Ref};

    fn read(text: &str) -> Option<Object> {
        Lexer::new(text.as_bytes(), 0).object().ok()
    }

    #[test]
    fn reads_the_grammar() {
        let want = Dictionary::from([
            (
                "A B",
                Object::Array(vec![
                    Object::Integer(1),
                    Ref::new(2).into(),
                    Object::Real("-.5".into()),
                ]),
            ),
            ("S", Object::String(b"a(b)\n\x01\\".to_vec())),
            ("H", Object::HexString(vec![0x12, 0xa0])),
            ("N", Object::Null),
        ]);
        let text = "<</A#20B[1 2 0 R -.5]%comment\n/S(a(b)\\n\\1\\\\)/H<12 a>/N null>>";
        assert_eq!(read(text), Some(want.into()));
    }

    #[test]
    fn refuses_what_it_does_not_allow() {
        for text in [
            "<</A 1/A 2>>",
            "<</A>>",
            "[1",
            "(a",
            "<1g>",
            "/a#0",
            "--1",
            "1.2.3",
            ".",
            "1e5",
            "99999999999999999999",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
        assert!(read(&"[".repeat(100_000)).is_none());
    }
}
