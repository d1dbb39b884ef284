//! Embedded fonts that readers interpret differently: the rebuilt file has one reading, that of most readers.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use onesign_pdf::Intake;
use rustybuzz::ttf_parser::{Face, PlatformId};

use super::draft::{Draft, numbers};
use super::pixels::Pixels;
use super::typeface::{ink, shown, simple, text};

pub const PROGRAM: &[u8] = include_bytes!("../../fonts/Arimo-Regular.ttf");

/// A character map of the platform, the encoding, and the characters that codes from the first one show.
type Map<'m> = (u16, u16, u16, &'m str);

/// The characters of the codes from the space to the tilde.
const PLAIN: &str = " !\"#$%&'()*+,-./0123456789";
/// The same with 1 and 9 changed round.
const SWAPPED: &str = " !\"#$%&'()*+,-./0923456781";

/// The program with other character maps, and other units per em, if given.
fn program(maps: &[Map<'_>], units: Option<u16>) -> Vec<u8> {
    let face = Face::parse(PROGRAM, 0).unwrap();
    let mut listed = Vec::new();
    let mut tables = Vec::new();
    for (platform, encoding, first, characters) in maps {
        listed.extend([platform.to_be_bytes(), encoding.to_be_bytes()].concat());
        listed.extend((u32::try_from(4 + 8 * maps.len() + tables.len()).unwrap()).to_be_bytes());
        let count = u16::try_from(characters.chars().count()).unwrap();
        let head = [6, 10 + 2 * count, 0, *first, count];
        tables.extend(head.iter().flat_map(|value: &u16| value.to_be_bytes()));
        for character in characters.chars() {
            let glyph = face.glyph_index(character).unwrap();
            tables.extend(glyph.0.to_be_bytes());
        }
    }
    let count = u16::try_from(maps.len()).unwrap();
    let cmap = [&[0, 0][..], &count.to_be_bytes(), &listed, &tables].concat();
    let records: Vec<&[u8]> = PROGRAM[12..]
        .chunks(16)
        .take(usize::from(PROGRAM[5]))
        .collect();
    let mut file = PROGRAM[..12].to_vec();
    let mut data = Vec::new();
    for record in &records {
        let long = |at: usize| u32::from_be_bytes(record[at..at + 4].try_into().unwrap()) as usize;
        let mut table = PROGRAM[long(8)..long(8) + long(12)].to_vec();
        match &record[..4] {
            b"cmap" => table.clone_from(&cmap),
            b"head" => {
                if let Some(units) = units {
                    table[18..20].copy_from_slice(&units.to_be_bytes());
                }
            }
            // No names of glyphs.
            b"post" => {
                table[..4].copy_from_slice(&[0, 3, 0, 0]);
                table.truncate(32);
            }
            _ => {}
        }
        let start = u32::try_from(12 + 16 * records.len() + data.len()).unwrap();
        file.extend(&record[..8]);
        file.extend(start.to_be_bytes());
        file.extend(u32::try_from(table.len()).unwrap().to_be_bytes());
        table.resize(table.len().next_multiple_of(4), 0);
        data.extend(table);
    }
    [file, data].concat()
}

/// A page that shows a string in a font with this program, flags and encoding.
pub fn page(program: Vec<u8>, flags: i64, encoding: impl Into<Object>, string: &str) -> Draft {
    let mut draft = shown(Dictionary::new(), string);
    let program = draft
        .document
        .add_object(Stream::new(Dictionary::new(), program));
    let mut font = simple("TrueType", "AAAAAA+Face");
    font.set("FirstChar", 32);
    font.set("LastChar", 57);
    font.set("Widths", numbers(&[600; 26]));
    font.set("Encoding", encoding);
    font.set(
        "FontDescriptor",
        dictionary! { "Type" => "FontDescriptor", "FontName" => "AAAAAA+Face", "Flags" => flags, "FontFile2" => program },
    );
    draft.resource("Font", "T", font);
    draft
}

/// At how many of 10,000 points two pages clearly differ; hinting alone makes no such difference.
fn differing(one: &Intake, other: &Intake) -> usize {
    let (one, other) = (Pixels::of(one), Pixels::of(other));
    let points = (0..10_000).map(|point| {
        (
            f64::from(point % 100) / 100.0,
            f64::from(point / 100) / 100.0,
        )
    });
    points
        .filter(|(x, y)| one.part(*x, *y)[0].abs_diff(other.part(*x, *y)[0]) > 200)
        .count()
}

/// The glyphs of a code by the maps of the only rewritten font.
fn readings(taken: &Intake, code: u8) -> Vec<u16> {
    let document = Document::load_mem(&taken.normalised).unwrap();
    let fonts = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok());
    let mut fonts = fonts.filter(|font| font.has_type(b"Font") && font.has(b"FontDescriptor"));
    let font = fonts.next().unwrap();
    assert!(!font.has(b"Encoding"));
    let entry =
        |dictionary: &Dictionary, key: &[u8]| dictionary.get(key).unwrap().as_reference().unwrap();
    let descriptor = document
        .get_dictionary(entry(font, b"FontDescriptor"))
        .unwrap();
    assert_eq!(descriptor.get(b"Flags").unwrap().as_i64().unwrap() & 36, 4);
    let program = document
        .get_object(entry(descriptor, b"FontFile2"))
        .unwrap()
        .as_stream()
        .unwrap();
    let program = program.decompressed_content().unwrap();
    let face = Face::parse(&program, 0).unwrap();
    let maps = face.tables().cmap.unwrap().subtables.into_iter();
    maps.map(|map| {
        let offset = if map.platform_id == PlatformId::Windows {
            0xf000
        } else {
            0
        };
        map.glyph_index(offset + u32::from(code)).unwrap().0
    })
    .collect()
}

