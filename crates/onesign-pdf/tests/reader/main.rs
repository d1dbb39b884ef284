//! The strict reader on every kind of cross-reference section, revision by revision.
#![allow(clippy::unwrap_used, clippy::panic)]

mod encrypted;
mod file;
mod hybrid;

use onesign_pdf::object::{Object, Ref};
use onesign_pdf::read::{Document, ReadError};

use file::File;

const CATALOG: &str = "<</Type/Catalog/Pages 2 0 R>>";
const PAGES: &str = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
const PAGE: &str = "<</Type/Page/Parent 2 0 R>>";

/// Catalogue, page tree and page, listed by a table.
fn plain() -> (File, usize) {
    let mut file = File::new();
    file.object(1, CATALOG);
    file.object(2, PAGES);
    file.object(3, PAGE);
    let start = file.table(
        &[(0, false), (1, true), (2, true), (3, true)],
        "/Size 4/Root 1 0 R",
    );
    file.end(start);
    (file, start)
}

#[test]
fn every_revision_shows_its_own_objects() {
    let (mut file, first) = plain();
    file.object(3, "<</Type/Page/Parent 2 0 R/Rotate 90>>");
    file.object(4, "(new)");
    let second = file.table(
        &[(3, true), (4, true)],
        &format!("/Size 5/Root 1 0 R/Prev {first}"),
    );
    file.end(second);
    let third = file.table(&[(4, false)], &format!("/Size 5/Root 1 0 R/Prev {second}"));
    file.end(third);

    let document = Document::parse(&file.bytes).unwrap();
    assert_eq!(document.revisions().len(), 3);
    let rotation = |index: usize| {
        let page = document.object_at(index, Ref::new(3)).unwrap();
        page.as_dictionary()
            .unwrap()
            .get("Rotate")
            .and_then(Object::as_integer)
    };
    assert_eq!([0, 1, 2].map(rotation), [None, Some(90), Some(90)]);
    let note = |index: usize| document.object_at(index, Ref::new(4)).unwrap();
    let new = Object::String(b"new".to_vec());
    assert_eq!([0, 1, 2].map(note), [Object::Null, new, Object::Null]);
    assert!(document.object_at(3, Ref::new(4)).is_err());
    assert_eq!(document.object(Ref::new(4)).unwrap(), Object::Null);
    for index in 0..3 {
        let older = document.at_revision(index).unwrap();
        let alone = Document::parse(older.bytes()).unwrap();
        assert_eq!(older.entries(), alone.entries());
        assert_eq!(older.trailer(), alone.trailer());
        assert_eq!(
            older.object(Ref::new(3)),
            document.object_at(index, Ref::new(3))
        );
    }
    assert_eq!(document.byte_account().unwrap(), [vec![], vec![], vec![]]);
}

#[test]
fn each_revision_has_its_own_object_stream() {
    let mut file = File::new();
    let one = |file: &mut File, text: &str, previous: &str| {
        file.container(4, &[(1, CATALOG), (2, PAGES), (3, text)]);
        let at = file.offsets[&4] as u32;
        let rows = [
            (1, [2, 4, 0]),
            (2, [2, 4, 1]),
            (3, [2, 4, 2]),
            (4, [1, at, 0]),
        ];
        let start = file.stream(5, &rows, &format!("/Size 6/Root 1 0 R{previous}"));
        file.end(start);
        start
    };
    let first = one(&mut file, PAGE, "");
    one(
        &mut file,
        "<</Type/Page/Rotate 180>>",
        &format!("/Prev {first}"),
    );
    let document = Document::parse(&file.bytes).unwrap();
    let has_rotation = |index: usize| {
        let page = document.object_at(index, Ref::new(3)).unwrap();
        page.as_dictionary().unwrap().contains("Rotate")
    };
    assert_eq!([0, 1].map(has_rotation), [false, true]);
    assert_eq!(document.byte_account().unwrap(), [vec![], vec![]]);
}

#[test]
fn an_object_stream_lists_a_number_once() {
    // Readers disagree on whether the index or the number counts.
    for (second, is_right) in [(4, true), (3, false)] {
        let mut file = File::new();
        file.container(5, &[(1, CATALOG), (2, PAGES), (3, PAGE), (second, PAGE)]);
        let at = file.offsets[&5] as u32;
        let rows = [
            (1, [2, 5, 0]),
            (2, [2, 5, 1]),
            (3, [2, 5, 2]),
            (5, [1, at, 0]),
        ];
        let start = file.stream(6, &rows, "/Size 7/Root 1 0 R");
        file.end(start);
        assert_eq!(Document::parse(&file.bytes).is_ok(), is_right);
    }
}

#[test]
fn a_page_has_no_kids() {
    // Readers disagree on whether its type or its kids make it a page.
    for (extra, is_right) in [("", true), ("/Kids[]", false)] {
        let mut file = File::new();
        file.object(1, CATALOG);
        file.object(2, PAGES);
        file.object(3, &format!("<</Type/Page/Parent 2 0 R{extra}>>"));
        let start = file.table(
            &[(0, false), (1, true), (2, true), (3, true)],
            "/Size 4/Root 1 0 R",
        );
        file.end(start);
        let document = Document::parse(&file.bytes).unwrap();
        assert_eq!(document.pages().is_ok(), is_right);
    }
}

