//! Changes that one rule explains but that another place shows, and signature fields that serve another purpose too.

use crate::revisions::{change, drawn, judged, later, refused, set, shown, signed};
use crate::support::{authority, document};
use onesign_pades::diff::{ChangeKind, Ruling};
use onesign_pades::validate::Verdict;
use onesign_pdf::object::{Dictionary, Object, Ref};
use onesign_pdf::write::{DocMdp, Revision};

const PAGE: Ref = Ref::new(3);
const CONTENT: Ref = Ref::new(5);

/// Puts objects into the security store.
fn store(revision: &mut Revision<'_>, held: &[Ref]) {
    let held: Vec<Object> = held.iter().map(|held| (*held).into()).collect();
    let store = Dictionary::from([("Certs", held.into())]);
    change(revision, Ref::new(1), "DSS", store);
}

pub fn place(sides: [i64; 4]) -> Object {
    sides.map(Object::Integer).to_vec().into()
}

fn script() -> Object {
    Dictionary::from([("S", Object::name("JavaScript")), ("JS", Object::text("1"))]).into()
}

#[test]
fn a_rewritten_list_does_not_explain_the_objects_that_it_names() {
    let authority = authority();
    let base = later(&document(0), |revision| {
        change(revision, PAGE, "Contents", vec![CONTENT.into()]);
    });
    for certify in [None, Some(DocMdp::NoChanges), Some(DocMdp::FillForms)] {
        let file = signed(&base, &authority, certify);
        // The page's list of contents moves unchanged into its own object.
        let moved = later(&file, |revision| {
            let list = revision.add(vec![Object::from(CONTENT)]);
            change(revision, PAGE, "Contents", list);
        });
        assert_eq!(judged(&moved, &authority).verdict, Verdict::Passed);
        let replaced = later(&file, |revision| {
            let list = revision.add(vec![Object::from(CONTENT)]);
            change(revision, PAGE, "Contents", list);
            revision.set(CONTENT, shown("1"));
            store(revision, &[CONTENT]);
        });
        assert_eq!(refused(&replaced, &authority).0, ChangeKind::PageContent);
    }
}

#[test]
fn validation_data_does_not_explain_content_of_a_list_or_a_form() {
    let authority = authority();
    let base = later(&document(0), |revision| {
        let looks = revision.add(shown("draft"));
        let stamp = Dictionary::from([
            ("Type", Object::name("Annot")),
            ("Subtype", Object::name("Stamp")),
            ("Rect", place([400, 60, 540, 90])),
            ("AP", Dictionary::from([("N", looks.into())]).into()),
        ]);
        change(revision, PAGE, "Annots", vec![stamp.into()]);
        let second = revision.add(shown("form"));
        let form = Dictionary::from([
            ("Fields", Vec::<Object>::new().into()),
            ("XFA", second.into()),
        ]);
        change(revision, Ref::new(1), "AcroForm", form);
    });
    let file = signed(&base, &authority, None);
    for held in [Ref::new(6), Ref::new(7)] {
        let replaced = later(&file, |revision| {
            assert!(
                revision
                    .get(held)
                    .is_some_and(|held| held.as_stream().is_some())
            );
            revision.set(held, shown("final"));
            store(revision, &[held]);
        });
        assert_eq!(refused(&replaced, &authority).1, "no_rule_permits");
    }
}

/// Adds a field to the form, and it or its widget to the page.
pub fn with_field(file: &[u8], field: Dictionary, widget: Option<Dictionary>) -> Vec<u8> {
    later(file, |revision| {
        let mut field = Object::from(field);
        let mut placed = None;
        if let Some(widget) = widget {
            let widget = revision.add(widget);
            set(&mut field, "Kids", vec![widget.into()].into());
            placed = Some(widget);
        }
        let field = revision.add(field);
        let Some(Object::Dictionary(catalog)) = revision.get(Ref::new(1)) else {
            panic!("no catalogue");
        };
        let form = catalog.get("AcroForm").cloned().unwrap();
        let add = |object: &mut Object, key: &str, item: Ref| {
            let known = object.as_dictionary().and_then(|object| object.get(key));
            let mut items = known
                .and_then(Object::as_array)
                .unwrap_or_default()
                .to_vec();
            items.push(item.into());
            set(object, key, items.into());
        };
        match form.as_reference() {
            Some(place) => {
                let mut form = revision.get(place).unwrap();
                add(&mut form, "Fields", field);
                revision.set(place, form);
            }
            None => {
                let mut form = form;
                add(&mut form, "Fields", field);
                change(revision, Ref::new(1), "AcroForm", form);
            }
        }
        let mut page = revision.get(PAGE).unwrap();
        add(&mut page, "Annots", placed.unwrap_or(field));
        revision.set(PAGE, page);
    })
}