#[test]
fn maps_that_differ_become_one() {
    let nine = Face::parse(PROGRAM, 0).unwrap().glyph_index('9').unwrap().0;
    let one = Face::parse(PROGRAM, 0).unwrap().glyph_index('1').unwrap().0;
    let plain = page(
        program(&[(3, 1, 32, PLAIN)], None),
        32,
        "WinAnsiEncoding",
        "(900 1)",
    );
    let plain = plain.take_quietly();
    let swapped = page(
        program(&[(3, 1, 32, PLAIN)], None),
        32,
        "WinAnsiEncoding",
        "(100 9)",
    );
    let swapped = swapped.take_quietly();
    assert!(differing(&plain, &swapped) > 20);
    let windows = (3, 1, 32, PLAIN);
    let symbols = (3, 0, 0xf020, SWAPPED);
    let macintosh = (1, 0, 32, SWAPPED);
    // All readers except the renderer follow the encoding.
    for (maps, encoding) in [
        ([macintosh, windows], "WinAnsiEncoding"),
        ([symbols, (1, 0, 32, PLAIN)], "MacRomanEncoding"),
    ] {
        let taken = page(program(&maps, None), 4, encoding, "(900 1)")
            .take()
            .unwrap();
        if encoding == "WinAnsiEncoding" {
            assert_eq!(taken.warnings, [""; 0]);
            assert_eq!(differing(&taken, &plain), 0);
        }
        let glyphs = readings(&taken, b'9');
        assert!(glyphs == [nine; 2] || glyphs == [one; 2], "{glyphs:?}");
        assert_eq!(text(&taken), "900 1");
    }
    // Here they differ from each other: the page shows the glyph of most readers, and the sender is told.
    let maps = program(&[macintosh, windows], None);
    let differences = dictionary! { "Differences" => vec![57.into(), Object::Name("g20".into())] };
    let taken = page(maps, 32, differences, "(900 1)").take().unwrap();
    assert_eq!(taken.warnings, ["readers_differ.1"]);
    assert_eq!(differing(&taken, &plain), 0);
}

#[test]
fn a_map_to_unicode_matches_the_drawn_glyphs() {
    let maps = program(&[(1, 0, 32, SWAPPED), (3, 1, 32, PLAIN)], None);
    let listed = [("31", "31"), ("39", "39"), ("30", "30"), ("20", "20")];
    let listed = listed.map(|(code, character)| format!("<{code}> <00{character}>"));
    let map = format!(
        "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 4 beginbfchar {} endbfchar endcmap",
        listed.join(" ")
    );
    let mut draft = page(maps, 4, "WinAnsiEncoding", "(900 1)");
    let map = Stream::new(Dictionary::new(), map.into_bytes());
    let map = draft.document.add_object(map);
    let mut fonts = draft.document.objects.values_mut();
    let font = fonts.find_map(|object| {
        let font = object.as_dict_mut().ok()?;
        font.has(b"Widths").then_some(font)
    });
    font.unwrap().set("ToUnicode", map);
    let taken = draft.take_quietly();
    assert_eq!(text(&taken), "900 1");
}

