//! Interprets content streams: every operator that paints leaves marks.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::data::decoded;
use super::digest::{Digests, Hash};
use super::layers::Layers;
use super::letters::Letters;
use super::lexer::{Lexer, Operand, Step};
use super::mark::{Kind, Mark, Painted};
use super::matrix::{Area, Matrix, common, is_empty};
use super::operands::{name, numbers, numbers_of, within_reach};
use super::path::Path;
use super::picture::hides_all;
use super::state::State;
use super::text::Cursor;
use super::unread::Unread;
use crate::object::{Dictionary, Object, Stream};
use crate::read::Document;

/// Most saved states at a time.
const MAX_SAVED: usize = 512;
/// Deepest nesting of forms.
const MAX_DEPTH: usize = 16;
/// Most marks of a page.
const MAX_MARKS: usize = 300_000;

/// What may still be read of a document.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    pub bytes: usize,
    pub operators: usize,
    /// Values below resources.
    pub values: usize,
    /// Comparisons of paint with text.
    pub looks: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            bytes: 96 << 20,
            operators: 20_000_000,
            values: 4_000_000,
            looks: 400_000_000,
        }
    }
}

/// What is known about a document from one page to the next.
pub(super) struct Shop<'d, 'a> {
    pub document: &'d Document<'a>,
    pub budget: Budget,
    pub layers: Layers,
    pub digests: Digests,
    pub fonts: BTreeMap<u32, Rc<Letters>>,
    /// Whether marks get digests and fonts are searched for blanks.
    pub is_thorough: bool,
}

impl<'d, 'a> Shop<'d, 'a> {
    pub fn of(document: &'d Document<'a>, is_thorough: bool) -> Self {
        Self {
            document,
            budget: Budget::default(),
            layers: Layers::of(document),
            digests: Digests::default(),
            fonts: BTreeMap::new(),
            is_thorough,
        }
    }

    pub fn decoded(&mut self, stream: &Stream) -> Result<Vec<u8>, Unread> {
        let content = decoded(self.document, stream, self.budget.bytes)?;
        self.budget.bytes = self.budget.bytes.saturating_sub(content.len());
        Ok(content)
    }

    pub fn digest(&mut self, value: &Object) -> Result<u128, Unread> {
        if !self.is_thorough {
            return Ok(0);
        }
        self.digests
            .of(self.document, value, &mut self.budget.values)
    }
}

/// Paints one page.
pub(super) struct Painter<'s, 'd, 'a> {
    pub shop: &'s mut Shop<'d, 'a>,
    pub painted: Painted,
    /// The annotation that is painted.
    pub annotation: Option<u32>,
}

/// A content stream during painting.
pub(super) struct Drawing<'r> {
    pub resources: &'r Dictionary,
    pub depth: usize,
    pub state: State,
    pub saved: Vec<State>,
    /// Set between `BT` and `ET`.
    pub cursor: Option<Cursor>,
    pub path: Path,
    /// The layers of the marked content around the operator, and whether they are hidden.
    pub marked: Vec<bool>,
    /// Nesting of `BX` (7.8.2).
    pub lenient: usize,
    /// Text that becomes a clipping path at `ET`.
    pub clips_by_text: bool,
}

