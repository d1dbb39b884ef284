//! Intake rewrites content that readers interpret differently so that they agree, or reports it.

use lopdf::{Document, Object};

use crate::pixels::Pixels;
use crate::raw::{Raw, page, stream};

/// A document whose first page draws this content with its font and these resources, and further objects from number
/// 10 on.
fn drawing(content: &str, resources: &str, others: &[Vec<u8>]) -> Raw {
    let mut raw = Raw::new();
    raw.set(4, page(5).replace("/Font", &format!("{resources} /Font")));
    raw.set(5, stream("", content.as_bytes()));
    raw.0.extend(others.iter().cloned());
    raw
}

fn warnings(raw: &Raw) -> Vec<String> {
    raw.take().unwrap().warnings
}

const DIFFER: [&str; 1] = ["readers_differ.1"];

#[test]
fn invalid_dashes_end() {
    for dash in ["[-3 2] 0 d", "[0 0] 0 d"] {
        let raw = drawing(&format!("{dash} 0 0 m 200 50 l S"), "", &[]);
        assert_eq!(warnings(&raw), ["repaired.1"]);
    }
    let states = "/ExtGState << /G << /D [[0 0] 0] >> >>";
    let raw = drawing("/G gs 0 0 m 200 50 l S", states, &[]);
    assert_eq!(warnings(&raw), ["damaged.1"]);
}

#[test]
fn transfer_functions_are_reported() {
    let function = b"<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [1] /C1 [0] >>".to_vec();
    let mask = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 200 100] /Group << /S /Transparency /CS /DeviceGray >>",
        b"1 g 0 0 200 100 re f",
    );
    let objects = [function, mask];
    let soft = |transfer: &str| {
        let mask = format!("<< /S /Luminosity /G 11 0 R {transfer} >>");
        let states = format!("/ExtGState << /G << /SMask {mask} >> >>");
        warnings(&drawing("/G gs 0 0 200 50 re f", &states, &objects))
    };
    assert_eq!(soft("/TR 10 0 R"), DIFFER);
    assert!(soft("/TR /Identity").is_empty());
    let states = "/ExtGState << /G << /TR 10 0 R >> >>";
    let raw = drawing("/G gs 0 0 200 50 re f", states, &objects);
    assert_eq!(warnings(&raw), DIFFER);
}

#[test]
fn circles_without_a_size_are_reported() {
    for (radii, warned) in [((0, 0), true), ((-1, 5), true), ((0, 5), false)] {
        let shading = format!(
            "<< /ShadingType 3 /ColorSpace /DeviceGray /Coords [50 50 {} 50 50 {}] \
             /Function << /FunctionType 2 /Domain [0 1] /N 1 >> >>",
            radii.0, radii.1
        );
        let raw = drawing("/S sh", "/Shading << /S 10 0 R >>", &[shading.into_bytes()]);
        assert_eq!(warnings(&raw), if warned { &DIFFER[..] } else { &[] });
    }
}

#[test]
fn a_shading_axis_without_length_is_reported() {
    for (entries, warned) in [
        ("/Coords [50 50 50 50]", true),
        ("/Coords [0 0 200]", true),
        ("/Coords [0 0 200 0] /Domain [1 0]", true),
        ("/Coords [0 0 200 0] /Domain [0 1]", false),
    ] {
        let shading = format!(
            "<< /ShadingType 2 /ColorSpace /DeviceGray {entries} \
             /Function << /FunctionType 2 /Domain [0 1] /N 1 >> >>"
        );
        let raw = drawing("/S sh", "/Shading << /S 10 0 R >>", &[shading.into_bytes()]);
        assert_eq!(warnings(&raw), if warned { &DIFFER[..] } else { &[] });
    }
}

