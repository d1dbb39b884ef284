//! The text of a page and its positions: for the text layer, for reading aloud, for finding text tags.

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt, hayro_cmap::BfString,
    interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::{Affine, BezPath, Point, Rect as Area, Vec2};
use serde::{Deserialize, Serialize};

use crate::geometry::{Rect, millipoints};
use crate::reading_order::{is_right_to_left, reading_order};
use crate::render::RenderError;

/// The most glyphs read from one page.
const MAX_GLYPHS: usize = 200_000;

/// Share of the font size above and below the baseline that a run's rectangle takes.
const ASCENT: f64 = 0.85;
const DESCENT: f64 = 0.22;

/// A piece of text on one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextRun {
    /// The text, in reading order.
    pub text: String,
    /// The upright rectangle around it.
    pub rect: Rect,
}

/// The text of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct PageText {
    pub runs: Vec<TextRun>,
    /// The text is invisible (9.3.6, mode 3), as under scanned pages.
    pub invisible: bool,
}

/// The text runs of a page (zero-based) in drawing order, with rectangles in millipoints.
///
/// # Errors
/// [`RenderError`] for a document that can't be opened or a missing page.
pub fn page_text(pdf: &[u8], page: u32) -> Result<Vec<TextRun>, RenderError> {
    let pdf = Pdf::new(pdf.to_vec()).map_err(|_| RenderError::Unreadable)?;
    let text =
        read_page(&pdf, page, &InterpreterCache::new()).ok_or(RenderError::NoSuchPage(page))?;
    Ok(text.runs)
}

/// Reads a page of an opened document; `None` if it doesn't exist. The cache belongs to the document, so that fonts
/// are read once for all its pages.
pub(crate) fn read_page<'a>(
    pdf: &'a Pdf,
    number: u32,
    cache: &InterpreterCache<'a>,
) -> Option<PageText> {
    let page = pdf.pages().get(number as usize)?;
    let (width, height) = page.render_dimensions();
    let transform = page.initial_transform(true).to_kurbo();
    let area = Area::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context = Context::new(
        transform,
        area,
        cache,
        page.xref(),
        InterpreterSettings::default(),
    );
    let mut reader = Reader {
        area,
        ..Reader::default()
    };
    interpret_page(page, &mut context, &mut reader);
    reader.finish_run();
    Some(PageText {
        invisible: reader.invisible,
        runs: reader.texts(),
    })
}

/// A run under construction; positions in points, y downwards.
#[derive(Debug)]
struct Open {
    /// The text of each glyph, in drawing order.
    glyphs: Vec<String>,
    area: Area,
    /// The positions of the first and the newest glyph.
    first: Point,
    newest: Point,
    /// The expected position of the next glyph of the same word.
    next: Point,
    /// Writing direction, of length 1.
    along: Vec2,
    size: f64,
}

/// A finished run, before the main direction of the page is known.
#[derive(Debug)]
struct Finished {
    glyphs: Vec<String>,
    /// Drawn from right to left, as some programs draw Arabic: already in reading order.
    backwards: bool,
    rect: Rect,
}

#[derive(Debug, Default)]
struct Reader {
    area: Area,
    runs: Vec<Finished>,
    open: Option<Open>,
    glyphs: usize,
    invisible: bool,
}

impl Reader {
    fn glyph(&mut self, glyph: &Glyph<'_>, transform: Affine) {
        self.glyphs += 1;
        let (Some(text), true) = (unicode(glyph), self.glyphs <= MAX_GLYPHS) else {
            return;
        };
        let advance = match glyph {
            Glyph::Outline(outline) => f64::from(outline.advance_width().unwrap_or(500.0)),
            Glyph::Type3(glyph) => f64::from(glyph.advance_width().unwrap_or(500.0)),
        };
        let origin = transform * Point::ORIGIN;
        let end = transform * Point::new(advance, 0.0);
        let up = transform * Point::new(0.0, 1000.0) - origin;
        let (along, size) = (end - origin, up.hypot());
        if !origin.is_finite() || !end.is_finite() || !(0.1..10_000.0).contains(&size) {
            return;
        }
        let unit = if along.hypot() > 0.0 {
            along / along.hypot()
        } else {
            Vec2::new(1.0, 0.0)
        };
        let corners = [
            origin + up * ASCENT,
            end + up * ASCENT,
            origin - up * DESCENT,
            end - up * DESCENT,
        ];
        let area = corners
            .iter()
            .fold(Area::from_points(origin, end), |area, corner| {
                area.union_pt(*corner)
            });
        self.append(&text, area, origin, end, unit, size);
    }

