//! Unparsable, misplaced or missing objects: intake reads them as other readers do, or reports them.

use crate::raw::{ALL, Raw, expect, page, stream, taken, words};

fn replaced(bytes: &[u8], what: &str, with: &str) -> Vec<u8> {
    let at = bytes
        .windows(what.len())
        .position(|window| window == what.as_bytes());
    let at = at.unwrap_or_else(|| panic!("no {what}"));
    [&bytes[..at], with.as_bytes(), &bytes[at + what.len()..]].concat()
}

#[test]
fn a_sound_file_has_no_warnings() {
    expect(&Raw::new().bytes(), &ALL, &[]);
}

#[test]
fn odd_tokens_in_a_page_are_skipped() {
    for odd in [
        "(Adobe) 1",
        "/PieceInfo << (Adobe) 1 >>",
        "/PieceInfo << (Adobe) 1 12 (x) /K 2 >>",
        "/X [1 2 } 3]",
        "/X foo",
        "/X --5",
        "/X <4x>",
        "<<",
    ] {
        let mut raw = Raw::new();
        raw.set(
            6,
            page(7).replace("/Type /Page", &format!("/Type /Page {odd}")),
        );
        expect(&raw.bytes(), &ALL, &["repaired.2"]);
    }
}

#[test]
fn odd_tokens_in_fonts_trees_and_catalogs_are_skipped() {
    let mut raw = Raw::new();
    raw.set(
        3,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /X << (y) 1 >> >>",
    );
    expect(&raw.bytes(), &ALL, &["repaired.1-3"]);
    let mut raw = Raw::new();
    raw.set(
        2,
        "<< /Type /Pages (x) /Kids [4 0 R 6 0 R 8 0 R] /Count 3 >>",
    );
    expect(&raw.bytes(), &ALL, &["repaired.1-3"]);
    let mut raw = Raw::new();
    raw.set(1, "<< /Type /Catalog (x) 1 /Pages 2 0 R >>");
    let taken = raw.take().unwrap();
    assert_eq!(words(&taken), ALL);
    assert!(!taken.warnings.is_empty());
}

#[test]
fn objects_without_an_end_end_before_the_next() {
    let mut raw = Raw::new();
    raw.set(6, page(7).trim_end_matches('>'));
    expect(&raw.bytes(), &ALL, &["repaired.2"]);
    let bytes = Raw::new().bytes();
    let bare = String::from_utf8(bytes)
        .unwrap()
        .replace("\nendobj", "\n      ");
    expect(bare.as_bytes(), &ALL, &[]);
}

#[test]
fn objects_at_wrong_positions_are_found() {
    let sound = String::from_utf8(Raw::new().bytes()).unwrap();
    let place = sound.find("6 0 obj").unwrap();
    for wrong in [
        0,
        9,
        place - 2,
        place + 1,
        sound.find("8 0 obj").unwrap(),
        99_999,
    ] {
        let bytes = sound.replace(
            &format!("{place:010} 00000 n"),
            &format!("{wrong:010} 00000 n"),
        );
        expect(bytes.as_bytes(), &ALL, &["repaired.2"]);
    }
}

#[test]
fn a_wrong_generation_number_is_ignored() {
    let bytes = replaced(&Raw::new().bytes(), "[4 0 R 6 0 R 8", "[4 0 R 6 3 R 8");
    // Some readers use it, others do not.
    expect(&bytes, &ALL, &["page_count_differs"]);
}

#[test]
fn kids_that_are_not_pages_are_reported_by_number() {
    for kid in ["null", "99 0 R", "7 0 R 12", "(x)", "3"] {
        let mut raw = Raw::new();
        raw.set(
            2,
            format!("<< /Type /Pages /Kids [4 0 R {kid} 8 0 R] /Count 3 >>"),
        );
        let taken = raw.take().unwrap();
        let found = words(&taken);
        assert!(found.contains(&"Page 3".to_owned()), "{kid}");
        assert!(!taken.warnings.is_empty(), "{kid}");
        if found.len() == 2 {
            assert_eq!(taken.warnings, ["page_lost.2"], "{kid}");
        }
    }
}

