//! One revision and its predecessor, as the rules read them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use onesign_pdf::form::Form;
use onesign_pdf::graph::{self, Graph, TRAILER};
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, ReadError};
use onesign_pdf::shown::{Easel, Painted, Unread, annotation_pages};

use super::delta::{Delta, Pair};

/// Two revisions and their differences. No rule changes any of it; painted pages are only kept.
pub(crate) struct Comparison<'s, 'a> {
    pub old: &'s Document<'a>,
    pub new: &'s Document<'a>,
    pub delta: &'s Delta,
    /// The objects that referred to a changed object before.
    owners: BTreeMap<u32, Vec<u32>>,
    graph: &'s Graph,
    /// Empty if there was no form before.
    old_form: Form,
    new_form: Option<Form>,
    /// The page (zero-based) that shows an annotation now.
    pages: BTreeMap<u32, usize>,
    /// Objects with a fixed place in the document, which only the rule for that place may explain.
    fixed: BTreeSet<u32>,
    /// Objects that can be reached from the trailer now.
    reachable: BTreeSet<u32>,
    /// Pages as painted before and after, by their number (zero-based).
    painted: RefCell<BTreeMap<(bool, usize), Rc<Painted>>>,
}

/// The forms of both revisions.
#[derive(Clone, Copy)]
pub(crate) struct Forms<'f> {
    pub old: &'f Form,
    pub new: &'f Form,
}

impl<'s, 'a> Comparison<'s, 'a> {
    /// `graph` has the references of the new revision, `owners` those of the old one to changed objects.
    pub fn new(
        old: &'s Document<'a>,
        new: &'s Document<'a>,
        delta: &'s Delta,
        owners: BTreeMap<u32, Vec<u32>>,
        graph: &'s Graph,
    ) -> Result<Self, ReadError> {
        let (old_form, new_form) = (Form::read(old)?, Form::read(new)?);
        let mut fixed = BTreeSet::from([old.root()?.number, new.root()?.number]);
        for form in [&old_form, &new_form].into_iter().flatten() {
            fixed.extend(form.nodes.keys());
            fixed.insert(form.number);
        }
        for document in [old, new] {
            if let Ok(pages) = document.pages() {
                fixed.extend(pages.iter().map(|page| page.number));
            }
        }
        Ok(Self {
            old,
            new,
            delta,
            owners,
            graph,
            old_form: old_form.unwrap_or_default(),
            new_form,
            pages: annotation_pages(new),
            fixed,
            reachable: graph.reachable(),
            painted: RefCell::default(),
        })
    }

