//! Why the content of a page is unknown.

/// Why a page, or a part of it, could not be read. Whoever reads marks must then assume that there are others,
/// anywhere on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unread {
    /// The page, or an object that it needs, is missing or not well formed.
    Object,
    /// A stream uses a filter that is not known, or is damaged.
    Data,
    /// The content breaks the grammar of content streams (7.8.2).
    Syntax,
    /// An operator that is not known, where readers disagree about what to do.
    Operator,
    /// The content names a resource that does not exist.
    Resource,
    /// There is too much content.
    TooMuch,
}