#[test]
fn a_crop_box_outside_the_page_is_reported() {
    let cropped = |crop: &str| {
        let mut raw = Raw::new();
        raw.set(
            4,
            page(5).replace("/Contents", &format!("/CropBox {crop} /Contents")),
        );
        raw
    };
    assert_eq!(warnings(&cropped("[1000 1000 1100 1100]")), DIFFER);
    assert!(warnings(&cropped("[10 10 90 90]")).is_empty());
}

#[test]
fn invalid_masks_and_ranges_are_reported() {
    let grey = "/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray";
    let colours = stream(&grey.replace("Gray", "RGB"), &[255; 12]);
    for (entries, warned) in [
        ("/Mask [0]", true),
        ("/Mask [0 1]", false),
        ("/Decode [(1) (0)]", true),
        ("/SMask 11 0 R", true),
    ] {
        let image = stream(&format!("{grey} {entries}"), &[0, 128, 128, 255]);
        let raw = drawing(
            "q 200 0 0 100 0 0 cm /X Do Q",
            "/XObject << /X 10 0 R >>",
            &[image, colours.clone()],
        );
        let told = warnings(&raw) == ["image_damaged.1"];
        assert_eq!(told, warned, "{entries}");
    }
    let mask =
        "/Type /XObject /Subtype /Image /Width 8 /Height 8 /ImageMask true /BitsPerComponent 8";
    let raw = drawing(
        "q 200 0 0 100 0 0 cm /X Do Q",
        "/XObject << /X 10 0 R >>",
        &[stream(mask, &[0xaa; 64])],
    );
    assert_eq!(warnings(&raw), ["image_damaged.1"]);
}

#[test]
fn widths_are_numbers() {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 97 /LastChar 98 /Widths [(500) 600] >>";
    let mut raw = drawing("BT /G 20 Tf 9 9 Td (ab) Tj ET", "", &[font.into()]);
    raw.set(4, page(5).replace("/F 3 0 R", "/G 10 0 R"));
    assert_eq!(warnings(&raw), ["damaged.1"]);
}

#[test]
fn widths_name_their_codes() {
    let glyphs = "/FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /CharProcs << >> /Encoding << /Differences [97 /a] >>";
    for (entries, is_told) in [
        (
            "/Subtype /Type1 /BaseFont /Helvetica /FirstChar 97 /Widths [500 600]",
            false,
        ),
        (
            "/Subtype /Type1 /BaseFont /Helvetica /Widths [500 600]",
            true,
        ),
        (
            "/Subtype /Type1 /BaseFont /Helvetica /FirstChar -1 /Widths [500 600]",
            true,
        ),
        ("/Subtype /Type1 /BaseFont /Helvetica", false),
        (
            &*format!("/Subtype /Type3 {glyphs} /FirstChar 97 /Widths [1 1]"),
            false,
        ),
        (&*format!("/Subtype /Type3 {glyphs}"), true),
    ] {
        let font = format!("<< /Type /Font {entries} >>");
        let mut raw = drawing("BT /G 20 Tf 9 9 Td (ab) Tj ET", "", &[font.into_bytes()]);
        raw.set(4, page(5).replace("/F 3 0 R", "/G 10 0 R"));
        let told = warnings(&raw).contains(&DIFFER[0].to_owned());
        assert_eq!(told, is_told, "{entries}");
    }
}

#[test]
fn a_control_character_advances_alike_in_every_reader() {
    let line = |text: &str| {
        let content = format!("BT /F 20 Tf 9 9 Td ({text}) Tj ET");
        warnings(&drawing(&content, "", &[]))
    };
    assert_eq!(line("a\\nb"), ["fonts_replaced.1-3"]);
    assert!(line("a b").is_empty());
}

#[test]
fn a_rotation_by_part_of_a_quarter_is_reported() {
    for (angle, warned) in [
        ("45", true),
        ("180.5", true),
        ("-90", false),
        ("450", false),
    ] {
        let mut raw = Raw::new();
        raw.set(
            4,
            page(5).replace("/Contents", &format!("/Rotate {angle} /Contents")),
        );
        assert_eq!(warnings(&raw), if warned { &DIFFER[..] } else { &[] });
    }
}

