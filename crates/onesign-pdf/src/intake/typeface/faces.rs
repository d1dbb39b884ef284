//! The bundled faces that replace fonts missing from a file, and the outlines of their glyphs.

use std::cell::OnceCell;

use rustybuzz::Face;
use rustybuzz::ttf_parser::GlyphId;

use super::pen::Pen;
use super::shape::{Point, Shape};
use super::style::{Family, Style};
use super::vertical;
use crate::fonts::Library;

/// Number of faces with the widths of the fonts that they replace.
const FACES: usize = 12;

/// The faces, each opened when first needed.
#[derive(Default)]
pub(super) struct Faces {
    stand_ins: [OnceCell<Option<Face<'static>>>; FACES],
    library: Library,
}

impl Faces {
    /// The shape of a text of one or a few characters, as one glyph; `None` if a character has no face.
    pub(super) fn shape(&self, style: Style, text: &str) -> Option<Shape> {
        let mut whole = Shape::default();
        for character in text.chars() {
            if is_blank(character) {
                let is_wide = character.is_whitespace() && !character.is_control();
                let space = self.stand_in(style).and_then(|face| outline(face, ' '));
                whole.width += space.filter(|_| is_wide).map_or(0.0, |space| space.width);
                continue;
            }
            let shape = self.character(style, character)?;
            let start = whole.width;
            let moved = shape.contours.into_iter().map(|contour| {
                let points = contour.into_iter().map(|point| Point {
                    x: point.x + start,
                    ..point
                });
                points.collect()
            });
            whole.contours.extend(moved);
            whole.width += shape.width;
        }
        Some(whole)
    }

    fn character(&self, style: Style, character: char) -> Option<Shape> {
        let plain = alike(character);
        [Some(character), plain, plain.and_then(alike)]
            .into_iter()
            .flatten()
            .find_map(|character| {
                self.stand_in(style)
                    .and_then(|face| outline(face, character))
                    .or_else(|| self.fallback(character))
            })
            .or_else(|| self.ticked(style, plain.unwrap_or(character)))
    }

    /// A shape from the fallback faces of the trail pages.
    fn fallback(&self, character: char) -> Option<Shape> {
        outline(&self.library.with(character)?.shaper, character)
    }

    /// The shape of a text in vertical writing, in a column of this width.
    pub(super) fn vertical(&self, style: Style, text: &str, width: f64) -> Option<Shape> {
        let mut characters = text.chars();
        let stance = characters.next().and_then(vertical::stance);
        if let (Some((plain, stance)), None) = (stance, characters.next()) {
            return Some(stance.apply(self.character(style, plain)?));
        }
        let mut shape = self.shape(style, text)?;
        let shift = (width - shape.width) / 2.0;
        for point in shape.contours.iter_mut().flatten() {
            point.x += shift;
        }
        Some(shape)
    }

    /// A box with a mark in it is two glyphs, one over the other.
    fn ticked(&self, style: Style, character: char) -> Option<Shape> {
        let mark = match character {
            '☑' => '✓',
            '☒' => '✗',
            _ => return None,
        };
        let mut square = self.character(style, '□')?;
        let mark = self.character(style, mark)?;
        let shift = (square.width - mark.width) / 2.0;
        square
            .contours
            .extend(mark.contours.into_iter().map(|contour| {
                let points = contour.into_iter().map(|point| Point {
                    x: point.x + shift,
                    ..point
                });
                points.collect::<Vec<_>>()
            }));
        Some(square)
    }

    fn stand_in(&self, style: Style) -> Option<&Face<'static>> {
        let family = match style.family {
            Family::Sans => 0,
            Family::Serif => 4,
            Family::Mono => 8,
        };
        let index = family + 2 * usize::from(style.bold) + usize::from(style.italic);
        let slot = self.stand_ins.get(index)?;
        slot.get_or_init(|| Face::from_slice(data(style), 0))
            .as_ref()
    }
}

/// The PostScript name of the face for a style.
pub(super) fn name(style: Style) -> String {
    let family = match style.family {
        Family::Sans => "Arimo",
        Family::Serif => "Tinos",
        Family::Mono => "Cousine",
    };
    let rest = match (style.bold, style.italic) {
        (false, false) => "Regular",
        (false, true) => "Italic",
        (true, false) => "Bold",
        (true, true) => "BoldItalic",
    };
    format!("{family}-{rest}")
}

fn data(style: Style) -> &'static [u8] {
    macro_rules! face {
        ($name:literal) => {
            include_bytes!(concat!("../../../fonts/", $name, ".ttf")).as_slice()
        };
    }
    match (style.family, style.bold, style.italic) {
        (Family::Sans, false, false) => face!("Arimo-Regular"),
        (Family::Sans, false, true) => face!("Arimo-Italic"),
        (Family::Sans, true, false) => face!("Arimo-Bold"),
        (Family::Sans, true, true) => face!("Arimo-BoldItalic"),
        (Family::Serif, false, false) => face!("Tinos-Regular"),
        (Family::Serif, false, true) => face!("Tinos-Italic"),
        (Family::Serif, true, false) => face!("Tinos-Bold"),
        (Family::Serif, true, true) => face!("Tinos-BoldItalic"),
        (Family::Mono, false, false) => face!("Cousine-Regular"),
        (Family::Mono, false, true) => face!("Cousine-Italic"),
        (Family::Mono, true, false) => face!("Cousine-Bold"),
        (Family::Mono, true, true) => face!("Cousine-BoldItalic"),
    }
}

