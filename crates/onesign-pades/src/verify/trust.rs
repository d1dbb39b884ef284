//! Whom the verifier trusts and what it demands: the policy and its file.

use serde::Deserialize;

use super::sunset::Sunset;
use crate::cms::certificate::Certificate;
use crate::pem;

/// Whom the verifier trusts and what it demands. It never comes out of the file that is judged.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// Certificates in DER at which a chain may end, for signers; and for timestamp authorities too, if
    /// `timestamp_roots` is empty.
    pub roots: Vec<Vec<u8>>,
    /// Certificates in DER at which the chain of a timestamp authority may end.
    pub timestamp_roots: Vec<Vec<u8>>,
    /// Whether a certificate has to be proven not to have been withdrawn.
    pub revocation: RevocationMode,
    /// Until when algorithms may be relied on.
    pub sunset: Sunset,
    /// Whether a signer's certificate has to be meant for content commitment (non-repudiation). Else
    /// one that is meant for digital signatures will do as well.
    pub demands_commitment: bool,
}

/// What is demanded about withdrawal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RevocationMode {
    /// What is at hand counts; if nothing is at hand the report says so, and that is no flaw.
    #[default]
    IfPresent,
    /// Every certificate below the root has to be proven good; else the verdict is indeterminate.
    Require,
}

/// Why a policy can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// The file is no TOML, or has a member that there is not.
    #[error("the policy can't be read: {0}")]
    Form(String),
    /// A file that the policy names can't be read.
    #[error("the policy names {0}, which can't be read: {1}")]
    File(String, String),
    /// A file holds no certificate.
    #[error("{0} holds no certificate, neither in PEM nor in DER")]
    Certificate(String),
    /// A day is not written as it should be.
    #[error("{0} is no day; write it like 2028-12-31")]
    Day(String),
}

/// The members of a policy file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PolicyFile {
    #[serde(default)]
    roots: Vec<String>,
    #[serde(default)]
    timestamp_roots: Vec<String>,
    #[serde(default)]
    revocation: RevocationMode,
    #[serde(default)]
    content_commitment: Demand,
    #[serde(default)]
    algorithms: LastDays,
}

#[derive(Deserialize, Default, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Demand {
    #[default]
    Accept,
    Require,
}

/// Last days of algorithms, where they differ from [`Sunset::default`].
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct LastDays {
    sha1: Option<String>,
    sha224: Option<String>,
    rsa_1024: Option<String>,
    rsa_1900: Option<String>,
}

impl Policy {
    /// Trusts these certificates (DER) for signers and timestamps alike.
    #[must_use]
    pub fn trusting(roots: Vec<Vec<u8>>) -> Self {
        Self {
            roots,
            ..Self::default()
        }
    }

    /// Lets the chains of timestamp authorities also end at the self-issued ones among these certificates
    /// (DER). For gathering what proves the word of an authority that one has chosen oneself; never for
    /// judging files of others.
    #[must_use]
    pub fn taking_timestamps_from<'c>(
        mut self,
        certificates: impl IntoIterator<Item = &'c Vec<u8>>,
    ) -> Self {
        if self.timestamp_roots.is_empty() {
            self.timestamp_roots.clone_from(&self.roots);
        }
        let roots = certificates.into_iter().filter(|raw| {
            Certificate::parse(raw).is_ok_and(|certificate| certificate.is_self_issued())
        });
        self.timestamp_roots.extend(roots.cloned());
        self
    }

    /// Reads a policy file. `read` gives the contents of the files that it names, which stand relative
    /// to it. All members may be left out; one that is not listed here is refused.
    ///
    /// ```toml
    /// roots = ["company.pem"]          # PEM (any number of certificates) or DER
    /// timestamp-roots = ["tsa.pem"]    # left out: the same roots
    /// revocation = "require"           # or "if-present", the default
    /// content-commitment = "require"   # or "accept", the default
    /// [algorithms]                     # last days, where they differ from the standard's
    /// sha1 = "2012-07-31"
    /// sha224 = "2028-12-31"
    /// rsa-1024 = "2013-12-31"          # from 1024 to 1899 bits
    /// rsa-1900 = "2028-12-31"          # from 1900 to 2999 bits
    /// ```
    ///
    /// # Errors
    /// See [`PolicyError`].
    pub fn from_toml(
        text: &str,
        mut read: impl FnMut(&str) -> Result<Vec<u8>, String>,
    ) -> Result<Self, PolicyError> {
        let file: PolicyFile =
            toml::from_str(text).map_err(|error| PolicyError::Form(error.message().to_owned()))?;
        let mut load = |names: Vec<String>| -> Result<Vec<Vec<u8>>, PolicyError> {
            let mut found = Vec::new();
            for name in names {
                let bytes = read(&name).map_err(|why| PolicyError::File(name.clone(), why))?;
                found.extend(certificates(&bytes).ok_or(PolicyError::Certificate(name))?);
            }
            Ok(found)
        };
        Ok(Self {
            roots: load(file.roots)?,
            timestamp_roots: load(file.timestamp_roots)?,
            revocation: file.revocation,
            sunset: file.algorithms.sunset()?,
            demands_commitment: file.content_commitment == Demand::Require,
        })
    }

    /// The roots for signers.
    pub(super) fn anchors(&self) -> Vec<Certificate<'_>> {
        parsed(&self.roots)
    }

    /// The roots for timestamp authorities.
    pub(super) fn timestamp_anchors(&self) -> Vec<Certificate<'_>> {
        if self.timestamp_roots.is_empty() {
            parsed(&self.roots)
        } else {
            parsed(&self.timestamp_roots)
        }
    }
}

