//! The letters that an appearance shows, and whether all of them can be read: inside the field, one after another.

use super::plain::{Piece, State};

/// How much brighter or darker than its background text must be.
const CONTRAST: f64 = 0.2;
/// How far a letter may reach outside the field at the sides, in units of the font size: letters seldom fill their
/// width.
const SIDE: f64 = 0.1;
/// How far the line of writing may be below the field, and how much of the height of a letter must be inside it.
const BELOW: f64 = 0.3;
const ABOVE: f64 = 0.5;
/// How far a letter may reach back into the one before it, as pairs such as A and V do.
const KERNING: f64 = 0.2;
/// The least distance of two lines.
const LEADING: f64 = 0.6;

/// Text under construction.
#[derive(Debug)]
pub(super) struct Lettering {
    /// Everything that was shown.
    pub words: String,
    /// The start of the line of text, and the scales of its units.
    line: (f64, f64),
    scale: (f64, f64),
    /// How far the next letter is from the start of the line.
    along: f64,
    /// The end of the last letter, its height above the origin, and its size.
    last: Option<(f64, f64, f64)>,
}

impl Default for Lettering {
    fn default() -> Self {
        Self {
            words: String::new(),
            line: (0.0, 0.0),
            scale: (1.0, 1.0),
            along: 0.0,
            last: None,
        }
    }
}

impl Lettering {
    /// Starts a line at a place.
    pub fn start(&mut self, line: (f64, f64), scale: (f64, f64)) {
        (self.line, self.scale, self.along) = (line, scale, 0.0);
    }

    /// Starts the next line.
    pub fn down(&mut self, x: f64, y: f64) {
        let (across, up) = self.scale;
        self.line = (self.line.0 + x * across, self.line.1 + y * up);
        self.along = 0.0;
    }

    /// Shows strings; `None` unless each letter can be read.
    pub fn show(&mut self, pieces: &[Piece<'_>], state: &State, grounds: &[f64]) -> Option<()> {
        let (widths, size) = state.font.as_ref()?;
        let stands_out = |ground: &f64| (state.ink - ground).abs() > CONTRAST;
        if !grounds.iter().all(stands_out) || size * self.scale.1 <= 1.0 {
            return None;
        }
        let across = state.stretch * self.scale.0;
        for piece in pieces {
            let string = match piece {
                Piece::Text(string) => decoded(string)?,
                Piece::Back(by) => {
                    self.along -= by / 1000.0 * size * across;
                    continue;
                }
            };
            for byte in string {
                let width = widths.width(byte)? * size;
                let is_space = byte == b' ';
                if !is_space {
                    self.letter(width * across, size * self.scale.1, state)?;
                }
                let space = if is_space { state.word_spacing } else { 0.0 };
                self.along += (width + state.spacing + space) * across;
                self.words.push(char::from(byte));
            }
        }
        Some(())
    }

    /// One letter after the last one.
    fn letter(&mut self, width: f64, size: f64, state: &State) -> Option<()> {
        let start = self.line.0 + state.origin.0 + self.along;
        let (end, y) = (start + width, self.line.1 + state.origin.1);
        let [left, bottom, right, top] = state.clip;
        let is_inside = start >= left - SIDE * size
            && end <= right + SIDE * size
            && y >= bottom - BELOW * size
            && y + ABOVE * size <= top;
        let is_onward = self.last.is_none_or(|(before, above, former)| {
            let follows = start >= before - KERNING * size;
            let down = above - y;
            down >= LEADING * size.max(former) || down >= -1.0 && follows
        });
        self.last = Some((end, y, size));
        (is_inside && is_onward).then_some(())
    }
}

/// A string in parentheses (7.3.4.2), decoded.
fn decoded(string: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = string
        .strip_prefix(b"(")?
        .strip_suffix(b")")?
        .iter()
        .copied()
        .peekable();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            decoded.push(byte);
            continue;
        }
        match bytes.next()? {
            b'n' | b'r' | b't' | b'b' | b'f' => decoded.push(b' '),
            digit @ b'0'..=b'7' => {
                let mut value = u32::from(digit - b'0');
                for _ in 0..2 {
                    if let Some(digit) = bytes.next_if(|digit| matches!(digit, b'0'..=b'7')) {
                        value = value * 8 + u32::from(digit - b'0');
                    }
                }
                decoded.push(u8::try_from(value).unwrap_or(u8::MAX));
            }
            b'\r' | b'\n' => {}
            other => decoded.push(other),
        }
    }
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn strings_are_decoded() {
        let read =
            |text: &[u8]| decoded(text).map(|text| String::from_utf8(text).unwrap_or_default());
        assert_eq!(read(b"(25\\060 \\(net\\))").as_deref(), Some("250 (net)"));
        assert_eq!(read(b"(a(b)c)").as_deref(), Some("a(b)c"));
        assert_eq!(read(b"(open"), None);
    }
}