#[test]
fn a_wrong_page_count_is_reported() {
    let mut raw = Raw::new();
    raw.set(2, "<< /Type /Pages /Kids [4 0 R 8 0 R] /Count 3 >>");
    expect(&raw.bytes(), &["Page 1", "Page 3"], &["page_count_differs"]);
}

#[test]
fn kids_may_be_direct_single_or_untyped() {
    let mut raw = Raw::new();
    raw.set(
        2,
        format!(
            "<< /Type /Pages /Kids [4 0 R {} 8 0 R] /Count 3 >>",
            page(7)
        ),
    );
    expect(&raw.bytes(), &ALL, &[]);
    let mut raw = Raw::new();
    raw.set(2, "<< /Type /Pages /Kids 6 0 R /Count 1 >>");
    // The second reader then searches all objects and finds more.
    expect(&raw.bytes(), &["Page 2"], &["page_count_differs"]);
    let mut raw = Raw::new();
    raw.set(6, page(7).replace("/Type /Page ", ""));
    expect(&raw.bytes(), &ALL, &[]);
}

#[test]
fn pages_of_a_lost_node_are_found_by_their_parent() {
    let mut raw = Raw::new();
    raw.set(2, "<< /Type /Pages /Kids [4 0 R 10 0 R] /Count 3 >>");
    raw.set(6, page(7).replace("/Parent 2", "/Parent 10"));
    raw.set(8, page(9).replace("/Parent 2", "/Parent 10"));
    expect(&raw.bytes(), &ALL, &["repaired"]);
}

#[test]
fn invalid_boxes_are_inherited() {
    let mut raw = Raw::new();
    raw.set(
        2,
        "<< /Type /Pages /Kids [4 0 R 6 0 R 8 0 R] /Count 3 /MediaBox [0 0 200 100] >>",
    );
    raw.set(6, page(7).replace("[0 0 200 100]", "[0 0 (x)]"));
    expect(&raw.bytes(), &ALL, &[]);
}

#[test]
fn files_without_cross_reference_data_are_read_by_their_objects() {
    let bytes = Raw::new().bytes();
    let end = bytes
        .windows(4)
        .position(|window| window == b"xref")
        .unwrap();
    expect(&bytes[..end], &ALL, &["repaired"]);
    // Not even the catalog can be parsed strictly.
    let mut raw = Raw::new();
    raw.set(1, "<< /Type /Catalog (x) /Pages 2 0 R >>");
    let bytes = raw.bytes();
    let end = bytes
        .windows(4)
        .position(|window| window == b"xref")
        .unwrap();
    let taken = taken(&bytes[..end]).unwrap();
    assert_eq!(words(&taken), ALL);
    assert!(
        taken.warnings.contains(&"repaired".to_owned()),
        "{:?}",
        taken.warnings
    );
}

#[test]
fn a_truncated_file_keeps_its_beginning() {
    let bytes = Raw::new().bytes();
    let cut = bytes
        .windows(6)
        .position(|window| window == b"Page 2")
        .unwrap()
        + 4;
    let mut line = bytes[..cut].to_vec();
    line.extend(b") Tj");
    let taken = taken(&line).unwrap();
    assert_eq!(words(&taken)[..2], ["Page 1", "Page"]);
    assert!(
        taken
            .warnings
            .iter()
            .any(|code| code == "content_damaged.2"),
        "{:?}",
        taken.warnings
    );
    assert!(
        taken
            .warnings
            .iter()
            .any(|code| code.starts_with("page_lost")),
        "{:?}",
        taken.warnings
    );
}

