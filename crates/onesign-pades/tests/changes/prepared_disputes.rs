//! Content that readers show differently although nothing was changed.

use crate::prepared::assert_steady;
use crate::prepared_content::more;
use crate::unsteady::{assert_unsteady, dictionary};
use onesign_pdf::object::{Dictionary, Object, Stream};
use onesign_pdf::write::Revision;

fn numbers(numbers: &[i64]) -> Object {
    let numbers = numbers.iter().map(|number| Object::Integer(*number));
    numbers.collect::<Vec<_>>().into()
}

#[test]
fn names_that_fonts_of_readers_may_lack_are_reported() {
    let font = |code: i64, glyph: &'static str| {
        move |revision: &mut Revision<'_>| {
            let differences = vec![Object::Integer(code), Object::name(glyph)];
            let encoding = dictionary([("Differences", differences.into())]);
            let font = dictionary([
                ("Type", Object::name("Font")),
                ("Subtype", Object::name("Type1")),
                ("BaseFont", Object::name("Helvetica")),
                ("Encoding", encoding),
            ]);
            more(revision, "", vec![("Font", dictionary([("F1", font)]))]);
        }
    };
    for glyph in [
        "uni0031", "u0031", "one.alt", "g49", "a49", "C49", "one_zero", ".notdef",
    ] {
        assert_unsteady("no other font can replace", font(57, glyph));
    }
    for (code, glyph) in [(57, "one"), (24, "breve"), (138, "minus"), (173, ".notdef")] {
        assert_steady(glyph, font(code, glyph));
    }
}

#[test]
fn glyphs_with_colours_of_their_own_are_reported() {
    let font = |content: &'static str| {
        move |revision: &mut Revision<'_>| {
            let glyph = revision.add(Stream {
                dictionary: Dictionary::new(),
                data: content.as_bytes().to_vec(),
            });
            let names = vec![Object::Integer(97), Object::name("a")];
            let font = dictionary([
                ("Type", Object::name("Font")),
                ("Subtype", Object::name("Type3")),
                ("FontMatrix", numbers(&[1, 0, 0, 1, 0, 0])),
                ("FontBBox", numbers(&[0, 0, 1, 1])),
                ("FirstChar", Object::Integer(97)),
                ("LastChar", Object::Integer(97)),
                ("Widths", numbers(&[1])),
                ("Encoding", dictionary([("Differences", names.into())])),
                ("CharProcs", dictionary([("a", glyph.into())])),
            ]);
            let usual = dictionary([
                ("Type", Object::name("Font")),
                ("Subtype", Object::name("Type1")),
                ("BaseFont", Object::name("Helvetica")),
            ]);
            let fonts = dictionary([("F1", usual), ("F3", font)]);
            more(revision, "", vec![("Font", fonts)]);
        }
    };
    assert_steady("plain", font("1 0 0 0 1 1 d1 0 0 1 1 re f"));
    assert_steady("coloured", font("1 0 d0 1 g 0 0 1 1 re f"));
    assert_unsteady(
        "entries contradict each other or its data",
        font("1 0 0 0 1 1 d1 1 g 0 0 1 1 re f"),
    );
}

#[test]
fn images_unlike_their_entries_are_reported() {
    let image = |entries: Vec<(&'static str, Object)>, data: &'static [u8]| {
        move |revision: &mut Revision<'_>| {
            let mut dictionary_of = Dictionary::from([
                ("Type", Object::name("XObject")),
                ("Subtype", Object::name("Image")),
                ("Width", Object::Integer(2)),
                ("Height", Object::Integer(2)),
                ("BitsPerComponent", Object::Integer(8)),
                ("ColorSpace", Object::name("DeviceGray")),
            ]);
            for (key, value) in &entries {
                dictionary_of.set(key, value.clone());
            }
            let image = revision.add(Stream {
                dictionary: dictionary_of,
                data: data.to_vec(),
            });
            let objects = dictionary([("X", image.into())]);
            more(revision, "", vec![("XObject", objects)]);
        }
    };
    const WORDS: &str = "pictures have entries that contradict";
    assert_steady("an image", image(vec![], &[0; 4]));
    assert_unsteady(WORDS, image(vec![], &[0; 3]));
    assert_unsteady(WORDS, image(vec![("Height", Object::Integer(-2))], &[0; 4]));
    assert_unsteady(
        WORDS,
        image(vec![("BitsPerComponent", Object::Integer(3))], &[0; 4]),
    );
    assert_unsteady(WORDS, image(vec![("ColorSpace", Object::Null)], &[0; 4]));
    assert_unsteady(
        WORDS,
        image(vec![("ImageMask", Object::Boolean(true))], &[0; 4]),
    );
    let unknown = vec![("Filter", Object::name("Unknown"))];
    assert_unsteady(WORDS, image(unknown, &[0; 4]));
}

#[test]
fn colours_that_readers_apply_differently_are_reported() {
    let space = |name: &'static str, space: fn() -> Object| {
        move |revision: &mut Revision<'_>| {
            let spaces = dictionary([(name, space())]);
            more(revision, "", vec![("ColorSpace", spaces)]);
        }
    };
    fn ink(name: &str, ends: [i64; 2]) -> Object {
        let end = |at: usize| Object::from(vec![Object::Integer(ends[at])]);
        let tint = dictionary([
            ("FunctionType", Object::Integer(2)),
            ("Domain", numbers(&[0, 1])),
            ("N", Object::Integer(1)),
            ("C0", end(0)),
            ("C1", end(1)),
        ]);
        let gray = Object::name("DeviceGray");
        vec![Object::name("Separation"), Object::name(name), gray, tint].into()
    }
    const WORDS: &str = "colours are defined in a way";
    assert_steady("ink", space("S", || ink("Gold", [1, 1])));
    assert_steady("black ink", space("S", || ink("Black", [1, 0])));
    assert_steady(
        "itself",
        space("DefaultGray", || Object::name("DeviceGray")),
    );
    assert_unsteady(WORDS, space("S", || ink("Black", [1, 1])));
    assert_unsteady(WORDS, space("S", || ink("None", [1, 0])));
    assert_unsteady(WORDS, space("DefaultGray", || ink("Gold", [1, 0])));
    assert_unsteady(WORDS, space("DeviceRGB", || Object::name("DeviceGray")));
}

#[test]
fn patterns_without_steps_are_reported() {
    let pattern = |step: i64| {
        move |revision: &mut Revision<'_>| {
            let pattern = revision.add(Stream {
                dictionary: Dictionary::from([
                    ("PatternType", Object::Integer(1)),
                    ("PaintType", Object::Integer(1)),
                    ("TilingType", Object::Integer(1)),
                    ("BBox", numbers(&[0, 0, 9, 9])),
                    ("XStep", Object::Integer(step)),
                    ("YStep", Object::Integer(9)),
                    ("Resources", Dictionary::new().into()),
                ]),
                data: b"0 0 5 5 re f".to_vec(),
            });
            let patterns = dictionary([("P", pattern.into())]);
            more(revision, "", vec![("Pattern", patterns)]);
        }
    };
    assert_steady("a pattern", pattern(9));
    assert_unsteady("patterns, shadings, masks or forms", pattern(0));
}
