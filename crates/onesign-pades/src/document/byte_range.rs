//! Compares `/ByteRange` with the file to find the signed bytes.

use onesign_pdf::object::Object;
use onesign_pdf::read::Document;

use super::signatures::Located;

/// The most bytes of white space after a document that say nothing about it.
const MAX_WHITE_SPACE: usize = 16;

/// The extent of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Coverage {
    /// Every byte except its own value.
    Whole,
    /// Everything up to the end of an older revision.
    Older {
        /// The number of later revisions.
        later: usize,
    },
    /// A range that the standard does not allow.
    Wrong(RangeError),
}

/// Why the signed bytes are not those of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RangeError {
    /// The signature itself is not readable.
    SignatureUnreadable,
    /// `/ByteRange` is not an array of four numbers in the signature itself.
    RangeMissing,
    /// `/Contents` is not a hexadecimal string in the signature itself.
    ContentsMissing,
    /// The bytes do not start where the file does.
    Start,
    /// The gap is not exactly the signature value.
    Gap,
    /// The value contains characters other than hexadecimal digits.
    Digits,
    /// The value mixes upper-case and lower-case digits.
    Rewritten,
    /// The bytes end outside the file.
    Outside,
    /// Unsigned bytes follow the last revision.
    UnsignedBytes,
    /// The end of the bytes is not the end of a revision.
    End,
}

/// Reads `/ByteRange` and compares it with the position of `/Contents` and the ends of the revisions.
pub(crate) fn coverage(
    file: &[u8],
    document: &Document<'_>,
    located: &Located,
) -> (Option<[u64; 4]>, Coverage) {
    let Some(range) = numbers(located) else {
        return (None, Coverage::Wrong(RangeError::RangeMissing));
    };
    (Some(range), judge(file, document, located, range))
}

/// The revision that a signature covers (zero-based).
pub(crate) fn revision_of(
    file: &[u8],
    document: &Document<'_>,
    located: &Located,
) -> Option<usize> {
    let last = document.revisions().len().checked_sub(1)?;
    match coverage(file, document, located).1 {
        Coverage::Whole => Some(last),
        Coverage::Older { later } => last.checked_sub(later),
        Coverage::Wrong(_) => None,
    }
}

/// The number of bytes of white space (table 1) after the last revision, if nothing else follows it and if they are few:
/// programs that transport files add line ends. 0 otherwise.
pub(crate) fn white_space_after(file: &[u8], document: &Document<'_>) -> usize {
    let last = document.revisions().last().map_or(0, |span| span.bytes.end);
    let tail = file.get(last..).unwrap_or_default();
    let is_white = tail
        .iter()
        .all(|byte| matches!(byte, b'\0' | b'\t' | b'\n' | 0x0c | b'\r' | b' '));
    if is_white && tail.len() <= MAX_WHITE_SPACE {
        tail.len()
    } else {
        0
    }
}

fn numbers(located: &Located) -> Option<[u64; 4]> {
    let items = located
        .entries
        .get("ByteRange")
        .filter(|_| located.has_direct_range)?
        .as_array()?;
    let numbers: Option<Vec<u64>> = items
        .iter()
        .map(|item| {
            item.as_integer()
                .and_then(|value| u64::try_from(value).ok())
        })
        .collect();
    numbers?.try_into().ok()
}

const LOWER: u8 = 1;
const UPPER: u8 = 2;
const OTHER: u8 = 4;

/// The class of a byte as a hexadecimal digit.
fn kind(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => 0,
        b'a'..=b'f' => LOWER,
        b'A'..=b'F' => UPPER,
        _ => OTHER,
    }
}

fn judge(file: &[u8], document: &Document<'_>, located: &Located, range: [u64; 4]) -> Coverage {
    let Some(contents) = &located.contents else {
        return Coverage::Wrong(RangeError::ContentsMissing);
    };
    if range[0] != 0 {
        return Coverage::Wrong(RangeError::Start);
    }
    if [range[1], range[2]] != [contents.start as u64, contents.end as u64] {
        return Coverage::Wrong(RangeError::Gap);
    }
    let digits = &file[contents.start + 1..contents.end - 1];
    let kinds = digits.iter().fold(0, |kinds, digit| kinds | kind(*digit));
    if kinds & OTHER != 0 || !digits.len().is_multiple_of(2) {
        return Coverage::Wrong(RangeError::Digits);
    }
    // A program writes the value at once and in one case, so mixed cases show a later change.
    if kinds == LOWER | UPPER {
        return Coverage::Wrong(RangeError::Rewritten);
    }
    let Some(end) = range[2].checked_add(range[3]) else {
        return Coverage::Wrong(RangeError::Outside);
    };
    if end == file.len() as u64 {
        return Coverage::Whole;
    }
    let spans = document.revisions();
    let last = spans.last().map_or(0, |span| span.bytes.end);
    if last < file.len() && white_space_after(file, document) == 0 && end <= last as u64 {
        return Coverage::Wrong(RangeError::UnsignedBytes);
    }
    let of = spans
        .iter()
        .position(|span| end == span.eof as u64 || end == span.bytes.end as u64);
    match of {
        Some(index) if contents.end <= spans[index].eof => Coverage::Older {
            later: spans.len() - 1 - index,
        },
        _ => Coverage::Wrong(RangeError::End),
    }
}

/// `/P` of the certification signature's permissions; 2 is the default (table 257).
pub(crate) fn permissions(document: &Document<'_>, located: &Located) -> Option<i64> {
    let list = document.value(&located.entries, "Reference").ok()?;
    for item in list.as_array()?.iter().take(100) {
        let item = document.follow(item).ok()?;
        let Some(reference) = item.as_dictionary() else {
            continue;
        };
        if reference.is("TransformMethod", "DocMDP") {
            let params = document.value(reference, "TransformParams").ok()?;
            let level = params
                .as_dictionary()
                .and_then(|params| params.get("P"))
                .and_then(Object::as_integer);
            return Some(level.unwrap_or(2));
        }
    }
    None
}
