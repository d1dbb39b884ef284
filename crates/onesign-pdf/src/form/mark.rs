//! The marks of check boxes and radio buttons: whether a state shows a small sign in its own box and nothing else.
//!
//! Every state can be shown after the signature, and a person sees only one of them when signing. A look counts as a
//! mark only if everything in it is known to be harmless; what can't be read is no mark.

use super::fields::Form;
use crate::content::{Token, Tokens};
use crate::object::{Dictionary, Object, Stream};
use crate::read::{Document, decode};
use crate::shown::rectangle;

/// The largest side of a box, in points.
const MAX_SIDE: f64 = 50.0;
/// How much longer one side of a box may be than the other.
const MAX_RATIO: f64 = 3.0;
/// The most bytes of a look.
const MAX_BYTES: usize = 16 << 10;
/// The most lines and curves: a frame, a bevel and a mark made of circles.
const MAX_SEGMENTS: usize = 48;
/// The deepest nesting of forms with pictures.
const MAX_FORMS: usize = 4;
/// The samples of a picture that may be a scanned page.
const MAX_SAMPLES: f64 = 250_000.0;
/// ZapfDingbats' checks, crosses, circles, squares, stars and diamonds.
const DINGBATS: &[u8] = b"345678lmnopqruvHIN";
/// Marks in a font for text.
const LETTERS: &[u8] = b"Xx";

