//! Fonts that a form names and doesn't list, while what draws it does.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::graph::Graph;
use super::usage::{Place, Shown, Usage};

/// For how many uses of such names the content above is searched; the others are taken for fonts that aren't there.
const MAX_SOUGHT: usize = 1_000;

/// The object whose resources lack a font, the font's name, and the number of the font meant.
pub(super) type Inherited = (u32, Vec<u8>, u32);

impl Usage {
    /// The fonts that stand for nothing where they are named, and for one of `fonts` where the content that names them
    /// is drawn, or where that is drawn.
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

/// The nearest font of this name above some content.
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
