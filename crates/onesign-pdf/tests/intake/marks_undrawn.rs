//! Annotations that intake reports instead of drawing, and those with absurd entries.

use lopdf::{Object, dictionary};

use super::draft::{Draft, numbers};
use super::marks::{RED, over, rgb};
use super::pixels::Pixels;

#[test]
fn undrawable_annotations_are_reported_with_their_page() {
    for annotation in [
        dictionary! { "Subtype" => "3D" },
        dictionary! { "Subtype" => "Ink" },
        dictionary! { "Subtype" => "Line", "L" => numbers(&[1]) },
        dictionary! { "Subtype" => "Polygon" },
        dictionary! {},
    ] {
        let name = format!("{annotation:?}");
        assert_eq!(
            over("", annotation).warnings,
            ["annotation_not_shown.1"],
            "{name}"
        );
    }
}

#[test]
fn an_appearance_that_draws_nothing_does_not_hide_a_mark() {
    let mut draft = Draft::new("");
    let empty = dictionary! { "Subtype" => "Form", "BBox" => numbers(&[0, 0, 0, 0]) };
    let empty = draft
        .document
        .add_object(lopdf::Stream::new(empty, b"0 0 10 10 re f".to_vec()));
    draft.annotation(dictionary! {
        "Subtype" => "StrikeOut", "Rect" => numbers(&[20, 20, 180, 80]), "C" => rgb(1, 0, 0), "AP" => dictionary! { "N" => empty },
    });
    assert_eq!(Pixels::of(&draft.take().unwrap()).at(100.0, 48.2), RED);
}

#[test]
fn excessive_text_is_reported_and_not_set() {
    let mut draft = Draft::new("");
    let note = dictionary! {
        "Subtype" => "FreeText", "Rect" => numbers(&[20, 20, 180, 80]), "Contents" => Object::string_literal("word ".repeat(1_900)),
    };
    let id = Object::from(draft.document.add_object(note));
    draft.page().set("Annots", vec![id; 60]);
    let taken = draft.take().unwrap();
    assert!(
        taken
            .warnings
            .contains(&"annotation_not_shown.1".to_owned()),
        "{:?}",
        taken.warnings
    );
}

#[test]
fn absurd_coordinates_are_harmless() {
    let far = Object::Real(3e38);
    let points = || {
        Object::Array(vec![
            far.clone(),
            0.into(),
            Object::Real(-3e38),
            50.into(),
            20.into(),
            50.into(),
            180.into(),
            50.into(),
        ])
    };
    for annotation in [
        dictionary! { "Subtype" => "StrikeOut", "QuadPoints" => points() },
        dictionary! { "Subtype" => "Squiggly", "QuadPoints" => points() },
        dictionary! { "Subtype" => "Polygon", "Vertices" => points(), "BE" => dictionary! { "S" => "C", "I" => 2 } },
        dictionary! { "Subtype" => "Line", "L" => points(), "LL" => far.clone(), "BS" => dictionary! { "W" => far.clone() } },
        dictionary! { "Subtype" => "Square", "RD" => points(), "BS" => dictionary! { "S" => "D", "D" => points() } },
        dictionary! { "Subtype" => "Ink", "InkList" => Object::Array(vec![points()]) },
    ] {
        let taken = over("", annotation);
        assert!(Pixels::of(&taken).at(5.0, 5.0).len() == 3);
    }
}
