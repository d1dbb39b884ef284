//! Sets lines of text: direction, choice of fonts, shaping, drawing.

mod breaking;
pub(crate) mod isolates;

use std::ops::Range;

use krilla::color::rgb;
use krilla::geom::Point;
use krilla::num::NormalizedF32;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::{BufferClusterLevel, Direction, Script, UnicodeBuffer, script, ttf_parser};
use unicode_bidi::{BidiInfo, ParagraphInfo};

use crate::fonts::{Edition, Face, Library, Loaded, Style, is_mark, towering};

/// Glyphs of one font and direction; lengths in ems.
#[derive(Clone)]
struct Piece {
    face: Face,
    text: String,
    glyphs: Vec<KrillaGlyph>,
    width: f32,
}

/// A line ready to be drawn at any size.
#[derive(Clone)]
pub(crate) struct Line {
    pieces: Vec<Piece>,
    /// Width in ems.
    pub width: f32,
    /// Its paragraph runs from right to left, because its first strong character does.
    pub rtl: bool,
    /// Its ink, if letters may be taller than the usual line spacing.
    pub tall: Option<Bounds>,
}

/// Edges around a baseline that begins at 0, in ems, y downwards.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Bounds {
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
}

impl Bounds {
    fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            right: self.right.max(other.right),
            top: self.top.min(other.top),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// A colour with eight bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ink(pub u8, pub u8, pub u8);

impl Ink {
    /// The fill that draws in this colour.
    pub(crate) fn fill(self) -> Fill {
        let paint = rgb::Color::new(self.0, self.1, self.2).into();
        Fill {
            paint,
            opacity: NormalizedF32::ONE,
            rule: krilla::paint::FillRule::default(),
        }
    }
}

impl Library {
    /// Shapes a text as one line. It drops characters that no font has.
    pub(crate) fn line(&self, style: Style, text: &str) -> Line {
        let text = self.plain(text);
        let bidi = BidiInfo::new(&text, None);
        match bidi.paragraphs.first() {
            Some(paragraph) => self.set(style, &bidi, paragraph, paragraph.range.clone()),
            None => self.finished(Vec::new(), false, false),
        }
    }

    /// The text of one paragraph for setting: every blank is a space, and no letter has too many marks.
    fn plain(&self, text: &str) -> String {
        let spaced = |c: char| if c.is_whitespace() { ' ' } else { c };
        if self.edition == Edition::Former {
            return text.chars().map(spaced).collect();
        }
        let towers: Vec<usize> = towering(text).map(|(at, _)| at).collect();
        text.char_indices()
            .filter(|(at, _)| towers.binary_search(at).is_err())
            .map(|(_, c)| if c.is_control() { ' ' } else { spaced(c) })
            .collect()
    }

    /// Shapes a part of a paragraph as one line, with the order and direction from the whole paragraph (UAX #9, L1 and
    /// L2).
    fn set(
        &self,
        style: Style,
        bidi: &BidiInfo<'_>,
        paragraph: &ParagraphInfo,
        range: Range<usize>,
    ) -> Line {
        let text = bidi.text;
        let has_marks = text
            .get(range.clone())
            .is_some_and(|part| part.chars().any(is_mark));
        let mut pieces = Vec::new();
        let (levels, runs) = bidi.visual_runs(paragraph, range);
        for run in runs {
            let from_right = levels.get(run.start).is_some_and(|level| level.is_rtl());
            let apart = isolates::between(self.edition, text, run);
            let mut parts: Vec<_> = apart
                .into_iter()
                .flat_map(|run| self.parts(style, text, run))
                .collect();
            if from_right {
                parts.reverse();
            }
            pieces.extend(
                parts
                    .into_iter()
                    .filter_map(|(face, part)| self.shape(face, &text[part], from_right)),
            );
        }
        self.finished(pieces, paragraph.level.is_rtl(), has_marks)
    }

    fn finished(&self, pieces: Vec<Piece>, rtl: bool, has_marks: bool) -> Line {
        let mut line = Line {
            width: pieces.iter().map(|piece| piece.width).sum(),
            pieces,
            rtl,
            tall: None,
        };
        let is_tall = has_marks || line.pieces.iter().any(|piece| piece.face.is_tall());
        if self.edition != Edition::Former && is_tall {
            line.tall = Some(self.ink(&line));
        }
        line
    }

    fn shape(&self, face: Face, text: &str, from_right: bool) -> Option<Piece> {
        let loaded = self.load(face)?;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        if self.edition != Edition::Former && keeps_order(buffer.script()) {
            // Marks keep their own position in the text, so that readers find each glyph's character.
            buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
        }
        buffer.set_direction(if from_right {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        });
        let plan = loaded.plan(buffer.direction(), buffer.script());
        let shaped = rustybuzz::shape_with_plan(&loaded.shaper, &plan, buffer);
        let em = loaded.shaper.units_per_em() as f32;
        let mut starts: Vec<usize> = shaped
            .glyph_infos()
            .iter()
            .map(|info| info.cluster as usize)
            .collect();
        let clusters = starts.clone();
        starts.sort_unstable();
        starts.dedup();
        let end_of = |start: usize| {
            let next = starts.partition_point(|other| *other <= start);
            starts.get(next).copied().unwrap_or(text.len())
        };
        let mut width = 0.0;
        let mut glyphs = Vec::with_capacity(clusters.len());
        for ((info, position), start) in shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
            .zip(clusters)
        {
            let advance = position.x_advance as f32 / em;
            width += advance;
            let (x, y) = (position.x_offset as f32 / em, position.y_offset as f32 / em);
            glyphs.push(KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                advance,
                x,
                y,
                0.0,
                start..end_of(start),
                None,
            ));
        }
        Some(Piece {
            face,
            text: text.to_owned(),
            glyphs,
            width,
        })
    }

