//! What a rule returns, and how it comes about.

use onesign_pdf::graph::references;
use onesign_pdf::object::Object;

use super::comparison::Comparison;
use super::explained::{Explained, Place, Role, Why};
use super::finding::Finding;

/// What a rule says of a difference: which objects it explains, and what somebody must have permitted.
#[derive(Debug, Default)]
pub(crate) struct Explanation {
    pub explained: Explained,
    pub findings: Vec<Finding>,
}

/// An explanation in the making. It sees what was explained before it, and changes none of that.
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

    /// What was explained here, without the earlier explanations.
    pub fn done(self) -> Explanation {
        self.own
    }

    /// Adds the explanation of a rule that saw this draft.
    pub fn add(&mut self, later: Explanation) {
        self.own.explained.add(later.explained);
        self.own.findings.extend(later.findings);
    }

    /// What is explained here, without the earlier explanations.
    pub fn explained(&self) -> &Explained {
        &self.own.explained
    }

    fn all(&self) -> impl Iterator<Item = &Explanation> {
        let drafts = std::iter::successors(Some(self), |draft| draft.earlier);
        drafts.map(|draft| &draft.own)
    }

    /// Whether the object is explained wholly, here or earlier.
    pub fn is_whole(&self, number: u32) -> bool {
        let mut all = self.all();
        all.any(|explanation| explanation.explained.wholly.contains_key(&number))
    }

    /// Whether the object is explained wholly or by its changes, here or earlier.
    pub fn knows(&self, number: u32) -> bool {
        let has_role =
            |explanation: &Explanation| explanation.explained.changed.contains_key(&number);
        self.is_whole(number) || self.all().any(has_role)
    }

    /// Reports a change, once.
    pub fn find(&mut self, finding: Finding) {
        let is_known = self
            .all()
            .any(|explanation| explanation.findings.contains(&finding));
        if !is_known {
            self.own.findings.push(finding);
        }
    }

    /// Lets explained objects be named there.
    pub fn open(&mut self, place: Place) {
        self.own.explained.named_at.insert(place);
    }

    /// Explains the changes of an object that was there before.
    pub fn changed(&mut self, number: u32, role: Role) {
        self.own.explained.changed.insert(number, role);
    }

    /// Explains an object wholly.
    pub fn whole(&mut self, number: u32, why: Why) {
        self.own.explained.wholly.insert(number, why);
    }

    /// Explains an object wholly, unless it is explained already or has a place of its own.
    fn part(&mut self, compared: &Comparison<'_, '_>, number: u32, why: Why) -> bool {
        let is_free = !compared.is_fixed(number) && !self.is_whole(number);
        if is_free {
            self.whole(number, why);
        }
        is_free
    }

    /// Explains what was added below a value. Returns whether there was anything.
    pub fn explain_new(&mut self, compared: &Comparison<'_, '_>, value: &Object, why: Why) -> bool {
        self.explain(compared, value, why, false)
    }

    /// Explains what was added, changed or deleted below a value. Returns whether there was anything.
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

    /// Explains an object that a rule knows by its place, such as a new field.
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

    /// An object that a rule judges entry by entry. One that is explained wholly stays so.
    pub fn judged(&mut self, compared: &Comparison<'_, '_>, number: u32, role: Role) {
        if compared.differs(number) && !self.is_whole(number) {
            self.changed(number, role);
        }
    }

    /// Explains a copy of an object that an entry leads to now instead of the object itself. What the copy names was
    /// named before, and is explained by nothing here.
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
