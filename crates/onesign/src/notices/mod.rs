//! Notices: troubles that the owner of an instance has to handle, shown above every page of the app until they end.
//!
//! A notice comes from a source: a file here that checks on demand ([`seal_key`]), or work that reported a trouble to
//! the vault ([`stored`]). Troubles of the storage itself stay in memory ([`storage`]). A new notice needs a
//! [`NoticeCode`], its heading `notice-<code>` and its advice `notice-<code>-do` in `locales/*/app.ftl`, and a source.

mod given_up;
mod mail;
mod seal_key;
mod storage;
mod stored;

use crate::clock::HouseClock;
use crate::problem::Problem;
use crate::sealing::keys::Keeper;
use onesign_core::Viewer;
use onesign_core::ids::EnvelopeId;
use onesign_store::Store;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;

/// What a notice is about. If two begin at the same time, the one listed first here is shown first.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = NoticeCode)]
pub(crate) enum NoticeCode {
    /// The storage has no room left: nothing is saved.
    StorageFull,
    /// The system refuses to read or to write: nothing is saved.
    StorageFailing,
    /// The database server can't be reached.
    StorageUnreachable,
    /// The database or a file is not what was written.
    StorageDamaged,
    /// The certificate of the seal has ended. Detail: `ends_at`, `issuer`, `source`, `subject`.
    SealEnded,
    /// The certificate of the seal is not valid yet. Detail: `begins_at`, `subject`.
    SealNotYetValid,
    /// The key of the seal can't be used. Detail: `subject`.
    SealUnavailable,
    /// The certificate of the seal ends within thirty days. Detail: `ends_at`, `issuer`, `source`, `subject`.
    SealEndsSoon,
    /// A fact was removed, altered or moved in the database, or a recorded value is missing.
    RecordDamaged,
    /// A stored document is missing, or is not what was stored.
    DocumentDamaged,
    /// A sealed document is missing, or is not what was stored.
    SealedDamaged,
    /// A seal was made that this instance itself does not accept; it was not recorded. Detail: `sentence`.
    SealCheckFailed,
    /// A complete envelope can't be sealed now. Detail: `reason`, a stable code.
    SealWaiting,
    /// The certificate of the seal comes without that of its issuer. Detail: `issuer`, `subject`.
    SealChainIncomplete,
    /// Mails with links wait for the mail server. Detail: `count`, `reason`, a stable code.
    MailsWaiting,
    /// Work failed so often that it was given up. Detail: `count`, `reason`, a stable code.
    WorkGivenUp,
}

impl NoticeCode {
    /// All codes.
    #[cfg(test)]
    const ALL: [Self; 16] = [
        Self::StorageFull,
        Self::StorageFailing,
        Self::StorageUnreachable,
        Self::StorageDamaged,
        Self::SealEnded,
        Self::SealNotYetValid,
        Self::SealUnavailable,
        Self::SealEndsSoon,
        Self::RecordDamaged,
        Self::DocumentDamaged,
        Self::SealedDamaged,
        Self::SealCheckFailed,
        Self::SealWaiting,
        Self::SealChainIncomplete,
        Self::MailsWaiting,
        Self::WorkGivenUp,
    ];

    /// Its stable code.
    pub(crate) fn word(self) -> String {
        let word = serde_json::to_value(self).unwrap_or_default();
        word.as_str().unwrap_or_default().to_owned()
    }

    fn of(word: &str) -> Option<Self> {
        serde_json::from_value(word.into()).ok()
    }

    fn severity(self) -> Severity {
        match self {
            Self::SealEndsSoon | Self::SealChainIncomplete | Self::MailsWaiting => {
                Severity::Warning
            }
            _ => Severity::Failure,
        }
    }
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = NoticeSeverity)]
pub(crate) enum Severity {
    /// Everything is kept, but something stops soon, or does not arrive, unless somebody acts.
    Warning,
    /// Something does not work.
    Failure,
}

/// A trouble that the owner has to handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    pub(crate) code: NoticeCode,
    /// Its start, if known, Unix milliseconds.
    pub(crate) since_ms: i64,
    /// The envelope that it concerns, if any.
    pub(crate) envelope: Option<EnvelopeId>,
    /// The values of its sentence, by name. A name that ends in `_at` has a time as RFC 3339.
    pub(crate) detail: BTreeMap<String, String>,
}

impl Notice {
    /// A notice about the whole instance.
    pub(crate) fn new<const N: usize>(
        code: NoticeCode,
        since_ms: i64,
        detail: [(&str, String); N],
    ) -> Self {
        Self {
            code,
            since_ms,
            envelope: None,
            detail: detail.map(|(name, word)| (name.into(), word)).into(),
        }
    }

    pub(crate) fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// Collects the notices for the owner, and stores reports of work.
#[derive(Clone)]
pub(crate) struct Notices {
    store: Store,
    clock: HouseClock,
    keeper: Arc<Keeper>,
    /// The start of this process, Unix milliseconds.
    started_ms: i64,
}

impl Notices {
    /// Makes it for a process that starts now.
    pub(crate) fn new(store: Store, clock: HouseClock, keeper: Arc<Keeper>) -> Self {
        Self {
            store,
            started_ms: clock.now_ms(),
            clock,
            keeper,
        }
    }

    /// All present notices for the owner: failures first, then the oldest.
    ///
    /// # Errors
    /// `not_found` for anyone but the owner; the error of a failing source, because an unreadable source must not look
    /// like an empty one.
    pub(crate) async fn all(&self, viewer: &Viewer) -> Result<Vec<Notice>, Problem> {
        let now_ms = self.clock.now_ms();
        let mut notices = stored::notices(&self.store, viewer).await?;
        notices.extend(storage::notices(&self.store));
        notices.extend(seal_key::notices(&self.keeper, self.started_ms, now_ms));
        notices.extend(mail::notices(&self.store, now_ms).await?);
        notices.extend(given_up::notices(&self.store).await?);
        notices.sort_by_key(|n| (n.severity() == Severity::Warning, n.since_ms, n.code));
        Ok(notices)
    }

    /// Reports a trouble to the owner until [`Notices::settled`]. A failed report is repeated with the next attempt.
    pub(crate) async fn tell(
        &self,
        code: NoticeCode,
        envelope: Option<EnvelopeId>,
        detail: &[(&str, &str)],
    ) {
        let words = detail
            .iter()
            .map(|(name, word)| ((*name).into(), (*word).into()));
        let (code, words) = (code.word(), words.collect());
        if let Err(error) = self.store.post_notice(&code, envelope, &words).await {
            tracing::error!(%error, code, "the owner could not be notified of a problem");
        }
    }

    /// The problem has been resolved.
    pub(crate) async fn settled(&self, code: NoticeCode, envelope: Option<EnvelopeId>) {
        if let Err(error) = self.store.withdraw_notice(&code.word(), envelope).await {
            tracing::error!(%error, ?code, "the owner could not be notified that a problem has been resolved");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NoticeCode;

    const CATALOGUES: [&str; 2] = [
        include_str!("../../../../locales/en/app.ftl"),
        include_str!("../../../../locales/de/app.ftl"),
    ];

    #[test]
    fn every_notice_has_its_heading_and_advice_in_both_languages() {
        for code in NoticeCode::ALL {
            let word = code.word();
            assert_eq!(NoticeCode::of(&word), Some(code));
            let name = format!("notice-{}", word.replace('_', "-"));
            for catalogue in CATALOGUES {
                for message in [format!("\n{name} ="), format!("\n{name}-do =")] {
                    assert!(catalogue.contains(&message), "{message}");
                }
            }
        }
    }
}
