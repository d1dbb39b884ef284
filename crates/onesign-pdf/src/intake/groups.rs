//! Transparency groups (ISO 32000-2, 11.4) that blend with the page below them.
//!
//! What is blended in a group that isn't isolated is blended with what the page shows there already (11.4.3): so a
//! highlight that multiplies leaves the words readable. The renderer draws every group for itself and puts it onto the
//! page afterwards, where the same highlight covers them. A group that is neither isolated nor a knockout group, and is
//! put onto the page opaquely, without a blend mode and without a mask, shows the same as its elements alone: there it
//! need not be one.

use std::collections::{BTreeMap, BTreeSet};

use super::IntakeError;
use super::copy::Copier;
use super::lexer::{Lexer, Token, decode_name};
use super::typeface::graph::{Graph, decoded};
use crate::object::{Dictionary, Object};

/// Most bytes of content that are gone through, all together.
const MAX_BYTES: u64 = 256 << 20;
/// How deep states may be saved.
const MAX_SAVED: usize = 10_000;
/// How deep forms are looked into for blend modes.
const MAX_DEPTH: u32 = 30;

/// Forms that blend in a group of their own, and are only drawn where they needn't be one, become plain forms.
pub(super) fn open(copier: &mut Copier<'_>) -> Result<(), IntakeError> {
    let graph = Graph {
        objects: copier.objects(),
    };
    let mut blending = blending(graph);
    if blending.is_empty() {
        return Ok(());
    }
    let mut walker = Walker {
        graph,
        limit: copier.limits.max_stream_bytes,
        left: MAX_BYTES,
        drawn: BTreeMap::new(),
    };
    walker.walk()?;
    blending.retain(|form| walker.drawn.get(form) == Some(&true));
    for form in blending {
        if let Some(Object::Stream(stream)) = copier.objects_mut().get_mut(&form) {
            stream.dictionary.remove("Group");
        }
    }
    Ok(())
}

/// Forms with such a group in which something is blended, except those that are masks: these have to stay groups (11.5).
fn blending(graph: Graph<'_>) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    let mut masks = BTreeSet::new();
    for (number, object) in graph.objects {
        match object {
            Object::Stream(stream) if is_open(graph, &stream.dictionary) => {
                if blends(graph, &stream.dictionary, &mut BTreeSet::new(), 0) {
                    found.insert(*number);
                }
            }
            _ => {
                let mask = object.as_dictionary().and_then(|state| {
                    let mask = graph.dictionary(state, "SMask")?;
                    graph.locate(mask.get("G")?)?.0
                });
                masks.extend(mask);
            }
        }
    }
    &found - &masks
}

/// Whether a form is a group that is neither isolated nor a knockout group (11.6.6).
fn is_open(graph: Graph<'_>, form: &Dictionary) -> bool {
    let is = |group: &Dictionary, key: &str| {
        graph
            .entry(group, key)
            .is_some_and(|value| value.as_boolean() != Some(false))
    };
    graph.name(form, "Subtype") == Some(b"Form")
        && graph.dictionary(form, "Group").is_some_and(|group| {
            graph.name(group, "S") == Some(b"Transparency") && !is(group, "I") && !is(group, "K")
        })
}

/// Whether a form, or one that it draws, has a graphics state with a blend mode in its resources.
fn blends(graph: Graph<'_>, form: &Dictionary, seen: &mut BTreeSet<u32>, depth: u32) -> bool {
    let Some(resources) = graph.dictionary(form, "Resources") else {
        return false;
    };
    let listed = |category: &str| {
        let listed = graph.dictionary(resources, category);
        listed.into_iter().flat_map(|listed| listed.iter())
    };
    let mut states = listed("ExtGState").filter_map(|(_, state)| graph.locate(state));
    if states.any(|(_, state)| {
        state
            .as_dictionary()
            .is_some_and(|state| !is_normal(graph, state))
    }) {
        return true;
    }
    listed("XObject").any(|(_, drawn)| match graph.locate(drawn) {
        Some((Some(number), Object::Stream(form))) => {
            depth < MAX_DEPTH
                && seen.insert(number)
                && blends(graph, &form.dictionary, seen, depth + 1)
        }
        _ => false,
    })
}

/// Whether a graphics state has no blend mode, or the one that blends nothing (11.3.5).
fn is_normal(graph: Graph<'_>, state: &Dictionary) -> bool {
    let normal = |name: &[u8]| matches!(name, b"Normal" | b"Compatible");
    match graph.entry(state, "BM") {
        None => true,
        Some(Object::Name(name)) => normal(name),
        Some(Object::Array(names)) => names
            .first()
            .and_then(|name| graph.locate(name)?.1.as_name())
            .is_some_and(normal),
        Some(_) => false,
    }
}

