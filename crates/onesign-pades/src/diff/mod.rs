//! The changes after a signature, and whether the signer permitted them.
//!
//! Every later revision is compared with its predecessor, object by object. A rule must explain each redefined object,
//! in every place that refers to it; an unexplained change is forbidden. The rules list only what is allowed, never
//! what is forbidden.

pub(crate) mod change;
mod comparison;
mod delta;
pub(crate) mod difference;
mod explained;
mod explanation;
mod finding;
mod packing;
mod permission;
mod places;
mod rules;
mod unexplained;

use onesign_pdf::graph::Graph;
use onesign_pdf::read::{Document, ReadError};

use crate::document::byte_range::revision_of;
use crate::document::signatures::Found;
pub use change::{ChangeKind, Ruling};

use change::RuledChange;
use comparison::Comparison;
use finding::Finding;
use permission::Policy;

/// The most revisions to compare.
const MAX_REVISIONS: usize = 64;
/// The most changes to report for one signature.
const MAX_CHANGES: usize = 200;

/// Why revisions were not compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unexamined {
    /// There are too many.
    TooMany,
    /// This revision, counted from 1, is not readable.
    Unreadable(usize, ReadError),
}

/// The changes after one signature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Analysis {
    /// The changes, oldest first.
    pub changes: Vec<RuledChange>,
    /// Why some revisions could not be compared.
    pub unexamined: Vec<Unexamined>,
}

impl Analysis {
    /// The first change with this ruling.
    pub fn first(&self, ruling: Ruling) -> Option<&RuledChange> {
        self.changes.iter().find(|change| change.ruling == ruling)
    }
}

/// The changes of each revision to its predecessor.
#[derive(Default)]
pub(crate) struct History {
    /// The first revision that was compared with its successor (zero-based).
    start: usize,
    /// One for each later revision.
    steps: Vec<Result<Vec<Finding>, Unexamined>>,
    /// The permissions of each signature, and its revision.
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
            vec![Err(Unexamined::TooMany)]
        } else {
            compare(document, start, last, &found.gaps)
        };
        Self {
            start,
            steps,
            policies,
        }
    }

    /// The revision that the oldest signature covers (zero-based), if any signature covers one.
    pub fn first_signed(&self) -> Option<usize> {
        (!self.policies.is_empty()).then_some(self.start)
    }

    /// The changes after the signed revision `revision` (zero-based), under the permissions of every signature in force
    /// at the time.
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
                    let beside_proof = findings.iter().any(Finding::is_proof);
                    for finding in findings {
                        let change =
                            permission::rule(finding, earlier + 2, &policies, beside_proof);
                        // The first change of each ruling decides, however many precede it.
                        if analysis.changes.len() < MAX_CHANGES
                            || analysis.first(change.ruling).is_none()
                        {
                            analysis.changes.push(change);
                        }
                    }
                }
            }
        }
        analysis
    }
}

fn compare(
    document: &Document<'_>,
    start: usize,
    last: usize,
    gaps: &Option<Vec<usize>>,
) -> Vec<Result<Vec<Finding>, Unexamined>> {
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
                    findings.extend(rules::trailer::cut_off(signed.trailer(), document));
                }
                findings
            })
            .map_err(|error| Unexamined::Unreadable(index + 2, error));
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
    let compared = Comparison::new(&old, &new, &delta, owners, &references)?;
    let mut findings = rules::findings(&compared)?;
    for finding in &mut findings {
        finding.places = places::of(&compared, finding);
    }
    *graph = Some(references);
    *known = Some(new);
    Ok(findings)
}
