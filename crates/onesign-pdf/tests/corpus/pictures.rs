//! Normalising must not change the visible page: the test draws pages before and after, and compares
//! them.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use crate::answers::taken_in;
use crate::manifest::{Entry, entries};
use crate::{in_parallel, report};

/// Width that pages are drawn at, and the side of the squares whose mean colours are compared.
const WIDTH: f32 = 480.0;
const SQUARE: usize = 4;

/// How far a channel may be off, and the share of squares that may be further off.
const OFF: i32 = 64;
const SHARE: f64 = 0.01;

/// How many pages of a file are compared.
const PAGES: usize = 2;

/// Files whose pages look different afterwards, each with the reason.
const DIFFERENT: [(&str, &str); 18] = [
    (
        "odd/pdfjs-boundingBox_invalid.pdf",
        "its crop box lies beside its media box: the media box is shown, not A4",
    ),
    (
        "odd/pdfjs-annotation-polyline-polygon-without-appearance.pdf",
        "it leaves the look of its annotations to the viewer, and the renderer draws none of them",
    ),
    (
        "odd/pdfjs-annotation-square-circle-without-appearance.pdf",
        "it leaves the look of its annotations to the viewer, and the renderer draws none of them",
    ),
    (
        "odd/pdfjs-bug1538111.pdf",
        "it leaves the look of its annotations to the viewer, and the renderer draws none of them",
    ),
    (
        "odd/pdfjs-bug2055455.pdf",
        "its form asks for appearances to be made from the values, which the renderer doesn't do",
    ),
    (
        "odd/pdfjs-issue13447.pdf",
        "it leaves the look of its annotations to the viewer, and the renderer draws none of them",
    ),
    (
        "odd/pdfjs-issue17056.pdf",
        "its links have borders, which the renderer doesn't draw",
    ),
    (
        "odd/pdfjs-issue17904.pdf",
        "it leaves the look of its annotations to the viewer, and the renderer draws none of them",
    ),
    (
        "odd/pdfjs-issue18030.pdf",
        "its links have borders, which the renderer doesn't draw",
    ),
    (
        "odd/pdfjs-issue18823.pdf",
        "its links have borders, which the renderer doesn't draw",
    ),
    (
        "odd/pdfjs-issue20062.pdf",
        "it leaves the look of its annotations to the viewer, and the renderer draws none of them",
    ),
    (
        "odd/pdfjs-opt_demo.pdf",
        "an empty field has a frame without an appearance, which the renderer doesn't draw",
    ),
    (
        "odd/pdfjs-issue13343.pdf",
        "its Japanese font is not in the file: a face is embedded, where the renderer has none",
    ),
    (
        "odd/pdfjs-issue19695.pdf",
        "its font is not in the file and its codes mean nothing: boxes are embedded",
    ),
    (
        "odd/pdfjs-issue2840.pdf",
        "its Chinese font is not in the file: a face is embedded, where the renderer has none",
    ),
    (
        "odd/pdfjs-visibility_expressions.pdf",
        "the renderer shows layers that visibility expressions hide",
    ),
    (
        "odd/pyhanko-broken-objstream4.pdf",
        "the object stream with its font is broken: reported as `damaged`",
    ),
    (
        "signed/pdfjs-poppler-395-0-fuzzed.pdf",
        "its page tree is destroyed: readers find no page, one, or four",
    ),
];

#[test]
fn pages_look_the_same_afterwards() {
    let Some(entries) = entries(&["real", "odd", "signed"]) else {
        return;
    };
    report(in_parallel(&entries, compare));
}

fn compare(entry: &Entry) -> Option<String> {
    if DIFFERENT.iter().any(|(path, _)| *path == entry.path) {
        return None;
    }
    let bytes = entry.bytes();
    let password = entry.password.as_deref();
    let taken = taken_in(&bytes, password).ok()?;
    // A file that the renderer can't open as received can't be compared.
    let before = Pdf::new_with_password(bytes, password.unwrap_or_default()).ok()?;
    let after = match Pdf::new(taken.normalised) {
        Ok(after) => after,
        Err(error) => return Some(format!("{}: not drawn afterwards: {error:?}", entry.path)),
    };
    let copied = taken.enclosed.map_or(after.pages().len(), |enclosed| {
        enclosed.copied_pages as usize
    });
    if before.pages().len() != copied {
        return Some(format!(
            "{}: {} pages, then {copied}",
            entry.path,
            before.pages().len(),
        ));
    }
    for page in 0..before.pages().len().min(PAGES) {
        let share = difference(&squares(&before, page), &squares(&after, page));
        if share > SHARE {
            return Some(format!(
                "{} page {page}: {:.2} % differ",
                entry.path,
                share * 100.0
            ));
        }
    }
    None
}

/// The mean colours of squares, with the number per row.
type Squares = (usize, Vec<[i32; 3]>);

fn squares(pdf: &Pdf, page: usize) -> Squares {
    let page = &pdf.pages()[page];
    let (width, height) = page.render_dimensions();
    // Very long pages are drawn smaller: the renderer has 65,535 rows.
    let scale = (WIDTH / width).min(8_000.0 / height);
    let settings = PixmapSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
    };
    let pixmap = render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &settings,
    );
    let (width, height) = (usize::from(pixmap.width()), usize::from(pixmap.height()));
    let (columns, rows) = (width / SQUARE, height / SQUARE);
    let pixels = pixmap.data();
    let mut result = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            let mut sum = [0_i32; 3];
            for y in row * SQUARE..(row + 1) * SQUARE {
                for pixel in &pixels[y * width + column * SQUARE..y * width + (column + 1) * SQUARE]
                {
                    sum[0] += i32::from(pixel.r);
                    sum[1] += i32::from(pixel.g);
                    sum[2] += i32::from(pixel.b);
                }
            }
            result.push(sum.map(|value| value / (SQUARE * SQUARE) as i32));
        }
    }
    (columns, result)
}

/// The share of squares that differ; all of them if the page sizes differ by more than a square.
fn difference(before: &Squares, after: &Squares) -> f64 {
    let rows = |squares: &Squares| squares.1.len() / squares.0.max(1);
    let (columns, lines) = (before.0.min(after.0), rows(before).min(rows(after)));
    if before.0.abs_diff(after.0) > 1
        || rows(before).abs_diff(rows(after)) > 1
        || columns * lines == 0
    {
        return 1.0;
    }
    let differs = |at: (usize, usize)| {
        let (a, b) = (
            before.1[at.0 * before.0 + at.1],
            after.1[at.0 * after.0 + at.1],
        );
        a.iter().zip(b).any(|(a, b)| (a - b).abs() > OFF)
    };
    let count = (0..lines)
        .flat_map(|row| (0..columns).map(move |column| (row, column)))
        .filter(|at| differs(*at))
        .count();
    count as f64 / (columns * lines) as f64
}
