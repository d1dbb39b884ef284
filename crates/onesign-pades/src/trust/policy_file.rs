//! The file format of trust policies.

use chrono::NaiveDate;
use serde::Deserialize;

use super::policy::{RevocationMode, TrustPolicy, certificates};
use super::trusted_list::{ListError, ListOfLists, Signers, TrustedList};
use crate::x509::algorithm_expiry::AlgorithmExpiry;

/// Why a policy is not readable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// The file is not TOML, or has an unknown member.
    #[error("the policy can't be read: {0}")]
    Form(String),
    /// A file that the policy names is not readable.
    #[error("the policy names {0}, which can't be read: {1}")]
    File(String, String),
    /// A file contains no certificate.
    #[error("{0} contains no certificate, neither in PEM nor in DER")]
    Certificate(String),
    /// A trusted list can't be trusted.
    #[error("{0}: {1}")]
    List(String, ListError),
    /// A date has the wrong format.
    #[error("{0} is not a date; write it like 2028-12-31")]
    Day(String),
}

/// The members of a policy file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PolicyFile {
    #[serde(default)]
    roots: Vec<String>,
    #[serde(default)]
    instances: Vec<String>,
    #[serde(default)]
    timestamp_roots: Vec<String>,
    list_of_lists: Option<ListFile>,
    #[serde(default)]
    trusted_lists: Vec<ListFile>,
    #[serde(default)]
    revocation: RevocationMode,
    #[serde(default)]
    content_commitment: Demand,
    #[serde(default)]
    algorithms: LastDays,
}

/// A trusted list, and the certificates of its allowed signers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ListFile {
    file: String,
    #[serde(default)]
    signers: Vec<String>,
}

#[derive(Deserialize, Default, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Demand {
    #[default]
    Accept,
    Require,
}

/// The last days of algorithms, if they differ from [`AlgorithmExpiry::default`].
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct LastDays {
    sha1: Option<String>,
    sha224: Option<String>,
    rsa_1024: Option<String>,
    rsa_1900: Option<String>,
}

impl TrustPolicy {
    /// Reads a policy file. `read` returns the content of a file that the policy names, relative to it. All members are
    /// optional; an unknown one is refused.
    ///
    /// ```toml
    /// roots = ["company.pem"]          # PEM (any number of certificates) or DER
    /// timestamp-roots = ["tsa.pem"]    # left out: the same roots
    /// instances = ["onesign.pem"]      # certificates of OneSign instances; roots among them are trusted too
    /// revocation = "require"           # or "if-present", the default
    /// content-commitment = "require"   # or "accept", the default
    ///
    /// [[trusted-lists]]                # ETSI TS 119 612; any number of them
    /// file = "de.xml"
    /// signers = ["de-signer.pem"]      # left out: whom the list of lists names for its territory
    ///
    /// [list-of-lists]
    /// file = "eu-lotl.xml"
    /// signers = ["eu-lotl-signer.pem"]
    ///
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
        let mut files = Files(&mut read);
        let algorithm_expiry = file.algorithms.algorithm_expiry()?;
        let mut policy = Self {
            roots: files.certificates(&file.roots)?,
            timestamp_roots: files.certificates(&file.timestamp_roots)?,
            revocation: file.revocation,
            algorithm_expiry,
            demands_commitment: file.content_commitment == Demand::Require,
            ..Self::default()
        };
        policy = policy.naming_instances(files.certificates(&file.instances)?);
        let lists = match &file.list_of_lists {
            Some(named) => Some(files.list_of_lists(named, &algorithm_expiry)?),
            None => None,
        };
        for named in &file.trusted_lists {
            let list = files.list(named, lists.as_ref(), &algorithm_expiry)?;
            let kept = policy.trust_list(list);
            kept.map_err(|error| PolicyError::List(named.file.clone(), error))?;
        }
        Ok(policy)
    }
}

/// Access to the files that a policy names.
struct Files<'f>(&'f mut dyn FnMut(&str) -> Result<Vec<u8>, String>);

