//! The places that list fonts: resources and graphics states (ISO 32000-2, 7.8.3 and 8.4.5).

use std::collections::{BTreeMap, BTreeSet};

use super::super::copy::Copier;
use super::graph::Graph;
use crate::object::{Dictionary, Object, Ref};

/// Adds a font to the resources of an object, under a name without an entry.
pub(super) fn list(objects: &mut BTreeMap<u32, Object>, owner: u32, name: &[u8], font: Ref) {
    let mut resources = entries(objects, owner, "Resources");
    let fonts = match resources.get("Font") {
        Some(Object::Reference(reference)) => objects
            .get(&reference.number)
            .and_then(Object::as_dictionary)
            .cloned(),
        Some(Object::Dictionary(fonts)) => Some(fonts.clone()),
        _ => None,
    };
    let mut fonts = fonts.unwrap_or_default();
    fonts.set(name, font);
    resources.set("Font", fonts);
    let dictionary = match objects.get_mut(&owner) {
        Some(Object::Dictionary(dictionary)) => dictionary,
        Some(Object::Stream(stream)) => &mut stream.dictionary,
        _ => return,
    };
    dictionary.set("Resources", resources);
}

/// A copy of a dictionary in an object; empty if it is missing.
fn entries(objects: &BTreeMap<u32, Object>, owner: u32, key: &str) -> Dictionary {
    let graph = Graph { objects };
    graph
        .object(owner)
        .and_then(Object::as_dictionary)
        .and_then(|dictionary| graph.dictionary(dictionary, key))
        .cloned()
        .unwrap_or_default()
}

/// The numbers of all fonts in resources and graphics states; direct font dictionaries get a number.
pub(super) fn fonts(copier: &mut Copier<'_>) -> BTreeSet<u32> {
    let numbers: Vec<u32> = copier.objects().keys().copied().collect();
    let mut fonts = BTreeSet::new();
    for number in numbers {
        let Some(mut object) = copier.objects_mut().remove(&number) else {
            continue;
        };
        object.each_dictionary(|dictionary| {
            for (key, value) in dictionary.iter_mut() {
                if key == b"Font" {
                    number_fonts(copier, value, &mut fonts);
                }
            }
        });
        copier.objects_mut().insert(number, object);
    }
    fonts
}

/// The fonts in a category of resources, or the one in a graphics state.
fn number_fonts(copier: &mut Copier<'_>, category: &mut Object, fonts: &mut BTreeSet<u32>) {
    match category {
        Object::Dictionary(listed) => {
            for (_, font) in listed.iter_mut() {
                if let Object::Dictionary(direct) = font {
                    let direct = std::mem::take(direct);
                    *font = copier.add(direct).into();
                }
                fonts.extend(font.as_reference().map(|font| font.number));
            }
        }
        Object::Array(items) => {
            fonts.extend(
                items
                    .iter()
                    .filter_map(Object::as_reference)
                    .map(|font| font.number),
            );
        }
        Object::Reference(reference) => {
            let number = reference.number;
            if let Some(mut behind) = copier.objects_mut().remove(&number) {
                if !matches!(behind, Object::Reference(_)) {
                    number_fonts(copier, &mut behind, fonts);
                }
                copier.objects_mut().insert(number, behind);
            }
        }
        _ => {}
    }
}
