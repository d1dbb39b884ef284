//! Fields that are emptied for filling in again.

use lopdf::{Dictionary, Object, Stream, dictionary};
use onesign_pdf::{Intake, Limits, intake, intake_open};

use super::draft::{Draft, numbers};
use super::forms::{appearance, form, one, string};
use super::pixels::{Pixels, is_like};
use super::texts;

fn opened(draft: Draft) -> Intake {
    intake_open(&draft.bytes(), None, &Limits::default()).unwrap()
}

#[test]
fn opened_fields_are_empty_and_offer_their_former_content() {
    let mut draft = form(
        vec![dictionary! {
            "FT" => "Tx", "V" => string("Sample Foods Inc."), "TU" => string("Name of the company"), "T" => string("txtCompany.0"),
            "MK" => dictionary! { "BG" => vec![Object::Real(0.5)] },
        }],
        Dictionary::new(),
    );
    let look = appearance(&mut draft, "BT /F 12 Tf 2 6 Td (Sample Foods Inc.) Tj ET");
    draft.widget().set("AP", dictionary! { "N" => look });
    let taken = opened(draft);
    assert!(texts(&taken).is_empty());
    assert!(taken.warnings.is_empty(), "{:?}", taken.warnings);
    assert!(!String::from_utf8_lossy(&taken.normalised).contains("Sample"));
    assert!(is_like(Pixels::of(&taken).at(100.0, 50.0), [128; 3]));
    assert_eq!(
        taken.detected[0].value.as_deref(),
        Some("Sample Foods Inc.")
    );
    assert_eq!(
        taken.detected[0].caption.as_deref(),
        Some("Name of the company")
    );
}

#[test]
fn opened_boxes_are_not_ticked() {
    let mut draft = form(
        vec![dictionary! { "FT" => "Btn", "V" => "Yes", "AS" => "Yes" }],
        Dictionary::new(),
    );
    let (on, off) = (
        appearance(&mut draft, "0 0 200 20 re f"),
        appearance(&mut draft, "1 0 0 rg 0 0 200 20 re f"),
    );
    draft.widget().set(
        "AP",
        dictionary! { "N" => dictionary! { "Yes" => on, "Off" => off } },
    );
    let taken = opened(draft);
    assert_eq!(Pixels::of(&taken).at(100.0, 50.0), [255, 0, 0]);
    assert_eq!(taken.detected[0].value.as_deref(), Some("Yes"));
}

#[test]
fn fields_that_nobody_fills_in_again_stay_on_the_page() {
    let read_only = dictionary! { "FT" => "Tx", "Ff" => 1, "V" => string("fixed") };
    let choice = dictionary! { "FT" => "Ch", "Ff" => 1 << 17, "V" => string("chosen") };
    let secret = dictionary! { "FT" => "Tx", "Ff" => 1 << 13, "V" => string("abc") };
    for (widget, shown) in [(read_only, "fixed"), (choice, "chosen"), (secret, "***")] {
        let taken = opened(form(vec![widget], Dictionary::new()));
        assert_eq!(texts(&taken), [shown]);
    }
}

#[test]
fn values_that_are_too_long_to_be_offered_stay_on_the_page() {
    let long = "word ".repeat(401);
    let field = dictionary! { "FT" => "Tx", "Ff" => 1 << 12, "V" => string(&long), "Rect" => numbers(&[0, 0, 200, 100]) };
    let taken = opened(form(vec![field], Dictionary::new()));
    assert!(taken.detected.is_empty());
    assert!(texts(&taken).join(" ").starts_with("word word"));
}

#[test]
fn read_only_fields_are_not_offered() {
    let taken = one(dictionary! { "FT" => "Tx", "Ff" => 1, "V" => string("fixed") });
    assert!(taken.detected.is_empty());
}

#[test]
fn the_visible_text_counts_and_not_the_value() {
    let value =
        |value: &str| dictionary! { "FT" => "Tx", "T" => string("a"), "V" => string(value) };
    let none = dictionary! { "FT" => "Tx", "T" => string("a") };
    for (field, shown) in [
        (value("new value 100"), "old value 900"),
        (value("900"), "Price 900 EUR"),
        (none, "only here"),
    ] {
        let mut draft = form(vec![field], Dictionary::new());
        let content = format!("BT /F 12 Tf 2 6 Td ({shown}) Tj ET");
        let look = appearance(&mut draft, &content);
        draft.widget().set("AP", dictionary! { "N" => look });
        let file = draft.bytes();
        for taken in [
            intake(&file, None, &Limits::default()).unwrap(),
            intake_open(&file, None, &Limits::default()).unwrap(),
        ] {
            assert_eq!(texts(&taken), [shown]);
            assert!(taken.warnings.contains(&"field_value_differs.1".to_owned()));
            assert!(taken.detected.is_empty());
        }
    }
}

#[test]
fn words_next_to_a_tick_stay_on_the_page() {
    for (off, is_open) in [("q Q", false), ("BT /F 12 Tf 2 6 Td (I agree) Tj ET", true)] {
        let field = dictionary! { "FT" => "Btn", "V" => "Yes", "AS" => "Yes", "T" => string("a") };
        let mut draft = form(vec![field], Dictionary::new());
        let on = appearance(
            &mut draft,
            "BT /F 12 Tf 2 6 Td (I agree) Tj 60 0 Td (x) Tj ET",
        );
        let off = appearance(&mut draft, off);
        let states = dictionary! { "Yes" => on, "Off" => off };
        draft.widget().set("AP", dictionary! { "N" => states });
        let taken = opened(draft);
        assert!(texts(&taken).join(" ").contains("I agree"));
        assert_eq!(taken.detected.len(), usize::from(is_open));
        let told = taken.warnings.contains(&"field_value_differs.1".to_owned());
        assert_eq!(told, !is_open);
    }
}

#[test]
fn a_value_that_is_too_long_to_read_is_reported() {
    for length in [12_000, 3_000_000] {
        let field =
            dictionary! { "FT" => "Tx", "Ff" => 1 << 12, "Rect" => numbers(&[0, 0, 200, 100]) };
        let mut draft = form(vec![field], Dictionary::new());
        let mut value = Stream::new(Dictionary::new(), b"word ".repeat(length / 5));
        value.compress().unwrap();
        let value = draft.document.add_object(value);
        draft.widget().set("V", value);
        let warnings = draft.take().unwrap().warnings;
        assert_eq!(warnings, ["field_value_incomplete.1"], "{length}");
    }
}
