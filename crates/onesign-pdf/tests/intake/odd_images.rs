//! Images whose entries say less than readers need, or what their data contradict.

use jpeg_encoder::{ColorType, Encoder};
use lopdf::{Document, Object};

use crate::pixels::{Pixels, is_like};
use crate::raw::{Raw, page, stream, taken};

/// A document whose first page shows an image all over.
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
fn a_colour_space_that_nobody_knows_is_taken_from_the_samples() {
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
fn a_table_of_colours_that_is_short_is_filled_up() {
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
fn the_frame_of_a_jpeg_says_how_many_components_it_has() {
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
fn what_stands_before_a_jpeg_is_cut_off() {
    let mut data = b"\r\n lead".to_vec();
    data.extend(jpeg(ColorType::Rgb, &RED));
    let entries =
        "/Width 8 /Height 8 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode";
    let file = with_image(entries, &data, &[]);
    expect_image(&file, RED, Some("DeviceRGB"), &["repaired.1"]);
    let rebuilt = taken(&file).unwrap().normalised;
    assert!(!rebuilt.windows(4).any(|bytes| bytes == b"lead"));
}
