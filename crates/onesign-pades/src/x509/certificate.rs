//! Certificates (RFC 5280), parsed without re-encoding.

use super::key::{AlgorithmId, PublicKey};
use super::names;
use super::signature::{self, Outcome};
use crate::asn1::ber::{self, Malformed, Reader};
use crate::asn1::oid;
use crate::asn1::tag;
use crate::asn1::time;

/// The most extensions of one certificate.
const MAX_EXTENSIONS: usize = 100;

/// A certificate.
#[derive(Debug, Clone)]
pub(crate) struct Certificate<'a> {
    pub raw: &'a [u8],
    pub body: &'a [u8],
    /// Contents of the serial number.
    pub serial: &'a [u8],
    /// Encoded name.
    pub issuer: &'a [u8],
    /// Encoded name.
    pub subject: &'a [u8],
    /// First and last second of validity, since 1970.
    pub validity: (i64, i64),
    pub key: PublicKey<'a>,
    pub signature_algorithm: AlgorithmId<'a>,
    pub signature: &'a [u8],
    pub(crate) extensions: Vec<Extension<'a>>,
}

/// One extension of a certificate, a revocation list or an OCSP response.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extension<'a> {
    pub oid: &'a [u8],
    pub critical: bool,
    pub value: &'a [u8],
}

/// Bits of KeyUsage, first bit lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KeyUsage(u16);

impl KeyUsage {
    /// keyCertSign and cRLSign.
    pub const AUTHORITY: Self = Self(0b110_0000);
    /// digitalSignature and contentCommitment.
    pub const SEAL: Self = Self(0b11);

    /// digitalSignature or contentCommitment.
    pub fn signs_documents(self) -> bool {
        self.0 & 0b11 != 0
    }

    /// contentCommitment, formerly nonRepudiation.
    pub fn commits(self) -> bool {
        self.0 & 0b10 != 0
    }

    pub fn signs_certificates(self) -> bool {
        self.0 & 0b10_0000 != 0
    }

    pub fn signs_crls(self) -> bool {
        self.0 & 0b100_0000 != 0
    }
}

impl<'a> Certificate<'a> {
    /// Reads exactly one certificate.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let outer = ber::only(bytes, tag::SEQUENCE)?;
        let mut parts = outer.reader();
        let body = parts.expect(tag::SEQUENCE)?;
        let signature_algorithm = AlgorithmId::parse(parts.next()?)?;
        let signature = parts.expect(tag::BIT_STRING)?.bits()?;
        parts.finish()?;

