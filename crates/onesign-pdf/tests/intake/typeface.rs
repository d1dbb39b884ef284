//! Fonts that the received file uses without embedding them.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use onesign_pdf::{Intake, page_text, render_page};

use super::draft::{Draft, numbers};

/// The names of the fonts in a file that are not embedded.
pub fn without_program(taken: &Intake) -> Vec<String> {
    let document = Document::load_mem(&taken.normalised).unwrap();
    let mut names = Vec::new();
    for object in document.objects.values() {
        let Ok(font) = object.as_dict() else { continue };
        let subtype = font
            .get(b"Subtype")
            .and_then(Object::as_name)
            .unwrap_or_default();
        if !font.has_type(b"Font") || matches!(subtype, b"Type0" | b"Type3") {
            continue;
        }
        let descriptor = font.get(b"FontDescriptor").and_then(Object::as_reference);
        let embedded = descriptor.is_ok_and(|id| {
            let descriptor = document.get_dictionary(id).unwrap();
            [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"]
                .iter()
                .any(|key| descriptor.has(key))
        });
        if !embedded {
            let name = font
                .get(b"BaseFont")
                .and_then(Object::as_name)
                .unwrap_or_default();
            names.push(String::from_utf8_lossy(name).into_owned());
        }
    }
    names
}

/// The number of dark pixels on the first page, drawn 600 pixels wide.
pub fn ink(pdf: &[u8]) -> usize {
    let image = render_page(pdf, 0, 600).unwrap();
    let mut decoder = png::Decoder::new(std::io::Cursor::new(&image.bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let samples = info.color_type.samples();
    pixels
        .chunks(samples)
        .filter(|pixel| pixel[0] < 128)
        .count()
}

pub fn text(taken: &Intake) -> String {
    let runs = page_text(&taken.normalised, 0).unwrap();
    let texts: Vec<String> = runs.into_iter().map(|run| run.text).collect();
    texts.join(" ")
}

/// A page that shows one string in one font.
pub fn shown(font: impl Into<Object>, string: &str) -> Draft {
    let mut draft = Draft::new(&format!("BT /T 20 Tf 20 40 Td {string} Tj ET"));
    draft.resource("Font", "T", font);
    draft
}

pub fn simple(subtype: &str, name: &str) -> Dictionary {
    dictionary! { "Type" => "Font", "Subtype" => subtype, "BaseFont" => name }
}

/// A composite font without a program.
pub fn composite(name: &str, encoding: &str, ordering: &str) -> Dictionary {
    let info = dictionary! {
        "Registry" => Object::string_literal("Adobe"),
        "Ordering" => Object::string_literal(ordering),
        "Supplement" => 2,
    };
    let below = dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => name, "CIDSystemInfo" => info, "DW" => 1000,
        "FontDescriptor" => dictionary! { "Type" => "FontDescriptor", "FontName" => name, "Flags" => 6 },
    };
    dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => name, "Encoding" => encoding,
        "DescendantFonts" => vec![Object::from(below)],
    }
}

#[track_caller]
pub fn assert_replaced(taken: &Intake, expected: &str) {
    assert_eq!(
        without_program(taken),
        ["Helvetica"],
        "only the font nobody uses has no program"
    );
    assert_eq!(text(taken), expected);
    assert_eq!(taken.warnings, ["fonts_replaced.1"]);
    assert!(ink(&taken.normalised) > 100);
}

#[test]
fn look_alikes_of_the_standard_fonts_are_embedded() {
    for (subtype, name) in [
        ("TrueType", "Arial"),
        ("TrueType", "ArialMT"),
        ("TrueType", "TimesNewRomanPS-BoldMT"),
        ("Type1", "CourierNew,Italic"),
        ("Type1", "Helvetica-Narrow"),
        ("MMType1", "MyriadMM_400_600_"),
        ("Type1", "NobodyKnowsThis"),
        ("TrueType", "Calibri"),
    ] {
        let mut font = simple(subtype, name);
        font.set("Encoding", "WinAnsiEncoding");
        let taken = shown(font, "(Fee: \\200 1.900 \\374)").take().unwrap();
        assert_replaced(&taken, "Fee: € 1.900 ü");
    }
}

#[test]
fn the_standard_fonts_stay_if_all_viewers_have_the_characters() {
    for (name, string) in [
        ("Helvetica", "(Plain)"),
        ("Times-BoldItalic", "(Plain)"),
        ("Symbol", "(abc)"),
        ("ZapfDingbats", "(4n)"),
    ] {
        let taken = shown(simple("Type1", name), string).take().unwrap();
        assert!(taken.warnings.is_empty(), "{name}: {:?}", taken.warnings);
        assert!(without_program(&taken).contains(&name.to_owned()));
    }
}

#[test]
fn a_standard_font_with_other_letters_is_embedded() {
    let mut font = simple("Type1", "Helvetica");
    let names = ["afii10017", "Alpha", "uni0416", "Lcommaaccent", "Scedilla"];
    let mut differences = vec![Object::Integer(65)];
    differences.extend(names.map(|name| Object::Name(name.into())));
    font.set(
        "Encoding",
        dictionary! { "Type" => "Encoding", "Differences" => differences },
    );
    let taken = shown(font, "(ABCDE)").take().unwrap();
    assert_replaced(&taken, "АΑЖĻŞ");
    let runs = page_text(&taken.normalised, 0).unwrap();
    assert!(
        runs[0].rect.w > 60_000,
        "the letters stand beside each other"
    );
}

#[test]
fn a_standard_font_with_odd_names_for_plain_letters_is_embedded() {
    for names in [["uni0031", "u0039"], ["one.alt", "nine"], ["Alpha", "nine"]] {
        let mut differences = vec![Object::Integer(65)];
        differences.extend(names.map(|name| Object::Name(name.into())));
        let mut font = simple("Type1", "Helvetica");
        font.set("Encoding", dictionary! { "Differences" => differences });
        let taken = shown(font, "(AB)").take().unwrap();
        assert_eq!(taken.warnings, ["fonts_replaced.1"], "{names:?}");
        assert!(ink(&taken.normalised) > 100);
    }
    let mut font = simple("Type1", "Helvetica");
    let names = vec![
        65.into(),
        Object::Name("one".into()),
        Object::Name("nine".into()),
    ];
    font.set("Encoding", dictionary! { "Differences" => names });
    let taken = shown(font, "(AB)").take().unwrap();
    assert!(taken.warnings.is_empty());
    assert_eq!(text(&taken), "19");
    // Every character of the standard's table, under its own code, as many programs write it.
    let names = [
        "fi",
        "fl",
        "Euro",
        "quotesingle",
        "endash",
        "Lslash",
        "eth",
        "mu",
    ];
    let mut differences = vec![Object::Integer(65)];
    differences.extend(names.map(|name| Object::Name(name.into())));
    let mut font = simple("Type1", "Times-Roman");
    font.set("Encoding", dictionary! { "Differences" => differences });
    let taken = shown(font, "(ABCDEFGH)").take().unwrap();
    assert!(taken.warnings.is_empty());
}

#[test]
fn encodings_determine_the_characters_of_codes() {
    let mut mac = simple("TrueType", "Verdana");
    mac.set("Encoding", "MacRomanEncoding");
    assert_replaced(&shown(mac, "(Z\\237rich)").take().unwrap(), "Zürich");
    // Without an encoding, readers use that of Windows for a TrueType font.
    let bare = simple("TrueType", "Georgia");
    assert_replaced(&shown(bare, "(Z\\374rich)").take().unwrap(), "Zürich");
}

#[test]
fn without_widths_faces_have_their_own() {
    let mut font = simple("Type1", "Unheard");
    font.set(
        "FontDescriptor",
        dictionary! { "Type" => "FontDescriptor", "FontName" => "Unheard", "Flags" => 33 },
    );
    let taken = shown(font, "(iW)").take().unwrap();
    let document = Document::load_mem(&taken.normalised).unwrap();
    let mut fonts = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok());
    let font = fonts
        .find(|font| font.has_type(b"Font") && font.has(b"Widths"))
        .unwrap();
    let widths = font.get(b"Widths").unwrap().as_array().unwrap();
    let ends = [widths.first(), widths.last()].map(|width| width.unwrap().as_float().unwrap());
    assert!(
        ends.iter().all(|width| (width - 600.0).abs() < 1.0),
        "{ends:?}"
    );
}

