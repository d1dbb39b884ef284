//! The positions of a dictionary's values in the file: signatures cover bytes.

use std::ops::Range;

use super::xref::Entry;
use super::{Document, ReadError, Source, flaw};
use crate::object::Ref;

/// A key and the bytes of its value in the file.
pub type KeySpan = (Vec<u8>, Range<usize>);

impl<S: Source + ?Sized> Document<'_, S> {
    /// The key and the bytes of each value of an indirect dictionary that is directly in the file,
    /// in its order.
    ///
    /// # Errors
    /// If the object is in an object stream, is no dictionary or is not well formed.
    pub fn value_spans(&self, reference: Ref) -> Result<Vec<KeySpan>, ReadError> {
        let wrong = |what| ReadError::Object(reference.number, what);
        let Some(Entry::At { offset, generation }) = self.entries().get(&reference.number).copied()
        else {
            return Err(wrong(flaw::not_in_the_file()));
        };
        if generation != reference.generation {
            return Err(wrong(flaw::other_generation()));
        }
        // Checks number, keyword and the whole syntax; the code below only finds positions.
        let start = self.place(self.newest(), offset, reference)?.start;
        self.view().at(start, |lexer| {
            lexer.unsigned()?;
            lexer.unsigned()?;
            lexer.expect("obj")?;
            lexer.skip_space();
            if lexer.take(2) != Some(b"<<") {
                return Err(wrong(flaw::no_dictionary()));
            }
            let mut spans = Vec::new();
            loop {
                lexer.skip_space();
                if lexer.peek() != Some(b'/') {
                    return Ok(spans);
                }
                let key = lexer.name()?;
                lexer.skip_space();
                let start = lexer.at;
                lexer.object()?;
                spans.push((key, start..lexer.at));
            }
        })
    }
}
