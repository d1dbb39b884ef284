//! Glyphs whose procedures show themselves, directly or through others (ISO 32000-2, 9.6.4). For such a glyph, some
//! viewers draw nothing, some a letter of another font, some the same glyph until they give up.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::graph::Graph;
use super::usage::{Place, Usage};
use crate::object::Object;

/// The number of a font, and the name of one of its glyphs.
pub(super) type Procedure = (u32, Vec<u8>);

impl Usage {
    /// The procedures of these fonts that can't be drawn to their end.
    pub(super) fn endless(&self, graph: Graph<'_>, fonts: &BTreeSet<u32>) -> Vec<Procedure> {
        let circles = self.circles();
        if circles.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for font in fonts {
            let procedures = graph
                .object(*font)
                .and_then(Object::as_dictionary)
                .and_then(|font| graph.dictionary(font, "CharProcs"));
            for (name, value) in procedures.into_iter().flat_map(|listed| listed.iter()) {
                let stream = graph.locate(value).and_then(|(number, _)| number);
                if stream.is_some_and(|stream| circles.contains(&stream)) {
                    found.push((*font, name.to_vec()));
                }
            }
        }
        found
    }

    /// The streams in a drawing loop. The search repeatedly removes streams that draw no remaining one, and streams
    /// that no remaining one draws.
    fn circles(&self) -> BTreeSet<u32> {
        let mut draws: HashMap<&Place, Vec<&Place>> = HashMap::new();
        let mut drawn_by: HashMap<&Place, Vec<&Place>> = HashMap::new();
        for (place, scan) in &self.scans {
            let children = scan.children.iter();
            for child in children.filter(|child| self.scans.contains_key(*child)) {
                draws.entry(place).or_default().push(child);
                drawn_by.entry(child).or_default().push(place);
            }
        }
        let all = self.scans.keys().collect();
        let left = without_ends(all, &draws, &drawn_by);
        let left = without_ends(left, &drawn_by, &draws);
        left.into_iter().map(|place| place.stream).collect()
    }
}

/// The rest of `places` after removing those without any `ahead`; `behind` is the other direction.
fn without_ends<'a>(
    places: Vec<&'a Place>,
    ahead: &HashMap<&'a Place, Vec<&'a Place>>,
    behind: &HashMap<&'a Place, Vec<&'a Place>>,
) -> Vec<&'a Place> {
    let mut left: HashMap<&Place, usize> = places.into_iter().map(|place| (place, 0)).collect();
    let counts: Vec<(&Place, usize)> = left
        .keys()
        .map(|place| {
            let ahead = ahead.get(*place).into_iter().flatten();
            (
                *place,
                ahead.filter(|next| left.contains_key(*next)).count(),
            )
        })
        .collect();
    left.extend(counts);
    let ends = left.iter().filter(|(_, count)| **count == 0);
    let mut open: Vec<&Place> = ends.map(|(place, _)| *place).collect();
    while let Some(end) = open.pop() {
        left.remove(end);
        for place in behind.get(end).into_iter().flatten() {
            if let Some(count) = left.get_mut(place) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    open.push(place);
                }
            }
        }
    }
    left.into_keys().collect()
}

/// Removes procedures from their fonts.
pub(super) fn forget(objects: &mut BTreeMap<u32, Object>, procedures: &[Procedure]) {
    for (font, name) in procedures {
        let graph = Graph { objects };
        let listed = graph
            .object(*font)
            .and_then(Object::as_dictionary)
            .and_then(|font| graph.locate(font.get("CharProcs")?)?.0);
        let listed = match listed {
            Some(number) => objects.get_mut(&number),
            None => match objects.get_mut(font) {
                Some(Object::Dictionary(font)) => font.get_mut("CharProcs"),
                _ => None,
            },
        };
        if let Some(Object::Dictionary(listed)) = listed {
            listed.remove(name);
        }
    }
}
