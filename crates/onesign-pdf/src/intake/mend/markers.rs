//! The positions of objects in a file, regardless of its cross-reference data.

use std::collections::BTreeMap;

use lopdf::ObjectId;

use super::super::lexer::{find, is_blank};
use super::parse::Parser;

/// The headers of all indirect objects outside of stream data.
pub(super) struct Markers {
    /// Positions in file order, each with its object.
    places: Vec<(usize, ObjectId)>,
    /// The last object of each number: later revisions are appended (7.5.6).
    latest: BTreeMap<u32, usize>,
}

impl Markers {
    /// Finds every `N G obj`, at most `most` of them; `None` if there are more.
    pub(super) fn scan(data: &[u8], most: usize) -> Option<Self> {
        let mut places = Vec::new();
        let mut position = 0;
        let mut ends = Ends::default();
        while let Some(byte) = data.get(position) {
            match byte {
                b'o' if starts(data, position, b"obj") => {
                    if let Some(place) = header_before(data, position) {
                        if places.len() >= most {
                            return None;
                        }
                        places.push(place);
                    }
                    position += 3;
                }
                b's' if starts(data, position, b"stream") => {
                    position = past_stream(data, position, &mut ends);
                }
                _ => position += 1,
            }
        }
        let latest = places.iter().map(|(place, id)| (id.0, *place)).collect();
        Some(Self { places, latest })
    }

    /// The position of the last object with this number.
    pub(super) fn latest(&self, number: u32) -> Option<usize> {
        self.latest.get(&number).copied()
    }

    /// The last object of each number, with its position.
    pub(super) fn all(&self) -> impl Iterator<Item = (u32, usize)> + '_ {
        self.latest.iter().map(|(number, place)| (*number, *place))
    }

    /// The latest possible end of the object that begins here: the next header.
    pub(super) fn end(&self, place: usize, data: &[u8]) -> usize {
        let next = self.places.partition_point(|(other, _)| *other <= place);
        self.places
            .get(next)
            .map_or(data.len(), |(other, _)| *other)
    }
}

fn starts(data: &[u8], position: usize, word: &[u8]) -> bool {
    data.get(position..)
        .is_some_and(|rest| rest.starts_with(word))
}

/// The two numbers before the word `obj`, read backwards.
fn header_before(data: &[u8], word: usize) -> Option<(usize, ObjectId)> {
    let (generation, start) = number_before(data, word)?;
    let (number, start) = number_before(data, start)?;
    let id = (u32::try_from(number).ok()?, u16::try_from(generation).ok()?);
    Some((start, id))
}

/// The number that ends before a position, white space aside, and its start.
fn number_before(data: &[u8], position: usize) -> Option<(u64, usize)> {
    let before = data.get(..position)?;
    let blanks = before
        .iter()
        .rev()
        .take_while(|byte| is_blank(**byte))
        .count();
    let end = position.checked_sub(blanks.min(32))?;
    let digits = before.get(..end)?.iter().rev().take(11);
    let count = digits.take_while(|byte| byte.is_ascii_digit()).count();
    let start = end.checked_sub(count)?;
    let text = std::str::from_utf8(before.get(start..end)?).ok()?;
    (count <= 10).then_some(())?;
    Some((text.parse().ok()?, start))
}

/// The position after the data of the stream whose keyword is here; after the keyword if it begins no stream
/// or has no end.
fn past_stream(data: &[u8], word: usize, ends: &mut Ends) -> usize {
    let start = word + b"stream".len();
    let before = data.get(..word).unwrap_or_default();
    let opens = before
        .iter()
        .rev()
        .find(|byte| !is_blank(**byte))
        .is_some_and(|byte| *byte == b'>');
    let rest = data.get(start..).unwrap_or_default();
    if !opens {
        return start;
    }
    let length = declared_length(before).and_then(|length| rest.get(length..));
    let sound = length.filter(|tail| {
        let near = tail.get(..32).unwrap_or(tail);
        let blanks = near.iter().take_while(|byte| is_blank(**byte)).count();
        let word = near.get(blanks..).unwrap_or_default();
        word.starts_with(b"endstream") || find(word, b"endobj").is_some()
    });
    if let Some(tail) = sound {
        return data.len() - tail.len();
    }
    let Some(end) = ends.behind(data, start) else {
        return start;
    };
    // If the keyword is missing or misspelt, the next one belongs to another object.
    let inside = data.get(start..end).unwrap_or_default();
    before_next(inside).map_or(end + b"endstream".len(), |at| start + at)
}

/// Caches the next `endstream`: a new search from each keyword would take quadratic time.
#[derive(Default)]
struct Ends {
    next: usize,
    none: bool,
}

impl Ends {
    fn behind(&mut self, data: &[u8], start: usize) -> Option<usize> {
        if self.next < start && !self.none {
            let found = find(data.get(start..)?, b"endstream");
            self.none = found.is_none();
            self.next = found.map_or(self.next, |at| start + at);
        }
        (self.next >= start).then_some(self.next)
    }
}

/// The position where one object ends and another begins, inside apparent stream data.
fn before_next(inside: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + find(inside.get(from..)?, b"endobj")?;
        from = at + b"endobj".len();
        if Parser::new(inside, from).header().is_some() {
            return Some(from);
        }
    }
}

/// The direct `/Length` of the dictionary that ends here.
fn declared_length(before: &[u8]) -> Option<usize> {
    const WINDOW: usize = 1024;
    let window = before.get(before.len().saturating_sub(WINDOW)..)?;
    let at = window.windows(7).rposition(|word| word == b"/Length")?;
    let rest = window.get(at + 7..)?;
    let blanks = rest.iter().take_while(|byte| is_blank(**byte)).count();
    let digits = rest.get(blanks..)?;
    let count = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    std::str::from_utf8(digits.get(..count)?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_outside_of_streams_only() {
        let data = b"%PDF-1.7\n1 0 obj<<>>endobj 2 0 obj\n<</Length 11>>stream\n9 0 obj <<>>\nendstream endobj\n\
            1 0 obj [] endobj object 3 0 obj";
        let markers = Markers::scan(data, 100).unwrap();
        let numbers: Vec<u32> = markers.places.iter().map(|(_, id)| id.0).collect();
        assert_eq!(numbers, [1, 2, 1, 3]);
        let latest = markers.latest(1).unwrap();
        assert!(data[latest..].starts_with(b"1 0 obj []"));
        assert!(data[markers.end(latest, data)..].starts_with(b"3 0 obj"));
        assert_eq!(markers.latest(9), None);
        assert!(Markers::scan(data, 2).is_none());
        let open = b"1 0 obj <<>> stream\nx\nendobj 2 0 obj <<>> stream\nx\nendstream endobj";
        assert_eq!(Markers::scan(open, 9).unwrap().places.len(), 2);
    }
}
