//! Widths of a composite font (ISO 32000-2, 9.7.4.3).

use std::collections::{BTreeMap, BTreeSet};

use super::graph::Graph;
use crate::object::{Dictionary, Object};

/// The widths of the characters in use.
pub(super) struct Widths {
    default: f64,
    own: BTreeMap<u16, f64>,
}

impl Widths {
    pub(super) fn read(graph: Graph<'_>, font: &Dictionary, used: BTreeSet<u16>) -> Self {
        let mut own = BTreeMap::new();
        let mut rest = graph
            .entry(font, "W")
            .and_then(Object::as_array)
            .unwrap_or_default();
        let value = |object: &Object| {
            graph
                .locate(object)
                .and_then(|(_, value)| value.as_number())
        };
        while let [first, second, tail @ ..] = rest {
            rest = tail;
            let start = value(first).map_or(0, |start| start as u16);
            match graph.locate(second) {
                Some((_, Object::Array(items))) => {
                    for (cid, width) in (start..=u16::MAX).zip(items) {
                        if let (true, Some(width)) = (used.contains(&cid), value(width)) {
                            own.insert(cid, width);
                        }
                    }
                }
                Some((_, last)) => {
                    let end = last.as_number().map_or(start, |end| end as u16);
                    let [width, tail @ ..] = rest else { break };
                    rest = tail;
                    if let (true, Some(width)) = (start <= end, value(width)) {
                        own.extend(used.range(start..=end).map(|cid| (*cid, width)));
                    }
                }
                None => {}
            }
        }
        Self {
            default: sane(graph.number(font, "DW").unwrap_or(1000.0)),
            own,
        }
    }

    /// The width, and whether the font gives it for this character specifically.
    pub(super) fn of(&self, cid: u16) -> (f64, bool) {
        match self.own.get(&cid) {
            Some(width) => (sane(*width), true),
            None => (self.default, false),
        }
    }
}

fn sane(width: f64) -> f64 {
    if width.is_finite() {
        width.clamp(0.0, 10_000.0)
    } else {
        0.0
    }
}
