//! Fields whose appearance the viewer generates, and fields that are emptied for filling in again.

use lopdf::{Dictionary, Object, Stream, dictionary};
use onesign_pdf::Intake;

use super::draft::{Draft, numbers};
use super::pixels::{Pixels, is_like, is_near};
use super::texts;

/// A document with these widgets on its page.
pub fn form(widgets: Vec<Dictionary>, entries: Dictionary) -> Draft {
    let mut draft = Draft::new("");
    let ids: Vec<Object> = widgets
        .into_iter()
        .map(|mut widget| {
            widget.set("Subtype", "Widget");
            if !widget.has(b"Rect") {
                widget.set("Rect", numbers(&[0, 40, 200, 60]));
            }
            draft.document.add_object(widget).into()
        })
        .collect();
    let mut all =
        dictionary! { "Fields" => ids.clone(), "DA" => Object::string_literal("/Helv 12 Tf 0 g") };
    all.extend(&entries);
    draft.page().set("Annots", ids);
    draft.catalog().set("AcroForm", all);
    draft
}

pub fn one(widget: Dictionary) -> Intake {
    form(vec![widget], Dictionary::new()).take().unwrap()
}

/// The ink on the page: left, right, lower and upper edge in points.
fn ink(taken: &Intake) -> (f64, f64, f64, f64) {
    Pixels::of(taken).ink().unwrap()
}

pub fn string(text: &str) -> Object {
    Object::string_literal(text)
}

/// An appearance of 200 by 20 points.
pub fn appearance(draft: &mut Draft, content: &str) -> Object {
    let entries = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers(&[0, 0, 200, 20]) };
    let stream = Stream::new(entries, content.as_bytes().to_vec());
    draft.document.add_object(stream).into()
}

#[test]
fn text_follows_its_quadding() {
    let at = |widget: Dictionary, form_entries: Dictionary| {
        ink(&form(vec![widget], form_entries).take().unwrap())
    };
    let field = || dictionary! { "FT" => "Tx", "V" => string("mm") };
    let with = |quadding: i64| {
        let mut field = field();
        field.set("Q", quadding);
        field
    };
    assert!(at(field(), Dictionary::new()).0 < 6.0);
    let (left, right, ..) = at(with(1), Dictionary::new());
    assert!(is_near((left + right) / 2.0, 100.0), "{left} {right}");
    assert!(at(with(2), Dictionary::new()).1 > 194.0);
    // The form's own entry applies if the field has none.
    assert!(at(field(), dictionary! { "Q" => 2 }).1 > 194.0);
}

#[test]
fn combs_have_a_character_in_each_cell() {
    let taken =
        one(dictionary! { "FT" => "Tx", "V" => string("II"), "Ff" => 1 << 24, "MaxLen" => 2 });
    let (left, right, ..) = ink(&taken);
    assert!(
        is_near(left, 49.0) && is_near(right, 151.0),
        "{left} {right}"
    );
    // Without the flag, the characters are not in cells.
    let taken = one(dictionary! { "FT" => "Tx", "V" => string("II"), "MaxLen" => 2 });
    assert!(ink(&taken).1 < 20.0);
}

#[test]
fn background_border_and_colour_are_those_of_the_field() {
    let taken = one(dictionary! {
        "FT" => "Tx", "V" => string("mmmmmm"), "DA" => string("1 0 0 rg /Helv 14 Tf"), "Q" => 1,
        "MK" => dictionary! { "BG" => vec![1.into(), 1.into(), 0.into()], "BC" => vec![0.into(), 0.into(), 1.into()] },
        "BS" => dictionary! { "W" => 2 },
    });
    let pixels = Pixels::of(&taken);
    assert_eq!(pixels.at(30.0, 50.0), [255, 255, 0]);
    assert_eq!(pixels.at(100.0, 40.75), [0, 0, 255]);
    assert!(pixels.has(|[red, green, blue]| red > 200 && green < 60 && blue < 60));
    assert_eq!(pixels.at(100.0, 20.0), [255, 255, 255]);
}

