//! Optional content (ISO 32000-2, 8.11): which layers are hidden in the document's default state.

use std::collections::HashSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::source::{Source, as_dictionary};

/// How deep a visibility expression may nest.
const MAX_EXPRESSION_DEPTH: u32 = 32;

/// The default visibility of every layer.
#[derive(Default)]
pub(super) struct Layers {
    hidden: HashSet<ObjectId>,
    /// Something may be hidden, so contents must be examined.
    pub(super) active: bool,
    /// Some readers hide content that others show.
    pub(super) differ: bool,
}

impl Layers {
    /// Reads the default configuration.
    pub(super) fn read(source: Source<'_>) -> Self {
        let Some(properties) = source
            .catalog()
            .and_then(|catalog| source.dictionary(catalog, b"OCProperties"))
        else {
            return Self::default();
        };
        let groups = references(source.array(properties, b"OCGs").unwrap_or_default());
        let mut hidden = HashSet::new();
        let config = source.dictionary(properties, b"D");
        if let Some(config) = config {
            if source.name(config, b"BaseState") == Some(b"OFF") {
                hidden.extend(groups.iter().copied());
            }
            for id in references(source.array(config, b"ON").unwrap_or_default()) {
                hidden.remove(&id);
            }
            // 8.11.4.3 allows no layer in both lists; readers apply this one last and hide such a layer.
            let off = references(source.array(config, b"OFF").unwrap_or_default());
            // A group outside the document's list is no layer (8.11.4.2): readers show its content.
            let listed: HashSet<ObjectId> = groups.iter().copied().collect();
            hidden.extend(off.into_iter().filter(|id| listed.contains(id)));
            apply_usage(source, config, &groups, &mut hidden);
        }
        let active = !hidden.is_empty() || has_memberships(source);
        let mut layers = Self {
            hidden,
            active,
            differ: false,
        };
        let shown = groups.iter().filter(|id| !layers.hidden.contains(id));
        let is_unseen = |id: &ObjectId| {
            let group = source.document.get_dictionary(*id).ok();
            let usage = group.and_then(|group| source.dictionary(group, b"Usage"));
            usage.is_some_and(|usage| view_state(source, usage) == Some(false))
        };
        // Some readers hide it although the document does not ask for it (8.11.4.4).
        layers.differ = shown.copied().any(|id| is_unseen(&id))
            || memberships(source).any(|membership| layers.is_disputed(source, membership));
        layers
    }

    /// Whether a reader without support for expressions, or for policies of a single group (8.11.2.2), shows something
    /// else.
    fn is_disputed<'a>(&self, source: Source<'a>, membership: &'a Dictionary) -> bool {
        let is_visible = self.membership(source, membership);
        let is_expressed = matches!(source.get(membership, b"VE"), Some(Object::Array(_)));
        if is_expressed && self.by_policy(source, membership) != is_visible {
            return true;
        }
        let Ok(Object::Reference(single)) = membership.get(b"OCGs") else {
            return false;
        };
        let is_group = matches!(source.get(membership, b"OCGs"), Some(Object::Dictionary(_)));
        is_group && is_visible == self.hidden.contains(single)
    }

    /// Whether content marked with this group or membership is hidden.
    pub(super) fn hides<'a>(&self, source: Source<'a>, marker: &'a Object) -> bool {
        if !self.active {
            return false;
        }
        let Some((id, value)) = source.locate(marker) else {
            return false;
        };
        let Some(dictionary) = as_dictionary(value) else {
            return false;
        };
        match source.name(dictionary, b"Type") {
            Some(b"OCMD") => !self.membership(source, dictionary),
            _ => id.is_some_and(|id| self.hidden.contains(&id)),
        }
    }

    /// Whether a membership dictionary (8.11.2.2) makes its content visible.
    fn membership<'a>(&self, source: Source<'a>, dictionary: &'a Dictionary) -> bool {
        if let Some(Object::Array(expression)) = source.get(dictionary, b"VE") {
            return self.expression(source, expression, 0).unwrap_or(true);
        }
        self.by_policy(source, dictionary)
    }

    /// The same, by its groups alone.
    fn by_policy<'a>(&self, source: Source<'a>, dictionary: &'a Dictionary) -> bool {
        let groups = match dictionary.get(b"OCGs").ok() {
            Some(single @ Object::Reference(id)) => match source.resolve(single) {
                Some(Object::Array(items)) => references(items),
                Some(Object::Dictionary(_)) => vec![*id],
                _ => Vec::new(),
            },
            Some(Object::Array(items)) => references(items),
            _ => Vec::new(),
        };
        if groups.is_empty() {
            return true;
        }
        let mut visible = groups.iter().map(|id| !self.hidden.contains(id));
        match source.name(dictionary, b"P") {
            Some(b"AllOn") => visible.all(|on| on),
            Some(b"AnyOff") => visible.any(|on| !on),
            Some(b"AllOff") => visible.all(|on| !on),
            _ => visible.any(|on| on),
        }
    }

    fn expression<'a>(&self, source: Source<'a>, items: &'a [Object], depth: u32) -> Option<bool> {
        if depth > MAX_EXPRESSION_DEPTH {
            return None;
        }
        let (operator, operands) = items.split_first()?;
        let Object::Name(operator) = source.resolve(operator)? else {
            return None;
        };
        let mut values = operands
            .iter()
            .map(|operand| match source.locate(operand)? {
                (_, Object::Array(inner)) => self.expression(source, inner, depth + 1),
                (id, _) => id.map(|id| !self.hidden.contains(&id)),
            });
        match operator.as_slice() {
            b"And" => Some(values.all(|value| value.unwrap_or(true))),
            b"Or" => Some(values.any(|value| value.unwrap_or(true))),
            b"Not" => values.next().flatten().map(|value| !value),
            _ => None,
        }
    }
}

