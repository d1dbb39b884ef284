//! A sealed document stays PDF/A if the upload was PDF/A, and does not declare it otherwise.
#![allow(clippy::unwrap_used, clippy::panic)]

use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use onesign_pdf::archival::breaches;
use onesign_pdf::trail_page::second::{TrailAct, TrailDay, TrailRecord};
use onesign_pdf::write::{
    Attachment, DocMdp, PdfDate, Relationship, SignatureDictionary, SubFilter,
};
use onesign_pdf::{
    CoverSheet, Enclosure, HandFont, Intake, Limits, Rect, Stamp, StampContent, intake, wrap,
};
use std::path::PathBuf;

/// A PDF/A of one page as krilla writes and checks it.
fn archive_file(kind: Archival) -> Vec<u8> {
    let configuration = ConfigurationBuilder::new().with_archival_validator(kind);
    let mut document = krilla::Document::new_with(krilla::SerializeSettings {
        configuration: configuration.finish().unwrap(),
        ..Default::default()
    });
    let metadata = Metadata::new()
        .title("Contract".into())
        .creation_date(DateTime::new(2026));
    document.set_metadata(metadata);
    let data = include_bytes!("../fonts/SourceSerif4-Regular.ttf");
    let font = Font::new(data.to_vec().into(), 0).unwrap();
    let mut page = document.start_page_with(PageSettings::from_wh(595.0, 842.0).unwrap());
    let mut surface = page.surface();
    let start = Point::from_xy(72.0, 100.0);
    let text = "Rent: 900 a month";
    surface.draw_glyphs(start, &glyphs(data, text), font, text, 14.0, false);
    surface.finish();
    page.finish();
    document.finish().unwrap()
}

/// One glyph per character, in a row.
fn glyphs(font: &[u8], text: &str) -> Vec<KrillaGlyph> {
    let face = rustybuzz::Face::from_slice(font, 0).unwrap();
    let mut buffer = rustybuzz::UnicodeBuffer::new();
    buffer.push_str(text);
    let shaped = rustybuzz::shape(&face, &[], buffer);
    let em = face.units_per_em() as f32;
    let pairs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
    let glyph = |(info, position): (&rustybuzz::GlyphInfo, &rustybuzz::GlyphPosition)| {
        let start = info.cluster as usize;
        let (id, width) = (GlyphId::new(info.glyph_id), position.x_advance as f32 / em);
        KrillaGlyph::new(id, width, 0.0, 0.0, 0.0, start..start + 1, None)
    };
    pairs.map(glyph).collect()
}

/// The file with each `old` replaced by the same number of bytes.
fn with(file: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut changed = file.to_vec();
    let places: Vec<usize> = (0..file.len())
        .filter(|at| file[*at..].starts_with(old))
        .collect();
    assert!(!places.is_empty() && old.len() == new.len());
    for at in places {
        changed[at..at + old.len()].copy_from_slice(new);
    }
    changed
}

fn taken_in(file: &[u8]) -> Intake {
    intake(file, None, &Limits::default()).unwrap()
}

fn lost_its_declaration(taken: &Intake) -> bool {
    taken
        .removed
        .iter()
        .any(|removal| removal.kind == "pdfa_declaration")
}

