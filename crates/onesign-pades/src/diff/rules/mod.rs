//! The modification rules: each explains one kind of change that the standard allows.

mod ambiguous;
mod annotation;
mod annotation_kind;
mod appearance;
mod border;
mod catalog;
mod drawn;
mod field;
mod field_change;
mod fill;
mod form;
mod look;
mod pages;
mod resources;
mod security_store;
mod signed_text;
mod signing;
mod structure;
pub(super) mod trailer;
mod xmp;

use onesign_pdf::read::ReadError;

use super::comparison::Comparison;
use super::explanation::{Draft, Explanation};
use super::finding::Finding;
use super::unexplained;

/// A rule reads both revisions and earlier explanations, and returns its own explanation.
type Rule = fn(&Comparison<'_, '_>, &Draft<'_>) -> Result<Explanation, ReadError>;

/// Every rule, in order: a rule skips the objects that an earlier one explains.
const RULES: [Rule; 5] = [
    trailer::explain,
    catalog::explain,
    form::explain,
    pages::explain,
    structure::explain,
];

/// Applies every rule, then reports the unexplained objects, and those that viewers interpret differently.
pub(super) fn findings(compared: &Comparison<'_, '_>) -> Result<Vec<Finding>, ReadError> {
    let mut draft = Draft::default();
    for rule in RULES {
        draft.add(rule(compared, &draft)?);
    }
    draft.add(unexplained::report(compared, &draft));
    let mut findings = draft.done().findings;
    findings.extend(ambiguous::findings(compared));
    Ok(findings)
}
