//! ECDSA: the supported curves and digests, and the two encodings of a signature.

use aws_lc_rs::signature::{self as lc, UnparsedPublicKey, VerificationAlgorithm};
use bp256::BrainpoolP256r1;
use bp384::BrainpoolP384r1;
use ecdsa::signature::hazmat::PrehashVerifier;
use ecdsa::{Signature, VerifyingKey};

use super::algorithm::Digest;
use crate::asn1::{der, oid};

/// Whether `signature`, in DER (RFC 3279, 2.2.3), is valid for `point` and `message`; `None` if the curve, or the
/// digest with it, is not supported.
pub(crate) fn verify(
    curve: &[u8],
    digest: Digest,
    point: &[u8],
    message: &[u8],
    signature: &[u8],
) -> Option<bool> {
    match curve {
        oid::BRAINPOOL_256 => Some(is_right_256(point, &digest.of(&[message]), signature)),
        oid::BRAINPOOL_384 => Some(is_right_384(point, &digest.of(&[message]), signature)),
        _ => {
            let key = UnparsedPublicKey::new(method(curve, digest)?, point);
            Some(key.verify(message, signature).is_ok())
        }
    }
}

/// The same for a signature of two concatenated numbers, each as long as the curve's order (BSI TR-03111, 5.2.1), as
/// German signature cards write it.
pub(crate) fn verify_plain(
    curve: &[u8],
    digest: Digest,
    point: &[u8],
    message: &[u8],
    signature: &[u8],
) -> Option<bool> {
    let length = match curve {
        oid::P256 | oid::BRAINPOOL_256 => 32,
        oid::P384 | oid::BRAINPOOL_384 => 48,
        oid::P521 => 66,
        _ => return None,
    };
    if signature.len() != 2 * length {
        return Some(false);
    }
    verify(curve, digest, point, message, &der::ecdsa_value(signature))
}

/// aws-lc does not include the curves of RFC 5639: docs/adr/0011.
fn is_right_256(point: &[u8], digest: &[u8], signature: &[u8]) -> bool {
    let key = VerifyingKey::<BrainpoolP256r1>::from_sec1_bytes(point);
    let signature = Signature::from_der(signature);
    matches!((key, signature), (Ok(key), Ok(signature)) if key.verify_prehash(digest, &signature).is_ok())
}

/// As for the shorter curve.
fn is_right_384(point: &[u8], digest: &[u8], signature: &[u8]) -> bool {
    let key = VerifyingKey::<BrainpoolP384r1>::from_sec1_bytes(point);
    let signature = Signature::from_der(signature);
    matches!((key, signature), (Ok(key), Ok(signature)) if key.verify_prehash(digest, &signature).is_ok())
}