/// Automatic states for viewing (8.11.4.4). Language and user stay as configured, and so does `/Zoom`: other readers
/// and paper always show content that one reader shows only at some magnification.
fn apply_usage<'a>(
    source: Source<'a>,
    config: &'a Dictionary,
    groups: &[ObjectId],
    hidden: &mut HashSet<ObjectId>,
) {
    for item in source.array(config, b"AS").unwrap_or_default() {
        let Some(usage) = source.resolve(item).and_then(as_dictionary) else {
            continue;
        };
        if source.name(usage, b"Event") != Some(b"View") {
            continue;
        }
        let categories = source.array(usage, b"Category").unwrap_or_default();
        let applies = |category: &[u8]| {
            categories
                .iter()
                .any(|item| matches!(item, Object::Name(name) if name.as_slice() == category))
        };
        let listed = references(source.array(usage, b"OCGs").unwrap_or_default());
        for id in listed.into_iter().filter(|id| groups.contains(id)) {
            let Some(group) = source.document.get_dictionary(id).ok() else {
                continue;
            };
            let Some(wanted) = source.dictionary(group, b"Usage") else {
                continue;
            };
            if applies(b"View") && view_state(source, wanted) == Some(false) {
                hidden.insert(id);
            }
        }
    }
}

fn view_state<'a>(source: Source<'a>, usage: &'a Dictionary) -> Option<bool> {
    let view = source.dictionary(usage, b"View")?;
    source.name(view, b"ViewState").map(|state| state != b"OFF")
}

fn references(items: &[Object]) -> Vec<ObjectId> {
    items
        .iter()
        .filter_map(|item| item.as_reference().ok())
        .collect()
}

/// Whether any membership dictionary exists that could hide content while every group is on.
fn has_memberships(source: Source<'_>) -> bool {
    memberships(source).next().is_some()
}

