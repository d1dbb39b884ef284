//! Objects that rules explain, and the places in which they may be named for that.

use std::collections::{BTreeMap, BTreeSet};

use onesign_pdf::graph::{TRAILER, ways};

use super::comparison::Comparison;

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
    /// Fields, their values and their appearances.
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
                // An appearance may use what the form gained.
                Self::Form => other == Self::Resource,
                _ => false,
            }
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
    /// Judged entry by entry, and named only in a place that was opened for the same reason.
    Named(Why),
}

/// A place in which explained objects may be named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    owner: u32,
    /// Keys that lead to the place.
    path: Vec<Vec<u8>>,
    /// Whether the place is a list whose items are meant, and nothing further below.
    is_list: bool,
    why: Why,
}

impl Place {
    /// At and below the value to which the keys lead.
    pub fn below(owner: u32, path: &[&str], why: Why) -> Self {
        Self {
            owner,
            path: path.iter().map(|key| key.as_bytes().to_vec()).collect(),
            is_list: false,
            why,
        }
    }

    /// The items of the list to which the keys lead; without keys, of the object itself.
    pub fn list(owner: u32, path: &[&str], why: Why) -> Self {
        Self {
            is_list: true,
            ..Self::below(owner, path, why)
        }
    }

    fn covers(&self, way: &[Vec<u8>], why: Option<Why>) -> bool {
        Some(self.why) == why
            && way.starts_with(&self.path)
            && (!self.is_list || way.len() == self.path.len())
    }
}

/// What rules explain.
#[derive(Debug, Default)]
pub(crate) struct Explained {
    /// Objects that are explained wholly, as long as nothing else names them.
    pub wholly: BTreeMap<u32, Why>,
    /// Objects that were there before, and of which every change is explained.
    pub changed: BTreeMap<u32, Role>,
    /// Where they may be named: an object is explained only where its rule looked.
    pub named_at: BTreeSet<Place>,
}

impl Explained {
    /// Adds what a later rule explains; its word counts for an object that both explain.
    pub fn add(&mut self, later: Self) {
        self.wholly.extend(later.wholly);
        self.changed.extend(later.changed);
        self.named_at.extend(later.named_at);
    }

    /// Whether every place that names the object now is one that its rule knows.
    pub fn accounts_for(&self, compared: &Comparison<'_, '_>, number: u32) -> bool {
        let role = self.changed.get(&number).copied();
        if role == Some(Role::Anywhere) {
            return true;
        }
        let part = self.wholly.get(&number).copied();
        if part.is_none() && role.is_none() {
            return compared.is_gone(number);
        }
        let why = part.or(match role {
            Some(Role::Named(why)) => Some(why),
            _ => None,
        });
        compared.owners_now(number).all(|owner| {
            // What nothing leads to shows nothing.
            if !compared.is_reachable(owner) {
                return true;
            }
            if let Some(above) = self.wholly.get(&owner)
                && why.is_none_or(|why| above.may_name(why))
            {
                return true;
            }
            let object = compared.now(owner);
            let mut ways = object.iter().flat_map(|object| ways(object, number));
            let in_form = compared.is_field(owner);
            ways.all(|way| self.is_open(owner, &way, why) || is_known(role, owner, in_form, &way))
        })
    }

    /// Whether a rule opened the place for this reason.
    fn is_open(&self, owner: u32, way: &[Vec<u8>], why: Option<Why>) -> bool {
        let first = Place::below(owner, &[], Why::Proof);
        let places = self.named_at.range(first..);
        let mut places = places.take_while(|place| place.owner == owner);
        places.any(|place| place.covers(way, why))
    }
}

/// Whether an object of this role may be named there whatever the rules opened.
fn is_known(role: Option<Role>, owner: u32, in_form: bool, way: &[Vec<u8>]) -> bool {
    let first = way.first().map(Vec::as_slice).unwrap_or_default();
    let last = way.last().map(Vec::as_slice).unwrap_or_default();
    if owner == TRAILER {
        // Viewers read no other entries of the trailer (table 15).
        return !matches!(first, b"Root" | b"Info" | b"Encrypt");
    }
    match role {
        Some(Role::Field) => match last {
            b"Kids" | b"Parent" => in_form,
            b"Fields" | b"Annots" | b"Obj" | b"CO" | b"IRT" | b"Popup" | b"T" => true,
            // An array of fields or annotations that is an object of its own.
            b"" => true,
            _ => false,
        },
        Some(Role::Structure) => matches!(
            last,
            b"K" | b"P" | b"StructTreeRoot" | b"ParentTree" | b"Nums" | b"Kids" | b"IDTree" | b""
        ),
        Some(Role::Anywhere) => true,
        Some(Role::Named(_)) | None => false,
    }
}
