//! The page tree (ISO 32000-2, 7.7.3), walked without trusting it, and the geometry of each page.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::boxes::{Geometry, bounds, geometry};
use super::source::{Source, as_dictionary};
use super::{IntakeError, Limits};

/// How deep the page tree may be.
const MAX_DEPTH: usize = 500;

/// The most parents of a page to follow.
const MAX_PARENTS: usize = 50;

/// How often to search all objects for the pages of a missing node.
const MAX_SEARCHES: u32 = 50;

/// A page with its inherited entries.
pub(super) struct Page<'a> {
    /// Its own object identifier, if it has one, and those of the nodes above it.
    pub(super) ids: Vec<ObjectId>,
    pub(super) dictionary: &'a Dictionary,
    pub(super) resources: Option<&'a Object>,
    pub(super) geometry: Geometry,
    /// The chain of its `/Parent` entries gives it other inherited entries than the nodes that list it.
    pub(super) is_torn: bool,
}

/// Entries that pages inherit from their ancestors.
#[derive(Clone, Copy, Default)]
pub(super) struct Inherited<'a> {
    pub(super) media: Option<&'a Object>,
    pub(super) crop: Option<&'a Object>,
    pub(super) rotate: Option<&'a Object>,
    pub(super) resources: Option<&'a Object>,
}

impl<'a> Inherited<'a> {
    fn with(self, source: Source<'a>, node: &'a Dictionary) -> Self {
        let pick = |key: &[u8], above: Option<&'a Object>| source.get(node, key).or(above);
        Self {
            media: pick(b"MediaBox", None)
                .filter(|found| bounds(source, Some(found)).is_some())
                .or(self.media),
            crop: pick(b"CropBox", None)
                .filter(|found| bounds(source, Some(found)).is_some())
                .or(self.crop),
            rotate: pick(b"Rotate", self.rotate),
            resources: node
                .get(b"Resources")
                .ok()
                .filter(|_| source.get(node, b"Resources").is_some())
                .or(self.resources),
        }
    }
}

/// The content of the page tree.
#[derive(Default)]
pub(super) struct Tree<'a> {
    /// All pages in order.
    pub(super) pages: Vec<Page<'a>>,
    /// The tree was unusable: the pages are the objects with the type of a page.
    pub(super) searched: bool,
    /// How often all objects were searched.
    searches: u32,
    /// Positions, counted from 1 in the received file, where the tree refers to something other than a
    /// page.
    pub(super) lost: BTreeSet<u32>,
    /// The number of pages that the tree declares (7.7.3.2).
    pub(super) said: Option<i64>,
}

impl Tree<'_> {
    /// Notes that the next page is missing.
    fn lose(&mut self) {
        let place = self.pages.len() + self.lost.len() + 1;
        self.lost.insert(u32::try_from(place).unwrap_or(u32::MAX));
    }
}

/// All pages; falls back to searching for page objects if the tree has none.
pub(super) fn pages<'a>(source: Source<'a>, limits: &Limits) -> Result<Tree<'a>, IntakeError> {
    let root = source
        .catalog()
        .and_then(|catalog| catalog.get(b"Pages").ok());
    let mut tree = Tree::default();
    if let Some(root) = root {
        walk(source, root, limits, &mut tree)?;
    }
    let node = root
        .and_then(|root| source.resolve(root))
        .and_then(as_dictionary);
    tree.said = node.and_then(|node| source.integer(node, b"Count"));
    // An empty tree is a valid answer; a tree without /Kids, or with damaged entries only, is not.
    let broken =
        node.is_none_or(|node| source.array(node, b"Kids").is_none()) || !tree.lost.is_empty();
    if tree.pages.is_empty() && broken {
        tree.searched = true;
        tree.lost.clear();
        search(source, None, Inherited::default(), limits, &mut tree)?;
    }
    if tree.pages.is_empty() {
        Err(IntakeError::NoPages)
    } else {
        Ok(tree)
    }
}