    /// The forms, if the new revision has one.
    pub fn forms(&self) -> Option<Forms<'_>> {
        let (old, new) = (&self.old_form, self.new_form.as_ref()?);
        Some(Forms { old, new })
    }

    /// An object that differs, before and after.
    pub fn pair(&self, number: u32) -> Option<&'s Pair> {
        self.delta.get(&number)
    }

    /// Whether the object differs at all.
    pub fn differs(&self, number: u32) -> bool {
        self.delta.contains_key(&number)
    }

    /// Whether the object is new.
    pub fn is_added(&self, number: u32) -> bool {
        self.pair(number).is_some_and(Pair::is_added)
    }

    /// Whether only the rule for the object's place in the document may explain it.
    pub fn is_fixed(&self, number: u32) -> bool {
        self.fixed.contains(&number)
    }

    /// Whether the object can be reached from the trailer now.
    pub fn is_reachable(&self, number: u32) -> bool {
        self.reachable.contains(&number)
    }

    /// Whether two values mean the same before and after, whatever their notation, directly or as referenced objects.
    pub fn same(&self, old: Option<&Object>, new: Option<&Object>) -> Result<bool, ReadError> {
        let before = match old {
            Some(value) => self.old.follow(value)?,
            None => Object::Null,
        };
        let after = match new {
            Some(value) => self.new.follow(value)?,
            None => Object::Null,
        };
        Ok(before.means(&after))
    }

    /// The keys of two dictionaries whose values differ. An unchanged reference counts as equal, because the rule for
    /// its target judges the target.
    pub fn differing(&self, old: &Dictionary, new: &Dictionary) -> Result<Vec<Vec<u8>>, ReadError> {
        let keys: BTreeSet<&[u8]> = old.iter().chain(new.iter()).map(|(key, _)| key).collect();
        let mut differing = Vec::new();
        for key in keys {
            if old.get(key) != new.get(key) && !self.same(old.get(key), new.get(key))? {
                differing.push(key.to_vec());
            }
        }
        Ok(differing)
    }

    /// The objects that refer to this one now; [`TRAILER`] for the trailer.
    pub fn owners_now(&self, number: u32) -> impl Iterator<Item = u32> {
        self.graph.owners(number)
    }

    /// The objects that refer to this one before or after.
    pub fn owners(&self, number: u32) -> BTreeSet<u32> {
        let before = self.owners.get(&number).into_iter().flatten().copied();
        before.chain(self.owners_now(number)).collect()
    }

    /// An object before and after; only once if it does not differ.
    pub fn both(&self, number: u32) -> Vec<Object> {
        if number == TRAILER {
            let trailers = [self.old.trailer(), self.new.trailer()];
            return trailers.map(|trailer| trailer.clone().into()).to_vec();
        }
        match self.pair(number) {
            Some(pair) => [&pair.old, &pair.new]
                .into_iter()
                .flatten()
                .cloned()
                .collect(),
            None => self.unchanged(number).into_iter().collect(),
        }
    }

    /// An object in the new revision, changed or not.
    pub fn now(&self, number: u32) -> Option<Object> {
        match self.pair(number) {
            _ if number == TRAILER => Some(self.new.trailer().clone().into()),
            Some(pair) => pair.new.clone(),
            None => self.unchanged(number),
        }
    }

    fn unchanged(&self, number: u32) -> Option<Object> {
        graph::read(self.new, number).ok().flatten()
    }

    /// Whether this is a field or widget of the form, before or after.
    pub fn is_field(&self, number: u32) -> bool {
        let is_new = |form: &Form| form.nodes.contains_key(&number);
        self.old_form.nodes.contains_key(&number) || self.new_form.as_ref().is_some_and(is_new)
    }

    /// The page that shows an annotation now.
    pub fn page_of(&self, annotation: u32) -> Option<usize> {
        self.pages.get(&annotation).copied()
    }

    /// The page of a field's first widget.
    pub fn page_of_field(&self, number: u32) -> Option<usize> {
        let mut forms = self.new_form.iter().chain([&self.old_form]);
        let node = forms.find_map(|form| form.nodes.get(&number));
        let widgets = node.map(|node| node.widgets.as_slice()).unwrap_or_default();
        let mut all = std::iter::once(number).chain(widgets.iter().copied());
        all.find_map(|widget| self.page_of(widget))
    }

    /// What a page (zero-based) showed before.
    pub fn painted_before(&self, page: usize) -> Rc<Painted> {
        self.painted(self.old, (false, page))
    }

    /// What a page (zero-based) shows now.
    pub fn painted_now(&self, page: usize) -> Rc<Painted> {
        self.painted(self.new, (true, page))
    }

    fn painted(&self, document: &Document<'_>, key: (bool, usize)) -> Rc<Painted> {
        if let Some(known) = self.painted.borrow().get(&key) {
            return Rc::clone(known);
        }
        let pages = document.pages().unwrap_or_default();
        let page = pages.get(key.1).map(|page| document.object(*page));
        let painted = match page {
            Some(Ok(Object::Dictionary(page))) => Easel::of(document).page(&page),
            _ => Painted {
                unread: Some(Unread::Object),
                ..Painted::default()
            },
        };
        let painted = Rc::new(painted);
        self.painted.borrow_mut().insert(key, Rc::clone(&painted));
        painted
    }

    /// A deleted object that nothing refers to any more: every object that did refer to it was changed, and judged for
    /// that.
    pub fn is_gone(&self, number: u32) -> bool {
        let Some(pair) = self.pair(number) else {
            return true;
        };
        pair.new.is_none() && self.owners_now(number).next().is_none()
    }

    /// Objects with a change somewhere below them, up to those with a fixed place.
    pub fn touched(&self) -> BTreeSet<u32> {
        let mut touched: BTreeSet<u32> = BTreeSet::new();
        let changed = self.delta.keys().copied();
        let mut open: Vec<u32> = changed.filter(|&number| !self.is_fixed(number)).collect();
        while let Some(number) = open.pop() {
            if touched.insert(number) {
                let owners = self.owners(number).into_iter();
                open.extend(owners.filter(|&owner| !self.is_fixed(owner)));
            }
        }
        touched
    }
}