/// The states of a button's widget that its normal appearance draws, with `/Off` left out if it is absent.
pub fn states(document: &Document<'_>, widget: &Dictionary) -> Vec<(Vec<u8>, Object)> {
    let looks = document.value(widget, "AP").unwrap_or(Object::Null);
    let normal = looks
        .as_dictionary()
        .map_or(Ok(Object::Null), |looks| document.value(looks, "N"));
    match normal {
        Ok(Object::Dictionary(states)) => {
            let states = states.iter();
            states
                .map(|(state, look)| (state.to_vec(), look.clone()))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a widget is a small box, and this look of it only a mark.
pub fn is_mark(document: &Document<'_>, form: &Form, widget: &Dictionary, look: &Object) -> bool {
    is_small_box(document, widget)
        && match document.follow(look) {
            Ok(Object::Null) => true,
            Ok(Object::Stream(look)) => draws_mark(document, form, &look).unwrap_or(false),
            _ => false,
        }
}

/// Whether switching a button may hide or reveal a part of a large picture, such as a scanned page, on its page: some of
/// its states fill their box and others do not.
pub fn may_hide_picture(document: &Document<'_>, page: &Dictionary, widget: &Dictionary) -> bool {
    let states = states(document, widget);
    let mut fills: Vec<bool> = states
        .iter()
        .map(|(_, look)| match document.follow(look) {
            Ok(Object::Stream(look)) => fills_box(document, &look).unwrap_or(true),
            _ => false,
        })
        .collect();
    if !states.iter().any(|(state, _)| state == b"Off") {
        fills.push(false);
    }
    let differ = fills.contains(&true) && fills.contains(&false);
    differ && has_large_picture(document, page, 0)
}

/// Whether a look fills a rectangle of more than half its box; `None` if it can't be read.
fn fills_box(document: &Document<'_>, look: &Stream) -> Option<bool> {
    let sides = document.value(&look.dictionary, "BBox").ok()?;
    let sides: Option<Vec<f64>> = sides.as_array()?.iter().map(Object::as_number).collect();
    let [left, bottom, right, top] = sides?.try_into().ok()?;
    let area = (right - left).abs() * (top - bottom).abs();
    let content = decode(look, MAX_BYTES).ok()?;
    let (mut numbers, mut largest, mut filled, mut scale) = (Vec::new(), 0.0_f64, 0.0_f64, 1.0_f64);
    for token in Tokens::new(&content) {
        match token {
            Token::Number(number) => numbers.push(number),
            Token::Operator(operator) => {
                match (operator, numbers.as_slice()) {
                    (b"re", [.., width, height]) => largest = largest.max((width * height).abs()),
                    // Larger scales count even after they end.
                    (b"cm", [a, b, c, d, ..]) => scale *= (a * d - b * c).abs().max(1.0),
                    (b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*", _) => {
                        filled = filled.max(largest);
                        largest = 0.0;
                    }
                    (b"S" | b"s" | b"n", _) => largest = 0.0,
                    _ => {}
                }
                numbers.clear();
            }
            _ => {}
        }
    }
    Some(filled * scale > area / 2.0)
}

/// Whether the resources of a page, or of a form in it, have a picture of many samples. What can't be read counts as one.
fn has_large_picture(document: &Document<'_>, holder: &Dictionary, depth: usize) -> bool {
    let Ok(Object::Dictionary(resources)) = document.inherited(holder, b"Resources") else {
        return false;
    };
    let Ok(Object::Dictionary(held)) = document.value(&resources, "XObject") else {
        return false;
    };
    let is_large = |object: &Object| match document.follow(object) {
        Ok(Object::Stream(held)) if held.dictionary.is("Subtype", "Image") => {
            let side = |key: &str| document.value(&held.dictionary, key).ok()?.as_number();
            let samples = side("Width").and_then(|width| Some(width * side("Height")?));
            samples.is_none_or(|samples| samples > MAX_SAMPLES)
        }
        Ok(Object::Stream(held)) => {
            depth > MAX_FORMS || has_large_picture(document, &held.dictionary, depth + 1)
        }
        _ => true,
    };
    held.iter().any(|(_, object)| is_large(object))
}

/// Whether a widget is as small as the box of a button.
fn is_small_box(document: &Document<'_>, widget: &Dictionary) -> bool {
    let Some([left, bottom, right, top]) = rectangle(document, widget) else {
        return false;
    };
    let (width, height) = (right - left, top - bottom);
    let (short, long) = (width.min(height), width.max(height));
    long <= MAX_SIDE && (long <= 12.0 || long <= short * MAX_RATIO)
}

/// Whether the content of a look is a mark; `None` if it can't be read.
fn draws_mark(document: &Document<'_>, form: &Form, look: &Stream) -> Option<bool> {
    // A layer, or a page of another file in place of the content.
    if look.dictionary.contains("OC") || look.dictionary.contains("Ref") {
        return Some(false);
    }
    let sides = document.value(&look.dictionary, "BBox").ok()?;
    let sides: Option<Vec<f64>> = sides.as_array()?.iter().map(Object::as_number).collect();
    let [left, bottom, right, top] = sides?.try_into().ok()?;
    // Readers clip to this box and fit it into the widget (12.5.5); they treat an empty one differently.
    if (right - left).abs() < 0.01 || (top - bottom).abs() < 0.01 {
        return Some(decode(look, MAX_BYTES).ok()?.is_empty());
    }
    let resources = document.value(&look.dictionary, "Resources").ok()?;
    let own = resources.as_dictionary();
    let default = document.value(&form.dictionary, "DR").ok()?;
    let resources = own.or(default.as_dictionary()).cloned();
    let fonts = match resources {
        Some(resources) => document.value(&resources, "Font").ok()?,
        None => Object::Null,
    };
    let fonts = fonts.as_dictionary().cloned().unwrap_or_default();
    let content = decode(look, MAX_BYTES).ok()?;
    Some(Sign::default().is_drawn(document, &fonts, &content))
}

/// What a look has drawn so far.
#[derive(Default)]
struct Sign {
    segments: usize,
    letters: usize,
    /// The signs of the current font that are marks.
    marks: &'static [u8],
}

impl Sign {
    fn is_drawn(&mut self, document: &Document<'_>, fonts: &Dictionary, content: &[u8]) -> bool {
        let mut operands: Vec<Token<'_>> = Vec::new();
        for token in Tokens::new(content) {
            let Token::Operator(operator) = token else {
                operands.push(token);
                continue;
            };
            if operands.len() > 64 || !self.takes(document, fonts, operator, &operands) {
                return false;
            }
            operands.clear();
        }
        operands.is_empty() && self.segments <= MAX_SEGMENTS && self.letters <= 1
    }

    /// Whether an operator may belong to a mark: paths, plain colours, and one sign of text.
    fn takes(
        &mut self,
        document: &Document<'_>,
        fonts: &Dictionary,
        operator: &[u8],
        operands: &[Token<'_>],
    ) -> bool {
        match operator {
            b"l" | b"c" | b"v" | b"y" => self.segments += 1,
            b"re" => self.segments += 4,
            b"m" | b"h" | b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*"
            | b"n" | b"W" | b"W*" | b"q" | b"Q" | b"cm" | b"w" | b"J" | b"j" | b"M" | b"d"
            | b"i" | b"ri" | b"g" | b"G" | b"rg" | b"RG" | b"k" | b"K" | b"BT" | b"ET" | b"Td"
            | b"TD" | b"Tm" | b"T*" | b"TL" | b"Tc" | b"Tw" | b"Tz" | b"Ts" | b"BMC" | b"EMC"
            | b"MP" => {}
            b"Tr" => return operands == [Token::Number(0.0)],
            b"Tf" => {
                let [Token::Name(name), Token::Number(_)] = operands else {
                    return false;
                };
                self.marks = fonts
                    .get(*name)
                    .map_or(b"".as_slice(), |font| marks(document, font));
            }
            b"Tj" => {
                let [Token::Text(text)] = operands else {
                    return false;
                };
                let text = text
                    .strip_prefix(b"(")
                    .and_then(|text| text.strip_suffix(b")"));
                let Some(text) = text else { return false };
                self.letters += text.len();
                return text.iter().all(|sign| self.marks.contains(sign));
            }
            _ => return false,
        }
        self.segments <= MAX_SEGMENTS
    }
}

/// The signs of a font that are marks. An embedded font may draw anything for any of them.
fn marks(document: &Document<'_>, font: &Object) -> &'static [u8] {
    let Ok(font) = document.follow(font) else {
        return b"";
    };
    let Some(font) = font.as_dictionary() else {
        return b"";
    };
    let name = document.value(font, "BaseFont").unwrap_or(Object::Null);
    let is_dingbats = matches!(name.as_name(), Some(b"ZapfDingbats"));
    let is_standard = ["FontDescriptor", "Encoding"].iter().all(|key| {
        let value = document.value(font, key);
        // Writers name an encoding although the font has its own.
        matches!(value, Ok(Object::Null | Object::Name(_)))
    });
    if is_dingbats && is_standard && font.is("Subtype", "Type1") {
        DINGBATS
    } else if super::appearance::is_ordinary_font(document, font) {
        LETTERS
    } else {
        b""
    }
}
