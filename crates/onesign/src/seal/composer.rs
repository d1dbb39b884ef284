//! What prints seals: the words, and how this build sets them.

use crate::clock::BUILD;
use crate::text::Catalogues;
use onesign_core::audit::hex;
use std::sync::{Arc, OnceLock};

/// The words of the seals and the name of what prints them. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Composer {
    pub(crate) texts: Catalogues,
    name: Arc<OnceLock<String>>,
}

impl Composer {
    pub(crate) fn new(texts: Catalogues) -> Self {
        Self {
            texts,
            name: Arc::default(),
        }
    }

    /// The name that evidence carries: the build, its words, and a digest of how it prints. A verifier with the same
    /// name prints the same evidence alike, byte for byte; one with another name knows that it might not.
    ///
    /// Made on the first seal, because it takes as long as one.
    pub(crate) fn name(&self) -> &str {
        self.name.get_or_init(|| {
            let press = match onesign_pdf::fingerprint() {
                Ok(digest) => hex(&digest[..8]),
                Err(error) => {
                    tracing::error!(%error, "the press does not print its own sample");
                    "unknown".to_owned()
                }
            };
            format!("{BUILD} words {} press {press}", self.texts.fingerprint())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{BUILD, Catalogues, Composer};

    /// A seal is proven to show its trail by making it again. Whoever changes this digest takes that from all seals
    /// that were made before: verifying calls them indeterminate. Keep the words and the looks; where that can't be,
    /// keep the former ones beside the new ones (docs/adr/0004).
    #[test]
    fn seals_are_printed_as_they_always_were() {
        let composer = Composer::new(Catalogues::load());
        let printed = composer.name().strip_prefix(BUILD);
        assert_eq!(
            printed,
            Some(" words 7a22c7ac0cd0010b press 55a44b031f47afe4")
        );
    }
}