fn method(curve: &[u8], digest: Digest) -> Option<&'static dyn VerificationAlgorithm> {
    Some(match (curve, digest) {
        (oid::P256, Digest::Sha1) => &lc::ECDSA_P256_SHA1_ASN1,
        (oid::P256, Digest::Sha256) => &lc::ECDSA_P256_SHA256_ASN1,
        (oid::P256, Digest::Sha384) => &lc::ECDSA_P256_SHA384_ASN1,
        (oid::P256, Digest::Sha512) => &lc::ECDSA_P256_SHA512_ASN1,
        (oid::P256K1, Digest::Sha256) => &lc::ECDSA_P256K1_SHA256_ASN1,
        (oid::P384, Digest::Sha3_384) => &lc::ECDSA_P384_SHA3_384_ASN1,
        (oid::P384, Digest::Sha256) => &lc::ECDSA_P384_SHA256_ASN1,
        (oid::P384, Digest::Sha384) => &lc::ECDSA_P384_SHA384_ASN1,
        (oid::P384, Digest::Sha512) => &lc::ECDSA_P384_SHA512_ASN1,
        (oid::P521, Digest::Sha1) => &lc::ECDSA_P521_SHA1_ASN1,
        (oid::P521, Digest::Sha224) => &lc::ECDSA_P521_SHA224_ASN1,
        (oid::P521, Digest::Sha3_512) => &lc::ECDSA_P521_SHA3_512_ASN1,
        (oid::P521, Digest::Sha256) => &lc::ECDSA_P521_SHA256_ASN1,
        (oid::P521, Digest::Sha384) => &lc::ECDSA_P521_SHA384_ASN1,
        (oid::P521, Digest::Sha512) => &lc::ECDSA_P521_SHA512_ASN1,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{verify, verify_plain};
    use crate::asn1::ber;
    use crate::asn1::tag;
    use crate::asn1::{der, oid};
    use crate::x509::algorithm::Digest::{self, Sha256, Sha512};

    /// A curve, a key on it, and the key's signature over `words` by OpenSSL.
    struct Signed(&'static [u8], &'static str, Digest, &'static str);

    const BRAINPOOL_256: &str = "043a439cf36a051698ff5123f58ed531046d8a028449aee77157ab3fb2eb9488c6753f3d4e3f0eae350232fc329994a916dbd7e35f820c6b19bc35cfbb8e905a19";
    const BRAINPOOL_384: &str = "0452d75a7a061b1f398424ac7d3722d22ed28fbac722146055a0b915964133761019695bd78e7432164c358d8dd40c19d54939eeab9c174beae54ba42f6427ab201d17b64c0ebb8f6c77b514e758ead204a96917075142ad32594ca966f0ed0c46";
    const P256: &str = "047ed566a74fc647bd6e63ef1759f976bcfb32a1001a3afa9f70181b8310d1179f3c3c8090fe1071dc471df5d41e4bece40275705e1753b05d6832e774ce4bd917";
    const P384: &str = "04a8ca0e557970e07bf872e5f8a568591ecc789d4d358c2ec42375453451d6dd513eb2f49db7cd56ed48583680fbc84bf98c012a6c323c988dc9fec752db1df0f9a40641d99fe2dfa1e916673758b4c5a252e802cd3abd7678c730f2757f49f00f";

    #[rustfmt::skip]
    const SIGNED: [Signed; 6] = [
        Signed(oid::BRAINPOOL_256, BRAINPOOL_256, Sha256, "304402203566e4820d2775e17eebdda2f953b28afe26952666c23fde888964d4d830a42302201fc87996c710b57bee3406490a0bf2ace3aa947bd649fb618894d40479739983"),
        Signed(oid::BRAINPOOL_256, BRAINPOOL_256, Sha512, "304402202ab452d1f3248db3cb28f5c4a4b56fa3bccd638ae018815ebcc18d933d91a526022016bd39dc278fb1618b7f7230d79a3e6cebb34baa44c5b58ba74a7e678eb3ac15"),
        Signed(oid::BRAINPOOL_384, BRAINPOOL_384, Sha256, "30640230505592f95af95bef6b3ab5a2aa404d3debc835fa82b41b0cf8a935c9d42a85182eadb127219d5aed3a5a9b401d817c04023027d7571be6a858b4342fe587a96c58dd991aee51307d16988e2a19d16f22f1a95bc3c68ea918d9cfceb3cb35871d2328"),
        Signed(oid::BRAINPOOL_384, BRAINPOOL_384, Sha512, "3064023006a639ad4879fe784c033c9fdd27f96f15d4cd269c94820b6b3b8482d685bd9632023c8dcdc1e68ad6d1df2faf28d09e02303b97cad1ab5df3c3608c7137f47fc25a0bcd98b006cb57ebdde8a9628b2c9fd941749ab4fd504c143f3816f4e5dbddb8"),
        Signed(oid::P256, P256, Sha256, "304502202ab2014ae26ff16f74bc708168773a420e3b51a181e7f7f4270cd8c35a8893910221008d15005a628db071eb42040f422d044bcc59e68014e1272b31dad54563d9cb1f"),
        Signed(oid::P384, P384, Sha512, "3065023100b2c982ad05781b52165e7cb07cac5c182385a1e5875aae68d396182560495c538f31204da1668bf8e0e56d1b9dc3e86e023010777ee5ab5b68ed96b6220ccfd41f02a682c5a70c7593f97dc93eef0c3fa1aefa9a2969c93b9ec935a179e64f12cb43"),
    ];

    fn bytes(hex: &str) -> Vec<u8> {
        let pair = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
        (0..hex.len()).step_by(2).map(pair).collect()
    }

    /// The two numbers of a signature in DER.
    fn numbers(der: &[u8]) -> [Vec<u8>; 2] {
        let mut pair = ber::only(der, tag::SEQUENCE).unwrap().reader();
        [(); 2].map(|()| pair.expect(tag::INTEGER).unwrap().content.to_vec())
    }

    /// The two numbers concatenated, each with as many bytes as the order has.
    fn plain(der: &[u8], order: usize) -> Vec<u8> {
        let padded = |number: Vec<u8>| {
            let digits = number.iter().skip_while(|&&byte| byte == 0).copied();
            let digits: Vec<u8> = digits.collect();
            [vec![0; order - digits.len()], digits].concat()
        };
        numbers(der).map(padded).concat()
    }

    #[test]
    fn a_signature_is_valid_only_for_its_message_and_key() {
        for Signed(curve, key, digest, signature) in SIGNED {
            let (key, signature) = (bytes(key), bytes(signature));
            let check = |point: &[u8], words: &[u8], signature: &[u8]| {
                verify(curve, digest, point, words, signature)
            };
            assert_eq!(check(&key, b"words", &signature), Some(true));
            assert_eq!(check(&key, b"other words", &signature), Some(false));
            for place in 0..signature.len() {
                let mut changed = signature.clone();
                changed[place] ^= 1;
                assert_eq!(check(&key, b"words", &changed), Some(false), "{place}");
            }
            let longer = [&signature[..], &[0]].concat();
            assert_eq!(check(&key, b"words", &longer), Some(false));
            let mut beside = key.clone();
            beside[key.len() - 1] ^= 1;
            assert_eq!(check(&beside, b"words", &signature), Some(false));
            assert_eq!(check(&[0], b"words", &signature), Some(false));
            assert_eq!(check(&[], b"words", &signature), Some(false));
        }
    }

    #[test]
    fn numbers_beyond_the_order_are_not_a_signature() {
        for Signed(curve, key, digest, signature) in SIGNED {
            let (key, signature) = (bytes(key), bytes(signature));
            let [r, s] = numbers(&signature);
            let zero = vec![0];
            let most = vec![0xff; (key.len() - 1) / 2];
            for pair in [
                [&zero, &s],
                [&r, &zero],
                [&zero, &zero],
                [&most, &s],
                [&r, &most],
            ] {
                let der = der::sequence(
                    &pair
                        .map(|number| der::unsigned(number))
                        .each_ref()
                        .map(Vec::as_slice),
                );
                assert_eq!(verify(curve, digest, &key, b"words", &der), Some(false));
            }
        }
    }

    #[test]
    fn the_two_numbers_may_be_concatenated() {
        for Signed(curve, key, digest, signature) in SIGNED {
            let key = bytes(key);
            let signature = plain(&bytes(signature), (key.len() - 1) / 2);
            let check = |words: &[u8], signature: &[u8]| {
                verify_plain(curve, digest, &key, words, signature)
            };
            assert_eq!(check(b"words", &signature), Some(true));
            assert_eq!(check(b"other words", &signature), Some(false));
            assert_eq!(check(b"words", &signature[1..]), Some(false));
            let wider = plain(&bytes(SIGNED[0].3), 66);
            assert_eq!(check(b"words", &wider), Some(false));
            assert_eq!(check(b"words", &[]), Some(false));
        }
    }

    #[test]
    fn an_unsupported_algorithm_is_not_guessed() {
        let Signed(_, key, digest, signature) = SIGNED[0];
        let (key, signature) = (bytes(key), bytes(signature));
        let nameless: &[u8] = &[];
        let longest: &[u8] = &[43, 36, 3, 3, 2, 8, 1, 1, 13];
        for curve in [nameless, longest] {
            assert_eq!(verify(curve, digest, &key, b"words", &signature), None);
            assert_eq!(
                verify_plain(curve, digest, &key, b"words", &signature),
                None
            );
        }
    }
}
