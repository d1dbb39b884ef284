//! Why a job failed, and what follows from it.

use crate::mail::delivery::Undelivered;
use crate::problem::Problem;
use onesign_core::Code;
use onesign_store::Error as StoreError;
use onesign_store::blobs::BlobError;
use strum::IntoStaticStr;

/// Why a job failed. It is tried again unless that is no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
#[error("{}", self.word())]
pub(crate) enum Failed {
    /// The storage takes no writes.
    StorageUnavailable,
    /// Its facts would be dated before the record that they go to.
    ClockBehind,
    /// The record that it needs is damaged.
    RecordDamaged,
    /// The document that it needs is damaged or missing.
    DocumentDamaged,
    /// The sealed file that it made did not pass its own check.
    #[strum(serialize = "seal_check_failed")]
    SealRefused,
    /// The sealed file that it made could not be checked now.
    SealUnchecked,
    /// The seal could not be made or extended.
    Seal,
    /// The seal could not be taken to its level yet.
    SealLevel,
    /// Its mail could not be written or handed over.
    Mail,
    /// Another error of the vault.
    Store,
    /// Another error of the file storage.
    Blobs,
    /// What it is about does not exist, or is not in the state that it needs.
    Payload,
    /// This version does not know such a job.
    UnknownJob,
    /// Its workers died without a word.
    WorkerLost,
    /// The law, or the house, refuses what it asks for.
    Refused(Code),
}

impl Failed {
    /// The stable word that is kept with the job.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Refused(code) => code.word(),
            failed => failed.into(),
        }
    }

    /// What an error of the file storage is to a job.
    pub(super) fn of_blob(error: &BlobError) -> Self {
        match error {
            BlobError::NotFound | BlobError::Damaged => Self::DocumentDamaged,
            BlobError::Storage(_) => Self::StorageUnavailable,
            BlobError::NotAName => Self::Blobs,
        }
    }

    /// Whether the job is not to blame: it is tried again until the trouble has passed, however often.
    pub(super) fn passes(self) -> bool {
        matches!(self, Self::StorageUnavailable | Self::ClockBehind)
    }

    /// Whether only a repair helps.
    pub(super) fn needs_repair(self) -> bool {
        matches!(
            self,
            Self::RecordDamaged | Self::DocumentDamaged | Self::SealRefused
        )
    }
}

impl From<Code> for Failed {
    fn from(code: Code) -> Self {
        match code {
            Code::StorageUnavailable => Self::StorageUnavailable,
            Code::ClockBehind => Self::ClockBehind,
            Code::RecordDamaged => Self::RecordDamaged,
            Code::DocumentDamaged => Self::DocumentDamaged,
            code => Self::Refused(code),
        }
    }
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        tracing::warn!(%error, "a job failed because of an error in the database");
        match &error {
            StoreError::Damaged(_) => Self::RecordDamaged,
            StoreError::ClockBehind { .. } => Self::ClockBehind,
            error => match error.refusal() {
                Some(refusal) => refusal.code.into(),
                None if error.trouble().is_some() => Self::StorageUnavailable,
                None => Self::Store,
            },
        }
    }
}

impl From<BlobError> for Failed {
    fn from(error: BlobError) -> Self {
        tracing::warn!(%error, "a job failed because of an error in the file storage");
        Self::of_blob(&error)
    }
}

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Self {
        problem.code.into()
    }
}

impl From<Undelivered> for Failed {
    fn from(error: Undelivered) -> Self {
        tracing::warn!(%error, "an e-mail could not be delivered");
        Self::Mail
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trouble_is_the_same_wherever_it_is_met() {
        for code in [
            Code::StorageUnavailable,
            Code::ClockBehind,
            Code::RecordDamaged,
            Code::DocumentDamaged,
        ] {
            let failed = Failed::from(code);
            assert_eq!(failed.word(), code.word());
            assert!(failed.passes() || failed.needs_repair());
        }
        let refused = Failed::from(Code::NotYourTurn);
        assert_eq!(refused.word(), "not_your_turn");
        assert!(!refused.passes() && !refused.needs_repair());
        assert!(Failed::SealRefused.needs_repair());
        assert_eq!(Failed::SealRefused.word(), "seal_check_failed");
    }
}
