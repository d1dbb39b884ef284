//! Content prepared before the signature that another viewer, state or printer draws otherwise. Each kind is unclear
//! whatever the signature permits, because nobody has to change the file to see it; its honest neighbour passes.

use crate::revisions::{change, drawn, judged, later, signed};
use crate::support::{authority, document};
use crate::unsteady::{CATALOG, PAGE, assert_unsteady, dictionary, script};
use onesign_pades::validate::Verdict;
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::write::{DocMdp, Revision};

const COVER: &str = "1 g 0 0 200 20 re f 0 g BT /F1 11 Tf 2 6 Td (9000) Tj ET";

pub fn numbers<const N: usize>(numbers: [i64; N]) -> Object {
    numbers.map(Object::Integer).to_vec().into()
}

/// Asserts that the document passes, signed in either way.
pub fn assert_steady(what: &str, prepare: impl Fn(&mut Revision<'_>)) {
    let authority = authority();
    let base = later(&document(0), |revision| prepare(revision));
    for certify in [None, Some(DocMdp::NoChanges)] {
        let report = judged(&signed(&base, &authority, certify), &authority);
        assert_eq!(report.verdict, Verdict::Passed, "{what}: {report:#?}");
    }
}

/// Adds an annotation, printed and beside the text, with these further entries.
fn note(revision: &mut Revision<'_>, kind: &str, entries: Vec<(&str, Object)>) {
    let mut annotation = Dictionary::from([
        ("Type", Object::name("Annot")),
        ("Subtype", Object::name(kind)),
        ("F", Object::Integer(4)),
        ("Rect", numbers([72, 600, 272, 620])),
    ]);
    for (key, value) in entries {
        annotation.set(key, value);
    }
    let annotation = revision.add(annotation);
    change(revision, PAGE, "Annots", vec![annotation.into()]);
}

fn looks(revision: &mut Revision<'_>, contents: &[(&str, &str)]) -> Object {
    let mut looks = Dictionary::new();
    for (key, content) in contents {
        looks.set(key, revision.add(drawn(content)));
    }
    looks.into()
}

pub const HUNDRED: &str = "BT /F1 11 Tf 2 6 Td (100) Tj ET";

#[test]
fn an_annotation_that_viewers_draw_is_reported() {
    let text = || ("Contents", Object::text("Rent: 9000"));
    for kind in [
        "FreeText",
        "Stamp",
        "Square",
        "Line",
        "Ink",
        "Polygon",
        "Caret",
        "Watermark",
    ] {
        assert_unsteady("draws them in its own way", |revision| {
            note(revision, kind, vec![text()]);
        });
    }
    assert_unsteady("draws them in its own way", |revision| {
        let look = looks(revision, &[("N", COVER)]);
        note(revision, "Link", vec![("AP", look)]);
    });
    assert_unsteady("draws them in its own way", |revision| {
        let look = looks(revision, &[("N", COVER)]);
        note(revision, "Redact", vec![("AP", look)]);
    });
    assert_unsteady("draws them in its own way", |revision| {
        let state = looks(revision, &[("A", COVER), ("B", "")]);
        let look = dictionary([("N", state)]);
        note(
            revision,
            "Stamp",
            vec![("AP", look), ("AS", Object::name("B"))],
        );
    });
    let odd = |kind: &'static str, content: &'static str, key: &'static str, value: Object| {
        move |revision: &mut Revision<'_>| {
            let look = looks(revision, &[("N", content)]);
            note(revision, kind, vec![("AP", look), (key, value.clone())]);
        }
    };
    let gone = "BT /Gone 11 Tf 2 6 Td (9000) Tj ET";
    let wide = dictionary([("W", Object::Integer(400))]);
    for prepare in [
        odd("Unheard", COVER, "NM", Object::text("a")),
        odd("Stamp", gone, "NM", Object::text("a")),
        odd("Text", "", "Open", Object::Boolean(true)),
    ] {
        assert_unsteady("draws them in its own way", prepare);
    }
    assert_unsteady("draws them in its own way", |revision| {
        note(revision, "Link", vec![("BS", wide.clone())]);
    });
    assert_unsteady("draws them in its own way", |revision| {
        note(revision, "Popup", vec![("Open", Object::Boolean(true))]);
    });
    assert_steady("a stamp with a look", |revision| {
        let look = looks(revision, &[("N", COVER)]);
        note(revision, "Stamp", vec![text(), ("AP", look)]);
    });
    for kind in ["Link", "Text"] {
        assert_steady(kind, |revision| {
            let small = numbers([72, 600, 90, 618]);
            note(
                revision,
                kind,
                vec![text(), ("Rect", small), ("F", Object::Integer(28))],
            );
        });
    }
}

