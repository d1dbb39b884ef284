//! Makes the small contract that tests and demonstrations use.
//!
//! ```text
//! cargo run -p onesign-pdf --example contract -- fixtures/contract.pdf
//! ```

use std::process::ExitCode;

use krilla::geom::{PathBuilder, Point};
use krilla::page::PageSettings;
use krilla::paint::Stroke;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};

/// A4 in points.
const PAGE: (f32, f32) = (595.276, 841.89);
const LEFT: f32 = 72.0;

const SERIF: &[u8] = include_bytes!("../fonts/SourceSerif4-Regular.ttf");
const SEMIBOLD: &[u8] = include_bytes!("../fonts/SourceSerif4-SemiBold.ttf");

/// Headings and lines of the first page.
const TERMS: [(&str, &[&str]); 5] = [
    (
        "1. Parties",
        &[
            "Northwind Studio, 12 Harbour Road, Bergen (the “Provider”), and the customer named",
            "on the last page (the “Customer”) agree on the following.",
        ],
    ),
    (
        "2. Services",
        &[
            "The Provider designs and maintains the Customer’s web pages as described in the annex.",
            "Changes to the annex require the written consent of both parties.",
        ],
    ),
    (
        "3. Fee",
        &[
            "The monthly fee is 1,900 euros, payable within thirty days after receipt of the invoice.",
            "Travel is charged at cost if it was agreed on beforehand.",
        ],
    ),
    (
        "4. Term",
        &[
            "This agreement begins on 1 December 2026 and runs for twelve months. Either party may",
            "end it on three months’ notice expiring at the end of a month.",
        ],
    ),
    (
        "5. Confidentiality",
        &[
            "Each party keeps what it learns about the other to itself, during the term and for two",
            "years afterwards, unless the law demands disclosure.",
        ],
    ),
];

/// The lines of the signature page, with the label of each party's signature line.
const SIGNATURES: [(&str, f32); 2] = [("For the Provider", 300.0), ("For the Customer", 460.0)];

struct Pen {
    face: rustybuzz::Face<'static>,
    font: Font,
}

impl Pen {
    fn new(data: &'static [u8]) -> Option<Self> {
        Some(Self {
            face: rustybuzz::Face::from_slice(data, 0)?,
            font: Font::new(data.into(), 0)?,
        })
    }

    fn write(&self, surface: &mut Surface<'_>, text: &str, x: f32, y: f32, size: f32) {
        let mut buffer = rustybuzz::UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(&self.face, &[], buffer);
        let em = self.face.units_per_em() as f32;
        let starts: Vec<usize> = shaped
            .glyph_infos()
            .iter()
            .map(|info| info.cluster as usize)
            .collect();
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let glyphs: Vec<KrillaGlyph> = shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
            .zip(starts.iter().copied().zip(ends))
            .map(|((info, position), (start, end))| {
                let advance = position.x_advance as f32 / em;
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    advance,
                    0.0,
                    0.0,
                    0.0,
                    start..end,
                    None,
                )
            })
            .collect();
        surface.draw_glyphs(
            Point::from_xy(x, y),
            &glyphs,
            self.font.clone(),
            text,
            size,
            false,
        );
    }
}

fn rule(surface: &mut Surface<'_>, y: f32) {
    let mut path = PathBuilder::new();
    path.move_to(LEFT, y);
    path.line_to(LEFT + 240.0, y);
    if let Some(path) = path.finish() {
        surface.set_stroke(Some(Stroke {
            width: 0.6,
            ..Stroke::default()
        }));
        surface.draw_path(&path);
        surface.set_stroke(None);
    }
}

fn contract() -> Option<Vec<u8>> {
    let (serif, semibold) = (Pen::new(SERIF)?, Pen::new(SEMIBOLD)?);
    let settings = SerializeSettings {
        xmp_metadata: false,
        enable_tagging: false,
        ..SerializeSettings::default()
    };
    let mut document = Document::new_with(settings);
    document.set_metadata(krilla::metadata::Metadata::new().title("Service agreement".to_owned()));
    let mut page = document.start_page_with(PageSettings::from_wh(PAGE.0, PAGE.1)?);
    let mut surface = page.surface();
    semibold.write(&mut surface, "Service agreement", LEFT, 110.0, 24.0);
    let mut y = 160.0;
    for (heading, lines) in TERMS {
        semibold.write(&mut surface, heading, LEFT, y, 12.5);
        for line in lines {
            y += 17.0;
            serif.write(&mut surface, line, LEFT, y, 11.0);
        }
        y += 38.0;
    }
    serif.write(&mut surface, "Page 1 of 2", LEFT, 790.0, 9.0);
    surface.finish();
    page.finish();
    let mut page = document.start_page_with(PageSettings::from_wh(PAGE.0, PAGE.1)?);
    let mut surface = page.surface();
    semibold.write(&mut surface, "Signatures", LEFT, 110.0, 18.0);
    serif.write(
        &mut surface,
        "Both parties sign electronically. Each receives the sealed document.",
        LEFT,
        140.0,
        11.0,
    );
    for (label, y) in SIGNATURES {
        semibold.write(&mut surface, label, LEFT, y - 90.0, 11.0);
        rule(&mut surface, y);
        serif.write(&mut surface, "Name, date, signature", LEFT, y + 14.0, 9.0);
    }
    serif.write(&mut surface, "Page 2 of 2", LEFT, 790.0, 9.0);
    surface.finish();
    page.finish();
    document.finish().ok()
}

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: contract FILE");
        return ExitCode::from(2);
    };
    match contract().map(|bytes| std::fs::write(path, bytes)) {
        Some(Ok(())) => ExitCode::SUCCESS,
        Some(Err(error)) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
        None => {
            eprintln!("the contract can't be drawn");
            ExitCode::FAILURE
        }
    }
}
