//! Invisible text: text that is read aloud or copied, and the effect of hidden text on the text after it.

use lopdf::{Dictionary, Object, Stream, dictionary};
use onesign_pdf::Intake;

use super::draft::{Draft, numbers};
use super::typeface::{composite, shown, simple, text};
use super::written_anew::embedded;

const TRUE_TYPE: &[u8] = include_bytes!("../../fonts/Arimo-Regular.ttf");

/// A map from codes of one byte to characters.
fn to_unicode(pairs: &[(u8, char)]) -> Stream {
    let listed: Vec<String> = pairs
        .iter()
        .map(|(code, character)| format!("<{code:02x}> <{:04x}>", u32::from(*character)))
        .collect();
    let map = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def \
         1 begincodespacerange <00> <ff> endcodespacerange {} beginbfchar {} endbfchar endcmap end end",
        pairs.len(),
        listed.join("\n")
    );
    Stream::new(Dictionary::new(), map.into_bytes())
}

#[test]
fn text_read_aloud_matches_the_visible_text() {
    let lie = || to_unicode(&[(b'1', '9'), (b',', ','), (b'0', '0')]);
    let truth = || to_unicode(&[(b'1', '1'), (b',', ','), (b'0', '0')]);
    let widths = |font: &mut Dictionary| {
        font.set("FirstChar", 44);
        font.set("LastChar", 49);
        font.set("Widths", numbers(&[500; 6]));
    };
    let embedded_font = |map: Stream| {
        let mut font = simple("TrueType", "AAAAAA+Face");
        widths(&mut font);
        let mut draft = embedded(font, &[("FontFile2", TRUE_TYPE.to_vec())], "(1,000)");
        let map = draft.document.add_object(map);
        with_entry(&mut draft, "ToUnicode", map);
        draft
    };
    let missing_font = |encoding: Object, map: Stream| {
        let mut font = simple("Type1", "Helvetica");
        font.set("Encoding", encoding);
        let mut draft = shown(font, "(1,000)");
        let map = draft.document.add_object(map);
        with_entry(&mut draft, "ToUnicode", map);
        draft
    };
    for (draft, warnings) in [
        (embedded_font(truth()), &[][..]),
        (missing_font("WinAnsiEncoding".into(), truth()), &[]),
        (embedded_font(lie()), &["text_differs.1"]),
        (
            missing_font("WinAnsiEncoding".into(), lie()),
            &["text_differs.1"],
        ),
        (
            missing_font(dictionary! {}.into(), lie()),
            &["text_differs.1"],
        ),
    ] {
        let taken = draft.take().unwrap();
        assert_eq!(taken.warnings, warnings);
        assert_eq!(text(&taken), "1,000");
    }
}

#[test]
fn the_program_determines_the_text_of_its_glyphs() {
    let face = rustybuzz::ttf_parser::Face::parse(TRUE_TYPE, 0).unwrap();
    let glyph = face.glyph_index('1').unwrap().0;
    for (said, warnings) in [('1', &[][..]), ('9', &["text_differs.1"])] {
        let mut draft = shown(Dictionary::new(), &format!("<{glyph:04x}>"));
        let program = Stream::new(Dictionary::new(), TRUE_TYPE.to_vec());
        let program = draft.document.add_object(program);
        let map = format!(
            "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange \
             1 beginbfchar <{glyph:04x}> <{:04x}> endbfchar endcmap",
            u32::from(said)
        );
        let map = Stream::new(Dictionary::new(), map.into_bytes());
        let map = draft.document.add_object(map);
        let mut font = composite("AAAAAA+Face", "Identity-H", "Identity");
        let below = font.get_mut(b"DescendantFonts").unwrap();
        let below = below.as_array_mut().unwrap()[0].as_dict_mut().unwrap();
        below.set("Subtype", "CIDFontType2");
        below.set("CIDToGIDMap", "Identity");
        let descriptor = below.get_mut(b"FontDescriptor").unwrap();
        descriptor.as_dict_mut().unwrap().set("FontFile2", program);
        font.set("ToUnicode", map);
        draft.resource("Font", "T", font);
        let taken = draft.take().unwrap();
        assert_eq!(taken.warnings, warnings);
        assert_eq!(text(&taken), "1");
    }
}

/// Sets an entry of the font that the page shows.
fn with_entry(draft: &mut Draft, key: &str, value: impl Into<Object>) {
    let mut fonts = draft
        .document
        .objects
        .values_mut()
        .filter_map(|object| object.as_dict_mut().ok());
    let font = fonts
        .find(|font| font.has_type(b"Font") && font.has(b"Encoding"))
        .unwrap();
    font.set(key, value.into());
}

