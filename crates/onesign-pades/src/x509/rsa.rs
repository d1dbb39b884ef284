//! RSA public keys as certificates encode them, and the check of signatures that aws-lc does not support: with SHA-224,
//! and by keys below 1024 bits (RFC 8017, 8.2.2). Everything here is public, so no operation hides its duration.

use super::algorithm::Digest;
use crate::asn1::ber;
use crate::asn1::tag;
use crate::asn1::{der, oid};

/// The lengths of keys that are checked here, in bits.
const LENGTHS: std::ops::RangeInclusive<usize> = 512..=4096;
/// The longest public exponent, in bytes; aws-lc accepts no longer one either.
const MAX_EXPONENT: usize = 4;

/// RSAPublicKey (RFC 8017, A.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RsaKey<'a> {
    /// Big-endian, without leading zeros.
    modulus: &'a [u8],
    exponent: &'a [u8],
    /// Whether the modulus was encoded as a negative INTEGER, without the zero byte in front.
    pub is_negative: bool,
}

impl<'a> RsaKey<'a> {
    /// Reads RSAPublicKey. A modulus without its leading zero byte is read as the positive number that its issuer
    /// meant: a negative modulus means nothing else.
    pub fn parse(key: &'a [u8]) -> Option<Self> {
        let mut pair = ber::only(key, tag::SEQUENCE).ok()?.reader();
        let modulus = pair.expect(tag::INTEGER).ok()?.content;
        let exponent = pair.expect(tag::INTEGER).ok()?.content;
        pair.finish().ok()?;
        Some(Self {
            modulus: significant(modulus),
            exponent: significant(exponent),
            is_negative: modulus.first().is_some_and(|first| *first >= 0x80),
        })
    }

    /// Length of the modulus.
    pub fn bits(&self) -> usize {
        let first = self.modulus.first();
        first.map_or(0, |first| {
            self.modulus.len() * 8 - first.leading_zeros() as usize
        })
    }

    /// Whether the exponent is odd, greater than one and not too long.
    pub fn has_usual_exponent(&self) -> bool {
        match self.exponent {
            [] | [1] => false,
            bytes => bytes.len() <= MAX_EXPONENT && bytes.last().is_some_and(|last| last % 2 == 1),
        }
    }

    /// The key in DER.
    pub fn der(&self) -> Vec<u8> {
        der::sequence(&[&der::unsigned(self.modulus), &der::unsigned(self.exponent)])
    }

    /// Whether `signature` is one by PKCS#1 v1.5 over `message`; `None` if the key is too short, too long or unusual.
    pub fn verify(&self, digest: Digest, message: &[u8], signature: &[u8]) -> Option<bool> {
        if !LENGTHS.contains(&self.bits()) || !self.has_usual_exponent() {
            return None;
        }
        let size = self.modulus.len();
        let info = der::sequence(&[
            &der::algorithm(digest.oid(), &[tag::NULL, 0]),
            &der::octets(&digest.of(&[message])),
        ]);
        // 0x00 0x01, at least eight bytes 0xff, 0x00, DigestInfo (RFC 8017, 9.2).
        let padding = size.checked_sub(info.len() + 3).filter(|most| *most >= 8)?;
        let expected = [&[0, 1][..], &vec![0xff; padding], &[0], &info].concat();
        let modulus = limbs(self.modulus);
        let number = limbs(signature);
        if signature.len() != size || !is_less(&number, &modulus) {
            return Some(false);
        }
        Some(power(&number, self.exponent, &modulus) == limbs(&expected))
    }
}

/// Without leading zeros.
fn significant(number: &[u8]) -> &[u8] {
    let start = number.iter().position(|byte| *byte != 0);
    start.map_or(&[], |start| &number[start..])
}

/// Numbers of 64 bits, lowest first.
fn limbs(number: &[u8]) -> Vec<u64> {
    let groups = number.rchunks(8);
    groups
        .map(|group| {
            group
                .iter()
                .fold(0, |limb, byte| limb << 8 | u64::from(*byte))
        })
        .collect()
}

/// Compares two numbers of the same length.
fn is_less(one: &[u64], other: &[u64]) -> bool {
    one.iter().rev().lt(other.iter().rev())
}

