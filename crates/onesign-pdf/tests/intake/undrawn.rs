//! Embedded programs for which the renderer draws nothing, while other readers use another face.

use super::single_reading::{PROGRAM, page};
use super::typeface::{ink, text};

const WINDOWS: &str = "WinAnsiEncoding";

/// The position of a table's record in the directory.
fn record(tag: &[u8; 4]) -> usize {
    let records = PROGRAM[12..].chunks(16).take(usize::from(PROGRAM[5]));
    let place = records
        .map(|record| &record[..4])
        .position(|own| own == tag);
    12 + 16 * place.unwrap()
}

/// The program with other bytes from an offset in a table on.
fn with(tag: &[u8; 4], at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut program = PROGRAM.to_vec();
    let start = record(tag) + 8;
    let start = u32::from_be_bytes(program[start..start + 4].try_into().unwrap()) as usize + at;
    program[start..start + bytes.len()].copy_from_slice(bytes);
    program
}

/// The program with other bytes in a table's directory record.
fn listed(tag: &[u8; 4], at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut program = PROGRAM.to_vec();
    let start = record(tag) + at;
    program[start..start + bytes.len()].copy_from_slice(bytes);
    program
}

#[test]
fn a_program_without_the_shown_outlines_is_replaced() {
    let far = 0x00ff_fff0_u32.to_be_bytes();
    for (name, program) in [
        ("no loca", listed(b"loca", 0, b"xxxx")),
        ("no head", listed(b"head", 0, b"xxxx")),
        ("no glyf", listed(b"glyf", 0, b"xxxx")),
        ("loca elsewhere", listed(b"loca", 8, &far)),
        ("short loca", listed(b"loca", 12, &[0, 0, 0, 20])),
        ("short head", listed(b"head", 12, &[0, 0, 0, 10])),
        ("few glyphs", with(b"maxp", 4, &[0, 5])),
    ] {
        let taken = page(program, 32, WINDOWS, "(900)").take().unwrap();
        assert_eq!(taken.warnings, ["fonts_replaced.1"], "{name}");
        assert_eq!(text(&taken), "900", "{name}");
        assert!(ink(&taken.normalised) > 100, "{name}");
    }
}

#[test]
fn a_program_with_a_glyph_that_has_no_outline_stays() {
    // The space has nothing to draw.
    let taken = page(PROGRAM.to_vec(), 32, WINDOWS, "(9 00)")
        .take()
        .unwrap();
    assert_eq!(taken.warnings, [""; 0]);
}

#[test]
fn a_program_that_declares_other_outlines_is_drawn() {
    let mut program = PROGRAM.to_vec();
    program[..4].copy_from_slice(b"OTTO");
    let taken = page(program, 32, WINDOWS, "(900)").take().unwrap();
    assert_eq!(taken.warnings, ["repaired.1"]);
    assert!(ink(&taken.normalised) > 100);
    let sound = page(PROGRAM.to_vec(), 32, WINDOWS, "(900)").take().unwrap();
    assert_eq!(ink(&taken.normalised), ink(&sound.normalised));
}
