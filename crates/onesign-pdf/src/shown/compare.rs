//! Compares what the pages of two documents show, mark by mark.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::mark::{Kind, Mark, Painted};
use super::matrix::{Area, is_empty, overlap};
use super::page::{Easel, visible};
use crate::compare::Area as Part;
use crate::object::{Dictionary, Object};
use crate::read::Document;

/// The unit of [`Part`]: parts of the page's width or height.
const WHOLE: f64 = 10_000.0;
/// How far outside its explained place a mark may be, in that unit: rounding, and the width of a line.
const MARGIN: u32 = 20;
/// Most areas reported for a page.
const MOST_AREAS: usize = 12;
/// Most pages.
const MOST_PAGES: usize = 5_000;

/// A page in the way that viewers show it.
#[derive(Debug, Clone, Copy)]
pub struct Paper {
    area: Area,
    turns: i64,
}

impl Paper {
    /// The paper of a page; `None` if its size can't be read.
    pub fn of(document: &Document<'_>, page: &Dictionary) -> Option<Self> {
        let area = visible(document, page).filter(|area| !is_empty(*area))?;
        let angle = document.inherited(page, b"Rotate").ok()?;
        let turns = angle.as_integer().unwrap_or(0).div_euclid(90).rem_euclid(4);
        Some(Self { area, turns })
    }

    /// An area of the page as parts of the paper, rounded outwards.
    pub fn part(&self, area: Area) -> Part {
        let [left, bottom, right, top] = self.area;
        let share = |at: f64, from: f64, to: f64| ((at - from) / (to - from)).clamp(0.0, 1.0);
        let (x0, x1) = (share(area[0], left, right), share(area[2], left, right));
        // From the top.
        let (y0, y1) = (share(area[3], top, bottom), share(area[1], top, bottom));
        let (x0, y0, x1, y1) = match self.turns {
            0 => (x0, y0, x1, y1),
            1 => (1.0 - y1, x0, 1.0 - y0, x1),
            2 => (1.0 - x1, 1.0 - y1, 1.0 - x0, 1.0 - y0),
            _ => (y0, 1.0 - x1, y1, 1.0 - x0),
        };
        let low = |share: f64| (share * WHOLE).floor() as u32;
        let high = |share: f64| (share * WHOLE).ceil() as u32;
        Part {
            x: low(x0),
            y: low(y0),
            w: high(x1).saturating_sub(low(x0)),
            h: high(y1).saturating_sub(low(y0)),
        }
    }
}

/// A page whose marks differ from those that were signed, outside the places that explain it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageMarks {
    /// Zero-based.
    pub page: u32,
    /// Where marks were added or removed.
    pub areas: Vec<Part>,
    /// Whether something that was signed can't be seen any more.
    pub is_lost: bool,
    /// Whether a part of the page can't be read, so that there may be other differences.
    pub is_unread: bool,
}

/// The pages whose marks differ, outside the places that `explained` names for each page.
pub fn compare_marks(
    before: &Document<'_>,
    after: &Document<'_>,
    explained: impl Fn(u32) -> Vec<Part>,
) -> Vec<PageMarks> {
    let pages = |document: &Document<'_>| document.pages().unwrap_or_default();
    let (old, new) = (pages(before), pages(after));
    let mut easels = [Easel::of(before), Easel::of(after)];
    let same_layers = easels[0].layers() == easels[1].layers();
    let mut found = Vec::new();
    for (index, pair) in old.iter().zip(&new).enumerate() {
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        let read = |document: &Document<'_>, page| match document.object(page) {
            Ok(Object::Dictionary(page)) => Some(page),
            _ => None,
        };
        let both = read(before, *pair.0).zip(read(after, *pair.1));
        let Some((was, is)) = both.filter(|_| index < MOST_PAGES) else {
            found.push(PageMarks::unread(number));
            continue;
        };
        let looks = [easels[0].fingerprint(&was), easels[1].fingerprint(&is)];
        if same_layers && looks[0].is_some() && looks[0] == looks[1] {
            continue;
        }
        let painted = [easels[0].page(&was), easels[1].page(&is)];
        let Some(paper) = Paper::of(after, &is) else {
            found.push(PageMarks::unread(number));
            continue;
        };
        found.extend(difference(number, &painted, &paper, &explained(number)));
    }
    found
}

