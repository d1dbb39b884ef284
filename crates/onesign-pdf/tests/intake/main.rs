//! Intake of small documents, each made for one question.
#![allow(clippy::unwrap_used, clippy::panic)]

mod agreement;
mod broken_anywhere;
mod costly;
mod damaged_objects;
mod damaged_streams;
mod draft;
mod enclosed;
mod forms;
mod forms_opened;
mod groups;
mod marks;
mod marks_undrawn;
mod odd_images;
mod pixels;
mod raw;
mod single_reading;
mod text_unseen;
mod tints;
mod typeface;
mod typeface_lacks;
mod typeface_missing;
mod undrawn;
mod written_anew;

use draft::{Draft, numbers};
use lopdf::{Dictionary, Object, Stream, dictionary};
use onesign_pdf::{Intake, IntakeError, Limits, PageSize, Rect, intake, page_text};
use pixels::Pixels;
use proptest::prelude::*;

fn texts(taken: &Intake) -> Vec<String> {
    page_text(&taken.normalised, 0)
        .unwrap()
        .into_iter()
        .map(|run| run.text)
        .collect()
}

fn removed(taken: &Intake, kind: &str) -> u32 {
    taken
        .removed
        .iter()
        .find(|removal| removal.kind == kind)
        .map_or(0, |removal| removal.count)
}

/// A form XObject that fills its box of 10 by 10 points with black.
fn black() -> Stream {
    let entries = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers(&[0, 0, 10, 10]) };
    Stream::new(entries, b"0 0 10 10 re f".to_vec())
}

/// The grey level of a point, given as fractions of the page, y downwards.
fn grey_at(taken: &Intake, x: f64, y: f64) -> u8 {
    Pixels::of(taken).part(x, y)[0]
}

const HELLO: &str = "BT /F 12 Tf 20 50 Td (Hello) Tj ET";

#[test]
fn a_plain_page_is_accepted() {
    let taken = Draft::new(HELLO).take().unwrap();
    assert_eq!(
        taken.pages,
        [PageSize {
            w: 200_000,
            h: 100_000
        }]
    );
    assert_eq!(texts(&taken), ["Hello"]);
    assert!(taken.removed.is_empty() && taken.warnings.is_empty() && taken.title.is_none());
}

#[test]
fn refusals_have_their_codes() {
    let code = |bytes: &[u8]| intake(bytes, None, &Limits::default()).unwrap_err().code();
    assert_eq!(code(b""), "empty_file");
    assert_eq!(code(b"GIF89a"), "not_a_pdf");
    assert_eq!(code(b"%PDF-1.7\n%%EOF"), "damaged_pdf");
    let limits = Limits {
        max_bytes: 10,
        ..Limits::default()
    };
    assert_eq!(
        intake(&[b'x'; 11], None, &limits),
        Err(IntakeError::TooLarge { limit: 10 })
    );
    let limits = Limits {
        max_pages: 0,
        ..Limits::default()
    };
    let bytes = Draft::new(HELLO).bytes();
    assert_eq!(
        intake(&bytes, None, &limits),
        Err(IntakeError::TooManyPages { limit: 0 })
    );
    let limits = Limits {
        max_objects: 2,
        ..Limits::default()
    };
    assert_eq!(intake(&bytes, None, &limits), Err(IntakeError::TooComplex));
}

#[test]
fn rotated_cropped_and_enlarged_pages_are_normalised() {
    let mut draft = Draft::new("0 0 20 20 re f");
    draft.page().set("CropBox", numbers(&[0, 0, 100, 50]));
    draft.page().set("Rotate", 90);
    draft.page().set("UserUnit", 2);
    let taken = draft.take().unwrap();
    assert_eq!(
        taken.pages,
        [PageSize {
            w: 100_000,
            h: 200_000
        }]
    );
    // A clockwise rotation moves the lower left corner to the upper left.
    assert_eq!(grey_at(&taken, 0.1, 0.05), 0);
    assert_eq!(grey_at(&taken, 0.1, 0.9), 255);
    let text = String::from_utf8_lossy(&taken.normalised).into_owned();
    assert!(!text.contains("/Rotate") && !text.contains("/CropBox") && !text.contains("/UserUnit"));
}

#[test]
fn the_graphics_state_of_a_page_does_not_reach_its_annotations() {
    let mut draft = Draft::new("Q Q 0.1 0 0 0.1 0 0 cm q");
    let form = draft.document.add_object(black());
    draft.annotation(dictionary! {
        "Subtype" => "Stamp", "Rect" => numbers(&[100, 0, 200, 100]), "AP" => dictionary! { "N" => form },
    });
    let taken = draft.take().unwrap();
    assert_eq!(removed(&taken, "annotation"), 1);
    assert_eq!(grey_at(&taken, 0.75, 0.5), 0);
    assert_eq!(grey_at(&taken, 0.25, 0.5), 255);
}

