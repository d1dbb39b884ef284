//! Operands: numbers, names, strings, arrays and dictionaries (ISO 32000-2, 7.3).

use std::ops::Range;

use super::super::names;
use super::{DAMAGED, REPAIRED, Writer, number, operators};

/// How deep arrays and dictionaries may nest.
const MAX_DEPTH: usize = 40;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Number,
    Name,
    Text,
    Array,
    Dictionary,
    /// `true`, `false` or `null`.
    Constant,
}

#[derive(Debug)]
pub(super) struct Operand {
    pub(super) range: Range<usize>,
    pub(super) sort: Sort,
    /// The items of an array or a dictionary.
    pub(super) items: Vec<Operand>,
    /// Whether it had no end.
    pub(super) open: bool,
}

impl Writer<'_> {
    /// Reads an operand; returns `None` and reads nothing if there is none.
    pub(super) fn operand(&mut self, depth: usize) -> Option<Operand> {
        let start = self.at;
        let mut items = Vec::new();
        let mut open = false;
        let sort = match (self.peek(0)?, self.peek(1)) {
            (b'/', _) => {
                self.at += 1;
                self.at = self.word_end();
                self.plain_name(start);
                Sort::Name
            }
            (b'(', _) => {
                self.literal();
                Sort::Text
            }
            (b'<', Some(b'<')) | (b'[', _) if depth > MAX_DEPTH => {
                self.broken = true;
                return None;
            }
            (b'<', Some(b'<')) => {
                self.at += 2;
                open = self.container(b">>", depth, &mut items);
                self.pair(&items);
                self.close(open, b" >> ");
                Sort::Dictionary
            }
            (b'[', _) => {
                self.at += 1;
                open = self.container(b"]", depth, &mut items);
                self.close(open, b" ] ");
                Sort::Array
            }
            (b'<', _) => {
                self.hexadecimal();
                Sort::Text
            }
            _ => self.plain(start)?,
        };
        Some(Operand {
            range: start..self.at,
            sort,
            items,
            open,
        })
    }

    /// Rewrites a name with a NUL to match the resources.
    fn plain_name(&mut self, start: usize) {
        let written = self.data.get(start..self.at).unwrap_or_default();
        if let Some(mut instead) = names::written_plainly(written) {
            instead.push(b' ');
            self.edit(start..self.at, instead, REPAIRED);
        }
    }

    fn plain(&mut self, start: usize) -> Option<Sort> {
        let end = self.word_end();
        let word = self.data.get(start..end).unwrap_or_default();
        if number::is_number(word) {
            self.at = end;
            if let Some(odd) = number::odd(word) {
                self.at = start + odd.length;
                self.broken |= odd.unknown;
                let flaw = if odd.harmless { REPAIRED } else { DAMAGED };
                self.edit(start..self.at, format!(" {} ", odd.text), flaw);
            }
            return Some(Sort::Number);
        }
        if !matches!(word, b"true" | b"false" | b"null") {
            return None;
        }
        self.at = end;
        Some(Sort::Constant)
    }

    /// Reads the items of an array or a dictionary, and its end. Returns whether the end is missing; an
    /// operator ends it then.
    fn container(&mut self, end: &[u8], depth: usize, items: &mut Vec<Operand>) -> bool {
        loop {
            self.skip_blanks();
            if self.bytes(self.at..self.data.len()).starts_with(end) {
                self.at += end.len();
                return false;
            }
            if let Some(item) = self.operand(depth + 1) {
                items.push(item);
                continue;
            }
            let word = self.at..self.word_end();
            let is_last = self.at >= self.data.len();
            let is_operator = operators::spec(self.bytes(word.clone())).is_some()
                || matches!(self.bytes(word.clone()), b"BI" | b"ID" | b"EI");
            if is_last || is_operator && !word.is_empty() {
                // Only the outermost container is closed; closing more would be a guess.
                self.broken |= depth > 0;
                return true;
            }
            self.at = word.end.max(word.start + 1);
            self.edit(word.start..self.at, " ", DAMAGED);
        }
    }

    fn close(&mut self, open: bool, end: &[u8]) {
        if open {
            self.edit(self.at..self.at, end, DAMAGED);
        }
    }

    /// A dictionary consists of pairs of a name and a value; the rest is dropped.
    fn pair(&mut self, items: &[Operand]) {
        let mut rest = items.iter();
        while let Some(key) = rest.next() {
            if key.sort != Sort::Name || rest.len() == 0 {
                self.edit(key.range.clone(), " ", DAMAGED);
            } else {
                rest.next();
            }
        }
    }

    fn hexadecimal(&mut self) {
        let start = self.at;
        let rest = self.data.get(start + 1..).unwrap_or_default();
        let length = rest.iter().position(|&byte| byte == b'>');
        let written = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
        self.at = (start + 2 + written.len()).min(self.data.len());
        let is_digit = |byte: &&u8| byte.is_ascii_hexdigit();
        let mut digits: Vec<u8> = written.iter().filter(is_digit).copied().collect();
        if length.is_some() && digits.len() == written.len() && digits.len().is_multiple_of(2) {
            return;
        }
        let is_junk = |byte: &u8| !byte.is_ascii_hexdigit() && !super::is_blank(*byte);
        if length.is_none() || written.iter().any(is_junk) {
            self.flaws.insert(DAMAGED);
        }
        if digits.len() % 2 == 1 {
            digits.push(b'0');
        }
        let instead = [b" <", digits.as_slice(), b"> "].concat();
        self.edits.push((start..self.at, instead));
    }

    fn literal(&mut self) {
        let start = self.at;
        let mut depth = 0_usize;
        let mut instead = b" (".to_vec();
        let mut odd = false;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'\\' => odd |= self.escaped(&mut instead),
                b'\r' => {
                    odd = true;
                    self.at += usize::from(self.peek(0) == Some(b'\n'));
                    instead.extend(b"\\n");
                }
                b'(' => {
                    depth += 1;
                    if depth > 1 {
                        instead.push(byte);
                    }
                }
                b')' => {
                    depth -= 1;
                    instead.push(byte);
                }
                _ => instead.push(byte),
            }
            if depth == 0 {
                if odd {
                    instead.push(b' ');
                    self.edits.push((start..self.at, instead));
                }
                return;
            }
        }
        self.at = self.data.len();
        instead.extend(b")".repeat(depth));
        self.edit(start..self.at, instead, DAMAGED);
    }

    /// Reads the escape after a reverse solidus (7.3.4.2, table 3). Returns whether it is rewritten.
    fn escaped(&mut self, instead: &mut Vec<u8>) -> bool {
        let Some(byte) = self.peek(0) else {
            return true;
        };
        self.at += 1;
        match byte {
            b'n' | b'r' | b't' | b'b' | b'f' | b'(' | b')' | b'\\' => {
                instead.extend([b'\\', byte]);
                false
            }
            b'0'..=b'7' => {
                let mut value = u16::from(byte - b'0');
                let mut count = 1;
                while let Some(next @ b'0'..=b'7') = self.peek(0).filter(|_| count < 3) {
                    value = value * 8 + u16::from(next - b'0');
                    self.at += 1;
                    count += 1;
                }
                instead.extend(format!("\\{:03o}", value & 0xff).bytes());
                value > 0xff
            }
            b'\r' => {
                self.at += usize::from(self.peek(0) == Some(b'\n'));
                true
            }
            b'\n' => true,
            // The reverse solidus is ignored.
            _ => {
                instead.push(byte);
                true
            }
        }
    }
}
