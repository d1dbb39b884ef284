//! The key at work: keeps it usable, renews it, and knows whether a seal could be made now.

use super::{KeyProblem, SealKey, day, self_made};
use crate::clock::HouseClock;
use crate::config::{KeySource, SealConfig};
use onesign_core::audit::hex;
use onesign_core::code::Code;
use onesign_core::command::RecordSealKey;
use onesign_core::{Actor, Command};
use onesign_pades::SignError;
use onesign_pades::sign::signer::is_signed_by;
use onesign_store::Store;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use utoipa::ToSchema;

const DAY_S: i64 = 24 * 60 * 60;
/// So long before the end of a certificate its owner is warned.
pub(crate) const WARN_BEFORE_S: i64 = 30 * DAY_S;
/// So often, in minutes, a key is looked at that works.
const CHECK_MINUTES: i64 = 5;
/// Failed checks in a row after which a key counts as unavailable. A single one may be a hiccup of the network.
const FAILURES: u32 = 2;

/// The key at work.
pub(crate) struct Keeper {
    config: SealConfig,
    directory: PathBuf,
    clock: HouseClock,
    current: RwLock<Arc<SealKey>>,
    failures: Mutex<Failures>,
    /// The certificate that this process knows to be on record.
    recorded: Mutex<Vec<u8>>,
    /// The day, since 1970, on which the end of the certificate was last warned of.
    warned: AtomicI64,
}

#[derive(Default)]
struct Failures {
    in_a_row: u32,
    /// When the first of them was, Unix milliseconds.
    since_ms: i64,
    /// What the last one was.
    last: String,
}

/// Whether seals can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = SealKeyState)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    /// Yes, for a good while.
    Ready,
    /// Yes, but the certificate ends within thirty days and is not renewed by itself.
    EndsSoon,
    /// The certificate has ended.
    Ended,
    /// The certificate begins later.
    NotYetValid,
    /// The device or the service that holds the key does not answer, or refuses.
    Unavailable,
}

impl Keeper {
    /// Opens the configured key. `first` says that the instance has no key on record yet.
    ///
    /// # Errors
    /// [`KeyProblem`] says what to do.
    pub(crate) async fn open(
        config: &SealConfig,
        directory: &Path,
        clock: HouseClock,
        first: bool,
    ) -> Result<Self, KeyProblem> {
        let key = SealKey::open(config, directory, clock.now_s(), first).await?;
        Ok(Self {
            config: config.clone(),
            directory: directory.to_owned(),
            clock,
            current: RwLock::new(Arc::new(key)),
            failures: Mutex::default(),
            recorded: Mutex::default(),
            warned: AtomicI64::new(0),
        })
    }

    /// The key to seal with. A seal that is under way keeps the one it began with.
    pub(crate) fn current(&self) -> Arc<SealKey> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Has `message` signed by `key`, checks the signature, and remembers whether that worked.
    ///
    /// # Errors
    /// [`SignError::Device`] if the key can't be used now, [`SignError::Mismatch`] if the signature is not right.
    pub(crate) async fn sign(&self, key: &SealKey, message: Vec<u8>) -> Result<Vec<u8>, SignError> {
        let signed = key.sign(message.clone()).await.and_then(|signature| {
            let right = is_signed_by(&key.chain[0], key.algorithm, &message, &signature);
            right.then_some(signature).ok_or(SignError::Mismatch)
        });
        self.remember(signed.as_ref().err());
        signed
    }

