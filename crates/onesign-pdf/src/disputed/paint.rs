//! Forms, patterns, shadings and drawn glyphs that are incomplete or against the standard: one reader draws them,
//! another does not.

use super::Judge;
use super::colours::{family, is_function};
use crate::content::{Token, Tokens};
use crate::object::{Dictionary, Object, Stream};

/// The smallest step of a pattern, in its own units.
const MIN_STEP: f64 = 0.05;
/// Most bytes of one pattern or glyph.
const MAX_CONTENT: usize = 16 << 20;
/// Most functions of a shading: one for each component.
const MAX_FUNCTIONS: usize = 32;

/// The operators of calculator functions (table 42).
const OPERATORS: [&str; 42] = [
    "abs", "add", "atan", "ceiling", "cos", "cvi", "cvr", "div", "exp", "floor", "idiv", "ln",
    "log", "mod", "mul", "neg", "round", "sin", "sqrt", "sub", "truncate", "and", "bitshift", "eq",
    "false", "ge", "gt", "le", "lt", "ne", "not", "or", "true", "xor", "if", "ifelse", "copy",
    "dup", "exch", "index", "pop", "roll",
];

impl Judge<'_, '_> {
    /// Whether readers may differ on a form XObject (8.10.2).
    pub fn form(&self, form: &Dictionary) -> bool {
        let bounds = self.numbers(&self.value(form, "BBox"));
        bounds.is_none_or(|bounds| bounds.len() != 4)
    }

    /// Whether readers may differ on a soft mask (11.6.5.1): the group tells in which space light is measured.
    pub fn soft_mask(&self, mask: &Dictionary) -> bool {
        if !self.value(mask, "S").is_name("Luminosity") {
            return false;
        }
        let Object::Stream(form) = self.value(mask, "G") else {
            return true;
        };
        let group = self.value(&form.dictionary, "Group");
        let group = group.as_dictionary();
        group.is_none_or(|group| self.value(group, "CS") == Object::Null)
    }

    /// Whether readers may differ on a pattern (8.7).
    pub fn pattern(&self, pattern: &Object) -> bool {
        match pattern {
            Object::Dictionary(entries) => {
                let kind = self.value(entries, "PatternType");
                kind != Object::Integer(2) || self.shading(&self.value(entries, "Shading"), false)
            }
            Object::Stream(tiling) => self.tiling(tiling),
            _ => true,
        }
    }

    fn tiling(&self, tiling: &Stream) -> bool {
        let entries = &tiling.dictionary;
        let are_steps = ["XStep", "YStep"].iter().all(|key| {
            let step = self.value(entries, key).as_number();
            step.is_some_and(|step| step.abs() >= MIN_STEP)
        });
        let is_coloured = match self.value(entries, "PaintType").as_integer() {
            Some(1) => true,
            Some(2) => false,
            _ => return true,
        };
        if !are_steps || self.form(entries) {
            return true;
        }
        !is_coloured
            && self
                .decoded(tiling, MAX_CONTENT)
                .is_none_or(|content| sets_colour(&content))
    }

    /// Whether readers may differ on a shading (8.7.4.5): one of the operator `sh`, or one of a pattern.
    pub fn shading(&self, shading: &Object, is_painted: bool) -> bool {
        let entries = match shading {
            Object::Dictionary(entries) => entries,
            Object::Stream(stream) => &stream.dictionary,
            _ => return true,
        };
        let has_background = self.value(entries, "Background") != Object::Null;
        let function = self.value(entries, "Function");
        let has_function = match &function {
            Object::Array(each) => {
                (1..=MAX_FUNCTIONS).contains(&each.len())
                    && each.iter().all(|one| self.is_sound(&self.followed(one)))
            }
            one => self.is_sound(one),
        };
        let space = self.value(entries, "ColorSpace");
        let is_indexed = family(&space) == b"Indexed" && function != Object::Null;
        let coordinates = self.numbers(&self.value(entries, "Coords"));
        let is_drawn = match self.value(entries, "ShadingType").as_integer() {
            Some(1) => has_function,
            Some(2) => {
                has_function
                    && matches!(coordinates.as_deref(), Some([a, b, c, d]) if (a, b) != (c, d))
            }
            Some(3) => {
                let circles = matches!(coordinates.as_deref(), Some([a, b, r, c, d, s])
                    if *r >= 0.0 && *s >= 0.0 && r + s > 0.0 && (a, b, r) != (c, d, s));
                has_function && circles
            }
            Some(4..=7) => {
                shading.as_stream().is_some() && (function == Object::Null || has_function)
            }
            _ => false,
        };
        has_background && is_painted || is_indexed || !is_drawn
    }

