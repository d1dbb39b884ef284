//! Cross-reference sections (7.5.4, 7.5.8): tables, streams, and hybrid tables with a stream.

use std::ops::Range;

use super::lexer::Lexer;
use super::source::{Source, View};
use super::{ReadError, filter, flaw};
use crate::object::{Dictionary, Object};

/// Most object numbers a section may list: a bound on memory, because sections may be compressed.
const MAX_ENTRIES: u64 = 2_000_000;

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Deleted or never used.
    Free,
    /// At this byte of the file.
    At {
        /// Position of the object number.
        offset: u64,
        /// Generation it must have.
        generation: u16,
    },
    /// In an object stream.
    Inside {
        /// Number of the object stream.
        container: u32,
        /// Place in it, from 0.
        index: u32,
    },
}

/// One cross-reference section with its trailer.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    pub offset: usize,
    /// First byte after the trailer dictionary or the stream object.
    pub end: usize,
    pub entries: Vec<(u32, Entry)>,
    pub trailer: Dictionary,
    pub is_stream: bool,
}

impl Section {
    /// The bytes from its first one to the last one of its trailer.
    pub fn extent(&self) -> Range<usize> {
        self.offset..self.end
    }

    /// The offset of the previous section.
    pub fn previous(&self) -> Result<Option<usize>, ReadError> {
        self.pointer("Prev")
    }

    /// The offset of a hybrid table's stream, `/XRefStm` (7.5.8.4).
    pub fn beside(&self) -> Result<Option<usize>, ReadError> {
        if self.is_stream {
            Ok(None)
        } else {
            self.pointer("XRefStm")
        }
    }

    fn pointer(&self, key: &str) -> Result<Option<usize>, ReadError> {
        match self.trailer.get(key) {
            None => Ok(None),
            Some(value) => value
                .as_integer()
                .and_then(|value| usize::try_from(value).ok())
                .map(Some)
                .ok_or(ReadError::CrossReference(
                    self.offset,
                    flaw::pointer_no_offset(),
                )),
        }
    }
}

/// Reads the section at `offset`.
pub(crate) fn section<S: Source + ?Sized>(
    view: View<'_, S>,
    offset: usize,
) -> Result<Section, ReadError> {
    if offset >= view.len {
        return Err(ReadError::CrossReference(offset, flaw::outside_file()));
    }
    if !view.begins_at(offset)? {
        return Err(ReadError::CrossReference(offset, flaw::inside_number()));
    }
    view.at(offset, |lexer| {
        lexer.skip_space();
        if lexer.keyword("xref") {
            table(lexer, offset)
        } else {
            stream(lexer, offset)
        }
    })
}

fn table(lexer: &mut Lexer<'_>, offset: usize) -> Result<Section, ReadError> {
    let wrong = |at, what| Err(ReadError::CrossReference(at, what));
    let mut entries = Vec::new();
    loop {
        lexer.skip_space();
        if lexer.keyword("trailer") {
            break;
        }
        let first = lexer.unsigned()?;
        let count = lexer.unsigned()?;
        while matches!(lexer.peek(), Some(b' ' | b'\t')) {
            lexer.at += 1;
        }
        if !lexer.line_end(true) {
            return wrong(lexer.at, flaw::subsection_line());
        }
        if first.saturating_add(count) > MAX_ENTRIES * 4
            || (entries.len() as u64).saturating_add(count) > MAX_ENTRIES
        {
            return Err(ReadError::Limit(flaw::too_many_entries()));
        }
        for number in first..first + count {
            let at = lexer.at;
            let Some(line) = lexer.take(20) else {
                return wrong(at, flaw::table_cut());
            };
            let Some(entry) = table_entry(line) else {
                return wrong(at, flaw::table_entry());
            };
            entries.push((u32::try_from(number).unwrap_or(u32::MAX), entry));
        }
    }
    let Object::Dictionary(trailer) = lexer.object()? else {
        return wrong(lexer.at, flaw::trailer_no_dictionary());
    };
    let section = Section {
        offset,
        end: lexer.at,
        entries,
        trailer,
        is_stream: false,
    };
    unique(section)
}

