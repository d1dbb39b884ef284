//! What the second painter finds on a page: marks, their places, and what it can't read.
#![allow(clippy::unwrap_used, clippy::panic)]

use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::Document;
use onesign_pdf::shown::{Easel, Kind, Painted, Unread, compare_marks};

/// A page of 400 by 400 points with this content, whose dictionary has these entries, further objects from 6 on.
fn file(content: &str, entries: &str, more: &[&str]) -> Vec<u8> {
    let resources = "/Font<</F1 5 0 R>>/XObject<</X 6 0 R>>/ExtGState<</G<</ca .5>>>>";
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Resources<<{resources}>>/Contents 4 0 R{entries}>>"
    );
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Courier>>";
    let content = match content.strip_prefix("raw:") {
        Some(raw) => raw.to_owned(),
        None => stream("", content),
    };
    let first = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        &page,
        &content,
        font,
    ];
    let bodies = first.iter().chain(more);
    let (mut file, mut table) = (String::from("%PDF-1.7\n"), String::new());
    let mut count = 1;
    for (number, body) in (1..).zip(bodies) {
        table += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{number} 0 obj\n{body}\nendobj\n");
        count = number + 1;
    }
    let at = file.len();
    file += &format!(
        "xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n"
    );
    file.into_bytes()
}

fn stream(entries: &str, data: &str) -> String {
    format!(
        "<</Length {}{entries}>>\nstream\n{data}\nendstream",
        data.len()
    )
}

fn form(content: &str) -> String {
    stream("/Subtype/Form/BBox[0 0 100 20]", content)
}

fn page(document: &Document<'_>) -> Dictionary {
    let page = document.pages().unwrap()[0];
    match document.object(page).unwrap() {
        Object::Dictionary(page) => page,
        other => panic!("{other:?}"),
    }
}

fn painted(file: &[u8]) -> Painted {
    let document = Document::parse(file).unwrap();
    Easel::of(&document).page(&page(&document))
}

fn marks(content: &str) -> Vec<(Kind, [i64; 4])> {
    let painted = painted(&file(content, "", &[&form("")]));
    assert_eq!(painted.unread, None, "{content}");
    let marks = painted.marks.iter();
    marks
        .map(|mark| (mark.kind, mark.area.map(|side| side.round() as i64)))
        .collect()
}

#[test]
fn a_piece_of_text_has_its_whole_width() {
    // Courier: every glyph is 0.6 wide.
    let text = |content: &str| marks(&format!("BT /F1 10 Tf {content} ET"));
    let one = |area: [i64; 4]| vec![(Kind::Text, area)];
    assert_eq!(text("100 100 Td (ab cd) Tj"), one([100, 98, 130, 109]));
    assert_eq!(text("100 100 Td <6162> Tj"), one([100, 98, 112, 109]));
    assert_eq!(text("2 0 0 2 100 100 Tm (ab) Tj"), one([100, 95, 124, 118]));
    assert_eq!(
        text("0 1 -1 0 100 100 Tm (ab) Tj"),
        one([91, 100, 103, 112])
    );
    // A second piece begins where the first ends.
    let both = text("100 100 Td (ab) Tj (cd) Tj");
    assert_eq!(both[1], (Kind::Text, [112, 98, 124, 109]));
    // Wide gaps part a text.
    assert_eq!(text("10 100 Td [(ab) -9000 (cd)] TJ").len(), 2);
    assert_eq!(text("10 100 Td (ab        cd) Tj").len(), 2);
}

#[test]
fn blanks_lines_and_unseen_text_are_no_text() {
    let text = |content: &str| marks(&format!("BT /F1 10 Tf 10 100 Td {content} ET"));
    assert_eq!(text("(    ) Tj"), []);
    assert_eq!(text("3 Tr (ab) Tj"), []);
    let line = text("(__________) Tj");
    assert_eq!((line.len(), line[0].0), (1, Kind::Rule));
    let label = text("(Paid: __________) Tj");
    assert_eq!(label[0].0, Kind::Text);
}

