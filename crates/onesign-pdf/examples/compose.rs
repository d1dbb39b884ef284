//! Takes a file in, stamps its last page, adds a trail and writes the result with an empty signature.
//!
//! ```text
//! cargo run -p onesign-pdf --example compose -- FILE OUT
//! ```

use std::process::ExitCode;
use std::time::Instant;

use onesign_pdf::trail_page::first::{TrailDocument, TrailEvent};
use onesign_pdf::write::{
    Attachment, DocMdp, PdfDate, Relationship, SignatureDictionary, SubFilter,
};
use onesign_pdf::{
    HandFont, Limits, Rect, Stamp, StampContent, TrailEntry, TrailPerson, compose, intake,
};

/// A moment in November 2026.
const MOMENT: i64 = 1_795_356_390;

fn stamps(page: u32) -> Vec<Stamp> {
    let stamp = |y: i64, content: StampContent, caption: Option<&str>| Stamp {
        page,
        rect: Rect {
            x: 72_000,
            y,
            w: 200_000,
            h: 44_000,
        },
        content,
        caption: caption.map(str::to_owned),
    };
    let wave = (0..60_i64)
        .map(|x| (40 + x * 8, 100 + (x * 37 % 83) - 40))
        .collect();
    vec![
        stamp(
            253_000,
            StampContent::Hand {
                text: "Mira Holt".to_owned(),
                font: HandFont::Caveat,
            },
            Some("Mira Holt · 22 November 2026, 14:06 UTC"),
        ),
        stamp(
            413_000,
            StampContent::Strokes {
                strokes: vec![wave],
                width: 560,
                height: 200,
            },
            Some("佐藤 健 · drawn"),
        ),
        stamp(
            500_000,
            StampContent::Text {
                text: "محمد الأمين 42".to_owned(),
                size_mpt: None,
            },
            None,
        ),
        stamp(550_000, StampContent::Check, None),
        stamp(
            600_000,
            StampContent::Hand {
                text: "Zoë Müller-Łukasz".to_owned(),
                font: HandFont::DancingScript,
            },
            None,
        ),
        stamp(
            650_000,
            StampContent::Hand {
                text: "Éloïse Garnier".to_owned(),
                font: HandFont::Parisienne,
            },
            None,
        ),
    ]
}

fn entry(label: &str, value: &str) -> TrailEntry {
    TrailEntry {
        label: label.to_owned(),
        value: value.to_owned(),
    }
}

fn trail(rtl: bool) -> TrailDocument {
    let event = |time: &str, what: &str, detail: &str| TrailEvent {
        time: time.to_owned(),
        what: what.to_owned(),
        details: vec![detail.to_owned()],
    };
    let person = |name: &str, address: &str| TrailPerson {
        name: name.to_owned(),
        address: address.to_owned(),
        entries: vec![
            entry("Signed", "22 Nov 2026, 14:06:30 UTC"),
            entry("Agreed to", "Electronic signing, version 1"),
        ],
    };
    TrailDocument {
        locale: "en".to_owned(),
        rtl,
        title: "Signature trail".to_owned(),
        subtitle: "Service agreement".to_owned(),
        statement: "These pages say who signed this document, when and how. They are part of the sealed file: whoever \
            changes anything breaks the seal."
            .to_owned(),
        facts: vec![entry("Sent by", "Northwind Studio, mira@northwind.example"), entry("Envelope", "0193a6f2-7c1e-7d20-9a41-2f6b7c8d9e0f")],
        people_title: "Who signed".to_owned(),
        people: vec![person("Mira Holt", "mira@northwind.example"), person("佐藤 健", "sato@sample.example")],
        timeline_title: "What happened".to_owned(),
        timeline: (0..22)
            .map(|n| event("22 Nov 2026, 14:06:30 UTC", "Mira Holt opened the document", &format!("203.0.113.7 · Firefox on Linux · fact {n}")))
            .collect(),
        hashes_title: "Fingerprints".to_owned(),
        hashes: vec![entry("Document as received", "9f2c41ab7c1e7d209a412f6b7c8d9e0f9f2c41ab7c1e7d209a412f6b7c8d9e0f")],
        chain_head: entry("Head of the chain", "41ab7c1e7d209a412f6b7c8d9e0f9f2c41ab7c1e7d209a412f6b7c8d9e0f9f2c"),
        note: "Times are UTC. The attached onesign-evidence.json holds the same facts for machines.".to_owned(),
        page_label: "Page {page} of {pages}".to_owned(),
    }
}

fn run(input: &str, output: &str) -> Result<(), Box<dyn std::error::Error>> {
    let received = std::fs::read(input)?;
    let start = Instant::now();
    let taken = intake(&received, None, &Limits::default())?;
    println!(
        "intake {:?}, {} bytes",
        start.elapsed(),
        taken.normalised.len()
    );
    let attachment = Attachment {
        name: "onesign-evidence.json".to_owned(),
        mime: "application/json".to_owned(),
        description: "The facts behind these signatures".to_owned(),
        bytes: b"{}".to_vec(),
        relationship: Relationship::Data,
        modified: PdfDate::from_unix(MOMENT),
    };
    let signature = SignatureDictionary {
        modified_at: PdfDate::from_unix(MOMENT),
        name: "Northwind Studio".to_owned(),
        reason: "Sealed by OneSign".to_owned(),
        location: None,
        contents_size: SignatureDictionary::DEFAULT_CONTENTS_SIZE,
        certify: Some(DocMdp::NoChanges),
        chain_head: Some("41ab".to_owned()),
        sub_filter: SubFilter::CadesDetached,
    };
    let last = taken.pages.len() as u32 - 1;
    let start = Instant::now();
    let unsigned = compose(
        &taken.normalised,
        &stamps(last),
        &trail(false).into(),
        &[attachment],
        &signature,
    )?;
    println!(
        "compose {:?}, {} bytes added",
        start.elapsed(),
        unsigned.appended.len()
    );
    std::fs::write(output, [taken.normalised, unsigned.appended].concat())?;
    Ok(())
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [input, output] = words.as_slice() else {
        eprintln!("usage: compose FILE OUT");
        return ExitCode::from(2);
    };
    match run(input, output) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
