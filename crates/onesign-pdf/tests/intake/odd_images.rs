//! Images whose entries lack information that readers need, or contradict the data.

use jpeg_encoder::{ColorType, Encoder};
use lopdf::{Document, Object};

use crate::pixels::{Pixels, is_like};
use crate::raw::{Raw, deflated, page, stream, taken};

/// A document whose first page shows an image over the whole page.
fn with_image(entries: &str, data: &[u8], others: &[Vec<u8>]) -> Vec<u8> {
    let mut raw = Raw::new();
    raw.set(
        4,
        page(5).replace("/Font", "/XObject << /I 10 0 R >> /Font"),
    );
    raw.set(5, stream("", b"q 200 0 0 100 0 0 cm /I Do Q"));
    let entries = format!("/Type /XObject /Subtype /Image {entries}");
    raw.0.push(stream(&entries, data));
    raw.0.extend(others.iter().cloned());
    raw.bytes()
}

/// The colour in the middle of the page, the colour space of the rebuilt image, and the warnings.
fn seen(file: &[u8]) -> ([u8; 3], Option<String>, Vec<String>) {
    let taken = taken(file).unwrap();
    let document = Document::load_mem(&taken.normalised).unwrap();
    let mut images = document.objects.values().filter_map(|object| match object {
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    });
    let image = images.rfind(|image| {
        image
            .get(b"Subtype")
            .is_ok_and(|kind| *kind == "Image".into())
    });
    let space = image.map(|image| match image.get(b"ColorSpace") {
        Ok(Object::Name(name)) => String::from_utf8_lossy(name).into_owned(),
        Ok(Object::Array(_) | Object::Reference(_)) => "[]".to_owned(),
        _ => "-".to_owned(),
    });
    (
        Pixels::of(&taken).at(100.0, 50.0),
        space,
        taken.warnings.clone(),
    )
}

fn expect_image(file: &[u8], colour: [u8; 3], space: Option<&str>, warnings: &[&str]) {
    let (shown, named, warned) = seen(file);
    assert!(is_like(shown, colour), "{shown:?}, not {colour:?}");
    assert_eq!(named.as_deref(), space);
    assert_eq!(warned, warnings);
}

const WHITE: [u8; 3] = [255; 3];
const RED: [u8; 3] = [255, 0, 0];
const DAMAGED: [&str; 1] = ["image_damaged.1"];

fn jpeg(colour: ColorType, samples: &[u8]) -> Vec<u8> {
    let mut data = Vec::new();
    Encoder::new(&mut data, 100)
        .encode(&samples.repeat(64), 8, 8, colour)
        .unwrap();
    data
}

#[test]
fn an_unknown_colour_space_is_derived_from_the_samples() {
    let size = "/Width 10 /Height 10 /BitsPerComponent 8";
    for space in [
        "",
        "/ColorSpace /Foo",
        "/ColorSpace [/Foo 1]",
        "/ColorSpace 7",
    ] {
        let entries = format!("{size} {space}");
        let red = with_image(&entries, &[255, 0, 0].repeat(100), &[]);
        expect_image(&red, RED, Some("DeviceRGB"), &DAMAGED);
        let grey = with_image(&entries, &[0; 100], &[]);
        expect_image(&grey, [0; 3], Some("DeviceGray"), &DAMAGED);
        // As many as no space asks for.
        let odd = with_image(&entries, &[0; 250], &[]);
        expect_image(&odd, WHITE, None, &DAMAGED);
    }
}

#[test]
fn a_profile_without_its_number_of_components_is_replaced() {
    let entries = "/Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace [/ICCBased 11 0 R]";
    let data = [255, 0, 0].repeat(100);
    let bare = with_image(entries, &data, &[stream("", b"profile")]);
    expect_image(
        &bare,
        RED,
        Some("DeviceRGB"),
        &["damaged.1", "image_damaged.1"],
    );
    let other = stream("/Alternate /DeviceRGB", b"profile");
    expect_image(
        &with_image(entries, &data, &[other]),
        RED,
        Some("DeviceRGB"),
        &["damaged.1"],
    );
}

