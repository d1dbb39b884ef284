//! Public keys, and the identifiers of their algorithms.

use crate::asn1::ber::{self, Malformed};
use crate::asn1::tag;

/// An algorithm with its encoded parameters, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AlgorithmId<'a> {
    pub oid: &'a [u8],
    pub parameters: &'a [u8],
}

impl<'a> AlgorithmId<'a> {
    pub fn parse(element: ber::Tlv<'a>) -> Result<Self, Malformed> {
        if element.tag != tag::SEQUENCE {
            return Err(Malformed);
        }
        let mut reader = element.reader();
        let oid = reader.expect(tag::OID)?.content;
        Ok(Self {
            oid,
            parameters: reader.rest(),
        })
    }
}

/// A public key in the form of certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PublicKey<'a> {
    pub algorithm: AlgorithmId<'a>,
    /// The point, or RSAPublicKey.
    pub bits: &'a [u8],
    /// SubjectPublicKeyInfo.
    pub raw: &'a [u8],
}

impl<'a> PublicKey<'a> {
    /// SubjectPublicKeyInfo.
    pub fn parse(element: ber::Tlv<'a>) -> Result<Self, Malformed> {
        let mut parts = element.reader();
        let algorithm = AlgorithmId::parse(parts.next()?)?;
        let bits = parts.expect(tag::BIT_STRING)?.bits()?;
        Ok(Self {
            algorithm,
            bits,
            raw: element.raw,
        })
    }
}
