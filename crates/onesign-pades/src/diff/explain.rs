//! What explains an object that was added or changed, and where it may be named for that.

use onesign_pdf::graph::{TRAILER, references, ways};
use onesign_pdf::object::Object;

use super::delta::Pair;
use super::step::{Role, Step};

/// Why an object is explained. A reason explains an object in the places it opened and in no others: what is a
/// proof below the security store is not thereby explained as what a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    /// Below the security store.
    Proof,
    /// Data about the document: information, XMP, extensions.
    About,
    /// An object that was there, written again word for word.
    Copy,
    /// Fields, their values and their looks.
    Form,
    /// Fonts and other resources that the form gained.
    Resource,
    /// Notes.
    Note,
    /// New elements of the structure tree.
    Structure,
}

impl Why {
    /// Whether an object that is explained by `self` may name one that is explained by `other`.
    fn may_name(self, other: Self) -> bool {
        self == other
            || match self {
                // Elements describe things, and show none.
                Self::Structure => true,
                // A look may use what the form gained.
                Self::Form => other == Self::Resource,
                _ => false,
            }
    }
}

/// A place in which explained objects may be named.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Gate {
    owner: u32,
    /// Keys that lead to the place.
    path: Vec<Vec<u8>>,
    /// Whether the place is a list whose items are meant, and nothing further below.
    is_list: bool,
    why: Why,
}

impl Step<'_, '_> {
    /// Lets what is explained for this reason be named at and below this key of this object.
    pub fn open(&mut self, owner: u32, key: &str, why: Why) {
        self.open_at(owner, &[key], why);
    }

    /// As [`Step::open`], for a place that several keys lead to.
    pub fn open_at(&mut self, owner: u32, path: &[&str], why: Why) {
        self.add_gate(owner, path, why, false);
    }

    /// Lets fields and annotations be named by a list: the one at these keys, or the object itself.
    pub fn open_list(&mut self, owner: u32, path: &[&str], why: Why) {
        self.add_gate(owner, path, why, true);
    }

    fn add_gate(&mut self, owner: u32, path: &[&str], why: Why, is_list: bool) {
        let path = path.iter().map(|key| key.as_bytes().to_vec()).collect();
        self.gates.insert(Gate {
            owner,
            path,
            is_list,
            why,
        });
    }

    /// Explains an object, unless it is explained already or has a place of its own.
    fn part(&mut self, number: u32, why: Why) -> bool {
        let is_free = !self.fixed.contains(&number) && !self.parts.contains_key(&number);
        if is_free {
            self.parts.insert(number, why);
        }
        is_free
    }

    /// Explains what was added below a value, and with `changed` what was changed or deleted there.
    pub fn explain(&mut self, value: &Object, why: Why, changed: bool) {
        let mut open = Vec::new();
        references(value, &mut |target| open.push(target.number));
        while let Some(number) = open.pop() {
            let delta = self.delta;
            let Some(pair) = delta.get(&number) else {
                continue;
            };
            if (pair.is_added() || changed) && self.part(number, why) {
                for object in [&pair.old, &pair.new].into_iter().flatten() {
                    references(object, &mut |target| open.push(target.number));
                }
            }
        }
    }

    /// Explains the looks of a field: what was added for them, and what was changed if it is the field's alone.
    pub fn explain_looks(&mut self, member: u32, looks: &Object) {
        self.open(member, "AP", Why::Form);
        self.explain(looks, Why::Form, true);
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
                self.open(reference.number, key, Why::Form);
            }
            self.explain(&held.into(), Why::Form, true);
        }
    }

    /// Explains an object that the rules know by its place, such as a new field.
    pub fn explain_added(&mut self, number: u32, why: Why) {
        let delta = self.delta;
        if let Some(pair) = delta.get(&number)
            && pair.is_added()
            && !self.parts.contains_key(&number)
            && let Some(object) = &pair.new
        {
            self.parts.insert(number, why);
            self.explain(object, why, false);
        }
    }

    /// An object that is judged entry by entry.
    pub fn gate(&mut self, number: u32, why: Why) {
        if self.delta.contains_key(&number) && !self.parts.contains_key(&number) {
            self.roles.insert(number, Role::Gated(why));
        }
    }

    /// Explains a copy of an object that an entry leads to now instead of the object itself. What the copy names was
    /// named before, and is explained by nothing here.
    pub fn copied(&mut self, owner: u32, key: &str, value: Option<&Object>) {
        if let Some(reference) = value.and_then(Object::as_reference)
            && self
                .delta
                .get(&reference.number)
                .is_some_and(Pair::is_added)
            && self.part(reference.number, Why::Copy)
        {
            self.open(owner, key, Why::Copy);
        }
    }

    /// Whether every place that names the object now is one that its rule knows.
    pub fn is_explained(&self, number: u32) -> bool {
        let role = self.roles.get(&number).copied();
        if role == Some(Role::Anywhere) {
            return true;
        }
        let part = self.parts.get(&number).copied();
        if part.is_none() && role.is_none() {
            return self.is_gone(number);
        }
        let why = part.or(match role {
            Some(Role::Gated(why)) => Some(why),
            _ => None,
        });
        self.graph.owners(number).all(|owner| {
            // What nothing leads to shows nothing.
            if !self.reachable.contains(&owner) {
                return true;
            }
            if let Some(above) = self.parts.get(&owner)
                && why.is_none_or(|why| above.may_name(why))
            {
                return true;
            }
            let object = self.now(owner);
            let mut ways = object.iter().flat_map(|object| ways(object, number));
            ways.all(|way| self.is_known(role, why, owner, &way))
        })
    }

    fn is_known(&self, role: Option<Role>, why: Option<Why>, owner: u32, way: &[Vec<u8>]) -> bool {
        let first = way.first().map(Vec::as_slice).unwrap_or_default();
        let last = way.last().map(Vec::as_slice).unwrap_or_default();
        let in_form = self.is_field(owner);
        let is_open = |gate: &&Gate| {
            Some(gate.why) == why
                && way.starts_with(&gate.path)
                && (!gate.is_list || way.len() == gate.path.len())
        };
        if self.gates_of(owner).any(|gate| is_open(&gate)) {
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
            Some(Role::Gated(_)) | None => false,
        }
    }

    fn gates_of(&self, owner: u32) -> impl Iterator<Item = &Gate> {
        let first = Gate {
            owner,
            path: Vec::new(),
            is_list: false,
            why: Why::Proof,
        };
        let gates = self.gates.range(first..);
        gates.take_while(move |gate| gate.owner == owner)
    }
}
