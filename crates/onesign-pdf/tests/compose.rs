//! Composing: stamps, trail and attachments in one revision, with the same bytes each time.
#![allow(clippy::unwrap_used, clippy::panic)]

use onesign_pdf::read::Document;
use onesign_pdf::trail_page::second::{TrailAct, TrailDay, TrailRecord};
use onesign_pdf::write::{
    Attachment, DocMdp, PdfDate, Relationship, SignatureDictionary, SubFilter, Unsigned,
};
use onesign_pdf::{
    ComposeError, HandFont, Limits, Rect, Stamp, StampContent, Trail, compose, intake, page_text,
    render_page,
};

fn contract() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/contract.pdf");
    intake(&std::fs::read(path).unwrap(), None, &Limits::default())
        .unwrap()
        .normalised
}

fn signature() -> SignatureDictionary {
    SignatureDictionary {
        modified_at: PdfDate::from_unix(1_795_356_390),
        name: "Northwind Studio".to_owned(),
        reason: "Sealed".to_owned(),
        location: None,
        contents_size: 4096,
        certify: Some(DocMdp::NoChanges),
        chain_head: Some("41ab".to_owned()),
        sub_filter: SubFilter::CadesDetached,
    }
}

fn evidence() -> Attachment {
    Attachment {
        name: "evidence.json".to_owned(),
        mime: "application/json".to_owned(),
        description: "Facts".to_owned(),
        bytes: b"{\"a\":1}".to_vec(),
        relationship: Relationship::Data,
        modified: PdfDate::from_unix(1_795_356_390),
    }
}

fn trail() -> Trail {
    let act = TrailAct {
        time: "14:06:31 UTC".to_owned(),
        what: "佐藤 健 signed \u{e000}".to_owned(),
        note: "203.0.113.7".to_owned(),
    };
    let day = TrailDay {
        date: "22 November 2026".to_owned(),
        acts: vec![act],
    };
    TrailRecord {
        title: "Signature trail".to_owned(),
        subtitle: "Service agreement".to_owned(),
        story_title: "What happened".to_owned(),
        days: vec![day],
        page_label: "Page {page} of {pages}".to_owned(),
        ..TrailRecord::default()
    }
    .into()
}

fn stamp(y: i64, content: StampContent) -> Stamp {
    let caption = matches!(content, StampContent::Hand { .. })
        .then(|| "Mira Holt · 22 November 2026".to_owned());
    Stamp {
        page: 1,
        rect: Rect {
            x: 300_000,
            y,
            w: 180_000,
            h: 40_000,
        },
        content,
        caption,
    }
}

fn text(value: &str) -> StampContent {
    StampContent::Text {
        text: value.to_owned(),
        size_mpt: None,
    }
}

fn stamps() -> Vec<Stamp> {
    vec![
        stamp(
            200_000,
            StampContent::Hand {
                text: "Mira Holt".to_owned(),
                font: HandFont::Caveat,
            },
        ),
        stamp(
            250_000,
            StampContent::Strokes {
                strokes: vec![vec![(0, 0), (50, 80), (100, 10)], vec![(7, 7)]],
                width: 300,
                height: 100,
            },
        ),
        stamp(300_000, text("Rotterdam 42")),
        stamp(350_000, StampContent::Check),
        stamp(400_000, text("שלום עולם")),
    ]
}

fn composed(base: &[u8]) -> Unsigned {
    compose(base, &stamps(), &trail(), &[evidence()], &signature()).unwrap()
}

fn whole(base: &[u8], unsigned: &Unsigned) -> Vec<u8> {
    [base, &unsigned.appended].concat()
}

#[test]
fn equal_arguments_give_equal_bytes() {
    let base = contract();
    assert_eq!(base, contract());
    assert_eq!(composed(&base), composed(&base));
}

#[test]
fn the_result_is_one_more_clean_revision() {
    let base = contract();
    let unsigned = composed(&base);
    let file = whole(&base, &unsigned);
    let document = Document::parse(&file).unwrap();
    assert_eq!(document.revisions().len(), 2);
    assert_eq!(document.pages().unwrap().len(), 3);
    assert_eq!(
        document.attachment("evidence.json", 1000).unwrap().unwrap(),
        b"{\"a\":1}"
    );
    document.byte_account().unwrap();
    assert_eq!(unsigned.contents.end - unsigned.contents.start, 2 * 4096);
    assert_eq!(document.at_revision(0).unwrap().bytes(), base);
}

