//! Which bytes belong to what: a revision may hold nothing but its objects and its sections.

use std::ops::Range;

use super::revisions::RevisionSpan;
use super::xref::Entry;
use super::{Document, ReadError, Source};
use crate::object::Ref;

impl<S: Source + ?Sized> Document<'_, S> {
    /// The bytes of each revision, oldest first, that belong to no object listed by it, to no
    /// cross-reference section and to no white space or comment between them.
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

    /// White space, comments, and the pointer that ends a section of a linearised file.
    fn is_filler(&self, range: Range<usize>) -> Result<bool, ReadError> {
        self.view().cut(range.end).at(range.start, |lexer| {
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
