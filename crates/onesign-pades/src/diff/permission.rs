//! The permissions of signers: `DocMDP`, `FieldMDP` and `/Lock` (ISO 32000-2, 12.8.2).

use onesign_pdf::form::Form;
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::Document;

use super::change::{ChangeKind, RuledChange, Ruling};
use super::finding::{Finding, Need};
use crate::document::signatures::Located;

/// The most entries of a list to examine.
const MAX_ENTRIES: usize = 10_000;

/// The changes that one signature permits after it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Policy {
    /// P of `DocMDP` or of the field's lock.
    level: Option<i64>,
    locks: Vec<Lock>,
}

/// The locked fields.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Lock {
    All,
    Include(Vec<String>),
    Exclude(Vec<String>),
}

impl Lock {
    /// Table 256 and table 236. `None` if it is malformed: then it locks everything.
    fn read(document: &Document<'_>, dictionary: &Dictionary) -> Self {
        let fields = || -> Option<Vec<String>> {
            let value = document.value(dictionary, "Fields").ok()?;
            let names = value.as_array()?.iter().take(MAX_ENTRIES);
            names
                .map(|name| document.follow(name).ok()?.as_text())
                .collect()
        };
        match dictionary.get("Action").and_then(Object::as_name) {
            Some(b"Include") => fields().map_or(Self::All, Self::Include),
            Some(b"Exclude") => fields().map_or(Self::All, Self::Exclude),
            _ => Self::All,
        }
    }

    fn holds(&self, field: &str) -> bool {
        let within = |names: &[String]| {
            names.iter().any(|name| {
                field
                    .strip_prefix(name.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            })
        };
        match self {
            Self::All => true,
            Self::Include(names) => within(names),
            Self::Exclude(names) => !within(names),
        }
    }
}

impl Policy {
    /// Reads the signature's references and the lock of its field.
    pub fn read(document: &Document<'_>, located: &Located, field: &str) -> Self {
        let mut policy = Self::default();
        let list = document
            .value(&located.entries, "Reference")
            .unwrap_or(Object::Null);
        for item in list.as_array().unwrap_or_default().iter().take(100) {
            let item = document.follow(item).unwrap_or(Object::Null);
            let Some(reference) = item.as_dictionary() else {
                continue;
            };
            let params = document
                .value(reference, "TransformParams")
                .unwrap_or(Object::Null);
            let params = params.as_dictionary().cloned().unwrap_or_default();
            if reference.is("TransformMethod", "DocMDP") {
                let stated = params.get("P");
                let level = stated.map_or(Some(2), Object::as_integer).unwrap_or(1);
                policy.restrict(level);
            } else if reference.is("TransformMethod", "FieldMDP") {
                policy.locks.push(Lock::read(document, &params));
            }
        }
        if let Ok(Some(form)) = Form::read(document)
            && let Some(node) = form.named(field)
            && let Ok(lock) = document.value(&node.dictionary, "Lock")
            && let Some(lock) = lock.as_dictionary()
        {
            policy.locks.push(Lock::read(document, lock));
            if let Some(level) = lock.get("P").and_then(Object::as_integer) {
                policy.restrict(level);
            }
        }
        policy
    }

    /// The strictest level counts; levels unknown to the standard permit nothing.
    fn restrict(&mut self, level: i64) {
        let level = if (1..=3).contains(&level) { level } else { 1 };
        self.level = Some(self.level.map_or(level, |known| known.min(level)));
    }
}

/// Whether a finding of this kind is a change for certain, even if its effect is unknown. Pages and bytes that can't be
/// compared may be unchanged.
const fn is_change(kind: ChangeKind) -> bool {
    !matches!(
        kind,
        ChangeKind::StrayBytes | ChangeKind::Pages | ChangeKind::PageContent
    )
}

/// Rules on a change under the permissions of all earlier signatures. `beside_proof` says that the same revision adds
/// validation data or a document timestamp.
pub(crate) fn rule(
    finding: &Finding,
    revision: usize,
    policies: &[&Policy],
    beside_proof: bool,
) -> RuledChange {
    let level = policies.iter().filter_map(|policy| policy.level).min();
    let locked = finding.field.as_deref().is_some_and(|field| {
        let mut locks = policies.iter().flat_map(|policy| &policy.locks);
        locks.any(|lock| lock.holds(field))
    });
    let certified = match level {
        Some(1) => "doc_mdp_1",
        Some(2) => "doc_mdp_2",
        Some(_) => "doc_mdp_3",
        None => "approval",
    };
    let (ruling, rule) = match (&finding.need, level) {
        (Need::Nothing, _) => (Ruling::Permitted, "proofs"),
        (Need::Forbidden, _) => (Ruling::Refused, "no_rule_permits"),
        (Need::Format, Some(1)) if beside_proof => (Ruling::Permitted, "proofs"),
        // Not necessary for the proof (12.8.2.2.2), but programs that add proof write it.
        (Need::Saving, Some(1)) if beside_proof => (Ruling::Unclear, certified),
        (Need::Unknown, level) if level != Some(1) || !is_change(finding.kind) => {
            (Ruling::Unclear, "not_examined")
        }
        // Whatever its effect, it is a change (table 257).
        (_, Some(1)) => (Ruling::Refused, certified),
        (Need::Unknown, _) => (Ruling::Unclear, "not_examined"),
        (Need::Format | Need::Saving, _) => (Ruling::Permitted, "saving"),
        (Need::Data, _) => (Ruling::Unclear, "document_data"),
        (Need::Filling | Need::Signing | Need::NewVisibleSignature, _) if locked => {
            (Ruling::Refused, "field_lock")
        }
        (Need::Showing, None) => (Ruling::Unclear, "not_examined"),
        (Need::Showing, Some(_)) => (Ruling::Refused, certified),
        (Need::Filling, _) => (Ruling::Permitted, "form_filling"),
        (Need::Signing, _) => (Ruling::Permitted, "signing"),
        (Need::NewVisibleSignature, None) => (Ruling::Permitted, "signing"),
        // Signing is permitted, and the place of the field was not: table 257 does not name new fields.
        (Need::NewVisibleSignature, Some(_)) => (Ruling::Unclear, certified),
        (Need::Note | Need::AnnotationEdit, Some(3)) => (Ruling::Permitted, "notes"),
        (Need::CoveringNote | Need::NoteAbove, Some(3)) => (Ruling::Unclear, "notes"),
        (Need::Note | Need::NoteAbove, None) => (Ruling::Unclear, certified),
        (Need::Note | Need::NoteAbove | Need::CoveringNote | Need::AnnotationEdit, _) => {
            (Ruling::Refused, certified)
        }
    };
    RuledChange {
        revision,
        kind: finding.kind,
        ruling,
        rule,
        page: finding.page.map(|page| page.saturating_add(1)),
        field: finding.field.clone(),
        difference: finding.difference.clone(),
        places: finding.places.clone(),
    }
}