/// `one + other mod modulus`, of numbers below the modulus.
fn add(one: &[u64], other: &[u64], modulus: &[u64]) -> Vec<u64> {
    let mut carry = false;
    let mut sum: Vec<u64> = Vec::with_capacity(one.len());
    for (a, b) in one.iter().zip(other) {
        let (part, first) = a.overflowing_add(*b);
        let (part, second) = part.overflowing_add(u64::from(carry));
        carry = first || second;
        sum.push(part);
    }
    if carry || !is_less(&sum, modulus) {
        let mut borrow = false;
        for (part, n) in sum.iter_mut().zip(modulus) {
            let (less, first) = part.overflowing_sub(*n);
            let (less, second) = less.overflowing_sub(u64::from(borrow));
            (*part, borrow) = (less, first || second);
        }
    }
    sum
}

/// `one · other mod modulus`, of numbers below the modulus, by doubling and adding.
fn multiply(one: &[u64], other: &[u64], modulus: &[u64]) -> Vec<u64> {
    let mut product = vec![0; modulus.len()];
    for limb in one.iter().rev() {
        for bit in (0..64).rev() {
            product = add(&product, &product, modulus);
            if limb >> bit & 1 == 1 {
                product = add(&product, other, modulus);
            }
        }
    }
    product
}

/// `base` to the power of `exponent`, which is not zero and starts with a byte that is not zero.
fn power(base: &[u64], exponent: &[u8], modulus: &[u64]) -> Vec<u64> {
    let bits = exponent
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1));
    // The first bit that is set stands for the base itself.
    let after_first = bits.skip_while(|bit| !bit).skip(1);
    let mut result = base.to_vec();
    for bit in after_first {
        result = multiply(&result, &result, modulus);
        if bit {
            result = multiply(&result, base, modulus);
        }
    }
    result
}

/// Whether this is an RSA key whose modulus is encoded as a negative number.
pub(crate) fn is_negative(key: &super::key::PublicKey<'_>) -> bool {
    matches!(key.algorithm.oid, oid::RSA | oid::RSA_PSS)
        && RsaKey::parse(key.bits).is_some_and(|key| key.is_negative)
}

#[cfg(test)]
mod tests {
    use super::RsaKey;
    use crate::asn1::{der, tag};
    use crate::x509::algorithm::Digest;
    use aws_lc_rs::rsa::{KeyPair, KeySize};
    use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};

    #[test]
    fn the_own_arithmetic_agrees_with_the_library() {
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let mut signature = vec![0; pair.public_modulus_len()];
        let random = aws_lc_rs::rand::SystemRandom::new();
        pair.sign(&RSA_PKCS1_SHA256, &random, b"words", &mut signature)
            .unwrap();
        let public = pair.public_key().as_ref();
        let key = RsaKey::parse(public).unwrap();
        assert_eq!(key.bits(), 2048);
        let check =
            |digest, message: &[u8], signature: &[u8]| key.verify(digest, message, signature);
        assert_eq!(check(Digest::Sha256, b"words", &signature), Some(true));
        assert_eq!(check(Digest::Sha256, b"other", &signature), Some(false));
        assert_eq!(check(Digest::Sha224, b"words", &signature), Some(false));
        signature[100] ^= 1;
        assert_eq!(check(Digest::Sha256, b"words", &signature), Some(false));
        assert_eq!(check(Digest::Sha256, b"words", &[0xff; 256]), Some(false));
        assert_eq!(check(Digest::Sha256, b"words", &[]), Some(false));
    }

    #[test]
    fn a_modulus_without_its_zero_byte_is_the_same_number() {
        let digits = [&[0xc5][..], &[7; 127]].concat();
        let exponent = der::unsigned(&[1, 0, 1]);
        let usual = der::sequence(&[&der::unsigned(&digits), &exponent]);
        let negative = der::sequence(&[&der::tlv(tag::INTEGER, &digits), &exponent]);
        let (usual, negative) = (
            RsaKey::parse(&usual).unwrap(),
            RsaKey::parse(&negative).unwrap(),
        );
        assert!(negative.is_negative && !usual.is_negative);
        assert_eq!((negative.der(), negative.bits()), (usual.der(), 1024));
    }

    #[test]
    fn unusual_keys_are_not_checked() {
        for (modulus, exponent) in [
            (&[0xff; 32][..], &[1, 0, 1][..]),
            (&[0xff; 128], &[1]),
            (&[0xff; 128], &[2]),
            (&[0xff; 128], &[1, 0, 0, 0, 1]),
            (&[], &[3]),
        ] {
            let key = der::sequence(&[&der::unsigned(modulus), &der::unsigned(exponent)]);
            let key = RsaKey::parse(&key).unwrap();
            assert_eq!(key.verify(Digest::Sha256, b"", &[0; 128]), None);
        }
    }
}
