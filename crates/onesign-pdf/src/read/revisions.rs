//! The chain of cross-reference sections and the stretch of bytes that each revision added.

use std::collections::BTreeSet;
use std::ops::Range;

use super::ReadError;
use super::characters::is_space;
use super::source::{Source, View};
use super::xref::{Entry, Section, section};
use crate::object::Dictionary;

/// Most revisions a file may have.
const MAX_SECTIONS: usize = 1000;
/// The end of the file in which its last pointer must stand: white space may follow it, but not
/// without end.
const TAIL: usize = 64 << 10;

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
    pub(crate) trailer: Dictionary,
}

impl RevisionSpan {
    /// The trailer dictionary of this revision, or that of its cross-reference stream.
    #[must_use]
    pub fn trailer(&self) -> &Dictionary {
        &self.trailer
    }

    /// Where this revision says that an object is; `None` if it says nothing.
    #[must_use]
    pub fn entry(&self, number: u32) -> Option<Entry> {
        let at = self
            .entries
            .binary_search_by_key(&number, |(number, _)| *number);
        at.ok()
            .and_then(|at| self.entries.get(at))
            .map(|(_, entry)| *entry)
    }
}

/// The sections that make the file, newest first; a table's stream beside it is merged into it.
pub(crate) struct Chain {
    pub sections: Vec<Section>,
    /// The streams beside tables, with the offset of the table.
    pub beside: Vec<(usize, Range<usize>)>,
}

/// The offset at the end of the file, with nothing but white space after `%%EOF`.
pub(crate) fn last_pointer<S: Source + ?Sized>(view: View<'_, S>) -> Result<usize, ReadError> {
    let tail = view.bytes(view.len.saturating_sub(TAIL)..view.len)?;
    let trim = |bytes: &[u8]| {
        bytes
            .iter()
            .rposition(|&byte| !is_space(byte))
            .map_or(0, |at| at + 1)
    };
    let bytes = &tail[..trim(&tail)];
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
pub(crate) fn chain<S: Source + ?Sized>(
    view: View<'_, S>,
    newest: usize,
) -> Result<Chain, ReadError> {
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
        let mut current = section(view, offset)?;
        if let Some(beside) = current.beside()? {
            if !seen.insert(beside) {
                return Err(ReadError::CrossReference(beside, "a section is used twice"));
            }
            let hidden = section(view, beside)?;
            if !hidden.is_stream {
                return Err(ReadError::CrossReference(
                    beside,
                    "a table stands where a stream must",
                ));
            }
            chain.beside.push((offset, hidden.extent()));
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
pub(crate) fn spans<S: Source + ?Sized>(
    view: View<'_, S>,
    chain: Chain,
) -> Result<Vec<RevisionSpan>, ReadError> {
    let mut spans: Vec<RevisionSpan> = Vec::new();
    let mut start = 0;
    let mut older = chain.sections.into_iter().rev().peekable();
    while let Some(section) = older.next() {
        let (main, from) = (section.offset, section.end);
        let mut parts = Vec::from([section.extent()]);
        let mut newest = section;
        // A linearised file (annex F) has a second section near its start, which is the newer one of
        // the chain although it stands before the first.
        while let Some(mut front) = older.next_if(|next| next.offset < main) {
            parts.push(front.extent());
            front.entries = overlay(newest.entries, &front.entries);
            newest = front;
        }
        let (eof, end) = ending(view, from, newest.offset)?;
        let owned = |table: usize| parts.iter().any(|part| part.start == table);
        let beside: Vec<Range<usize>> = chain
            .beside
            .iter()
            .filter(|(table, _)| owned(*table))
            .map(|(_, part)| part.clone())
            .collect();
        parts.extend(beside);
        if let Some(outside) = parts
            .iter()
            .find(|part| part.start < start || part.end > end)
        {
            return Err(ReadError::CrossReference(
                outside.start,
                "a section does not stand in its own revision",
            ));
        }
        spans.push(RevisionSpan {
            bytes: start..end,
            eof,
            entries: newest.entries,
            sections: parts,
            offset: newest.offset,
            is_stream: newest.is_stream,
            trailer: newest.trailer,
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
fn ending<S: Source + ?Sized>(
    view: View<'_, S>,
    from: usize,
    pointer: usize,
) -> Result<(usize, usize), ReadError> {
    view.at(from, |lexer| {
        lexer.expect("startxref")?;
        let named = lexer.unsigned()?;
        lexer.blanks();
        if lexer.take(5) != Some(b"%%EOF") || usize::try_from(named) != Ok(pointer) {
            return Err(ReadError::CrossReference(
                from,
                "a revision does not end with its own pointer and %%EOF",
            ));
        }
        let eof = lexer.at;
        lexer.line_end(true);
        Ok((eof, lexer.at))
    })
}
