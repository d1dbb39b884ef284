//! The parameters of a verification: the trust policy, the time, and the fetched validation data. The worker gets the
//! same ones.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use onesign_pades::revocation::ValidationData;
use onesign_pades::trust::{ListError, TrustPolicy, TrustedList};
use serde::{Deserialize, Serialize};

/// The parameters of a verification.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asking {
    /// The trust policy. The trusted lists are already checked: the worker gets their services only.
    policy: TrustPolicy,
    /// Seconds since 1970.
    pub(super) now_unix: i64,
    /// Whether to name the data that could be fetched to learn more.
    pub(super) says_wanted: bool,
    certificates: Vec<Base64>,
    crls: Vec<Base64>,
    ocsps: Vec<Base64>,
}

/// Bytes, encoded as text.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct Base64(String);

impl Base64 {
    fn of(bytes: &[u8]) -> Self {
        Self(STANDARD.encode(bytes))
    }

    /// The decoded bytes; `None` if the text is not valid base64.
    fn bytes(&self) -> Option<Vec<u8>> {
        STANDARD.decode(&self.0).ok()
    }
}

impl Asking {
    /// Trusts these roots (certificates in DER), at this time.
    pub fn new(roots: &[Vec<u8>], now_unix: i64) -> Self {
        Self {
            policy: TrustPolicy::trusting(roots.to_vec()),
            now_unix,
            says_wanted: false,
            certificates: Vec::new(),
            crls: Vec::new(),
            ocsps: Vec::new(),
        }
    }

    /// As [`TrustPolicy::naming_instances`].
    pub fn naming_instances(mut self, certificates: Vec<Vec<u8>>) -> Self {
        self.policy = self.policy.naming_instances(certificates);
        self
    }

    /// Applies a policy, in addition to the roots that are already trusted.
    pub fn under(mut self, policy: TrustPolicy) -> Self {
        let besides = std::mem::replace(&mut self.policy, policy);
        self.policy.roots.extend(besides.roots);
        self.policy.instances.extend(besides.instances);
        self
    }

    /// Trusts the services of a trusted list too.
    ///
    /// # Errors
    /// If a list of the same territory is already trusted.
    pub fn trust_list(&mut self, list: TrustedList) -> Result<(), ListError> {
        self.policy.trust_list(list)
    }

    /// The trust policy. A root that can't be read never ends a chain.
    pub fn policy(&self) -> &TrustPolicy {
        &self.policy
    }

    /// The same parameters with the fetched data. `says_wanted` asks for the names of further data to fetch.
    pub(super) fn with(&self, given: &ValidationData, says_wanted: bool) -> Self {
        Self {
            says_wanted,
            certificates: texts(&given.certificates),
            crls: texts(&given.crls),
            ocsps: texts(&given.ocsps),
            ..self.clone()
        }
    }

    /// The fetched validation data.
    pub(super) fn material(&self) -> ValidationData {
        ValidationData {
            certificates: bytes(&self.certificates),
            crls: bytes(&self.crls),
            ocsps: bytes(&self.ocsps),
        }
    }
}

fn texts(list: &[Vec<u8>]) -> Vec<Base64> {
    list.iter().map(|one| Base64::of(one)).collect()
}

fn bytes(list: &[Base64]) -> Vec<Vec<u8>> {
    list.iter().filter_map(Base64::bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use onesign_pades::trust::RevocationMode;

    #[test]
    fn a_policy_reaches_the_worker_with_the_files_that_it_names() {
        let root = onesign_pades::make_authority("Root", 0, &mut |bytes| {
            aws_lc_rs::rand::fill(bytes).unwrap();
        });
        let root = root.unwrap().root_der;
        let text = "roots = [\"root.der\"]\nrevocation = \"require\"";
        let read = |name: &str| {
            assert_eq!(name, "root.der");
            Ok(root.clone())
        };
        let policy = TrustPolicy::from_toml(text, read).unwrap();
        let asking = Asking::new(&[b"other".to_vec()], 0).under(policy);
        let sent = serde_json::to_string(&asking).unwrap();
        let arrived = serde_json::from_str::<Asking>(&sent).unwrap();
        let policy = arrived.policy();
        assert_eq!(policy.roots, [root.clone(), b"other".to_vec()]);
        assert_eq!(policy.revocation, RevocationMode::Require);
    }
}
