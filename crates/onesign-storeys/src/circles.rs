//! Files that import each other.

use super::Edge;
use std::collections::{BTreeMap, BTreeSet};

/// Files that reach themselves through imports, each circle once.
pub fn circles(edges: &[Edge]) -> Vec<BTreeSet<&str>> {
    let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for edge in edges.iter().filter(|edge| edge.from != edge.to) {
        next.entry(&edge.from).or_default().insert(&edge.to);
    }
    let reached = |from: &str| {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = next.get(from).into_iter().flatten().copied().collect();
        while let Some(file) = open.pop() {
            if seen.insert(file) {
                open.extend(next.get(file).into_iter().flatten());
            }
        }
        seen
    };
    let reach: BTreeMap<&str, BTreeSet<&str>> =
        next.keys().map(|file| (*file, reached(file))).collect();
    let within = |one: &str, other: &str| reach.get(one).is_some_and(|seen| seen.contains(other));
    let mut found: Vec<BTreeSet<&str>> = Vec::new();
    for file in reach.keys().filter(|file| within(file, file)) {
        let circle = reach
            .keys()
            .copied()
            .filter(|other| within(file, other) && within(other, file));
        let circle: BTreeSet<&str> = circle.collect();
        if !found.contains(&circle) {
            found.push(circle);
        }
    }
    found
}
