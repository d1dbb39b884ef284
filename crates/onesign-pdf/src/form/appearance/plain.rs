//! Reads the content of an appearance that shows only plain text.

use super::font;
use crate::content::{Token, Tokens};
use crate::form::fields::Form;
use crate::object::{Dictionary, Object, Stream};
use crate::read::{Document, decode};
use crate::shown::brightness;

/// Most bytes of an appearance to read.
const MAX_BYTES: usize = 1 << 20;
/// Most saved states at a time.
const MAX_SAVED: usize = 50;
/// How far a frame may be from the edge, in the units of the appearance.
const RIM: f64 = 4.5;
/// How much brighter or darker than its background text must be.
const CONTRAST: f64 = 0.2;

/// The text of an appearance that shows only plain text.
pub(super) fn text(document: &Document<'_>, form: &Form, appearance: &Stream) -> Option<String> {
    Reader::read(document, form, appearance)
}

/// The state that `q` saves.
#[derive(Clone, Copy)]
struct State {
    /// The position of the origin.
    origin: (f64, f64),
    /// The brightness of text and fillings.
    ink: f64,
    /// How many components the device colour space of text and fillings has (8.6.4).
    components: usize,
    /// The font size, if the font is plain.
    size: Option<f64>,
    leading: f64,
}

/// The operands of an operator.
#[derive(Default)]
struct Operands<'c> {
    numbers: Vec<f64>,
    strings: Vec<&'c [u8]>,
    name: &'c [u8],
}

/// Reads a plain appearance.
struct Reader<'d, 'a> {
    document: &'d Document<'a>,
    fonts: [Dictionary; 2],
    /// Left, bottom, right, top.
    area: [f64; 4],
    state: State,
    /// The brightness of the background.
    ground: f64,
    /// The start of the line of text, and the scale of its units.
    line: (f64, f64),
    scale: f64,
    /// The position of the last shown text.
    last: Option<(f64, f64)>,
    path: Vec<[f64; 4]>,
    text: String,
}

impl<'d, 'a> Reader<'d, 'a> {
    fn read(document: &'d Document<'a>, form: &Form, appearance: &Stream) -> Option<String> {
        let dictionary = &appearance.dictionary;
        if ["OC", "Ref", "PS", "OPI"]
            .iter()
            .any(|key| dictionary.contains(key))
        {
            return None;
        }
        let numbers = |key: &str| -> Option<Vec<f64>> {
            let value = document.value(dictionary, key).ok()?;
            value.as_array()?.iter().map(Object::as_number).collect()
        };
        let [a, b, c, d] = <[f64; 4]>::try_from(numbers("BBox")?).ok()?;
        if dictionary.contains("Matrix") {
            let [x, y, z, w, _, _] = <[f64; 6]>::try_from(numbers("Matrix")?).ok()?;
            // Rotated, but not mirrored.
            if x * w - y * z <= 0.0 {
                return None;
            }
        }
        let fonts = |holder: &Dictionary, key: &str| {
            let held = document.value(holder, key).unwrap_or(Object::Null);
            let held = held
                .as_dictionary()
                .map(|held| document.value(held, "Font"));
            match held {
                Some(Ok(Object::Dictionary(fonts))) => fonts,
                _ => Dictionary::new(),
            }
        };
        if replaces_colours(document, dictionary) {
            return None;
        }
        let content = decode(appearance, MAX_BYTES).ok()?;
        let mut reader = Self {
            document,
            fonts: [
                fonts(dictionary, "Resources"),
                fonts(&form.dictionary, "DR"),
            ],
            area: [a.min(c), b.min(d), a.max(c), b.max(d)],
            state: State {
                origin: (0.0, 0.0),
                ink: 0.0,
                components: 1,
                size: None,
                leading: 0.0,
            },
            ground: 1.0,
            line: (0.0, 0.0),
            scale: 1.0,
            last: None,
            path: Vec::new(),
            text: String::new(),
        };
        reader.run(&content)?;
        Some(reader.text)
    }

