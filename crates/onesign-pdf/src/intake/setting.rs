//! Sets text into pictures: aligned lines, wrapped lines, cells of a comb. Text that does not fit is made smaller,
//! never cut off: a signer must see the whole value.

use super::pictures::{Item, Picture, Words};
use crate::fonts::{Library, Style, is_printable};
use crate::geometry::Bounds;
use crate::typeset::{Ink, Line};

/// The smallest font size, in points.
const SMALLEST: f64 = 2.0;
/// Height of a line in ems, the same as the font bounding box of Helvetica.
pub(super) const LEADING: f64 = 1.16;
/// The extent of ink above and below the baseline, in ems.
const ASCENT: f64 = 0.78;
const DESCENT: f64 = 0.22;

/// The replacements for a character that no bundled font has.
const STAND_INS: [char; 3] = ['\u{fffd}', '\u{25a1}', '?'];

/// The alignment of text between the edges (`/Q`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Align {
    /// At the edge where lines of its script begin.
    #[default]
    Start,
    Centre,
    Right,
}

impl Align {
    /// From the value of `/Q` (Table 228).
    pub(super) fn from_quadding(quadding: i64) -> Self {
        match quadding {
            1 => Self::Centre,
            2 => Self::Right,
            _ => Self::Start,
        }
    }
}

/// How text is set.
#[derive(Clone, Copy)]
pub(super) struct Setting<'l> {
    pub(super) library: &'l Library,
    pub(super) style: Style,
    pub(super) ink: Ink,
    pub(super) align: Align,
    /// Size in points; 0 means fitting.
    pub(super) size: f64,
}

/// The characters of a text that can be drawn, and whether any had to be replaced. Control characters have no ink.
pub(super) fn printable(library: &Library, text: &str) -> (String, bool) {
    let stand_in = || {
        STAND_INS
            .into_iter()
            .find(|character| is_printable(library, *character))
    };
    let mut replaced = false;
    let mut result = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => result.push('\n'),
            '\n' | '\t' => result.push(character),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            _ if character.is_control() => {}
            _ if is_printable(library, character) && character != char::REPLACEMENT_CHARACTER => {
                result.push(character)
            }
            _ => {
                replaced = true;
                result.extend(stand_in());
            }
        }
    }
    (result, replaced)
}