        let mut fields = body.reader();
        fields.optional(0xa0)?;
        let serial = fields.expect(tag::INTEGER)?.content;
        if AlgorithmId::parse(fields.next()?)? != signature_algorithm {
            return Err(Malformed);
        }
        let issuer = fields.expect(tag::SEQUENCE)?.raw;
        let mut validity = fields.expect(tag::SEQUENCE)?.reader();
        let validity = (
            time::read(&validity.next()?)?,
            time::read(&validity.next()?)?,
        );
        let subject = fields.expect(tag::SEQUENCE)?.raw;
        let key = PublicKey::parse(fields.expect(tag::SEQUENCE)?)?;
        fields.optional(0x81)?;
        fields.optional(0x82)?;
        let extensions = match fields.optional(0xa3)? {
            Some(wrapper) => extensions(ber::only(wrapper.content, tag::SEQUENCE)?.reader())?,
            None => Vec::new(),
        };
        fields.finish()?;
        Ok(Self {
            raw: outer.raw,
            body: body.raw,
            serial,
            issuer,
            subject,
            validity,
            key,
            signature_algorithm,
            signature,
            extensions,
        })
    }

    pub(crate) fn extension(&self, oid: &[u8]) -> Option<Extension<'a>> {
        self.extensions
            .iter()
            .find(|extension| extension.oid == oid)
            .copied()
    }

    /// A critical extension that this crate doesn't understand, if there is one.
    pub fn unknown_critical(&self) -> Option<&'a [u8]> {
        const KNOWN: [&[u8]; 9] = [
            oid::BASIC_CONSTRAINTS,
            oid::KEY_USAGE,
            oid::EXTENDED_KEY_USAGE,
            oid::SUBJECT_KEY_IDENTIFIER,
            oid::AUTHORITY_KEY_IDENTIFIER,
            oid::SUBJECT_ALT_NAME,
            oid::NAME_CONSTRAINTS,
            oid::CRL_DISTRIBUTION_POINTS,
            // Policies matter only to a verifier that requires one; this crate requires none.
            oid::CERTIFICATE_POLICIES,
        ];
        let mut critical = self
            .extensions
            .iter()
            .filter(|extension| extension.critical);
        critical
            .find(|extension| !KNOWN.contains(&extension.oid))
            .map(|extension| extension.oid)
    }

    /// Whether it may issue certificates, and the most authorities between it and the leaf.
    pub fn authority(&self) -> Result<Option<Option<u64>>, Malformed> {
        let Some(extension) = self.extension(oid::BASIC_CONSTRAINTS) else {
            return Ok(None);
        };
        let mut fields = ber::only(extension.value, tag::SEQUENCE)?.reader();
        let is_authority = fields
            .optional(tag::BOOLEAN)?
            .is_some_and(|flag| flag.content != [0]);
        let depth = fields
            .optional(tag::INTEGER)?
            .map(|depth| depth.small())
            .transpose()?;
        Ok(is_authority.then_some(depth))
    }

    /// QCStatements, encoded, if there are any.
    pub fn statements(&self) -> Option<&'a [u8]> {
        Some(self.extension(oid::QC_STATEMENTS)?.value)
    }

    /// KeyUsage, if stated.
    pub fn key_usage(&self) -> Result<Option<KeyUsage>, Malformed> {
        let Some(extension) = self.extension(oid::KEY_USAGE) else {
            return Ok(None);
        };
        let [_, bytes @ ..] = ber::only(extension.value, tag::BIT_STRING)?.content else {
            return Err(Malformed);
        };
        let bits = bytes
            .iter()
            .take(2)
            .enumerate()
            .fold(0u16, |bits, (index, byte)| {
                bits | u16::from(byte.reverse_bits()) << (8 * index)
            });
        Ok(Some(KeyUsage(bits)))
    }

    /// Whether it is for timestamps only, in a critical extension (RFC 3161, 2.3).
    pub fn is_for_timestamps(&self) -> bool {
        let Some(extension) = self.extension(oid::EXTENDED_KEY_USAGE) else {
            return false;
        };
        let purposes = ber::only(extension.value, tag::SEQUENCE).and_then(|list| list.items());
        extension.critical
            && purposes.is_ok_and(
                |list| matches!(list.as_slice(), [one] if one.content == oid::TIME_STAMPING),
            )
    }

    /// Checks the signature with the key of `issuer`, without comparing names.
    pub fn is_signed_by(&self, issuer: &Certificate<'_>) -> Outcome {
        let algorithm = self.signature_algorithm;
        signature::verify(&issuer.key, algorithm, None, self.body, self.signature)
    }

    /// The subject's display name: common name, otherwise organisation.
    pub fn subject_name(&self) -> String {
        names::display(self.subject)
    }

    /// The issuer's display name.
    pub fn issuer_name(&self) -> String {
        names::display(self.issuer)
    }

    pub fn subject_key_identifier(&self) -> Option<&'a [u8]> {
        let extension = self.extension(oid::SUBJECT_KEY_IDENTIFIER)?;
        ber::only(extension.value, tag::OCTET_STRING)
            .ok()
            .map(|identifier| identifier.content)
    }

    /// The key identifier that the issuer should have.
    pub fn authority_key_identifier(&self) -> Option<&'a [u8]> {
        let extension = self.extension(oid::AUTHORITY_KEY_IDENTIFIER)?;
        let mut fields = ber::only(extension.value, tag::SEQUENCE).ok()?.reader();
        fields
            .optional(0x80)
            .ok()?
            .map(|identifier| identifier.content)
    }
}

/// A repeated extension is an error (RFC 5280, 4.2).
pub(crate) fn extensions(mut reader: Reader<'_>) -> Result<Vec<Extension<'_>>, Malformed> {
    let mut list: Vec<Extension<'_>> = Vec::new();
    while !reader.is_empty() {
        let mut fields = reader.expect(tag::SEQUENCE)?.reader();
        let oid = fields.expect(tag::OID)?.content;
        let critical = fields
            .optional(tag::BOOLEAN)?
            .is_some_and(|flag| flag.content != [0]);
        let value = fields.expect(tag::OCTET_STRING)?.content;
        if list.len() == MAX_EXTENSIONS || list.iter().any(|other| other.oid == oid) {
            return Err(Malformed);
        }
        list.push(Extension {
            oid,
            critical,
            value,
        });
    }
    Ok(list)
}
