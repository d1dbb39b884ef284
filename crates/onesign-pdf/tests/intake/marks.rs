//! Annotations without an appearance of their own.

use lopdf::{Dictionary, Object, dictionary};
use onesign_pdf::Intake;

use super::draft::{Draft, numbers};
use super::pixels::{Pixels, is_like};
use super::texts;

pub fn rgb(red: i64, green: i64, blue: i64) -> Object {
    numbers(&[red, green, blue])
}

/// A page with one annotation over this content.
pub fn over(content: &str, mut annotation: Dictionary) -> Intake {
    if !annotation.has(b"Rect") {
        annotation.set("Rect", numbers(&[20, 20, 180, 80]));
    }
    let mut draft = Draft::new(content);
    draft.annotation(annotation);
    draft.take().unwrap()
}

const MADE: &str = "annotation_appearance_made.1";
pub const RED: [u8; 3] = [255, 0, 0];
const WHITE: [u8; 3] = [255, 255, 255];

#[test]
fn a_clause_that_is_struck_out_stays_struck_out() {
    let orders = [
        [20, 60, 180, 60, 20, 40, 180, 40],
        [20, 40, 180, 40, 180, 60, 20, 60],
    ];
    for order in orders {
        let taken = over(
            "",
            dictionary! { "Subtype" => "StrikeOut", "QuadPoints" => numbers(&order), "C" => rgb(1, 0, 0) },
        );
        assert_eq!(taken.warnings, [MADE]);
        let pixels = Pixels::of(&taken);
        assert_eq!(pixels.at(100.0, 49.4), RED);
        assert_eq!(pixels.at(100.0, 42.0), WHITE);
        let taken = over(
            "",
            dictionary! { "Subtype" => "Underline", "QuadPoints" => numbers(&order), "C" => rgb(1, 0, 0) },
        );
        let pixels = Pixels::of(&taken);
        assert_eq!(
            (pixels.at(100.0, 42.0), pixels.at(100.0, 58.0)),
            (RED, WHITE),
            "{order:?}"
        );
    }
    // Without corners, the rectangle is struck out.
    let taken = over("", dictionary! { "Subtype" => "StrikeOut" });
    assert_eq!(Pixels::of(&taken).at(100.0, 48.2), [0, 0, 0]);
}

#[test]
fn highlighted_text_stays_readable() {
    let quad = numbers(&[20, 60, 180, 60, 20, 40, 180, 40]);
    let taken = over(
        "90 45 20 10 re f",
        dictionary! { "Subtype" => "Highlight", "QuadPoints" => quad, "C" => rgb(1, 1, 0) },
    );
    let pixels = Pixels::of(&taken);
    assert_eq!(pixels.at(100.0, 50.0), [0, 0, 0]);
    assert_eq!(pixels.at(40.0, 50.0), [255, 255, 0]);
}

#[test]
fn squiggly_lines_are_below_the_text() {
    let taken = over(
        "",
        dictionary! { "Subtype" => "Squiggly", "C" => rgb(1, 0, 0) },
    );
    let (left, right, lower, upper) = Pixels::of(&taken).ink().unwrap();
    assert!(
        left < 22.0 && right > 178.0 && lower > 18.0 && upper < 34.0,
        "{lower} {upper}"
    );
}

#[test]
fn free_text_becomes_text_of_the_page() {
    let taken = over(
        "",
        dictionary! {
            "Subtype" => "FreeText", "Contents" => Object::string_literal("Price may change"),
            "DA" => Object::string_literal("/Helv 14 Tf 1 0 0 rg"), "C" => rgb(1, 1, 0),
        },
    );
    assert_eq!(texts(&taken), ["Price may change"]);
    assert_eq!(taken.warnings, [MADE]);
    let pixels = Pixels::of(&taken);
    assert_eq!(
        (pixels.at(170.0, 30.0), pixels.at(20.5, 50.0)),
        ([255, 255, 0], RED)
    );
    // Only a rich text, without border or background.
    let taken = over(
        "",
        dictionary! {
            "Subtype" => "FreeText", "RC" => Object::string_literal("<body><p>A &amp; B</p></body>"), "Border" => numbers(&[0, 0, 0]),
        },
    );
    assert_eq!(texts(&taken), ["A & B"]);
    assert_eq!(Pixels::of(&taken).at(20.5, 50.0), WHITE);
}

