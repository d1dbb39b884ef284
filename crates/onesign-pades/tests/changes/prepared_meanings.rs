//! Numbers, operands, flags and references that viewers interpret differently.

use crate::prepared::{assert_steady, numbers};
use crate::prepared_content::more;
use crate::revisions::{change, drawn};
use crate::unsteady::{PAGE, assert_unsteady, dictionary};
use onesign_pdf::object::{Dictionary, Object, Ref, Stream};
use onesign_pdf::write::Revision;

const PAGES: Ref = Ref::new(2);
const CONTENT: Ref = Ref::new(5);

fn content(revision: &mut Revision<'_>, text: &str) -> Object {
    let data = text.as_bytes().to_vec();
    let stream = Stream {
        dictionary: Dictionary::new(),
        data,
    };
    revision.add(stream).into()
}

#[test]
fn operands_that_viewers_interpret_differently_are_reported() {
    for text in [
        "4294967356 300 200 100 re f",
        "1 0 0 1 2147483648 0 cm 1 0 0 1 -2147483648 0 cm",
        "1 0 0 1 99999999 0 cm",
        "BT /F1 9 Tf 9 Tr 72 300 Td (9) Tj ET",
        "BT /F1 9 Tf -1 Tr 72 300 Td (9) Tj ET",
        "BT /F1 9 Tf 3.9 Tr 72 300 Td (9) Tj ET",
        "BT /F1 9 Tf 72 300 Td [(9) [(9)]] TJ ET",
        "BT /F1 9 Tf 72 300 Td [/A (9)] TJ ET",
        "BT /F1 9 Tf 72 300 Td /A Tj ET",
        "-1 w 72 300 m 90 300 l S",
        "3 J 72 300 m 90 300 l S",
        "1.5 j 72 300 m 90 300 l S",
        "[0 0] 0 d 72 300 m 90 300 l S",
        "[3 -3] 0 d 72 300 m 90 300 l S",
        "[3 3] -3 d 72 300 m 90 300 l S",
        "-1 w BT /F1 9 Tf 1 Tr 72 300 Td (9) Tj ET",
        "W n 72 300 9 9 re f",
        "/ gs",
    ] {
        assert_unsteady("content that this check can't read", |revision| {
            more(revision, text, Vec::new());
        });
    }
    for text in [
        "q -8388608 -8388608 16777215 16777215 re W n Q",
        "q -1 w 3 J [0] 0 d Q 72 300 m 90 300 l S",
        "[] 0 d 2 J 1 j [3 0] 1 d 72 300 m 90 300 l S",
        "BT /F1 9 Tf 0 Tr 72 300 Td [(9) -250 (9)] TJ ET",
    ] {
        assert_steady(text, |revision| more(revision, text, Vec::new()));
    }
}

#[test]
fn states_that_viewers_interpret_differently_are_reported() {
    let state = |key: &'static str, value: Object| {
        move |revision: &mut Revision<'_>| {
            let states = dictionary([("G", dictionary([(key, value.clone())]))]);
            let text = "/G gs 72 300 m 90 300 l S";
            more(revision, text, vec![("ExtGState", states)]);
        }
    };
    let names = |names: [&str; 2]| names.map(Object::name).to_vec().into();
    let words = "content that this check can't read";
    assert_unsteady(words, state("BM", Object::name("Foo")));
    assert_unsteady(words, state("BM", names(["Foo", "Screen"])));
    assert_unsteady(words, state("LW", Object::Integer(-1)));
    assert_unsteady(words, state("LC", Object::Integer(7)));
    let dashes = |dash: i64| vec![numbers([dash]), Object::Integer(0)].into();
    assert_unsteady(words, state("D", dashes(0)));
    assert_steady("dashes", state("D", dashes(3)));
    assert_steady("a list", state("BM", names(["Multiply", "Normal"])));
}

#[test]
fn numbers_beyond_32_bits_are_reported() {
    let stamp = |sides: [i64; 4], flags: Object| {
        move |revision: &mut Revision<'_>| {
            let looks = revision.add(drawn("BT /F1 11 Tf 2 6 Td (9000) Tj ET"));
            let stamp = revision.add(Dictionary::from([
                ("Subtype", Object::name("Stamp")),
                ("F", flags.clone()),
                ("Rect", numbers(sides)),
                ("AP", dictionary([("N", looks.into())])),
            ]));
            change(revision, PAGE, "Annots", vec![stamp.into()]);
        }
    };
    let place = [72, 600, 272, 620];
    let beyond = [72 + (1 << 32), 600, 272 + (1 << 32), 620];
    let words = "numbers that are too large";
    assert_unsteady(words, stamp(beyond, Object::Integer(4)));
    assert_unsteady(words, stamp(place, Object::Integer(4 + (1 << 32))));
    let words = "each viewer draws them in its own way";
    assert_unsteady(words, stamp(place, Object::Real("4.0".into())));
    assert_unsteady(words, stamp(place, Object::Integer(5)));
    assert_steady("print", stamp(place, Object::Integer(4)));
}

#[test]
fn content_that_only_some_viewers_find_is_reported() {
    let other = Ref {
        number: CONTENT.number,
        generation: 7,
    };
    let parts = |parts: Vec<Object>| {
        move |revision: &mut Revision<'_>| change(revision, PAGE, "Contents", parts.clone())
    };
    let words = "content that this check can't read";
    assert_unsteady(words, parts(vec![CONTENT.into(), Object::Null]));
    assert_unsteady(words, parts(vec![CONTENT.into(), Ref::new(900).into()]));
    let words = "another generation";
    assert_unsteady(words, parts(vec![CONTENT.into(), other.into()]));
    assert_steady("one part", parts(vec![CONTENT.into()]));
}

/// Viewers put different white space, or none, between the parts.
#[test]
fn strings_and_comments_across_parts_are_reported() {
    let split = |one: &'static str, other: &'static str| {
        move |revision: &mut Revision<'_>| {
            more(revision, "", Vec::new());
            let parts = [one, other].map(|text| content(revision, text));
            let parts = [&[CONTENT.into()], parts.as_slice()].concat();
            change(revision, PAGE, "Contents", parts);
        }
    };
    let words = "content that this check can't read";
    assert_unsteady(words, split("BT /F1 9 Tf 72 300 Td (9", "9) Tj ET"));
    assert_unsteady(
        words,
        split("0 g % black", "72 300 9 9 re f\n72 320 9 9 re f"),
    );
    assert_steady("a path", split("72 300", "m 90 300 l S"));
    assert_steady("a comment", split("0 g % black\n", "72 300 9 9 re f"));
}

#[test]
fn rotations_that_viewers_interpret_differently_are_reported() {
    let turned = |by: Object| {
        move |revision: &mut Revision<'_>| change(revision, PAGE, "Rotate", by.clone())
    };
    let words = "multiple of 90";
    assert_unsteady(words, turned(Object::Integer(45)));
    assert_unsteady(words, turned(Object::Real("90.0".into())));
    assert_steady("once and a quarter", turned(Object::Integer(450)));
    assert_steady("null", turned(Object::Null));
    assert_unsteady("the page tree is not well formed", |revision| {
        change(revision, PAGES, "Rotate", Object::Integer(90));
        change(revision, PAGE, "Rotate", Object::Null);
    });
}