    fn remember(&self, failure: Option<&SignError>) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        match failure {
            None => *failures = Failures::default(),
            Some(error) => {
                if failures.in_a_row == 0 {
                    failures.since_ms = self.clock.now_ms();
                }
                failures.in_a_row = failures.in_a_row.saturating_add(1);
                failures.last = error.to_string();
            }
        }
    }

    /// Where the key is kept.
    pub(crate) fn source(&self) -> KeySource {
        KeySource::from(&self.config)
    }

    /// Whether a seal could be made at `now`, in Unix seconds.
    pub(crate) fn state(&self, now: i64) -> State {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let (begins, ends) = self.current().certificate.validity;
        match () {
            () if ends <= now => State::Ended,
            () if begins > now => State::NotYetValid,
            () if failures.in_a_row >= FAILURES => State::Unavailable,
            () if ends - now < WARN_BEFORE_S => State::EndsSoon,
            () => State::Ready,
        }
    }

    /// When the key began to fail, Unix milliseconds; `None` while it works.
    pub(crate) fn failing_since_ms(&self) -> Option<i64> {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        (failures.in_a_row > 0).then_some(failures.since_ms)
    }

    /// What the state means, for the owner. Empty while there is nothing to say.
    pub(crate) fn sentence(&self, now: i64) -> String {
        let key = self.current();
        let (begins, ends) = key.certificate.validity;
        match self.state(now) {
            State::Ready => String::new(),
            State::EndsSoon => format!(
                "The certificate of the seal expires on {}. Have it renewed before then, or nothing can be sent.",
                day(ends)
            ),
            State::Ended => format!(
                "The certificate of the seal expired on {}, so nothing can be sent. Replace it with a renewed one and restart OneSign.",
                day(ends)
            ),
            State::NotYetValid => format!(
                "The certificate of the seal is not valid until {}, so nothing can be sent yet. Check the clock of this machine.",
                day(begins)
            ),
            State::Unavailable => {
                let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
                format!(
                    "The key of the seal can't be used, so nothing can be sent: {}.",
                    failures.last
                )
            }
        }
    }

    /// Looks after the key, once a minute: renews a self-made one that is due, and finds out whether the others can
    /// be reached.
    pub(crate) async fn tend(&self, now: i64) {
        let key = self.current();
        let ends = key.certificate.validity.1;
        match &self.config {
            SealConfig::SelfMade { .. } if ends - now < self_made::RENEW_BEFORE_S => {
                match SealKey::open(&self.config, &self.directory, now, false).await {
                    Ok(key) => {
                        *self.current.write().unwrap_or_else(PoisonError::into_inner) =
                            Arc::new(key);
                    }
                    Err(error) => {
                        tracing::error!(%error, "the certificate of the seal could not be renewed");
                    }
                }
            }
            _ if self.is_to_be_checked(now) => {
                let checked = key.check().await;
                if let Err(error) = &checked {
                    tracing::warn!(%error, "the key of the seal can't be reached");
                }
                self.remember(checked.as_ref().err());
            }
            _ => {}
        }
        let day = now / DAY_S;
        if self.state(now) == State::EndsSoon && self.warned.swap(day, Ordering::Relaxed) != day {
            tracing::warn!("{}", self.sentence(now));
        }
    }

    /// Every five minutes, and every minute while something is wrong.
    fn is_to_be_checked(&self, now: i64) -> bool {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.in_a_row > 0 || now / 60 % CHECK_MINUTES == 0
    }

    /// Puts the certificate in use on the record of the instance, if there is one and it is another than before.
    pub(crate) async fn record(&self, store: &Store) {
        let key = self.current();
        let certificate = &key.certificate;
        let known = |held: &Vec<u8>| *held == certificate.sha256;
        if known(&self.recorded.lock().unwrap_or_else(PoisonError::into_inner)) {
            return;
        }
        let command = Command::RecordSealKey(RecordSealKey {
            certificate_sha256: hex(&certificate.sha256),
            ends_at_ms: certificate.validity.1.saturating_mul(1000),
        });
        let by = Actor::System { job: "key" };
        match store.execute(command, &by, &self.clock.moment()).await {
            Ok(_) => {}
            Err(error) if error.refusal().is_some_and(|r| r.code == Code::NothingNew) => {}
            // Before the first visitor there is no record; a later minute will find one.
            Err(error) => {
                tracing::debug!(%error, "the key of the seal is not on record yet");
                return;
            }
        }
        let mut recorded = self.recorded.lock().unwrap_or_else(PoisonError::into_inner);
        recorded.clone_from(&certificate.sha256);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use onesign_core::Clock;
    use onesign_pades::KeyKind;

    const NOW: i64 = 1_794_000_000;

    /// A clock that shows [`NOW`] for ever.
    #[derive(Debug)]
    struct Stopped;

    impl Clock for Stopped {
        fn now_ms(&self) -> i64 {
            NOW * 1_000
        }
    }

    async fn keeper(directory: &Path) -> Keeper {
        let config = SealConfig::SelfMade {
            kind: KeyKind::P256,
        };
        let clock = HouseClock::new(Arc::new(Stopped));
        Keeper::open(&config, directory, clock, true).await.unwrap()
    }

    #[tokio::test]
    async fn the_state_follows_the_certificate_and_the_key() {
        let dir = tempfile::tempdir().unwrap();
        let keeper = keeper(dir.path()).await;
        let (begins, ends) = keeper.current().certificate.validity;
        for (now, state) in [
            (NOW, State::Ready),
            (begins - 1, State::NotYetValid),
            (ends - WARN_BEFORE_S, State::Ready),
            (ends - WARN_BEFORE_S + 1, State::EndsSoon),
            (ends - 1, State::EndsSoon),
            (ends, State::Ended),
        ] {
            assert_eq!(keeper.state(now), state);
            assert_eq!(keeper.sentence(now).is_empty(), state == State::Ready);
        }
        let failure = SignError::Device("the token was pulled out".into());
        keeper.remember(Some(&failure));
        assert_eq!(keeper.state(NOW), State::Ready);
        keeper.remember(Some(&failure));
        assert_eq!(keeper.state(NOW), State::Unavailable);
        assert!(keeper.sentence(NOW).contains("the token was pulled out"));
        keeper.remember(None);
        assert_eq!(keeper.state(NOW), State::Ready);
    }

    #[tokio::test]
    async fn a_self_made_key_is_renewed_while_the_instance_runs() {
        let dir = tempfile::tempdir().unwrap();
        let keeper = keeper(dir.path()).await;
        let first = keeper.current();
        keeper.tend(NOW).await;
        assert_eq!(keeper.current().chain, first.chain);
        let late = first.certificate.validity.1 - 10 * DAY_S;
        assert_eq!(keeper.state(late), State::EndsSoon);
        keeper.tend(late).await;
        assert_eq!(keeper.state(late), State::Ready);
        let second = keeper.current();
        assert_ne!(second.chain[0], first.chain[0]);
        assert_eq!(second.roots, first.roots);
        // A seal under way still signs with what it began with.
        assert!(keeper.sign(&first, b"words".to_vec()).await.is_ok());
    }
}
