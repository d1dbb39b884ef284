//! Setting lines of text: direction, font by character, shaping, breaking, drawing.

use krilla::color::rgb;
use krilla::geom::Point;
use krilla::num::NormalizedF32;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::{BufferClusterLevel, Direction, Script, UnicodeBuffer, script, ttf_parser};
use unicode_bidi::BidiInfo;

use crate::fonts::{Edition, Face, Library, Loaded, Style};

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
    /// Its first strong character is written from right to left.
    pub rtl: bool,
    /// Its ink, where letters may be taller than the usual space between lines.
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
    /// Shapes a text as one line. Characters that no font has are left out.
    pub(crate) fn line(&self, style: Style, text: &str) -> Line {
        let text: String = text
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .collect();
        let bidi = BidiInfo::new(&text, None);
        let mut pieces = Vec::new();
        let mut rtl = false;
        if let Some(paragraph) = bidi.paragraphs.first() {
            rtl = paragraph.level.is_rtl();
            let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
            for run in runs {
                let from_right = levels.get(run.start).is_some_and(|level| level.is_rtl());
                let mut parts = self.parts(style, &text, run);
                if from_right {
                    parts.reverse();
                }
                pieces.extend(
                    parts
                        .into_iter()
                        .filter_map(|(face, part)| self.shape(face, &text[part], from_right)),
                );
            }
        }
        let width = pieces.iter().map(|piece| piece.width).sum();
        let mut line = Line {
            pieces,
            width,
            rtl,
            tall: None,
        };
        if self.edition == Edition::Current && line.pieces.iter().any(|p| p.face.is_tall()) {
            line.tall = Some(self.ink(&line));
        }
        line
    }

    fn shape(&self, face: Face, text: &str, from_right: bool) -> Option<Piece> {
        let loaded = self.load(face)?;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        if self.edition == Edition::Current && keeps_order(buffer.script()) {
            // Marks keep their own place in the text, so that readers find each glyph's character.
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

    /// Breaks a text into lines of at most `width` ems; a word that is longer is broken where it must be.
    pub(crate) fn wrap(&self, style: Style, text: &str, width: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            let mut line = String::new();
            let mut length = 0.0;
            for word in words(paragraph) {
                for part in self.fitting(style, word, width) {
                    let own = self.width(style, part.trim_end());
                    if !line.is_empty() && length + own > width {
                        lines.push(self.line(style, line.trim()));
                        line.clear();
                        length = 0.0;
                    }
                    length += self.width(style, part);
                    line.push_str(part);
                }
            }
            lines.push(self.line(style, line.trim()));
        }
        lines
    }

    /// Width of a line with this text, in ems.
    fn width(&self, style: Style, text: &str) -> f32 {
        let key = (style, text.to_owned());
        if let Some(width) = self.widths.borrow().get(&key) {
            return *width;
        }
        let width = self.line(style, text).width;
        self.widths.borrow_mut().insert(key, width);
        width
    }

    /// A word whole, or in pieces no wider than the line.
    fn fitting<'t>(&self, style: Style, word: &'t str, width: f32) -> Vec<&'t str> {
        if self.width(style, word.trim_end()) <= width {
            return vec![word];
        }
        let ends: Vec<usize> = word
            .char_indices()
            .map(|(at, c)| at + c.len_utf8())
            .collect();
        let mut pieces = Vec::new();
        let (mut start, mut next) = (0, 0);
        while next < ends.len() {
            // A longer piece is a wider one, so the last that fits is found by halving; one character always stands.
            let rest = &ends[next + 1..];
            let is_inside = |end: &usize| self.line(style, &word[start..*end]).width <= width;
            // Nearly all pieces are short beside the longest words that strangers enter: they are not looked for there.
            let mut most = rest.len();
            if self.edition == Edition::Current {
                most = most.min(16);
                while most < rest.len() && is_inside(&rest[most - 1]) {
                    most = (most * 2).min(rest.len());
                }
            }
            next += 1 + rest[..most].partition_point(is_inside);
            pieces.push(&word[start..ends[next - 1]]);
            start = ends[next - 1];
        }
        pieces
    }

    /// Whether a text has a word that is wider than this, in ems.
    pub(crate) fn has_wide_word(&self, style: Style, text: &str, width: f32) -> bool {
        let mut words = text.lines().flat_map(words);
        words.any(|word| self.width(style, word.trim_end()) > width)
    }

    /// Where the ink of a line lies: letters may reach beyond their advance, and above and below others.
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

/// Scripts that draw letters and marks in the order in which they are typed; others move and join them.
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

/// Splits after blanks, hyphens and slashes, and around characters of scripts that don't use blanks.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let end = at + character.len_utf8();
        let next = characters.peek().map(|(_, next)| *next);
        let blank_follows = next.is_some_and(char::is_whitespace);
        let breaks =
            character.is_whitespace() || matches!(character, '-' | '/') || is_dense(character);
        let before_dense = next.is_some_and(is_dense);
        if (breaks || before_dense) && !blank_follows && !next.is_some_and(is_closing) {
            words.push(&text[start..end]);
            start = end;
        }
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

/// Chinese, Japanese, Korean characters: a line may break around each.
fn is_dense(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// Marks that mustn't start a line.
fn is_closing(character: char) -> bool {
    matches!(
        character,
        '、' | '。' | '，' | '．' | '」' | '』' | '）' | '！' | '？' | '：' | '；'
    )
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

    #[test]
    fn wrapped_lines_fit() {
        let library = Library::default();
        let text = "The monthly fee is due within thirty days. 9f2c41ab9f2c41ab9f2c41ab9f2c41ab 個人情報の保護に関する法律";
        let lines = library.wrap(Style::Body, text, 8.0);
        assert!(lines.len() > 5);
        assert!(lines.iter().all(|line| line.width <= 8.01));
        assert_eq!(library.wrap(Style::Body, "a\n\nb", 8.0).len(), 3);
    }

    #[test]
    fn words_split_where_lines_may_break() {
        assert_eq!(words("a bc  d"), ["a ", "bc  ", "d"]);
        assert_eq!(words("契約。x"), ["契", "約。", "x"]);
        assert_eq!(words("well-known"), ["well-", "known"]);
    }
}