/// The membership dictionaries among the objects and their entries.
fn memberships<'a>(source: Source<'a>) -> impl Iterator<Item = &'a Dictionary> {
    let objects = source.document.objects.values().filter_map(as_dictionary);
    objects.flat_map(|object| {
        let inner = object.iter().filter_map(|(_, value)| as_dictionary(value));
        std::iter::once(object)
            .chain(inner)
            .filter(|dictionary| dictionary.has_type(b"OCMD"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Document, dictionary};

    fn document() -> (Document, ObjectId, ObjectId) {
        let mut document = Document::with_version("1.7");
        let on = document.add_object(dictionary! { "Type" => "OCG" });
        let off = document.add_object(dictionary! { "Type" => "OCG" });
        let root = document.add_object(dictionary! {
            "Type" => "Catalog",
            "OCProperties" => dictionary! {
                "OCGs" => vec![on.into(), off.into()],
                "D" => dictionary! { "OFF" => vec![Object::from(off)] },
            },
        });
        document.trailer.set("Root", root);
        (document, on, off)
    }

    #[test]
    fn layers_that_are_off_are_hidden() {
        let (document, on, off) = document();
        let source = Source {
            document: &document,
        };
        let layers = Layers::read(source);
        assert!(layers.active);
        assert!(!layers.hides(source, &on.into()));
        let marker = Object::from(off);
        assert!(layers.hides(source, &marker));
    }

    #[test]
    fn a_layer_listed_as_on_and_off_is_hidden() {
        for (base, hidden) in [("ON", [false, true]), ("OFF", [false, true])] {
            let (mut document, on, off) = document();
            let catalog = document.catalog_mut().unwrap();
            let properties = catalog.get_mut(b"OCProperties").unwrap();
            let config = dictionary! {
                "BaseState" => base,
                "ON" => vec![on.into(), off.into()],
                "OFF" => vec![Object::from(off)],
            };
            properties.as_dict_mut().unwrap().set("D", config);
            let source = Source {
                document: &document,
            };
            let layers = Layers::read(source);
            let (on, off) = (Object::from(on), Object::from(off));
            assert_eq!(
                [layers.hides(source, &on), layers.hides(source, &off)],
                hidden,
                "{base}"
            );
        }
    }

    #[test]
    fn content_outside_the_layers_is_shown() {
        let (mut document, on, off) = document();
        let catalog = document.catalog_mut().unwrap();
        let properties = catalog.get_mut(b"OCProperties").unwrap();
        let properties = properties.as_dict_mut().unwrap();
        properties.set("OCGs", vec![Object::from(on)]);
        let source = Source {
            document: &document,
        };
        assert!(!Layers::read(source).hides(source, &off.into()));
    }

    #[test]
    fn automatic_states_hide_print_layers_and_show_zoom_layers() {
        let far = dictionary! { "Zoom" => dictionary! { "min" => 4 } };
        let unseen = dictionary! { "View" => dictionary! { "ViewState" => "OFF" } };
        for (category, usage, is_hidden) in [("Zoom", far, false), ("View", unseen, true)] {
            let (mut document, on, _) = document();
            document.get_dictionary_mut(on).unwrap().set("Usage", usage);
            let automatic = dictionary! {
                "Event" => "View",
                "Category" => vec![Object::from(category)],
                "OCGs" => vec![Object::from(on)],
            };
            let catalog = document.catalog_mut().unwrap();
            let properties = catalog.get_mut(b"OCProperties").unwrap();
            let config = dictionary! { "AS" => vec![Object::from(automatic)] };
            properties.as_dict_mut().unwrap().set("D", config);
            let source = Source {
                document: &document,
            };
            let marker = Object::from(on);
            let layers = Layers::read(source);
            assert_eq!(layers.hides(source, &marker), is_hidden, "{category}");
        }
    }

    #[test]
    fn disputed_layers_are_noticed() {
        let differ = |usage: Option<Dictionary>, membership: Option<Dictionary>| {
            let (mut document, on, _) = document();
            if let Some(usage) = usage {
                document.get_dictionary_mut(on).unwrap().set("Usage", usage);
            }
            if let Some(membership) = membership {
                document.add_object(membership);
            }
            let source = Source {
                document: &document,
            };
            Layers::read(source).differ
        };
        let view = |state: &str| dictionary! { "View" => dictionary! { "ViewState" => state } };
        assert!(!differ(Some(view("ON")), None));
        assert!(differ(Some(view("OFF")), None));
        let (_, on, off) = document();
        let not = |group: ObjectId| Object::Array(vec!["Not".into(), group.into()]);
        let expressed = |group| dictionary! { "Type" => "OCMD", "OCGs" => on, "VE" => not(group) };
        assert!(!differ(None, Some(expressed(off))));
        assert!(differ(None, Some(expressed(on))));
        let single = |policy: &str| dictionary! { "Type" => "OCMD", "OCGs" => off, "P" => policy };
        assert!(!differ(None, Some(single("AllOn"))));
        assert!(differ(None, Some(single("AllOff"))));
    }

    #[test]
    fn membership_policies() {
        let (document, on, off) = document();
        let source = Source {
            document: &document,
        };
        let layers = Layers::read(source);
        let both = vec![Object::from(on), Object::from(off)];
        for (policy, visible) in [
            ("AnyOn", true),
            ("AllOn", false),
            ("AnyOff", true),
            ("AllOff", false),
        ] {
            let marker: Object =
                dictionary! { "Type" => "OCMD", "OCGs" => both.clone(), "P" => policy }.into();
            assert_eq!(!layers.hides(source, &marker), visible, "{policy}");
        }
        let not = Object::Array(vec!["Not".into(), off.into()]);
        let marker: Object = dictionary! { "Type" => "OCMD", "VE" => not }.into();
        assert!(!layers.hides(source, &marker));
    }
}