/// The document with stamps in several scripts, trail page, attachment and an empty signature.
fn sealed(base: &[u8]) -> Vec<u8> {
    let stamp = |y: i64, content| Stamp {
        page: 0,
        rect: Rect {
            x: 60_000,
            y,
            w: 200_000,
            h: 40_000,
        },
        content,
        caption: Some("Mira Holt · 2026-11-06 21:20 UTC".into()),
    };
    let text = |text: &str| StampContent::Text {
        text: text.into(),
        size_mpt: None,
    };
    let stamps = [
        stamp(300_000, text("Rotterdam 42 · Ύψος · Подпись · 契約")),
        stamp(350_000, StampContent::Check),
        stamp(400_000, text("שלום عقد")),
        stamp(
            450_000,
            StampContent::Hand {
                text: "Mira Holt".into(),
                font: HandFont::Caveat,
            },
        ),
        stamp(
            500_000,
            StampContent::Strokes {
                strokes: vec![vec![(0, 0), (50, 80), (100, 10)], vec![(7, 7)]],
                width: 300,
                height: 100,
            },
        ),
    ];
    let date = PdfDate::from_unix(1_794_000_000);
    let attachment = Attachment {
        name: "onesign-evidence.json".into(),
        mime: "application/json".into(),
        description: "Who signed what, when".into(),
        bytes: b"{\"facts\":[]}".repeat(20),
        relationship: Relationship::Data,
        modified: date.clone(),
    };
    let signature = SignatureDictionary {
        modified_at: date,
        name: "Nordwind Werft".into(),
        reason: "All parties have signed".into(),
        location: None,
        contents_size: 16_384,
        certify: Some(DocMdp::NoChanges),
        chain_head: Some("ab".repeat(32)),
        sub_filter: SubFilter::CadesDetached,
    };
    let act = TrailAct {
        time: "14:06:31 UTC".into(),
        what: "佐藤 健 signed".into(),
        note: "203.0.113.7".into(),
    };
    let day = TrailDay {
        date: "22 November 2026".into(),
        acts: vec![act],
    };
    let trail = TrailRecord {
        title: "Signature trail".into(),
        subtitle: "Service agreement".into(),
        story_title: "What happened".into(),
        days: vec![day],
        page_label: "Page {page} of {pages}".into(),
        ..TrailRecord::default()
    };
    let trail = trail.into();
    let unsigned = onesign_pdf::compose(base, &stamps, &trail, &[attachment], &signature).unwrap();
    [base, &unsigned.appended].concat()
}

#[test]
fn a_sealed_archive_file_stays_one() {
    for kind in [
        Archival::A2_B,
        Archival::A2_U,
        Archival::A3_B,
        Archival::A3_U,
    ] {
        let taken = taken_in(&archive_file(kind));
        assert!(!lost_its_declaration(&taken), "{kind:?}");
        assert_eq!(breaches(&taken.normalised), [""; 0], "{kind:?}, taken in");
        assert_eq!(breaches(&sealed(&taken.normalised)), [""; 0], "{kind:?}");
    }
}

/// An enclosed file's colours have no output intent, so every drawing must use device-independent colours.
#[test]
fn an_enclosed_archive_file_gives_an_archive_file() {
    let enclosure = Enclosure {
        name: "Vertrag – 契約.pdf".into(),
        description: "As it was received".into(),
        received_at: 1_794_000_000,
        sheet: CoverSheet {
            title: "A signed document is attached".into(),
            statement: "Ein signiertes Dokument liegt bei. 契約 עقد".into(),
            page_label: "Sheet {page} of {pages}".into(),
            ..CoverSheet::default()
        },
    };
    for kind in [Archival::A2_B, Archival::A3_U] {
        let taken = wrap(&archive_file(kind), &Limits::default(), &enclosure).unwrap();
        assert!(!lost_its_declaration(&taken));
        assert_eq!(breaches(&sealed(&taken.normalised)), [""; 0]);
    }
}

#[test]
fn an_archive_file_without_an_output_intent_stays_one() {
    let file = archive_file(Archival::A2_B);
    let taken = taken_in(&with(&file, b"/OutputIntents", b"/OutputIntentz"));
    assert!(!lost_its_declaration(&taken));
    let sealed = sealed(&taken.normalised);
    assert!(!String::from_utf8_lossy(&sealed).contains("OutputIntent"));
    assert_eq!(breaches(&sealed), [""; 0]);
}

