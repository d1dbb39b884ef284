//! Content of pages that a press or another viewer draws otherwise, text beside the shown area and below images.

use crate::prepared::{assert_steady, numbers};
use crate::revisions::{change, judged, later, shown, signed};
use crate::support::{authority, document};
use crate::unsteady::{CATALOG, PAGE, assert_unsteady, dictionary};
use onesign_pades::validate::Verdict;
use onesign_pdf::object::{Dictionary, Object, Ref, Stream};
use onesign_pdf::write::Revision;

/// Draws the content with these resources after the text of the page.
pub fn more(revision: &mut Revision<'_>, content: &str, resources: Vec<(&str, Object)>) {
    let content = revision.add(Stream {
        dictionary: Dictionary::new(),
        data: content.as_bytes().to_vec(),
    });
    let both = vec![Ref::new(5).into(), content.into()];
    change(revision, PAGE, "Contents", both);
    let helvetica = dictionary([
        ("Type", Object::name("Font")),
        ("Subtype", Object::name("Type1")),
        ("BaseFont", Object::name("Helvetica")),
    ]);
    let mut own = Dictionary::from([("Font", dictionary([("F1", helvetica)]))]);
    for (key, value) in resources {
        own.set(key, value);
    }
    change(revision, PAGE, "Resources", own);
}

#[test]
fn what_a_press_draws_otherwise_is_reported() {
    let state = |key: &'static str, value: Object| {
        move |revision: &mut Revision<'_>| {
            let state = revision.add(Dictionary::from([(key, value.clone())]));
            let states = dictionary([("G", state.into())]);
            more(revision, "/G gs", vec![("ExtGState", states)]);
        }
    };
    let press = "instructions for printers";
    let one = || vec![Object::Integer(1); 4];
    let function = || {
        dictionary([
            ("FunctionType", Object::Integer(2)),
            ("N", Object::Integer(1)),
            ("C0", one().into()),
            ("C1", one().into()),
        ])
    };
    assert_unsteady(press, state("TR", function()));
    assert_unsteady(press, state("TR2", function()));
    let halftone = dictionary([("TransferFunction", function())]);
    assert_unsteady(press, state("HT", halftone));
    let mask = dictionary([("S", Object::name("Alpha")), ("TR", function())]);
    assert_unsteady(press, state("SMask", mask));
    for (key, value) in [
        ("TR", Object::name("Identity")),
        ("TR2", Object::name("Default")),
        ("HT", Object::name("Default")),
        ("OPM", Object::Integer(1)),
    ] {
        assert_steady(key, state(key, value));
    }
    let over = |content: &'static str| {
        move |revision: &mut Revision<'_>| {
            let state = dictionary([("op", Object::Boolean(true)), ("OPM", Object::Integer(1))]);
            let spot = vec![
                Object::name("Separation"),
                Object::name("White"),
                Object::name("DeviceCMYK"),
                function(),
            ];
            let resources = vec![
                ("ExtGState", dictionary([("G", state)])),
                ("ColorSpace", dictionary([("S", spot.into())])),
            ];
            more(revision, content, resources);
        }
    };
    assert_unsteady("overprinting", over("/G gs 0 0 0 0 k 300 300 9 9 re f"));
    assert_unsteady("overprinting", over("/G gs /S cs 1 scn 300 300 9 9 re f"));
    assert_steady(
        "black text",
        over("/G gs 0 0 0 1 k BT /F1 9 Tf 300 300 Td (a) Tj ET"),
    );
    assert_steady("no overprint", over("0 0 0 0 k 300 300 9 9 re f /G gs"));
    assert_unsteady("replaced by others", |revision| {
        let mut form = shown("900");
        form.dictionary.set("OPI", Dictionary::new());
        let form = revision.add(form);
        more(
            revision,
            "",
            vec![("XObject", dictionary([("X", form.into())]))],
        );
    });
}

