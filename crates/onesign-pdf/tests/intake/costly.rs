//! Intake refuses small files that ask for hours of drawing, before it draws a page.

use onesign_pdf::{Intake, IntakeError};

use crate::raw::{ALL, Raw, deflated, page, stream, words};

/// Many operators in few bytes.
fn operators() -> Vec<u8> {
    deflated(&b"0 0 1 1 re f ".repeat(20_000))
}

fn refused(taken: Result<Intake, IntakeError>) {
    assert_eq!(
        taken.map(|taken| taken.warnings),
        Err(IntakeError::TooComplex)
    );
}

#[test]
fn forms_are_counted_by_their_drawings() {
    let with = |times: usize| {
        let mut raw = Raw::new();
        raw.set(
            6,
            page(7).replace("/Font", "/XObject << /X 10 0 R >> /Font"),
        );
        raw.set(7, stream("", &b"/X Do ".repeat(times)));
        let entries = "/Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode";
        raw.0.push(stream(entries, &operators()));
        raw.take()
    };
    assert_eq!(with(3).unwrap().warnings, [""; 0]);
    refused(with(2_000));
}

#[test]
fn appearances_and_soft_masks_are_counted_too() {
    let form = "/Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode";
    let mut raw = Raw::new();
    let annotations = "11 0 R ".repeat(2_000);
    raw.set(
        6,
        page(7).replace("/Contents", &format!("/Annots [{annotations}] /Contents")),
    );
    raw.0.push(stream(form, &operators()));
    raw.0
        .push(b"<< /Subtype /Stamp /Rect [0 0 9 9] /AP << /N 10 0 R >> >>".to_vec());
    refused(raw.take());
    let mut raw = Raw::new();
    let state = "/ExtGState << /G << /SMask << /S /Luminosity /G 10 0 R >> >> >> /Font";
    raw.set(6, page(7).replace("/Font", state));
    raw.set(7, stream("", &b"/G gs 0 0 9 9 re f ".repeat(2_000)));
    raw.0.push(stream(
        &format!("{form} /Group << /S /Transparency >>"),
        &operators(),
    ));
    refused(raw.take());
}

#[test]
fn pages_with_the_same_content_share_it() {
    let mut raw = Raw::new();
    raw.set(
        2,
        format!(
            "<< /Type /Pages /Count 300 /Kids [{}] >>",
            "4 0 R 6 0 R 8 0 R ".repeat(100)
        ),
    );
    let line = |number: usize| format!("BT /F 12 Tf 20 50 Td (Page {number}) Tj ET % ");
    for number in 1..=3 {
        let mut content = line(number).into_bytes();
        content.extend((0..50_000_u32).map(|at| b'a' + (at * at % 23) as u8));
        raw.set(3 + 2 * number, stream("", &content));
        // All share the same resources, in one object.
        let own = page(3 + 2 * number).replace("<< /Font << /F 3 0 R >> >>", "10 0 R");
        raw.set(2 + 2 * number, own);
    }
    raw.0.push(b"<< /Font << /F 3 0 R >> >>".to_vec());
    let taken = raw.take().unwrap();
    assert_eq!(words(&taken)[..3], ALL);
    assert_eq!(taken.pages.len(), 300);
    assert!(
        taken.normalised.len() < 400_000,
        "{}",
        taken.normalised.len()
    );
}

#[test]
fn many_objects_in_one_place_are_refused_or_read_quickly() {
    // Offsets inside one long stream, each the beginning of an object without an end.
    let mut raw = Raw::new();
    let heads: String = (10..3_000)
        .map(|number| format!("{number} 0 obj << /A (\n"))
        .collect();
    raw.set(7, stream("", heads.as_bytes()));
    let sound = String::from_utf8(raw.bytes()).unwrap();
    let mut table = String::new();
    for number in 10..3_000 {
        let place = sound.find(&format!("{number} 0 obj <<")).unwrap();
        table.push_str(&format!("{place:010} 00000 n \n"));
    }
    let file = sound
        .replace("0 10\n", "0 3000\n")
        .replace("trailer", &format!("{table}trailer"));
    refused(crate::raw::taken(file.as_bytes()));
}

#[test]
fn functions_that_share_their_parts_are_counted_by_all_of_them() {
    let with = |depth: usize| {
        let mut raw = Raw::new();
        let space = "/ColorSpace << /S [/Separation /X /DeviceGray 10 0 R] >> /Font";
        raw.set(6, page(7).replace("/Font", space));
        raw.set(
            7,
            stream("", b"/S cs 1 scn BT /F 12 Tf 20 50 Td (Page 2) Tj ET"),
        );
        for part in (11..).take(depth) {
            let parts = format!("{part} 0 R ").repeat(3);
            raw.0.push(
                format!(
                    "<< /FunctionType 3 /Domain [0 1] /Functions [{parts}] /Bounds [0.3 0.6] \
                     /Encode [0 1 0 1 0 1] >>"
                )
                .into_bytes(),
            );
        }
        raw.0
            .push(b"<< /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0] /N 1 >>".to_vec());
        raw.take()
    };
    assert_eq!(words(&with(3).unwrap()), ALL);
    refused(with(40));
    // A part of itself, and more than once.
    let mut raw = Raw::new();
    let space = "/ColorSpace << /S [/Separation /X /DeviceGray 10 0 R] >> /Font";
    raw.set(6, page(7).replace("/Font", space));
    raw.0.push(
        b"<< /FunctionType 3 /Domain [0 1] /Functions [10 0 R 10 0 R] /Bounds [0.5] /Encode [0 1 0 1] >>"
            .to_vec(),
    );
    refused(raw.take());
}

#[test]
fn clouds_in_few_bytes_have_an_end() {
    let mut raw = Raw::new();
    let annotations = "10 0 R ".repeat(1_000);
    raw.set(
        6,
        page(7).replace("/Contents", &format!("/Annots [{annotations}] /Contents")),
    );
    raw.0.push(
        b"<< /Subtype /Circle /Rect [0 0 99999999 99999999] /BE << /S /C /I 0.0001 >> >>".to_vec(),
    );
    let taken = raw.take().unwrap();
    assert!(
        taken
            .warnings
            .contains(&"annotation_not_shown.2".to_owned())
    );
    assert!(taken.normalised.len() < 1_000_000);
}
