//! Which bytes belong to what: a revision may hold nothing but its objects and its sections.

use std::ops::Range;

use super::lexer::Lexer;
use super::xref::Entry;
use super::{Document, ReadError};
use crate::object::Ref;

impl Document<'_> {
    /// The bytes of each revision, oldest first, that belong to no object listed by it, to no
    /// cross-reference section and to no white space or comment between them.
    ///
    /// # Errors
    /// If a listed object is not well formed.
    pub fn byte_account(&self) -> Result<Vec<Vec<Range<usize>>>, ReadError> {
        let last = self.revisions().len().saturating_sub(1);
        (0..=last)
            .map(|index| {
                if index == last {
                    self.unaccounted()
                } else {
                    self.at_revision(index)?.unaccounted()
                }
            })
            .collect()
    }

    /// The account of the newest revision.
    fn unaccounted(&self) -> Result<Vec<Range<usize>>, ReadError> {
        let Some(span) = self.revisions().last() else {
            return Ok(Vec::new());
        };
        let mut parts = span.sections.clone();
        for (number, entry) in &span.entries {
            if let Entry::At { offset, generation } = *entry {
                let reference = Ref {
                    number: *number,
                    generation,
                };
                let (_, end) = self.object_at(offset, reference)?;
                parts.push(usize::try_from(offset).unwrap_or(usize::MAX)..end);
            }
        }
        parts.push(span.eof..span.bytes.end);
        parts.sort_by_key(|part| part.start);
        let mut gaps = Vec::new();
        let mut at = span.bytes.start;
        for part in parts {
            if part.start > at && !is_filler(&self.bytes()[at..part.start]) {
                gaps.push(at..part.start);
            }
            at = at.max(part.end);
        }
        Ok(gaps)
    }
}

/// White space, comments, and the pointer that ends a section of a linearised file.
fn is_filler(bytes: &[u8]) -> bool {
    let mut lexer = Lexer::new(bytes, 0);
    lexer.skip_space();
    if lexer.keyword("startxref") {
        if lexer.unsigned().is_err() {
            return false;
        }
        lexer.skip_space();
    }
    lexer.rest().is_empty()
}
