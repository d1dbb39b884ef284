//! Text whose font the file or the form does not contain.

use lopdf::{Object, Stream, dictionary};

use super::draft::{Draft, numbers};
use super::typeface::*;

#[test]
fn a_missing_font_is_added() {
    let taken = Draft::new("BT /Nowhere 20 Tf 20 40 Td (The rent) Tj ET")
        .take()
        .unwrap();
    assert_replaced(&taken, "The rent");
    let taken = shown(dictionary! { "Type" => "Font" }, "(Rent)")
        .take()
        .unwrap();
    assert_replaced(&taken, "Rent");
}

#[test]
fn codes_of_a_missing_font_are_not_blank() {
    let taken = Draft::new("BT /Nowhere 20 Tf 20 40 Td <0007000800090041> Tj ET")
        .take()
        .unwrap();
    assert_eq!(taken.warnings, ["fonts_replaced.1", "glyphs_missing.1"]);
    assert!(ink(&taken.normalised) > 100);
}

#[test]
fn forms_find_fonts_where_they_are_drawn() {
    let mut draft = Draft::new("/X Do");
    let entries = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers(&[0, 0, 200, 100]) };
    let content = b"BT /T 20 Tf 20 40 Td (Inside) Tj ET".to_vec();
    draft.resource("XObject", "X", Stream::new(entries, content));
    draft.resource("Font", "T", simple("TrueType", "Arial"));
    assert_replaced(&draft.take().unwrap(), "Inside");
}

#[test]
fn a_form_with_incomplete_resources_gets_the_fonts_of_its_caller() {
    let mut draft = Draft::new("/X Do");
    let mut font = simple("Type1", "Helvetica");
    let names = ["alpha", "beta"].map(|name| Object::Name(name.into()));
    let differences = [vec![Object::Integer(65)], names.to_vec()].concat();
    font.set("Encoding", dictionary! { "Differences" => differences });
    let entries = dictionary! {
        "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers(&[0, 0, 200, 100]),
        "Resources" => dictionary! { "Font" => dictionary! {} },
    };
    let content = b"BT /T 20 Tf 20 40 Td (AB) Tj ET".to_vec();
    draft.resource("XObject", "X", Stream::new(entries, content));
    draft.resource("Font", "T", font);
    assert_replaced(&draft.take().unwrap(), "αβ");
}
