//! The expiry of algorithms (after ETSI TS 119 312 and SOG-IS), judged at the proven time of the signature.

use serde::{Deserialize, Serialize};

use super::algorithm::Digest;
use super::key::PublicKey;
use super::signature;

/// The last second in which an algorithm is reliable, in seconds since 1970. Unlisted ones do not expire: SHA-256 and
/// longer, SHA-3, RSA of 3000 bits and more, ECDSA on P-256 and longer curves, Ed25519.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlgorithmExpiry {
    /// SHA-1; 31 July 2012.
    pub sha1: i64,
    /// SHA-224; the end of 2028.
    pub sha224: i64,
    /// RSA from 1024 to 1899 bits; the end of 2013.
    pub rsa_1024: i64,
    /// RSA from 1900 to 2999 bits; the end of 2028.
    pub rsa_1900: i64,
}

impl Default for AlgorithmExpiry {
    fn default() -> Self {
        Self {
            sha1: 1_343_779_199,
            sha224: 1_861_919_999,
            rsa_1024: 1_388_534_399,
            rsa_1900: 1_861_919_999,
        }
    }
}

/// An algorithm that is no longer reliable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WeakAlgorithm {
    #[error("SHA-1")]
    Sha1,
    #[error("SHA-224")]
    Sha224,
    /// A key of this many bits.
    #[error("an RSA key of {0} bits")]
    RsaKey(usize),
}

impl AlgorithmExpiry {
    /// Names an algorithm that was no longer reliable at `at`.
    pub(crate) fn weak(
        &self,
        digest: Option<Digest>,
        key: Option<&PublicKey<'_>>,
        at: i64,
    ) -> Option<WeakAlgorithm> {
        let ended = |until: i64, what: WeakAlgorithm| (at > until).then_some(what);
        let digest = match digest {
            Some(Digest::Sha1) => ended(self.sha1, WeakAlgorithm::Sha1),
            Some(Digest::Sha224) => ended(self.sha224, WeakAlgorithm::Sha224),
            _ => None,
        };
        digest.or_else(|| {
            let bits = signature::rsa_bits(key?)?;
            let key = WeakAlgorithm::RsaKey(bits);
            match bits {
                3000.. => None,
                1900.. => ended(self.rsa_1900, key),
                1024.. => ended(self.rsa_1024, key),
                _ => Some(key),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{AlgorithmExpiry, WeakAlgorithm};
    use crate::asn1::{der, oid};
    use crate::x509::algorithm::Digest;
    use crate::x509::key::{AlgorithmId, PublicKey};

    fn weak(bits: usize, at: i64) -> Option<WeakAlgorithm> {
        let modulus = vec![0xff; bits / 8];
        let key = der::sequence(&[&der::unsigned(&modulus), &der::unsigned(&[1, 0, 1])]);
        let key = PublicKey {
            algorithm: AlgorithmId {
                oid: oid::RSA,
                parameters: &[5, 0],
            },
            bits: &key,
            raw: &[],
        };
        AlgorithmExpiry::default().weak(Some(Digest::Sha256), Some(&key), at)
    }

    #[test]
    fn algorithms_are_reliable_until_their_last_second() {
        let usual = AlgorithmExpiry::default();
        assert_eq!(usual.weak(Some(Digest::Sha1), None, usual.sha1), None);
        let sha1 = usual.weak(Some(Digest::Sha1), None, usual.sha1 + 1);
        assert_eq!(sha1, Some(WeakAlgorithm::Sha1));
        assert_eq!(usual.weak(Some(Digest::Sha512), None, i64::MAX), None);

        assert_eq!(weak(512, 0), Some(WeakAlgorithm::RsaKey(512)));
        assert_eq!(weak(1024, usual.rsa_1024), None);
        assert!(weak(1024, usual.rsa_1024 + 1).is_some());
        assert_eq!(weak(2048, usual.rsa_1900), None);
        assert!(weak(2048, usual.rsa_1900 + 1).is_some());
        assert_eq!(weak(3072, i64::MAX), None);
    }
}