#[test]
fn a_form_declares_its_type_and_has_a_complete_matrix() {
    for entries in [
        "/Subtype (Form)",
        "/Subtype /Form /Matrix [(1) 0 0 1 0 0]",
        "/Subtype /Form /Matrix [1 0 0 1 0]",
    ] {
        let form = stream(
            &format!("{entries} /BBox [0 0 200 100]"),
            b"0 0 200 100 re f",
        );
        let raw = drawing("/X Do", "/XObject << /X 10 0 R >>", &[form]);
        let taken = raw.take().unwrap();
        assert_eq!(taken.warnings, ["damaged.1"]);
        assert_eq!(Pixels::of(&taken).at(100.0, 50.0), [0; 3]);
    }
}

#[test]
fn a_map_contains_its_base() {
    let font = "/Type /Font /Subtype /Type0 /BaseFont /A /Encoding 11 0 R /DescendantFonts [<< /Type /Font \
        /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>]";
    let map = stream(
        "/Type /CMap /CMapName /B /UseCMap /Identity-H",
        b"begincmap endcmap",
    );
    let raw = drawing(
        "BT /G 9 Tf 9 9 Td <00410042> Tj ET",
        "",
        &[format!("<< {font} >>").into_bytes(), map],
    );
    let mut raw = raw;
    raw.set(4, page(5).replace("/F 3 0 R", "/G 10 0 R"));
    let taken = raw.take().unwrap();
    let text = String::from_utf8_lossy(&taken.normalised).into_owned();
    assert!(!text.contains("UseCMap"), "{text}");
}

#[test]
fn a_code_has_one_glyph() {
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding 11 0 R /DescendantFonts [<< /Type /Font \
        /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>";
    let with_map = |entries: &str, operators: &str| {
        let operators = format!(
            "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange {operators} endcmap"
        );
        let map = stream(
            &format!("/Type /CMap /CMapName /B {entries}"),
            operators.as_bytes(),
        );
        let mut raw = drawing(
            "BT /G 9 Tf 9 9 Td <00410042> Tj ET",
            "",
            &[font.into(), map],
        );
        raw.set(4, page(5).replace("/F 3 0 R", "/F 3 0 R /G 10 0 R"));
        let taken = raw.take().unwrap();
        let document = Document::load_mem(&taken.normalised).unwrap();
        let mut maps = document.objects.values().filter_map(|object| {
            let map = object.as_stream().ok()?;
            let map = map.decompressed_content().unwrap_or(map.content.clone());
            let text = String::from_utf8_lossy(&map).into_owned();
            text.contains("begincidrange").then_some(text)
        });
        let map = maps.next_back().unwrap();
        (taken.warnings.contains(&"readers_differ.1".to_owned()), map)
    };
    let (warned, map) = with_map("", "1 begincidrange <0000> <00ff> 0 endcidrange");
    assert!(!warned && map.contains("<0000> <00ff> 0"), "{map}");
    let special = "2 begincidrange <0041> <0041> 9 <0000> <00ff> 0 endcidrange";
    let (warned, map) = with_map("", special);
    assert!(warned && !map.contains("<0041>"), "{map}");
    let plain = "1 begincidrange <0000> <00ff> 0 endcidrange";
    assert!(with_map("/WMode 1", plain).0);
    assert!(!with_map("/WMode 1", &format!("/WMode 1 def {plain}")).0);
    assert!(
        with_map(
            "",
            &format!("/Identity-H usecmap 1 begincidchar <0041> 9 endcidchar {plain}")
        )
        .0
    );
}

#[test]
fn a_glyph_has_one_width() {
    let told = |widths: &str, below: fn(&str) -> String| {
        let font = below(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /W [] /CIDSystemInfo \
             << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        );
        let font = format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts {} >>",
            font.replace("[]", widths)
        );
        let mut raw = drawing("", "", &[font.into_bytes()]);
        raw.set(4, page(5).replace("/F 3 0 R", "/F 3 0 R /G 10 0 R"));
        let taken = raw.take().unwrap();
        let document = Document::load_mem(&taken.normalised).unwrap();
        let below = document.objects.values().find_map(|object| match object {
            Object::Dictionary(entries) => entries.get(b"DescendantFonts").ok()?.as_array().ok(),
            _ => None,
        });
        assert!(below.is_some());
        taken.warnings
    };
    let usual = |font: &str| format!("[{font}]");
    assert!(told("[1 [500 600] 3 9 700]", usual).is_empty());
    for odd in ["[0 40 900 3 40 300]", "[1 [500 (x)]]", "[1 [500] 5]"] {
        assert_eq!(told(odd, usual), DIFFER, "{odd}");
    }
    // A descendant that isn't in an array.
    assert_eq!(told("[1 [500]]", |font| font.to_owned()), DIFFER);
}

