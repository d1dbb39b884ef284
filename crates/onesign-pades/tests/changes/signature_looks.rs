//! What fields show, and where: nothing may cover what was signed, and nothing shows without a signature.

use crate::places::{place, with_field};
use crate::revisions::{change, drawn, fee, judged, later, refused, signed};
use crate::support::{authority, document};
use onesign_pades::diff::Ruling;
use onesign_pades::report::SignatureReport;
use onesign_pades::validate::Verdict;
use onesign_pdf::object::{Dictionary, Object, Ref, Stream};
use onesign_pdf::read::Document;
use onesign_pdf::write::DocMdp;

const PAGE: Ref = Ref::new(3);
const CONTENT: Ref = Ref::new(5);
/// An empty place of the page, and one over its text.
const BESIDE: [i64; 4] = [72, 100, 272, 120];
const OVER: [i64; 4] = [60, 700, 540, 760];

/// An unsigned signature field with this look.
fn field(sides: [i64; 4], look: Option<Ref>) -> Dictionary {
    let mut field = Dictionary::from([
        ("Subtype", Object::name("Widget")),
        ("FT", Object::name("Sig")),
        ("T", Object::text("late")),
        ("Rect", place(sides)),
        ("P", PAGE.into()),
    ]);
    if let Some(look) = look {
        field.set("AP", Dictionary::from([("N", look.into())]));
    }
    field
}

/// The file with an unsigned field, whose look has this content.
fn with_look(file: &[u8], sides: [i64; 4], content: &str) -> Vec<u8> {
    // A look that nothing else refers to comes with the field.
    let mut look = Ref::new(0);
    let prepared = later(file, |revision| look = revision.add(drawn(content)));
    with_field(&prepared, field(sides, Some(look)), None)
}

fn unclear(report: &SignatureReport) -> Vec<String> {
    let changes = report.signatures[0].changes.iter();
    let unclear = changes.filter(|change| change.ruling == Ruling::Unclear);
    unclear.map(|change| change.sentence.to_string()).collect()
}

#[test]
fn an_unsigned_field_must_show_nothing() {
    let authority = authority();
    for (content, shows) in [
        ("1 g 0 0 200 20 re f", true),
        ("BT /F1 11 Tf 2 6 Td (9,000) Tj ET", true),
        ("/F1 11 Tf (", true),
        ("", false),
        ("BT 3 Tr /F1 11 Tf 2 6 Td (9,000) Tj ET", false),
        ("1 g 300 300 20 20 re f", false),
    ] {
        let approval = signed(&document(0), &authority, None);
        let report = judged(&with_look(&approval, BESIDE, content), &authority);
        let expected = if shows {
            Verdict::Indeterminate
        } else {
            Verdict::Passed
        };
        assert_eq!(report.verdict, expected, "{content}: {report:#?}");
        if shows {
            assert!(
                unclear(&report)[0].contains("No signature vouches"),
                "{report:#?}"
            );
            let certified = signed(&document(0), &authority, Some(DocMdp::FillForms));
            refused(&with_look(&certified, BESIDE, content), &authority);
        }
    }
}

#[test]
fn a_field_must_not_cover_what_was_signed() {
    let authority = authority();
    let text = |words: &str| format!("BT /F1 11 Tf 80 106 Td ({words}) Tj ET");
    for (content, verdict) in [
        (text("_____________"), Verdict::Passed),
        (text("1,000"), Verdict::Indeterminate),
        ("70 98 204 24 re S".to_owned(), Verdict::Passed),
        ("72 104 m 272 104 l S".to_owned(), Verdict::Passed),
        (".9 g 70 98 204 24 re f".to_owned(), Verdict::Passed),
        (".2 g 90 104 30 12 re f".to_owned(), Verdict::Indeterminate),
        ("90 104 10 10 re S".to_owned(), Verdict::Indeterminate),
        ("90 104 m 120 116 l S".to_owned(), Verdict::Indeterminate),
        // The end of a piece of text that begins far to the left.
        (
            "BT /F1 11 Tf 20 106 Td (The price is 1,000) Tj ET".to_owned(),
            Verdict::Indeterminate,
        ),
        (
            "q 400 0 0 400 50 50 cm /Scan Do Q".to_owned(),
            Verdict::Indeterminate,
        ),
    ] {
        let base = later(&document(0), |revision| {
            let scan = revision.add(Stream {
                dictionary: Dictionary::from([
                    ("Subtype", Object::name("Image")),
                    ("Width", Object::Integer(1)),
                    ("Height", Object::Integer(1)),
                    ("BitsPerComponent", Object::Integer(8)),
                    ("ColorSpace", Object::name("DeviceGray")),
                ]),
                data: vec![0xff],
            });
            let mut resources = drawn("").dictionary.get("Resources").cloned().unwrap();
            let images = Dictionary::from([("Scan", scan.into())]);
            crate::revisions::set(&mut resources, "XObject", images.into());
            let mut more = drawn(&content);
            more.dictionary.set("Resources", resources.clone());
            let more = revision.add(more);
            change(
                revision,
                PAGE,
                "Contents",
                vec![CONTENT.into(), more.into()],
            );
            change(revision, PAGE, "Resources", resources);
        });
        let file = signed(&base, &authority, None);
        let over = judged(&with_field(&file, field(BESIDE, None), None), &authority);
        assert_eq!(over.verdict, verdict, "{content}: {over:#?}");
    }
}

