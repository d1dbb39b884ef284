//! What was changed after a signature, and whether the signer permitted it.
//!
//! Every later revision is compared with the one before it, object by object. What a revision defines
//! anew must be explained by a rule, in every place from which the object is named; what no rule
//! explains is a forbidden change. The rules are a list of what is allowed, never of what is not.

pub(crate) mod annotation;
mod appearance;
mod catalog;
mod delta;
mod describe;
mod explain;
mod field;
pub(crate) mod fill;
mod form;
pub(crate) mod graph;
mod pages;
mod permission;
mod signing;
mod step;
mod structure;

use onesign_pdf::read::{Document, ReadError};
use serde::Serialize;

use crate::document::byte_range::{self, Coverage};
use crate::document::signatures::{Found, Located};
use crate::report::sentence::Sentence;
use crate::report::{change_sentences, read_errors};
use crate::shadow::warnings::Warnings;
use graph::Graph;
use permission::Policy;
use step::{Finding, Step};

/// Most revisions that are compared.
const MAX_REVISIONS: usize = 64;
/// Most changes that are told of one signature.
const MAX_CHANGES: usize = 200;

/// One change that was made after a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The revision that made it, counted from 1, the document as it was first written.
    pub revision: usize,
    /// What was changed.
    pub kind: ChangeKind,
    /// Whether the signer permitted it.
    pub ruling: Ruling,
    /// The rule that decided, as a code.
    pub rule: &'static str,
    /// The page on which it can be seen, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<usize>,
    /// Name of the form field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The change in one plain sentence.
    pub sentence: Sentence,
}

/// What was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Certificates and revocation data were added (DSS, ISO 32000-2, 12.8.4.3).
    ValidationMaterial,
    /// A document timestamp was added.
    DocumentTimestamp,
    /// A signature was added to the form.
    Signature,
    /// An empty signature field was added.
    SignatureField,
    /// An earlier signature or its looks were changed.
    EarlierSignature,
    /// A field was filled in.
    FieldValue,
    /// A field was added, removed, moved or given other properties.
    FieldDefinition,
    /// A property of the whole form was changed.
    Form,
    /// A note or another annotation was added, changed or removed.
    Annotation,
    /// Pages were added, removed or put in another order.
    Pages,
    /// What a page shows, its size or its rotation was changed.
    PageContent,
    /// Title, dates and other data about the document.
    Metadata,
    /// The list of extensions of the format, or its version.
    Extensions,
    /// The structure for reading aloud.
    Structure,
    /// The permissions of the certification.
    Permissions,
    /// Actions, attachments, layers and whatever else hangs on the catalogue.
    Catalogue,
    /// An object to which nothing leads.
    Unused,
    /// Bytes that belong to no object.
    StrayBytes,
    /// Anything else.
    Other,
}

/// Whether the signer permitted a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// A rule permits it.
    Permitted,
    /// It can't be told.
    Unclear,
    /// No rule permits it, or a rule of the signer forbids it.
    Refused,
}

/// What came after one signature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Analysis {
    /// The changes, oldest first.
    pub changes: Vec<Change>,
    /// Why some revisions could not be compared.
    pub unexamined: Vec<Sentence>,
}

impl Analysis {
    /// The first change that this ruling is on.
    pub fn first(&self, ruling: Ruling) -> Option<&Change> {
        self.changes.iter().find(|change| change.ruling == ruling)
    }
}

/// The changes that each revision made to the one before it.
#[derive(Default)]
pub(crate) struct History {
    /// The first revision that was compared with its successor, from 0.
    start: usize,
    /// One for each later revision.
    steps: Vec<Result<Vec<Finding>, Sentence>>,
    /// What could not be seen of the document when it was first signed.
    pub warnings: Warnings,
    /// What each signature permits, and the revision in which it was made.
    policies: Vec<(usize, Policy)>,
}