fn walk<'a>(
    source: Source<'a>,
    root: &'a Object,
    limits: &Limits,
    tree: &mut Tree<'a>,
) -> Result<(), IntakeError> {
    let mut visited = 0_u32;
    // Each entry: a node, its inherited entries, and the references above it.
    let mut open: Vec<ObjectId> = Vec::new();
    let mut stack = vec![(root, Inherited::default(), 0_usize)];
    while let Some((object, inherited, depth)) = stack.pop() {
        visited += 1;
        if visited > limits.max_objects || depth > MAX_DEPTH {
            return Err(IntakeError::TooComplex);
        }
        open.truncate(depth);
        let located = source.locate(object);
        let Some((id, node)) = located.and_then(|(id, value)| Some((id, as_dictionary(value)?)))
        else {
            orphans(source, object, inherited, limits, tree)?;
            continue;
        };
        let id = id.unwrap_or((0, 0));
        if id.0 != 0 && open.contains(&id) {
            continue;
        }
        open.push(id);
        let inherited = inherited.with(source, node);
        let kind = source.name(node, b"Type");
        match kids(source, node) {
            // An object with the type of a page is a page, whatever other entries it has.
            Some(kids) if kind != Some(b"Page") => {
                stack.extend(kids.iter().rev().map(|kid| (kid, inherited, depth + 1)));
            }
            None if kind == Some(b"Pages") => {
                if source
                    .integer(node, b"Count")
                    .is_some_and(|count| count > 0)
                {
                    orphans(source, object, inherited, limits, tree)?;
                }
            }
            _ => push(source, &open, node, inherited, limits, tree)?,
        }
        if stack.len() > limits.max_objects as usize {
            return Err(IntakeError::TooComplex);
        }
    }
    Ok(())
}

/// The children of a node: an array, or a single node if the array is missing.
fn kids<'a>(source: Source<'a>, node: &'a Dictionary) -> Option<&'a [Object]> {
    let kids = node.get(b"Kids").ok()?;
    match source.resolve(kids)? {
        Object::Array(items) => Some(items),
        Object::Dictionary(_) => Some(std::slice::from_ref(kids)),
        _ => None,
    }
}

/// Replaces a missing node with the pages that name it as their parent; without any, a page is lost.
fn orphans<'a>(
    source: Source<'a>,
    missing: &'a Object,
    inherited: Inherited<'a>,
    limits: &Limits,
    tree: &mut Tree<'a>,
) -> Result<(), IntakeError> {
    let before = tree.pages.len();
    if let Object::Reference(id) = missing
        && tree.searches < MAX_SEARCHES
    {
        tree.searches += 1;
        search(source, Some(*id), inherited, limits, tree)?;
    }
    match tree.pages.len() - before {
        0 => tree.lose(),
        _ => tree.searched = true,
    }
    Ok(())
}

/// Adds all objects with the type of a page, in the order of their numbers; with a parent, only its
/// children.
fn search<'a>(
    source: Source<'a>,
    parent: Option<ObjectId>,
    inherited: Inherited<'a>,
    limits: &Limits,
    tree: &mut Tree<'a>,
) -> Result<(), IntakeError> {
    for (id, object) in &source.document.objects {
        let Object::Dictionary(dictionary) = object else {
            continue;
        };
        let own = match dictionary.get(b"Parent") {
            Ok(Object::Reference(own)) => Some(*own),
            _ => None,
        };
        if dictionary.has_type(b"Page") && (parent.is_none() || own == parent) {
            let above = own
                .and_then(|own| source.document.objects.get(&own))
                .and_then(as_dictionary);
            let inherited = above.map_or(inherited, |above| inherited.with(source, above));
            let inherited = inherited.with(source, dictionary);
            push(source, &[*id], dictionary, inherited, limits, tree)?;
        }
    }
    Ok(())
}

/// Whether a page inherits different entries from the chain of its `/Parent` entries, which some readers
/// follow, than from the nodes above it in the tree.
fn is_torn<'a>(
    source: Source<'a>,
    page: &'a Dictionary,
    (listed, known): (Inherited<'a>, Geometry),
) -> bool {
    let parents = std::iter::successors(Some(page), |node| source.dictionary(node, b"Parent"));
    let chain: Vec<&Dictionary> = parents.take(MAX_PARENTS).collect();
    let nodes = chain.into_iter().rev();
    let inherited = nodes.fold(Inherited::default(), |above, node| above.with(source, node));
    let place = |own: Option<&'a Object>| {
        own.and_then(|own| source.resolve(own))
            .map(std::ptr::from_ref)
    };
    geometry(source, page, inherited) != Some(known)
        || place(inherited.resources) != place(listed.resources)
}

fn push<'a>(
    source: Source<'a>,
    ids: &[ObjectId],
    dictionary: &'a Dictionary,
    inherited: Inherited<'a>,
    limits: &Limits,
    tree: &mut Tree<'a>,
) -> Result<(), IntakeError> {
    let number = tree.pages.len() + 1;
    if number > limits.max_pages as usize {
        return Err(IntakeError::TooManyPages {
            limit: limits.max_pages,
        });
    }
    let geometry = geometry(source, dictionary, inherited)
        .ok_or_else(|| IntakeError::Damaged(format!("page {number} is too small or too large")))?;
    tree.pages.push(Page {
        ids: ids.to_vec(),
        dictionary,
        resources: inherited.resources,
        geometry,
        is_torn: is_torn(source, dictionary, (inherited, geometry)),
    });
    Ok(())
}