#[test]
fn a_short_colour_table_is_filled_up() {
    for table in ["<ff0000>", "11 0 R"] {
        let space = format!("[/Indexed /DeviceRGB 255 {table}]");
        let entries = format!("/Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace {space}");
        let others = [stream("", &[255, 0, 0])];
        let first = with_image(&entries, &[0; 100], &others);
        expect_image(&first, RED, Some("[]"), &DAMAGED);
        let beyond = with_image(&entries, &[9; 100], &others);
        expect_image(&beyond, [0; 3], Some("[]"), &DAMAGED);
    }
}

#[test]
fn short_keys_of_an_image_are_written_in_full() {
    let file = with_image("/W 10 /H 10 /BPC 8 /CS /RGB", &[255, 0, 0].repeat(100), &[]);
    expect_image(&file, RED, Some("DeviceRGB"), &["repaired.1"]);
    let file = with_image(
        "/W 10 /H 10 /BPC 8 /CS [/I /RGB 0 <ff0000>]",
        &[0; 100],
        &[],
    );
    expect_image(&file, RED, Some("[]"), &["repaired.1"]);
}

#[test]
fn the_frame_of_a_jpeg_gives_its_components() {
    let grey = jpeg(ColorType::Luma, &[0]);
    let red = jpeg(ColorType::Rgb, &RED);
    let size = "/Width 8 /Height 8 /Filter /DCTDecode";
    for space in ["", "/ColorSpace /DeviceGray", "/ColorSpace /DeviceCMYK"] {
        let file = with_image(&format!("{size} /BitsPerComponent 8 {space}"), &red, &[]);
        expect_image(&file, RED, Some("DeviceRGB"), &DAMAGED);
    }
    let file = with_image(&format!("{size} /ColorSpace /DeviceRGB"), &grey, &[]);
    expect_image(&file, [0; 3], Some("DeviceGray"), &DAMAGED);
    let sound = format!("{size} /ColorSpace /DeviceRGB /BitsPerComponent 8");
    expect_image(&with_image(&sound, &red, &[]), RED, Some("DeviceRGB"), &[]);
    // Not a frame in it.
    let file = with_image(&sound, b"\xff\xd8 none \xff\xd9", &[]);
    expect_image(&file, WHITE, None, &DAMAGED);
}

#[test]
fn bytes_before_a_jpeg_are_removed() {
    let mut data = b"\r\n lead".to_vec();
    data.extend(jpeg(ColorType::Rgb, &RED));
    let entries =
        "/Width 8 /Height 8 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode";
    let file = with_image(entries, &data, &[]);
    expect_image(&file, RED, Some("DeviceRGB"), &["repaired.1"]);
    let rebuilt = taken(&file).unwrap().normalised;
    assert!(!rebuilt.windows(4).any(|bytes| bytes == b"lead"));
}

/// An entry of the rebuilt image, as it is written, and the warnings.
fn entry(file: &[u8], key: &[u8]) -> (String, Vec<String>) {
    let taken = taken(file).unwrap();
    let document = Document::load_mem(&taken.normalised).unwrap();
    let image = document.objects.values().rev().find_map(|object| {
        let image = &object.as_stream().ok()?.dict;
        let kind = image.get(b"Subtype").ok()?;
        (*kind == "Image".into()).then_some(image)
    });
    let value = image.unwrap().get(key);
    let value = value.map_or("-".to_owned(), |value| format!("{value:?}"));
    (value, taken.warnings)
}

#[test]
fn a_jpeg_has_the_size_in_its_frame() {
    let red = jpeg(ColorType::Rgb, &RED);
    let rest = "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode";
    for size in ["/Width 4 /Height 8", "/Width 8 /Height 40"] {
        let file = with_image(&format!("{size} {rest}"), &red, &[]);
        expect_image(&file, RED, Some("DeviceRGB"), &DAMAGED);
        assert_eq!(entry(&file, b"Width").0, "8");
        assert_eq!(entry(&file, b"Height").0, "8");
    }
}

#[test]
fn a_jpeg_is_not_a_mask() {
    let red = jpeg(ColorType::Rgb, &RED);
    let entries = "/Width 8 /Height 8 /ImageMask true /Filter /DCTDecode";
    let file = with_image(entries, &red, &[]);
    expect_image(&file, RED, Some("DeviceRGB"), &DAMAGED);
    assert_eq!(entry(&file, b"ImageMask").0, "-");
}