#[test]
fn a_linearised_file_is_one_revision() {
    let mut file = File::new();
    // The front section points to the main one further on, whose offset is patched in.
    file.object(3, PAGE);
    let front = file.bytes.len();
    let place = "xref\n3 1\n0000000009 00000 n \ntrailer\n<</Size 4/Root 1 0 R/Prev ";
    file.push(&format!("{place}0000000000>>\nstartxref\n0\n%%EOF\n"));
    file.object(1, CATALOG);
    file.object(2, PAGES);
    let main = file.table(&[(0, false), (1, true), (2, true)], "/Size 3");
    file.end(front);
    let digits = front + place.len();
    file.bytes[digits..digits + 10].copy_from_slice(format!("{main:010}").as_bytes());

    let document = Document::parse(&file.bytes).unwrap();
    assert_eq!(document.revisions().len(), 1);
    assert_eq!(document.pages().unwrap(), [Ref::new(3)]);
    assert_eq!(document.byte_account().unwrap(), [vec![]]);
}

#[test]
fn no_bytes_may_precede_the_header() {
    let (file, _) = plain();
    assert!(Document::parse(&file.bytes).is_ok());
    for before in ["\n", " ", "\u{feff}", "junk\n"] {
        let moved = [before.as_bytes(), &file.bytes].concat();
        assert_eq!(
            Document::parse(&moved).err(),
            Some(ReadError::NoHeader),
            "{before:?}"
        );
    }
}

#[test]
fn circular_pointers_and_endless_chains_are_errors() {
    let (mut file, first) = plain();
    let own = file.bytes.len();
    let start = file.table(&[(3, true)], &format!("/Size 4/Root 1 0 R/Prev {own}"));
    assert_eq!(own, start);
    file.end(start);
    assert!(matches!(
        Document::parse(&file.bytes),
        Err(ReadError::CrossReference(_, _))
    ));

    let (mut file, _) = plain();
    let mut previous = first;
    for _ in 0..1000 {
        let start = file.table(&[(3, true)], &format!("/Size 4/Root 1 0 R/Prev {previous}"));
        file.end(start);
        previous = start;
    }
    assert!(matches!(
        Document::parse(&file.bytes),
        Err(ReadError::Limit(_))
    ));
}

#[test]
fn the_data_of_a_stream_are_read_only_with_it() {
    let mut file = File::new();
    file.object(1, CATALOG);
    file.object(2, PAGES);
    file.object(3, PAGE);
    file.object(4, "<</Length 5/A 1>>\nstream\nhello\nendstream");
    let start = file.table(
        &[(0, false), (1, true), (2, true), (3, true), (4, true)],
        "/Size 5/Root 1 0 R",
    );
    file.end(start);
    let document = Document::parse(&file.bytes).unwrap();
    let stream = document.object(Ref::new(4)).unwrap();
    assert_eq!(stream.as_stream().unwrap().data, b"hello");
    let head = document.head(Ref::new(4)).unwrap();
    assert_eq!(head.as_dictionary(), stream.as_dictionary());
    assert!(head.as_stream().is_none());
}

#[test]
fn a_trailer_after_a_stream_only_repeats_it() {
    for (trailer, is_read) in [
        ("/Size 5/ID[(a)(b)]", true),
        ("/Size 5/Root 1 0 R", false),
        ("/Prev 0", false),
    ] {
        let mut file = File::new();
        file.object(1, CATALOG);
        file.object(2, PAGES);
        file.object(3, PAGE);
        let rows = [1_u32, 2, 3].map(|number| (number, [1, file.offsets[&number] as u32, 0]));
        let start = file.stream(4, &rows, "/Size 5/Root 1 0 R");
        file.push(&format!("trailer\n<<{trailer}>>\n"));
        file.end(start);
        let document = Document::parse(&file.bytes);
        assert_eq!(document.is_ok(), is_read, "{trailer}");
        if let Ok(document) = document {
            assert_eq!(document.byte_account().unwrap(), [vec![]]);
        }
    }
}

/// Catalogue, page tree and page, an object stream that holds a length, and a stream that has this length.
fn with_a_length_inside(container_length: Option<&str>) -> Vec<u8> {
    let mut file = File::new();
    file.object(1, CATALOG);
    file.object(2, PAGES);
    file.object(3, PAGE);
    file.object(4, "<</Length 6 0 R>>\nstream\nabcd\nendstream");
    file.container(5, &[(6, "4")]);
    if let Some(length) = container_length {
        let at = file.offsets[&5];
        let text = String::from_utf8(file.bytes[at..].to_vec()).unwrap();
        let start = text.find("/Length ").unwrap() + 8;
        let end = start + text[start..].find('>').unwrap();
        file.bytes
            .splice(at + start..at + end, length.bytes())
            .for_each(drop);
    }
    let mut rows: Vec<(u32, [u32; 3])> = (1..=5)
        .map(|number| (number, [1, file.offsets[&number] as u32, 0]))
        .collect();
    rows.push((6, [2, 5, 0]));
    let start = file.stream(7, &rows, "/Size 8/Root 1 0 R");
    file.end(start);
    file.bytes
}

#[test]
fn the_length_of_a_stream_may_be_in_an_object_stream() {
    let file = with_a_length_inside(None);
    let document = Document::parse(&file).unwrap();
    let stream = document.object(Ref::new(4)).unwrap();
    assert_eq!(stream.as_stream().unwrap().data, b"abcd");
    assert_eq!(document.byte_account().unwrap(), [vec![]]);
}

/// 7.5.7: not the length of an object stream, or a reader would have to decode it to decode it.
#[test]
fn the_length_of_an_object_stream_is_outside_object_streams() {
    let file = with_a_length_inside(Some("6 0 R"));
    let document = Document::parse(&file).unwrap();
    for number in [4, 5, 6] {
        assert!(document.object(Ref::new(number)).is_err(), "{number}");
    }
}