    /// The extent of a line's ink: letters may extend beyond their advance width, and above and below others.
    pub(crate) fn ink(&self, line: &Line) -> Bounds {
        let mut ink: Option<Bounds> = None;
        let mut x = 0.0;
        for piece in &line.pieces {
            let Some(loaded) = self.load(piece.face) else {
                continue;
            };
            let em = loaded.shaper.units_per_em() as f32;
            for glyph in &piece.glyphs {
                let outline = u16::try_from(glyph.glyph_id.to_u32())
                    .ok()
                    .and_then(|id| loaded.shaper.glyph_bounding_box(ttf_parser::GlyphId(id)));
                if let Some(edges) = outline {
                    let (right, up) = (x + glyph.x_offset, glyph.y_offset);
                    let own = Bounds {
                        left: right + f32::from(edges.x_min) / em,
                        right: right + f32::from(edges.x_max) / em,
                        top: -up - f32::from(edges.y_max) / em,
                        bottom: -up - f32::from(edges.y_min) / em,
                    };
                    ink = Some(ink.map_or(own, |ink| ink.with(own)));
                }
                x += glyph.x_advance;
            }
        }
        ink.unwrap_or_default()
    }

    /// Draws a line with its baseline at `y`, from `x` to the right; lengths in points, y downwards.
    pub(crate) fn draw(
        &self,
        surface: &mut Surface<'_>,
        line: &Line,
        x: f32,
        y: f32,
        size: f32,
        ink: Ink,
    ) {
        surface.set_fill(Some(ink.fill()));
        surface.set_stroke(None);
        let mut x = x;
        for piece in &line.pieces {
            if let Some(font) = self.load(piece.face).and_then(Loaded::font) {
                surface.draw_glyphs(
                    Point::from_xy(x, y),
                    &piece.glyphs,
                    font,
                    &piece.text,
                    size,
                    false,
                );
            }
            x += piece.width * size;
        }
    }
}

#[cfg(test)]
impl Line {
    /// The texts of its pieces from the left.
    pub(crate) fn left_to_right(&self) -> Vec<&str> {
        let texts = self.pieces.iter().map(|piece| piece.text.as_str());
        texts.collect()
    }
}

/// Scripts that draw letters and marks in typing order; others move and join them.
fn keeps_order(script: Script) -> bool {
    [
        script::LATIN,
        script::GREEK,
        script::CYRILLIC,
        script::HEBREW,
        script::ARABIC,
        script::SYRIAC,
        script::THAANA,
        script::NKO,
        script::ADLAM,
        script::THAI,
        script::LAO,
        script::TIBETAN,
    ]
    .contains(&script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_width_and_direction() {
        let library = Library::default();
        let latin = library.line(Style::Body, "Mira Holt");
        assert!(latin.width > 3.0 && !latin.rtl);
        let arabic = library.line(Style::Body, "محمد 12");
        assert!(arabic.width > 1.0 && arabic.rtl);
        assert_eq!(library.line(Style::Body, "").width, 0.0);
    }

    #[test]
    fn fonts_change_with_the_script() {
        let library = Library::default();
        let line = library.line(Style::Title, "Vertrag 契約 عقد");
        let faces: Vec<Face> = line.pieces.iter().map(|piece| piece.face).collect();
        assert!(
            faces.contains(&Face::SerifSemiBold)
                && faces.contains(&Face::Han)
                && faces.contains(&Face::Arabic)
        );
    }

    /// The face draws the form of a variation sequence if it has it, else the plain letter; never an extra box.
    #[test]
    fn forms_of_han_letters_are_drawn_as_one_glyph() {
        for edition in [Edition::Third, Edition::Current] {
            let library = Library::of(edition);
            for text in [
                "葛\u{e0100}飾",
                "辻\u{e0101}村ゆう",
                "神\u{fe00}",
                "𠮷\u{e0100}",
            ] {
                let line = library.line(Style::Body, text);
                let letters = text.chars().filter(|c| !is_mark(*c)).count();
                let glyphs = line.pieces.iter().flat_map(|piece| &piece.glyphs);
                let ids: Vec<u32> = glyphs.map(|glyph| glyph.glyph_id.to_u32()).collect();
                assert_eq!(ids.len(), letters, "{text:?}");
                assert!(!ids.contains(&0), "{text:?}");
                assert_eq!(line.left_to_right().concat(), text);
            }
        }
    }

    #[test]
    fn stacked_marks_stay_in_their_line() {
        let library = Library::default();
        let tower = format!("A{} B", "\u{301}".repeat(150));
        let line = library.line(Style::Body, &tower);
        let tall = line.tall.expect("marks are measured");
        assert!(tall.top > -4.0, "{tall:?}");
        let former = Library::of(Edition::Former).line(Style::Body, &tower);
        assert!(library.ink(&former).top < -20.0);
    }
}