#[test]
fn a_font_that_no_other_replaces_is_reported() {
    let font = |kind: &'static str, name: &'static str, encoding: &'static str| {
        move |revision: &mut Revision<'_>| {
            let part = dictionary([("Subtype", Object::name("CIDFontType2"))]);
            let font = revision.add(Dictionary::from([
                ("Type", Object::name("Font")),
                ("Subtype", Object::name(kind)),
                ("BaseFont", Object::name(name)),
                ("Encoding", Object::name(encoding)),
                ("DescendantFonts", vec![part].into()),
            ]));
            more(
                revision,
                "",
                vec![("Font", dictionary([("F1", font.into())]))],
            );
        }
    };
    assert_unsteady("does not contain or name", |revision| {
        more(
            revision,
            "BT /Gone 9 Tf 300 300 Td (9000) Tj ET",
            Vec::new(),
        );
    });
    assert_steady("a font without text", |revision| {
        more(
            revision,
            "q BT /Gone 9 Tf ET Q BT 72 300 Td () Tj ET",
            Vec::new(),
        );
    });
    let words = "no other font can replace";
    assert_unsteady(words, font("Type0", "Arial", "Identity-H"));
    assert_unsteady(words, font("TrueType", "Wingdings", "WinAnsiEncoding"));
    assert_steady("a usual font", font("TrueType", "Arial", "WinAnsiEncoding"));
    assert_steady(
        "signs of the standard",
        font("Type1", "ZapfDingbats", "WinAnsiEncoding"),
    );
}

#[test]
fn text_beside_the_shown_area_is_reported() {
    let crop = |sides: [i64; 4]| {
        move |revision: &mut Revision<'_>| change(revision, PAGE, "CropBox", numbers(sides))
    };
    assert_unsteady("outside the area", crop([0, 0, 595, 700]));
    assert_steady("a margin less", crop([10, 10, 585, 832]));
    let unit = |unit: i64, side: i64| {
        move |revision: &mut Revision<'_>| {
            change(revision, PAGE, "UserUnit", Object::Integer(unit));
            change(revision, PAGE, "MediaBox", numbers([0, 0, side, side]));
        }
    };
    assert_unsteady("unit of length", unit(2, 842));
    assert_unsteady("unit of length", unit(0, 842));
    assert_steady("a plan", unit(2, 10_000));
    let prefer = |area: &'static str| {
        move |revision: &mut Revision<'_>| {
            let preferences = dictionary([("PrintArea", Object::name(area))]);
            change(revision, CATALOG, "ViewerPreferences", preferences);
        }
    };
    assert_unsteady("only a part of its pages", prefer("MediaBox"));
    assert_steady("the usual area", prefer("CropBox"));
}

/// A later change could take the image away.
#[test]
fn text_below_an_image_is_reported() {
    let authority = authority();
    let verdict = |content: &'static str, entries: Vec<(&'static str, Object)>| {
        let base = later(&document(0), |revision| {
            let mut image = Dictionary::from([
                ("Subtype", Object::name("Image")),
                ("Width", Object::Integer(1)),
                ("Height", Object::Integer(1)),
                ("BitsPerComponent", Object::Integer(8)),
                ("ColorSpace", Object::name("DeviceGray")),
            ]);
            for (key, value) in &entries {
                image.set(key, value.clone());
            }
            let data = vec![255];
            let image = revision.add(Stream {
                dictionary: image,
                data,
            });
            more(
                revision,
                content,
                vec![("XObject", dictionary([("I", image.into())]))],
            );
        });
        judged(&signed(&base, &authority, None), &authority).verdict
    };
    let over = "q 300 0 0 60 60 700 cm /I Do Q";
    assert_eq!(verdict(over, Vec::new()), Verdict::Indeterminate);
    let inline = "q 300 0 0 60 60 700 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{7f} EI Q";
    assert_eq!(verdict(inline, Vec::new()), Verdict::Indeterminate);
    let beside = "q 300 0 0 60 60 600 cm /I Do Q";
    assert_eq!(verdict(beside, Vec::new()), Verdict::Passed);
    let stencil = vec![
        ("ImageMask", Object::Boolean(true)),
        ("BitsPerComponent", Object::Integer(1)),
    ];
    assert_eq!(verdict(over, stencil), Verdict::Passed);
    let hidden = "BT 3 Tr /F1 18 Tf 72 620 Td (scan) Tj ET q 300 0 0 60 60 600 cm /I Do Q";
    assert_eq!(verdict(hidden, Vec::new()), Verdict::Passed);
}
