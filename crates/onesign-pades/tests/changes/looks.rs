//! A filled field, and how its appearance shows the value.

use crate::revisions::{change, drawn, fee, form, judged, later, refused, set, shown, signed};
use crate::support::{authority, document};
use onesign_pades::diff::Ruling;
use onesign_pades::validate::{AxisName, Status, Verdict};
use onesign_pdf::object::{Dictionary, Object, Ref};
use onesign_pdf::write::DocMdp;

#[test]
fn a_field_s_own_font_can_show_a_value_as_any_text() {
    let authority = authority();
    let (base, field) = form();
    let file = signed(&base, &authority, None);
    let differences = |glyphs: &[&str]| {
        let mut list = vec![Object::Integer(48)];
        list.extend(glyphs.iter().map(Object::name));
        Object::from(Dictionary::from([("Differences", list.into())]))
    };
    let file_of = Object::from(Dictionary::from([("FontFile2", Ref::new(5).into())]));
    for (key, value, verdict) in [
        ("Encoding", differences(&["zero", "one"]), Verdict::Passed),
        (
            "Encoding",
            differences(&["nine", "eight"]),
            Verdict::Indeterminate,
        ),
        (
            "Encoding",
            Object::name("Identity-H"),
            Verdict::Indeterminate,
        ),
        ("Subtype", Object::name("Type3"), Verdict::Indeterminate),
        (
            "BaseFont",
            Object::name("ZapfDingbats"),
            Verdict::Indeterminate,
        ),
        ("FontDescriptor", file_of, Verdict::Indeterminate),
        (
            "Widths",
            vec![Object::Integer(-500)].into(),
            Verdict::Indeterminate,
        ),
    ] {
        let filled = later(&file, |revision| {
            let mut looks = shown("900");
            let mut font = Object::from(Dictionary::from([
                ("Subtype", Object::name("Type1")),
                ("BaseFont", Object::name("Helvetica")),
            ]));
            set(&mut font, key, value.clone());
            let fonts = Dictionary::from([("F1", font)]);
            let resources = Dictionary::from([("Font", fonts.into())]);
            looks.dictionary.set("Resources", resources);
            let looks = revision.add(looks);
            revision.set(field, fee("900", looks));
        });
        let report = judged(&filled, &authority);
        assert_eq!(report.verdict, verdict, "{key} {value:?}: {report:#?}");
    }
}

#[test]
fn a_value_has_one_meaning_only() {
    let authority = authority();
    let (base, field) = form();
    let file = signed(&base, &authority, Some(DocMdp::FillForms));
    let again = later(&file, |revision| {
        change(revision, field, "RV", Object::text("<p>900</p>"));
    });
    refused(&again, &authority);
    let with = |rich: &str, pressed: &str| {
        later(&file, |revision| {
            let (looks, down) = (revision.add(shown("900")), revision.add(shown(pressed)));
            let mut field_now = Object::from(fee("900", looks));
            let all = Dictionary::from([("N", looks.into()), ("D", down.into())]);
            set(&mut field_now, "AP", all.into());
            set(&mut field_now, "RV", Object::text(rich));
            revision.set(field, field_now);
        })
    };
    let same = judged(&with("<p>9<b>00</b></p>", "900"), &authority);
    assert_eq!(same.verdict, Verdict::Passed, "{same:#?}");
    let other = judged(&with("<p>1</p>", "900"), &authority);
    assert_eq!(other.verdict, Verdict::Indeterminate, "{other:#?}");
    refused(&with("<p>900</p>", "1"), &authority);
}

/// A document with one field of this kind, and the field.
fn with(entries: &[(&str, Object)], looks: &[(&str, &str)]) -> (Vec<u8>, Ref) {
    let mut made = Ref::new(0);
    let file = later(&document(0), |revision| {
        let states = looks.iter().map(|(state, content)| {
            let stream = revision.add(drawn(content));
            (*state, Object::from(stream))
        });
        let mut all = Dictionary::new();
        for (state, stream) in states.collect::<Vec<_>>() {
            all.set(state, stream);
        }
        let normal = match all.get("") {
            Some(one) => one.clone(),
            None => all.into(),
        };
        let sides = [72, 600, 272, 620].map(Object::Integer).to_vec();
        let mut field = Object::from(Dictionary::from([
            ("Subtype", Object::name("Widget")),
            ("F", Object::Integer(4)),
            ("T", Object::text("choice")),
            ("Rect", sides.into()),
            ("AP", Dictionary::from([("N", normal)]).into()),
        ]));
        for (key, value) in entries {
            set(&mut field, key, value.clone());
        }
        made = revision.add(field);
        change(revision, Ref::new(3), "Annots", vec![made.into()]);
        let form = Dictionary::from([("Fields", vec![made.into()].into())]);
        change(revision, Ref::new(1), "AcroForm", form);
    });
    (file, made)
}

/// The box of a check box.
fn square() -> Object {
    [72, 600, 92, 620].map(Object::Integer).to_vec().into()
}