#[test]
fn callouts_point_at_their_target() {
    let taken = over(
        "",
        dictionary! {
            "Subtype" => "FreeText", "Contents" => Object::string_literal("here"), "Rect" => numbers(&[100, 10, 190, 90]),
            "RD" => numbers(&[20, 0, 0, 0]), "CL" => numbers(&[10, 50, 60, 50, 120, 50]), "LE" => "OpenArrow",
        },
    );
    assert_eq!(Pixels::of(&taken).at(50.0, 50.0), [0, 0, 0]);
}

#[test]
fn lines_shapes_and_drawings_are_drawn() {
    let list = Object::Array(vec![numbers(&[20, 50, 180, 50])]);
    let cases = [
        (
            dictionary! { "Subtype" => "Ink", "InkList" => list },
            (100.0, 50.0),
        ),
        (
            dictionary! { "Subtype" => "Line", "L" => numbers(&[20, 50, 180, 50]) },
            (100.0, 50.0),
        ),
        (
            dictionary! { "Subtype" => "Line", "L" => numbers(&[20, 50, 180, 50]), "LL" => 20 },
            (100.0, 70.0),
        ),
        (
            dictionary! { "Subtype" => "PolyLine", "Vertices" => numbers(&[20, 50, 100, 50, 100, 80]) },
            (60.0, 50.0),
        ),
        (
            dictionary! { "Subtype" => "Polygon", "Vertices" => numbers(&[20, 20, 180, 20, 100, 80]) },
            (100.0, 20.0),
        ),
        (dictionary! { "Subtype" => "Square" }, (100.0, 21.5)),
        (dictionary! { "Subtype" => "Circle" }, (100.0, 21.5)),
        (dictionary! { "Subtype" => "Caret" }, (100.0, 30.0)),
        (dictionary! { "Subtype" => "Redact" }, (100.0, 20.0)),
    ];
    for (mut annotation, (x, y)) in cases {
        annotation.set("C", rgb(1, 0, 0));
        annotation.set("BS", dictionary! { "W" => 3 });
        let name = format!("{annotation:?}");
        let pixels = Pixels::of(&over("", annotation));
        assert_eq!(pixels.at(x, y), RED, "{name}");
        assert_eq!(pixels.at(5.0, 95.0), WHITE, "{name}");
    }
}

#[test]
fn shapes_have_their_inside_clouds_and_opacity() {
    let square = |more: Dictionary| {
        let mut annotation =
            dictionary! { "Subtype" => "Square", "C" => rgb(1, 0, 0), "IC" => rgb(0, 0, 1) };
        annotation.extend(&more);
        Pixels::of(&over("", annotation))
    };
    assert_eq!(square(Dictionary::new()).at(100.0, 50.0), [0, 0, 255]);
    assert!(is_like(
        square(dictionary! { "CA" => Object::Real(0.5) }).at(100.0, 50.0),
        [128, 128, 255]
    ));
    let cloud = square(dictionary! { "BE" => dictionary! { "S" => "C", "I" => 1 } });
    assert!(cloud.has(|pixel| pixel == RED) && cloud.at(100.0, 50.0) == [0, 0, 255]);
}

#[test]
fn paths_have_curves() {
    for kind in ["Polygon", "PolyLine"] {
        let path = vec![
            numbers(&[20, 50]),
            numbers(&[100, 50]),
            numbers(&[120, 90, 160, 90, 180, 50]),
        ];
        let taken = over(
            "",
            dictionary! { "Subtype" => kind, "Path" => path, "C" => rgb(1, 0, 0), "BS" => dictionary! { "W" => 3 } },
        );
        let pixels = Pixels::of(&taken);
        assert_eq!(
            (pixels.at(60.0, 50.0), pixels.at(140.0, 80.0)),
            (RED, RED),
            "{kind}"
        );
        assert_eq!(taken.warnings, [MADE]);
    }
}

#[test]
fn line_endings_are_drawn() {
    for ending in [
        "Square",
        "Circle",
        "Diamond",
        "OpenArrow",
        "ClosedArrow",
        "Butt",
        "ROpenArrow",
        "RClosedArrow",
        "Slash",
    ] {
        let taken = over(
            "",
            dictionary! {
                "Subtype" => "Line", "L" => numbers(&[60, 50, 140, 50]), "LE" => vec!["None".into(), ending.into()],
            },
        );
        let (.., lower, upper) = Pixels::of(&taken).ink().unwrap();
        assert!(upper - lower > 3.0, "{ending} {lower} {upper}");
    }
}