#[test]
fn widths_stay_as_in_the_file() {
    let mut font = simple("TrueType", "Unknown-Bold");
    font.set("Encoding", "WinAnsiEncoding");
    font.set("FirstChar", 65);
    font.set("LastChar", 66);
    font.set("Widths", numbers(&[300, 1500]));
    let taken = shown(font, "(AB)").take().unwrap();
    let document = Document::load_mem(&taken.normalised).unwrap();
    let mut fonts = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok());
    let font = fonts
        .rfind(|font| font.has_type(b"Font") && font.has(b"Widths"))
        .unwrap();
    assert_eq!(
        font.get(b"Widths").unwrap().as_array().unwrap(),
        &[300.into(), 1500.into()]
    );
    let id = font.get(b"FontDescriptor").unwrap().as_reference().unwrap();
    let file = document
        .get_dictionary(id)
        .unwrap()
        .get(b"FontFile2")
        .unwrap();
    let program = document.get_object(file.as_reference().unwrap()).unwrap();
    let program = program.as_stream().unwrap().decompressed_content().unwrap();
    let face = rustybuzz::Face::from_slice(&program, 0).unwrap();
    let width = |glyph| {
        face.glyph_hor_advance(rustybuzz::ttf_parser::GlyphId(glyph))
            .unwrap()
    };
    assert_eq!(
        (width(1), width(2)),
        (600, 3000),
        "in two thousandths of an em"
    );
}