#[test]
fn a_page_that_cannot_be_read_may_hide_anything() {
    let authority = authority();
    let base = later(&document(0), |revision| {
        let more = revision.add(Stream {
            dictionary: Dictionary::from([("Filter", Object::name("Unheard"))]),
            data: b"1,000".to_vec(),
        });
        change(
            revision,
            PAGE,
            "Contents",
            vec![CONTENT.into(), more.into()],
        );
    });
    let file = signed(&base, &authority, None);
    assert_eq!(judged(&file, &authority).verdict, Verdict::Indeterminate);
    let covered = judged(&with_field(&file, field(BESIDE, None), None), &authority);
    assert!(unclear(&covered)[0].contains("may cover"), "{covered:#?}");
}

#[test]
fn a_filled_field_must_stay_in_its_own_empty_place() {
    let authority = authority();
    let filled = |sides: [i64; 4], content: &str| {
        let mut number = Ref::new(0);
        let base = later(&document(0), |revision| {
            let look = revision.add(drawn(""));
            let mut fee = fee("", look);
            fee.set("Rect", place(sides));
            number = revision.add(fee);
            change(revision, PAGE, "Annots", vec![number.into()]);
            let form = Dictionary::from([("Fields", vec![number.into()].into())]);
            change(revision, Ref::new(1), "AcroForm", form);
        });
        let file = signed(&base, &authority, Some(DocMdp::FillForms));
        later(&file, |revision| {
            let look = revision.add(drawn(content));
            let mut fee = fee("900", look);
            fee.set("Rect", place(sides));
            revision.set(number, fee);
        })
    };
    let value = "BT 0 g /F1 11 Tf 2 6 Td (900) Tj ET";
    let ground = format!("1 g 0 0 200 20 re f {value}");
    for content in [value, &ground] {
        let report = judged(&filled(BESIDE, content), &authority);
        assert_eq!(report.verdict, Verdict::Passed, "{content}: {report:#?}");
    }
    let over = judged(&filled(OVER, value), &authority);
    assert_eq!(over.verdict, Verdict::Indeterminate, "{over:#?}");
    let (_, _, sentence) = refused(&filled(OVER, &ground), &authority);
    assert!(
        sentence.contains("hides text that was signed"),
        "{sentence}"
    );
}

#[test]
fn a_signature_s_place_is_where_its_field_was() {
    let authority = authority();
    let file = signed(&document(0), &authority, None);
    let report = judged(&with_field(&file, field(BESIDE, None), None), &authority);
    let places = &report.signatures[0].changes[0].places;
    let [(0, place)] = places.as_slice() else {
        panic!("{places:?}");
    };
    assert!(place.w > 0 && place.h > 0 && place.y > 7_000, "{place:?}");
}

#[test]
fn only_a_signature_may_fold_its_place() {
    let authority = authority();
    for look in ["", "1 g 0 0 200 20 re f"] {
        let prepared = with_look(&signed(&document(0), &authority, None), BESIDE, look);
        let file = signed(&prepared, &authority, None);
        let read = Document::parse(&file).unwrap();
        let fields = (1..200).map(Ref::new).filter(|number| {
            let object = read.object(*number).unwrap_or(Object::Null);
            let held = object.as_dictionary();
            held.is_some_and(|held| held.get("T") == Some(&Object::text("late")))
        });
        let number = fields.last().unwrap();
        let folded = later(&file, |revision| {
            change(revision, number, "Rect", place([0, 0, 0, 0]));
        });
        let report = judged(&folded, &authority);
        assert_eq!(report.verdict, Verdict::Failed, "{look}: {report:#?}");
        let said = report.signatures[1].changes.iter();
        let said: Vec<String> = said.map(|change| change.sentence.to_string()).collect();
        assert!(
            said.iter().any(|one| one.contains("moved or resized")),
            "{said:?}"
        );
    }
}