    fn append(
        &mut self,
        text: &str,
        area: Area,
        origin: Point,
        end: Point,
        along: Vec2,
        size: f64,
    ) {
        if let Some(open) = &mut self.open {
            let gap = origin - open.next;
            let (ahead, aside) = (
                gap.dot(open.along) / size,
                gap.cross(open.along).abs() / size,
            );
            let same_line = aside < 0.25
                && along.dot(open.along) > 0.99
                && (open.size / size - 1.0).abs() < 0.3;
            if same_line && (-0.6..1.2).contains(&ahead) {
                let spaced = open.glyphs.last().is_some_and(|last| last.ends_with(' '));
                if ahead > 0.18 && !spaced && text != " " {
                    open.glyphs.push(" ".to_owned());
                }
                open.glyphs.push(text.to_owned());
                open.area = open.area.union(area);
                open.newest = origin;
                open.next = end;
                return;
            }
        }
        self.finish_run();
        self.open = Some(Open {
            glyphs: vec![text.to_owned()],
            area,
            first: origin,
            newest: origin,
            next: end,
            along,
            size,
        });
    }

    fn finish_run(&mut self) {
        let Some(open) = self.open.take() else { return };
        let area = open.area.intersect(self.area);
        let is_blank = open.glyphs.iter().all(|glyph| glyph.trim().is_empty());
        if is_blank || area.width() <= 0.0 || area.height() <= 0.0 {
            return;
        }
        let rect = Rect {
            x: millipoints(area.x0),
            y: millipoints(area.y0),
            w: millipoints(area.width()),
            h: millipoints(area.height()),
        };
        self.runs.push(Finished {
            backwards: (open.newest - open.first).dot(open.along) < 0.0,
            glyphs: open.glyphs,
            rect,
        });
    }

    fn texts(self) -> Vec<TextRun> {
        let right_to_left = is_right_to_left(self.runs.iter().flat_map(|run| &run.glyphs));
        let read = |run: Finished| {
            let text = if run.backwards {
                run.glyphs.concat()
            } else {
                reading_order(&run.glyphs, right_to_left)
            };
            TextRun {
                text: text.trim().to_owned(),
                rect: run.rect,
            }
        };
        self.runs.into_iter().map(read).collect()
    }
}

/// The characters of a glyph, without control characters.
fn unicode(glyph: &Glyph<'_>) -> Option<String> {
    let text = match glyph.as_unicode()? {
        BfString::Char(character) => character.to_string(),
        BfString::String(text) => text,
    };
    let text: String = text
        .chars()
        .filter(|character| !character.is_control())
        .take(16)
        .collect();
    (!text.is_empty()).then_some(text)
}

impl<'a> Device<'a> for Reader {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        if matches!(mode, DrawMode::Invisible) && !run.glyphs().is_empty() {
            self.invisible = true;
        }
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(reader: &mut Reader, text: &str, x: f64) {
        place_wide(reader, text, x, 5.0);
    }

    fn place_wide(reader: &mut Reader, text: &str, x: f64, width: f64) {
        let (origin, end) = (Point::new(x, 50.0), Point::new(x + width, 50.0));
        let area = Area::new(x, 42.0, x + width, 52.0);
        reader.append(text, area, origin, end, Vec2::new(1.0, 0.0), 10.0);
    }

    #[test]
    fn close_glyphs_join_and_gaps_become_spaces_or_new_runs() {
        let mut reader = Reader {
            area: Area::new(0.0, 0.0, 500.0, 500.0),
            ..Reader::default()
        };
        for (text, x) in [("a", 10.0), ("b", 15.0), ("c", 23.0), ("d", 200.0)] {
            place(&mut reader, text, x);
        }
        reader.finish_run();
        let runs = reader.texts();
        let texts: Vec<&str> = runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(texts, ["ab c", "d"]);
        assert_eq!(
            runs[0].rect,
            Rect {
                x: 10_000,
                y: 42_000,
                w: 18_000,
                h: 10_000
            }
        );
    }

    #[test]
    fn arabic_is_read_from_the_right_in_any_drawing_order() {
        for (letters, places) in [("دقع", [10.0, 13.0, 16.0]), ("عقد", [20.0, 17.5, 15.0])] {
            let mut reader = Reader {
                area: Area::new(0.0, 0.0, 500.0, 500.0),
                ..Reader::default()
            };
            for (letter, x) in letters.chars().zip(places) {
                place_wide(&mut reader, &letter.to_string(), x, 3.0);
            }
            reader.finish_run();
            let runs = reader.texts();
            assert_eq!(runs.len(), 1, "{runs:?}");
            assert_eq!(runs[0].text, "عقد");
        }
    }

    #[test]
    fn text_outside_the_page_is_omitted() {
        let mut reader = Reader {
            area: Area::new(0.0, 0.0, 5.0, 5.0),
            ..Reader::default()
        };
        place(&mut reader, "x", 100.0);
        reader.finish_run();
        assert!(reader.runs.is_empty());
    }
}
