//! Reads SignedData (RFC 5652, 5.1) in BER or DER.

use std::borrow::Cow;

use crate::asn1::ber::{self, Malformed, Reader, Tlv};
use crate::asn1::oid;
use crate::asn1::tag;
use crate::x509::key::AlgorithmId;

/// The most certificates, signers and attributes of one value.
const MAX_PARTS: usize = 200;

/// A SignedData value.
#[derive(Debug, Clone)]
pub(crate) struct SignedData<'a> {
    pub content_type: &'a [u8],
    /// The content, if the value contains it.
    pub content: Option<Cow<'a, [u8]>>,
    /// Encoded certificates; other certificate formats are omitted.
    pub certificates: Vec<&'a [u8]>,
    /// Revocation lists and other revocation data (10.2.1).
    pub revocation: Vec<Tlv<'a>>,
    pub signers: Vec<SignerInfo<'a>>,
    /// Bytes after the value.
    pub trailing: &'a [u8],
}

/// A signer with the algorithms and the signature.
#[derive(Debug, Clone)]
pub(crate) struct SignerInfo<'a> {
    pub identifier: SignerIdentifier<'a>,
    pub digest: AlgorithmId<'a>,
    pub signed: Option<SignedAttributes<'a>>,
    pub algorithm: AlgorithmId<'a>,
    pub signature: Cow<'a, [u8]>,
    pub unsigned: Vec<Attribute<'a>>,
}

/// The signer's reference to its certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignerIdentifier<'a> {
    IssuerAndSerial { issuer: &'a [u8], serial: &'a [u8] },
    Key(&'a [u8]),
}

/// The signed attributes, and the bytes that the signature covers.
#[derive(Debug, Clone)]
pub(crate) struct SignedAttributes<'a> {
    pub message: Vec<u8>,
    pub list: Vec<Attribute<'a>>,
}

#[derive(Debug, Clone)]
pub(crate) struct Attribute<'a> {
    pub oid: &'a [u8],
    pub values: Vec<Tlv<'a>>,
}

/// The only value of the only attribute with this identifier.
pub(crate) fn single<'a>(list: &[Attribute<'a>], oid: &[u8]) -> Result<Option<Tlv<'a>>, Malformed> {
    let mut found = list.iter().filter(|attribute| attribute.oid == oid);
    match (found.next(), found.next()) {
        (None, _) => Ok(None),
        (Some(attribute), None) if attribute.values.len() == 1 => {
            Ok(attribute.values.first().copied())
        }
        _ => Err(Malformed),
    }
}

impl<'a> SignedData<'a> {
    /// Reads ContentInfo around SignedData at the start of `bytes`.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut outer = Reader::new(bytes);
        let mut info = outer.expect(tag::SEQUENCE)?.reader();
        if info.expect(tag::OID)?.content != oid::SIGNED_DATA {
            return Err(Malformed);
        }
        let wrapper = info.expect(0xa0)?;
        info.finish()?;
        let mut fields = ber::only(wrapper.content, tag::SEQUENCE)?.reader();
        let version = fields.expect(tag::INTEGER)?.small()?;
        let digests = limited(&fields.expect(tag::SET)?)?;
        let digests = digests
            .into_iter()
            .map(AlgorithmId::parse)
            .collect::<Result<Vec<_>, _>>()?;
        let mut content = fields.expect(tag::SEQUENCE)?.reader();
        let content_type = content.expect(tag::OID)?.content;
        let inner = content.optional(0xa0)?;
        content.finish()?;
        let content = inner.map(|inner| octet_string(inner.content)).transpose()?;
        let certificates = match fields.optional(0xa0)? {
            Some(set) => certificates(&set)?,
            None => Vec::new(),
        };
        let revocation = match fields.optional(0xa1)? {
            Some(set) => limited(&set)?,
            None => Vec::new(),
        };
        let mut signers = Vec::new();
        for signer in limited(&fields.expect(tag::SET)?)? {
            signers.push(SignerInfo::parse(signer)?);
        }
        fields.finish()?;
        // Both repeat the signers' own fields (5.1), so a difference shows tampering.
        let listed =
            |signer: &SignerInfo<'_>| digests.iter().any(|digest| digest.oid == signer.digest.oid);
        if !matches!(version, 1 | 3..=5) || !signers.iter().all(listed) {
            return Err(Malformed);
        }
        Ok(Self {
            content_type,
            content,
            certificates,
            revocation,
            signers,
            trailing: outer.rest(),
        })
    }
}

