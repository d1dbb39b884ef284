//! The map from a composite font's codes to its glyphs (ISO 32000-2, 9.7.5.3), rewritten if possible: for overlapping
//! ranges, some readers take the first and some the last; they also differ on codes outside the code space.

use crate::intake::lexer::{Lexer, Token};

/// How many codes of two bytes there are.
const PAIRS: usize = 1 << 16;

/// The most entries of one block (9.7.5.4, and Adobe Technical Note 5014, 7.2).
const BLOCK: usize = 100;

/// A map as it was read.
pub(in crate::intake) struct Written {
    /// The map, with one glyph for each code; `None` if its codes are too long to list them all.
    pub(in crate::intake) data: Option<Vec<u8>>,
    /// Whether readers interpret the received map differently.
    pub(in crate::intake) is_ambiguous: bool,
    /// The writing mode: 1 is vertical.
    pub(in crate::intake) mode: i64,
}

/// An entry of a block: its codes, how many bytes they take, and the glyph of the first.
#[derive(Clone, Copy)]
struct Range {
    first: u32,
    last: u32,
    bytes: usize,
    cid: u32,
}

/// The entries of a map's operators.
#[derive(Default)]
struct Said {
    space: Vec<Range>,
    mapped: Vec<Range>,
    void: Vec<Range>,
    modes: Vec<i64>,
    collection: [Vec<u8>; 3],
    is_odd: bool,
}

/// Reads a map and rewrites it so that all readers interpret it alike.
pub(in crate::intake) fn anew(data: &[u8]) -> Written {
    let said = Said::read(data);
    let mode = said.modes.last().copied().unwrap_or(0);
    let is_torn = said.modes.iter().any(|other| *other != mode);
    let every = || said.space.iter().chain(&said.mapped);
    let is_short = every().all(|range| range.bytes <= 2);
    let mut is_ambiguous = said.is_odd || is_torn || said.space.is_empty() || said.is_doubled();
    let mut data = None;
    if is_short {
        let mut codes = Codes::default();
        is_ambiguous |= !codes.fill(&said);
        data = Some(codes.write(&said, mode));
    }
    Written {
        data,
        is_ambiguous,
        mode,
    }
}

impl Said {
    fn read(data: &[u8]) -> Self {
        let mut said = Self::default();
        let mut lexer = Lexer::new(data);
        let mut operands: Vec<&[u8]> = Vec::new();
        while let Some(token) = lexer.next_token() {
            match token {
                Token::Operand(range) | Token::Name(range) => {
                    let word = data.get(range).unwrap_or_default();
                    let key = operands.last().copied().unwrap_or_default();
                    said.note(key, word);
                    if let Some(inner) = word.strip_prefix(b"<<") {
                        said.note_all(inner);
                    }
                    operands.push(word);
                }
                Token::InlineImage(_) => said.is_odd = true,
                Token::Operator(range) => {
                    said.operator(data.get(range).unwrap_or_default(), &operands);
                    operands.clear();
                }
            }
        }
        said
    }

    /// Reads the value of a relevant key.
    fn note(&mut self, key: &[u8], value: &[u8]) {
        let place = match key {
            b"/WMode" => {
                match number(value) {
                    Some(mode @ (0 | 1)) => self.modes.push(mode.into()),
                    _ => self.is_odd = true,
                }
                return;
            }
            b"/Registry" => 0,
            b"/Ordering" => 1,
            b"/Supplement" => 2,
            _ => return,
        };
        let is_sane = match place {
            2 => number(value).is_some(),
            _ => value.starts_with(b"(") && value.ends_with(b")") && value.len() < 128,
        };
        if let (true, Some(slot)) = (is_sane, self.collection.get_mut(place)) {
            *slot = value.to_vec();
        }
    }

    fn note_all(&mut self, entries: &[u8]) {
        let mut lexer = Lexer::new(entries);
        let mut key: &[u8] = &[];
        while let Some(Token::Operand(range) | Token::Name(range)) = lexer.next_token() {
            let word = entries.get(range).unwrap_or_default();
            self.note(key, word);
            key = word;
        }
    }

