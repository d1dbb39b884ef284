//! Text that needs no face, and glyphs without one.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use onesign_pdf::IntakeError;

use super::draft::{Draft, numbers};
use super::typeface::{assert_replaced, composite, ink, shown, simple, without_program};

#[test]
fn codes_without_meaning_become_boxes_and_are_reported() {
    let mut font = composite("Arial", "Identity-H", "Identity");
    let taken = shown(font.clone(), "<00240025>").take().unwrap();
    assert_eq!(taken.warnings, ["fonts_replaced.1", "glyphs_missing.1"]);
    assert!(without_program(&taken).len() == 1 && ink(&taken.normalised) > 100);
    // A `/ToUnicode` map gives their characters.
    let map = "1 begincodespacerange <0000> <ffff> endcodespacerange\n\
        2 beginbfchar <0024> <0041> <0025> <0416> endbfchar";
    let mut draft = shown(Dictionary::new(), "<00240025>");
    let id = draft
        .document
        .add_object(Stream::new(Dictionary::new(), map.into()));
    font.set("ToUnicode", id);
    draft.resource("Font", "T", font);
    assert_replaced(&draft.take().unwrap(), "AЖ");
}

#[test]
fn invisible_text_needs_no_face() {
    let mut draft = Draft::new("BT 3 Tr /T 20 Tf 20 40 Td (Scanned) Tj ET");
    draft.resource("Font", "T", simple("TrueType", "Arial"));
    assert_eq!(draft.take().unwrap().warnings, ["invisible_text"]);
}

#[test]
fn symbols_keep_their_shape_without_their_font() {
    let mut font = simple("TrueType", "Wingdings");
    font.set(
        "FontDescriptor",
        dictionary! { "Type" => "FontDescriptor", "FontName" => "Wingdings", "Flags" => 4 },
    );
    let taken = shown(font.clone(), "(\\374 \\250)").take().unwrap();
    assert_replaced(&taken, "✓ □");
    let taken = shown(font, "(\\374A)").take().unwrap();
    assert_eq!(taken.warnings, ["fonts_replaced.1", "glyphs_missing.1"]);
    let greek = simple("TrueType", "SymbolMT");
    assert_replaced(&shown(greek, "(abp)").take().unwrap(), "αβπ");
}

#[test]
fn glyphs_that_an_embedded_font_lacks_are_reported() {
    // The font has a procedure for one of two codes.
    let mut draft = shown(Dictionary::new(), "(AB)");
    let procedure = draft.document.add_object(Stream::new(
        Dictionary::new(),
        b"500 0 d0 0 0 400 400 re f".to_vec(),
    ));
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "FontBBox" => numbers(&[0, 0, 500, 500]),
        "FontMatrix" => vec![Object::Real(0.001), 0.into(), 0.into(), Object::Real(0.001), 0.into(), 0.into()],
        "CharProcs" => dictionary! { "one" => procedure },
        "Encoding" => dictionary! { "Differences" => vec![65.into(), "one".into(), "two".into()] },
        "FirstChar" => 65, "LastChar" => 66, "Widths" => numbers(&[500, 500]),
    };
    draft.resource("Font", "T", font);
    assert_eq!(draft.take().unwrap().warnings, ["glyphs_missing.1"]);
    // A TrueType program without letters of the other alphabet.
    let mut draft = shown(Dictionary::new(), "(A\\301)");
    let program = include_bytes!("../../fonts/Parisienne-Regular.ttf").to_vec();
    let program = draft
        .document
        .add_object(Stream::new(Dictionary::new(), program));
    let descriptor = dictionary! { "Type" => "FontDescriptor", "FontName" => "P", "Flags" => 32, "FontFile2" => program };
    let mut font = simple("TrueType", "P");
    let differences = vec![193.into(), Object::Name("uni0416".into())];
    font.set(
        "Encoding",
        dictionary! { "BaseEncoding" => "WinAnsiEncoding", "Differences" => differences },
    );
    font.set("FontDescriptor", descriptor);
    draft.resource("Font", "T", font);
    let taken = draft.take().unwrap();
    assert_eq!(taken.warnings, ["glyphs_missing.1"]);
}

/// A Type 3 font of one glyph, `A`, whose procedure shows the letter `A` in the font `T` of `resources`.
fn echo(draft: &mut Draft, resources: Dictionary) -> Dictionary {
    let procedure = draft.document.add_object(Stream::new(
        Dictionary::new(),
        b"1 0 d0 BT /T 1 Tf (A) Tj ET".to_vec(),
    ));
    dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "FontBBox" => numbers(&[0, 0, 1, 1]),
        "FontMatrix" => numbers(&[1, 0, 0, 1, 0, 0]),
        "CharProcs" => dictionary! { "A" => procedure },
        "Encoding" => dictionary! { "Differences" => vec![65.into(), "A".into()] },
        "FirstChar" => 65, "LastChar" => 65, "Widths" => numbers(&[1]),
        "Resources" => dictionary! { "Font" => resources },
    }
}