#[test]
fn a_button_whose_states_are_more_than_marks_is_not_a_plain_pass() {
    let authority = authority();
    let page = [0, 0, 595, 842].map(Object::Integer).to_vec();
    let over_text = [60, 710, 80, 730].map(Object::Integer).to_vec();
    let look = |content: &'static str| [("Yes", content), ("Off", "")];
    let tick = look("q 2 2 m 10 4 l 18 18 l S Q");
    let text = look("BT /F1 11 Tf 2 6 Td (9,000) Tj ET");
    for (place, looks, is_plain) in [
        (square(), tick, true),
        (square(), look("BT /F1 11 Tf 2 6 Td (X) Tj ET"), true),
        (
            square(),
            look("1 g 0 0 20 20 re f 0 G .5 .5 19 19 re S"),
            true,
        ),
        (page.into(), tick, false),
        (over_text.into(), tick, false),
        (square(), text, false),
        (square(), look("/X1 Do"), false),
        (square(), look("BI /W 1 /H 1 ID x EI"), false),
        (square(), look("2 2 m (unreadable"), false),
    ] {
        let (base, field) = with(
            &[
                ("FT", Object::name("Btn")),
                ("V", Object::name("Off")),
                ("AS", Object::name("Off")),
                ("Rect", place.clone()),
            ],
            &looks,
        );
        let expected = if is_plain {
            Verdict::Passed
        } else {
            Verdict::Indeterminate
        };
        let file = signed(&base, &authority, Some(DocMdp::FillForms));
        let report = judged(&file, &authority);
        assert_eq!(report.verdict, expected, "{place:?} {looks:?}: {report:#?}");
        let toggled = later(&file, |revision| {
            change(revision, field, "V", Object::name("Yes"));
            change(revision, field, "AS", Object::name("Yes"));
        });
        let report = judged(&toggled, &authority);
        assert_eq!(report.verdict, expected, "{place:?} {looks:?}: {report:#?}");
        let change = &report.signatures[0].changes[0];
        let ruling = if is_plain {
            Ruling::Permitted
        } else {
            Ruling::Unclear
        };
        assert_eq!(change.ruling, ruling, "{place:?} {looks:?}");
    }
}

#[test]
fn a_button_may_not_hide_a_part_of_a_scan() {
    let authority = authority();
    let ground = "1 g 0 0 200 20 re f";
    for (off, side, expected) in [
        ("", 1000, Verdict::Indeterminate),
        ("", 100, Verdict::Passed),
        (ground, 1000, Verdict::Passed),
    ] {
        let entries = [
            ("FT", Object::name("Btn")),
            ("V", Object::name("Off")),
            ("AS", Object::name("Off")),
            ("Rect", square()),
        ];
        let (base, _) = with(&entries, &[("Yes", ground), ("Off", off)]);
        let base = later(&base, |revision| {
            let mut scan = drawn("");
            scan.dictionary.set("Subtype", Object::name("Image"));
            scan.dictionary.set("Width", Object::Integer(side));
            scan.dictionary.set("Height", Object::Integer(side));
            scan.dictionary.set("BitsPerComponent", Object::Integer(8));
            scan.dictionary
                .set("ColorSpace", Object::name("DeviceGray"));
            scan.data = vec![255; (side * side) as usize];
            let scan = revision.add(scan);
            let page = revision.get(Ref::new(3)).unwrap();
            let held = page.as_dictionary().unwrap().get("Resources").cloned();
            let mut resources = held.unwrap();
            set(
                &mut resources,
                "XObject",
                Dictionary::from([("Scan", scan.into())]).into(),
            );
            change(revision, Ref::new(3), "Resources", resources);
        });
        let report = judged(
            &signed(&base, &authority, Some(DocMdp::FillForms)),
            &authority,
        );
        assert_eq!(report.verdict, expected, "{off} {side}: {report:#?}");
    }
}

#[test]
fn a_button_drawn_anew_is_not_refused() {
    let authority = authority();
    let (base, field) = with(
        &[
            ("FT", Object::name("Btn")),
            ("V", Object::name("Off")),
            ("AS", Object::name("Off")),
            ("Rect", square()),
        ],
        &[("Yes", "2 2 16 16 re f"), ("Off", "")],
    );
    let file = signed(&base, &authority, Some(DocMdp::FillForms));
    for (content, verdict) in [
        ("2 2 m 18 18 l S", Verdict::Indeterminate),
        ("BT /F1 11 Tf 2 6 Td (9,000) Tj ET", Verdict::Failed),
    ] {
        let drawn_anew = later(&file, |revision| {
            let (yes, off) = (revision.add(drawn(content)), revision.add(drawn("")));
            let states = Dictionary::from([("Yes", yes.into()), ("Off", off.into())]);
            let looks = Dictionary::from([("N", states.into())]);
            change(revision, field, "AP", looks);
            change(revision, field, "V", Object::name("Yes"));
            change(revision, field, "AS", Object::name("Yes"));
        });
        let report = judged(&drawn_anew, &authority);
        assert_eq!(report.verdict, verdict, "{content}: {report:#?}");
    }
}

