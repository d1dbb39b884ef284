//! Transparency groups (ISO 32000-2, 11.4) that blend with the page below them.
//!
//! Elements of a non-isolated group blend with the page below (11.4.3), so a multiplying highlight leaves the words
//! readable. The renderer draws every group separately and then puts it onto the page, where the same highlight covers
//! the words. A group that is neither isolated nor a knockout group, and is painted opaquely, without a blend mode or a
//! mask, looks the same as its elements alone, so intake removes the group. It reports other groups to the sender.

use std::collections::{BTreeMap, BTreeSet};

use super::IntakeError;
use super::copy::Copier;
use super::lexer::{Lexer, Token, decode_name};
use super::typeface::graph::{Graph, decoded};
use crate::object::{Dictionary, Object, Ref};

/// The warning about groups that stay.
pub(super) const DIFFERS: &str = "transparency_differs";

/// The blend modes (11.3.5).
const MODES: &[&[u8]] = &[
    b"Normal",
    b"Compatible",
    b"Multiply",
    b"Screen",
    b"Overlay",
    b"Darken",
    b"Lighten",
    b"ColorDodge",
    b"ColorBurn",
    b"HardLight",
    b"SoftLight",
    b"Difference",
    b"Exclusion",
    b"Hue",
    b"Saturation",
    b"Color",
    b"Luminosity",
];

/// Most bytes of content to walk through altogether.
const MAX_BYTES: u64 = 256 << 20;
/// How deep states may be saved.
const MAX_SAVED: usize = 10_000;
/// Most resource entries to examine.
const MAX_STEPS: usize = 2_000_000;

/// Turns forms that blend in their own group into plain forms if every use of them permits it.
pub(super) fn open(copier: &mut Copier<'_>) -> Result<(), IntakeError> {
    for number in choose_modes(copier.objects_mut()) {
        copier.flaws.object(DIFFERS, Some(Ref::new(number)));
    }
    let graph = Graph {
        objects: copier.objects(),
    };
    let Some(mut blending) = blending(graph) else {
        copier.warnings.insert(DIFFERS);
        return Ok(());
    };
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
    let mut drawn = walker.drawn;
    blending.retain(|form| drawn.contains_key(form));
    drawn.retain(|form, is_plain| *is_plain && !is_knockout(graph, *form));
    for form in blending {
        if !drawn.contains_key(&form) {
            copier.flaws.object(DIFFERS, Some(Ref::new(form)));
        } else if let Some(Object::Stream(stream)) = copier.objects_mut().get_mut(&form) {
            stream.dictionary.remove("Group");
        }
    }
    Ok(())
}

