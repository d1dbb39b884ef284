//! What the content of pages leaves to the press or to the viewer: paint that overprints (8.6.7) hides what is below on
//! a screen, and on a press both show; text in a font that the resources do not name (7.8.3) is drawn in any font, or
//! not at all.

use super::colour::brightness;
use crate::content::{Token, Tokens};
use crate::object::{Dictionary, Object, Stream};
use crate::read::{Document, decode};

/// Most bytes of content to read from a whole document.
const MAX_BYTES: usize = 64 << 20;
/// Deepest nesting of forms.
const MAX_DEPTH: usize = 12;
/// Most forms to run.
const MAX_FORMS: usize = 10_000;
/// Most saved states at a time.
const MAX_SAVED: usize = 500;
/// Above this brightness, paint is not taken for black text.
const DARK: f64 = 0.25;

/// The pages (zero-based) on which paint that is not dark overprints. Content that can't be read counts as such.
pub fn overprinted_pages(document: &Document<'_>, pages: &[Dictionary]) -> Vec<usize> {
    found(document, pages, Sought::Overprint, true)
}

/// The pages (zero-based) with text in a font that the resources do not name, as far as content can be read.
pub fn fontless_pages(document: &Document<'_>, pages: &[Dictionary]) -> Vec<usize> {
    found(document, pages, Sought::Fontless, false)
}

fn found(
    document: &Document<'_>,
    pages: &[Dictionary],
    sought: Sought,
    if_unread: bool,
) -> Vec<usize> {
    let mut press = Press {
        document,
        sought,
        bytes: MAX_BYTES,
        forms: MAX_FORMS,
    };
    let found = pages.iter().enumerate();
    found
        .filter(|(_, page)| press.page(page).unwrap_or(if_unread))
        .map(|(index, _)| index)
        .collect()
}

/// What to look for.
#[derive(Clone, Copy, PartialEq)]
enum Sought {
    Overprint,
    Fontless,
}

/// The kind of a colour space.
#[derive(Clone, Copy, PartialEq)]
enum Space {
    /// The numbers tell how light a colour is.
    Process,
    /// Only black ink, by its share.
    Black,
    Other,
}

/// The paint of fills or strokes.
#[derive(Clone, Copy)]
struct Paint {
    overprints: bool,
    space: Space,
    is_dark: bool,
}

impl Paint {
    const BLACK: Self = Self {
        overprints: false,
        space: Space::Process,
        is_dark: true,
    };

    fn set(&mut self, numbers: &[f64]) {
        self.is_dark = match (self.space, numbers) {
            (Space::Process, [_, ..]) => brightness(numbers).is_some_and(|light| light <= DARK),
            (Space::Black, [share]) => *share >= 1.0 - DARK,
            _ => false,
        };
    }

    const fn shows_through(self) -> bool {
        self.overprints && !self.is_dark
    }
}

struct Press<'d, 'a> {
    document: &'d Document<'a>,
    sought: Sought,
    bytes: usize,
    forms: usize,
}

impl Press<'_, '_> {
    /// `None` if content can't be read.
    fn page(&mut self, page: &Dictionary) -> Option<bool> {
        let parts = match self.document.value(page, "Contents").ok()? {
            Object::Null => Vec::new(),
            Object::Array(parts) => parts,
            one => vec![one],
        };
        let mut content = Vec::new();
        for part in &parts {
            if let Object::Stream(part) = self.document.follow(part).ok()? {
                content.extend(self.decoded(&part)?);
                content.push(b'\n');
            }
        }
        let resources = self.document.inherited(page, b"Resources").ok()?;
        let resources = resources.as_dictionary().cloned().unwrap_or_default();
        let found = self.run(&content, &resources, [Paint::BLACK; 2], 0)?;
        // The form may have the fonts of annotations.
        if found || self.sought == Sought::Fontless {
            return Some(found);
        }
        let annotations = self.document.value(page, "Annots").ok()?;
        for annotation in annotations.as_array().unwrap_or_default() {
            let annotation = self.document.follow(annotation).ok()?;
            let Some(annotation) = annotation.as_dictionary() else {
                continue;
            };
            let looks = self.document.value(annotation, "AP").ok()?;
            let look = looks
                .as_dictionary()
                .map(|looks| self.document.value(looks, "N"));
            if let Some(Ok(Object::Stream(look))) = look
                && self.form(&look, &resources, [Paint::BLACK; 2], 0)?
            {
                return Some(true);
            }
        }
        Some(false)
    }

    fn decoded(&mut self, stream: &Stream) -> Option<Vec<u8>> {
        let content = decode(stream, self.bytes).ok()?;
        self.bytes = self.bytes.saturating_sub(content.len());
        Some(content)
    }

