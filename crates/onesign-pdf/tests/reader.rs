//! What the strict reader makes of every kind of cross-reference section, revision by revision.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;

use onesign_pdf::object::{Object, Ref};
use onesign_pdf::read::{Document, Entry, ReadError};

/// A file written by hand: keeps the offsets of what is added.
struct File {
    bytes: Vec<u8>,
    offsets: BTreeMap<u32, usize>,
}

impl File {
    fn new() -> Self {
        Self {
            bytes: b"%PDF-1.7\n".to_vec(),
            offsets: BTreeMap::new(),
        }
    }

    fn push(&mut self, text: &str) -> usize {
        let at = self.bytes.len();
        self.bytes.extend_from_slice(text.as_bytes());
        at
    }

    fn object(&mut self, number: u32, body: &str) {
        let at = self.push(&format!("{number} 0 obj\n{body}\nendobj\n"));
        self.offsets.insert(number, at);
    }

    /// An object stream with these objects.
    fn container(&mut self, number: u32, objects: &[(u32, &str)]) {
        let (mut head, mut body) = (String::new(), String::new());
        for (inside, text) in objects {
            head.push_str(&format!("{inside} {} ", body.len()));
            body.push_str(&format!("{text} "));
        }
        let (first, length, count) = (head.len(), head.len() + body.len(), objects.len());
        self.object(
            number,
            &format!("<</Type/ObjStm/N {count}/First {first}/Length {length}>>\nstream\n{head}{body}\nendstream"),
        );
    }

    /// A table of these objects, `None` for one that is free. Gives its offset.
    fn table(&mut self, listed: &[(u32, bool)], trailer: &str) -> usize {
        let start = self.push("xref\n");
        for (number, in_use) in listed {
            let line = match (in_use, self.offsets.get(number)) {
                (true, Some(at)) => format!("{number} 1\n{at:010} 00000 n \n"),
                _ => format!("{number} 1\n0000000000 65535 f \n"),
            };
            self.push(&line);
        }
        self.push(&format!("trailer\n<<{trailer}>>\n"));
        start
    }

    /// A cross-reference stream with rows of one, three and one bytes. Gives its offset.
    fn stream(&mut self, number: u32, rows: &[(u32, [u32; 3])], extra: &str) -> usize {
        let start = self.bytes.len();
        let index: String = rows
            .iter()
            .map(|(number, _)| format!("{number} 1 "))
            .collect();
        let length = rows.len() * 5;
        self.push(&format!(
            "{number} 0 obj\n<</Type/XRef/W[1 3 1]/Index[{index}]/Length {length}{extra}>>\nstream\n"
        ));
        for (_, [kind, second, third]) in rows {
            self.bytes.push(*kind as u8);
            self.bytes.extend_from_slice(&second.to_be_bytes()[1..]);
            self.bytes.push(*third as u8);
        }
        self.push("\nendstream\nendobj\n");
        start
    }

    fn end(&mut self, pointer: usize) {
        self.push(&format!("startxref\n{pointer}\n%%EOF\n"));
    }
}

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

/// The page stands in an object stream that only readers of cross-reference streams know of.
fn hybrid(pointer: Option<usize>) -> File {
    let mut file = File::new();
    file.object(1, CATALOG);
    file.object(2, PAGES);
    file.container(4, &[(3, PAGE)]);
    let container = file.offsets[&4] as u32;
    let beside = file.stream(
        5,
        &[(3, [2, 4, 0]), (4, [1, container, 0])],
        "/Size 6/Root 1 0 R",
    );
    let beside = pointer.unwrap_or(beside);
    let start = file.table(
        &[
            (0, false),
            (1, true),
            (2, true),
            (3, false),
            (4, false),
            (5, false),
        ],
        &format!("/Size 6/Root 1 0 R/XRefStm {beside}"),
    );
    file.end(start);
    file
}

#[test]
fn a_hybrid_file_shows_what_its_table_hides() {
    let file = hybrid(None).bytes;
    let document = Document::parse(&file).unwrap();
    assert_eq!(document.pages().unwrap(), [Ref::new(3)]);
    assert_eq!(
        document.entries().get(&3),
        Some(&Entry::Inside {
            container: 4,
            index: 0
        })
    );
    assert_eq!(document.revisions().len(), 1);
    assert_eq!(document.byte_account().unwrap(), [vec![]]);
}

#[test]
fn a_hybrid_file_must_point_to_a_stream_of_its_own_revision() {
    for pointer in [0, 9, 1 << 20] {
        assert!(
            Document::parse(&hybrid(Some(pointer)).bytes).is_err(),
            "{pointer}"
        );
    }
    // A second revision that borrows the stream of the first.
    let mut file = hybrid(None);
    let first = Document::parse(&file.bytes).unwrap().trailer().clone();
    let beside = first.get("XRefStm").and_then(Object::as_integer).unwrap();
    let before = Document::parse(&file.bytes).unwrap().revisions()[0]
        .bytes
        .end;
    let previous = file.bytes.windows(5).rposition(|w| w == b"xref\n").unwrap();
    let previous = file.bytes[..previous]
        .windows(5)
        .rposition(|w| w == b"xref\n")
        .unwrap();
    file.object(2, PAGES);
    let start = file.table(
        &[(2, true)],
        &format!("/Size 6/Root 1 0 R/Prev {previous}/XRefStm {beside}"),
    );
    file.end(start);
    assert!(before < start);
    assert!(Document::parse(&file.bytes).is_err());
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
fn an_object_stream_is_that_of_the_revision() {
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
fn nothing_may_stand_before_the_header() {
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
fn pointers_in_a_circle_and_endless_chains_are_errors() {
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