#[test]
fn other_readers_find_no_fault() {
    let base = contract();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), whole(&base, &composed(&base))).unwrap();
    let Ok(output) = std::process::Command::new("qpdf")
        .arg("--check")
        .arg(file.path())
        .output()
    else {
        println!("skipped: qpdf isn't installed");
        return;
    };
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn stamped_values_can_be_read_at_their_places() {
    let base = contract();
    let file = whole(&base, &composed(&base));
    let runs = page_text(&file, 1).unwrap();
    for (words, y) in [("Mira Holt", 200_000), ("Rotterdam 42", 300_000)] {
        let run = runs
            .iter()
            .find(|run| run.text == words)
            .unwrap_or_else(|| panic!("{words} in {runs:?}"));
        assert!(
            run.rect.x >= 299_000 && run.rect.x + run.rect.w <= 481_000,
            "{run:?}"
        );
        assert!(
            run.rect.y >= y - 4_000 && run.rect.y + run.rect.h <= y + 44_000,
            "{run:?}"
        );
    }
    let trail: Vec<String> = page_text(&file, 2)
        .unwrap()
        .into_iter()
        .map(|run| run.text)
        .collect();
    for words in [
        "Signature trail",
        "What happened",
        "Page 1 of 1",
        "203.0.113.7",
    ] {
        assert!(
            trail.iter().any(|text| text == words),
            "{words} in {trail:?}"
        );
    }
    assert!(
        trail
            .iter()
            .any(|text| text.contains("佐藤") && text.contains('\u{fffd}')),
        "{trail:?}"
    );
}

#[test]
fn pages_without_stamps_look_as_before() {
    let base = contract();
    let file = whole(&base, &composed(&base));
    assert_eq!(
        render_page(&base, 0, 400).unwrap(),
        render_page(&file, 0, 400).unwrap()
    );
    assert_ne!(
        render_page(&base, 1, 400).unwrap(),
        render_page(&file, 1, 400).unwrap()
    );
}

#[test]
fn unprintable_or_misplaced_stamps_are_refused() {
    let base = contract();
    let attempt = |stamp: Stamp| compose(&base, &[stamp], &trail(), &[], &signature()).unwrap_err();
    let characters = vec!['\u{e000}'];
    assert_eq!(
        attempt(stamp(0, text("a\u{e000}"))),
        ComposeError::Unprintable {
            index: 0,
            characters
        }
    );
    assert_eq!(
        attempt(stamp(830_000, StampContent::Check)),
        ComposeError::OffPage(0)
    );
    assert_eq!(
        attempt(Stamp {
            page: 9,
            ..stamp(0, StampContent::Check)
        }),
        ComposeError::NoSuchPage(9)
    );
    let unsuitable = compose(b"%PDF-1.7", &[], &trail(), &[], &signature());
    assert!(matches!(unsuitable, Err(ComposeError::Unsuitable(_))));
}

#[test]
fn odd_stamps_are_still_drawn() {
    let base = contract();
    let strokes = |strokes: Vec<Vec<(i64, i64)>>, width, height| StampContent::Strokes {
        strokes,
        width,
        height,
    };
    let tiny = Rect {
        x: 0,
        y: 0,
        w: 1_000,
        h: 1_000,
    };
    let odd = vec![
        stamp(0, text("")),
        stamp(0, text(&"long ".repeat(400))),
        stamp(0, text("a\nb\r\nc\td")),
        stamp(0, strokes(Vec::new(), 0, 0)),
        stamp(
            0,
            strokes(vec![vec![], vec![(i64::MAX, i64::MIN), (0, 0)]], 1, 1),
        ),
        stamp(
            0,
            StampContent::Hand {
                text: "محمد".to_owned(),
                font: HandFont::Parisienne,
            },
        ),
        Stamp {
            rect: tiny,
            ..stamp(0, text("x"))
        },
        Stamp {
            rect: tiny,
            ..stamp(
                0,
                StampContent::Hand {
                    text: "x".to_owned(),
                    font: HandFont::Caveat,
                },
            )
        },
        Stamp {
            rect: tiny,
            ..stamp(0, StampContent::Check)
        },
    ];
    let unsigned = compose(
        &base,
        &odd,
        &TrailRecord::default().into(),
        &[],
        &signature(),
    )
    .unwrap();
    let file = whole(&base, &unsigned);
    Document::parse(&file).unwrap().byte_account().unwrap();
    render_page(&file, 1, 300).unwrap();
}