#[test]
fn a_button_shows_its_value() {
    let authority = authority();
    let (base, field) = with(
        &[
            ("FT", Object::name("Btn")),
            ("V", Object::name("Off")),
            ("AS", Object::name("Off")),
            ("Rect", square()),
        ],
        &[("Yes", "2 2 16 16 re f"), ("Off", "")],
    );
    let file = signed(&base, &authority, Some(DocMdp::FillForms));
    let set_to = |value: &str, state: &str| {
        later(&file, |revision| {
            change(revision, field, "V", Object::name(value));
            change(revision, field, "AS", Object::name(state));
        })
    };
    assert_eq!(
        judged(&set_to("Yes", "Yes"), &authority).verdict,
        Verdict::Passed
    );
    for (value, state) in [("Yes", "Off"), ("Off", "Yes"), ("No", "No")] {
        refused(&set_to(value, state), &authority);
    }
}

#[test]
fn a_choice_shows_the_label_of_its_value() {
    let authority = authority();
    let option =
        |value: &str, words: &str| Object::from(vec![Object::text(value), Object::text(words)]);
    let (base, field) = with(
        &[
            ("FT", Object::name("Ch")),
            ("V", Object::text("1")),
            ("Opt", vec![option("1", "One"), option("2", "Two")].into()),
        ],
        &[("", "BT /F1 11 Tf 2 6 Td (One) Tj ET")],
    );
    let file = signed(&base, &authority, Some(DocMdp::FillForms));
    let chosen = |value: &str, words: &str| {
        later(&file, |revision| {
            let looks = revision.add(shown(words));
            change(revision, field, "V", Object::text(value));
            change(
                revision,
                field,
                "AP",
                Dictionary::from([("N", looks.into())]),
            );
        })
    };
    let report = judged(&chosen("2", "Two"), &authority);
    assert_eq!(report.verdict, Verdict::Passed, "{report:#?}");
    refused(&chosen("2", "Three"), &authority);
}

#[test]
fn redrawing_fields_must_show_nothing_new() {
    let authority = authority();
    let (agreeing, _) = form();
    let (unlike, _) = with(
        &[("FT", Object::name("Tx")), ("V", Object::text("900"))],
        &[("", "BT /F1 11 Tf 2 6 Td (100) Tj ET")],
    );
    let redrawn = |base: &[u8]| {
        let file = signed(base, &authority, Some(DocMdp::FillForms));
        let later = later(&file, |revision| {
            let catalog = revision.get(Ref::new(1)).unwrap();
            let form = catalog.as_dictionary().unwrap().get("AcroForm").unwrap();
            match form.as_reference() {
                Some(form) => change(revision, form, "NeedAppearances", Object::Boolean(true)),
                None => {
                    let mut form = form.clone();
                    set(&mut form, "NeedAppearances", Object::Boolean(true));
                    change(revision, Ref::new(1), "AcroForm", form);
                }
            }
        });
        judged(&later, &authority)
    };
    // Readers draw in fonts of their own, and some drop the looks of signatures.
    for base in [&agreeing, &unlike] {
        let report = redrawn(base);
        assert_eq!(report.verdict, Verdict::Indeterminate, "{report:#?}");
    }
    let hidden = [
        ("FT", Object::name("Tx")),
        ("V", Object::text("900")),
        ("F", 2.into()),
    ];
    let (unseen, _) = with(&hidden, &[("", "BT /F1 11 Tf 2 6 Td (900) Tj ET")]);
    let report = redrawn(&unseen);
    let changes = &report.signatures[0].changes;
    assert_eq!(changes[0].ruling, Ruling::Permitted, "{report:#?}");
    // The same without that flag, because some viewers draw the value.
    let report = judged(&signed(&unlike, &authority, None), &authority);
    let coverage = crate::revisions::axis(&report, AxisName::Coverage);
    assert!(
        coverage
            .sentence
            .contains("differs from what the field shows"),
        "{report:#?}"
    );
}

#[test]
fn a_read_only_field_stays_unchanged() {
    let authority = authority();
    let calculates = Dictionary::from([("C", Dictionary::new().into())]);
    for (extra, status) in [
        (None, Status::Indeterminate),
        (Some(calculates), Status::Passed),
    ] {
        let mut entries = vec![
            ("FT", Object::name("Tx")),
            ("V", Object::text("100")),
            ("Ff", Object::Integer(1)),
        ];
        entries.extend(extra.map(|actions| ("AA", actions.into())));
        let (base, field) = with(&entries, &[("", "BT /F1 11 Tf 2 6 Td (100) Tj ET")]);
        let file = signed(&base, &authority, Some(DocMdp::FillForms));
        let filled = later(&file, |revision| {
            let looks = revision.add(shown("900"));
            change(revision, field, "V", Object::text("900"));
            change(
                revision,
                field,
                "AP",
                Dictionary::from([("N", looks.into())]),
            );
        });
        let report = judged(&filled, &authority);
        let changes = crate::revisions::axis(&report, AxisName::Modification);
        assert_eq!(changes.status, status, "{report:#?}");
    }
}