#[test]
fn an_appearance_without_a_type_is_shown() {
    let mut draft = Draft::new("");
    let mut form = black();
    form.dict.remove(b"Type");
    form.dict.remove(b"Subtype");
    let form = draft.document.add_object(form);
    draft.annotation(dictionary! {
        "Subtype" => "Stamp", "Rect" => numbers(&[100, 0, 200, 100]), "AP" => dictionary! { "N" => form },
    });
    let taken = draft.take().unwrap();
    assert_eq!(grey_at(&taken, 0.75, 0.5), 0);
}

#[test]
fn hidden_annotations_vanish() {
    for flags in [2, 32] {
        let mut draft = Draft::new("");
        let form = draft.document.add_object(black());
        draft.annotation(dictionary! {
            "Subtype" => "Stamp", "Rect" => numbers(&[0, 0, 200, 100]), "F" => flags,
            "AP" => dictionary! { "N" => form },
        });
        let taken = draft.take().unwrap();
        assert_eq!(removed(&taken, "annotation"), 1);
        assert_eq!(grey_at(&taken, 0.5, 0.5), 255);
    }
}

#[test]
fn hidden_layers_vanish_with_their_text() {
    let mut draft = Draft::new(
        "/OC /L BDC BT /F 12 Tf 20 50 Td (Secret) Tj ET EMC BT /F 12 Tf 20 20 Td (Open) Tj ET /X Do",
    );
    let layer = draft
        .document
        .add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("x") });
    let resources = draft
        .page()
        .get_mut(b"Resources")
        .unwrap()
        .as_dict_mut()
        .unwrap();
    resources.set("Properties", dictionary! { "L" => layer });
    let mut form = black();
    form.dict.set("OC", layer);
    draft.resource("XObject", "X", form);
    let layers = vec![Object::from(layer)];
    draft.catalog().set(
        "OCProperties",
        dictionary! { "OCGs" => layers.clone(), "D" => dictionary! { "OFF" => layers } },
    );
    let taken = draft.take().unwrap();
    assert_eq!(texts(&taken), ["Open"]);
    assert_eq!(removed(&taken, "optional_content"), 1);
    assert_eq!(grey_at(&taken, 0.02, 0.97), 255);
}

#[test]
fn active_content_is_reported_and_removed() {
    let mut draft = Draft::new(HELLO);
    let script =
        dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
    draft.catalog().set("OpenAction", script.clone());
    draft.page().set("AA", dictionary! { "O" => script });
    draft.annotation(dictionary! {
        "Subtype" => "Link", "Rect" => numbers(&[0, 0, 9, 9]),
        "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal("file:///x") },
    });
    let taken = draft.take().unwrap();
    let kinds = [
        "javascript",
        "open_action",
        "additional_actions",
        "link",
        "uri_scheme",
    ];
    assert_eq!(kinds.map(|kind| removed(&taken, kind)), [2, 1, 1, 1, 1]);
    let text = String::from_utf8_lossy(&taken.normalised).into_owned();
    assert!(!text.contains("JavaScript") && !text.contains("file:"));
}

#[test]
fn external_streams_are_emptied() {
    let mut draft = Draft::new(HELLO);
    let content = draft
        .page()
        .get(b"Contents")
        .unwrap()
        .as_reference()
        .unwrap();
    draft
        .document
        .get_object_mut(content)
        .unwrap()
        .as_stream_mut()
        .unwrap()
        .dict
        .set("F", Object::string_literal("/etc/passwd"));
    let taken = draft.take().unwrap();
    assert_eq!(removed(&taken, "external_stream"), 1);
    assert!(texts(&taken).is_empty());
    assert!(!String::from_utf8_lossy(&taken.normalised).contains("passwd"));
}

#[test]
fn images_of_absurd_size_are_dropped() {
    let mut draft = Draft::new("100 0 0 100 0 0 cm /I Do");
    let image = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 1_000_000, "Height" => 1_000_000,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
    };
    draft.resource("XObject", "I", Stream::new(image, vec![0; 10]));
    let taken = draft.take().unwrap();
    assert_eq!(taken.warnings, ["image_not_shown.1"]);
    assert_eq!(grey_at(&taken, 0.25, 0.5), 255);
}

