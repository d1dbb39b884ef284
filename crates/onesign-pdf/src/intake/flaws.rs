//! The faults of the document and its pages, as codes for the sender.
//!
//! A code may carry the affected pages: `content_damaged.2.5-7` is about the pages 2, 5, 6 and 7 of the rebuilt file,
//! counted from 1. Without pages it is about the document.

use std::collections::{BTreeMap, BTreeSet};

use super::groups;
use crate::object::{Dictionary, Object, Ref};

/// The longest code with its pages, in bytes.
const MAX_CODE: usize = 60;

/// Faults by code, with their places.
#[derive(Debug, Default)]
pub(super) struct Flaws {
    /// Objects of the rebuilt file; `None` for a fault without a known place.
    objects: BTreeMap<&'static str, BTreeSet<Option<u32>>>,
    /// Page numbers, from 1.
    pages: BTreeMap<&'static str, BTreeSet<u32>>,
}

impl Flaws {
    /// Notes a fault in the source of this object.
    pub(super) fn object(&mut self, code: &'static str, place: Option<Ref>) {
        let places = self.objects.entry(code).or_default();
        places.insert(place.map(|place| place.number));
    }

    /// Notes a fault of a page, counted from 1.
    pub(super) fn page(&mut self, code: &'static str, number: u32) {
        self.pages.entry(code).or_default().insert(number);
    }

    /// Whether all noted faults are harmless.
    pub(super) fn is_empty_but_for(&self, harmless: &[&str]) -> bool {
        let mut noted = self.objects.keys().chain(self.pages.keys());
        noted.all(|code| harmless.contains(code))
    }

    /// Whether the sender is told that the file is damaged.
    pub(super) fn tell_of_damage(&self) -> bool {
        let mut noted = self.objects.keys();
        noted.any(|code| *code != groups::DIFFERS) || self.pages.contains_key("page_lost")
    }

    /// The codes, each with the pages that use the faulty objects.
    pub(super) fn codes(
        mut self,
        objects: &BTreeMap<u32, Object>,
        pages: &[Ref],
    ) -> BTreeSet<String> {
        let mut codes = BTreeSet::new();
        if !self.objects.is_empty() {
            let users = users(objects);
            let numbers: BTreeMap<u32, u32> = pages
                .iter()
                .zip(1..)
                .map(|(page, number)| (page.number, number))
                .collect();
            for (code, places) in std::mem::take(&mut self.objects) {
                let found = pages_over(places.into_iter().flatten(), &users, &numbers);
                if found.is_empty() && !self.pages.contains_key(code) {
                    codes.insert(code.to_owned());
                } else {
                    self.pages.entry(code).or_default().extend(found);
                }
            }
        }
        codes.extend(
            self.pages
                .iter()
                .map(|(code, pages)| warning_of(code, pages)),
        );
        codes
    }
}

/// For each object, the objects that refer to it.
fn users(objects: &BTreeMap<u32, Object>) -> BTreeMap<u32, Vec<u32>> {
    let mut users: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (number, object) in objects {
        visit(object, &mut |target| {
            users.entry(target).or_default().push(*number)
        });
    }
    users
}

/// Visits every reference in an object. Copied objects nest within bounds.
fn visit(object: &Object, found: &mut dyn FnMut(u32)) {
    let dictionary: &Dictionary = match object {
        Object::Reference(target) => return found(target.number),
        Object::Array(items) => return items.iter().for_each(|item| visit(item, found)),
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &stream.dictionary,
        _ => return,
    };
    dictionary.iter().for_each(|(_, value)| visit(value, found));
}

/// The numbers of the pages from which any of these objects is reached.
fn pages_over(
    places: impl Iterator<Item = u32>,
    users: &BTreeMap<u32, Vec<u32>>,
    pages: &BTreeMap<u32, u32>,
) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open: Vec<u32> = places.collect();
    while let Some(number) = open.pop() {
        if !seen.insert(number) {
            continue;
        }
        match pages.get(&number) {
            // A fault above the pages concerns all of them.
            Some(page) => {
                found.insert(*page);
            }
            None => open.extend(users.get(&number).into_iter().flatten()),
        }
    }
    found
}

/// A code and its pages, counted from 1, as a warning of intake. If the list gets too long, its smallest gaps are
/// closed.
pub fn warning_of(code: &str, pages: &BTreeSet<u32>) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for page in pages {
        match ranges.last_mut() {
            Some((_, last)) if last.saturating_add(1) == *page => *last = *page,
            _ => ranges.push((*page, *page)),
        }
    }
    let text = |ranges: &[(u32, u32)]| {
        let parts = ranges.iter().map(|(first, last)| match first == last {
            true => format!(".{first}"),
            false => format!(".{first}-{last}"),
        });
        format!("{code}{}", parts.collect::<String>())
    };
    loop {
        let written = text(&ranges);
        let gaps = ranges.windows(2).enumerate();
        let smallest = gaps.min_by_key(|(_, pair)| match pair {
            [one, next] => next.0 - one.1,
            _ => u32::MAX,
        });
        match smallest.map(|(at, _)| at) {
            Some(at) if written.len() > MAX_CODE => {
                let (_, last) = ranges.remove(at + 1);
                if let Some(range) = ranges.get_mut(at) {
                    range.1 = last;
                }
            }
            _ => return written,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_listed_in_ranges() {
        let listed =
            |pages: &[u32]| warning_of("content_damaged", &pages.iter().copied().collect());
        assert_eq!(listed(&[2, 5, 6, 7]), "content_damaged.2.5-7");
        let many: Vec<u32> = (1..1_000).filter(|page| page % 3 != 0).collect();
        let code = listed(&many);
        assert!(code.len() <= MAX_CODE && code.ends_with("-998"), "{code}");
    }

    #[test]
    fn a_fault_affects_every_page_that_uses_it() {
        let font = Ref::new(9);
        let to = |target: Ref| Object::Array(vec![target.into()]);
        let objects = BTreeMap::from([
            (1, to(Ref::new(4))),
            (2, to(Ref::new(5))),
            (
                3,
                Object::Array(vec![Ref::new(1).into(), Ref::new(2).into()]),
            ),
            (4, to(font)),
            (5, Object::Null),
            (9, Object::Null),
        ]);
        let mut flaws = Flaws::default();
        flaws.object("damaged", Some(font));
        flaws.object("repaired", None);
        flaws.page("page_lost", 3);
        let codes = flaws.codes(&objects, &[Ref::new(1), Ref::new(2)]);
        let expected = ["damaged.1", "page_lost.3", "repaired"].map(str::to_owned);
        assert_eq!(codes, BTreeSet::from(expected));
    }
}
