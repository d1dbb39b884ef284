//! Soft masks (ISO 32000-2, 11.6.5) whose form lacks the required group. The renderer and some readers then mask
//! nothing, others hide the masked content. So intake makes the form such a group, with a colour space for its
//! luminosity, and tells the sender if readers differ.

use std::collections::BTreeMap;

use super::copy::Copier;
use super::groups::DIFFERS;
use super::typeface::graph::Graph;
use crate::object::{Dictionary, Object, Ref};

/// The warning about a mask for which readers assume different backdrops.
const READERS: &str = "readers_differ";

/// The change to the form of a mask.
struct Mended {
    group: Dictionary,
    flaw: Option<&'static str>,
}

/// Makes the forms of all soft masks groups with a colour space.
pub(super) fn settle(copier: &mut Copier<'_>) {
    let mut masks = Vec::new();
    for object in copier.objects_mut().values_mut() {
        object.each_dictionary(|entries| {
            if entries.contains("S") && entries.contains("G") {
                masks.push(entries.clone());
            }
        });
    }
    let graph = Graph {
        objects: copier.objects(),
    };
    let mut mended = BTreeMap::new();
    for mask in &masks {
        if let Some((form, found)) = mend(graph, mask) {
            mended.insert(form, found);
        }
    }
    for (form, Mended { group, flaw }) in mended {
        if let Some(flaw) = flaw {
            copier.flaws.object(flaw, Some(Ref::new(form)));
        }
        if let Some(Object::Stream(stream)) = copier.objects_mut().get_mut(&form) {
            stream.dictionary.set("Group", group);
        }
    }
}

/// The number of a mask's form, and the change to it, if any.
fn mend(graph: Graph<'_>, mask: &Dictionary) -> Option<(u32, Mended)> {
    let takes = graph.name(mask, "S")?;
    let (Some(form), Object::Stream(stream)) = graph.locate(mask.get("G")?)? else {
        return None;
    };
    let entries = &stream.dictionary;
    let known = graph.dictionary(entries, "Group");
    let is_group = known.is_some_and(|group| graph.name(group, "S") == Some(b"Transparency"));
    let mut group = known.filter(|_| is_group).cloned().unwrap_or_default();
    group.set("S", Object::name("Transparency"));
    let mut flaw = (!is_group).then_some(DIFFERS);
    if takes == b"Luminosity" {
        let background = mask.get("BC").and_then(|parts| graph.locate(parts));
        let parts = background.map(|(_, parts)| parts.as_array().map_or(0, <[Object]>::len));
        let known = graph
            .entry(&group, "CS")
            .map(|space| components(graph, space));
        match (known, parts) {
            // A backdrop colour that does not fit the group's space.
            (Some(Some(wanted)), Some(parts)) if wanted != parts => flaw = flaw.or(Some(READERS)),
            (Some(Some(_)), _) if is_group => return None,
            (Some(Some(_)), _) => {}
            // If the space is missing, some readers use no backdrop; if it can't be used for blending, each reader
            // substitutes its own.
            (unknown, parts) => {
                if unknown.is_some() || parts.is_some() {
                    flaw = flaw.or(Some(READERS));
                }
                group.set("CS", Object::name(device(parts)));
            }
        }
    } else if is_group || takes != b"Alpha" {
        return None;
    }
    Some((form, Mended { group, flaw }))
}

/// The number of components of a space that groups may blend in (11.6.6); `None` for any other.
fn components(graph: Graph<'_>, space: &Object) -> Option<usize> {
    let name = match space {
        Object::Array(items) => graph.locate(items.first()?)?.1.as_name()?,
        space => space.as_name()?,
    };
    match name {
        b"DeviceGray" | b"CalGray" => Some(1),
        b"DeviceRGB" | b"CalRGB" => Some(3),
        b"DeviceCMYK" => Some(4),
        b"ICCBased" => {
            let profile = graph.locate(space.as_array()?.get(1)?)?.1;
            let parts = graph.number(profile.as_dictionary()?, "N")?;
            matches!(parts, 1.0 | 3.0 | 4.0).then_some(parts as usize)
        }
        _ => None,
    }
}

/// The space of a backdrop colour with this many components.
fn device(parts: Option<usize>) -> &'static str {
    match parts {
        Some(1) => "DeviceGray",
        Some(4) => "DeviceCMYK",
        _ => "DeviceRGB",
    }
}