#[test]
fn the_text_of_an_annotation_is_compared_with_its_look() {
    let free = |words: &'static str, content: &'static str| {
        move |revision: &mut Revision<'_>| {
            let look = looks(revision, &[("N", content)]);
            let words = ("Contents", Object::text(words));
            note(revision, "FreeText", vec![words, ("AP", look)]);
        }
    };
    let words = "may show something other than its text";
    assert_unsteady(words, free("9000", HUNDRED));
    assert_unsteady(words, free("100", "BT /F1 11 Tf 2 6 Td <313030> Tj ET"));
    assert_unsteady(words, |revision| {
        let look = looks(revision, &[("N", HUNDRED)]);
        let plain = ("Contents", Object::text("100"));
        let rich = ("RC", Object::text("<body><p>9000</p></body>"));
        note(revision, "FreeText", vec![plain, rich, ("AP", look)]);
    });
    assert_steady("free text", free("1 00", HUNDRED));
}

#[test]
fn another_look_under_the_pointer_is_reported() {
    let words = "while the mouse pointer is over them";
    for key in ["R", "D"] {
        for kind in ["Stamp", "Widget", "Square"] {
            assert_unsteady(words, |revision| {
                let look = looks(revision, &[("N", ""), (key, COVER)]);
                note(revision, kind, vec![("AP", look)]);
            });
        }
        assert_steady("the same look", |revision| {
            let look = looks(revision, &[("N", COVER), (key, COVER)]);
            note(revision, "Stamp", vec![("AP", look)]);
        });
    }
    let mark = |place: [i64; 4], pressed: &'static str| {
        move |revision: &mut Revision<'_>| {
            let on = looks(revision, &[("Yes", HUNDRED), ("Off", "")]);
            let down = looks(
                revision,
                &[("Yes", pressed), ("Off", "0.7 g 0 0 200 20 re f")],
            );
            let look = dictionary([("N", on), ("D", down)]);
            let state = ("AS", Object::name("Off"));
            note(
                revision,
                "Widget",
                vec![("AP", look), state, ("Rect", numbers(place))],
            );
        }
    };
    let pressed = "0.7 g 0 0 200 20 re f 0 g BT /F1 11 Tf 2 6 Td (100) Tj ET";
    assert_steady("a pressed mark", mark([72, 600, 84, 612], pressed));
    assert_unsteady(words, mark([72, 600, 84, 612], COVER));
    assert_unsteady(words, mark([72, 600, 272, 612], pressed));
    assert_unsteady(words, mark([70, 715, 90, 735], pressed));
    // The icons of notes look pressed too.
    let icon = |content: &'static str| {
        move |revision: &mut Revision<'_>| {
            let look = looks(revision, &[("N", "0 0 200 20 re f"), ("R", content)]);
            let place = ("Rect", numbers([72, 600, 90, 618]));
            note(revision, "Text", vec![("AP", look), place]);
        }
    };
    assert_steady("a pressed icon", icon("0.7 g 0 0 200 20 re f"));
    assert_unsteady(words, icon(COVER));
    let captions = dictionary([("AC", Object::text("9000"))]);
    assert_unsteady(words, |revision| {
        let look = looks(revision, &[("N", "")]);
        note(
            revision,
            "Widget",
            vec![("AP", look), ("MK", captions.clone())],
        );
    });
    assert_unsteady(words, |revision| {
        let look = looks(revision, &[("N", COVER)]);
        note(
            revision,
            "Stamp",
            vec![("AP", look), ("F", Object::Integer(4 | 256))],
        );
    });
    for key in ["E", "PV"] {
        assert_unsteady("start without a click", |revision| {
            let acts = dictionary([(key, script())]);
            note(revision, "Link", vec![("AA", acts)]);
        });
    }
    assert_steady("an action on a click", |revision| {
        let acts = dictionary([("U", script())]);
        note(revision, "Link", vec![("AA", acts)]);
    });
}

