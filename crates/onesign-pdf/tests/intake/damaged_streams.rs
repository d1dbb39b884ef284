//! Faulty stream data: intake keeps the part that readers decode, encodes it again, and reports the
//! fault.

use lopdf::Document;

use crate::raw::{ALL, Raw, deflated, expect, page, stream, words};

const CONTENT: &[u8] = b"BT /F 12 Tf 20 50 Td (Page 2) Tj ET";

/// The three pages, the second with this content.
fn with_content(object: impl Into<Vec<u8>>) -> Vec<u8> {
    Raw::new().set(7, object).bytes()
}

/// Whether every deflated stream of a file is sound.
fn is_strict(pdf: &[u8]) -> bool {
    let document = Document::load_mem(pdf).unwrap();
    document.objects.values().all(|object| match object {
        lopdf::Object::Stream(stream) if stream.dict.has(b"Filter") => {
            let mut data = Vec::new();
            let mut decoder = flate2::read::ZlibDecoder::new(stream.content.as_slice());
            std::io::Read::read_to_end(&mut decoder, &mut data).is_ok()
        }
        _ => true,
    })
}

#[test]
fn lengths_may_be_missing_wrong_or_not_numbers() {
    let text = String::from_utf8(CONTENT.to_vec()).unwrap();
    for entry in [
        "",
        "/Length -5",
        "/Length 99 0 R",
        "/Length (x)",
        "/Length 7 0 R",
    ] {
        let object = format!("<< {entry} >>\nstream\n{text}\nendstream");
        expect(&with_content(object), &ALL, &["repaired.2"]);
    }
    // All data are present, and there is only one end.
    for entry in ["/Length 3", "/Length 5000"] {
        let object = format!("<< {entry} >>\nstream\n{text}\nendstream");
        expect(&with_content(object), &ALL, &[]);
    }
    for end in ["endstrea", "\nendstreamendobj", ""] {
        let object = format!("<< /Length {} >>\nstream\n{text}{end}", text.len());
        let taken = Raw::new().set(7, object).take().unwrap();
        assert_eq!(words(&taken), ALL, "{end}");
    }
}

#[test]
fn deflated_data_are_read_up_to_the_fault_and_written_soundly() {
    let whole = deflated(CONTENT);
    let end = whole.len();
    let changed = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut data = whole.clone();
        change(&mut data);
        with_content(stream("/Filter /FlateDecode", &data))
    };
    let cases: [(Vec<u8>, &[&str]); 6] = [
        (changed(&|_| {}), &[]),
        (changed(&|data| data.truncate(end - 4)), &[]),
        (changed(&|data| data.extend(b"more")), &[]),
        (changed(&|data| data[end - 1] ^= 1), &["repaired.2"]),
        (changed(&|data| drop(data.drain(..2))), &["repaired.2"]),
        (changed(&|data| data.insert(0, b'\n')), &["repaired.2"]),
    ];
    for (bytes, warnings) in cases {
        expect(&bytes, &ALL, warnings);
        assert!(is_strict(&crate::raw::taken(&bytes).unwrap().normalised));
    }
}

#[test]
fn truncated_content_shows_its_beginning() {
    let lines: String = (0..400)
        .map(|line| format!("BT /F 1 Tf 20 {line} Td (Line {line}) Tj ET\n"))
        .collect();
    let data = deflated(lines.as_bytes());
    let bytes = with_content(stream("/Filter /FlateDecode", &data[..data.len() / 2]));
    let taken = crate::raw::taken(&bytes).unwrap();
    let shown = &words(&taken)[1];
    assert!(
        shown.contains("Line 20") && !shown.contains("Line 399"),
        "{shown}"
    );
    assert_eq!(taken.warnings, ["content_damaged.2"]);
    assert!(is_strict(&taken.normalised));
}

#[test]
fn unusable_content_is_reported() {
    let bytes = with_content(stream("/Filter /FlateDecode", b"this was never deflated"));
    let taken = crate::raw::taken(&bytes).unwrap();
    assert!(
        taken
            .warnings
            .iter()
            .any(|code| code.starts_with("content_unreadable.2")),
        "{:?}",
        taken.warnings
    );
    let bytes = with_content(stream("/Filter /Unknown", b"whatever"));
    assert_eq!(
        crate::raw::taken(&bytes).unwrap().warnings,
        ["content_unreadable.2"]
    );
    let bytes = Raw::new().set(6, page(77)).bytes();
    assert_eq!(crate::raw::taken(&bytes).unwrap().warnings, ["damaged.2"]);
}

