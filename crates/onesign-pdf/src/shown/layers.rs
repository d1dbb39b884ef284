//! Optional content (8.11): whether the default configuration shows a layer.

use std::collections::BTreeSet;

use crate::object::{Dictionary, Object};
use crate::read::Document;

/// Most layers to examine.
const MAX_LAYERS: usize = 10_000;

/// The layers that the default configuration hides.
#[derive(Debug, Default)]
pub(super) struct Layers {
    off: BTreeSet<u32>,
    on: BTreeSet<u32>,
    is_off_unless_on: bool,
}

impl Layers {
    pub fn of(document: &Document<'_>) -> Self {
        let value = |holder: &Dictionary, key: &str| {
            let value = document.value(holder, key).unwrap_or(Object::Null);
            value.as_dictionary().cloned().unwrap_or_default()
        };
        let catalog = document.catalog().unwrap_or_default();
        let default = value(&value(&catalog, "OCProperties"), "D");
        let listed = |key: &str| {
            let list = document.value(&default, key).unwrap_or(Object::Null);
            let list = list.as_array().unwrap_or_default().iter().take(MAX_LAYERS);
            list.filter_map(|item| Some(item.as_reference()?.number))
                .collect()
        };
        Self {
            off: listed("OFF"),
            on: listed("ON"),
            is_off_unless_on: default.is("BaseState", "OFF"),
        }
    }

    /// Whether content of this layer is seen only if a reader shows it. A rule about several layers counts as
    /// hidden, because it depends on all of them.
    pub fn is_hidden(&self, layer: &Object) -> bool {
        match layer.as_reference() {
            Some(layer) => {
                self.off.contains(&layer.number)
                    || self.is_off_unless_on && !self.on.contains(&layer.number)
            }
            None => false,
        }
    }
}