#[test]
fn what_only_the_screen_shows_is_reported() {
    let place = |kind: &'static str, flags: i64| {
        move |revision: &mut Revision<'_>| {
            let look = looks(revision, &[("N", COVER)]);
            note(
                revision,
                kind,
                vec![("AP", look), ("F", Object::Integer(flags))],
            );
        }
    };
    let screen = "but not when the page is printed";
    assert_unsteady(screen, place("Stamp", 0));
    assert_unsteady(screen, place("Widget", 0));
    assert_unsteady("only when the page is printed", place("Square", 4 | 32));
    assert_unsteady("keep their size", place("Stamp", 4 | 8));
    assert_steady("printed", place("Stamp", 4));
    let state = |shown: &'static str| {
        move |revision: &mut Revision<'_>| {
            let states = looks(revision, &[("Yes", "2 2 16 16 re f"), ("Off", "")]);
            let look = dictionary([("N", states)]);
            let state = ("AS", Object::name(shown));
            note(
                revision,
                "Widget",
                vec![("AP", look), state, ("F", Object::Integer(0))],
            );
        }
    };
    assert_unsteady(screen, state("Yes"));
    assert_steady("nothing to print", state("Off"));
    assert_unsteady("depending on printing", |revision| {
        let look = looks(revision, &[("N", COVER)]);
        let layers = revision.add(Dictionary::from([("Type", Object::name("OCMD"))]));
        note(revision, "Stamp", vec![("AP", look), ("OC", layers.into())]);
    });
    // Some viewers apply the state for printing although the configuration does not ask for it.
    assert_unsteady("depending on printing", |revision| {
        let print = dictionary([("PrintState", Object::name("OFF"))]);
        let layer = revision.add(Dictionary::from([
            ("Type", Object::name("OCG")),
            ("Usage", dictionary([("Print", print)])),
        ]));
        let layers = dictionary([
            ("OCGs", vec![layer.into()].into()),
            ("D", Dictionary::new().into()),
        ]);
        change(revision, CATALOG, "OCProperties", layers);
    });
}

/// Every viewer with a list of layers can switch them on.
#[test]
fn a_hidden_layer_is_reported() {
    let layered = |off: &'static str| {
        move |revision: &mut Revision<'_>| {
            let layer = revision.add(Dictionary::from([("Type", Object::name("OCG"))]));
            let default = dictionary([(off, vec![layer.into()].into())]);
            let layers = dictionary([("OCGs", vec![layer.into()].into()), ("D", default)]);
            change(revision, CATALOG, "OCProperties", layers);
        }
    };
    assert_unsteady("in layers that stay hidden", layered("OFF"));
    assert_steady("a layer that is on", layered("ON"));
}

#[test]
fn media_are_reported() {
    for kind in ["Movie", "Sound", "Screen", "3D", "RichMedia", "Projection"] {
        assert_unsteady("video, sound, 3D", |revision| {
            note(revision, kind, Vec::new())
        });
        assert_unsteady("video, sound, 3D", |revision| {
            let look = looks(revision, &[("N", COVER)]);
            note(revision, kind, vec![("AP", look)]);
        });
    }
    assert_unsteady("Annotations on page 1 can't be read", |revision| {
        change(revision, PAGE, "Annots", vec![Object::Integer(1)]);
    });
}