#[test]
fn disagreeing_readers_are_reported() {
    let plain = page(
        program(&[(3, 1, 32, PLAIN)], None),
        32,
        "WinAnsiEncoding",
        "(900 1)",
    );
    let plain = plain.take_quietly();
    // Without an encoding, one of three readers follows the Macintosh map, or the symbol map.
    for other in [(1, 0, 32, SWAPPED), (3, 0, 0xf020, SWAPPED)] {
        let maps = program(&[other, (3, 1, 32, PLAIN)], None);
        let taken = page(maps, 32, Object::Null, "(900 1)").take().unwrap();
        assert_eq!(taken.warnings, ["readers_differ.1"]);
        assert_eq!(differing(&taken, &plain), 0);
        assert_eq!(readings(&taken, b'9').len(), 2);
    }
}

#[test]
fn a_map_of_any_platform_is_found() {
    let plain = page(
        program(&[(3, 1, 32, PLAIN)], None),
        32,
        "WinAnsiEncoding",
        "(12.9)",
    );
    let plain = plain.take_quietly();
    for map in [
        (0, 3, 32, PLAIN),
        (0, 4, 32, PLAIN),
        (3, 10, 32, PLAIN),
        (3, 0, 0xf020, PLAIN),
    ] {
        let taken = page(program(&[map], None), 32, "WinAnsiEncoding", "(12.9)").take_quietly();
        assert_eq!(differing(&taken, &plain), 0, "{map:?}");
        assert_eq!(readings(&taken, b'9').len(), 2);
        assert_eq!(text(&taken), "12.9");
    }
}

#[test]
fn a_font_with_one_reading_stays() {
    let maps = program(&[(1, 0, 32, PLAIN), (3, 1, 32, PLAIN)], None);
    let taken = page(maps.clone(), 32, "WinAnsiEncoding", "(12.9)").take_quietly();
    let document = Document::load_mem(&taken.normalised).unwrap();
    let streams = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok());
    let mut contents = streams.filter_map(|stream| stream.decompressed_content().ok());
    assert!(contents.any(|content| content == maps));
}

#[test]
fn an_invalid_list_of_names_is_reported() {
    let nine = || Object::Name("one".into());
    for listed in [
        vec![nine()],
        vec![Object::Real(57.0), nine()],
        vec![57.into(), Object::string_literal("x"), nine()],
    ] {
        let encoding = dictionary! { "BaseEncoding" => "WinAnsiEncoding", "Differences" => listed };
        let taken = page(program(&[(3, 1, 32, PLAIN)], None), 32, encoding, "(900)")
            .take()
            .unwrap();
        assert_eq!(taken.warnings, ["readers_differ.1"]);
        readings(&taken, b'0');
    }
}

#[test]
fn a_program_without_a_size_is_replaced() {
    for units in [0, 1, 15, 16_385, 20_000] {
        let maps = program(&[(3, 1, 32, PLAIN)], Some(units));
        let taken = page(maps, 32, "WinAnsiEncoding", "(12.9)").take().unwrap();
        assert_eq!(taken.warnings, ["fonts_replaced.1"], "{units}");
        assert_eq!(text(&taken), "12.9");
        assert!(ink(&taken.normalised) > 100);
    }
    for units in [16_384, 1000] {
        let maps = program(&[(3, 1, 32, PLAIN)], Some(units));
        page(maps, 32, "WinAnsiEncoding", "(12.9)").take_quietly();
    }
}

trait Quiet {
    fn take_quietly(self) -> Intake;
}

impl Quiet for Draft {
    /// Takes the draft in without a warning.
    #[track_caller]
    fn take_quietly(self) -> Intake {
        let taken = self.take().unwrap();
        assert_eq!(taken.warnings, [""; 0]);
        taken
    }
}