#[test]
fn a_program_is_under_the_right_entry() {
    let program = [&[0, 1, 0, 0][..], &[0; 60]].concat();
    for (entry, subtype) in [("FontFile3", "/Subtype /Type1C"), ("FontFile", "")] {
        let font = "<< /Type /Font /Subtype /Type1 /BaseFont /A /FontDescriptor 11 0 R /Encoding /WinAnsiEncoding >>";
        let descriptor =
            format!("<< /Type /FontDescriptor /FontName /A /Flags 32 /{entry} 12 0 R >>");
        let objects = [
            font.as_bytes().to_vec(),
            descriptor.into_bytes(),
            stream(subtype, &program),
        ];
        let mut raw = drawing("", "", &objects);
        // The font is listed but not used, so it stays although it is incomplete.
        raw.set(4, page(5).replace("/F 3 0 R", "/F 3 0 R /G 10 0 R"));
        let taken = raw.take().unwrap();
        assert_eq!(taken.warnings, ["repaired.1"]);
        let document = Document::load_mem(&taken.normalised).unwrap();
        let mut dictionaries = document.objects.values().filter_map(|object| match object {
            Object::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        });
        assert!(dictionaries.any(|entries| entries.has(b"FontFile2")));
        assert!(!dictionaries.any(|entries| entries.has(entry.as_bytes())));
    }
}

#[test]
fn a_slanted_font_matrix_is_reported() {
    for (matrix, warned) in [
        ("0.001 0 0 -0.001 0 0", false),
        ("0.001 0.0005 0 0.001 0 0", true),
        ("0.001 0 0 0.001 0 0.5", true),
    ] {
        let font = format!(
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [{matrix}] \
             /CharProcs << /a 11 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [1000] >>"
        );
        let glyph = stream("", b"1000 0 d0 0 0 800 800 re f");
        let content = "BT /G 20 Tf 9 9 Td (a) Tj ET";
        let mut raw = drawing(content, "", &[font.into_bytes(), glyph]);
        raw.set(4, page(5).replace("/F 3 0 R", "/G 10 0 R"));
        assert_eq!(warnings(&raw), if warned { &DIFFER[..] } else { &[] });
    }
}

#[test]
fn glyphs_without_a_font_matrix_get_the_usual_one() {
    let font = "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /CharProcs << /a 11 0 R >> \
        /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [1000] >>";
    let glyph = stream("", b"1000 0 d0 0 0 800 800 re f");
    let mut raw = drawing(
        "BT /G 20 Tf 9 9 Td (a) Tj ET",
        "",
        &[font.as_bytes().to_vec(), glyph],
    );
    raw.set(4, page(5).replace("/F 3 0 R", "/G 10 0 R"));
    assert_eq!(warnings(&raw), ["damaged.1"]);
}