impl Files<'_> {
    fn bytes(&mut self, name: &str) -> Result<Vec<u8>, PolicyError> {
        (self.0)(name).map_err(|why| PolicyError::File(name.to_owned(), why))
    }

    fn certificates(&mut self, names: &[String]) -> Result<Vec<Vec<u8>>, PolicyError> {
        let mut found = Vec::new();
        for name in names {
            let inside = certificates(&self.bytes(name)?);
            found.extend(inside.ok_or_else(|| PolicyError::Certificate(name.clone()))?);
        }
        Ok(found)
    }

    fn list_of_lists(
        &mut self,
        named: &ListFile,
        algorithm_expiry: &AlgorithmExpiry,
    ) -> Result<ListOfLists, PolicyError> {
        let signers = self.certificates(&named.signers)?;
        let read = ListOfLists::read(&self.bytes(&named.file)?, &signers, algorithm_expiry);
        read.map_err(|error| PolicyError::List(named.file.clone(), error))
    }

    fn list(
        &mut self,
        named: &ListFile,
        lists: Option<&ListOfLists>,
        algorithm_expiry: &AlgorithmExpiry,
    ) -> Result<TrustedList, PolicyError> {
        let own = self.certificates(&named.signers)?;
        let signers = match lists {
            Some(lists) if own.is_empty() => Signers::Named(lists),
            _ => Signers::Certificates(&own),
        };
        let read = TrustedList::read(&self.bytes(&named.file)?, signers, algorithm_expiry);
        read.map_err(|error| PolicyError::List(named.file.clone(), error))
    }
}

impl LastDays {
    fn algorithm_expiry(self) -> Result<AlgorithmExpiry, PolicyError> {
        let usual = AlgorithmExpiry::default();
        let end = |day: Option<String>, usual: i64| match day {
            None => Ok(usual),
            Some(day) => end_of(&day).ok_or(PolicyError::Day(day)),
        };
        Ok(AlgorithmExpiry {
            sha1: end(self.sha1, usual.sha1)?,
            sha224: end(self.sha224, usual.sha224)?,
            rsa_1024: end(self.rsa_1024, usual.rsa_1024)?,
            rsa_1900: end(self.rsa_1900, usual.rsa_1900)?,
        })
    }
}

/// The last second of a day, `2028-12-31`.
fn end_of(day: &str) -> Option<i64> {
    let date: NaiveDate = day.parse().ok()?;
    let is_plain = date.to_string() == day;
    let end = date.and_hms_opt(23, 59, 59).filter(|_| is_plain)?;
    Some(end.and_utc().timestamp())
}

#[cfg(test)]
mod tests {
    use super::{PolicyError, RevocationMode, TrustPolicy, end_of};
    use crate::x509::algorithm_expiry::AlgorithmExpiry;

    fn read(text: &str) -> Result<TrustPolicy, PolicyError> {
        TrustPolicy::from_toml(text, |_| Err("it is not there".to_owned()))
    }

    #[test]
    fn a_policy_file_states_the_requirements() {
        let policy = read(
            "revocation = \"require\"\ncontent-commitment = \"require\"\n[algorithms]\nrsa-1900 = \"2026-01-01\"",
        )
        .unwrap();
        assert_eq!(policy.revocation, RevocationMode::Require);
        assert!(policy.demands_commitment);
        assert_eq!(
            policy.algorithm_expiry.rsa_1900,
            end_of("2026-01-01").unwrap()
        );
        assert_eq!(
            policy.algorithm_expiry.sha1,
            AlgorithmExpiry::default().sha1
        );
        assert!(read("").unwrap().roots.is_empty());
    }

    #[test]
    fn a_policy_file_with_unknown_members_is_refused() {
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
        let empty = TrustPolicy::from_toml("roots = [\"a.pem\"]", |_| Ok(b"nothing".to_vec()));
        assert_eq!(
            empty.err(),
            Some(PolicyError::Certificate("a.pem".to_owned()))
        );
    }

    #[test]
    fn last_days_default_to_the_standard() {
        let usual = AlgorithmExpiry::default();
        assert_eq!(Some(usual.sha1), end_of("2012-07-31"));
        assert_eq!(Some(usual.sha224), end_of("2028-12-31"));
        assert_eq!(Some(usual.rsa_1024), end_of("2013-12-31"));
        assert_eq!(Some(usual.rsa_1900), end_of("2028-12-31"));
        assert_eq!(end_of("2028-13-01"), None);
        assert_eq!(end_of("28-1-1"), None);
    }
}
