//! Files written object by object, so that they can contain any fault.

use std::io::Write as _;

use flate2::{Compression, write::ZlibEncoder};
use onesign_pdf::{Intake, IntakeError, Limits, intake, page_text};

/// Objects in the order of writing; the number of each is its index, from 1.
pub struct Raw(pub Vec<Vec<u8>>);

impl Raw {
    /// A document of three pages with a line each: catalog 1, tree 2, font 3, then page and content in turn from 4.
    pub fn new() -> Self {
        let mut raw = Self(vec![
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [4 0 R 6 0 R 8 0 R] /Count 3 >>".to_vec(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec(),
        ]);
        for number in 1..=3 {
            let content = format!("BT /F 12 Tf 20 50 Td (Page {number}) Tj ET");
            raw.0.push(page(5 + 2 * (number - 1)).into_bytes());
            raw.0.push(stream("", content.as_bytes()));
        }
        raw
    }

    /// Replaces an object.
    pub fn set(&mut self, number: usize, object: impl Into<Vec<u8>>) -> &mut Self {
        self.0[number - 1] = object.into();
        self
    }

    /// The file, with a sound cross-reference table.
    pub fn bytes(&self) -> Vec<u8> {
        let mut file = b"%PDF-1.7\n".to_vec();
        let mut places = Vec::new();
        for (number, object) in (1..).zip(&self.0) {
            places.push(file.len());
            file.extend(format!("{number} 0 obj\n").bytes());
            file.extend(object);
            file.extend(b"\nendobj\n");
        }
        let table = file.len();
        file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
        for place in &places {
            file.extend(format!("{place:010} 00000 n \n").bytes());
        }
        let size = places.len() + 1;
        file.extend(
            format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes(),
        );
        file
    }

    pub fn take(&self) -> Result<Intake, IntakeError> {
        taken(&self.bytes())
    }
}

/// A page of the tree 2 with the font 3 and this content.
pub fn page(content: usize) -> String {
    format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Resources << /Font << /F 3 0 R >> >> \
         /Contents {content} 0 R >>"
    )
}

/// A stream with further entries and a correct length.
pub fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut written = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
    written.extend(data);
    written.extend(b"\nendstream");
    written
}

pub fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

pub fn taken(bytes: &[u8]) -> Result<Intake, IntakeError> {
    intake(bytes, None, &Limits::default())
}

/// The words of each page of the rebuilt file.
pub fn words(taken: &Intake) -> Vec<String> {
    let pages = 0..taken.pages.len() as u32;
    pages
        .map(|page| {
            let runs = page_text(&taken.normalised, page).unwrap();
            let texts: Vec<String> = runs.into_iter().map(|run| run.text).collect();
            texts.join(" ")
        })
        .collect()
}

/// Fails unless intake accepts a file with these words on its pages and these warnings.
pub fn expect(bytes: &[u8], pages: &[&str], warnings: &[&str]) {
    let shown = String::from_utf8_lossy(bytes).into_owned();
    let taken = taken(bytes).unwrap_or_else(|error| panic!("{error}: {shown}"));
    assert_eq!(words(&taken), pages, "{shown}");
    assert_eq!(taken.warnings, warnings, "{shown}");
    onesign_pdf::read::Document::parse(&taken.normalised).unwrap();
}

pub const ALL: [&str; 3] = ["Page 1", "Page 2", "Page 3"];
