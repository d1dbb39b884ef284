//! One indirect object (7.3.10), with its stream data, from a place in the file.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::super::lexer::{find, is_blank};
use super::parse::Parser;

/// An object that was read leniently.
pub(super) struct Read {
    pub(super) id: ObjectId,
    pub(super) object: Object,
    /// Something had to be passed over.
    pub(super) odd: bool,
    /// It ends too early.
    pub(super) cut: bool,
}

/// The header at a position; `None` if there is none.
pub(super) fn header_at(data: &[u8], place: usize) -> Option<ObjectId> {
    Parser::new(data, place).header()
}

/// Reads the object whose header is at a position; it ends before `end`.
pub(super) fn object_at(
    document: &Document,
    data: &[u8],
    place: usize,
    end: usize,
) -> Option<Read> {
    let data = data.get(..end)?;
    let mut parser = Parser::new(data, place);
    let id = parser.header()?;
    let object = parser.value(0).unwrap_or(Object::Null);
    let Object::Dictionary(entries) = object else {
        return Some(Read {
            id,
            object,
            odd: parser.odd,
            cut: parser.cut,
        });
    };
    parser.skip_blanks();
    if !parser.word(b"stream") {
        return Some(Read {
            id,
            object: entries.into(),
            odd: parser.odd,
            cut: parser.cut,
        });
    }
    let start = past_line_end(data, parser.position());
    let rest = data.get(start..).unwrap_or_default();
    let (content, complete) = content(document, &entries, rest);
    let declared = length(document, &entries) == Some(content.len());
    Some(Read {
        id,
        object: Stream::new(entries, content.to_vec()).into(),
        odd: parser.odd || !declared,
        cut: parser.cut || !complete,
    })
}

/// The position after the line end that follows the keyword `stream` (7.3.8.1); blanks, or one or two stray bytes,
/// may precede it.
fn past_line_end(data: &[u8], position: usize) -> usize {
    let rest = data.get(position..).unwrap_or_default();
    let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t');
    let near = rest.iter().take(3).position(is_end);
    let blanks = near.unwrap_or_else(|| rest.iter().take_while(is_blank).count());
    match rest.get(blanks..) {
        Some([b'\r', b'\n', ..]) => position + blanks + 2,
        Some([b'\r' | b'\n', ..]) => position + blanks + 1,
        _ => position,
    }
}

/// The stream's data, and whether their end was found: as `/Length` says, else at the next `endstream`, else at
/// `endobj`, else where the object must end.
fn content<'a>(document: &Document, entries: &Dictionary, rest: &'a [u8]) -> (&'a [u8], bool) {
    let declared = length(document, entries).and_then(|length| rest.split_at_checked(length));
    if let Some((content, tail)) = declared {
        let blanks = tail
            .iter()
            .take(4)
            .take_while(|byte| is_blank(**byte))
            .count();
        if tail
            .get(blanks..)
            .is_some_and(|tail| tail.starts_with(b"endstream"))
        {
            return (content, true);
        }
    }
    let end = find(rest, b"endstream");
    let closed = end.or_else(|| find(rest, b"endobj"));
    let content = rest.get(..closed.unwrap_or(rest.len())).unwrap_or(rest);
    let content = match content {
        [kept @ .., b'\r', b'\n'] | [kept @ .., b'\r' | b'\n'] if closed.is_some() => kept,
        other => other,
    };
    (content, closed.is_some())
}

fn length(document: &Document, entries: &Dictionary) -> Option<usize> {
    let value = entries.get(b"Length").ok()?;
    let (_, value) = document.dereference(value).ok()?;
    match value {
        Object::Integer(length) => usize::try_from(*length).ok(),
        Object::Real(length) if length.fract() == 0.0 && *length >= 0.0 => Some(*length as usize),
        _ => None,
    }
}