#[test]
fn the_map_determines_the_text_of_codes_without_meaning() {
    let mut font = simple("Type3", "X");
    font.remove(b"BaseFont");
    let differences = vec![Object::from(65), Object::Name("A".into())];
    font.set("Encoding", dictionary! { "Differences" => differences });
    font.set("FontBBox", numbers(&[0, 0, 1, 1]));
    font.set("FontMatrix", numbers(&[1, 0, 0, 1, 0, 0]));
    font.set("FirstChar", 65);
    font.set("LastChar", 65);
    font.set("Widths", numbers(&[1]));
    let mut draft = shown(font, "(A)");
    let glyph = Stream::new(Dictionary::new(), b"1 0 d0 0 0 1 1 re f".to_vec());
    let glyph = draft.document.add_object(glyph);
    with_entry(&mut draft, "CharProcs", dictionary! { "A" => glyph });
    let map = draft.document.add_object(to_unicode(&[(b'A', '7')]));
    with_entry(&mut draft, "ToUnicode", map);
    let taken = draft.take().unwrap();
    assert_eq!(taken.warnings, [""; 0]);
    assert_eq!(text(&taken), "7");
}

/// A page with a layer that is off, with `content` that shows text in a font.
fn layered(font: Dictionary, content: &str) -> Intake {
    let mut draft = shown(font, "()");
    let content = Stream::new(Dictionary::new(), content.as_bytes().to_vec());
    let content = draft.document.add_object(content);
    draft.page().set("Contents", content);
    let layer = draft
        .document
        .add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("L") });
    let resources = draft.page().get_mut(b"Resources").unwrap();
    let resources = resources.as_dict_mut().unwrap();
    resources.set("Properties", dictionary! { "L" => layer });
    let config = dictionary! { "OFF" => vec![Object::from(layer)] };
    draft.catalog().set(
        "OCProperties",
        dictionary! { "OCGs" => vec![Object::from(layer)], "D" => config },
    );
    draft.take().unwrap()
}

#[test]
fn hidden_text_moves_the_text_after_it() {
    let font = |has_widths: bool| {
        let mut font = simple("Type1", "Helvetica");
        if has_widths {
            font.set("FirstChar", 65);
            font.set("LastChar", 66);
            font.set("Widths", numbers(&[1000, 2000]));
        }
        font
    };
    let left = |taken: &Intake| {
        let runs = onesign_pdf::page_text(&taken.normalised, 0).unwrap();
        assert_eq!(runs.len(), 1);
        runs[0].rect.x as f64 / 1000.0
    };
    let page =
        |between: &str| format!("BT /T 10 Tf 1 Tc 20 40 Td /OC /L BDC {between} EMC (A) Tj ET");
    for (hidden, x) in [
        ("(A) Tj", 20.0 + 10.0 + 1.0),
        ("[(AB) 500 (A)] TJ", 20.0 + 40.0 + 3.0 - 5.0),
        ("5 TL (A) '", 20.0 + 10.0 + 1.0),
        ("5 TL 0 2 (A) \"", 20.0 + 10.0 + 2.0),
        ("/T 20 Tf 0 Tc (A) Tj", 20.0 + 20.0),
        ("0 0 9 9 re f", 20.0),
    ] {
        let taken = layered(font(true), &page(hidden));
        assert!((left(&taken) - x).abs() < 0.1, "{hidden}: {}", left(&taken));
        assert!(
            !taken.warnings.contains(&"readers_differ.1".to_owned()),
            "{hidden}"
        );
    }
    // Without widths, the movement is unknown; that matters only for later text on the line.
    let taken = layered(font(false), &page("(A) Tj"));
    assert!(taken.warnings.contains(&"readers_differ.1".to_owned()));
    let taken = layered(font(false), &page("(A) Tj 0 -9 Td"));
    assert!(!taken.warnings.contains(&"readers_differ.1".to_owned()));
}

#[test]
fn clipping_text_without_ink_is_reported() {
    let font = || simple("Type1", "Helvetica");
    let warned = |content: &str| {
        let mut draft = shown(font(), "()");
        let content = Stream::new(Dictionary::new(), content.as_bytes().to_vec());
        let content = draft.document.add_object(content);
        draft.page().set("Contents", content);
        let warnings = draft.take().unwrap().warnings;
        warnings.contains(&"readers_differ.1".to_owned())
    };
    for mode in 4..=7 {
        let page =
            |shown: &str| format!("q BT /T 40 Tf {mode} Tr 20 40 Td {shown} ET 0 0 200 100 re f Q");
        assert!(warned(&page("( ) Tj")), "{mode}");
        assert!(warned(&page("( ) Tj [(  )] TJ")), "{mode}");
        assert!(!warned(&page("( ) Tj (A) Tj")), "{mode}");
        assert!(!warned(&page("")), "{mode}");
    }
    assert!(!warned("BT /T 40 Tf 20 40 Td ( ) Tj ET 0 0 200 100 re f"));
}
