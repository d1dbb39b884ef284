//! Intake rewrites ambiguous names, colours and fonts so that all readers agree.

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

/// Every name of the rebuilt file, with repetitions.
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
    // Readers that stop at the NUL treat both as the same.
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
pub fn embedded(font: Dictionary, programs: &[(&str, Vec<u8>)], string: &str) -> Draft {
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
fn one_of_several_programs_stays() {
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
fn widths_have_a_code_range() {
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

/// The warnings for a page filled with a colour of a space, and the colour in its middle.
fn filled(space: impl Into<Object>, streams: Vec<Stream>, colour: &str) -> (Vec<String>, [u8; 3]) {
    let mut draft = Draft::new(&format!("/S cs {colour} scn 0 0 200 100 re f"));
    let ids: Vec<Object> = streams
        .into_iter()
        .map(|stream| draft.document.add_object(stream).into())
        .collect();
    let space = match space.into() {
        Object::Array(mut items) => {
            items.extend(ids);
            items.into()
        }
        other => other,
    };
    draft.resource("ColorSpace", "S", space);
    let taken = draft.take().unwrap();
    let colour = middle(&taken);
    (taken.warnings, colour)
}

#[test]
fn functions_of_inks_give_colours_or_are_reported() {
    let ink = || vec![Object::from("Separation"), "Ink".into(), "DeviceRGB".into()];
    let calculated = |program: &str, range: i64| {
        let range = numbers(&[0, 1].repeat(range as usize));
        let entries =
            dictionary! { "FunctionType" => 4, "Domain" => numbers(&[0, 1]), "Range" => range };
        Stream::new(entries, program.as_bytes().to_vec())
    };
    let sound = calculated("{% red }\n0 0 pop 0}", 3);
    assert_eq!(filled(ink(), vec![sound], "1"), (vec![], [255, 0, 0]));
    for broken in [
        calculated("{ 0 0", 3),
        calculated("{ 0 0 quit }", 3),
        calculated("{ 0 }", 2),
    ] {
        let (warnings, _) = filled(ink(), vec![broken], "1");
        assert_eq!(warnings, ["readers_differ.1"]);
    }
    let samples = |bytes: usize| {
        let entries = dictionary! { "FunctionType" => 0, "Domain" => numbers(&[0, 1]), "Size" => numbers(&[2]),
        "Range" => numbers(&[0, 1, 0, 1, 0, 1]), "BitsPerSample" => 8 };
        Stream::new(entries, [255, 255, 255, 0, 0, 255][..bytes].to_vec())
    };
    assert_eq!(filled(ink(), vec![samples(6)], "1"), (vec![], [0, 0, 255]));
    let (warnings, _) = filled(ink(), vec![samples(4)], "1");
    assert_eq!(warnings, ["readers_differ.1"]);
}

#[test]
fn a_profile_matches_its_declared_colours() {
    let profile = |space: &[u8], count: i64| {
        let mut data = vec![0; 200];
        data[16..20].copy_from_slice(space);
        data[36..40].copy_from_slice(b"acsp");
        Stream::new(dictionary! { "N" => count }, data)
    };
    let space = || vec![Object::from("ICCBased")];
    let lying = filled(space(), vec![profile(b"CMYK", 3)], "0 0 1");
    assert_eq!(lying, (vec!["readers_differ.1".to_owned()], [0, 0, 255]));
    let (warnings, _) = filled(space(), vec![profile(b"RGB ", 3)], "0 0 1");
    assert!(warnings.is_empty());
}

#[test]
fn invalid_indexes_and_patterns_are_reported() {
    let table = || Object::string_literal([255, 0, 0, 0, 0, 255]);
    let indexed = |base: Object, last: i64| -> Object {
        vec!["Indexed".into(), base, last.into(), table()].into()
    };
    assert_eq!(
        filled(indexed("DeviceRGB".into(), 1), vec![], "1"),
        (vec![], [0, 0, 255])
    );
    for broken in [
        indexed("DeviceRGB".into(), 300),
        indexed("Pattern".into(), 1),
    ] {
        assert_eq!(filled(broken, vec![], "1").0, ["readers_differ.1"]);
    }
    let mut draft = Draft::new("/Pattern cs /P scn 0 0 200 100 re f");
    draft.resource("Pattern", "P", dictionary! { "PatternType" => 7 });
    assert_eq!(draft.take().unwrap().warnings, ["readers_differ.1"]);
}

#[test]
fn a_pattern_within_a_pattern_is_rewritten() {
    let tile = |content: &str, resources: Dictionary| {
        let entries = dictionary! { "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "XStep" => 200,
        "YStep" => 100, "BBox" => numbers(&[0, 0, 200, 100]), "Resources" => resources };
        Stream::new(entries, content.as_bytes().to_vec())
    };
    let mut draft = Draft::new("/Pattern cs /P scn 0 0 200 100 re f");
    // Its colour lacks a number.
    let inner = tile("/DeviceRGB cs 0 1 sc 0 0 200 100 re f", Dictionary::new());
    let inner = draft.document.add_object(inner);
    let resources = dictionary! { "Pattern" => dictionary! { "Q" => inner } };
    let outer = tile("/Pattern cs /Q scn 0 0 200 100 re f", resources);
    draft.resource("Pattern", "P", outer);
    let taken = draft.take().unwrap();
    assert_eq!(taken.warnings, ["readers_differ.1"]);
    assert_eq!(middle(&taken), [0, 255, 0]);
}