#[test]
fn an_unusual_or_damaged_jpeg_is_reported() {
    let red = jpeg(ColorType::Rgb, &RED);
    let entries =
        "/Width 8 /Height 8 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode";
    let frame = red
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0])
        .unwrap();
    for (place, byte) in [(1, 0xc3), (1, 0xc9), (4, 12)] {
        let mut other = red.clone();
        other[frame + place] = byte;
        let (_, warnings) = entry(&with_image(entries, &other, &[]), b"Width");
        assert_eq!(warnings, DAMAGED);
    }
    let mut ended = red.clone();
    let scan = red
        .windows(2)
        .position(|pair| pair == [0xff, 0xda])
        .unwrap();
    let data = scan + 2 + usize::from(red[scan + 3]);
    ended.splice(data..data, [0xff, 0xd9]);
    let (_, warnings) = entry(&with_image(entries, &ended, &[]), b"Width");
    assert_eq!(warnings, DAMAGED);
}

#[test]
fn a_fax_whose_columns_differ_from_its_width_is_rewritten() {
    // White rows of eight columns, a bit each (ITU-T T.6, V0).
    let rows = [0xff];
    for (parameters, columns, warnings) in [
        ("/K -1 /Columns 8", "8", &[][..]),
        ("/K -1 /Columns 16", "16", &DAMAGED),
        (
            "/K -1 /Columns 8 /EndOfLine true",
            "8",
            &["readers_differ.1"],
        ),
    ] {
        let entries = format!(
            "/Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 1 \
             /Filter /CCITTFaxDecode /DecodeParms << {parameters} >>"
        );
        let file = with_image(&entries, &rows, &[]);
        let (width, warned) = entry(&file, b"Width");
        assert_eq!(width, columns);
        assert_eq!(warned, warnings);
        let (filter, _) = entry(&file, b"Filter");
        let is_kept = parameters == "/K -1 /Columns 8";
        assert_eq!(filter.contains("CCITTFaxDecode"), is_kept, "{filter}");
        expect_image(&file, WHITE, Some("DeviceGray"), warnings);
    }
}

#[test]
fn ambiguous_masks_tables_and_profiles_are_reported() {
    let sides = "/Width 10 /Height 10 /BitsPerComponent 8";
    let mask =
        "/Type /XObject /Subtype /Image /Width 8 /Height 8 /ImageMask true /BitsPerComponent 1";
    let rgb = [255, 0, 0].repeat(100);
    let masked = format!("{sides} /ColorSpace /DeviceRGB /SMask 11 0 R");
    let file = with_image(&masked, &rgb, &[stream(mask, &[0xf0; 8])]);
    assert_eq!(entry(&file, b"Width").1, DAMAGED);
    for (decode, warnings) in [("[3 0]", &["readers_differ.1"][..]), ("[0 255]", &[])] {
        let table = "[/Indexed /DeviceRGB 3 <000000ff000000ff000000ff>]";
        let entries = format!("{sides} /ColorSpace {table} /Decode {decode}");
        let file = with_image(&entries, &[0; 100], &[]);
        assert_eq!(entry(&file, b"Width").1, warnings);
    }
    let entries = format!("{sides} /ColorSpace [/ICCBased 11 0 R]");
    for (other, warnings) in [
        ("DeviceGray", &["readers_differ.1"][..]),
        ("DeviceRGB", &[]),
    ] {
        let mut profile = [0; 128];
        profile[16..20].copy_from_slice(b"RGB ");
        profile[36..40].copy_from_slice(b"acsp");
        let profile = stream(&format!("/N 3 /Alternate /{other}"), &profile);
        let file = with_image(&entries, &rgb, &[profile]);
        assert_eq!(entry(&file, b"Width").1, warnings);
        let rebuilt = taken(&file).unwrap().normalised;
        let rebuilt = String::from_utf8_lossy(&rebuilt);
        assert_eq!(rebuilt.contains("/Alternate"), warnings.is_empty());
    }
}

#[test]
fn an_image_is_not_larger_than_its_entries_claim() {
    let entries = "/Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 1 \
        /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 30000000 >>";
    let file = with_image(entries, &[0xff], &[]);
    expect_image(
        &file,
        WHITE,
        None,
        &["image_damaged.1", "image_not_shown.1"],
    );
    let mut huge = jpeg(ColorType::Luma, &[0]);
    let frame = huge
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0])
        .unwrap();
    huge[frame + 5..frame + 9].fill(0xff);
    let entries =
        "/Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode";
    let file = with_image(entries, &huge, &[]);
    expect_image(
        &file,
        WHITE,
        None,
        &["image_damaged.1", "image_not_shown.1"],
    );
}

