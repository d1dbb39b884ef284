//! The chain of cross-reference sections, and the range of bytes that each revision added.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::lexer::Lexer;
use super::source::{Source, View};
use super::xref::{Entry, Section, section};
use super::{ReadError, flaw};
use crate::characters::is_space;
use crate::object::{Dictionary, Object};

/// Most revisions a file may have.
const MAX_SECTIONS: usize = 1000;
/// Most entries of all sections together: a bound on memory, because sections may be compressed.
const MAX_ENTRIES: usize = 8_000_000;
/// Most look-ups for a reused section: its entries times the revisions.
const MAX_LOOKUPS: usize = 20_000_000;
/// The length of the end of the file that must contain its last pointer. A limited amount of white space may follow
/// it.
const TAIL: usize = 64 << 10;

/// One revision: the bytes it added and the objects it listed.
#[derive(Debug, Clone)]
pub struct RevisionSpan {
    /// From the end of the previous revision to the line end after this one's `%%EOF`.
    pub bytes: Range<usize>,
    /// Position just after `%%EOF`, without the line end.
    pub eof: usize,
    /// The objects listed by this revision, by number.
    pub entries: Vec<(u32, Entry)>,
    /// From the first byte of its cross-reference section to that of its last trailer; for `Document::byte_account`.
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

    /// The entry of an object in this revision; `None` if it lists none.
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

/// The sections of the file, newest first; the `/XRefStm` of a hybrid table is merged into it.
pub(crate) struct Chain {
    pub sections: Vec<Section>,
    beside: Vec<Beside>,
}

/// The `/XRefStm` stream of a hybrid table (7.5.8.4).
struct Beside {
    /// The offset of the table.
    table: usize,
    /// The entries of the table itself.
    listed: Vec<(u32, Entry)>,
    stream: Section,
}

/// The offset at the end of the file, with only white space after `%%EOF`.
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
    let (mut seen, mut streams) = (BTreeSet::new(), BTreeSet::new());
    let mut chain = Chain {
        sections: Vec::new(),
        beside: Vec::new(),
    };
    let mut next = Some(newest);
    let mut total = 0;
    while let Some(offset) = next {
        if !seen.insert(offset) || streams.contains(&offset) {
            return Err(ReadError::CrossReference(
                offset,
                flaw::sections_in_circle(),
            ));
        }
        if chain.sections.len() == MAX_SECTIONS {
            return Err(ReadError::Limit(flaw::too_many_revisions()));
        }
        let mut current = section(view, offset)?;
        if let Some(beside) = current.beside()? {
            if seen.contains(&beside) {
                return Err(ReadError::CrossReference(beside, flaw::section_twice()));
            }
            streams.insert(beside);
            let stream = section(view, beside)?;
            if !stream.is_stream {
                return Err(ReadError::CrossReference(beside, flaw::table_for_stream()));
            }
            // Some readers would follow a separate chain.
            if stream.previous()?.is_some() && stream.previous()? != current.previous()? {
                return Err(ReadError::CrossReference(
                    beside,
                    flaw::stream_leads_elsewhere(),
                ));
            }
            let merged = merge(&current.entries, &stream.entries);
            chain.beside.push(Beside {
                table: offset,
                listed: std::mem::replace(&mut current.entries, merged),
                stream,
            });
        }
        total += current.entries.len();
        if total > MAX_ENTRIES {
            return Err(ReadError::Limit(flaw::too_much_listed()));
        }
        next = current.previous()?;
        chain.sections.push(current);
    }
    Ok(chain)
}