/// `nnnnnnnnnn ggggg n` and two bytes of line end.
fn table_entry(line: &[u8]) -> Option<Entry> {
    let digits = |range: Range<usize>| {
        let text = line
            .get(range)
            .filter(|text| text.iter().all(u8::is_ascii_digit))?;
        std::str::from_utf8(text).ok()?.parse::<u64>().ok()
    };
    let offset = digits(0..10)?;
    let generation = digits(11..16)?;
    let well_formed = line.get(10) == Some(&b' ')
        && line.get(16) == Some(&b' ')
        && matches!(line.get(18..20), Some(b" \n" | b" \r" | b"\r\n"));
    match (well_formed, line.get(17)) {
        (true, Some(b'f')) => Some(Entry::Free),
        (true, Some(b'n')) => Some(Entry::At {
            offset,
            generation: u16::try_from(generation).ok()?,
        }),
        _ => None,
    }
}

fn stream(lexer: &mut Lexer<'_>, offset: usize) -> Result<Section, ReadError> {
    let wrong = |what| Err(ReadError::CrossReference(offset, what));
    let number = lexer.unsigned()?;
    let generation = lexer.unsigned()?;
    lexer.expect("obj")?;
    let Object::Dictionary(dictionary) = lexer.object()? else {
        return wrong(flaw::neither_table_nor_stream());
    };
    if !dictionary.is("Type", "XRef") {
        return wrong(flaw::other_stream());
    }
    // Only a table has one (7.5.8.4), but some readers follow it here too.
    if dictionary.contains("XRefStm") {
        return wrong(flaw::stream_beside_stream());
    }
    let Some(length) = dictionary.get("Length").and_then(Object::as_integer) else {
        return wrong(flaw::indirect_length());
    };
    let wrong_length = ReadError::Syntax(offset, flaw::stream_too_long());
    stream_start(lexer)?;
    let data = usize::try_from(length)
        .ok()
        .and_then(|length| lexer.take(length));
    let data = data.ok_or(wrong_length)?;
    stream_end(lexer)?;
    lexer.expect("endobj")?;
    let entries = stream_entries(&dictionary, data, offset)?;
    // A section may omit itself; if it lists itself, the position must be right.
    let own = entries
        .iter()
        .find(|(listed, _)| u64::from(*listed) == number)
        .map(|(_, entry)| *entry);
    if let Some(Entry::At { offset: listed, .. }) = own
        && (listed != offset as u64 || generation != 0)
    {
        return wrong(flaw::lists_itself_elsewhere());
    }
    unique(Section {
        offset,
        end: lexer.at,
        entries,
        trailer: dictionary,
        is_stream: true,
    })
}

/// Reads the keyword `stream` and its line end, before the data (7.3.8.1).
pub(crate) fn stream_start(lexer: &mut Lexer<'_>) -> Result<(), ReadError> {
    lexer.expect("stream")?;
    if lexer.line_end(false) {
        Ok(())
    } else {
        Err(ReadError::Syntax(lexer.at, flaw::stream_keyword_line()))
    }
}

/// Reads the end of a stream after its data.
pub(crate) fn stream_end(lexer: &mut Lexer<'_>) -> Result<(), ReadError> {
    let start = lexer.at;
    lexer.blanks();
    if lexer.keyword("endstream") {
        Ok(())
    } else {
        Err(ReadError::Syntax(start, flaw::stream_end()))
    }
}