fn signature_field(sides: [i64; 4]) -> Dictionary {
    Dictionary::from([
        ("Type", Object::name("Annot")),
        ("Subtype", Object::name("Widget")),
        ("FT", Object::name("Sig")),
        ("T", Object::text("late")),
        ("Rect", place(sides)),
        ("F", Object::Integer(132)),
        ("P", PAGE.into()),
    ])
}

#[test]
fn a_new_signature_field_serves_no_other_purpose() {
    let authority = authority();
    let file = signed(&document(0), &authority, Some(DocMdp::FillForms));
    let nowhere = [0; 4];
    let plain = with_field(&file, signature_field(nowhere), None);
    assert_eq!(judged(&plain, &authority).verdict, Verdict::Passed);
    let mut drawing = signature_field(nowhere);
    drawing.set("Subtype", Object::name("Polygon"));
    drawing.set("Vertices", place([60, 700, 540, 760]));
    assert_eq!(
        refused(&with_field(&file, drawing, None), &authority).0,
        ChangeKind::FieldDefinition
    );
    // This one becomes visible under the pointer.
    let mut hidden = signature_field([300, 100, 400, 140]);
    hidden.set("F", Object::Integer(1 << 5 | 1 << 8));
    assert_eq!(
        judged(&with_field(&file, hidden, None), &authority).verdict,
        Verdict::Indeterminate
    );
    // An action in the widget below the field.
    let field = Dictionary::from([("FT", Object::name("Sig")), ("T", Object::text("late"))]);
    let mut widget = signature_field(nowhere);
    widget.remove("T");
    widget.set("AA", Dictionary::from([("PO", script())]));
    let acts = with_field(&file, field, Some(widget));
    assert_eq!(refused(&acts, &authority).0, ChangeKind::FieldDefinition);
}

#[test]
fn a_signature_over_signed_text_is_not_a_plain_pass() {
    let authority = authority();
    let file = signed(&document(0), &authority, None);
    let beside = with_field(&file, signature_field([72, 100, 250, 150]), None);
    assert_eq!(judged(&beside, &authority).verdict, Verdict::Passed);
    let over = judged(
        &with_field(&file, signature_field([60, 700, 540, 760]), None),
        &authority,
    );
    assert_eq!(over.verdict, Verdict::Indeterminate, "{over:#?}");
    let changes = &over.signatures[0].changes;
    let told = changes
        .iter()
        .find(|change| change.ruling == Ruling::Unclear);
    assert_eq!(
        told.unwrap().sentence,
        "The field “late” covers text that was signed."
    );
}

#[test]
fn a_signature_may_cover_a_line() {
    let authority = authority();
    for (text, verdict) in [
        ("________________", Verdict::Passed),
        ("Paid: __________", Verdict::Indeterminate),
    ] {
        let base = later(&document(0), |revision| {
            let line = drawn(&format!("BT /F1 11 Tf 80 110 Td ({text}) Tj ET"));
            let line = revision.add(line);
            change(
                revision,
                PAGE,
                "Contents",
                vec![CONTENT.into(), line.into()],
            );
        });
        let file = signed(&base, &authority, None);
        let over = with_field(&file, signature_field([72, 100, 250, 150]), None);
        let report = judged(&over, &authority);
        assert_eq!(report.verdict, verdict, "{text}: {report:#?}");
    }
}