#[test]
fn scripts_of_east_asia_are_embedded_by_their_maps() {
    for (name, encoding, ordering, string, expected) in [
        (
            "HeiseiMin-W3",
            "UniJIS-UCS2-H",
            "Japan1",
            "<59517d0466f8>",
            "契約書",
        ),
        ("STSong-Light", "UniGB-UCS2-H", "GB1", "<5408540c>", "合同"),
        (
            "HYSMyeongJo-Medium",
            "UniKS-UCS2-H",
            "Korea1",
            "<acc4c57d>",
            "계약",
        ),
        (
            "MSung-Light",
            "UniCNS-UTF16-H",
            "CNS1",
            "<54087d04>",
            "合約",
        ),
        (
            "Ryumin-Light",
            "90ms-RKSJ-H",
            "Japan1",
            "<5f8c5f96f1415c>",
            "_契約A¥",
        ),
        ("STSong-Light", "GBK-EUC-H", "GB1", "<bacfcdac>", "合同"),
        ("MSung-Light", "ETen-B5-H", "CNS1", "<a658acf9>", "合約"),
        (
            "HYGoThic-Medium",
            "KSCms-UHC-H",
            "Korea1",
            "<b0e8bee0>",
            "계약",
        ),
        (
            "KozMinPr6N-Regular",
            "UniJIS2004-UTF16-H",
            "Japan1",
            "<59517d04>",
            "契約",
        ),
        ("HeiseiKakuGo-W5", "Identity-H", "Japan1", "<0716>", "契"),
    ] {
        let taken = shown(composite(name, encoding, ordering), string)
            .take()
            .unwrap();
        assert_eq!(taken.warnings, ["fonts_replaced.1"], "{name} {encoding}");
        assert_replaced(&taken, expected);
    }
}

#[test]
fn vertical_text_stays_vertical() {
    let font = composite("HeiseiMin-W3", "UniJIS-UCS2-V", "Japan1");
    let taken = shown(font, "<59517d04>").take().unwrap();
    assert_eq!(taken.warnings, ["fonts_replaced.1"]);
    assert!(without_program(&taken).len() == 1 && ink(&taken.normalised) > 100);
}

#[test]
fn a_program_that_cannot_be_read_counts_as_absent() {
    for key in ["FontFile", "FontFile2", "FontFile3"] {
        let mut draft = shown(Dictionary::new(), "(Rent)");
        let program = Stream::new(
            dictionary! { "Subtype" => "Type1C" },
            b"no font at all".to_vec(),
        );
        let program = draft.document.add_object(program);
        let mut descriptor =
            dictionary! { "Type" => "FontDescriptor", "FontName" => "Foo", "Flags" => 32 };
        descriptor.set(key, program);
        let subtype = if key == "FontFile2" {
            "TrueType"
        } else {
            "Type1"
        };
        let mut font = simple(subtype, "Foo");
        font.set("Encoding", "WinAnsiEncoding");
        font.set("FontDescriptor", descriptor);
        draft.resource("Font", "T", font);
        assert_replaced(&draft.take().unwrap(), "Rent");
    }
}