/// Reads the entries of a cross-reference stream.
fn stream_entries(
    dictionary: &Dictionary,
    data: &[u8],
    offset: usize,
) -> Result<Vec<(u32, Entry)>, ReadError> {
    let wrong = |what| ReadError::CrossReference(offset, what);
    let size = dictionary
        .get("Size")
        .and_then(Object::as_integer)
        .and_then(|size| u64::try_from(size).ok());
    let size = size.ok_or(wrong(flaw::no_size()))?;
    let widths = field_widths(dictionary).ok_or(wrong(flaw::field_widths()))?;
    let index = match dictionary.get("Index") {
        None => vec![0, size],
        Some(_) => integers(dictionary, "Index")
            .filter(|index| index.len() % 2 == 0)
            .ok_or(wrong(flaw::wrong_index()))?,
    };
    let total = listed(&index)?;
    let width: usize = widths.iter().sum();
    let expected = usize::try_from(total)
        .unwrap_or(usize::MAX)
        .saturating_mul(width);
    // A predictor adds one byte to each row, and a row has at least one.
    let cap = expected.saturating_mul(2).saturating_add(1);
    let data = filter::decode_data(dictionary, data, cap)?;
    if width == 0 || data.len() != expected {
        return Err(wrong(flaw::wrong_length()));
    }
    let mut rows = data.chunks_exact(width);
    let mut entries = Vec::with_capacity(usize::try_from(total).unwrap_or(0));
    for pair in index.chunks_exact(2) {
        for (number, row) in (pair[0]..pair[0] + pair[1])
            .zip(rows.by_ref().take(usize::try_from(pair[1]).unwrap_or(0)))
        {
            let number =
                u32::try_from(number).map_err(|_| wrong(flaw::object_number_too_large()))?;
            entries.push((
                number,
                stream_entry(row, &widths).ok_or(wrong(flaw::entry_out_of_range()))?,
            ));
        }
    }
    Ok(entries)
}

/// An array of integers that are not negative.
fn integers(dictionary: &Dictionary, key: &str) -> Option<Vec<u64>> {
    let items = dictionary.get(key)?.as_array()?;
    items
        .iter()
        .map(|item| {
            item.as_integer()
                .and_then(|value| u64::try_from(value).ok())
        })
        .collect()
}

/// The widths of the three fields of an entry, `/W`, in bytes.
fn field_widths(dictionary: &Dictionary) -> Option<Vec<usize>> {
    let widths = integers(dictionary, "W")?;
    let is_valid = widths.len() == 3 && widths.iter().all(|&width| width <= 8);
    let widths = is_valid.then_some(widths)?;
    widths
        .into_iter()
        .map(|width| usize::try_from(width).ok())
        .collect()
}

/// How many entries the subsections of an index list.
fn listed(index: &[u64]) -> Result<u64, ReadError> {
    let total = index
        .chunks_exact(2)
        .try_fold(0u64, |sum, pair| sum.checked_add(pair[1]))
        .unwrap_or(u64::MAX);
    let numbers = index
        .chunks_exact(2)
        .all(|pair| pair[0].saturating_add(pair[1]) <= MAX_ENTRIES * 4);
    if total > MAX_ENTRIES || !numbers {
        return Err(ReadError::Limit(flaw::too_many_entries()));
    }
    Ok(total)
}

fn stream_entry(row: &[u8], widths: &[usize]) -> Option<Entry> {
    let field = |from: usize, width: usize| {
        row[from..from + width]
            .iter()
            .fold(0u64, |sum, &byte| sum << 8 | u64::from(byte))
    };
    let kind = if widths[0] == 0 {
        1
    } else {
        field(0, widths[0])
    };
    let second = field(widths[0], widths[1]);
    let third = field(widths[0] + widths[1], widths[2]);
    match kind {
        0 => Some(Entry::Free),
        1 => Some(Entry::At {
            offset: second,
            generation: u16::try_from(third).ok()?,
        }),
        2 => Some(Entry::Inside {
            container: u32::try_from(second).ok()?,
            index: u32::try_from(third).ok()?,
        }),
        // The standard reads unknown kinds as null (table 18).
        _ => Some(Entry::Free),
    }
}

/// Refuses a section that lists a number twice, because readers differ on which entry applies.
fn unique(mut section: Section) -> Result<Section, ReadError> {
    section.entries.sort_by_key(|(number, _)| *number);
    if section
        .entries
        .windows(2)
        .any(|pair| pair[0].0 == pair[1].0)
    {
        return Err(ReadError::CrossReference(
            section.offset,
            flaw::listed_twice(),
        ));
    }
    Ok(section)
}