#[test]
fn members_of_object_streams_are_read_leniently() {
    let (one, two) = (page(7), page(9).replace("/Type /Page", "/Type /Page (x) 1"));
    let index = format!("6 0 8 {} ", one.len() + 1);
    let data = format!("{index}{one} {two}");
    let mut raw = Raw::new();
    raw.set(6, "null").set(8, "null");
    raw.0.push(stream(
        &format!("/Type /ObjStm /N 2 /First {}", index.len()),
        data.as_bytes(),
    ));
    // Only a cross-reference stream can give their positions.
    let mut bytes = raw.bytes();
    let end = bytes
        .windows(4)
        .position(|window| window == b"xref")
        .unwrap();
    bytes.truncate(end);
    let text = String::from_utf8(bytes).unwrap();
    let text = text
        .replace("6 0 obj\nnull\nendobj\n", "")
        .replace("8 0 obj\nnull\nendobj\n", "");
    let mut rows = Vec::new();
    for number in 0_u32..12 {
        let (kind, place, index) = match number {
            0 => (0, 0, 0),
            6 => (2, 10, 0),
            8 => (2, 10, 1),
            11 => (1, text.len() as u32, 0),
            _ => (
                1,
                text.find(&format!("\n{number} 0 obj")).unwrap() as u32 + 1,
                0,
            ),
        };
        rows.push(kind);
        rows.extend((place as u16).to_be_bytes());
        rows.push(index);
    }
    let table = stream("/Type /XRef /Size 12 /W [1 2 1] /Root 1 0 R", &rows);
    let mut file = text.clone().into_bytes();
    file.extend(b"11 0 obj\n");
    file.extend(table);
    file.extend(format!("\nendobj\nstartxref\n{}\n%%EOF\n", text.len()).bytes());
    expect(&file, &ALL, &["repaired.3"]);
}

#[test]
fn missing_entries_of_patterns_and_opacities_get_one_value() {
    let with = |resources: &str, content: &[u8], object: Vec<u8>| {
        let mut raw = Raw::new();
        raw.set(4, page(5).replace("/Font", &format!("{resources} /Font")));
        raw.set(5, stream("", content));
        raw.0.push(object);
        let taken = raw.take().unwrap();
        let shown = crate::pixels::Pixels::of(&taken).at(100.0, 50.0);
        (shown, taken.warnings)
    };
    let pattern = "/Pattern << /P 10 0 R >>";
    let fill = b"/Pattern cs /P scn 0 0 200 100 re f";
    let tile = |entries: &str| {
        stream(
            &format!("/PatternType 1 /Resources << >> {entries}"),
            b"0 g 0 0 20 20 re f",
        )
    };
    let damaged = vec!["damaged.1".to_owned()];
    for entries in [
        "/BBox [0 0 20 20] /XStep 20 /YStep 20",
        "/PaintType 1 /TilingType 1 /BBox [0 0 20 20]",
        "/PaintType 1 /TilingType 1 /BBox [0 0 20 20] /XStep 0 /YStep (x)",
    ] {
        let seen = with(pattern, fill, tile(entries));
        assert_eq!(seen, ([0; 3], damaged.clone()), "{entries}");
    }
    let boxless = tile("/PaintType 1 /TilingType 1 /XStep 20 /YStep 20");
    assert_eq!(with(pattern, fill, boxless), ([255; 3], damaged.clone()));
    let sound = tile("/PaintType 1 /TilingType 1 /BBox [0 0 20 20] /XStep 20 /YStep 20");
    assert_eq!(with(pattern, fill, sound), ([0; 3], vec![]));
    let group = stream(
        "/Subtype /Form /BBox [0 0 200 100] /Group << /S /Transparency /CS /DeviceGray >>",
        b"0.5 g 0 0 200 100 re f",
    );
    for state in ["/ca (x)", "/SMask << /G 10 0 R >>"] {
        let resources = format!("/ExtGState << /G << {state} >> >>");
        let seen = with(&resources, b"/G gs 0 g 0 0 200 100 re f", group.clone());
        assert_eq!(seen, ([0; 3], damaged.clone()), "{state}");
    }
}

#[test]
fn a_page_that_inherits_from_another_parent_is_reported() {
    let warned = |parent: &str| {
        let mut raw = Raw::new();
        raw.set(4, page(5).replace("/Parent 2 0 R", "/Parent 10 0 R"));
        raw.0.push(parent.as_bytes().to_vec());
        raw.take().unwrap().warnings
    };
    assert_eq!(
        warned("<< /Type /Pages /Rotate 90 >>"),
        ["readers_differ.1"]
    );
    assert!(warned("<< /Type /Pages /Parent 2 0 R >>").is_empty());
}