    fn run(&mut self, content: &[u8]) -> Option<()> {
        let mut saved: Vec<State> = Vec::new();
        let mut operands = Operands::default();
        for token in Tokens::new(content) {
            match token {
                Token::Number(number) => operands.numbers.push(number),
                Token::Name(name) => operands.name = name,
                Token::Text(string) => operands.strings.push(string),
                // The font determines the meaning of glyph numbers, and a dictionary can contain
                // anything.
                Token::Other => return None,
                Token::Operator(operator) => {
                    self.apply(operator, &operands, &mut saved)?;
                    operands.numbers.clear();
                    operands.strings.clear();
                    operands.name = b"";
                }
            }
        }
        Some(())
    }

    fn apply(
        &mut self,
        operator: &[u8],
        operands: &Operands<'_>,
        saved: &mut Vec<State>,
    ) -> Option<()> {
        match (operator, operands.numbers.as_slice()) {
            (b"q", []) if saved.len() < MAX_SAVED => saved.push(self.state),
            (b"Q", []) => self.state = saved.pop()?,
            (b"cm", &[1.0, 0.0, 0.0, 1.0, x, y]) => {
                self.state.origin.0 += x;
                self.state.origin.1 += y;
            }
            (b"g" | b"rg" | b"k", colour @ [_, ..]) => {
                self.state.components = colour.len();
                self.state.ink = brightness(colour)?;
            }
            (b"cs", []) => {
                self.state.components = components(operands.name)?;
                // Black is the initial colour of every device colour space (table 73).
                self.state.ink = 0.0;
            }
            (b"sc" | b"scn", colour)
                if operands.name.is_empty() && colour.len() == self.state.components =>
            {
                self.state.ink = brightness(colour)?;
            }
            // The colour of lines.
            (b"CS", []) => {
                components(operands.name)?;
            }
            (b"SC" | b"SCN", [_, ..]) if operands.name.is_empty() => {}
            (b"m" | b"l", &[x, y]) => self.path.push([x, y, x, y]),
            (b"re", &[x, y, width, height]) => self.path.push([x, y, x + width, y + height]),
            (
                b"W" | b"W*" | b"h" | b"n" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*"
                | b"S" | b"s",
                [],
            ) => self.paint(operator)?,
            (b"BMC" | b"EMC", []) => {}
            // Line style; a path is checked when it is painted.
            (b"G" | b"RG" | b"K" | b"w" | b"J" | b"j" | b"M" | b"d" | b"i" | b"ri", _) => {}
            _ => self.apply_text(operator, operands)?,
        }
        Some(())
    }

    /// Operators of text (9.3, 9.4).
    fn apply_text(&mut self, operator: &[u8], operands: &Operands<'_>) -> Option<()> {
        match (operator, operands.numbers.as_slice()) {
            (b"Tf", &[size]) => self.state.size = self.font(operands.name).then_some(size),
            (b"BT", []) => (self.line, self.scale) = ((0.0, 0.0), 1.0),
            (b"ET", []) => {}
            (b"Tm", &[a, 0.0, 0.0, d, x, y]) if a > 0.0 && d > 0.0 => {
                (self.line, self.scale) = ((x, y), d);
            }
            (b"Td", &[x, y]) => self.down(x, y),
            (b"TD", &[x, y]) => {
                self.state.leading = -y;
                self.down(x, y);
            }
            (b"TL", &[leading]) => self.state.leading = leading,
            (b"T*", []) => self.down(0.0, -self.state.leading),
            (b"'", []) => {
                self.down(0.0, -self.state.leading);
                self.show(&operands.strings)?;
            }
            (b"Tj", []) => self.show(&operands.strings)?,
            // Kerning to the left must not make pieces overlap.
            (b"TJ", kerning) if kerning.iter().all(|by| *by <= 300.0) => {
                self.show(&operands.strings)?;
            }
            (b"Tc" | b"Tw", &[space]) if space >= -1.0 => {}
            (b"Tz", &[width]) if (50.0..=200.0).contains(&width) => {}
            (b"Tr" | b"Ts", &[0.0]) => {}
            _ => return None,
        }
        Some(())
    }