#[test]
fn empty_fields_have_their_frame_and_no_warning() {
    let taken =
        one(dictionary! { "FT" => "Tx", "MK" => dictionary! { "BG" => vec![Object::Real(0.5)] } });
    assert!(taken.warnings.is_empty(), "{:?}", taken.warnings);
    assert!(is_like(Pixels::of(&taken).at(100.0, 50.0), [128; 3]));
}

#[test]
fn choices_show_their_display_texts() {
    let options = || {
        let pair =
            |export: &str, display: &str| Object::Array(vec![string(export), string(display)]);
        vec![
            pair("46", "Sweden"),
            pair("49", "Germany"),
            pair("51", "Peru"),
        ]
    };
    let taken =
        one(dictionary! { "FT" => "Ch", "Ff" => 1 << 17, "V" => string("49"), "Opt" => options() });
    assert_eq!(texts(&taken), ["Germany"]);
    assert_eq!(taken.detected[0].value.as_deref(), Some("Germany"));
    // A list shows all options and marks the chosen ones.
    let taken = one(dictionary! {
        "FT" => "Ch", "V" => vec![string("46"), string("51")], "Opt" => options(), "Rect" => numbers(&[0, 40, 200, 90]),
    });
    assert_eq!(texts(&taken), ["Sweden", "Germany", "Peru"]);
    let pixels = Pixels::of(&taken);
    assert!(is_like(pixels.at(150.0, 84.0), [153, 193, 218]));
    assert_eq!(pixels.at(150.0, 70.0), [255, 255, 255]);
}

#[test]
fn an_appearance_that_shows_something_is_kept_unless_the_form_says_otherwise() {
    for (need, expected) in [(false, "Kept"), (true, "new")] {
        let mut draft = form(
            vec![dictionary! { "FT" => "Tx", "V" => string("new") }],
            dictionary! { "NeedAppearances" => need },
        );
        let font = draft.document.add_object(
            dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" },
        );
        let look = appearance(&mut draft, "BT /F 12 Tf 2 6 Td (Kept) Tj ET");
        let id = look.as_reference().unwrap();
        let stream = draft
            .document
            .get_object_mut(id)
            .unwrap()
            .as_stream_mut()
            .unwrap();
        stream.dict.set(
            "Resources",
            dictionary! { "Font" => dictionary! { "F" => font } },
        );
        let widget = draft.widget();
        widget.set("AP", dictionary! { "N" => look });
        assert_eq!(texts(&draft.take().unwrap()), [expected], "{need}");
    }
}

#[test]
fn an_appearance_without_the_value_is_made_again() {
    for content in ["/Tx BMC EMC", "", "1 g 0 0 200 20 re f", "BT () Tj ET"] {
        let mut draft = form(
            vec![dictionary! { "FT" => "Tx", "V" => string("value") }],
            Dictionary::new(),
        );
        let look = appearance(&mut draft, content);
        draft.widget().set("AP", dictionary! { "N" => look });
        let taken = draft.take().unwrap();
        assert_eq!(texts(&taken), ["value"], "{content}");
        assert_eq!(taken.warnings, ["field_appearance_made.1"]);
    }
}

#[test]
fn passwords_lines_and_turned_fields() {
    let taken = one(dictionary! { "FT" => "Tx", "Ff" => 1 << 13, "V" => string("abcd") });
    assert_eq!(texts(&taken), ["****"]);
    assert!(taken.detected.is_empty());
    let taken = one(dictionary! {
        "FT" => "Tx", "Ff" => 1 << 12, "V" => string("first\rsecond"), "Rect" => numbers(&[0, 40, 200, 90]),
    });
    assert_eq!(texts(&taken), ["first", "second"]);
    // After a quarter turn, a line runs upwards.
    let taken = one(dictionary! {
        "FT" => "Tx", "V" => string("mmmmm"), "MK" => dictionary! { "R" => 90 }, "Rect" => numbers(&[90, 0, 110, 100]),
    });
    let (left, right, lower, upper) = ink(&taken);
    assert!(
        upper - lower > 3.0 * (right - left) && lower < 6.0,
        "{left} {right} {lower} {upper}"
    );
}