#[test]
fn glyphs_that_show_themselves_are_not_drawn() {
    // At once, and by way of another font.
    for others in [0, 1] {
        let mut draft = Draft::new("BT /T 20 Tf 20 40 Td (A) Tj ET");
        let first = draft.document.new_object_id();
        let mut next = first;
        for _ in 0..others {
            let font = echo(&mut draft, dictionary! { "T" => next });
            next = draft.document.add_object(font);
        }
        let font = echo(&mut draft, dictionary! { "T" => next });
        draft.document.objects.insert(first, font.into());
        let resources = dictionary! { "Font" => dictionary! { "T" => first } };
        draft.page().set("Resources", resources);
        let taken = draft.take().unwrap();
        assert_eq!(taken.warnings, ["glyphs_missing.1"], "{others}");
        assert_eq!(ink(&taken.normalised), 0, "{others}");
    }
    // A glyph may show another one.
    let mut draft = Draft::new("BT /T 20 Tf 20 40 Td (A) Tj ET");
    let font = draft.document.add_object(simple("Type1", "Helvetica"));
    let font = echo(&mut draft, dictionary! { "T" => font });
    draft.resource("Font", "T", font);
    let taken = draft.take().unwrap();
    assert_eq!(taken.warnings, [""; 0]);
    assert!(ink(&taken.normalised) > 100);
}

#[test]
fn a_symbol_font_with_an_encoding_is_embedded_with_its_symbols() {
    let mut font = simple("Type1", "ZapfDingbats");
    font.set("Encoding", "WinAnsiEncoding");
    assert_replaced(&shown(font, "(4)").take().unwrap(), "✔");
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    let take = || {
        let mut draft = shown(
            composite("HeiseiMin-W3", "90ms-RKSJ-H", "Japan1"),
            "<8c5f41>",
        );
        draft.resource("Font", "U", simple("TrueType", "Arial"));
        draft.take().unwrap()
    };
    assert_eq!(take(), take());
}

#[test]
fn more_glyphs_than_any_document_needs_are_refused() {
    let codes: String = (0..0xffff).map(|code| format!("{code:04x}")).collect();
    let shows = (0..5).map(|font| format!("/T{font} 9 Tf <{codes}> Tj"));
    let content = shows.collect::<Vec<_>>().join(" ");
    let mut draft = Draft::new(&format!("BT {content} ET"));
    for font in 0..5 {
        draft.resource(
            "Font",
            &format!("T{font}"),
            composite("Foo", "Identity-H", "Identity"),
        );
    }
    assert_eq!(draft.take(), Err(IntakeError::TooComplex));
}

#[test]
fn a_file_that_lacks_a_font_is_not_an_archive_file() {
    let declared = |font: Dictionary| {
        let mut draft = shown(font, "(Rent)");
        let xmp =
            b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>".to_vec();
        let metadata = Stream::new(
            dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
            xmp,
        );
        let metadata = draft.document.add_object(metadata);
        draft.catalog().set("Metadata", metadata);
        let taken = draft.take().unwrap();
        let kinds: Vec<String> = taken
            .removed
            .into_iter()
            .map(|removal| removal.kind)
            .collect();
        let declares = String::from_utf8_lossy(&taken.normalised).contains("pdfaid:part");
        (declares, kinds.contains(&"pdfa_declaration".to_owned()))
    };
    assert_eq!(declared(simple("TrueType", "Arial")), (false, true));
    // Other files may omit the standard fonts, but these may not.
    assert_eq!(declared(simple("Type1", "Helvetica")), (false, true));
}

#[test]
fn text_without_any_font_is_the_same_for_everyone() {
    let content = "BT 20 0 0 20 20 60 Tm (Not set) Tj ET";
    let taken = Draft::new(content).take().unwrap();
    assert_replaced(&taken, "Not set");
    // Every viewer follows the content.
    let document = Document::load_mem(&taken.normalised).unwrap();
    let streams = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok());
    let contents = streams.map(|stream| {
        stream
            .decompressed_content()
            .unwrap_or(stream.content.clone())
    });
    let says = contents
        .filter(|content| content.starts_with(b"/Unset0 1 Tf\n"))
        .count();
    assert_eq!(says, 1);
    // A form uses the font of its caller.
    let mut draft = Draft::new("BT /F 20 Tf ET /X Do");
    let entries = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers(&[0, 0, 200, 100]) };
    let content = b"BT 20 40 Td (Inherited) Tj ET".to_vec();
    draft.resource("XObject", "X", Stream::new(entries, content));
    let taken = draft.take().unwrap();
    assert!(taken.warnings.is_empty(), "{:?}", taken.warnings);
}
