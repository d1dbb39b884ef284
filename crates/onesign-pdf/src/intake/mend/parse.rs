//! Parses objects with broken syntax (ISO 32000-2, 7.3) as other readers do: it skips odd tokens, and ends unclosed
//! objects where the next one begins.

use lopdf::{Dictionary, Object, ObjectId, StringFormat};

use super::super::lexer::{decode_name, find, is_blank, is_delimiter};

/// How deep arrays and dictionaries may nest; deeper ones are skipped.
const MAX_DEPTH: u32 = 100;

/// Reads objects from possibly damaged bytes.
pub(super) struct Parser<'a> {
    pub(super) data: &'a [u8],
    pub(super) position: usize,
    /// No `endstream` follows.
    endless: bool,
    /// Something had to be skipped or was not closed.
    pub(super) odd: bool,
    /// The data ended inside the object.
    pub(super) cut: bool,
}

impl<'a> Parser<'a> {
    pub(super) fn new(data: &'a [u8], position: usize) -> Self {
        Self {
            data,
            position: position.min(data.len()),
            endless: false,
            odd: false,
            cut: false,
        }
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    fn rest(&self) -> &'a [u8] {
        self.data.get(self.position..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.data.get(self.position).copied()
    }

    /// Passes over white space and comments.
    pub(super) fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self
                    .peek()
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

    /// Skips this word if it comes next.
    pub(super) fn word(&mut self, word: &[u8]) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.position += word.len();
        }
        found
    }

    /// The header `N G obj` of an indirect object (7.3.10).
    pub(super) fn header(&mut self) -> Option<ObjectId> {
        self.skip_blanks();
        let number = self.digits()?;
        self.skip_blanks();
        let generation = self.digits()?;
        self.skip_blanks();
        let id = (u32::try_from(number).ok()?, u16::try_from(generation).ok()?);
        self.word(b"obj").then_some(id)
    }

    fn digits(&mut self) -> Option<u64> {
        let run = self.rest().iter().take_while(|byte| byte.is_ascii_digit());
        let count = run.count();
        let text = self
            .rest()
            .get(..count)
            .filter(|_| (1..=10).contains(&count))?;
        self.position += count;
        std::str::from_utf8(text).ok()?.parse().ok()
    }

    fn regular(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let ends = |byte: &u8| is_blank(*byte) || is_delimiter(*byte);
        let count = rest.iter().position(ends).unwrap_or(rest.len());
        self.position += count;
        rest.get(..count).unwrap_or_default()
    }

    /// The next value; `None` for a token that is no value, which is skipped.
    pub(super) fn value(&mut self, depth: u32) -> Option<Object> {
        self.skip_blanks();
        let Some(byte) = self.peek() else {
            self.cut = true;
            return None;
        };
        match byte {
            b'/' => Some(Object::Name(self.name())),
            b'(' => Some(Object::String(self.string(), StringFormat::Literal)),
            b'<' if self.rest().starts_with(b"<<") => {
                self.dictionary(depth).map(Object::Dictionary)
            }
            b'<' => Some(Object::String(
                self.hexadecimal(),
                StringFormat::Hexadecimal,
            )),
            b'[' => self.array(depth).map(Object::Array),
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
            byte if is_delimiter(byte) => {
                self.position += 1;
                None
            }
            _ => match self.regular() {
                b"true" => Some(Object::Boolean(true)),
                b"false" => Some(Object::Boolean(false)),
                b"null" => Some(Object::Null),
                _ => None,
            },
        }
    }

    fn name(&mut self) -> Vec<u8> {
        self.position += 1;
        decode_name(self.regular())
    }

    /// Whether the object ends here although a container is still open.
    fn at_end(&mut self) -> bool {
        self.skip_blanks();
        let rest = self.rest();
        let starts = |word: &[u8]| rest.starts_with(word);
        // A stray `stream` has no `endstream`; if one has none, neither do those after it.
        let data = starts(b"stream") && !self.endless && find(rest, b"endstream").is_some();
        self.endless |= starts(b"stream") && !data;
        if rest.is_empty() || data || starts(b"endobj") || starts(b"endstream") {
            self.odd = true;
            self.cut |= rest.is_empty();
            return true;
        }
        false
    }

    fn dictionary(&mut self, depth: u32) -> Option<Dictionary> {
        self.position += 2;
        if depth >= MAX_DEPTH {
            self.odd = true;
            return None;
        }
        let mut entries = Dictionary::new();
        while !self.at_end() {
            if self.word(b">>") {
                break;
            }
            if self.peek() != Some(b'/') {
                // A key is a name (7.3.7). Anything else is skipped word by word, as Poppler and PDFium do.
                self.odd = true;
                self.skip_word();
                continue;
            }
            let key = self.name();
            self.skip_blanks();
            if self.rest().starts_with(b">>") {
                self.odd = true;
                continue;
            }
            match self.value(depth + 1) {
                Some(value) => entries.set(key, value),
                None => self.odd = true,
            }
        }
        Some(entries)
    }

    /// Skips one word: a string, a bracket, or a run of other bytes up to a blank or bracket.
    fn skip_word(&mut self) {
        let rest = self.rest();
        match rest.first() {
            Some(b'(') => drop(self.string()),
            _ if rest.starts_with(b"<<") => self.position += 2,
            Some(b'<') => drop(self.hexadecimal()),
            Some(byte) if is_delimiter(*byte) => self.position += 1,
            _ => drop(self.regular()),
        }
    }

    fn array(&mut self, depth: u32) -> Option<Vec<Object>> {
        self.position += 1;
        if depth >= MAX_DEPTH {
            self.odd = true;
            return None;
        }
        let mut items = Vec::new();
        while !self.at_end() {
            if self.word(b"]") {
                break;
            }
            if self.rest().starts_with(b">>") {
                self.odd = true;
                break;
            }
            match self.value(depth + 1) {
                Some(item) => items.push(item),
                None => self.odd = true,
            }
        }
        Some(items)
    }

    /// A number, or a reference if two integers and `R` follow each other. Digits followed by letters are not a
    /// number: readers disagree widely on `1e9`.
    fn number(&mut self) -> Option<Object> {
        let start = self.position;
        if let Some(id) = self.reference() {
            return Some(Object::Reference(id));
        }
        self.position = start;
        let text = self.regular();
        let negative = text.first() == Some(&b'-');
        let signs = text.iter().take_while(|byte| matches!(byte, b'+' | b'-'));
        let digits = text.get(signs.count()..).unwrap_or_default();
        let mut points = 0;
        let end = digits.iter().position(|byte| {
            points += usize::from(*byte == b'.');
            !(byte.is_ascii_digit() || *byte == b'.' && points < 2)
        });
        let kept = digits
            .get(..end.unwrap_or(digits.len()))
            .unwrap_or_default();
        self.odd |= end.is_some() || kept.is_empty();
        if digits.iter().any(u8::is_ascii_alphabetic) {
            return None;
        }
        let kept = std::str::from_utf8(kept).unwrap_or_default();
        let sign = if negative { -1 } else { 1 };
        Some(match kept.parse::<i64>() {
            Ok(whole) => Object::Integer(sign * whole),
            Err(_) => Object::Real(kept.parse::<f32>().unwrap_or_default() * sign as f32),
        })
    }

    fn reference(&mut self) -> Option<ObjectId> {
        let number = self.digits()?;
        self.peek().filter(|byte| is_blank(*byte))?;
        self.skip_blanks();
        let generation = self.digits()?;
        self.peek().filter(|byte| is_blank(*byte))?;
        self.skip_blanks();
        if self.regular() != b"R" {
            return None;
        }
        Some((u32::try_from(number).ok()?, u16::try_from(generation).ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;
    use proptest::prelude::*;

    fn read(text: &str) -> (Option<Object>, bool) {
        let mut parser = Parser::new(text.as_bytes(), 0);
        let value = parser.value(0);
        (value, parser.odd)
    }

    #[test]
    fn sound_objects_are_read_as_they_are() {
        let text = "<</A[1 -2.5 (x\\)\\101)<4142>]/B 3 0 R/C true/D null/E 12>>";
        let inner: Vec<Object> = vec![
            1.into(),
            Object::Real(-2.5),
            Object::String(b"x)A".to_vec(), StringFormat::Literal),
            Object::String(b"AB".to_vec(), StringFormat::Hexadecimal),
        ];
        let expected = dictionary! {
            "A" => inner, "B" => (3, 0), "C" => true, "D" => Object::Null, "E" => 12,
        };
        assert_eq!(read(text), (Some(expected.into()), false));
    }

    #[test]
    fn only_odd_tokens_are_skipped() {
        for text in [
            "<</A 1 (no key) 2 /B 3>>",
            "<</A 1 12 (x) /B 3>>",
            "<</A 1 /B 3 /C>>",
            "<</A 1 /B 3 endobj",
            "<</A 1 ] } /B 3>>",
            "<</C foo /A 1 /B 3>>",
            "<</A 1 << /B 3>>",
            "<</A 1 stream\n /B 3>>",
        ] {
            let expected = dictionary! { "A" => 1, "B" => 3 };
            assert_eq!(read(text), (Some(expected.into()), true), "{text}");
        }
        let numbers: Vec<Object> = vec![Object::Integer(-5), Object::Real(1.5), 0.into()];
        assert_eq!(
            read("[--5 1.5.2 -x").0.unwrap().as_array().unwrap()[..2],
            numbers[..2]
        );
    }

    proptest! {
        #[test]
        fn parsing_any_bytes_ends(data in proptest::collection::vec(any::<u8>(), 0..300)) {
            let mut parser = Parser::new(&data, 0);
            while parser.position() < data.len() {
                let before = parser.position();
                parser.value(0);
                parser.skip_blanks();
                prop_assert!(parser.position() > before);
            }
        }
    }
}
