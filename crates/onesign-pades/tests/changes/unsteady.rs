//! Documents that viewers show in different ways although nothing changed them.

use crate::revisions::{axis, change, judged, later, shown, signed};
use crate::support::{authority, document};
use onesign_pades::validate::{AxisName, Verdict};
use onesign_pdf::object::{Dictionary, Object, Ref};
use onesign_pdf::write::{DocMdp, Revision};

pub const CATALOG: Ref = Ref::new(1);
pub const PAGE: Ref = Ref::new(3);

pub fn dictionary<const N: usize>(entries: [(&str, Object); N]) -> Object {
    Dictionary::from(entries).into()
}

pub fn script() -> Object {
    dictionary([("S", Object::name("JavaScript")), ("JS", Object::text("1"))])
}

/// Asserts that the document, signed in either way, is not a plain pass, for this reason.
pub fn assert_unsteady(words: &str, prepare: impl Fn(&mut Revision<'_>)) {
    let authority = authority();
    let base = later(&document(0), |revision| prepare(revision));
    for certify in [None, Some(DocMdp::NoChanges)] {
        let report = judged(&signed(&base, &authority, certify), &authority);
        assert_eq!(
            report.verdict,
            Verdict::Indeterminate,
            "{words}: {report:#?}"
        );
        let coverage = axis(&report, AxisName::Coverage);
        assert!(coverage.sentence.contains(words), "{coverage:#?}");
    }
}

#[test]
fn automatic_actions_are_reported() {
    for prepare in [
        (|revision| change(revision, CATALOG, "OpenAction", script())) as fn(&mut Revision<'_>),
        |revision| change(revision, PAGE, "AA", dictionary([("O", script())])),
        |revision| {
            let go = dictionary([("S", Object::name("GoTo")), ("Next", script())]);
            change(revision, CATALOG, "OpenAction", go);
        },
        |revision| {
            let names = vec![Object::text("a"), script()];
            let scripts = dictionary([("Names", names.into())]);
            change(
                revision,
                CATALOG,
                "Names",
                dictionary([("JavaScript", scripts)]),
            );
        },
    ] {
        assert_unsteady("starts automatically", prepare);
    }
    // The view that a document opens with does not matter.
    let authority = authority();
    let base = later(&document(0), |revision| {
        let place = vec![PAGE.into(), Object::name("Fit")];
        change(revision, CATALOG, "OpenAction", place);
    });
    assert_eq!(
        judged(&signed(&base, &authority, None), &authority).verdict,
        Verdict::Passed
    );
}

#[test]
fn a_replacement_for_the_pages_is_reported() {
    assert_unsteady("second form", |revision| {
        let second = revision.add(shown("form"));
        let form = dictionary([
            ("Fields", Vec::<Object>::new().into()),
            ("XFA", second.into()),
        ]);
        change(revision, CATALOG, "AcroForm", form);
    });
    assert_unsteady("collection of files", |revision| {
        let shown = dictionary([("View", Object::name("H"))]);
        change(revision, CATALOG, "Collection", shown);
    });
}

#[test]
fn external_content_is_reported() {
    assert_unsteady("taken from other files", |revision| {
        let mut content = shown("900");
        content.dictionary.set("F", Object::text("other.txt"));
        revision.set(Ref::new(5), content);
    });
    let picture = |key: &'static str, value: Object| {
        move |revision: &mut Revision<'_>| {
            let mut picture = shown("900");
            let kind = if key == "Ref" { "Form" } else { "Image" };
            picture.dictionary.set("Subtype", Object::name(kind));
            picture.dictionary.set(key, value.clone());
            let picture = revision.add(picture);
            let pictures = dictionary([("X", picture.into())]);
            change(
                revision,
                PAGE,
                "Resources",
                dictionary([("XObject", pictures)]),
            );
        }
    };
    let other = dictionary([("F", Object::text("other.pdf"))]);
    assert_unsteady("taken from other files", picture("Ref", other));
    let list = Object::from(Vec::<Object>::new());
    assert_unsteady("replaced by others", picture("Alternates", list));
}

#[test]
fn ambiguous_page_counts_are_reported() {
    let words = "page tree";
    for count in [0, 2] {
        assert_unsteady(words, |revision| {
            change(revision, Ref::new(2), "Count", Object::Integer(count));
        });
    }
}

#[test]
fn layers_and_fields_for_print_only_are_reported() {
    assert_unsteady("depending on printing", |revision| {
        let print = dictionary([("PrintState", Object::name("OFF"))]);
        let layer = revision.add(Dictionary::from([
            ("Type", Object::name("OCG")),
            ("Usage", dictionary([("Print", print)])),
        ]));
        let event = dictionary([("Event", Object::name("Print"))]);
        let default = dictionary([("AS", vec![event].into())]);
        let layers = dictionary([("OCGs", vec![layer.into()].into()), ("D", default)]);
        change(revision, CATALOG, "OCProperties", layers);
    });
    assert_unsteady(
        "only when the page is printed or the mouse pointer is over them",
        |revision| {
            let looks = revision.add(shown("900"));
            let sides = [60, 600, 200, 640].map(Object::Integer).to_vec();
            let stamp = revision.add(Dictionary::from([
                ("Subtype", Object::name("Stamp")),
                ("F", Object::Integer(1 << 2 | 1 << 5)),
                ("Rect", sides.into()),
                ("AP", dictionary([("N", looks.into())])),
            ]));
            change(revision, PAGE, "Annots", vec![stamp.into()]);
        },
    );
}
