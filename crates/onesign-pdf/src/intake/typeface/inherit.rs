//! Fonts that a form uses without listing them, while its caller lists them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::graph::Graph;
use super::usage::{Place, Shown, Usage};

/// How many uses of such names to look up in the callers; further ones count as missing fonts.
const MAX_SOUGHT: usize = 1_000;

/// The object whose resources lack a font, the font's name, and the number of the intended font.
pub(super) type Inherited = (u32, Vec<u8>, u32);

impl Usage {
    /// The font names that are missing in the content using them, and refer to one of `fonts` in a direct or indirect
    /// caller.
    pub(super) fn inherited(&self, graph: Graph<'_>, fonts: &BTreeSet<u32>) -> Vec<Inherited> {
        let mut lost = Vec::new();
        for (place, scan) in &self.scans {
            for shown in scan.shown.keys() {
                if let Shown::Lost(owner, name) = shown {
                    lost.push((place, *owner, name));
                }
            }
        }
        if lost.is_empty() {
            return Vec::new();
        }
        lost.sort();
        lost.truncate(MAX_SOUGHT);
        let mut users: HashMap<&Place, Vec<&Place>> = HashMap::new();
        for (place, scan) in &self.scans {
            for child in &scan.children {
                users.entry(child).or_default().push(place);
            }
        }
        let mut found = BTreeMap::new();
        for (place, owner, name) in lost {
            if let Some(font) = above(graph, &users, place, name)
                && fonts.contains(&font)
            {
                found.entry((owner, name.clone())).or_insert(font);
            }
        }
        let listed = found
            .into_iter()
            .map(|((owner, name), font)| (owner, name, font));
        listed.collect()
    }
}

/// The font of this name in the nearest caller of the content.
fn above(
    graph: Graph<'_>,
    users: &HashMap<&Place, Vec<&Place>>,
    place: &Place,
    name: &[u8],
) -> Option<u32> {
    let mut seen = HashSet::from([place]);
    let mut level = vec![place];
    while !level.is_empty() {
        let direct = level.iter().filter_map(|place| users.get(place)).flatten();
        let mut next: Vec<&Place> = direct.copied().filter(|user| seen.insert(user)).collect();
        next.sort();
        let listed = next
            .iter()
            .find_map(|user| graph.resource(user.owner, "Font", name)?.0);
        if listed.is_some() {
            return listed;
        }
        level = next;
    }
    None
}