#[test]
fn paint_is_clipped_and_sorted() {
    for (content, kind, area) in [
        ("1 g 10 10 100 50 re f", Kind::Ground, [10, 10, 110, 60]),
        ("0 g 10 10 100 50 re f", Kind::Block, [10, 10, 110, 60]),
        (
            "0 g 10 10 m 110 10 l 110 60 l 10 60 l h f",
            Kind::Block,
            [10, 10, 110, 60],
        ),
        (
            "0 g 10 10 m 110 10 l 60 60 l h f",
            Kind::Path,
            [10, 10, 110, 60],
        ),
        (
            "20 20 50 400 re W n 1 g 10 10 100 50 re f",
            Kind::Ground,
            [20, 20, 70, 60],
        ),
        ("10 10 m 200 10 l S", Kind::Rule, [9, 9, 201, 11]),
        ("10 10 100 50 re S", Kind::Rule, [9, 9, 111, 61]),
        ("10 10 m 200 20 l S", Kind::Path, [9, 9, 201, 21]),
        // A stroke as short as those of letters.
        ("10 10 m 10 20 l S", Kind::Path, [9, 9, 11, 21]),
        (
            "q 50 0 0 20 10 10 cm /X Do Q",
            Kind::Picture,
            [10, 10, 60, 30],
        ),
        (
            "q 50 0 0 20 10 10 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q",
            Kind::Picture,
            [10, 10, 60, 30],
        ),
    ] {
        let image = stream(
            "/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
            "x",
        );
        let painted = painted(&file(content, "", &[&image]));
        assert_eq!(painted.unread, None, "{content}");
        let [mark] = painted.marks.as_slice() else {
            panic!("{content}: {painted:?}");
        };
        assert_eq!(mark.kind, kind, "{content}");
        assert_eq!(mark.area.map(|side| side.round() as i64), area, "{content}");
    }
    assert!(marks("500 500 10 10 re f").is_empty(), "outside the page");
}

#[test]
fn what_cannot_be_read_is_said() {
    let read = |content: &str, more: &str| painted(&file(content, "", &[more])).unread;
    assert_eq!(read("BT /F1 9 Tf (a) Tj ET", &form("")), None);
    for (content, why) in [
        ("BT /F2 9 Tf (a) Tj ET", Unread::Resource),
        ("BT (a) Tj ET", Unread::Resource),
        ("/Y Do", Unread::Resource),
        ("/H gs", Unread::Resource),
        ("BT /F1 9 Tf (a) Tx ET", Unread::Operator),
        ("BT /F1 9 Tf (a Tj ET", Unread::Syntax),
        ("1 0 0 1 0 cm", Unread::Syntax),
        ("(a) Tj", Unread::Syntax),
        (
            "raw:<</Length 4/Filter/Unheard>>\nstream\nabcd\nendstream",
            Unread::Data,
        ),
        (
            "raw:<</Length 4/Filter/FlateDecode>>\nstream\nabcd\nendstream",
            Unread::Data,
        ),
        (
            "raw:<</Length 4/Filter/Crypt/DecodeParms<</Name/Own>>>>\nstream\nabcd\nendstream",
            Unread::Data,
        ),
        ("raw:<</Type/Nothing>>", Unread::Object),
    ] {
        assert_eq!(read(content, &form("")), Some(why), "{content}");
    }
    // A form that paints itself.
    let own = stream(
        "/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>",
        "/X Do",
    );
    assert_eq!(read("/X Do", &own), Some(Unread::TooMuch));
    let many = "0 w ".repeat(100);
    assert_eq!(read(&many, &form("")), None);
}

/// ASCII base-85 (7.4.3).
fn base_85(data: &[u8]) -> String {
    let mut text = String::new();
    for piece in data.chunks(4) {
        let mut four = [0; 4];
        four[..piece.len()].copy_from_slice(piece);
        let number = u32::from_be_bytes(four);
        let digits = (0..5).rev().map(|at| number / 85_u32.pow(at) % 85);
        let digits = digits.map(|digit| char::from(b'!' + digit as u8));
        text.extend(digits.take(piece.len() + 1));
    }
    text + "~>"
}

#[test]
fn every_filter_of_content_is_undone() {
    const LINE: &str = "10 10 m 200 10 l S";
    let digits: String = LINE.bytes().map(|byte| format!("{byte:02x}")).collect();
    for (filters, data) in [
        ("/ASCIIHexDecode", digits + ">"),
        ("/ASCII85Decode", base_85(LINE.as_bytes())),
        ("[/ASCII85Decode/Crypt]", base_85(LINE.as_bytes())),
        ("/Crypt", LINE.to_owned()),
        ("/RunLengthDecode", format!("\u{11}{LINE}")),
    ] {
        let content = format!("raw:{}", stream(&format!("/Filter {filters}"), &data));
        let painted = painted(&file(&content, "", &[&form("")]));
        assert_eq!(
            (painted.unread, painted.marks.len()),
            (None, 1),
            "{filters}"
        );
    }
}

#[test]
fn annotations_are_painted_in_every_state() {
    let widget = "<</Type/Annot/Subtype/Widget/Rect[10 10 110 30]/F 4/AS/Off\
        /AP<</N<</Yes 6 0 R/Off 7 0 R>>/D 6 0 R>>>>";
    let look = form("0 g 0 0 100 20 re f");
    let painted = painted(&file("", "/Annots[8 0 R]", &[&look, &form(""), widget]));
    assert_eq!(painted.unread, None);
    let blocks: Vec<bool> = painted
        .of_annotation(8)
        .map(|mark| mark.when.at_choice)
        .collect();
    assert_eq!(blocks, [true, true]);
    assert_eq!(painted.marks[0].kind, Kind::Field);
    assert_eq!(painted.area_of(8), Some([10.0, 10.0, 110.0, 30.0]));
}