    fn run(
        &mut self,
        content: &[u8],
        resources: &Dictionary,
        start: [Paint; 2],
        depth: usize,
    ) -> Option<bool> {
        let mut paints = start;
        let mut has_font = true;
        let mut saved = Vec::new();
        let mut numbers = Vec::new();
        let mut name: &[u8] = &[];
        for token in Tokens::new(content) {
            match token {
                Token::Number(number) => numbers.push(number),
                Token::Name(found) => name = found,
                Token::Text(_) | Token::Other => {}
                Token::Operator(operator) => {
                    let shows = match operator {
                        b"q" if saved.len() < MAX_SAVED => {
                            saved.push((paints, has_font));
                            false
                        }
                        b"Q" => {
                            (paints, has_font) = saved.pop().unwrap_or((start, true));
                            false
                        }
                        b"Tf" => {
                            has_font = self.named(resources, "Font", name)? != Object::Null;
                            false
                        }
                        b"Tj" | b"TJ" | b"'" | b"\"" if self.sought == Sought::Fontless => {
                            !has_font
                        }
                        b"gs" => {
                            self.state(resources, name, &mut paints)?;
                            false
                        }
                        b"Do" => self.object(resources, name, paints, depth)?,
                        _ => self.colour(operator, &numbers, name, resources, &mut paints)?,
                    };
                    if shows {
                        return Some(true);
                    }
                    numbers.clear();
                }
            }
        }
        Some(false)
    }

    /// Operators that choose a colour or paint with one; whether that shows what is below.
    fn colour(
        &self,
        operator: &[u8],
        numbers: &[f64],
        name: &[u8],
        resources: &Dictionary,
        [fill, stroke]: &mut [Paint; 2],
    ) -> Option<bool> {
        match operator {
            b"g" | b"rg" | b"k" => {
                fill.space = Space::Process;
                fill.set(numbers);
            }
            b"G" | b"RG" | b"K" => {
                stroke.space = Space::Process;
                stroke.set(numbers);
            }
            b"cs" | b"CS" => {
                let paint = if operator == b"cs" { fill } else { stroke };
                paint.space = self.space(resources, name)?;
                paint.is_dark = paint.space != Space::Other;
            }
            b"sc" | b"scn" => fill.set(numbers),
            b"SC" | b"SCN" => stroke.set(numbers),
            b"f" | b"F" | b"f*" | b"Tj" | b"TJ" | b"'" | b"\"" | b"sh" => {
                return Some(fill.shows_through());
            }
            b"S" | b"s" => return Some(stroke.shows_through()),
            b"B" | b"B*" | b"b" | b"b*" => {
                return Some(fill.shows_through() || stroke.shows_through());
            }
            _ => {}
        }
        Some(false)
    }

    fn named(&self, resources: &Dictionary, kind: &str, name: &[u8]) -> Option<Object> {
        let all = self.document.value(resources, kind).ok()?;
        let found = all.as_dictionary().and_then(|all| all.get(name).cloned());
        found.map_or(Some(Object::Null), |found| {
            self.document.follow(&found).ok()
        })
    }

    fn state(&self, resources: &Dictionary, name: &[u8], paints: &mut [Paint; 2]) -> Option<()> {
        let state = self.named(resources, "ExtGState", name)?;
        let Some(state) = state.as_dictionary() else {
            return Some(());
        };
        let value = |key: &str| -> Option<Option<bool>> {
            match self.document.value(state, key).ok()? {
                Object::Null => Some(None),
                set => set.as_boolean().map(Some),
            }
        };
        // A graphics state may name a font too, which is an object of its own (8.4.5).
        if self.sought == Sought::Fontless {
            return Some(());
        }
        let [fill, stroke] = paints;
        if let Some(set) = value("OP")? {
            stroke.overprints = set;
            fill.overprints = set;
        }
        if let Some(set) = value("op")? {
            fill.overprints = set;
        }
        Some(())
    }

    fn space(&self, resources: &Dictionary, name: &[u8]) -> Option<Space> {
        if name.starts_with(b"Device") {
            return Some(Space::Process);
        }
        let space = self.named(resources, "ColorSpace", name)?;
        let name_at = |at: usize| -> Option<Vec<u8>> {
            let item = self.document.follow(space.as_array()?.get(at)?).ok()?;
            item.as_name().map(<[u8]>::to_vec)
        };
        Some(match name_at(0).as_deref() {
            Some(b"ICCBased" | b"CalRGB" | b"CalGray") => Space::Process,
            Some(b"Separation") if matches!(name_at(1).as_deref(), Some(b"Black" | b"All")) => {
                Space::Black
            }
            _ => Space::Other,
        })
    }

    fn object(
        &mut self,
        resources: &Dictionary,
        name: &[u8],
        paints: [Paint; 2],
        depth: usize,
    ) -> Option<bool> {
        let objects = self.document.value(resources, "XObject").ok()?;
        let found = objects
            .as_dictionary()
            .and_then(|all| all.get(name).cloned());
        let Some(found) = found else {
            return Some(false);
        };
        // An image may be large and does not matter here, so its data are not even copied.
        let outline = found.as_reference().map(|at| self.document.outline(at));
        let is_form = |object: &Object| {
            let stream = object.as_stream();
            stream.is_some_and(|stream| stream.dictionary.is("Subtype", "Form"))
        };
        if let Some(outline) = outline
            && !is_form(&outline.ok()?)
        {
            return Some(false);
        }
        match self.document.follow(&found).ok()? {
            Object::Stream(form) => self.form(&form, resources, paints, depth),
            _ => Some(false),
        }
    }

    fn form(
        &mut self,
        form: &Stream,
        outer: &Dictionary,
        paints: [Paint; 2],
        depth: usize,
    ) -> Option<bool> {
        self.forms = self.forms.checked_sub(1)?;
        if depth > MAX_DEPTH {
            return None;
        }
        let content = self.decoded(form)?;
        let own = self.document.value(&form.dictionary, "Resources").ok()?;
        let resources = own.as_dictionary().unwrap_or(outer);
        self.run(&content, resources, paints, depth + 1)
    }
}
