//! One revision against the one before it: what the rules explain, and what is left.

use std::collections::{BTreeMap, BTreeSet};

use onesign_pdf::form::Form;
use onesign_pdf::graph::{Graph, TRAILER};
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, ReadError};

use super::change::ChangeKind;
use super::delta::Delta;
use super::difference::{Difference, DocumentDifference};
use super::explain::{Gate, Why};
use super::permission::Need;

/// A change before anyone asked whether it is permitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub kind: ChangeKind,
    pub need: Need,
    pub page: Option<usize>,
    pub field: Option<String>,
    pub difference: Difference,
}

impl Finding {
    pub fn new(kind: ChangeKind, need: Need, difference: impl Into<Difference>) -> Self {
        Self {
            kind,
            need,
            page: None,
            field: None,
            difference: difference.into(),
        }
    }

    pub fn on(mut self, page: Option<usize>) -> Self {
        self.page = page;
        self
    }

    pub fn of_field(mut self, name: &str) -> Self {
        self.field = Some(name.to_owned());
        self
    }

    pub fn is_forbidden(&self) -> bool {
        self.need == Need::Forbidden
    }

    pub fn stray_bytes(count: usize) -> Self {
        let what = DocumentDifference::StrayBytes(count);
        Self::new(ChangeKind::StrayBytes, Need::Forbidden, what)
    }

    pub fn unaccounted() -> Self {
        let what = DocumentDifference::MalformedAddition;
        Self::new(ChangeKind::StrayBytes, Need::Unknown, what)
    }
}

/// How an object that was there before may have been changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A field or widget: named only where fields are.
    Field,
    /// A page whose annotations were changed, or the catalogue: what was changed means nothing elsewhere.
    Anywhere,
    /// An element or node of the structure tree.
    Structure,
    /// Judged entry by entry, and named only through a gate that was opened for the same reason.
    Gated(Why),
}

/// Two revisions and what is explained of their difference so far.
pub(crate) struct Step<'s, 'a> {
    pub old: &'s Document<'a>,
    pub new: &'s Document<'a>,
    pub delta: &'s Delta,
    /// The objects that named a changed one before.
    owners: BTreeMap<u32, Vec<u32>>,
    pub graph: &'s Graph,
    pub old_form: Option<Form>,
    pub new_form: Option<Form>,
    /// The page (from 0) on which an annotation stands now.
    pub places: BTreeMap<u32, usize>,
    /// Objects with a place of their own in the document, which no other rule may explain.
    pub fixed: BTreeSet<u32>,
    /// Objects that a rule explains wholly, as long as nothing else names them.
    pub parts: BTreeMap<u32, Why>,
    /// Objects of which a rule explains what was changed.
    pub roles: BTreeMap<u32, Role>,
    /// Places in which explained objects may be named.
    pub gates: BTreeSet<Gate>,
    /// Objects to which a way leads from the trailer now.
    pub reachable: BTreeSet<u32>,
    pub findings: Vec<Finding>,
}

impl<'s, 'a> Step<'s, 'a> {
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
            old_form,
            new_form,
            places: BTreeMap::new(),
            fixed,
            parts: BTreeMap::new(),
            roles: BTreeMap::new(),
            gates: BTreeSet::new(),
            reachable: graph.reachable(),
            findings: Vec::new(),
        })
    }

    /// Runs the rules, then looks at what they left.
    pub fn examine(mut self) -> Result<Vec<Finding>, ReadError> {
        self.places = onesign_pdf::shown::annotation_pages(self.new);
        super::rules::catalog::trailer(&mut self)?;
        super::rules::catalog::catalog(&mut self)?;
        super::rules::form::compare(&mut self)?;
        super::rules::pages::compare(&mut self)?;
        super::rules::structure::compare(&mut self)?;
        super::unexplained::unexplained(&mut self);
        Ok(self.findings)
    }

    pub fn find(&mut self, finding: Finding) {
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Whether two values mean the same before and after: equal, or references to equal objects.
    pub fn same(&self, old: Option<&Object>, new: Option<&Object>) -> Result<bool, ReadError> {
        let before = match old {
            Some(value) => self.old.follow(value)?,
            None => Object::Null,
        };
        let after = match new {
            Some(value) => self.new.follow(value)?,
            None => Object::Null,
        };
        Ok(before == after)
    }

    /// The keys of two dictionaries whose values are not the same. A reference that stays is the same: what it
    /// leads to is judged where it stands.
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

    /// The objects that name this one before or after.
    pub fn owners(&self, number: u32) -> BTreeSet<u32> {
        let before = self.owners.get(&number).into_iter().flatten().copied();
        before.chain(self.graph.owners(number)).collect()
    }

    /// An object that may or may not be changed, before and after.
    pub fn both(&self, number: u32) -> Vec<Object> {
        if number == TRAILER {
            let trailers = [self.old.trailer(), self.new.trailer()];
            return trailers.map(|trailer| trailer.clone().into()).to_vec();
        }
        let read = |document| onesign_pdf::graph::read(document, number).ok().flatten();
        match self.delta.get(&number) {
            Some(pair) => [&pair.old, &pair.new]
                .into_iter()
                .flatten()
                .cloned()
                .collect(),
            None => read(self.new).into_iter().collect(),
        }
    }

    /// An object as it is now, changed or not.
    pub fn now(&self, number: u32) -> Option<Object> {
        match self.delta.get(&number) {
            _ if number == TRAILER => Some(self.new.trailer().clone().into()),
            Some(pair) => pair.new.clone(),
            None => onesign_pdf::graph::read(self.new, number).ok().flatten(),
        }
    }

    /// Whether this is a field or widget of the form, before or after.
    pub fn is_field(&self, number: u32) -> bool {
        [&self.old_form, &self.new_form]
            .into_iter()
            .flatten()
            .any(|form| form.nodes.contains_key(&number))
    }

    /// A deleted object that nothing names any more: whatever named it was changed, and judged for that.
    pub fn is_gone(&self, number: u32) -> bool {
        let Some(pair) = self.delta.get(&number) else {
            return true;
        };
        pair.new.is_none() && self.graph.owners(number).next().is_none()
    }

    /// Objects below which something was changed, up to those with a place of their own.
    pub fn touched(&self) -> BTreeSet<u32> {
        let mut touched: BTreeSet<u32> = BTreeSet::new();
        let changed = self.delta.keys().copied();
        let mut open: Vec<u32> = changed
            .filter(|number| !self.fixed.contains(number))
            .collect();
        while let Some(number) = open.pop() {
            if touched.insert(number) {
                let owners = self.owners(number).into_iter();
                open.extend(owners.filter(|owner| !self.fixed.contains(owner)));
            }
        }
        touched
    }
}
