//! Appearance streams (ISO 32000-2, 12.5.5): which one is shown, whether it shows anything, and where.

use lopdf::{Dictionary as Received, Object as Old, ObjectId, Stream};

use super::IntakeError;
use super::copy::Copier;
use super::lexer::{Lexer, Token, decode_name};
use super::source::{Source, as_dictionary};
use crate::geometry::{Bounds, Matrix};

/// How deep the search for drawing operators follows nested forms.
const MAX_DEPTH: u32 = 4;

/// The normal appearance, chosen by the appearance state if there are several.
#[derive(Clone, Copy)]
pub(super) struct Appearance<'a> {
    pub(super) id: ObjectId,
    stream: &'a Stream,
}

/// The kind of drawing that a stream contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Drawn {
    Nothing,
    /// Lines and areas: a ground, a border.
    Shapes,
    /// Text, pictures, or curves that may be letters.
    Signs,
}

impl<'a> Appearance<'a> {
    /// The appearance of an annotation. If a widget has several and does not name its state, the field's value
    /// `state` does.
    pub(super) fn of(
        source: Source<'a>,
        annotation: &'a Received,
        state: Option<&str>,
    ) -> Option<Self> {
        let normal = source.dictionary(annotation, b"AP")?.get(b"N").ok()?;
        let chosen = match source.resolve(normal)? {
            Old::Dictionary(states) => {
                let state = source
                    .name(annotation, b"AS")
                    .or(state.map(str::as_bytes))?;
                states.get(state).ok()?
            }
            _ => normal,
        };
        Self::located(source, chosen)
    }

    /// The appearance for a named state, if an annotation has several.
    pub(super) fn of_state(
        source: Source<'a>,
        annotation: &'a Received,
        state: &str,
    ) -> Option<Self> {
        let states = source.dictionary(annotation, b"AP")?;
        match source.get(states, b"N")? {
            Old::Dictionary(states) => Self::located(source, states.get(state.as_bytes()).ok()?),
            _ => None,
        }
    }

    fn located(source: Source<'a>, object: &'a Old) -> Option<Self> {
        match source.locate(object)? {
            (Some(id), Old::Stream(stream)) => Some(Self { id, stream }),
            _ => None,
        }
    }

    /// The visible part of its own space, after its matrix.
    pub(super) fn seen(&self, source: Source<'a>) -> Option<Bounds> {
        let form = &self.stream.dict;
        let bounds = source.bounds(form, b"BBox")?;
        Some(source.matrix(form, b"Matrix").bounds(bounds))
    }

    /// The map from its space to the annotation's rectangle (algorithm 8.1).
    pub(super) fn placement(&self, source: Source<'a>, rect: Bounds) -> Matrix {
        let form = &self.stream.dict;
        let bounds = source.bounds(form, b"BBox").unwrap_or(rect);
        let shown = source.matrix(form, b"Matrix").bounds(bounds);
        let ratio = |wanted: f64, given: f64| {
            if given.abs() < 1e-9 {
                1.0
            } else {
                wanted / given
            }
        };
        let (x, y) = (
            ratio(rect.width(), shown.width()),
            ratio(rect.height(), shown.height()),
        );
        Matrix([
            x,
            0.0,
            0.0,
            y,
            rect.x0 - x * shown.x0,
            rect.y0 - y * shown.y0,
        ])
    }

    /// The kind of its drawing. A part that can't be decoded or followed counts as drawn.
    pub(super) fn draws(&self, copier: &mut Copier<'a>) -> Result<Drawn, IntakeError> {
        draws(copier, self.stream, MAX_DEPTH)
    }
}

fn draws<'a>(
    copier: &mut Copier<'a>,
    stream: &'a Stream,
    depth: u32,
) -> Result<Drawn, IntakeError> {
    let source = copier.source;
    let is_flat = source
        .bounds(&stream.dict, b"BBox")
        .is_some_and(|bounds| bounds.width() <= 0.0 || bounds.height() <= 0.0);
    if is_flat {
        return Ok(Drawn::Nothing);
    }
    let data = copier.decoded(stream)?;
    if data.is_empty() && !stream.content.iter().all(u8::is_ascii_whitespace) {
        let encoded = stream.dict.has(b"Filter");
        return Ok(if encoded && stream.content.len() > 16 {
            Drawn::Signs
        } else {
            Drawn::Nothing
        });
    }
    let objects = source
        .dictionary(&stream.dict, b"Resources")
        .and_then(|resources| source.dictionary(resources, b"XObject"));
    let mut found = Drawn::Nothing;
    let (mut has_curve, mut has_text, mut name) = (false, false, Vec::new());
    let mut lexer = Lexer::new(&data);
    while let Some(token) = lexer.next_token() {
        match token {
            Token::Name(range) => name = decode_name(data.get(range).unwrap_or_default()),
            Token::InlineImage(_) => return Ok(Drawn::Signs),
            Token::Operand(range) => has_text |= is_written(data.get(range).unwrap_or_default()),
            Token::Operator(range) => {
                let drawn = match data.get(range).unwrap_or_default() {
                    b"Tj" | b"TJ" | b"'" | b"\"" if has_text => Drawn::Signs,
                    b"sh" => Drawn::Signs,
                    b"Do" => object(copier, objects, &name, depth)?,
                    b"c" | b"v" | b"y" => {
                        has_curve = true;
                        Drawn::Nothing
                    }
                    b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s"
                        if has_curve =>
                    {
                        Drawn::Signs
                    }
                    b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" => {
                        Drawn::Shapes
                    }
                    _ => Drawn::Nothing,
                };
                found = found.max(drawn);
                has_text = false;
            }
        }
        if found == Drawn::Signs {
            break;
        }
    }
    Ok(found)
}

/// The kind of drawing of an XObject, by its name.
fn object<'a>(
    copier: &mut Copier<'a>,
    objects: Option<&'a Received>,
    name: &[u8],
    depth: u32,
) -> Result<Drawn, IntakeError> {
    let object = objects.and_then(|objects| copier.source.get(objects, name));
    match object {
        Some(Old::Stream(stream))
            if copier.source.name(&stream.dict, b"Subtype") == Some(b"Form") =>
        {
            match depth.checked_sub(1) {
                Some(depth) => draws(copier, stream, depth),
                None => Ok(Drawn::Signs),
            }
        }
        Some(object) if as_dictionary(object).is_some() => Ok(Drawn::Signs),
        _ => Ok(Drawn::Nothing),
    }
}

/// Whether a string or an array of strings has a character other than blanks.
fn is_written(operand: &[u8]) -> bool {
    match operand {
        [b'(' | b'<' | b'[', ..] => operand.iter().any(|byte| !b"()<>[] \t\r\n".contains(byte)),
        _ => false,
    }
}