fn octet_string(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Malformed> {
    let mut reader = Reader::new(bytes);
    let element = reader.next()?;
    reader.finish()?;
    if element.tag & !0x20 == tag::OCTET_STRING {
        element.octets()
    } else {
        Err(Malformed)
    }
}

fn limited<'a>(set: &Tlv<'a>) -> Result<Vec<Tlv<'a>>, Malformed> {
    set.items().and_then(|items| {
        if items.len() > MAX_PARTS {
            Err(Malformed)
        } else {
            Ok(items)
        }
    })
}

/// Plain certificates; the other choices (10.2.2) are allowed but skipped.
fn certificates<'a>(set: &Tlv<'a>) -> Result<Vec<&'a [u8]>, Malformed> {
    let items = limited(set)?;
    if items
        .iter()
        .any(|item| !matches!(item.tag, tag::SEQUENCE | 0xa0..=0xa3))
    {
        return Err(Malformed);
    }
    Ok(items
        .into_iter()
        .filter(|item| item.tag == tag::SEQUENCE)
        .map(|item| item.raw)
        .collect())
}

impl<'a> SignerInfo<'a> {
    fn parse(element: Tlv<'a>) -> Result<Self, Malformed> {
        if element.tag != tag::SEQUENCE {
            return Err(Malformed);
        }
        let mut fields = element.reader();
        let version = fields.expect(tag::INTEGER)?.small()?;
        let identifier = identifier(fields.next()?)?;
        // A key identifier requires version 3 (5.3), but some writers leave it at 1, and nothing depends on it.
        if !matches!(
            (version, identifier),
            (1, _) | (3, SignerIdentifier::Key(_))
        ) {
            return Err(Malformed);
        }
        let digest = AlgorithmId::parse(fields.next()?)?;
        let signed = match fields.optional(0xa0)? {
            // The signature covers the attributes as a SET with definite lengths (5.4).
            Some(list) => Some(SignedAttributes {
                message: list.counted(tag::SET)?,
                list: attributes(&list)?,
            }),
            None => None,
        };
        let algorithm = AlgorithmId::parse(fields.next()?)?;
        let value = fields.next()?;
        if value.tag & !0x20 != tag::OCTET_STRING {
            return Err(Malformed);
        }
        let unsigned = match fields.optional(0xa1)? {
            Some(list) => attributes(&list)?,
            None => Vec::new(),
        };
        fields.finish()?;
        Ok(Self {
            identifier,
            digest,
            signed,
            algorithm,
            signature: value.octets()?,
            unsigned,
        })
    }
}

fn identifier(element: Tlv<'_>) -> Result<SignerIdentifier<'_>, Malformed> {
    match element.tag {
        tag::SEQUENCE => {
            let mut fields = element.reader();
            let issuer = fields.expect(tag::SEQUENCE)?.raw;
            let serial = fields.expect(tag::INTEGER)?.content;
            Ok(SignerIdentifier::IssuerAndSerial { issuer, serial })
        }
        0x80 => Ok(SignerIdentifier::Key(element.content)),
        _ => Err(Malformed),
    }
}

fn attributes<'a>(list: &Tlv<'a>) -> Result<Vec<Attribute<'a>>, Malformed> {
    let mut found = Vec::new();
    for element in limited(list)? {
        let mut fields = element.reader();
        let oid = fields.expect(tag::OID)?.content;
        let values = limited(&fields.expect(tag::SET)?)?;
        fields.finish()?;
        found.push(Attribute { oid, values });
    }
    Ok(found)
}