#[test]
fn no_colours_mean_transparent() {
    for kind in ["StrikeOut", "Highlight", "Square", "Ink"] {
        let taken = over(
            "",
            dictionary! { "Subtype" => kind, "C" => Object::Array(Vec::new()), "InkList" => Object::Array(Vec::new()) },
        );
        assert!(Pixels::of(&taken).ink().is_none(), "{kind}");
        assert!(taken.warnings.is_empty(), "{kind}");
    }
}

#[test]
fn links_have_their_own_border() {
    let link = |more: Dictionary| {
        let mut annotation = dictionary! { "Subtype" => "Link" };
        annotation.extend(&more);
        over("", annotation)
    };
    let framed = link(dictionary! { "Border" => numbers(&[0, 0, 2]), "C" => rgb(1, 0, 0) });
    assert_eq!(Pixels::of(&framed).at(100.0, 20.2), RED);
    assert!(framed.warnings.is_empty());
    assert!(
        Pixels::of(&link(dictionary! { "Border" => numbers(&[0, 0, 0]) }))
            .ink()
            .is_none()
    );
    assert!(
        Pixels::of(&link(dictionary! { "BS" => dictionary! { "W" => 0 } }))
            .ink()
            .is_none()
    );
}

#[test]
fn named_stamps_are_drawn() {
    let stamp = |name: &str| over("", dictionary! { "Subtype" => "Stamp", "Name" => name });
    assert_eq!(texts(&stamp("NotApproved")), ["NOT APPROVED"]);
    assert_eq!(texts(&stamp("SBConfidential")), ["CONFIDENTIAL"]);
    let taken = stamp("OurOwn");
    assert_eq!(
        (taken.warnings.as_slice(), texts(&taken).len()),
        (["annotation_not_shown.1".to_owned()].as_slice(), 0)
    );
}

#[test]
fn comments_are_reported_and_their_marks_shown() {
    let note = |more: Dictionary| {
        let mut annotation = dictionary! { "Subtype" => "Text", "Contents" => Object::string_literal("Is this right?") };
        annotation.extend(&more);
        over("", annotation)
    };
    let taken = note(Dictionary::new());
    assert_eq!(taken.warnings, [MADE, "comments_left_out.1"]);
    assert!(texts(&taken).is_empty() && Pixels::of(&taken).ink().is_some());
    // A reply has no icon.
    let reply = note(dictionary! { "IRT" => dictionary! {} });
    assert!(Pixels::of(&reply).ink().is_none());
    assert_eq!(reply.warnings, ["comments_left_out.1"]);
}

#[test]
fn pending_redactions_are_reported() {
    let taken = over("", dictionary! { "Subtype" => "Redact" });
    assert_eq!(taken.warnings, [MADE, "redaction_not_applied.1"]);
}

#[test]
fn unrotated_annotations_stay_upright_at_their_corner() {
    // (turns, flags, the position of the mark, as fractions of the displayed page)
    let mark = |angle: i64, flags: i64, made: bool| {
        let mut draft = Draft::new("");
        draft.page().set("MediaBox", numbers(&[0, 0, 200, 200]));
        draft.page().set("Rotate", angle);
        let mut square = dictionary! {
            "Subtype" => "Square", "Rect" => numbers(&[80, 90, 140, 110]), "F" => flags,
            "C" => numbers(&[0, 0, 0]), "IC" => numbers(&[0, 0, 0]),
        };
        if !made {
            let form = draft.document.add_object(crate::black());
            square.set("AP", dictionary! { "N" => form });
        }
        draft.annotation(square);
        Pixels::of(&draft.take().unwrap()).ink().unwrap()
    };
    for made in [false, true] {
        for (angle, turned, upright) in [
            (0, (80.0, 140.0, 90.0, 110.0), (80.0, 140.0, 90.0, 110.0)),
            (90, (90.0, 110.0, 60.0, 120.0), (110.0, 170.0, 100.0, 120.0)),
            (180, (60.0, 120.0, 90.0, 110.0), (120.0, 180.0, 70.0, 90.0)),
            (270, (90.0, 110.0, 80.0, 140.0), (90.0, 150.0, 60.0, 80.0)),
        ] {
            for (flags, wanted) in [(4, turned), (20, upright)] {
                let seen = mark(angle, flags, made);
                let is_near = [
                    (seen.0, wanted.0),
                    (seen.1, wanted.1),
                    (seen.2, wanted.2),
                    (seen.3, wanted.3),
                ]
                .iter()
                .all(|(a, b)| crate::pixels::is_near(*a, *b));
                assert!(is_near, "{angle} {flags} {made}: {seen:?}, not {wanted:?}");
            }
        }
    }
}