#[test]
fn violations_of_the_rules_are_noticed() {
    let sealed = sealed(&taken_in(&archive_file(Archival::A2_B)).normalised);
    for (old, new, breach) in [
        ("%PDF-1.7", "%PDF-1.8", "6.1.2: the header line"),
        (" /ID [", " /IE [", "6.1.3: the trailer's ID"),
        (
            "/DestOutputProfile ",
            "/DestOutputProfilx ",
            "6.2.3: an output intent without a profile",
        ),
        ("/FontFile2 ", "/FontFilx2 ", "6.2.11.4.1: "),
        ("/CIDToGIDMap ", "/CIDToGIDMax ", "6.2.11.3.2: "),
        ("/ToUnicode ", "/ToUnicodx ", "level U"),
        ("/F 132", "/F 130", "6.3.2: 130"),
        ("/Rect [0 0 0 0]", "/Rect [0 0 9 9]", "6.3.3: no appearance"),
        ("/DocMDP ", "/DocMDQ ", "6.1.12: DocMDQ"),
        (
            "<pdfaid:part>3<",
            "<pdfaid:part>2<",
            "6.6.4: <pdfaid:part>3</pdfaid:part>",
        ),
        (
            "/AFRelationship ",
            "/AFRelationshix ",
            "6.8: no /AFRelationship",
        ),
        ("/AF [", "/AE [", "6.8: a file that belongs to nothing"),
        ("/ModDate ", "/ModDatx ", "6.8: no date"),
        (
            "/Subtype /application",
            "/Subtypx /application",
            "6.8: no media type",
        ),
    ] {
        let found = breaches(&with(&sealed, old.as_bytes(), new.as_bytes()));
        let is_noticed = found.iter().any(|found| found.starts_with(breach));
        assert!(is_noticed, "{new}: {found:#?}");
    }
    // A page that paints in a device colour without an output intent.
    let plain = with(&sealed, b"/OutputIntents", b"/OutputIntentz");
    let painted = with(&plain, b" Do Q\n", b" 0 g Q");
    let found = breaches(&painted);
    let clause = "6.2.4.3: DeviceGray in content".to_owned();
    assert!(found.contains(&clause), "{found:#?}");
}

#[test]
fn the_fixture_matches_the_generated_file() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/archival.pdf");
    let made = archive_file(Archival::A2_B);
    if std::env::var_os("ONESIGN_WRITE_FIXTURES").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    assert!(std::fs::read(path).unwrap() == made);
}

#[test]
fn a_file_without_a_declaration_gets_none() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/contract.pdf");
    let taken = taken_in(&std::fs::read(path).unwrap());
    assert!(!lost_its_declaration(&taken));
    let breaches = breaches(&sealed(&taken.normalised));
    assert!(breaches.iter().any(|breach| breach == "6.6.2: no metadata"));
}

#[test]
fn a_declaration_that_cant_be_kept_is_dropped_and_reported() {
    // Part 1 says less than part 3 asks for.
    let first = archive_file(Archival::A1_B);
    // An output intent without its profile; a file that had to be repaired; one with a note that can't be shown.
    let second = archive_file(Archival::A2_B);
    let empty = with(&second, b"/DestOutputProfile", b"/DestOutputProfilx");
    let damaged = with(&second, b"startxref\n", b"startxrxf\n");
    for (what, file) in [
        ("part 1", first),
        ("no profile", empty),
        ("repaired", damaged),
    ] {
        let taken = taken_in(&file);
        assert!(lost_its_declaration(&taken), "{what}");
        let normalised = String::from_utf8_lossy(&taken.normalised);
        assert!(!normalised.contains("pdfaid"), "{what}");
        assert!(!normalised.contains("OutputIntent"), "{what}");
    }
}

/// The corpus of real, odd and hostile PDFs, if it is available.
#[test]
fn archive_files_of_the_corpus_stay_archive_files_if_possible() {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let corpus = std::env::var_os("ONESIGN_CORPUS").map_or(beside, PathBuf::from);
    if !corpus.is_dir() {
        println!("skipped: the corpus is absent; name it with ONESIGN_CORPUS");
        return;
    }
    for (name, kept) in [
        ("odd/pyhanko-minimal-pdf-ua-and-a.pdf", true),
        ("odd/pdfjs-bug2025674.pdf", true),
        ("odd/pdfjs-issue5747.pdf", false),
    ] {
        let taken = taken_in(&std::fs::read(corpus.join(name)).unwrap());
        println!("{name}: {:?} {:?}", taken.removed, taken.warnings);
        assert_eq!(!lost_its_declaration(&taken), kept, "{name}");
        let breaches = breaches(&sealed(&taken.normalised));
        println!("{name}: {breaches:#?}");
        assert_eq!(breaches.is_empty(), kept, "{name}");
    }
}