#[test]
fn other_filters_are_read_leniently() {
    let digits: String = CONTENT.iter().map(|byte| format!("{byte:02x}")).collect();
    let odd = digits.replacen("42", "4!2", 1);
    expect(
        &with_content(stream("/Filter /ASCIIHexDecode", digits.as_bytes())),
        &ALL,
        &[],
    );
    expect(
        &with_content(stream("/Filter /AHx", format!("{digits}>").as_bytes())),
        &ALL,
        &[],
    );
    expect(
        &with_content(stream("/Filter [/ASCIIHexDecode]", odd.as_bytes())),
        &ALL,
        &["repaired.2"],
    );
    let mut run = vec![CONTENT.len() as u8 - 1];
    run.extend(CONTENT);
    expect(
        &with_content(stream("/Filter /RunLengthDecode", &run)),
        &ALL,
        &[],
    );
    let chain: String = deflated(CONTENT)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let filters = "/Filter [/ASCIIHexDecode /FlateDecode]";
    expect(&with_content(stream(filters, chain.as_bytes())), &ALL, &[]);
}

#[test]
fn a_wrong_predictor_row_is_kept() {
    let mut row = vec![7];
    row.extend(CONTENT);
    let entries = format!(
        "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns {} >>",
        CONTENT.len()
    );
    expect(
        &with_content(stream(&entries, &deflated(&row))),
        &ALL,
        &["repaired.2"],
    );
}

#[test]
fn one_bad_content_stream_does_not_affect_the_others() {
    let mut raw = Raw::new();
    raw.set(6, page(7).replace("7 0 R", "[7 0 R 10 0 R 7 0 R]"));
    raw.0
        .push(stream("/Filter /FlateDecode", b"\xff\xff\xff\xff"));
    let taken = raw.take().unwrap();
    assert_eq!(words(&taken)[1], "Page 2 Page 2");
    assert_eq!(taken.warnings, ["content_unreadable.2"]);
}

#[test]
fn a_form_without_a_box_is_shown() {
    let mut raw = Raw::new();
    raw.set(
        6,
        page(7).replace("/Font", "/XObject << /X 10 0 R >> /Font"),
    );
    raw.set(7, stream("", b"/X Do"));
    raw.0.push(stream(
        "/Type /XObject /Subtype /Form /Resources << /Font << /F 3 0 R >> >>",
        CONTENT,
    ));
    expect(&raw.bytes(), &ALL, &["repaired.2"]);
}

#[test]
fn images_whose_data_are_short_are_reported() {
    for (filter, data, warnings) in [
        ("", &[0_u8; 100][..], &[][..]),
        ("", &[0; 50], &["image_damaged.1-2"]),
        (
            "/Filter /DCTDecode",
            b"\xff\xd8\xff\xe0",
            &["image_damaged.1-2"],
        ),
    ] {
        let mut raw = Raw::new();
        for (number, content) in [(4, 5), (6, 7)] {
            raw.set(
                number,
                page(content).replace("/Font", "/XObject << /I 10 0 R >> /Font"),
            );
        }
        let entries = "/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray \
                       /BitsPerComponent 8";
        raw.0.push(stream(&format!("{entries} {filter}"), data));
        expect(&raw.bytes(), &ALL, warnings);
    }
}

#[test]
fn unbalanced_and_unknown_operators_change_nothing() {
    let told: [(&str, &[&str]); 3] = [
        ("q q q BT /F 12 Tf 20 50 Td (Page 2) Tj ET", &[]),
        (
            "Q Q foo 1 2 bar BT /F 12 Tf 20 50 Td (Page 2) Tj ET EMC",
            &["repaired.2"],
        ),
        (
            ") ] >> } { BT /F 12 Tf 20 50 Td (Page 2) Tj ET BI /W 1",
            &["image_damaged.2", "repaired.2"],
        ),
    ];
    for (content, codes) in told {
        expect(&with_content(stream("", content.as_bytes())), &ALL, codes);
    }
}

#[test]
fn odd_operands_mean_the_same_to_every_reader() {
    for (content, codes) in [
        (
            "BT /F 12 Tf 20 50 Td <5061676zz52032> Tj ET",
            ["content_damaged.2"],
        ),
        (
            "1 0 0 1 1e-05 0 cm BT /F 1.2e1 Tf 20 50 Td (Page 2) Tj ET",
            ["content_damaged.2"],
        ),
        (
            "BI /W 8 /H 8 /BPC 8 /CS /G ID short EI BT /F 12 Tf 20 50 Td (Page 2) Tj ET",
            ["image_damaged.2"],
        ),
    ] {
        expect(&with_content(stream("", content.as_bytes())), &ALL, &codes);
    }
}

#[test]
fn filters_under_their_short_key_are_applied() {
    let data = deflated(b"BT /F 12 Tf 20 50 Td (Page 2) Tj ET");
    for entries in ["/F /FlateDecode", "/F [/Fl]"] {
        let mut raw = Raw::new();
        raw.set(7, stream(entries, &data));
        let taken = raw.take().unwrap();
        assert_eq!(words(&taken), ALL, "{entries}");
        assert!(taken.removed.is_empty());
    }
}
