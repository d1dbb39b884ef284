//! Objects that rules explain, and the places that may refer to them.

use std::collections::{BTreeMap, BTreeSet};

use onesign_pdf::graph::{TRAILER, ways};

use super::comparison::Comparison;

/// The reason of an explanation. It explains an object only in the places opened for the same reason: validation data
/// in the security store does not thereby become explained page content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    /// Below the security store.
    Proof,
    /// Data about the document: information, XMP, extensions.
    About,
    /// An existing object, written again without a change.
    Copy,
    /// Fields, their values and their appearances.
    Form,
    /// Fonts and other resources added to the form.
    Resource,
    /// Notes.
    Note,
    /// New elements of the structure tree.
    Structure,
}

impl Why {
    /// Whether an object explained by `self` may refer to one explained by `other`.
    fn may_name(self, other: Self) -> bool {
        self == other
            || match self {
                // Elements only describe things.
                Self::Structure => true,
                // An appearance may use the form's new resources.
                Self::Form => other == Self::Resource,
                _ => false,
            }
    }
}

/// How an existing object may have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A field or widget: only places for fields may refer to it.
    Field,
    /// A page with changed annotations, or the catalogue: the change has no effect in other places.
    Anywhere,
    /// An element or node of the structure tree.
    Structure,
    /// Judged entry by entry; only a place opened for the same reason may refer to it.
    Named(Why),
}

/// A place that may refer to explained objects.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    owner: u32,
    /// Keys that lead to the place.
    path: Vec<Vec<u8>>,
    /// Whether the place is a list and means only its items, nothing further below.
    is_list: bool,
    why: Why,
}

impl Place {
    /// The value of the path, and everything below it.
    pub fn below(owner: u32, path: &[&str], why: Why) -> Self {
        Self {
            owner,
            path: path.iter().map(|key| key.as_bytes().to_vec()).collect(),
            is_list: false,
            why,
        }
    }

    /// The items of the list at the path, or in the object itself if the path is empty.
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

/// The explanations of the rules.
#[derive(Debug, Default)]
pub(crate) struct Explained {
    /// Objects that are completely explained, as long as nothing else refers to them.
    pub wholly: BTreeMap<u32, Why>,
    /// Existing objects whose changes are all explained.
    pub changed: BTreeMap<u32, Role>,
    /// The places that may refer to them: an object is explained only where its rule looked.
    pub named_at: BTreeSet<Place>,
}

impl Explained {
    /// Adds the explanations of a later rule, which prevail for an object that both explain.
    pub fn add(&mut self, later: Self) {
        self.wholly.extend(later.wholly);
        self.changed.extend(later.changed);
        self.named_at.extend(later.named_at);
    }

    /// Whether the object's rule knows every place that refers to the object now.
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
            // An unreachable owner shows nothing.
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

/// Whether an object of this role may be referred to there without an opened place.
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
            // An array of fields or annotations that is an indirect object.
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