impl LastDays {
    fn sunset(self) -> Result<Sunset, PolicyError> {
        let usual = Sunset::default();
        let end = |day: Option<String>, usual: i64| match day {
            None => Ok(usual),
            Some(day) => end_of(&day).ok_or(PolicyError::Day(day)),
        };
        Ok(Sunset {
            sha1: end(self.sha1, usual.sha1)?,
            sha224: end(self.sha224, usual.sha224)?,
            rsa_1024: end(self.rsa_1024, usual.rsa_1024)?,
            rsa_1900: end(self.rsa_1900, usual.rsa_1900)?,
        })
    }
}

/// The last second of a day, `2028-12-31`.
fn end_of(day: &str) -> Option<i64> {
    let parts: Vec<&str> = day.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let lengths = [year.len(), month.len(), day.len()];
    let digits = format!("{year}{month}{day}235959Z");
    let time = crate::tlv::Tlv {
        tag: crate::tlv::tag::GENERALIZED_TIME,
        raw: &[],
        content: digits.as_bytes(),
        indefinite: false,
    };
    crate::tlv::time(&time)
        .ok()
        .filter(|_| lengths == [4, 2, 2])
}

/// The certificates in a file, in DER: PEM with any number of them, or one in DER. `None` if there is
/// none or one can't be read.
#[must_use]
pub fn certificates(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let found = if Certificate::parse(bytes).is_ok() {
        vec![bytes.to_vec()]
    } else {
        pem::blocks(bytes, "CERTIFICATE")?
    };
    let readable = found.iter().all(|raw| Certificate::parse(raw).is_ok());
    (readable && !found.is_empty()).then_some(found)
}

/// Those that can be read; the others can't end any chain.
fn parsed(list: &[Vec<u8>]) -> Vec<Certificate<'_>> {
    let roots = list.iter();
    roots
        .filter_map(|raw| Certificate::parse(raw).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Policy, PolicyError, RevocationMode, end_of};

    fn read(text: &str) -> Result<Policy, PolicyError> {
        Policy::from_toml(text, |_| Err("it is not there".to_owned()))
    }

    #[test]
    fn a_policy_file_says_what_is_demanded() {
        let policy = read(
            "revocation = \"require\"\ncontent-commitment = \"require\"\n[algorithms]\nrsa-1900 = \"2026-01-01\"",
        )
        .unwrap();
        assert_eq!(policy.revocation, RevocationMode::Require);
        assert!(policy.demands_commitment);
        assert_eq!(policy.sunset.rsa_1900, end_of("2026-01-01").unwrap());
        assert_eq!(policy.sunset.sha1, super::Sunset::default().sha1);
        assert!(read("").unwrap().roots.is_empty());
    }

    #[test]
    fn a_policy_file_with_anything_else_is_refused() {
        for text in [
            "root = []",
            "revocation = \"sometimes\"",
            "[algorithms]\nmd5 = \"2030-01-01\"",
            "roots = 1",
        ] {
            assert!(matches!(read(text), Err(PolicyError::Form(_))), "{text}");
        }
        let day = read("[algorithms]\nsha1 = \"tomorrow\"");
        assert_eq!(day.err(), Some(PolicyError::Day("tomorrow".to_owned())));
        let file = read("roots = [\"a.pem\"]").err();
        assert_eq!(
            file,
            Some(PolicyError::File(
                "a.pem".to_owned(),
                "it is not there".to_owned()
            ))
        );
        let empty = Policy::from_toml("roots = [\"a.pem\"]", |_| Ok(b"nothing".to_vec()));
        assert_eq!(
            empty.err(),
            Some(PolicyError::Certificate("a.pem".to_owned()))
        );
    }

    #[test]
    fn the_usual_last_days() {
        let usual = super::Sunset::default();
        assert_eq!(Some(usual.sha1), end_of("2012-07-31"));
        assert_eq!(Some(usual.sha224), end_of("2028-12-31"));
        assert_eq!(Some(usual.rsa_1024), end_of("2013-12-31"));
        assert_eq!(Some(usual.rsa_1900), end_of("2028-12-31"));
        assert_eq!(end_of("2028-13-01"), None);
        assert_eq!(end_of("28-1-1"), None);
    }
}