impl Setting<'_> {
    /// Sets one line, centred vertically.
    pub(super) fn line(&self, picture: &mut Picture, text: &str, area: Bounds) {
        let line = self.library.line(self.style, text);
        let size = self.fitting(f64::from(line.width), area);
        let y = middle(area, size);
        self.place(picture, line, area, y, size);
    }

    /// Sets lines from the top, wrapped at the edge. Returns whether all of them fit.
    pub(super) fn lines(&self, picture: &mut Picture, text: &str, area: Bounds) -> bool {
        let (mut size, lines) = self.wrapped(text, area);
        size = size.max(SMALLEST);
        let fits = lines.len() as f64 * size * LEADING <= area.height() * 1.01 + 0.5;
        for (index, line) in lines.into_iter().enumerate() {
            let y = area.y1 - size * (ASCENT + 0.1 + index as f64 * LEADING);
            self.place(picture, line, area, y, size);
        }
        fits
    }

    /// The lines of a text and the largest size at which they fit.
    fn wrapped(&self, text: &str, area: Bounds) -> (f64, Vec<Line>) {
        let (width, height) = (area.width().max(1.0), area.height().max(1.0));
        let wanted = if self.size > 0.0 { self.size } else { 12.0 };
        let mut size = wanted.min(height / LEADING).max(SMALLEST);
        loop {
            let lines = self.library.wrap(self.style, text, (width / size) as f32);
            let needed = lines.len() as f64 * size * LEADING;
            if needed <= height || size <= SMALLEST {
                return (size, lines);
            }
            // A smaller size saves both lines and height. Each step has a minimum, so that the loop ends.
            size = (size * (height / needed).sqrt().clamp(0.5, 0.95)).max(SMALLEST);
        }
    }

    /// Sets each character in the middle of its own cell (`/MaxLen` with the comb flag, Table 228).
    pub(super) fn cells(&self, picture: &mut Picture, text: &str, area: Bounds, cells: usize) {
        let characters = self.characters(text);
        let cells = cells.max(characters.len()).max(1);
        let width = area.width() / cells as f64;
        let widest = characters.iter().map(|line| line.width).fold(0.1, f32::max);
        let cell = Bounds {
            x1: area.x0 + width,
            ..area
        };
        let size = self.fitting(f64::from(widest), cell);
        let free = cells - characters.len();
        let is_rtl = self.library.line(self.style, text).rtl;
        let first = match self.align {
            Align::Centre => free / 2,
            Align::Right => free,
            Align::Start => 0,
        };
        for (index, line) in characters.into_iter().enumerate() {
            let at = if is_rtl {
                cells - 1 - index
            } else {
                first + index
            };
            let x = area.x0 + width * (at as f64 + 0.5) - f64::from(line.width) * size / 2.0;
            let y = middle(area, size);
            picture.items.push(Item::Words(Words {
                line,
                x,
                y,
                size,
                ink: self.ink,
            }));
        }
    }

    /// Each character with its marks.
    fn characters(&self, text: &str) -> Vec<Line> {
        let mut clusters: Vec<String> = Vec::new();
        for character in text.chars() {
            let has_room = self
                .library
                .line(self.style, character.encode_utf8(&mut [0; 4]))
                .width
                > 0.0;
            match clusters.last_mut() {
                Some(cluster) if !has_room => cluster.push(character),
                _ => clusters.push(character.into()),
            }
        }
        clusters
            .iter()
            .map(|cluster| self.library.line(self.style, cluster))
            .collect()
    }

    /// The size at which a line of this width in ems fits.
    fn fitting(&self, width: f64, area: Bounds) -> f64 {
        let wanted = if self.size > 0.0 {
            self.size.min(area.height())
        } else {
            area.height() / LEADING
        };
        let most = if width > 0.0 {
            area.width() / width
        } else {
            wanted
        };
        wanted.min(most).max(0.5)
    }

    fn place(&self, picture: &mut Picture, line: Line, area: Bounds, y: f64, size: f64) {
        if line.width <= 0.0 {
            return;
        }
        let free = area.width() - f64::from(line.width) * size;
        let x = match self.align {
            Align::Centre => area.x0 + free / 2.0,
            Align::Right => area.x0 + free,
            Align::Start if line.rtl => area.x0 + free,
            Align::Start => area.x0,
        };
        picture.items.push(Item::Words(Words {
            line,
            x,
            y,
            size,
            ink: self.ink,
        }));
    }
}

/// The baseline of a vertically centred line.
fn middle(area: Bounds, size: f64) -> f64 {
    (area.y0 + area.y1) / 2.0 - size * (ASCENT - DESCENT) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_without_a_glyph_are_replaced_and_the_others_kept() {
        let library = Library::default();
        assert_eq!(
            printable(&library, "π\r\nЖ\u{1}"),
            ("π\nЖ".to_owned(), false)
        );
        let (text, replaced) = printable(&library, "a\u{e000}b");
        assert!(
            replaced && text.starts_with('a') && text.ends_with('b') && text.chars().count() == 3
        );
    }

    #[test]
    fn long_text_is_made_smaller_until_it_fits() {
        let library = Library::default();
        let setting = Setting {
            library: &library,
            style: Style::Body,
            ink: Ink(0, 0, 0),
            align: Align::Start,
            size: 12.0,
        };
        let area = Bounds::between(0.0, 0.0, 100.0, 30.0);
        let mut picture = Picture::default();
        assert!(setting.lines(&mut picture, &"many words ".repeat(20), area));
        let extent = picture.extent().unwrap();
        assert!(extent.x1 <= 101.0 && extent.y0 >= -3.0, "{extent:?}");
        assert!(!setting.lines(&mut Picture::default(), &"word ".repeat(2_000), area));
    }
}