/// Merges a hybrid table with its stream, which lists objects that the table marks as free (7.5.8.4).
fn merge(table: &[(u32, Entry)], hidden: &[(u32, Entry)]) -> Vec<(u32, Entry)> {
    let mut merged: BTreeMap<u32, Entry> = hidden.iter().copied().collect();
    for &(number, entry) in table {
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
    let mut used = BTreeSet::new();
    let mut older = chain.sections.into_iter().rev().peekable();
    while let Some(section) = older.next() {
        let (main, from, is_stream) = (section.offset, section.end, section.is_stream);
        let mut parts = Vec::from([section.extent()]);
        let mut newest = section;
        // A linearised file (annex F) has a second section near its start, which is the newer one of the chain
        // although it precedes the first.
        while let Some(mut front) = older.next_if(|next| next.offset < main) {
            parts.push(front.extent());
            front.entries = overlay(newest.entries, &front.entries);
            newest = front;
        }
        let (eof, end) = ending(view, from, is_stream, newest.offset)?;
        let beside = beside(&parts, &chain.beside, &mut used, &spans)?;
        // Word writes a whole file for old readers, including the stream, and then a revision that only names the
        // stream. So the stream may precede the revision of its table, but never follow it.
        let is_outside = |part: &&Range<usize>| part.start < start || part.end > end;
        let outside = parts.iter().find(is_outside);
        if let Some(outside) = outside.or_else(|| beside.iter().find(|part| part.end > end)) {
            return Err(ReadError::CrossReference(
                outside.start,
                flaw::section_elsewhere(),
            ));
        }
        parts.extend(beside);
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

/// The `/XRefStm` streams of these tables.
fn beside(
    tables: &[Range<usize>],
    all: &[Beside],
    used: &mut BTreeSet<usize>,
    older: &[RevisionSpan],
) -> Result<Vec<Range<usize>>, ReadError> {
    let own = |table: &Range<usize>| all.iter().find(|one| one.table == table.start);
    let mut places = Vec::new();
    for one in tables.iter().filter_map(own) {
        let place = one.stream.extent();
        if is_ambiguous(one, older)? {
            return Err(ReadError::CrossReference(
                place.start,
                flaw::table_and_stream_differ(),
            ));
        }
        if !used.insert(place.start) && brings_back(one, older)? {
            return Err(ReadError::CrossReference(
                place.start,
                flaw::section_twice(),
            ));
        }
        places.push(place);
    }
    Ok(places)
}

/// Whether the table deletes an existing object that its stream lists again: readers then disagree on which one
/// applies. An object that a table hides from old readers was in no earlier revision.
fn is_ambiguous(beside: &Beside, older: &[RevisionSpan]) -> Result<bool, ReadError> {
    if beside.stream.entries.len().saturating_mul(older.len()) > MAX_LOOKUPS {
        return Err(ReadError::Limit(flaw::too_many_sections()));
    }
    let listed: BTreeMap<u32, Entry> = beside.listed.iter().copied().collect();
    let differs = |&(number, entry): &(u32, Entry)| match listed.get(&number) {
        None => false,
        Some(Entry::Free) => {
            let known = older.iter().rev().find_map(|span| span.entry(number));
            entry != Entry::Free && known.is_some_and(|known| known != Entry::Free)
        }
        // The table counts (7.5.8.4).
        Some(_) => false,
    };
    Ok(beside.stream.entries.iter().any(differs))
}

/// A newer trailer may copy the `/XRefStm` of an older hybrid table. Readers disagree on whether that stream then
/// applies again; returns whether it would change an entry.
fn brings_back(beside: &Beside, older: &[RevisionSpan]) -> Result<bool, ReadError> {
    if beside.stream.entries.len().saturating_mul(older.len()) > MAX_LOOKUPS {
        return Err(ReadError::Limit(flaw::too_many_sections()));
    }
    let listed: BTreeMap<u32, Entry> = beside.listed.iter().copied().collect();
    let brings = |&(number, entry): &(u32, Entry)| match listed.get(&number) {
        Some(Entry::Free) => entry != Entry::Free,
        Some(_) => false,
        None => {
            let known = older.iter().rev().find_map(|span| span.entry(number));
            known.unwrap_or(Entry::Free) != entry
        }
    };
    Ok(beside.stream.entries.iter().any(brings))
}

fn overlay(older: Vec<(u32, Entry)>, newer: &[(u32, Entry)]) -> Vec<(u32, Entry)> {
    let mut merged: BTreeMap<u32, Entry> = older.into_iter().collect();
    merged.extend(newer.iter().copied());
    merged.into_iter().collect()
}

/// Reads a trailer after a cross-reference stream, which some producers of linearised files leave there. Nothing
/// points to it, and it may only repeat the stream. False if it says more.
pub(super) fn idle_trailer(lexer: &mut Lexer<'_>) -> bool {
    lexer.skip_space();
    if !lexer.keyword("trailer") {
        return true;
    }
    let is_idle = |(key, _): (&[u8], &Object)| matches!(key, b"Size" | b"ID");
    lexer.object().is_ok_and(|trailer| {
        let trailer = trailer.as_dictionary();
        trailer.is_some_and(|trailer| trailer.iter().all(is_idle))
    })
}

/// After a trailer: `startxref`, the section's own offset, `%%EOF`. Returns the positions after `%%EOF` and after
/// the line end that may follow.
fn ending<S: Source + ?Sized>(
    view: View<'_, S>,
    from: usize,
    is_stream: bool,
    pointer: usize,
) -> Result<(usize, usize), ReadError> {
    view.at(from, |lexer| {
        if is_stream && !idle_trailer(lexer) {
            return Err(ReadError::CrossReference(
                from,
                flaw::trailer_after_stream(),
            ));
        }
        lexer.expect("startxref")?;
        let named = lexer.unsigned()?;
        lexer.blanks();
        if lexer.take(5) != Some(b"%%EOF") || usize::try_from(named) != Ok(pointer) {
            return Err(ReadError::CrossReference(from, flaw::revision_end()));
        }
        let eof = lexer.at;
        lexer.line_end(true);
        Ok((eof, lexer.at))
    })
}
