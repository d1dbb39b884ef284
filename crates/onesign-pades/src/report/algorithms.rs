//! The phrases for algorithms.

use super::sentence::{Sentence, Value};
use super::sentences as say;
use crate::asn1::oid::Called;
use crate::cms::signer::Algorithms;
use crate::x509::algorithm_expiry::WeakAlgorithm;
use crate::x509::signature::Unsupported;

/// The display name of an identifier.
fn called(called: &Called) -> Value {
    match called {
        Called::Nameless => say::nameless().into(),
        Called::EllipticCurve => say::elliptic_curve_key().into(),
        Called::WithDigest(scheme, digest) => say::with_digest(scheme, digest).into(),
        Called::Name(name) => name.into(),
    }
}

/// The digest and the signature algorithm of a signer.
pub(super) fn both(algorithms: &Algorithms) -> Sentence {
    say::algorithms(called(&algorithms.digest), called(&algorithms.signature))
}

/// An algorithm that is not supported.
pub(super) fn unsupported(algorithm: &Unsupported) -> Value {
    match algorithm {
        Unsupported::OnCurve(algorithm, curve) => {
            say::on_curve(called(algorithm), called(curve)).into()
        }
        Unsupported::WithKey(algorithm, key) => {
            say::with_key(called(algorithm), called(key)).into()
        }
        Unsupported::PssOtherKey => say::pss_other_key().into(),
        Unsupported::PssParameters => say::pss_parameters().into(),
        Unsupported::PssDigest(digest) => say::with_digest("RSA-PSS", digest).into(),
        Unsupported::PssKey(bits) => say::pss_key(*bits).into(),
        Unsupported::RsaKey(bits) => say::rsa_key(*bits).into(),
        Unsupported::RsaExponent => say::rsa_exponent().into(),
        Unsupported::RsaMalformed => say::rsa_malformed().into(),
        Unsupported::Digest(digest) => called(digest),
    }
}

/// An algorithm that is no longer reliable.
pub(super) fn weak(algorithm: WeakAlgorithm) -> Value {
    match algorithm {
        WeakAlgorithm::Sha1 => "SHA-1".into(),
        WeakAlgorithm::Sha224 => "SHA-224".into(),
        WeakAlgorithm::RsaKey(bits) => say::rsa_key(bits).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{unsupported, weak};
    use crate::asn1::oid::Called;
    use crate::x509::algorithm_expiry::WeakAlgorithm;
    use crate::x509::signature::Unsupported;

    #[test]
    fn each_sentence_repeats_the_text_of_its_error() {
        let scheme = || Called::WithDigest("ECDSA".into(), "SHA-1".into());
        let name = || Called::Name("P-521".into());
        for algorithm in [
            Unsupported::OnCurve(scheme(), name()),
            Unsupported::WithKey(Called::EllipticCurve, Called::Nameless),
            Unsupported::PssOtherKey,
            Unsupported::PssParameters,
            Unsupported::PssDigest("SHA-1".into()),
            Unsupported::PssKey(1024),
            Unsupported::RsaKey(400),
            Unsupported::RsaExponent,
            Unsupported::RsaMalformed,
            Unsupported::Digest(name()),
        ] {
            assert_eq!(unsupported(&algorithm).to_string(), algorithm.to_string());
        }
        for algorithm in [
            WeakAlgorithm::Sha1,
            WeakAlgorithm::Sha224,
            WeakAlgorithm::RsaKey(512),
        ] {
            assert_eq!(weak(algorithm).to_string(), algorithm.to_string());
        }
    }
}
