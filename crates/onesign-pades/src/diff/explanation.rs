//! The result of a rule, and its construction.

use onesign_pdf::graph::references;
use onesign_pdf::object::Object;

use super::comparison::Comparison;
use super::explained::{Explained, Place, Role, Why};
use super::finding::Finding;

/// A rule's result for a difference: the explained objects, and the required permissions.
#[derive(Debug, Default)]
pub(crate) struct Explanation {
    pub explained: Explained,
    pub findings: Vec<Finding>,
}

/// An explanation under construction. It reads the earlier explanations but never changes them.
#[derive(Default)]
pub(crate) struct Draft<'e> {
    earlier: Option<&'e Draft<'e>>,
    own: Explanation,
}

impl<'e> Draft<'e> {
    /// Begins an explanation that follows these.
    pub fn after(earlier: &'e Draft<'e>) -> Self {
        Self {
            earlier: Some(earlier),
            own: Explanation::default(),
        }
    }

    /// The explanations of this draft, without the earlier ones.
    pub fn done(self) -> Explanation {
        self.own
    }

    /// Adds the explanation of a rule that read this draft.
    pub fn add(&mut self, later: Explanation) {
        self.own.explained.add(later.explained);
        self.own.findings.extend(later.findings);
    }

    /// The explanations of this draft, without the earlier ones.
    pub fn explained(&self) -> &Explained {
        &self.own.explained
    }

    fn all(&self) -> impl Iterator<Item = &Explanation> {
        let drafts = std::iter::successors(Some(self), |draft| draft.earlier);
        drafts.map(|draft| &draft.own)
    }

    /// Whether the object is completely explained, here or earlier.
    pub fn is_whole(&self, number: u32) -> bool {
        let mut all = self.all();
        all.any(|explanation| explanation.explained.wholly.contains_key(&number))
    }

    /// Whether the object or its changes are explained, here or earlier.
    pub fn knows(&self, number: u32) -> bool {
        let has_role =
            |explanation: &Explanation| explanation.explained.changed.contains_key(&number);
        self.is_whole(number) || self.all().any(has_role)
    }

    /// Reports a change, without repeats.
    pub fn find(&mut self, finding: Finding) {
        let is_known = self
            .all()
            .any(|explanation| explanation.findings.contains(&finding));
        if !is_known {
            self.own.findings.push(finding);
        }
    }

    /// Lets this place refer to explained objects.
    pub fn open(&mut self, place: Place) {
        self.own.explained.named_at.insert(place);
    }

    /// Explains the changes of an existing object.
    pub fn changed(&mut self, number: u32, role: Role) {
        self.own.explained.changed.insert(number, role);
    }

    /// Explains an object completely.
    pub fn whole(&mut self, number: u32, why: Why) {
        self.own.explained.wholly.insert(number, why);
    }

    /// Explains an object completely, unless it is already explained or has a fixed place.
    fn part(&mut self, compared: &Comparison<'_, '_>, number: u32, why: Why) -> bool {
        let is_free = !compared.is_fixed(number) && !self.is_whole(number);
        if is_free {
            self.whole(number, why);
        }
        is_free
    }

    /// Explains the objects added below a value. Returns whether there were any.
    pub fn explain_new(&mut self, compared: &Comparison<'_, '_>, value: &Object, why: Why) -> bool {
        self.explain(compared, value, why, false)
    }

    /// Explains the objects added, changed or deleted below a value. Returns whether there were any.
    pub fn explain_all(&mut self, compared: &Comparison<'_, '_>, value: &Object, why: Why) -> bool {
        self.explain(compared, value, why, true)
    }

    fn explain(
        &mut self,
        compared: &Comparison<'_, '_>,
        value: &Object,
        why: Why,
        with_changed: bool,
    ) -> bool {
        let mut any = false;
        let mut open = Vec::new();
        references(value, &mut |target| open.push(target.number));
        while let Some(number) = open.pop() {
            let Some(pair) = compared.pair(number) else {
                continue;
            };
            if (pair.is_added() || with_changed) && self.part(compared, number, why) {
                any = true;
                for object in [&pair.old, &pair.new].into_iter().flatten() {
                    references(object, &mut |target| open.push(target.number));
                }
            }
        }
        any
    }

    /// Explains an object that a rule identifies by its place, such as a new field.
    pub fn explain_added(&mut self, compared: &Comparison<'_, '_>, number: u32, why: Why) {
        if let Some(pair) = compared.pair(number)
            && pair.is_added()
            && !self.is_whole(number)
            && let Some(object) = &pair.new
        {
            self.whole(number, why);
            self.explain_new(compared, object, why);
        }
    }

    /// An object that a rule judges entry by entry. A complete explanation stays complete.
    pub fn judged(&mut self, compared: &Comparison<'_, '_>, number: u32, role: Role) {
        if compared.differs(number) && !self.is_whole(number) {
            self.changed(number, role);
        }
    }

    /// Explains a copy of an object that replaces the object itself in an entry. The objects below the copy already had
    /// references before, and are not explained here.
    pub fn copied(
        &mut self,
        compared: &Comparison<'_, '_>,
        owner: u32,
        key: &str,
        value: Option<&Object>,
    ) {
        if let Some(reference) = value.and_then(Object::as_reference)
            && compared.is_added(reference.number)
            && self.part(compared, reference.number, Why::Copy)
        {
            self.open(Place::below(owner, &[key], Why::Copy));
        }
    }
}