#[test]
fn a_look_fills_its_place_and_no_more() {
    let look = |entries: &str| stream(entries, "0 g -500 -500 1000 1000 re f");
    let stamp = |rest: &str| format!("<</Type/Annot/Subtype/Stamp{rest}/AP<</N 6 0 R>>>>");
    let area = |rest: &str, entries: &str| {
        let painted = painted(&file("", "/Annots[7 0 R]", &[&look(entries), &stamp(rest)]));
        (painted.unread, painted.area_of(7))
    };
    let plain = "/Subtype/Form/BBox[0 0 100 20]";
    assert_eq!(
        area("/Rect[10 10 110 30]", plain),
        (None, Some([10.0, 10.0, 110.0, 30.0]))
    );
    // The corners of a rectangle come in any order.
    assert_eq!(
        area("/Rect[110 30 10 10]", plain),
        (None, Some([10.0, 10.0, 110.0, 30.0]))
    );
    let turned = "/Subtype/Form/BBox[0 0 100 20]/Matrix[0 1 -1 0 0 0]";
    assert_eq!(
        area("/Rect[10 10 30 110]", turned).1,
        Some([10.0, 10.0, 30.0, 110.0])
    );
    // Hidden for everybody.
    assert_eq!(area("/Rect[10 10 110 30]/F 2", plain), (None, None));
    assert!(
        area("/Rect[10 10 110 30]/F 36", plain).1.is_some(),
        "seen in print"
    );
    assert_eq!(area("/Rect[10 10 10 10]", plain), (None, None));
    // Readers scale a look without size in different ways.
    assert_eq!(
        area("/Rect[10 10 110 30]", "/Subtype/Form/BBox[0 0 0 0]").0,
        Some(Unread::Object)
    );
}

#[test]
fn opaque_paint_over_text_is_noticed() {
    let hides = |after: &str| {
        let content = format!("BT /F1 10 Tf 100 100 Td (one thousand) Tj ET {after}");
        painted(&file(&content, "", &[&form("1 g 0 0 400 400 re f")])).hides_text
    };
    assert!(hides("1 g 90 90 200 30 re f"));
    assert!(hides("1 g 90 90 m 290 90 l 290 120 l 90 120 l f"));
    assert!(hides("1 g 150 90 60 30 re f"), "the end of it");
    assert!(hides("q 1 0 0 1 90 90 cm /X Do Q"));
    assert!(!hides("/G gs 1 g 90 90 200 30 re f"), "see-through");
    assert!(!hides("1 g 90 130 200 30 re f"), "above");
    assert!(!hides("90 90 200 30 re S"), "a frame");
}

#[test]
fn differences_are_found_mark_by_mark() {
    let text = |words: &str| format!("BT /F1 10 Tf 100 100 Td ({words}) Tj ET");
    let compared = |before: &[u8], after: &[u8], places: &[onesign_pdf::Area]| {
        let (before, after) = (
            Document::parse(before).unwrap(),
            Document::parse(after).unwrap(),
        );
        compare_marks(&before, &after, |_| places.to_vec())
    };
    let (old, new) = (file(&text("1,000"), "", &[]), file(&text("9,000"), "", &[]));
    assert_eq!(compared(&old, &old, &[]), []);
    let found = compared(&old, &new, &[]);
    let [page] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert!(page.is_lost && !page.is_unread && page.areas.len() == 1);
    let [area] = page.areas.as_slice() else {
        panic!("{page:?}");
    };
    assert!(compared(&old, &new, &[*area]).is_empty());
    let elsewhere = onesign_pdf::Area { x: 0, ..*area };
    assert_eq!(compared(&old, &new, &[elsewhere]), found);
    // Something added loses nothing, unless it is painted over text.
    let with = |paint: &str| file(&format!("{} {paint}", text("1,000")), "", &[]);
    let beside = compared(&old, &with("1 g 10 10 20 20 re f"), &[]);
    assert!(!beside[0].is_lost);
    let over = compared(&old, &with("1 g 90 90 50 30 re f"), &[]);
    assert!(over[0].is_lost);
    // What can't be read is no difference as long as nothing on the page differs.
    let (odd, other) = (file("(a) Tj", "", &[]), file("(b) Tj", "", &[]));
    assert_eq!(compared(&odd, &odd, &[]), []);
    assert!(compared(&odd, &other, &[])[0].is_unread);
}