/// Whether a character leaves no ink.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        )
}

/// A similar character, for those that faces seldom have.
fn alike(character: char) -> Option<char> {
    Some(match character {
        // Characters for vertical writing have horizontal forms.
        '︓' => '：',
        '︔' => '；',
        '︕' => '！',
        '︖' => '？',
        '☐' | '❏' | '❑' | '❒' => '□',
        '✔' => '✓',
        '✗' | '✘' | '✕' | '✖' => '×',
        '❖' => '◆',
        '➢' | '➤' | '➔' | '➜' => '→',
        '●' | '⬤' => '•',
        '∆' => 'Δ',
        'Ω' => 'Ω',
        'µ' => 'μ',
        'μ' => 'µ',
        '‐' | '‑' => '-',
        '‧' | '∙' | '・' => '·',
        '〜' => '～',
        '～' => '〜',
        '−' => '–',
        '―' => '—',
        '￥' => '¥',
        '￠' => '¢',
        '￡' => '£',
        '￢' => '¬',
        '￣' => '¯',
        // Characters of Adobe's glyph list for old-style figures and small capitals.
        '\u{f730}'..='\u{f739}' => char::from_u32(u32::from(character) - 0xf700)?,
        '\u{f761}'..='\u{f77a}' => char::from_u32(u32::from(character) - 0xf720)?,
        // Characters that word processors write for bullets and ticks of symbol fonts.
        '\u{f02d}' => '–',
        '\u{f06f}' | '\u{f071}' | '\u{f0a8}' => '□',
        '\u{f0a7}' => '▪',
        '\u{f0b7}' => '•',
        '\u{f0d8}' | '\u{f0e0}' | '\u{f0e8}' => '→',
        '\u{f0fb}' => '✗',
        '\u{f0fc}' => '✓',
        '\u{f0fd}' => '☒',
        '\u{f0fe}' => '☑',
        '\u{f001}' => 'ﬁ',
        '\u{f002}' => 'ﬂ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0)?,
        _ => {
            return vertical::stance(character)
                .map(|(plain, _)| plain)
                .filter(|plain| *plain != character);
        }
    })
}

/// A glyph of a face; `None` if the face doesn't have the character.
fn outline(face: &Face<'_>, character: char) -> Option<Shape> {
    let glyph: GlyphId = face.glyph_index(character)?;
    let scale = 1000.0 / f64::from(face.units_per_em());
    let mut pen = Pen::new(scale);
    // A glyph without an outline is blank.
    let _ = face.outline_glyph(glyph, &mut pen);
    Some(Shape {
        width: f64::from(face.glyph_hor_advance(glyph)?) * scale,
        contours: pen.finish(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAMILIES: [Family; 3] = [Family::Sans, Family::Serif, Family::Mono];

    #[test]
    fn every_style_has_its_own_face() {
        let faces = Faces::default();
        let mut seen = Vec::new();
        for family in FAMILIES {
            for (bold, italic) in [(false, false), (false, true), (true, false), (true, true)] {
                let style = Style {
                    family,
                    bold,
                    italic,
                };
                let shape = faces.shape(style, "Q").unwrap();
                assert!(!seen.contains(&shape), "{style:?}");
                seen.push(shape);
            }
        }
    }

    #[test]
    fn faces_have_the_widths_of_the_fonts_they_replace() {
        let faces = Faces::default();
        let widths = FAMILIES.map(|family| {
            let style = Style {
                family,
                bold: false,
                italic: false,
            };
            faces.shape(style, "A").unwrap().width.round()
        });
        assert_eq!(widths, [667.0, 722.0, 600.0]);
    }

    #[test]
    fn other_scripts_and_symbols_have_faces() {
        let faces = Faces::default();
        let style = Style {
            family: Family::Serif,
            bold: false,
            italic: false,
        };
        let private = ["\u{f0fe}", "\u{f0fb}", "\u{f731}", "\u{f761}"];
        let texts = ["契", "약", "ש", "Ж", "ﬁ", "☑", "☒", "✔", "Ａ", "︒", "ffi"];
        for text in texts.into_iter().chain(private) {
            assert!(
                !faces.shape(style, text).unwrap().contours.is_empty(),
                "{text}"
            );
        }
        assert!(faces.shape(style, " \u{a0}").unwrap().contours.is_empty());
        assert_eq!(faces.shape(style, "\u{e000}"), None);
    }
}
