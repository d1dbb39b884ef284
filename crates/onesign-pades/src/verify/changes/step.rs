//! One revision against the one before it: what the rules explain, and what is left.

use std::collections::{BTreeMap, BTreeSet};

use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, ReadError};

use super::ChangeKind;
use super::delta::{Delta, Pair};
use super::form::Form;
use super::graph::{Graph, TRAILER, references, ways};
use super::permission::Need;
use super::said;
use crate::verify::sentences::Sentence;

/// A change before anyone asked whether it is permitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub kind: ChangeKind,
    pub need: Need,
    pub page: Option<usize>,
    pub field: Option<String>,
    pub sentence: Sentence,
}

impl Finding {
    pub fn new(kind: ChangeKind, need: Need, sentence: Sentence) -> Self {
        Self {
            kind,
            need,
            page: None,
            field: None,
            sentence,
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
        let sentence = said::stray_bytes(count);
        Self::new(ChangeKind::StrayBytes, Need::Forbidden, sentence)
    }

    pub fn unaccounted() -> Self {
        let sentence = said::malformed_addition();
        Self::new(ChangeKind::StrayBytes, Need::Unknown, sentence)
    }
}

/// How an object that was there before may have been changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A field or widget: named only where fields are.
    Field,
    /// A page whose annotations were changed, or the catalogue: what was changed means nothing elsewhere.
    Anywhere,
    /// An element or node of the structure tree.
    Structure,
    /// Judged entry by entry, and named only through an opened gate.
    Gated,
}

/// Two revisions and what is explained of their difference so far.
pub(super) struct Step<'s, 'a> {
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
    fixed: BTreeSet<u32>,
    /// Objects that a rule explains wholly, as long as nothing else names them.
    pub parts: BTreeSet<u32>,
    /// Objects of which a rule explains what was changed.
    pub roles: BTreeMap<u32, Role>,
    /// Object and key through which explained objects may be named.
    gates: BTreeSet<(u32, Vec<u8>)>,
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
            parts: BTreeSet::new(),
            roles: BTreeMap::new(),
            gates: BTreeSet::new(),
            reachable: graph.reachable(),
            findings: Vec::new(),
        })
    }

    /// Runs the rules, then looks at what they left.
    pub fn examine(mut self) -> Result<Vec<Finding>, ReadError> {
        self.places = super::pages::places(self.new);
        super::catalog::trailer(&mut self)?;
        super::catalog::catalog(&mut self)?;
        super::form::compare(&mut self)?;
        super::pages::compare(&mut self)?;
        super::structure::compare(&mut self)?;
        super::describe::unexplained(&mut self);
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

    /// Lets explained objects be named by this key of this object.
    pub fn open(&mut self, owner: u32, key: &str) {
        self.gates.insert((owner, key.as_bytes().to_vec()));
    }

    /// Explains what was added below a value, and with `changed` what was changed or deleted there.
    pub fn explain(&mut self, value: &Object, changed: bool) {
        let mut open = Vec::new();
        references(value, &mut |target| open.push(target.number));
        while let Some(number) = open.pop() {
            let Some(pair) = self.delta.get(&number) else {
                continue;
            };
            let may = pair.is_added() || changed;
            if may && !self.fixed.contains(&number) && self.parts.insert(number) {
                for object in [&pair.old, &pair.new].into_iter().flatten() {
                    references(object, &mut |target| open.push(target.number));
                }
            }
        }
    }

    /// Explains the looks of a field: what was added for them, and what was changed if it is the field's alone.
    pub fn explain_looks(&mut self, member: u32, looks: &Object) {
        self.open(member, "AP");
        self.explain(looks, true);
        // A dictionary of looks that stays where it is.
        if let Some(reference) = looks.as_reference()
            && !self.delta.contains_key(&reference.number)
            && self
                .owners(reference.number)
                .iter()
                .all(|&owner| self.is_field(owner))
            && let Ok(Object::Dictionary(held)) = self.new.object(reference)
        {
            for key in ["N", "R", "D"] {
                self.open(reference.number, key);
            }
            self.explain(&held.into(), true);
        }
    }

    /// Explains an object that the rules know by its place, such as a new field.
    pub fn explain_added(&mut self, number: u32) {
        if let Some(pair) = self.delta.get(&number)
            && pair.is_added()
            && self.parts.insert(number)
            && let Some(object) = &pair.new
        {
            self.explain(object, false);
        }
    }

    /// An object that is judged entry by entry.
    pub fn gate(&mut self, number: u32) {
        if self.delta.contains_key(&number) && !self.parts.contains(&number) {
            self.roles.insert(number, Role::Gated);
        }
    }

    /// Explains a copy of an object that an entry leads to now instead of the object itself.
    pub fn copied(&mut self, owner: u32, key: &str, value: Option<&Object>) {
        if let Some(reference) = value.and_then(Object::as_reference)
            && self
                .delta
                .get(&reference.number)
                .is_some_and(Pair::is_added)
            && !self.fixed.contains(&reference.number)
        {
            self.open(owner, key);
            self.parts.insert(reference.number);
        }
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
        let read = |document| super::graph::read(document, number).ok().flatten();
        match self.delta.get(&number) {
            Some(pair) => [&pair.old, &pair.new]
                .into_iter()
                .flatten()
                .cloned()
                .collect(),
            None => read(self.new).into_iter().collect(),
        }
    }

    /// Whether every place that names the object now is one that its rule knows.
    pub fn is_explained(&self, number: u32) -> bool {
        let role = self.roles.get(&number).copied();
        if role == Some(Role::Anywhere) {
            return true;
        }
        let is_part = self.parts.contains(&number);
        if !is_part && role.is_none() {
            return self.is_gone(number);
        }
        self.graph.owners(number).all(|owner| {
            // What nothing leads to shows nothing.
            if self.parts.contains(&owner) || !self.reachable.contains(&owner) {
                return true;
            }
            let object = self.now(owner);
            let mut ways = object.iter().flat_map(|object| ways(object, number));
            ways.all(|way| self.is_known(role, owner, &way))
        })
    }

    fn now(&self, number: u32) -> Option<Object> {
        match self.delta.get(&number) {
            _ if number == TRAILER => Some(self.new.trailer().clone().into()),
            Some(pair) => pair.new.clone(),
            None => super::graph::read(self.new, number).ok().flatten(),
        }
    }

    fn is_known(&self, role: Option<Role>, owner: u32, way: &[Vec<u8>]) -> bool {
        let first = way.first().map(Vec::as_slice).unwrap_or_default();
        let last = way.last().map(Vec::as_slice).unwrap_or_default();
        let in_form = self.is_field(owner);
        if self.gates.contains(&(owner, first.to_vec())) {
            return true;
        }
        if owner == TRAILER {
            // Viewers read no other entries of the trailer (table 15).
            return !matches!(first, b"Root" | b"Info" | b"Encrypt");
        }
        match role {
            Some(Role::Field) => match last {
                b"Kids" | b"Parent" => in_form,
                b"Fields" | b"Annots" | b"Obj" | b"CO" | b"IRT" | b"Popup" | b"T" => true,
                // An array of fields or annotations that stands by itself.
                b"" => true,
                _ => false,
            },
            Some(Role::Structure) => matches!(
                last,
                b"K" | b"P"
                    | b"StructTreeRoot"
                    | b"ParentTree"
                    | b"Nums"
                    | b"Kids"
                    | b"IDTree"
                    | b""
            ),
            Some(Role::Anywhere) => true,
            Some(Role::Gated) | None => false,
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
    fn is_gone(&self, number: u32) -> bool {
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
