//! Text that is shown before a font is set. Some viewers show nothing, others use Helvetica at one unit; intake
//! adds that font to the content.

use std::collections::{BTreeMap, BTreeSet};

use super::super::streams::compressed;
use super::graph::{Graph, decoded};
use super::listing;
use super::usage::{Shown, Usage};
use crate::object::{Object, Ref};

impl Usage {
    /// The streams that show text without a font, each with the object whose resources it uses. It omits content
    /// that has a font in another place where it is drawn.
    pub(super) fn unset(&self) -> BTreeSet<(u32, u32)> {
        let starts_set: BTreeSet<u32> = self
            .scans
            .keys()
            .filter(|place| place.state.font != Shown::Unset)
            .map(|place| place.stream)
            .collect();
        let concerned = self.scans.iter().filter(|(place, scan)| {
            scan.shown.contains_key(&Shown::Unset) && !starts_set.contains(&place.stream)
        });
        concerned
            .map(|(place, _)| (place.stream, place.owner))
            .collect()
    }
}

/// Makes a stream begin by setting a font, at one unit, under a new name in the resources of `owner`.
pub(super) fn set(
    objects: &mut BTreeMap<u32, Object>,
    (stream, owner): (u32, u32),
    font: Ref,
    limit: u64,
) {
    let Some(Object::Stream(content)) = objects.get(&stream) else {
        return;
    };
    let Some(data) = decoded(content, limit) else {
        return;
    };
    let mut dictionary = content.dictionary.clone();
    dictionary.remove("Filter");
    dictionary.remove("DecodeParms");
    let graph = Graph { objects };
    let mut names = (0..1_000).map(|number| format!("Unset{number}"));
    let is_free = |name: &String| graph.resource(owner, "Font", name.as_bytes()).is_none();
    let Some(name) = names.find(is_free) else {
        return;
    };
    let data = [format!("/{name} 1 Tf\n").into_bytes(), data].concat();
    objects.insert(stream, compressed(dictionary, data).into());
    listing::list(objects, owner, name.as_bytes(), font);
}
