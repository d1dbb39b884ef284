//! Hybrid tables, which have a stream (7.5.8.4).

use onesign_pdf::object::{Object, Ref};
use onesign_pdf::read::{Document, Entry, ReadError, flaw};

use super::file::File;
use super::{CATALOG, PAGE, PAGES};

/// The page is in an object stream that only readers of cross-reference streams find.
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
fn a_hybrid_file_must_point_to_a_stream() {
    for pointer in [0, 9, 1 << 20] {
        assert!(
            Document::parse(&hybrid(Some(pointer)).bytes).is_err(),
            "{pointer}"
        );
    }
}

/// The offsets of a file's newest table and of the stream in its trailer.
fn table_and_stream(file: &File) -> (usize, i64) {
    let document = Document::parse(&file.bytes).unwrap();
    let beside = document
        .trailer()
        .get("XRefStm")
        .and_then(Object::as_integer);
    let is_table =
        |at: &usize| file.bytes[..*at].ends_with(b"\n") && file.bytes[*at..].starts_with(b"xref\n");
    let table = (0..file.bytes.len()).rev().find(is_table).unwrap();
    (table, beside.unwrap())
}

/// As Word saves: a whole file for old readers that contains the stream, and a revision that names it.
#[test]
fn a_stream_may_be_in_the_revision_before_its_table() {
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
    file.offsets.insert(5, beside);
    // The object stream is hidden from old readers.
    let listed = [(1, true), (2, true), (3, false), (4, false), (5, true)];
    let first = file.table(&listed, "/Size 6/Root 1 0 R");
    file.end(first);
    let trailer = format!("/Size 6/Root 1 0 R/Prev {first}/XRefStm {beside}");
    let second = file.table(&[], &trailer);
    file.end(second);
    let document = Document::parse(&file.bytes).unwrap();
    assert_eq!(document.pages().unwrap(), [Ref::new(3)]);
    assert_eq!(document.object_at(0, Ref::new(3)).unwrap(), Object::Null);
    assert_eq!(document.byte_account().unwrap(), [vec![], vec![]]);
}

/// A tool that copies the trailer also copies the pointer. Readers that follow it twice must see the same as those
/// that don't.
#[test]
fn a_stream_may_be_named_again_if_it_changes_nothing() {
    let mut file = hybrid(None);
    let (first, beside) = table_and_stream(&file);
    let trailer = |before: usize| format!("/Size 6/Root 1 0 R/Prev {before}/XRefStm {beside}");
    file.object(2, PAGES);
    let second = file.table(&[(2, true)], &trailer(first));
    file.end(second);
    let document = Document::parse(&file.bytes).unwrap();
    assert_eq!(document.pages().unwrap(), [Ref::new(3)]);
    assert_eq!(document.byte_account().unwrap(), [vec![], vec![]]);

    // The page is replaced, and the stream would bring back the old one.
    file.object(3, "<</Type/Page/Parent 2 0 R/Rotate 90>>");
    let third = file.table(&[(3, true)], &trailer(second));
    file.end(third);
    assert!(Document::parse(&file.bytes).is_ok());
    let fourth = file.table(&[], &trailer(third));
    file.end(fourth);
    assert_eq!(
        Document::parse(&file.bytes).unwrap_err(),
        ReadError::CrossReference(usize::try_from(beside).unwrap(), flaw::section_twice())
    );
}

#[test]
fn a_stream_is_not_named_again_if_its_object_was_deleted() {
    let mut file = hybrid(None);
    let (first, beside) = table_and_stream(&file);
    let second = file.table(
        &[(3, false)],
        &format!("/Size 6/Root 1 0 R/Prev {first}/XRefStm {beside}"),
    );
    file.end(second);
    assert!(Document::parse(&file.bytes).is_err());
}

/// A file of one revision, and a second one: a hybrid table with a stream that lists `rows`.
fn with_a_hybrid_revision(
    table: &[(u32, bool)],
    rows: &[(u32, [u32; 3])],
    stream_previous: Option<usize>,
) -> Result<(), ReadError> {
    let mut file = File::new();
    for (number, body) in [(1, CATALOG), (2, PAGES), (3, PAGE)] {
        file.object(number, body);
    }
    let all = [(0, false), (1, true), (2, true), (3, true)];
    let first = file.table(&all, "/Size 4/Root 1 0 R");
    file.end(first);
    let previous = stream_previous.map_or(String::new(), |at| {
        format!("/Prev {}", if at == 0 { first } else { at })
    });
    let place = file.offsets[&3] as u32;
    let rows: Vec<(u32, [u32; 3])> = rows
        .iter()
        .map(|(number, [kind, at, more])| (*number, [*kind, place + at, *more]))
        .collect();
    let beside = file.stream(5, &rows, &format!("/Size 6/Root 1 0 R{previous}"));
    let second = file.table(
        table,
        &format!("/Size 6/Root 1 0 R/Prev {first}/XRefStm {beside}"),
    );
    file.end(second);
    Document::parse(&file.bytes).map(|_| ())
}

#[test]
fn table_and_stream_agree_on_earlier_objects() {
    let page = (3, [1, 0, 0]);
    assert_eq!(with_a_hybrid_revision(&[(0, false)], &[page], None), Ok(()));
    let same = with_a_hybrid_revision(&[(0, false), (3, true)], &[page], None);
    assert_eq!(same, Ok(()));
    // Some readers see the object as deleted, others don't.
    let refused = with_a_hybrid_revision(&[(0, false), (3, false)], &[page], None);
    assert!(
        matches!(refused, Err(ReadError::CrossReference(_, why)) if why == flaw::table_and_stream_differ()),
        "{refused:?}"
    );
}

#[test]
fn a_hybrid_stream_and_its_table_have_the_same_predecessor() {
    assert_eq!(with_a_hybrid_revision(&[(0, false)], &[], Some(0)), Ok(()));
    let refused = with_a_hybrid_revision(&[(0, false)], &[], Some(9));
    assert!(
        matches!(refused, Err(ReadError::CrossReference(_, why)) if why == flaw::stream_leads_elsewhere()),
        "{refused:?}"
    );
}
