//! Tint functions for which the renderer, which rounds tints to steps, may get another colour.

use crate::pixels::{Pixels, is_like};
use crate::raw::{Raw, page, stream};

const DIFFER: [&str; 1] = ["readers_differ.1"];
const GREEN: [u8; 3] = [0, 255, 0];

/// A page painted with this tint of an ink; the function in object 10 gives its colour.
fn painted(tint: &str, function: Vec<u8>, others: &[Vec<u8>]) -> ([u8; 3], Vec<String>) {
    let mut raw = Raw::new();
    let spaces = "/ColorSpace << /C [/Separation /Ink /DeviceRGB 10 0 R] >> /Font";
    raw.set(4, page(5).replace("/Font", spaces));
    let content = format!("/C cs {tint} scn 0 0 200 100 re f");
    raw.set(5, stream("", content.as_bytes()));
    raw.0.push(function);
    raw.0.extend(others.iter().cloned());
    let taken = raw.take().unwrap();
    (Pixels::of(&taken).at(100.0, 50.0), taken.warnings)
}

fn calculated(program: &str) -> Vec<u8> {
    let entries = "/FunctionType 4 /Domain [0 1] /Range [0 1 0 1 0 1]";
    stream(entries, program.as_bytes())
}

#[test]
fn a_tint_that_jumps_or_has_no_colour_is_reported() {
    for program in [
        "{ 0.5 gt { 1 0 0 } { 0 1 0 } ifelse }",
        "{ 4 mul floor 4 div 0 0 }",
        "{ 0.3 eq { 1 0 0 } { 0 1 0 } ifelse }",
        "{ pop 0 0 }",
        "{ 0 div 0 0 }",
    ] {
        let (_, warnings) = painted("0.5", calculated(program), &[]);
        assert_eq!(warnings, DIFFER, "{program}");
    }
    let (colour, warnings) = painted("0", calculated("{ dup 1 exch sub 0 }"), &[]);
    assert!(is_like(colour, GREEN) && warnings.is_empty());
}

#[test]
fn inverted_comparisons_do_not_count_as_true() {
    let program = "{ 0.5 gt not { 1 0 0 } { 0 1 0 } ifelse }";
    let (colour, _) = painted("1", calculated(program), &[]);
    assert!(is_like(colour, GREEN), "{colour:?}");
}

#[test]
fn stitched_and_sampled_tints_that_jump_are_reported() {
    let between = |first: &str, last: &str| {
        format!("<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [{first}] /C1 [{last}] >>").into_bytes()
    };
    let stitched = b"<< /FunctionType 3 /Domain [0 1] /Bounds [0.5] /Encode [0 1 0 1] /Functions [11 0 R 12 0 R] >>";
    let warned = |first: &str, last: &str| {
        let parts = [between("0 1 0", first), between(last, "1 0 0")];
        painted("0.5", stitched.to_vec(), &parts).1
    };
    assert!(warned("1 1 0", "1 1 0").is_empty());
    assert_eq!(warned("0 1 0", "1 0 0"), DIFFER);
    let sampled = |bits: u8, size: usize, samples: &[u8]| {
        let entries = format!(
            "/FunctionType 0 /Domain [0 1] /Range [0 1 0 1 0 1] /BitsPerSample {bits} /Size [{size}]"
        );
        painted("0.5", stream(&entries, samples), &[]).1
    };
    assert!(sampled(8, 2, &[0, 255, 0, 255, 0, 0]).is_empty());
    let stripes = [[0, 255, 0], [255, 0, 0]].concat().repeat(200);
    assert_eq!(sampled(8, 400, &stripes), DIFFER);
    let bits = [0b0101_0001, 0b0100_0101].repeat(300);
    assert_eq!(sampled(1, 1_600, &bits), DIFFER);
}

#[test]
fn a_shading_may_jump() {
    let mut raw = Raw::new();
    let shading = "/Shading << /S << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 200 0] \
                   /Function 10 0 R >> >> /Font";
    raw.set(4, page(5).replace("/Font", shading));
    raw.set(5, stream("", b"/S sh"));
    raw.0
        .push(calculated("{ 0.5 gt { 1 0 0 } { 0 1 0 } ifelse }"));
    let taken = raw.take().unwrap();
    assert!(taken.warnings.is_empty());
    assert!(is_like(Pixels::of(&taken).at(50.0, 50.0), GREEN));
}
