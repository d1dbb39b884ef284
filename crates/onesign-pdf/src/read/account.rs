//! Accounts for the bytes of a file: a revision may contain only its objects and its sections.

use std::ops::Range;

use super::revisions::{RevisionSpan, idle_trailer};
use super::xref::Entry;
use super::{Document, ReadError, Source};
use crate::object::Ref;

impl<S: Source + ?Sized> Document<'_, S> {
    /// The bytes of each revision, oldest first, that belong neither to an object that it lists,
    /// nor to a cross-reference section, nor to white space or comments between them.
    ///
    /// # Errors
    /// If a listed object is not well formed.
    pub fn byte_account(&self) -> Result<Vec<Vec<Range<usize>>>, ReadError> {
        let spans = self.revisions().iter().enumerate();
        spans
            .map(|(revision, span)| self.unaccounted(revision, span))
            .collect()
    }

    fn unaccounted(
        &self,
        revision: usize,
        span: &RevisionSpan,
    ) -> Result<Vec<Range<usize>>, ReadError> {
        let mut parts = span.sections.clone();
        self.add_objects(&mut parts, revision, span)?;
        // A stream in this revision may be the `/XRefStm` of the next one's table, and then lists
        // objects of this one.
        if let Some(next) = self.revisions().get(revision + 1) {
            let is_here = |section: &Range<usize>| span.bytes.contains(&section.start);
            if next.sections.iter().any(is_here) {
                self.add_objects(&mut parts, revision + 1, next)?;
                parts.retain(|part| part.start < span.bytes.end);
            }
        }
        parts.push(span.eof..span.bytes.end);
        parts.sort_by_key(|part| part.start);
        let mut gaps = Vec::new();
        let mut at = span.bytes.start;
        for part in parts {
            if part.start > at && !self.is_filler(at..part.start)? {
                gaps.push(at..part.start);
            }
            at = at.max(part.end);
        }
        Ok(gaps)
    }

    /// Adds the positions of the objects that a revision lists.
    fn add_objects(
        &self,
        parts: &mut Vec<Range<usize>>,
        revision: usize,
        span: &RevisionSpan,
    ) -> Result<(), ReadError> {
        for (number, entry) in &span.entries {
            if let Entry::At { offset, generation } = *entry {
                let reference = Ref {
                    number: *number,
                    generation,
                };
                let placed = self.place(revision, offset, reference)?;
                parts.push(placed.start..placed.end);
            }
        }
        Ok(())
    }

    /// White space, comments, and the end of a section in a linearised file: its pointer, possibly
    /// with a trailer that adds nothing.
    fn is_filler(&self, range: Range<usize>) -> Result<bool, ReadError> {
        self.view().cut(range.end).at(range.start, |lexer| {
            if !idle_trailer(lexer) {
                return Ok(false);
            }
            lexer.skip_space();
            if lexer.keyword("startxref") {
                if lexer.unsigned().is_err() {
                    return Ok(false);
                }
                lexer.skip_space();
            }
            Ok(lexer.peek().is_none())
        })
    }
}