    /// Whether a function has what its type requires (7.10).
    fn is_sound(&self, function: &Object) -> bool {
        if !is_function(function) {
            return false;
        }
        let entries = match function {
            Object::Dictionary(entries) => entries,
            Object::Stream(stream) => &stream.dictionary,
            _ => return false,
        };
        let length = |key: &str| self.value(entries, key).as_array().map(<[Object]>::len);
        let has_domain = length("Domain").is_some_and(|length| length >= 2);
        let is_complete = match self.value(entries, "FunctionType").as_integer() {
            Some(2) => length("C0").unwrap_or(1) == length("C1").unwrap_or(1),
            Some(3) => {
                let parts = self.value(entries, "Functions");
                let parts = parts.as_array().unwrap_or_default();
                let all = parts.iter().all(|part| is_function(&self.followed(part)));
                all && !parts.is_empty()
                    && length("Bounds") == Some(parts.len() - 1)
                    && length("Encode") == Some(2 * parts.len())
            }
            Some(4) => self.is_program(function),
            _ => length("Range").is_some_and(|length| length >= 2),
        };
        has_domain && is_complete
    }

    /// Whether a calculator function (7.10.5) uses only the operators that the standard defines.
    fn is_program(&self, function: &Object) -> bool {
        let Some(program) = function
            .as_stream()
            .and_then(|own| self.decoded(own, MAX_CONTENT))
        else {
            return false;
        };
        let program = String::from_utf8_lossy(&program);
        let mut words = program
            .split(|c: char| c.is_ascii_whitespace() || matches!(c, '{' | '}' | '\0'))
            .filter(|word| !word.is_empty());
        let count = |brace: char| program.matches(brace).count();
        let is_known = |word: &str| OPERATORS.contains(&word) || word.parse::<f64>().is_ok();
        program.contains('%') || count('{') == count('}') && words.all(is_known)
    }

    /// Whether readers may differ on a font whose glyphs are drawn by content (9.6.4).
    pub(super) fn drawn_font(&self, font: &Dictionary) -> bool {
        let encoding = self.value(font, "Encoding");
        let has_names = encoding
            .as_dictionary()
            .is_some_and(|encoding| self.value(encoding, "Differences").as_array().is_some());
        let matrix = self.numbers(&self.value(font, "FontMatrix"));
        let is_matrix = matrix.is_some_and(|matrix| matrix.len() == 6);
        let Object::Dictionary(glyphs) = self.value(font, "CharProcs") else {
            return true;
        };
        !has_names || !is_matrix || glyphs.iter().any(|(_, glyph)| self.glyph(glyph))
    }

    /// Whether a glyph that takes the colour of the text sets a colour itself.
    fn glyph(&self, glyph: &Object) -> bool {
        let Object::Stream(glyph) = self.followed(glyph) else {
            return true;
        };
        let Some(content) = self.decoded(&glyph, MAX_CONTENT) else {
            return true;
        };
        let first = Tokens::new(&content).find_map(|token| match token {
            Token::Operator(operator) => Some(operator.to_vec()),
            _ => None,
        });
        match first.as_deref() {
            Some(b"d0") => false,
            Some(b"d1") => sets_colour(&content) || has_inline_colours(&content),
            _ => true,
        }
    }
}

/// Whether content chooses a colour, a graphics state or a shading.
fn sets_colour(content: &[u8]) -> bool {
    Tokens::new(content).any(|token| {
        matches!(
            token,
            Token::Operator(
                b"g" | b"G"
                    | b"rg"
                    | b"RG"
                    | b"k"
                    | b"K"
                    | b"cs"
                    | b"CS"
                    | b"sc"
                    | b"SC"
                    | b"scn"
                    | b"SCN"
                    | b"sh"
                    | b"gs"
            )
        )
    })
}

/// Whether an inline image (8.9.7) is not a mask.
fn has_inline_colours(content: &[u8]) -> bool {
    let count = |wanted: fn(&Token<'_>) -> bool| Tokens::new(content).filter(wanted).count();
    let images = count(|token| *token == Token::Operator(b"BI"));
    let masks = count(|token| matches!(token, Token::Name(b"IM" | b"ImageMask")));
    masks < images
}
