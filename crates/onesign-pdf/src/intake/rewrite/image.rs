//! Inline images (ISO 32000-2, 8.9.7): the end of their data follows from the decoded content, not from the
//! first `EI`.

use std::ops::Range;

use super::data::{digits, inflated, is_whole, run_length};
use super::operand::Sort;
use super::{Writer, operators};
use crate::intake::lexer::{find, is_blank, is_delimiter};

const DAMAGED: &str = "image_damaged";

/// The entries of table 91: both names.
const KEYS: [(&[u8], &[u8]); 10] = [
    (b"/BPC", b"/BitsPerComponent"),
    (b"/CS", b"/ColorSpace"),
    (b"/D", b"/Decode"),
    (b"/DP", b"/DecodeParms"),
    (b"/F", b"/Filter"),
    (b"/H", b"/Height"),
    (b"/IM", b"/ImageMask"),
    (b"/Intent", b"/Intent"),
    (b"/I", b"/Interpolate"),
    (b"/W", b"/Width"),
];

/// An entry: its short name and the range of its value.
type Entry = (&'static [u8], Range<usize>);

impl Writer<'_> {
    /// Reads an inline image after its `BI`, which is at `start`.
    pub(super) fn image(&mut self, start: usize) {
        let mark = self.edits.len();
        let flaws = self.flaws.clone();
        let entries = self.entries();
        let is_odd = self.edits.len() > mark;
        self.edits.truncate(mark);
        self.flaws = flaws;
        let Some(entries) = entries else {
            self.edit(start..self.at, " ", DAMAGED);
            return;
        };
        let image = if is_odd { None } else { self.located(&entries) };
        match image {
            Some((data, named)) => {
                // Such a glyph may contain only masks (Table 111); some readers draw its colours, some don't.
                if self.is_shape && !self.is_mask(&entries) {
                    self.flaws.insert("readers_differ");
                }
                self.at = data.end;
                self.skip_blanks();
                self.at += 2;
                let decode = self.ranges(&entries, named);
                if decode.is_some() {
                    self.flaws.insert(DAMAGED);
                }
                self.write(start, &entries, data, (named, decode));
            }
            None => {
                self.skip_data();
                self.edit(start..self.at, " ", DAMAGED);
            }
        }
    }

    /// Reads the entries and the `ID` after them; `None` if there is no `ID`.
    fn entries(&mut self) -> Option<Option<Vec<Entry>>> {
        let mut found: Option<Vec<Entry>> = Some(Vec::new());
        loop {
            self.skip_blanks();
            let word = self.at..self.word_end();
            match self.bytes(word.clone()) {
                b"ID" => {
                    self.at = word.end;
                    return Some(found);
                }
                b"EI" => {
                    self.at = word.end;
                    return None;
                }
                _ => {}
            }
            if self.at >= self.data.len() || operators::spec(self.bytes(word)).is_some() {
                return None;
            }
            let Some(key) = self.operand(0) else {
                self.at = self.word_end().max(self.at + 1);
                found = None;
                continue;
            };
            self.skip_blanks();
            let name = self.bytes(key.range.clone());
            let known = KEYS
                .iter()
                .find(|(short, long)| name == *short || name == *long);
            if key.sort != Sort::Name
                || matches!(self.bytes(self.at..self.word_end()), b"ID" | b"EI")
            {
                found = None;
                continue;
            }
            let Some(value) = self.operand(0) else {
                found = None;
                continue;
            };
            if let (Some((short, _)), Some(entries)) = (known, &mut found) {
                let twice = entries.iter().any(|(name, _)| name == short);
                entries.push((short, value.range));
                if twice {
                    found = None;
                }
            }
        }
    }

    fn is_mask(&self, entries: &Option<Vec<Entry>>) -> bool {
        let mut entries = entries.iter().flatten();
        entries.any(|(key, value)| *key == b"/IM" && self.bytes(value.clone()) == b"true")
    }

    /// The replacement for ranges that are not two numbers per component: readers fill up others differently.
    fn ranges(&self, entries: &Option<Vec<Entry>>, named: Option<&str>) -> Option<&'static [u8]> {
        let value = |wanted: &[u8]| {
            let found = entries.iter().flatten().find(|(key, _)| *key == wanted);
            found.map(|(_, range)| self.bytes(range.clone()))
        };
        let said = String::from_utf8_lossy(value(b"/D")?);
        let said = said.trim_matches(['[', ']']).split_ascii_whitespace();
        let numbers: Vec<f64> = said.map_while(|number| number.parse().ok()).collect();
        if self.is_mask(entries) {
            let is_usual = numbers == [0.0, 1.0] || numbers == [1.0, 0.0];
            let paints_ones = numbers.first() == Some(&1.0);
            let instead = if paints_ones { &b"[1 0]"[..] } else { b"[0 1]" };
            return (!is_usual).then_some(instead);
        }
        let space = named.map(str::as_bytes).or_else(|| value(b"/CS"));
        let wanted = space.and_then(components)?.checked_mul(2)?;
        (numbers.len() as u64 != wanted).then_some(b"")
    }

    /// The range of the data, and the device colour space that replaces a named one.
    fn located(
        &self,
        entries: &Option<Vec<Entry>>,
    ) -> Option<(Range<usize>, Option<&'static str>)> {
        let entries = entries.as_ref()?;
        let value = |key: &[u8]| {
            let (_, range) = entries.iter().find(|(name, _)| *name == key)?;
            Some(self.bytes(range.clone()))
        };
        let number = |key: &[u8]| std::str::from_utf8(value(key)?).ok()?.parse::<u64>().ok();
        let (width, height) = (number(b"/W")?, number(b"/H")?);
        let mut named = None;
        let bits = if value(b"/IM") == Some(b"true") {
            1
        } else {
            let depth = number(b"/BPC").filter(|bits| matches!(bits, 1 | 2 | 4 | 8 | 16))?;
            let space = value(b"/CS")?;
            let components = match components(space) {
                Some(components) => components,
                None => {
                    named = Some((self.spaces.device)(space.strip_prefix(b"/")?)?);
                    components(named?.as_bytes())?
                }
            };
            depth * components
        };
        if width == 0 || height == 0 {
            return None;
        }
        let row = width.checked_mul(bits)?.div_ceil(8);
        let size = row.checked_mul(height)?;
        let filters = filters(value(b"/F").unwrap_or_default());
        let blank = self.peek(0).filter(|byte| is_blank(*byte))?;
        let mut starts = vec![self.at + 1];
        if blank == b'\r' && self.peek(1) == Some(b'\n') {
            starts.push(self.at + 2);
        }
        starts.into_iter().find_map(|start| {
            let end = start.checked_add(self.length(start, &filters, size)?)?;
            self.is_end(end).then_some((start..end, named))
        })
    }

    /// The length of the data that start here.
    fn length(&self, start: usize, filters: &[&[u8]], size: u64) -> Option<usize> {
        let rest = self.data.get(start..)?;
        let Some(first) = filters.first() else {
            return usize::try_from(size).ok();
        };
        match *first {
            b"AHx" | b"ASCIIHexDecode" => {
                let length = find(rest, b">")?;
                let known = u8::is_ascii_hexdigit;
                let digits = digits(rest.get(..length)?, known)?;
                let is_whole = match filters {
                    [_] => digits.div_ceil(2) >= size,
                    _ => is_whole(filters, rest.get(..=length)?, size),
                };
                is_whole.then_some(length + 1)
            }
            b"A85" | b"ASCII85Decode" => {
                let length = find(rest, b"~>")?;
                let written = rest.get(..length)?;
                let digits = digits(written, |byte| matches!(byte, b'!'..=b'u' | b'z'))?;
                let zeros = written.iter().filter(|byte| **byte == b'z').count() as u64;
                let held = (digits - zeros) * 4 / 5 + zeros * 4;
                let is_whole = match filters {
                    [_] => held >= size,
                    _ => is_whole(filters, rest.get(..length + 2)?, size),
                };
                is_whole.then_some(length + 2)
            }
            b"Fl" | b"FlateDecode" => inflated(rest, size),
            b"RL" | b"RunLengthDecode" => {
                let (length, held) = run_length(rest)?;
                (filters.len() > 1 || held >= size).then_some(length)
            }
            b"DCT" | b"DCTDecode" if rest.starts_with(&[0xff, 0xd8]) => {
                let mut ends = rest.windows(2).enumerate();
                let is_last = |at: usize| self.is_end(start + at + 2);
                let found = ends.find(|(at, pair)| **pair == [0xff, 0xd9] && is_last(*at));
                found.map(|(at, _)| at + 2)
            }
            b"LZW" | b"LZWDecode" | b"CCF" | b"CCITTFaxDecode" => {
                let mut blanks = rest.iter().enumerate();
                let found = blanks.find(|(at, byte)| is_blank(**byte) && self.is_end(start + at));
                found.map(|(at, _)| at)
            }
            _ => None,
        }
    }

    /// Whether only blanks separate this position from an `EI`.
    fn is_end(&self, at: usize) -> bool {
        let rest = self.data.get(at..).unwrap_or_default();
        let blanks = rest
            .iter()
            .take(8)
            .take_while(|byte| is_blank(**byte))
            .count();
        let rest = rest.get(blanks..).unwrap_or_default();
        let after = rest.get(2).copied();
        rest.starts_with(b"EI") && after.is_none_or(|byte| is_blank(byte) || is_delimiter(byte))
    }

    /// Skips everything up to an `EI` between blanks with readable bytes after it.
    fn skip_data(&mut self) {
        while let Some(found) = find(self.data.get(self.at..).unwrap_or_default(), b"EI") {
            let before = self.at + found;
            self.at = before + 2;
            let is_after_blank = before
                .checked_sub(1)
                .and_then(|at| self.data.get(at))
                .is_none_or(|byte| is_blank(*byte));
            let rest = self.bytes(self.at..self.data.len().min(self.at + 12));
            let is_readable = rest
                .iter()
                .all(|&byte| is_blank(byte) || (0x20..0x7f).contains(&byte));
            if is_after_blank && rest.first().is_none_or(|byte| is_blank(*byte)) && is_readable {
                return;
            }
        }
        self.at = self.data.len();
    }

    fn write(
        &mut self,
        start: usize,
        entries: &Option<Vec<Entry>>,
        data: Range<usize>,
        (named, decode): (Option<&str>, Option<&[u8]>),
    ) {
        let samples = self.bytes(data.clone());
        let is_hidden = samples.windows(2).any(|pair| pair == b"EI");
        let ends_plainly = self.bytes(data.end..self.at) == b"\nEI";
        if !is_hidden && named.is_none() && decode.is_none() && ends_plainly {
            return;
        }
        let mut instead = b"BI".to_vec();
        let mut add = |parts: &[&[u8]]| {
            instead.push(b' ');
            instead.extend(parts.concat());
        };
        let mut filtered = false;
        for (key, range) in entries.iter().flatten() {
            let value = self.bytes(range.clone());
            let bare = value
                .strip_prefix(b"[")
                .and_then(|value| value.strip_suffix(b"]"));
            match (*key, named) {
                (b"/D", _) if decode == Some(b"") => {}
                (b"/D", _) => add(&[b"/D ", decode.unwrap_or(value)]),
                (b"/CS", Some(space)) => add(&[b"/CS ", space.as_bytes()]),
                (b"/F", _) if is_hidden => {
                    filtered = true;
                    add(&[b"/F [/AHx ", bare.unwrap_or(value), b"]"]);
                }
                (b"/DP", _) if is_hidden => {
                    add(&[b"/DP [null ", bare.unwrap_or(value), b"]"]);
                }
                _ => add(&[*key, b" ", value]),
            }
        }
        if is_hidden && !filtered {
            add(&[b"/F /AHx"]);
        }
        instead.extend(b" ID ");
        if is_hidden {
            instead.extend(
                samples
                    .iter()
                    .flat_map(|byte| format!("{byte:02x}").into_bytes()),
            );
            instead.push(b'>');
        } else {
            instead.extend_from_slice(samples);
        }
        instead.extend(b"\nEI ");
        self.edits.push((start..self.at, instead));
    }
}

fn components(space: &[u8]) -> Option<u64> {
    let array = space.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
    match array {
        Some(array)
            if array.starts_with(b"/I ")
                || array.starts_with(b"/I/")
                || array.starts_with(b"/Indexed") =>
        {
            Some(1)
        }
        Some(_) => None,
        None => match space {
            b"/G" | b"/DeviceGray" => Some(1),
            b"/RGB" | b"/DeviceRGB" => Some(3),
            b"/CMYK" | b"/DeviceCMYK" => Some(4),
            _ => None,
        },
    }
}

fn filters(value: &[u8]) -> Vec<&[u8]> {
    let words = value.split(|&byte| is_blank(byte) || is_delimiter(byte));
    words.filter(|word| !word.is_empty()).collect()
}