    fn font(&self, name: &[u8]) -> bool {
        let mut known = self.fonts.iter().filter_map(|fonts| fonts.get(name));
        let found = known
            .next()
            .and_then(|font| self.document.follow(font).ok());
        let found = found.as_ref().and_then(Object::as_dictionary);
        found.is_some_and(|found| font::is_plain(self.document, found))
    }

    fn down(&mut self, x: f64, y: f64) {
        self.line = (self.line.0 + x * self.scale, self.line.1 + y * self.scale);
    }

    /// Shows strings at the start of the line.
    fn show(&mut self, strings: &[&[u8]]) -> Option<()> {
        let size = self.state.size? * self.scale;
        let (x, y) = (
            self.line.0 + self.state.origin.0,
            self.line.1 + self.state.origin.1,
        );
        let [left, bottom, right, top] = self.area;
        let inside = (left..right).contains(&x) && (bottom - size * 0.3..top).contains(&y);
        let onward = self.last.is_none_or(|(before, above)| {
            y < above - 1.0 || (y - above).abs() <= 1.0 && x >= before
        });
        let seen = size > 1.0 && (self.state.ink - self.ground).abs() > CONTRAST;
        if !inside || !onward || !seen {
            return None;
        }
        self.last = Some((x, y));
        for string in strings {
            let string = decoded(string)?;
            if !string.iter().all(|byte| matches!(byte, 0x20..=0x7e)) {
                return None;
            }
            self.text
                .extend(string.iter().map(|&byte| char::from(byte)));
        }
        Some(())
    }

    /// A frame, a background, or a clip that contains the whole field.
    fn paint(&mut self, operator: &[u8]) -> Option<()> {
        if matches!(operator, b"h") {
            return Some(());
        }
        let (x, y) = self.state.origin;
        let [left, bottom, right, top] = self.area;
        let mut all = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
        for [a, b, c, d] in self.path.iter().copied() {
            for (a, b) in [(a + x, b + y), (c + x, d + y)] {
                let at_rim = [a - left, right - a, b - bottom, top - b];
                if at_rim.iter().all(|distance| *distance > RIM) {
                    return None;
                }
                all = [all[0].min(a), all[1].min(b), all[2].max(a), all[3].max(b)];
            }
        }
        let spans = |from: f64, to: f64, whole: f64| to - from >= whole - 2.0 * RIM;
        let wide = spans(all[0], all[2], right - left);
        let high = spans(all[1], all[3], top - bottom);
        if self.path.is_empty() {
            return Some(());
        }
        match operator {
            b"W" | b"W*" => return (wide && high).then_some(()),
            b"n" => {}
            b"S" | b"s" if wide || high => {}
            // A later filling may hide the text.
            _ if wide && high && self.last.is_none() => self.ground = self.state.ink,
            _ => return None,
        }
        self.path.clear();
        Some(())
    }
}

/// How many components a device colour space has; `None` for any other colour space.
fn components(space: &[u8]) -> Option<usize> {
    match space {
        b"DeviceGray" => Some(1),
        b"DeviceRGB" => Some(3),
        b"DeviceCMYK" => Some(4),
        _ => None,
    }
}

/// Whether an appearance may replace the device colour spaces by others, in which a colour may look different (8.6.5.6).
fn replaces_colours(document: &Document<'_>, appearance: &Dictionary) -> bool {
    let resources = document.value(appearance, "Resources");
    let spaces = match &resources {
        Ok(Object::Dictionary(resources)) => document.value(resources, "ColorSpace"),
        Ok(_) => return false,
        Err(_) => return true,
    };
    match spaces {
        Ok(Object::Null) => false,
        Ok(Object::Dictionary(spaces)) => {
            let mut names = spaces.iter();
            names.any(|(name, _)| name.starts_with(b"Default"))
        }
        _ => true,
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