/// How something is put onto what is there (11.6.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    opaque: bool,
    normal: bool,
    unmasked: bool,
}

const PLAIN: State = State {
    opaque: true,
    normal: true,
    unmasked: true,
};

/// Content: the number of its stream, the object whose resources it uses, the state that it starts in.
type Place = (u32, u32, State);

struct Walker<'w> {
    graph: Graph<'w>,
    limit: u64,
    /// How many bytes may still be read.
    left: u64,
    /// The groups that are drawn, and whether always in the plain state.
    drawn: BTreeMap<u32, bool>,
}

impl Walker<'_> {
    /// Goes through the contents of all pages and the forms that they draw, each once in each state.
    fn walk(&mut self) -> Result<(), IntakeError> {
        let graph = self.graph;
        let mut open: Vec<Place> = Vec::new();
        for (number, object) in graph.objects {
            let page = object
                .as_dictionary()
                .filter(|entries| entries.is("Type", "Page"));
            let content = page.and_then(|page| graph.locate(page.get("Contents")?)?.0);
            open.extend(content.map(|content| (content, *number, PLAIN)));
        }
        let mut seen: BTreeSet<Place> = open.iter().copied().collect();
        while let Some(place) = open.pop() {
            let drawn = self.scan(place)?;
            open.extend(drawn.into_iter().filter(|place| seen.insert(*place)));
        }
        Ok(())
    }

    fn scan(&mut self, (stream, owner, start): Place) -> Result<Vec<Place>, IntakeError> {
        let Some(Object::Stream(content)) = self.graph.object(stream) else {
            return Ok(Vec::new());
        };
        let data = decoded(content, self.limit).unwrap_or_default();
        let cost = (data.len() as u64).saturating_add(100);
        self.left = self.left.checked_sub(cost).ok_or(IntakeError::TooComplex)?;
        let (mut state, mut saved, mut found) = (start, Vec::new(), Vec::new());
        let mut name = None;
        let mut lexer = Lexer::new(&data);
        while let Some(token) = lexer.next_token() {
            match token {
                Token::Name(range) => name = data.get(range).map(decode_name),
                Token::Operand(_) | Token::InlineImage(_) => name = None,
                Token::Operator(range) => {
                    let operator = data.get(range).unwrap_or_default();
                    match (operator, name.take()) {
                        (b"q", _) if saved.len() < MAX_SAVED => saved.push(state),
                        (b"Q", _) => state = saved.pop().unwrap_or(state),
                        (b"gs", Some(name)) => self.set(owner, &name, &mut state),
                        (b"Do", Some(name)) => found.extend(self.form(owner, &name, state)),
                        _ => {}
                    }
                }
            }
        }
        Ok(found)
    }

    fn set(&self, owner: u32, name: &[u8], state: &mut State) {
        let graph = self.graph;
        let Some((_, Object::Dictionary(entries))) = graph.resource(owner, "ExtGState", name)
        else {
            return;
        };
        let opacities = ["ca", "CA"].map(|key| graph.entry(entries, key));
        if opacities.iter().any(Option::is_some) {
            // The one that isn't set stays as it was.
            let opaque = |value: &Object| value.as_number() == Some(1.0);
            let all_set = opacities.iter().all(Option::is_some);
            state.opaque = opacities.into_iter().flatten().all(opaque) && (all_set || state.opaque);
        }
        if entries.contains("BM") {
            state.normal = is_normal(graph, entries);
        }
        if let Some(mask) = graph.entry(entries, "SMask") {
            state.unmasked = mask.is_name("None");
        }
    }

    /// The content of a form, which starts plain in a group (11.6.6) and otherwise in the state of what draws it.
    fn form(&mut self, owner: u32, name: &[u8], state: State) -> Option<Place> {
        let graph = self.graph;
        let (Some(number), Object::Stream(stream)) = graph.resource(owner, "XObject", name)? else {
            return None;
        };
        let entries = &stream.dictionary;
        if graph.name(entries, "Subtype") != Some(b"Form") {
            return None;
        }
        let owner = if entries.contains("Resources") {
            number
        } else {
            owner
        };
        if graph.dictionary(entries, "Group").is_none() {
            return Some((number, owner, state));
        }
        let plain = self.drawn.entry(number).or_insert(true);
        *plain &= state == PLAIN;
        Some((number, owner, PLAIN))
    }
}