#[test]
fn removing_a_note_that_hid_something_is_not_a_plain_pass() {
    let authority = authority();
    let base = later(&document(0), |revision| {
        let looks = revision.add(drawn("1 g 0 0 200 20 re f"));
        let note = revision.add(Dictionary::from([
            ("Type", Object::name("Annot")),
            ("Subtype", Object::name("Text")),
            ("Rect", place([60, 700, 540, 760])),
            ("AP", Dictionary::from([("N", looks.into())]).into()),
        ]));
        change(revision, PAGE, "Annots", vec![note.into()]);
    });
    let file = signed(&base, &authority, Some(DocMdp::Annotate));
    let removed = later(&file, |revision| {
        let page = revision.get(PAGE).unwrap();
        let known = page.as_dictionary().and_then(|page| page.get("Annots"));
        let rest = known.and_then(Object::as_array).unwrap()[1..].to_vec();
        change(revision, PAGE, "Annots", rest);
    });
    let report = judged(&removed, &authority);
    assert_eq!(report.verdict, Verdict::Indeterminate, "{report:#?}");
    assert_eq!(report.signatures[0].changes[0].kind, ChangeKind::Annotation);
}

#[test]
fn a_smaller_size_must_not_cut_off_objects() {
    let authority = authority();
    let file = signed(&document(0), &authority, Some(DocMdp::NoChanges));
    let whole = later(&file, |revision| store(revision, &[]));
    assert_eq!(judged(&whole, &authority).verdict, Verdict::Passed);
    let size = b"/Size ";
    let at = whole.windows(size.len()).rposition(|w| w == size).unwrap() + size.len();
    let digits = whole[at..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let mut cut = whole.clone();
    cut.splice(at..at + digits, format!("{:0digits$}", 5).into_bytes());
    assert_eq!(refused(&cut, &authority).0, ChangeKind::Other);
}

#[test]
fn new_structure_elements_must_not_add_text() {
    let authority = authority();
    let mut root = Ref::new(0);
    let base = later(&document(0), |revision| {
        root = revision.add(Dictionary::from([
            ("Type", Object::name("StructTreeRoot")),
            ("K", Vec::<Object>::new().into()),
        ]));
        change(revision, Ref::new(1), "StructTreeRoot", root);
    });
    let file = signed(&base, &authority, Some(DocMdp::FillForms));
    let with = |key: Option<&str>| {
        later(&file, |revision| {
            let mut element = Dictionary::from([("S", Object::name("Form")), ("P", root.into())]);
            if let Some(key) = key {
                element.set(key, Object::text("1,000,000"));
            }
            let element = revision.add(element);
            change(revision, root, "K", vec![element.into()]);
        })
    };
    assert_eq!(judged(&with(None), &authority).verdict, Verdict::Passed);
    for key in ["Alt", "E", "ActualText"] {
        refused(&with(Some(key)), &authority);
    }
    let renamed = later(&file, |revision| {
        let names = Dictionary::from([("P", Object::name("Artifact"))]);
        change(revision, root, "RoleMap", names);
    });
    refused(&renamed, &authority);
}

#[test]
fn a_name_does_not_end_its_quotation() {
    let authority = authority();
    let file = signed(&document(0), &authority, None);
    let mut field = signature_field([0; 4]);
    field.set(
        "T",
        Object::text("late\u{201d}. Nothing was changed. \u{201c}"),
    );
    let report = judged(&with_field(&file, field, None), &authority);
    assert_eq!(
        report.signatures[0].changes[0].sentence,
        "An empty signature field was added: “late'. Nothing was changed. '”."
    );
    let mut field = signature_field([0; 4]);
    field.set("T", Object::text(&"x".repeat(5_000)));
    let report = judged(&with_field(&file, field, None), &authority);
    let sentence = report.signatures[0].changes[0].sentence.to_string();
    assert!(sentence.chars().count() < 500, "{sentence}");
}

#[test]
fn names_in_a_report_contain_no_control_characters() {
    let authority = authority();
    let file = signed(&document(0), &authority, None);
    let mut field = signature_field([0; 4]);
    field.set("T", Object::text("late\u{202e}\n\u{200b}"));
    let report = judged(&with_field(&file, field, None), &authority);
    assert_eq!(
        report.signatures[0].changes[0].sentence,
        "An empty signature field was added: “late\u{fffd}\u{fffd}\u{fffd}”."
    );
}
