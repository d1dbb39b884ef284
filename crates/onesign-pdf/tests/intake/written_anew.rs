//! What readers would read in several ways is written so that there is one: names, colours, fonts.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use onesign_pdf::Intake;

use super::draft::{Draft, numbers};
use super::pixels::Pixels;
use super::typeface::{ink, shown, simple, text};

const TRUE_TYPE: &[u8] = include_bytes!("../../fonts/Arimo-Regular.ttf");

fn names(object: &Object, found: &mut Vec<Vec<u8>>) {
    match object {
        Object::Name(name) => found.push(name.clone()),
        Object::Array(items) => items.iter().for_each(|item| names(item, found)),
        Object::Dictionary(entries) | Object::Stream(Stream { dict: entries, .. }) => {
            for (key, value) in entries {
                found.push(key.clone());
                names(value, found);
            }
        }
        _ => {}
    }
}

/// Every name of the rebuilt file, as often as it is written.
fn all_names(taken: &Intake) -> Vec<Vec<u8>> {
    let document = Document::load_mem(&taken.normalised).unwrap();
    let mut found = Vec::new();
    for object in document.objects.values() {
        names(object, &mut found);
    }
    found
}

/// The colour in the middle of the page.
fn middle(taken: &Intake) -> [u8; 3] {
    Pixels::of(taken).part(0.5, 0.5)
}

#[test]
fn names_have_no_nul() {
    // Readers that stop at the NUL take both for the same.
    let mut draft = Draft::new("/A#00B gs /One#00 cs 1 scn 0 0 200 100 re f");
    let space = |ink: &str, colour: &[i64]| -> Object {
        let tint = dictionary! { "FunctionType" => 2, "Domain" => numbers(&[0, 1]), "N" => 1,
        "C0" => numbers(&[1, 1, 1]), "C1" => numbers(colour) };
        vec![
            "Separation".into(),
            Object::Name(ink.into()),
            "DeviceRGB".into(),
            tint.into(),
        ]
        .into()
    };
    draft.resource("ColorSpace", "One\0", space("Ink\0", &[0, 0, 1]));
    draft.resource("ColorSpace", "One", space("Ink", &[1, 0, 0]));
    draft.resource("ExtGState", "A\0B", dictionary! { "LW" => 2 });
    let taken = draft.take().unwrap();
    assert_eq!(taken.warnings, ["repaired.1"]);
    assert_eq!(middle(&taken), [0, 0, 255]);
    let document = Document::load_mem(&taken.normalised).unwrap();
    for object in document.objects.values() {
        if let Object::Stream(stream) = object {
            let content = stream
                .decompressed_content()
                .unwrap_or(stream.content.clone());
            assert!(!content.windows(3).any(|part| part == b"#00"));
        }
    }
    assert!(!all_names(&taken).iter().any(|name| name.contains(&0)));
}

#[test]
fn a_layer_is_hidden_by_a_name_with_a_nul_too() {
    let content = "/OC /L#00 BDC 0 g 0 0 200 100 re f EMC";
    let mut draft = Draft::new(content);
    let layer = draft
        .document
        .add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("L") });
    let properties = dictionary! { "L\0" => layer };
    let page = draft.page();
    let resources = page
        .get_mut(b"Resources")
        .and_then(Object::as_dict_mut)
        .unwrap();
    resources.set("Properties", properties);
    draft.catalog().set(
        "OCProperties",
        dictionary! { "OCGs" => vec![Object::from(layer)], "D" => dictionary! { "OFF" => vec![Object::from(layer)] } },
    );
    assert_eq!(middle(&draft.take().unwrap()), [255, 255, 255]);
}

#[test]
fn colours_have_the_parts_of_their_space() {
    for (content, colour) in [
        ("/DeviceRGB cs 1 sc", [255, 0, 0]),
        ("/DeviceRGB cs 0 1 0 1 1 scn", [0, 255, 0]),
        ("1 0 0 sc", [255, 255, 255]),
    ] {
        let taken = Draft::new(&format!("{content} 0 0 200 100 re f"))
            .take()
            .unwrap();
        assert_eq!(taken.warnings, ["readers_differ.1"], "{content}");
        assert_eq!(middle(&taken), colour, "{content}");
    }
}

/// A page that shows a string in a font with these entries and programs.
fn embedded(font: Dictionary, programs: &[(&str, Vec<u8>)], string: &str) -> Draft {
    let mut draft = shown(Dictionary::new(), string);
    let mut descriptor =
        dictionary! { "Type" => "FontDescriptor", "FontName" => "AAAAAA+Face", "Flags" => 32 };
    for (entry, program) in programs {
        let program = Stream::new(Dictionary::new(), program.clone());
        descriptor.set(*entry, draft.document.add_object(program));
    }
    let mut font = font;
    font.set("FontDescriptor", descriptor);
    font.set("Encoding", "WinAnsiEncoding");
    draft.resource("Font", "T", font);
    draft
}

#[test]
fn of_several_programs_one_stays() {
    let font = || {
        let mut font = simple("TrueType", "AAAAAA+Face");
        font.set("FirstChar", 65);
        font.set("LastChar", 66);
        font.set("Widths", numbers(&[667, 667]));
        font
    };
    let true_type = || TRUE_TYPE.to_vec();
    for programs in [
        [
            ("FontFile", b"no program".to_vec()),
            ("FontFile2", true_type()),
        ],
        [
            ("FontFile2", true_type()),
            ("FontFile3", b"\x01\0\x04\x01".to_vec()),
        ],
    ] {
        let taken = embedded(font(), &programs, "(AB)").take().unwrap();
        assert_eq!(taken.warnings, ["readers_differ.1"]);
        assert_eq!(text(&taken), "AB");
        assert!(ink(&taken.normalised) > 100);
        let found = all_names(&taken);
        let with = |key: &[u8]| found.iter().filter(|name| *name == key).count();
        assert_eq!(
            [with(b"FontFile"), with(b"FontFile2"), with(b"FontFile3")],
            [0, 1, 0]
        );
    }
}

#[test]
fn widths_say_which_codes_are_meant() {
    let widths = |first: Option<i64>, last: Option<i64>| {
        let mut font = simple("TrueType", "AAAAAA+Face");
        font.set("Widths", numbers(&[500; 70]));
        let ends = [("FirstChar", first), ("LastChar", last)];
        for (key, code) in ends {
            if let Some(code) = code {
                font.set(key, code);
            }
        }
        let programs = [("FontFile2", TRUE_TYPE.to_vec())];
        let taken = embedded(font, &programs, "(AB)").take().unwrap();
        let document = Document::load_mem(&taken.normalised).unwrap();
        let mut fonts = document
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok());
        let font = fonts.find(|font| font.has(b"Widths")).unwrap();
        let code = |key: &[u8]| font.get(key).unwrap().as_i64().unwrap();
        let told = taken.warnings.contains(&"readers_differ.1".to_owned());
        (code(b"FirstChar"), code(b"LastChar"), told)
    };
    assert_eq!(widths(None, None), (0, 69, true));
    assert_eq!(widths(Some(300), Some(310)), (0, 69, true));
    assert_eq!(widths(Some(32), None), (32, 101, false));
    assert_eq!(widths(Some(32), Some(101)), (32, 101, false));
}