impl History {
    /// Compares all revisions after the oldest signature.
    pub fn read(file: &[u8], found: &Found<'_>) -> Self {
        let document = &found.document;
        let last = document.revisions().len().saturating_sub(1);
        let mut policies = Vec::new();
        for candidate in &found.signatures {
            if let Ok(located) = &candidate.dictionary
                && let Some(revision) = revision_of(file, document, located)
            {
                let policy = Policy::read(document, located, &candidate.field);
                policies.push((revision, policy));
            }
        }
        let start = policies.iter().map(|(revision, _)| *revision).min();
        let start = start.unwrap_or(last).min(last);
        let steps = if last - start > MAX_REVISIONS {
            vec![Err(change_sentences::revisions_uncompared())]
        } else {
            compare(document, start, last, &found.gaps)
        };
        let older;
        let signed = if start == last {
            Some(document)
        } else {
            older = document.at_revision(start);
            older.as_ref().ok()
        };
        let warnings = match signed {
            Some(signed) if !policies.is_empty() => crate::shadow::warnings::warnings(signed),
            _ => Warnings::default(),
        };
        Self {
            start,
            steps,
            warnings,
            policies,
        }
    }

    /// What came after the signed revision `revision`, counted from 0, as every signature in force
    /// then permits it.
    pub fn after(&self, revision: usize) -> Analysis {
        let mut analysis = Analysis::default();
        let skipped = revision.saturating_sub(self.start);
        for (index, step) in self.steps.iter().enumerate().skip(skipped) {
            let earlier = self.start + index;
            let policies: Vec<&Policy> = self
                .policies
                .iter()
                .filter(|(made, _)| *made <= earlier)
                .map(|(_, policy)| policy)
                .collect();
            match step {
                Err(why) => analysis.unexamined.push(why.clone()),
                Ok(findings) => {
                    for finding in findings {
                        if analysis.changes.len() < MAX_CHANGES
                            || finding.is_forbidden() && analysis.first(Ruling::Refused).is_none()
                        {
                            let change = permission::rule(finding, earlier + 2, &policies);
                            analysis.changes.push(change);
                        }
                    }
                }
            }
        }
        analysis
    }
}

/// The revision that a signature covers, counted from 0.
pub(crate) fn revision_of(
    file: &[u8],
    document: &Document<'_>,
    located: &Located,
) -> Option<usize> {
    let last = document.revisions().len().checked_sub(1)?;
    match byte_range::coverage(file, document, located).1 {
        Coverage::Whole => Some(last),
        Coverage::Older { later } => last.checked_sub(later),
        Coverage::Wrong(_) => None,
    }
}

fn compare(
    document: &Document<'_>,
    start: usize,
    last: usize,
    gaps: &Option<Vec<usize>>,
) -> Vec<Result<Vec<Finding>, Sentence>> {
    let mut steps = Vec::new();
    let mut graph: Option<Graph> = None;
    let mut old: Option<Document<'_>> = None;
    for index in start..last {
        let step = one_step(document, index, &mut old, &mut graph);
        if step.is_err() {
            graph = None;
        }
        let stray = gaps.as_ref().and_then(|gaps| gaps.get(index + 1));
        let step = step
            .map(|mut findings| {
                match stray {
                    Some(0) => {}
                    Some(count) => findings.push(Finding::stray_bytes(*count)),
                    None => findings.push(Finding::unaccounted()),
                }
                if index + 1 == last
                    && let Some(signed) = document.revisions().get(start)
                {
                    findings.extend(catalog::cut_off(signed.trailer(), document));
                }
                findings
            })
            .map_err(|error| {
                change_sentences::revision_unexamined(index + 2, read_errors::why(&error))
            });
        steps.push(step);
    }
    steps
}

fn one_step<'a>(
    document: &Document<'a>,
    index: usize,
    known: &mut Option<Document<'a>>,
    graph: &mut Option<Graph>,
) -> Result<Vec<Finding>, ReadError> {
    let old = match known.take() {
        Some(old) => old,
        None => document.at_revision(index)?,
    };
    let new = document.at_revision(index + 1)?;
    let mut references = match graph.take() {
        Some(references) => references,
        None => Graph::of(&old)?,
    };
    let delta = delta::delta(&old, &new)?;
    let owners = delta
        .keys()
        .map(|&number| (number, references.owners(number).collect()))
        .collect();
    for &number in delta.keys() {
        references.learn(&new, number)?;
    }
    references.set_trailer(&new)?;
    let findings = Step::new(&old, &new, &delta, owners, &references)?.examine()?;
    *graph = Some(references);
    *known = Some(new);
    Ok(findings)
}