impl PageMarks {
    /// A page (zero-based) that can't be read.
    pub fn unread(page: u32) -> Self {
        Self {
            page,
            areas: vec![whole()],
            is_lost: false,
            is_unread: true,
        }
    }
}

const fn whole() -> Part {
    Part {
        x: 0,
        y: 0,
        w: WHOLE as u32,
        h: WHOLE as u32,
    }
}

/// What identifies a mark, whichever object paints it.
type Key = (u128, Kind, super::mark::When, bool);

fn key(mark: &Mark) -> Key {
    (mark.digest, mark.kind, mark.when, mark.annotation.is_some())
}

/// The marks of `one` that `other` lacks.
fn missing<'m>(one: &'m Painted, other: &Painted) -> Vec<&'m Mark> {
    let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
    for mark in &other.marks {
        *counts.entry(key(mark)).or_default() += 1;
    }
    let marks = one.marks.iter().filter(|mark| mark.kind != Kind::Field);
    marks
        .filter(|mark| match counts.get_mut(&key(mark)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        })
        .collect()
}

fn difference(
    page: u32,
    [was, is]: &[Painted; 2],
    paper: &Paper,
    explained: &[Part],
) -> Option<PageMarks> {
    let outside = |mark: &&Mark| {
        !explained
            .iter()
            .any(|place| holds(*place, paper.part(mark.area)))
    };
    let removed: Vec<&Mark> = missing(was, is).into_iter().filter(outside).collect();
    let added: Vec<&Mark> = missing(is, was).into_iter().filter(outside).collect();
    let is_unread = was.unread.is_some() || is.unread.is_some();
    if removed.is_empty() && added.is_empty() && !is_unread {
        return None;
    }
    let speaks = |mark: &&Mark| {
        matches!(mark.kind, Kind::Text | Kind::Picture | Kind::Path) && !mark.when.at_choice
    };
    let hides = |mark: &&&Mark| mark.is_opaque && !mark.when.at_choice;
    let is_hidden = |text: &Mark| {
        let mut covers = added.iter().filter(hides);
        covers.any(|cover| overlap(cover.area, text.area, 1.0))
    };
    let mut texts = was.marks.iter().filter(|mark| mark.kind == Kind::Text);
    let is_lost = removed.iter().any(speaks) || texts.any(is_hidden);
    let areas = removed
        .iter()
        .chain(&added)
        .map(|mark| paper.part(mark.area));
    let areas = few(areas.collect());
    Some(PageMarks {
        page,
        areas: if is_unread && areas.is_empty() {
            vec![whole()]
        } else {
            areas
        },
        is_lost,
        is_unread,
    })
}

/// Whether a place contains an area, to a small margin.
fn holds(place: Part, area: Part) -> bool {
    place.contains(area, MARGIN)
}

/// Joins areas until there are few: first neighbours in reading order.
fn few(mut areas: Vec<Part>) -> Vec<Part> {
    areas.sort_by_key(|area| (area.y, area.x));
    areas.dedup();
    let share = areas.len().div_ceil(MOST_AREAS).max(1);
    let joined = areas.chunks(share).filter_map(|some| {
        let right = some.iter().map(|area| area.x + area.w).max()?;
        let bottom = some.iter().map(|area| area.y + area.h).max()?;
        let (x, y) = (some.iter().map(|area| area.x).min()?, some.first()?.y);
        Some(Part {
            x,
            y,
            w: right.saturating_sub(x).max(1),
            h: bottom.saturating_sub(y).max(1),
        })
    });
    joined.collect()
}