#[test]
fn no_value_is_lost_because_of_one_character() {
    let taken = one(dictionary! { "FT" => "Tx", "V" => lopdf::text_string("2 π r Ж 中") });
    assert_eq!(taken.warnings, ["field_appearance_made.1"]);
    assert!(texts(&taken).join("").contains('π'));
    // A byte that PDFDocEncoding doesn't have, and one that no font has.
    let odd = Object::String(b"Total \x9f 12".to_vec(), lopdf::StringFormat::Literal);
    for value in [odd, lopdf::text_string("Total \u{e000} 12")] {
        let taken = one(dictionary! { "FT" => "Tx", "V" => value });
        let shown = texts(&taken).join("");
        assert!(
            shown.starts_with("Total") && shown.ends_with("12"),
            "{shown}"
        );
        assert_eq!(taken.warnings, ["field_value_incomplete.1"]);
    }
}

#[test]
fn a_value_that_no_viewer_shows_is_reported() {
    let taken = one(dictionary! { "V" => string("lost") });
    assert_eq!(taken.warnings, ["field_value_not_shown.1"]);
}

#[test]
fn buttons_show_their_caption() {
    let taken = one(
        dictionary! { "FT" => "Btn", "Ff" => 1 << 16, "MK" => dictionary! { "CA" => string("Press") } },
    );
    assert_eq!(texts(&taken), ["Press"]);
    assert!(taken.detected.is_empty());
}

#[test]
fn every_tick_is_visible() {
    for glyph in ["4", "l", "8", "u", "n", "H", "?", ""] {
        for (button, states) in [
            (0, "stream"),
            (0, "none"),
            (1 << 15, "none"),
            (0, "empty state"),
        ] {
            let mut draft = form(
                vec![dictionary! {
                    "FT" => "Btn", "Ff" => button, "V" => "Yes", "AS" => "Yes", "Rect" => numbers(&[80, 40, 100, 60]),
                    "MK" => dictionary! { "CA" => string(glyph) },
                }],
                Dictionary::new(),
            );
            let empty = appearance(&mut draft, "");
            match states {
                "stream" => draft.widget().set("AP", dictionary! { "N" => empty }),
                "empty state" => draft
                    .widget()
                    .set("AP", dictionary! { "N" => dictionary! { "Yes" => empty } }),
                _ => {}
            }
            let taken = draft.take().unwrap();
            assert_eq!(
                taken.warnings,
                ["field_appearance_made.1"],
                "{glyph} {states}"
            );
            let (left, right, ..) = ink(&taken);
            assert!(
                left > 79.0 && right < 101.0 && right - left > 5.0,
                "{glyph} {states}"
            );
        }
    }
}

#[test]
fn a_value_names_the_appearance_if_the_state_is_missing() {
    let mut draft = form(
        vec![dictionary! { "FT" => "Btn", "V" => "Ja" }],
        Dictionary::new(),
    );
    let (on, off) = (
        appearance(&mut draft, "0 0 200 20 re f"),
        appearance(&mut draft, "1 0 0 rg 0 0 200 20 re f"),
    );
    draft.widget().set(
        "AP",
        dictionary! { "N" => dictionary! { "Ja" => on, "Off" => off } },
    );
    let taken = draft.take().unwrap();
    assert_eq!(Pixels::of(&taken).at(100.0, 50.0), [0, 0, 0]);
    assert!(taken.warnings.is_empty(), "{:?}", taken.warnings);
}

#[test]
fn a_contradictory_tick_is_reported() {
    let taken = one(dictionary! { "FT" => "Btn", "V" => "Yes", "AS" => "Off" });
    assert_eq!(taken.warnings, ["field_state_unclear.1"]);
}