#[test]
fn the_first_decode_value_of_a_mask_applies() {
    // Every bit is set, so only a mask that paints ones is visible.
    let red = |entries: &str| {
        let file = with_image(
            &format!("/Width 8 /Height 8 /ImageMask true /BitsPerComponent 1 {entries}"),
            &[0xff; 8],
            &[],
        );
        let taken = taken(&file).unwrap();
        (Pixels::of(&taken).at(100.0, 50.0)[1] < 100, taken.warnings)
    };
    assert_eq!(red("/Decode [1 0]"), (true, vec![]));
    assert_eq!(red("/Decode [0 1]"), (false, vec![]));
    for (decode, paints) in [
        ("[1]", true),
        ("[1 1 0]", true),
        ("[0]", false),
        ("[]", false),
    ] {
        let expected = (paints, DAMAGED.map(str::to_owned).to_vec());
        assert_eq!(red(&format!("/Decode {decode}")), expected, "{decode}");
    }
}

#[test]
fn an_inline_image_has_the_right_number_of_ranges() {
    let seen = |entries: &str, data: &[u8]| {
        let mut raw = Raw::new();
        let begin = format!("q 200 0 0 100 0 0 cm BI /W 8 /H 8 {entries} ID ");
        raw.set(5, stream("", &[begin.as_bytes(), data, b"\nEI Q"].concat()));
        let taken = taken(&raw.bytes()).unwrap();
        (Pixels::of(&taken).at(100.0, 50.0)[0] < 100, taken.warnings)
    };
    let told = DAMAGED.map(str::to_owned).to_vec();
    let mask = |decode: &str| seen(&format!("/IM true /D {decode}"), &[0xff; 8]);
    assert_eq!(mask("[1 0]"), (true, vec![]));
    assert_eq!(mask("[1]"), (true, told.clone()));
    assert_eq!(mask("[0 0]"), (false, told.clone()));
    let grey = |decode: &str| seen(&format!("/BPC 8 /CS /G /D {decode}"), &[0xff; 64]);
    assert_eq!(grey("[1 0]"), (true, vec![]));
    assert_eq!(grey("[1]"), (false, told));
}

#[test]
fn missing_samples_of_an_image_are_filled_up() {
    let entries = "/Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray";
    for samples in 1..4 {
        let file = with_image(entries, &vec![0xff; samples], &[]);
        let taken = taken(&file).unwrap();
        assert_eq!(taken.warnings, DAMAGED);
        let document = Document::load_mem(&taken.normalised).unwrap();
        let mut streams = document.objects.values();
        let image = streams.find_map(|object| {
            let stream = object.as_stream().ok()?;
            stream.dict.has(b"Width").then_some(stream)
        });
        let mut expected = vec![0; 4];
        expected[..samples].fill(0xff);
        assert_eq!(image.unwrap().decompressed_content().unwrap(), expected);
    }
}

#[test]
fn a_short_inline_image_is_dropped() {
    let seen = |filters: &str, data: &[u8]| {
        let mut raw = Raw::new();
        let begin = format!("q 200 0 0 100 0 0 cm BI /W 8 /H 8 /BPC 8 /CS /G /F {filters} ID ");
        raw.set(5, stream("", &[begin.as_bytes(), data, b"\nEI Q"].concat()));
        let taken = taken(&raw.bytes()).unwrap();
        (Pixels::of(&taken).at(100.0, 75.0)[0] < 100, taken.warnings)
    };
    let told = DAMAGED.map(str::to_owned).to_vec();
    let digits = |data: Vec<u8>| {
        let digits: String = data.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{digits}>").into_bytes()
    };
    for (samples, expected) in [(64, (true, vec![])), (32, (false, told))] {
        let data = deflated(&vec![0; samples]);
        assert_eq!(seen("/Fl", &data), expected, "{samples}");
        assert_eq!(seen("[/AHx /Fl]", &digits(data)), expected, "{samples}");
    }
}