impl Painter<'_, '_, '_> {
    /// Notes why something can't be read.
    pub fn note(&mut self, result: Result<(), Unread>) {
        if let Err(why) = result {
            self.painted.unread.get_or_insert(why);
        }
    }

    /// Paints a content stream.
    pub fn run(
        &mut self,
        mut lexer: Lexer<'_>,
        resources: &Dictionary,
        start: State,
        depth: usize,
    ) -> Result<(), Unread> {
        let mut drawing = Drawing {
            resources,
            depth,
            state: start,
            saved: Vec::new(),
            cursor: None,
            path: Path::default(),
            marked: Vec::new(),
            lenient: 0,
            clips_by_text: false,
        };
        let mut operands = Vec::new();
        while let Some(step) = lexer.next(&mut operands)? {
            let left = self.shop.budget.operators.checked_sub(1);
            self.shop.budget.operators = left.ok_or(Unread::TooMuch)?;
            match step {
                Step::Operator(operator) => self.apply(operator, &operands, &mut drawing)?,
                Step::Image(data) => self.inline_image(data, &operands, &drawing)?,
            }
        }
        Ok(())
    }

    fn apply(
        &mut self,
        operator: &[u8],
        operands: &[Operand<'_>],
        drawing: &mut Drawing<'_>,
    ) -> Result<(), Unread> {
        match operator {
            b"q" => {
                if drawing.saved.len() >= MAX_SAVED {
                    return Err(Unread::TooMuch);
                }
                drawing.saved.push(drawing.state.clone());
            }
            b"Q" => {
                if let Some(saved) = drawing.saved.pop() {
                    drawing.state = saved;
                }
            }
            b"cm" => {
                let [a, b, c, d, e, f] = numbers(operands)?;
                let matrix = super::matrix::both(&[a, b, c, d, e, f], &drawing.state.matrix);
                drawing.state.matrix = within_reach(matrix)?;
            }
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => {
                self.trace(operator, operands, drawing)?;
            }
            b"W" | b"W*" => drawing.path.clips = true,
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" | b"S" | b"s" => {
                self.paint(operator, drawing)?;
            }
            b"Do" => self.object(name(operands)?, drawing)?,
            b"sh" => self.shading(name(operands)?, drawing)?,
            b"BMC" => drawing.marked.push(false),
            b"BDC" => {
                let hidden = self.is_hidden(operands, drawing)?;
                drawing.marked.push(hidden);
                drawing.state.when.at_choice |= hidden;
            }
            b"EMC" => self.end_marked(drawing),
            b"MP" | b"DP" => {}
            b"BX" => drawing.lenient += 1,
            b"EX" => drawing.lenient = drawing.lenient.saturating_sub(1),
            _ => return self.apply_state(operator, operands, drawing),
        }
        Ok(())
    }

    fn end_marked(&mut self, drawing: &mut Drawing<'_>) {
        if drawing.marked.pop() == Some(true) && !drawing.marked.contains(&true) {
            // Without knowledge of the state before, the safe answer is that it is seen.
            drawing.state.when.at_choice = false;
        }
    }

    /// Whether marked content belongs to a hidden layer.
    fn is_hidden(&self, operands: &[Operand<'_>], drawing: &Drawing<'_>) -> Result<bool, Unread> {
        match operands {
            [Operand::Name(tag), Operand::Name(name)] if tag == b"OC" => {
                let lists = self.resource(drawing.resources, "Properties", name);
                // Readers show content of an unknown layer.
                Ok(lists.is_ok_and(|layer| self.shop.layers.is_hidden(&layer)))
            }
            _ => Ok(false),
        }
    }

    /// A resource by its name, not followed.
    pub fn resource(
        &self,
        resources: &Dictionary,
        kind: &str,
        name: &[u8],
    ) -> Result<Object, Unread> {
        let all = self.shop.document.value(resources, kind);
        let all = all.map_err(|_| Unread::Object)?;
        let found = all.as_dictionary().and_then(|all| all.get(name));
        found.cloned().ok_or(Unread::Resource)
    }

    /// A resource that is a dictionary, and its digest.
    pub fn described(
        &mut self,
        resources: &Dictionary,
        kind: &str,
        name: &[u8],
    ) -> Result<(Dictionary, u128), Unread> {
        let found = self.resource(resources, kind, name)?;
        let digest = self.shop.digest(&found)?;
        match self.shop.document.follow(&found) {
            Ok(Object::Dictionary(dictionary)) => Ok((dictionary, digest)),
            _ => Err(Unread::Object),
        }
    }

    /// Adds a mark, clipped.
    pub fn mark(
        &mut self,
        (kind, area): (Kind, Area),
        is_opaque: bool,
        state: &State,
        digest: impl FnOnce(&mut Hash),
    ) -> Result<(), Unread> {
        let area = common(area, state.clip);
        // A line without thickness is seen too.
        let area = match kind {
            Kind::Rule if !is_empty(super::matrix::grown(area, 0.1)) => area,
            _ if is_empty(area) => return Ok(()),
            _ => area,
        };
        if self.painted.marks.len() >= MAX_MARKS {
            return Err(Unread::TooMuch);
        }
        let digest = if self.shop.is_thorough {
            let mut hash = Hash::default();
            hash.numbers(&area);
            hash.number(state.style);
            digest(&mut hash);
            hash.done()
        } else {
            0
        };
        self.painted.marks.push(Mark {
            kind,
            area,
            is_opaque,
            when: state.when,
            annotation: self.annotation,
            digest,
        });
        Ok(())
    }

    /// An external object (8.8).
    fn object(&mut self, name: &[u8], drawing: &Drawing<'_>) -> Result<(), Unread> {
        let found = self.resource(drawing.resources, "XObject", name)?;
        let outline = match &found {
            Object::Reference(at) => self.shop.document.head(*at).map_err(|_| Unread::Object)?,
            _ => return Err(Unread::Object),
        };
        let outline = outline.as_dictionary().ok_or(Unread::Object)?;
        let mut state = drawing.state.clone();
        if let Some(layer) = outline.get("OC") {
            state.when.at_choice |= self.shop.layers.is_hidden(layer);
        }
        if outline.is("Subtype", "Image") {
            let digest = self.shop.digest(&found)?;
            return self.image(&state, hides_all(outline), |hash| hash.number(digest));
        }
        if !outline.is("Subtype", "Form") {
            return Err(Unread::Object);
        }
        match self.shop.document.follow(&found) {
            Ok(Object::Stream(form)) => self.form(&form, drawing.resources, state, drawing.depth),
            _ => Err(Unread::Object),
        }
    }

    /// A form (8.10), in the state of its user.
    pub fn form(
        &mut self,
        form: &Stream,
        outer: &Dictionary,
        mut state: State,
        depth: usize,
    ) -> Result<(), Unread> {
        if depth >= MAX_DEPTH {
            return Err(Unread::TooMuch);
        }
        let dictionary = &form.dictionary;
        let document = self.shop.document;
        let listed = |key: &str| numbers_of(document, dictionary, key);
        if let Some(matrix) = listed("Matrix")? {
            let matrix = Matrix::try_from(matrix).map_err(|_| Unread::Object)?;
            state.matrix = within_reach(super::matrix::both(&matrix, &state.matrix))?;
        }
        if let Some(sides) = listed("BBox")? {
            let [a, b, c, d] = <[f64; 4]>::try_from(sides).map_err(|_| Unread::Object)?;
            let area = super::matrix::around(&state.matrix, [a, b, c - a, d - b]);
            state.clip = common(area, state.clip);
        }
        let own = document.value(dictionary, "Resources");
        let own = match own.map_err(|_| Unread::Object)? {
            Object::Dictionary(own) => own,
            Object::Null => outer.clone(),
            _ => return Err(Unread::Object),
        };
        // What a group does depends on how it is composed as a whole (11.6.6).
        if let Some(group) = dictionary.get("Group") {
            let mut hash = Hash::of("group");
            hash.number(state.style);
            hash.number(self.shop.digest(group)?);
            state.style = hash.done();
        }
        let content = self.shop.decoded(form)?;
        self.run(Lexer::new(&content), &own, state, depth + 1)
    }
}