/// Forms with such a group and blending inside, except masks, which must stay groups (11.5). `None` if there is more to
/// examine than any real document has.
fn blending(graph: Graph<'_>) -> Option<BTreeSet<u32>> {
    let mut groups = BTreeSet::new();
    let mut masks = BTreeSet::new();
    let mut listings = Listings::default();
    for (number, object) in graph.objects {
        match object {
            Object::Stream(stream)
                if graph.name(&stream.dictionary, "Subtype") == Some(b"Form") =>
            {
                listings.add(graph, *number, &stream.dictionary)?;
                if is_open(graph, &stream.dictionary) {
                    groups.insert(*number);
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
    let blending = listings.blending();
    groups.retain(|form| blending.contains(form) && !masks.contains(form));
    Some(groups)
}

/// The contents of forms' resources. Resources that several forms share are examined once; a form's own resources are
/// keyed by its number.
#[derive(Default)]
struct Listings {
    /// The resources, and whether there is a graphics state with a blend mode among them.
    known: BTreeMap<u32, bool>,
    /// The forms that use the resources.
    users: BTreeMap<u32, Vec<u32>>,
    /// The resources that list a form.
    listing: BTreeMap<u32, Vec<u32>>,
    /// Entries looked through.
    steps: usize,
}

impl Listings {
    fn add(&mut self, graph: Graph<'_>, form: u32, entries: &Dictionary) -> Option<()> {
        let Some((number, resources)) = entries.get("Resources").and_then(|own| graph.locate(own))
        else {
            return Some(());
        };
        let key = number.unwrap_or(form);
        self.users.entry(key).or_default().push(form);
        if self.known.contains_key(&key) {
            return Some(());
        }
        let mut blends = false;
        for (category, number, value) in listed(graph, resources.as_dictionary()?) {
            self.steps += 1;
            if self.steps > MAX_STEPS {
                return None;
            }
            match (category, number, value) {
                ("ExtGState", _, Object::Dictionary(state)) => blends |= !is_normal(graph, state),
                ("XObject", Some(drawn), Object::Stream(_)) => {
                    self.listing.entry(drawn).or_default().push(key);
                }
                _ => {}
            }
        }
        self.known.insert(key, blends);
        Some(())
    }

    /// The forms that blend, or list such a form.
    fn blending(&self) -> BTreeSet<u32> {
        let with_mode = self.known.iter().filter(|(_, blends)| **blends);
        let mut open: Vec<u32> = with_mode.map(|(key, _)| *key).collect();
        let mut seen: BTreeSet<u32> = open.iter().copied().collect();
        let mut found = BTreeSet::new();
        while let Some(key) = open.pop() {
            for form in self.users.get(&key).into_iter().flatten() {
                if found.insert(*form) {
                    let above = self.listing.get(form).into_iter().flatten();
                    open.extend(above.filter(|key| seen.insert(**key)));
                }
            }
        }
        found
    }
}

/// The graphics states and the XObjects among resources.
fn listed<'o>(
    graph: Graph<'o>,
    resources: &'o Dictionary,
) -> impl Iterator<Item = (&'static str, Option<u32>, &'o Object)> {
    ["ExtGState", "XObject"]
        .into_iter()
        .flat_map(move |category| {
            let entries = graph.dictionary(resources, category);
            let entries = entries.into_iter().flat_map(Dictionary::iter);
            entries.filter_map(move |(_, value)| {
                let (number, value) = graph.locate(value)?;
                Some((category, number, value))
            })
        })
}

/// Whether a form is a non-isolated group (11.6.6).
fn is_open(graph: Graph<'_>, form: &Dictionary) -> bool {
    graph.dictionary(form, "Group").is_some_and(|group| {
        graph.name(group, "S") == Some(b"Transparency") && !is_set(graph, group, "I")
    })
}

/// Whether each element of a group composites with the backdrop of the group (11.4.6).
fn is_knockout(graph: Graph<'_>, form: u32) -> bool {
    let entries = graph.object(form).and_then(Object::as_dictionary);
    let group = entries.and_then(|entries| graph.dictionary(entries, "Group"));
    group.is_some_and(|group| is_set(graph, group, "K"))
}

fn is_set(graph: Graph<'_>, group: &Dictionary, key: &str) -> bool {
    let value = graph.entry(group, key);
    value.is_some_and(|value| value.as_boolean() != Some(false))
}

/// Whether a graphics state has no blend mode, or the one that blends nothing (11.3.5).
fn is_normal(graph: Graph<'_>, state: &Dictionary) -> bool {
    match graph.entry(state, "BM") {
        None => true,
        Some(mode) => matches!(mode.as_name(), Some(b"Normal" | b"Compatible")),
    }
}

/// Of several blend modes, the first known one applies (Table 57); some readers apply none, or only the very first.
/// Returns the objects where that makes a difference.
fn choose_modes(objects: &mut BTreeMap<u32, Object>) -> BTreeSet<u32> {
    let mut disputed = BTreeSet::new();
    for (number, object) in objects {
        object.each_dictionary(|dictionary| {
            if let Some(Object::Array(modes)) = dictionary.get("BM") {
                let mut names = modes.iter().filter_map(Object::as_name);
                let known = names.find(|name| MODES.contains(name));
                let chosen = known.unwrap_or(b"Normal");
                let is_first = modes
                    .first()
                    .is_some_and(|first| first.as_name() == Some(chosen));
                if !is_first && chosen != b"Normal" {
                    disputed.insert(*number);
                }
                let chosen = Object::name(chosen);
                dictionary.set("BM", chosen);
            }
        });
    }
    disputed
}

/// How an object composites with its backdrop (11.6.4).
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

/// Content: its stream's number, the object whose resources it uses, its initial state.
type Place = (u32, u32, State);

struct Walker<'w> {
    graph: Graph<'w>,
    limit: u64,
    /// How many bytes may still be read.
    left: u64,
    /// The drawn groups, and whether each is always drawn in the plain state.
    drawn: BTreeMap<u32, bool>,
}

impl<'w> Walker<'w> {
    /// Walks through the contents of all pages and the forms that they draw, each once per state.
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
        let (mut states, mut drawn) = (BTreeMap::new(), BTreeSet::new());
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
                        (b"gs", Some(name)) => {
                            let find = |name: &Vec<u8>| self.state(owner, name);
                            let entries = *states.entry(name).or_insert_with_key(find);
                            self.set(entries, &mut state);
                        }
                        (b"Do", Some(name)) if drawn.insert((name.clone(), state)) => {
                            found.extend(self.form(owner, &name, state));
                        }
                        _ => {}
                    }
                }
            }
        }
        Ok(found)
    }

    fn state(&self, owner: u32, name: &[u8]) -> Option<&'w Dictionary> {
        let (_, entries) = self.graph.resource(owner, "ExtGState", name)?;
        entries.as_dictionary()
    }

    fn set(&self, entries: Option<&Dictionary>, state: &mut State) {
        let graph = self.graph;
        let Some(entries) = entries else {
            return;
        };
        let opacities = ["ca", "CA"].map(|key| graph.entry(entries, key));
        if opacities.iter().any(Option::is_some) {
            // An entry that isn't set keeps its value.
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

    /// The content of a form, which starts in the plain state if it is a group (11.6.6), otherwise in the state of its
    /// caller.
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
