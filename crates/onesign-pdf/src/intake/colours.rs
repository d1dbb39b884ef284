//! Colours of annotations (ISO 32000-2, Table 166) and default appearance strings (12.7.4.3).

use lopdf::{Dictionary as Received, Object as Old};

use super::lexer::{Lexer, Token, decode_name};
use super::source::Source;
use crate::fonts::Style;
use crate::typeset::Ink;

/// Black, the default.
pub(super) const BLACK: Ink = Ink(0, 0, 0);

/// A colour entry: `None` if it is missing, `Some(None)` for an empty array, which means transparent.
pub(super) fn entry<'a>(
    source: Source<'a>,
    dictionary: &'a Received,
    key: &[u8],
) -> Option<Option<Ink>> {
    let items = source.array(dictionary, key)?;
    let parts: Vec<f64> = items
        .iter()
        .take(4)
        .filter_map(|item| source.number(item))
        .collect();
    Some(ink(&parts))
}

/// The colour of one part grey, three parts RGB or four parts CMYK; `None` for any other number.
fn ink(parts: &[f64]) -> Option<Ink> {
    let byte = |part: f64| (part.clamp(0.0, 1.0) * 255.0).round() as u8;
    match *parts {
        [grey] => Some(Ink(byte(grey), byte(grey), byte(grey))),
        [red, green, blue] => Some(Ink(byte(red), byte(green), byte(blue))),
        [cyan, magenta, yellow, black] => {
            let shown =
                |part: f64| byte((1.0 - part.clamp(0.0, 1.0)) * (1.0 - black.clamp(0.0, 1.0)));
            Some(Ink(shown(cyan), shown(magenta), shown(yellow)))
        }
        _ => None,
    }
}

/// The default style of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Default {
    /// Font size in points; 0 means fitting.
    pub(super) size: f64,
    /// Colour of the text.
    pub(super) ink: Ink,
    /// The bundled font nearest to the named one.
    pub(super) style: Style,
}

impl std::default::Default for Default {
    fn default() -> Self {
        Self {
            size: 0.0,
            ink: BLACK,
            style: Style::Body,
        }
    }
}

/// Reads a default appearance string: the operands of the last `Tf` and of the last colour operator.
pub(super) fn default_appearance(string: &[u8]) -> Default {
    let mut result = Default::default();
    let mut numbers: Vec<f64> = Vec::new();
    let mut font = Vec::new();
    let mut lexer = Lexer::new(string);
    while let Some(token) = lexer.next_token() {
        match token {
            Token::Name(range) => font = decode_name(string.get(range).unwrap_or_default()),
            Token::Operand(range) => numbers.extend(number(string.get(range).unwrap_or_default())),
            Token::InlineImage(_) => numbers.clear(),
            Token::Operator(range) => {
                match string.get(range).unwrap_or_default() {
                    b"Tf" => {
                        let size = numbers.last().copied().unwrap_or(0.0);
                        result.size = Some(size)
                            .filter(|size| (0.0..=200.0).contains(size))
                            .unwrap_or(0.0);
                        result.style = style(&font);
                    }
                    b"g" | b"rg" | b"k" => result.ink = ink(&numbers).unwrap_or(result.ink),
                    _ => {}
                }
                numbers.clear();
            }
        }
    }
    result
}

fn number(written: &[u8]) -> Option<f64> {
    std::str::from_utf8(written)
        .ok()?
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}

/// The fonts of the Times family have serifs; the others are set in the bundled sans.
fn style(font: &[u8]) -> Style {
    let name = String::from_utf8_lossy(font).to_ascii_lowercase();
    let has_serifs = name.starts_with("ti")
        || name.contains("times")
        || name.contains("serif") && !name.contains("sans");
    if has_serifs {
        Style::Serif
    } else {
        Style::Body
    }
}

/// Colour, size and alignment from the default style of a rich text (12.7.4.4), if given.
#[derive(Debug, Clone, Copy, PartialEq, std::default::Default)]
pub(super) struct DefaultStyle {
    pub(super) ink: Option<Ink>,
    pub(super) size: Option<f64>,
    /// As `/Q`: 0 left, 1 centred, 2 right.
    pub(super) quadding: Option<i64>,
}

/// Reads a default style string, declarations of CSS 2.
pub(super) fn default_style(text: &str) -> DefaultStyle {
    let mut result = DefaultStyle::default();
    for (property, value) in text
        .split(';')
        .take(50)
        .filter_map(|part| part.split_once(':'))
    {
        let value = value.trim();
        match property.trim() {
            "color" => result.ink = hexadecimal(value),
            "text-align" => {
                result.quadding = match value {
                    "center" => Some(1),
                    "right" => Some(2),
                    _ => Some(0),
                }
            }
            "font" | "font-size" => {
                let size = value
                    .split_whitespace()
                    .find_map(|word| word.strip_suffix("pt")?.parse().ok());
                result.size = size
                    .filter(|size| (1.0..=200.0).contains(size))
                    .or(result.size);
            }
            _ => {}
        }
    }
    result
}

fn hexadecimal(value: &str) -> Option<Ink> {
    let digits = value.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some(Ink(red, green, blue))
}

/// The bytes of a text entry, for reading a default appearance string.
pub(super) fn bytes<'a>(
    source: Source<'a>,
    dictionary: &'a Received,
    key: &[u8],
) -> Option<&'a [u8]> {
    match source.get(dictionary, key)? {
        Old::String(bytes, _) => Some(bytes),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_appearances_give_font_size_and_colour() {
        let read = |text: &str| default_appearance(text.as_bytes());
        assert_eq!(
            read("/Helv 11.5 Tf 0 g"),
            Default {
                size: 11.5,
                ..Default::default()
            }
        );
        assert_eq!(
            read("1 0 0 rg/TiRo 9 Tf"),
            Default {
                size: 9.0,
                ink: Ink(255, 0, 0),
                style: Style::Serif
            }
        );
        assert_eq!(read("0 1 1 0 k").ink, Ink(255, 0, 0));
        assert_eq!(read("0.5 g").ink, Ink(128, 128, 128));
        for odd in ["Tf", "/F 1e9 Tf", "rg", "/F -3 Tf", "(", ""] {
            assert_eq!(read(odd), Default::default(), "{odd}");
        }
    }

    #[test]
    fn default_styles_are_declarations() {
        let style = default_style("font: italic 12.0pt Helvetica; text-align:right; color:#0080FF");
        assert_eq!(style.ink, Some(Ink(0, 128, 255)));
        assert_eq!((style.size, style.quadding), (Some(12.0), Some(2)));
        assert_eq!(default_style("color:red;;font"), DefaultStyle::default());
    }
}
