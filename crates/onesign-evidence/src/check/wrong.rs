//! What is wrong with a trail, and the sentences for it. In the report they follow a colon.

use crate::evidence::EvidenceError;
use crate::revision::RevisionError;
use crate::said;
use crate::story::MissingFact;
use onesign_core::audit::canonical::NotCanonical;
use onesign_core::audit::chain::Broken;
use onesign_pades::report::Sentence;
use onesign_pdf::ComposeError;

/// The fault of a trail.
#[derive(Debug)]
pub(super) enum TrailError {
    /// The evidence can't be read.
    Evidence(EvidenceError),
    /// The evidence does not produce a revision.
    Revision(RevisionError),
    /// Two parts contradict each other.
    Mismatch(Sentence),
}

impl From<EvidenceError> for TrailError {
    fn from(error: EvidenceError) -> Self {
        Self::Evidence(error)
    }
}

impl From<RevisionError> for TrailError {
    fn from(error: RevisionError) -> Self {
        Self::Revision(error)
    }
}

impl From<MissingFact> for TrailError {
    fn from(error: MissingFact) -> Self {
        Self::Revision(error.into())
    }
}

impl TrailError {
    /// The sentence for the report.
    pub(super) fn why(&self) -> Sentence {
        match self {
            Self::Evidence(error) => evidence(error),
            Self::Revision(RevisionError::Evidence(error)) => evidence(error),
            Self::Revision(RevisionError::Missing(MissingFact(kind))) => said::trail_no_fact(*kind),
            Self::Revision(RevisionError::Compose(error)) => said::trail_uncomposed(press(error)),
            Self::Mismatch(why) => why.clone(),
        }
    }
}

fn evidence(error: &EvidenceError) -> Sentence {
    match error {
        EvidenceError::Form(why) => said::evidence_form(form(*why)),
        EvidenceError::Members => said::evidence_members(),
        EvidenceError::Broken(broken) => chain(broken),
        EvidenceError::Head => said::evidence_head(),
        EvidenceError::Opened => said::evidence_opened(),
    }
}

fn chain(broken: &Broken) -> Sentence {
    match broken {
        Broken::Empty => said::chain_empty(),
        Broken::Form(entry, why) => said::chain_form(*entry, form(*why)),
        Broken::Members(entry) => said::chain_members(*entry),
        Broken::Foreign(entry) => said::chain_foreign(*entry),
        Broken::Order(entry) => said::chain_order(*entry),
        Broken::Link(entry) => said::chain_link(*entry),
        Broken::Value(entry, name) => said::chain_value(name, *entry),
        Broken::Uncommitted(entry, name) => said::chain_uncommitted(*entry, name),
    }
}

fn form(why: NotCanonical) -> Sentence {
    match why {
        NotCanonical::NotJson => said::canonical_json(),
        NotCanonical::Number => said::canonical_number(),
        NotCanonical::Null => said::canonical_null(),
        NotCanonical::Key => said::canonical_key(),
        NotCanonical::Spelling => said::canonical_spelling(),
    }
}

/// The sentence for a refusal of the press. The messages of its libraries would not help a reader of the report.
fn press(error: &ComposeError) -> Sentence {
    match error {
        ComposeError::Unsuitable(_) => said::compose_unsuitable(),
        ComposeError::NoSuchPage(page) => said::compose_no_page(*page),
        ComposeError::OffPage(number) => said::compose_off_page(*number),
        ComposeError::Unprintable { index, characters } => {
            said::compose_unprintable(*index, characters.iter().collect::<String>())
        }
        ComposeError::Drawing(_) => said::compose_drawing(),
        ComposeError::Write(_) => said::compose_writing(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sentence_repeats_the_text_of_its_error() {
        let name = || "email".to_owned();
        let broken = [
            Broken::Empty,
            Broken::Form(3, NotCanonical::NotJson),
            Broken::Form(3, NotCanonical::Number),
            Broken::Form(3, NotCanonical::Null),
            Broken::Form(3, NotCanonical::Key),
            Broken::Members(3),
            Broken::Foreign(3),
            Broken::Order(3),
            Broken::Link(3),
            Broken::Value(3, name()),
            Broken::Uncommitted(3, name()),
        ];
        let others = [
            EvidenceError::Form(NotCanonical::Spelling),
            EvidenceError::Members,
            EvidenceError::Head,
            EvidenceError::Opened,
        ];
        for error in broken.into_iter().map(EvidenceError::Broken).chain(others) {
            let words = error.to_string();
            assert_eq!(TrailError::from(error).why(), &*words);
        }
        for error in [
            RevisionError::from(MissingFact("envelope.sent")),
            RevisionError::Compose(ComposeError::NoSuchPage(9)),
            RevisionError::Compose(ComposeError::OffPage(9)),
        ] {
            let words = error.to_string();
            assert_eq!(TrailError::from(error).why(), &*words);
        }
    }
}
