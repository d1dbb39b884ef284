//! The chain of cross-reference sections and the stretch of bytes that each revision added.

use std::collections::BTreeSet;
use std::ops::Range;

use super::ReadError;
use super::characters::is_space;
use super::lexer::Lexer;
use super::xref::{Entry, Section, section};

/// Most revisions a file may have.
const MAX_SECTIONS: usize = 1000;

/// One revision: the bytes it added and the objects it listed.
#[derive(Debug, Clone)]
pub struct RevisionSpan {
    /// From the end of the revision before to the line end after this one's `%%EOF`.
    pub bytes: Range<usize>,
    /// Position just after `%%EOF`, without the line end.
    pub eof: usize,
    /// The objects listed by this revision, by number.
    pub entries: Vec<(u32, Entry)>,
    /// From the first byte of its cross-reference section to that of its last trailer; for the byte account.
    pub(crate) sections: Vec<Range<usize>>,
    /// The section's offset, as the trailer of the next revision names it.
    pub(crate) offset: usize,
    pub(crate) is_stream: bool,
}

/// The sections that make the file, newest first; a table's stream beside it is merged into it.
pub(crate) struct Chain {
    pub sections: Vec<Section>,
    pub beside: Vec<Range<usize>>,
}

/// The offset at the end of the file, with nothing but white space after `%%EOF`.
pub(crate) fn last_pointer(bytes: &[u8]) -> Result<usize, ReadError> {
    let trim = |bytes: &[u8]| {
        bytes
            .iter()
            .rposition(|&byte| !is_space(byte))
            .map_or(0, |at| at + 1)
    };
    let bytes = &bytes[..trim(bytes)];
    let bytes = bytes.strip_suffix(b"%%EOF").ok_or(ReadError::NoEnd)?;
    let bytes = &bytes[..trim(bytes)];
    let digits = bytes
        .iter()
        .rposition(|byte| !byte.is_ascii_digit())
        .map_or(0, |at| at + 1);
    let number = std::str::from_utf8(&bytes[digits..])
        .ok()
        .and_then(|text| text.parse().ok());
    let before = &bytes[..digits];
    let spaced = before.last().copied().is_some_and(is_space);
    let before = &before[..trim(before)];
    match number {
        Some(number) if spaced && before.ends_with(b"startxref") => Ok(number),
        _ => Err(ReadError::NoEnd),
    }
}

/// Follows the chain from the newest section.
pub(crate) fn chain(bytes: &[u8], newest: usize) -> Result<Chain, ReadError> {
    let mut seen = BTreeSet::new();
    let mut chain = Chain {
        sections: Vec::new(),
        beside: Vec::new(),
    };
    let mut next = Some(newest);
    while let Some(offset) = next {
        if !seen.insert(offset) {
            return Err(ReadError::CrossReference(
                offset,
                "sections point to each other in a circle",
            ));
        }
        if chain.sections.len() == MAX_SECTIONS {
            return Err(ReadError::Limit("too many revisions"));
        }
        let mut current = section(bytes, offset)?;
        if let Some(beside) = current.beside()? {
            if !seen.insert(beside) {
                return Err(ReadError::CrossReference(beside, "a section is used twice"));
            }
            let hidden = section(bytes, beside)?;
            if !hidden.is_stream {
                return Err(ReadError::CrossReference(
                    beside,
                    "a table stands where a stream must",
                ));
            }
            chain.beside.push(hidden.extent());
            current.entries = merge(current.entries, hidden.entries);
        }
        next = current.previous()?;
        chain.sections.push(current);
    }
    Ok(chain)
}

/// What the table hides as free, the stream beside it shows (7.5.8.4).
fn merge(table: Vec<(u32, Entry)>, hidden: Vec<(u32, Entry)>) -> Vec<(u32, Entry)> {
    let mut merged: std::collections::BTreeMap<u32, Entry> = hidden.into_iter().collect();
    for (number, entry) in table {
        if entry != Entry::Free || !merged.contains_key(&number) {
            merged.insert(number, entry);
        }
    }
    merged.into_iter().collect()
}

/// The revisions, oldest first. Every revision must end with its own pointer and `%%EOF`.
pub(crate) fn spans(bytes: &[u8], chain: &Chain) -> Result<Vec<RevisionSpan>, ReadError> {
    let mut spans: Vec<RevisionSpan> = Vec::new();
    let mut start = 0;
    let mut older = chain.sections.iter().rev().peekable();
    while let Some(section) = older.next() {
        let mut entries = section.entries.clone();
        let mut parts = Vec::from([section.extent()]);
        let mut pointer = section.offset;
        let mut is_stream = section.is_stream;
        // A linearised file (annex F) has a second section near its start, which is the newer one of
        // the chain although it stands before the first.
        while let Some(front) = older.peek().filter(|next| next.offset < section.offset) {
            entries = overlay(entries, &front.entries);
            parts.push(front.extent());
            (pointer, is_stream) = (front.offset, front.is_stream);
            older.next();
        }
        let (eof, end) = ending(bytes, section.end, pointer)?;
        if section.offset < start || parts.iter().any(|part| part.start < start) {
            return Err(ReadError::CrossReference(
                section.offset,
                "a section stands in an older revision",
            ));
        }
        let beside = chain
            .beside
            .iter()
            .filter(|part| (start..end).contains(&part.start))
            .cloned();
        parts.extend(beside);
        spans.push(RevisionSpan {
            bytes: start..end,
            eof,
            entries,
            sections: parts,
            offset: pointer,
            is_stream,
        });
        start = end;
    }
    Ok(spans)
}

fn overlay(older: Vec<(u32, Entry)>, newer: &[(u32, Entry)]) -> Vec<(u32, Entry)> {
    let mut merged: std::collections::BTreeMap<u32, Entry> = older.into_iter().collect();
    merged.extend(newer.iter().copied());
    merged.into_iter().collect()
}

/// After a trailer: `startxref`, the section's own offset, `%%EOF`. Gives the positions after
/// `%%EOF` and after the line end that may follow.
fn ending(bytes: &[u8], from: usize, pointer: usize) -> Result<(usize, usize), ReadError> {
    let mut lexer = Lexer::new(bytes, from);
    lexer.expect("startxref")?;
    let named = lexer.unsigned()?;
    while lexer.peek().is_some_and(is_space) {
        lexer.at += 1;
    }
    if !lexer.rest().starts_with(b"%%EOF") || usize::try_from(named) != Ok(pointer) {
        return Err(ReadError::CrossReference(
            from,
            "a revision does not end with its own pointer and %%EOF",
        ));
    }
    let eof = lexer.at + 5;
    let line_end = match bytes.get(eof..).unwrap_or_default() {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    };
    Ok((eof, eof + line_end))
}