    fn operator(&mut self, word: &[u8], operands: &[&[u8]]) {
        let (size, into) = match word {
            b"endcodespacerange" => (2, &mut self.space),
            b"endcidrange" => (3, &mut self.mapped),
            b"endcidchar" => (2, &mut self.mapped),
            b"endnotdefrange" => (3, &mut self.void),
            b"endnotdefchar" => (2, &mut self.void),
            // Those lead to characters, not to glyphs.
            b"endbfrange" | b"endbfchar" => {
                self.is_odd = true;
                return;
            }
            _ => return,
        };
        let is_space = word == b"endcodespacerange";
        for entry in operands.chunks(size) {
            let range = match entry {
                [first, last] if is_space => range(first, last, Some(0)),
                [first, last, cid] => range(first, last, glyph(cid, &mut self.is_odd)),
                [code, cid] => range(code, code, glyph(cid, &mut self.is_odd)),
                _ => None,
            };
            match range {
                Some(range) => into.push(range),
                None => self.is_odd = true,
            }
        }
    }

    /// Whether a code has two glyphs.
    fn is_doubled(&self) -> bool {
        let mut sorted = self.mapped.clone();
        sorted.sort_by_key(|range| (range.bytes, range.first));
        let mut farthest: Option<Range> = None;
        for range in sorted {
            if let Some(before) = farthest.filter(|before| before.bytes == range.bytes) {
                let shift = |range: Range| i64::from(range.cid) - i64::from(range.first);
                if range.first <= before.last && shift(range) != shift(before) {
                    return true;
                }
                if range.last <= before.last {
                    continue;
                }
            }
            farthest = Some(range);
        }
        false
    }
}

fn range(first: &[u8], last: &[u8], cid: Option<u32>) -> Option<Range> {
    let (cid, (first, bytes), (last, length)) = (cid?, code(first)?, code(last)?);
    let is_sane = bytes == length && first <= last && cid <= 0xffff;
    is_sane.then_some(Range {
        first,
        last,
        bytes,
        cid,
    })
}

/// A code in angle brackets, and how many bytes it takes.
fn code(word: &[u8]) -> Option<(u32, usize)> {
    let written = word.strip_prefix(b"<")?.strip_suffix(b">")?;
    let mut value = 0_u32;
    let mut digits = 0_usize;
    for byte in written.iter().filter(|byte| !byte.is_ascii_whitespace()) {
        let digit = char::from(*byte).to_digit(16)?;
        digits += 1;
        value = value << 4 | digit;
        if digits > 8 {
            return None;
        }
    }
    (digits > 0 && digits.is_multiple_of(2)).then_some((value, digits / 2))
}

/// A glyph's number; some readers take one in angle brackets as well.
fn glyph(word: &[u8], is_odd: &mut bool) -> Option<u32> {
    let named = number(word);
    *is_odd |= named.is_none();
    named.or_else(|| code(word).map(|(value, _)| value))
}

fn number(word: &[u8]) -> Option<u32> {
    std::str::from_utf8(word).ok()?.parse().ok()
}

/// The glyph of each code of one byte and of two.
struct Codes {
    single: Vec<Option<u16>>,
    pairs: Vec<Option<u16>>,
    /// Whether a byte begins a two-byte code.
    begins: Vec<bool>,
}

impl Default for Codes {
    fn default() -> Self {
        Self {
            single: vec![None; 256],
            pairs: vec![None; PAIRS],
            begins: vec![false; 256],
        }
    }
}

impl Codes {
    /// Takes over the entries of a map; of two glyphs for a code, the last one, as most readers do. Returns whether
    /// the map is unambiguous.
    fn fill(&mut self, said: &Said) -> bool {
        for range in &said.mapped {
            for (code, cid) in (range.first..=range.last).zip(range.cid..) {
                let codes = match range.bytes {
                    1 => &mut self.single,
                    _ => &mut self.pairs,
                };
                if let Some(slot) = codes.get_mut(code as usize) {
                    *slot = u16::try_from(cid).ok();
                }
            }
        }
        let (alone, paired) = (said.spaces(1), said.spaces(2));
        let mut is_clear = true;
        for (byte, begins) in self.begins.iter_mut().enumerate() {
            let single = self.single.get(byte).copied().flatten().is_some();
            let row = self.pairs.get(byte * 256..byte * 256 + 256);
            let is_mapped = row.is_some_and(|row| row.iter().any(Option::is_some));
            let is = |spaces: &[Range], code: u32| {
                let mut spaces = spaces.iter();
                spaces.any(|range| holds(range, code))
            };
            let first = byte as u32;
            let (is_alone, is_paired) = (
                is(&alone, first),
                paired
                    .iter()
                    .any(|range| (range.first >> 8..=range.last >> 8).contains(&first)),
            );
            // The length of the shortest code with a glyph, else that of the code space.
            *begins = match (single, is_mapped) {
                (true, _) => false,
                (false, true) => true,
                (false, false) => is_paired && !is_alone,
            };
            is_clear &= !(is_alone && is_paired);
            is_clear &= !single || is_alone;
            is_clear &= !is_mapped || is_paired;
            if *begins && is_mapped {
                let outside = row.unwrap_or_default().iter().zip(first << 8..);
                let mut outside =
                    outside.filter(|(cid, code)| cid.is_some() && !is(&paired, *code));
                is_clear &= outside.next().is_none();
            }
        }
        is_clear && !said.void.iter().any(|range| self.is_void(range))
    }

