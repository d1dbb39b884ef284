//! The composer of seals: its texts, and the identity of the build that prints them.

use crate::format::Format;
use crate::text::Catalogues;
use onesign_core::audit::hex;
use onesign_pdf::fingerprint;
use std::sync::{Arc, OnceLock};

/// The name of this build in facts and seals.
pub const BUILD: &str = concat!("onesign ", env!("CARGO_PKG_VERSION"));

/// The texts of the seals and the name of the composer. Cheap to clone.
#[derive(Clone)]
pub struct Composer {
    /// The texts of the current format.
    pub texts: Catalogues,
    first_trail: Arc<OnceLock<Catalogues>>,
    second_trail: Arc<OnceLock<Catalogues>>,
    third_trail: Arc<OnceLock<Catalogues>>,
    names: Arc<[OnceLock<String>; 4]>,
}

impl Composer {
    /// Makes a composer with these texts.
    pub fn new(texts: Catalogues) -> Self {
        Self {
            texts,
            first_trail: Arc::default(),
            second_trail: Arc::default(),
            third_trail: Arc::default(),
            names: Arc::default(),
        }
    }

    /// The texts for seals of this format.
    pub fn words(&self, format: Format) -> &Catalogues {
        match format {
            Format::First => self.first_trail.get_or_init(Catalogues::first_trail),
            Format::Second => self.second_trail.get_or_init(Catalogues::second_trail),
            Format::Third => self.third_trail.get_or_init(Catalogues::third_trail),
            Format::Fourth => &self.texts,
        }
    }

    /// The composer's name in evidence of this format: the build, its texts, and a digest of its output. A verifier
    /// with the same name prints the same evidence byte for byte; a verifier with another name may print it
    /// differently.
    ///
    /// The first seal computes it, because that takes as long as a seal.
    pub fn name(&self, format: Format) -> &str {
        let name = match format {
            Format::First => &self.names[0],
            Format::Second => &self.names[1],
            Format::Third => &self.names[2],
            Format::Fourth => &self.names[3],
        };
        name.get_or_init(|| {
            let sample = match format {
                Format::First => fingerprint::first(),
                Format::Second => fingerprint::second(),
                Format::Third => fingerprint::third(),
                Format::Fourth => fingerprint::fourth(),
            };
            let press = match sample {
                Ok(digest) => hex(&digest[..8]),
                Err(error) => {
                    tracing::error!(%error, "the press does not print its own sample");
                    "unknown".to_owned()
                }
            };
            let words = self.words(format).fingerprint();
            format!("{BUILD} words {words} press {press}")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{BUILD, Catalogues, Composer, Format};

    /// A verifier proves that a seal shows its trail by making it again. If a digest changes, all seals of this format
    /// lose that proof and verify as indeterminate. A new text or appearance therefore needs a new format in addition
    /// to the former one (docs/adr/0023).
    #[test]
    fn each_format_still_prints_the_same_bytes() {
        let composer = Composer::new(Catalogues::load());
        let printed = |format| composer.name(format).strip_prefix(BUILD);
        assert_eq!(
            printed(Format::First),
            Some(" words 7a22c7ac0cd0010b press 55a44b031f47afe4")
        );
        assert_eq!(
            printed(Format::Second),
            Some(" words fa55dc6084b8c8b7 press 640c846289ff2cf9")
        );
        assert_eq!(
            printed(Format::Third),
            Some(" words 9b9933c039d2d7dd press f77308f98ab2a985")
        );
        assert_eq!(
            printed(Format::Fourth),
            Some(" words 34df3b324c36f5b6 press a17bcf9f91d5a040")
        );
    }
}