#[test]
fn exponential_forms_are_refused() {
    let mut draft = Draft::new("/X Do");
    let mut inner = draft.document.add_object(black());
    for _ in 0..12 {
        let entries = dictionary! {
            "Subtype" => "Form", "BBox" => numbers(&[0, 0, 10, 10]),
            "Resources" => dictionary! { "XObject" => dictionary! { "X" => inner } },
        };
        inner = draft
            .document
            .add_object(Stream::new(entries, b"/X Do ".repeat(10)));
    }
    let resources = draft
        .page()
        .get_mut(b"Resources")
        .unwrap()
        .as_dict_mut()
        .unwrap();
    resources.set("XObject", dictionary! { "X" => inner });
    assert_eq!(draft.take(), Err(IntakeError::TooComplex));
}

#[test]
fn decompression_bombs_are_refused() {
    let mut draft = Draft::new("");
    let mut stream = Stream::new(Dictionary::new(), vec![b' '; 3 << 20]);
    stream.compress().unwrap();
    let bomb = draft.document.add_object(stream);
    draft.page().set("Contents", bomb);
    let limits = Limits {
        max_stream_bytes: 1 << 20,
        ..Limits::default()
    };
    assert_eq!(
        intake(&draft.bytes(), None, &limits),
        Err(IntakeError::TooComplex)
    );
}

fn text_field(draft: &mut Draft, value: &str) {
    let field = draft.annotation(dictionary! {
        "Subtype" => "Widget", "FT" => "Tx", "T" => Object::string_literal("city"), "Ff" => 2,
        "V" => lopdf::text_string(value), "Rect" => numbers(&[20, 30, 120, 50]),
    });
    draft.catalog().set(
        "AcroForm",
        dictionary! { "Fields" => vec![Object::from(field)] },
    );
}

#[test]
fn fields_are_detected_and_their_values_painted() {
    let mut draft = Draft::new("");
    text_field(&mut draft, "Ålesund");
    let taken = draft.take().unwrap();
    let field = &taken.detected[0];
    assert_eq!(
        (field.kind.as_str(), field.name.as_str(), field.required),
        ("text", "city", true)
    );
    assert_eq!(
        field.rect,
        Rect {
            x: 20_000,
            y: 50_000,
            w: 100_000,
            h: 20_000
        }
    );
    assert_eq!(field.value.as_deref(), Some("Ålesund"));
    assert_eq!(texts(&taken), ["Ålesund"]);
    assert_eq!(taken.warnings, ["field_appearance_made.1"]);
    assert_eq!(removed(&taken, "form_field"), 1);
}

#[test]
fn ticked_boxes_without_an_appearance_get_a_mark() {
    let mut draft = Draft::new("");
    draft.annotation(dictionary! {
        "Subtype" => "Widget", "FT" => "Btn", "AS" => "Yes", "Rect" => numbers(&[0, 0, 100, 100]),
    });
    let taken = draft.take().unwrap();
    assert_eq!(taken.warnings, ["field_appearance_made.1"]);
    assert_eq!(grey_at(&taken, 0.21, 0.75), 0);
}

#[test]
fn titles_are_one_clean_line() {
    let mut draft = Draft::new("");
    let info = draft
        .document
        .add_object(dictionary! { "Title" => lopdf::text_string(" Offer\n of \u{202e}work ") });
    draft.document.trailer.set("Info", info);
    draft.catalog().set("Lang", Object::string_literal("de-AT"));
    let taken = draft.take().unwrap();
    assert_eq!(taken.title.as_deref(), Some("Offer of work"));
    assert!(String::from_utf8_lossy(&taken.normalised).contains("/Lang (de-AT)"));
}

#[test]
fn text_tags_are_detected() {
    let taken = Draft::new("BT /F 12 Tf 20 50 Td ({{signature:buyer}}) Tj ET")
        .take()
        .unwrap();
    let field = &taken.detected[0];
    assert_eq!(
        (field.kind.as_str(), field.name.as_str()),
        ("signature", "buyer")
    );
    assert!(
        (19_000..21_000).contains(&field.rect.x) && field.rect.w > 80_000,
        "{:?}",
        field.rect
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn damaged_contracts_are_accepted_or_refused(
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        end in any::<prop::sample::Index>(),
        cut in any::<bool>(),
    ) {
        let mut bytes = Draft::new(HELLO).bytes();
        for (index, value) in &damage {
            let at = index.index(bytes.len());
            bytes[at] = *value;
        }
        if cut {
            bytes.truncate(end.index(bytes.len()));
        }
        if let Ok(taken) = intake(&bytes, None, &Limits::default()) {
            onesign_pdf::read::Document::parse(&taken.normalised).unwrap();
        }
    }
}