    /// Whether a notdef range (9.7.5.3), which hardly any reader uses, gives a glyph to a code that is not a control
    /// character.
    fn is_void(&self, range: &Range) -> bool {
        let codes = match range.bytes {
            1 => &self.single,
            2 => &self.pairs,
            _ => return true,
        };
        let lacks = |code: u32| codes.get(code as usize).is_some_and(Option::is_none);
        range.cid != 0 && (range.first.max(32)..=range.last).any(lacks)
    }

    fn write(&self, said: &Said, mode: i64) -> Vec<u8> {
        let collection: String = ["Registry", "Ordering", "Supplement"]
            .iter()
            .zip(&said.collection)
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| format!("/{key} {} def\n", String::from_utf8_lossy(value)))
            .collect();
        let mut written = format!(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo 3 dict dup begin\n\
             {collection}end def\n/CMapName /OneSign-Codes def\n/CMapType 1 def\n/WMode {mode} def\n",
        );
        let mut spaces = Vec::new();
        let mut rest = self.begins.iter().enumerate().peekable();
        while let Some((first, begins)) = rest.next() {
            let mut last = first;
            while let Some((byte, _)) = rest.next_if(|(_, other)| *other == begins) {
                last = byte;
            }
            spaces.push(match begins {
                true => format!("<{first:02x}00> <{last:02x}ff>"),
                false => format!("<{first:02x}> <{last:02x}>"),
            });
        }
        blocks(&mut written, "codespacerange", &spaces);
        // Codes without a glyph are listed too: otherwise some readers advance by a single byte.
        let void: Vec<String> = spaces.iter().map(|space| format!("{space} 0")).collect();
        blocks(&mut written, "notdefrange", &void);
        let begins = |byte: usize| self.begins.get(byte).copied().unwrap_or(false);
        let mut ranges = Vec::new();
        let single = self.single.iter().enumerate();
        let kept = single.map(|(byte, cid)| cid.filter(|_| !begins(byte)));
        runs(&mut ranges, 0, kept, 2);
        for (byte, row) in self.pairs.chunks(256).enumerate() {
            if begins(byte) {
                runs(&mut ranges, byte << 8, row.iter().copied(), 4);
            }
        }
        blocks(&mut written, "cidrange", &ranges);
        written.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        written.into_bytes()
    }
}

/// Adds the ranges of codes with consecutive glyphs; `digits` is the length of the codes.
fn runs(
    ranges: &mut Vec<String>,
    start: usize,
    glyphs: impl Iterator<Item = Option<u16>>,
    digits: usize,
) {
    let mut open: Option<(usize, usize, u16)> = None;
    let mut close = |run: Option<(usize, usize, u16)>| {
        if let Some((first, last, cid)) = run {
            ranges.push(format!("<{first:0digits$x}> <{last:0digits$x}> {cid}"));
        }
    };
    for (code, cid) in (start..).zip(glyphs) {
        let follows = |(first, last, run): &(usize, usize, u16)| {
            last + 1 == code
                && cid.is_some_and(|cid| usize::from(*run) + code - first == cid.into())
        };
        match (&mut open, cid) {
            (Some(run), Some(_)) if follows(run) => run.1 = code,
            _ => {
                close(open.take());
                open = cid.map(|cid| (code, code, cid));
            }
        }
    }
    close(open);
}

fn blocks(written: &mut String, kind: &str, entries: &[String]) {
    for block in entries.chunks(BLOCK) {
        let entries = block.join("\n");
        *written += &format!("{} begin{kind}\n{entries}\nend{kind}\n", block.len());
    }
}

impl Said {
    fn spaces(&self, bytes: usize) -> Vec<Range> {
        let of_length = |range: &&Range| range.bytes == bytes;
        self.space.iter().filter(of_length).copied().collect()
    }
}

/// Whether each byte of a code is within a range of the code space (9.7.6.3).
fn holds(range: &Range, code: u32) -> bool {
    (0..range.bytes as u32).all(|place| {
        let byte = |code: u32| code >> (8 * place) & 0xff;
        (byte(range.first)..=byte(range.last)).contains(&byte(code))
    })
}

#[cfg(test)]
mod tests;
