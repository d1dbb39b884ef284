//! The single signer of a CMS value: digest, signature, and signing certificate.

use std::borrow::Cow;

use super::signed_data::{SignedData, SignerIdentifier, SignerInfo, single};
use crate::asn1::ber::{self, Malformed};
use crate::asn1::oid::{self, Called};
use crate::asn1::tag;
use crate::x509::algorithm::Digest;
use crate::x509::algorithm_expiry::{AlgorithmExpiry, WeakAlgorithm};
use crate::x509::certificate::Certificate;
use crate::x509::names;
use crate::x509::signature::{self, Outcome, Unsupported};

/// The most certificates that one attribute names.
const MAX_NAMED: usize = 32;

/// The established facts about the single signer of a CMS value.
pub(crate) struct SignerFacts<'a> {
    pub certificate: Option<Certificate<'a>>,
    /// Whether the value itself lacks that certificate.
    pub is_certificate_outside: bool,
    /// Whether the identifier of the signer repeats the certificate byte for byte.
    pub is_identified_exactly: bool,
    /// The other certificates in the value.
    pub pool: Vec<Certificate<'a>>,
    /// Whether the signature covers signed attributes, as all but very old signatures do.
    pub has_attributes: bool,
    pub content_type_right: bool,
    pub digest_right: Option<bool>,
    pub signature: Option<Outcome>,
    /// Whether a signing-certificate attribute names the certificate.
    pub binding: Option<bool>,
    /// Whether the attribute names a further certificate that the value lacks.
    pub lacks_named: bool,
    /// The digest of the content, and the digest of the signature.
    digests: [Option<Digest>; 2],
    pub algorithms: Algorithms,
    /// Whether a stated digest algorithm is not supported.
    has_unknown_digest: bool,
}

/// The names of the signer's algorithms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Algorithms {
    pub digest: Called,
    pub signature: Called,
}

/// The first fault, in the order of the checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SignerFlaw {
    ContentType,
    NoDigest,
    Digest,
    NoCertificate,
    Signature,
    Binding,
    Unsupported(Unsupported),
}

impl SignerFacts<'_> {
    /// Names an algorithm that was no longer reliable at `at`.
    pub fn weak(&self, algorithm_expiry: &AlgorithmExpiry, at: i64) -> Option<WeakAlgorithm> {
        let key = self.certificate.as_ref().map(|certificate| certificate.key);
        let mut digests = self.digests.iter();
        digests.find_map(|digest| algorithm_expiry.weak(*digest, key.as_ref(), at))
    }

    pub fn first_flaw(&self) -> Option<SignerFlaw> {
        if !self.content_type_right {
            return Some(SignerFlaw::ContentType);
        }
        match self.digest_right {
            None => {
                let digest = || Unsupported::Digest(self.algorithms.digest.clone());
                return Some(if self.has_unknown_digest {
                    SignerFlaw::Unsupported(digest())
                } else {
                    SignerFlaw::NoDigest
                });
            }
            Some(false) => return Some(SignerFlaw::Digest),
            Some(true) => {}
        }
        match &self.signature {
            None => return Some(SignerFlaw::NoCertificate),
            Some(Outcome::Wrong) => return Some(SignerFlaw::Signature),
            Some(Outcome::Unsupported(name)) => return Some(SignerFlaw::Unsupported(name.clone())),
            Some(Outcome::Right) => {}
        }
        (self.binding == Some(false)).then_some(SignerFlaw::Binding)
    }
}

/// The signer's certificate, and the other certificates in the value, whether or not the signature is valid. If the
/// value lacks the signer's certificate, it is taken from `outside`.
pub(crate) fn signer_certificate<'a>(
    signed: &SignedData<'a>,
    outside: &[Certificate<'a>],
) -> Option<(Certificate<'a>, Vec<Certificate<'a>>)> {
    let [signer] = signed.signers.as_slice() else {
        return None;
    };
    let mut pool = certificates(signed);
    let named = signing_certificates(signer).ok()?;
    let leaf = take_signer(&mut pool, signer.identifier, named.first());
    let leaf = leaf.or_else(|| find_signer(outside, signer.identifier, named.first()))?;
    Some((leaf, pool))
}

/// The readable certificates in the value.
pub(crate) fn certificates<'a>(signed: &SignedData<'a>) -> Vec<Certificate<'a>> {
    let raw = signed.certificates.iter();
    raw.filter_map(|raw| Certificate::parse(raw).ok()).collect()
}

/// Checks digest, signature and signing certificate of a value with exactly one signer. `outside` contains certificates
/// for a value that lacks its signer's.
pub(crate) fn examine<'a>(
    signed: &'a SignedData<'a>,
    content: &[&[u8]],
    content_type: &[u8],
    outside: &[Certificate<'a>],
) -> Result<SignerFacts<'a>, Malformed> {
    let [signer] = signed.signers.as_slice() else {
        return Err(Malformed);
    };
    let digest = Digest::from_oid(signer.digest.oid);
    let stated = stated(signer)?;
    let mut pool = certificates(signed);
    let named = signing_certificates(signer)?;
    let (named, others) = match named.split_first() {
        Some((first, others)) => (Some(first), others),
        None => (None, &[][..]),
    };
    let inside = take_signer(&mut pool, signer.identifier, named);
    let is_certificate_outside = inside.is_none();
    let certificate = inside.or_else(|| find_signer(outside, signer.identifier, named));
    let is_there = |other: &Named<'_>| pool.iter().any(|certificate| other.is(certificate));
    let lacks_named = !others.iter().all(is_there);
    let check = |certificate| verify(signer, digest, content, certificate);
    let signature = certificate.as_ref().map(check);
    let binding = match (&named, &certificate) {
        (Some(named), Some(certificate)) => Some(named.is(certificate)),
        _ => None,
    };
    let (stated_type, stated_digest) =
        stated.map_or((Some(content_type), None), |(kind, digest)| (kind, digest));
    let has_attributes = signer.signed.is_some();
    let digest_right = match (digest, stated_digest) {
        _ if !has_attributes => Some(true),
        (Some(digest), Some(stated)) => Some(digest.of(content) == stated),
        _ => None,
    };
    let is_unknown = stated_digest.is_some() && digest.is_none();
    let digests = [digest, signature::digest_of(signer.algorithm, digest)];
    let exactly = |certificate| is_exactly(signer.identifier, certificate);
    let is_identified_exactly = certificate.as_ref().is_some_and(exactly);
    Ok(SignerFacts {
        certificate,
        is_identified_exactly,
        is_certificate_outside,
        pool,
        has_attributes,
        content_type_right: signed.content_type == content_type
            && stated_type == Some(content_type),
        digest_right,
        signature,
        binding,
        lacks_named,
        digests,
        algorithms: Algorithms {
            digest: oid::called(signer.digest.oid),
            signature: oid::called(signer.algorithm.oid),
        },
        has_unknown_digest: is_unknown,
    })
}

/// Whether the identifier repeats the certificate byte for byte.
fn is_exactly(identifier: SignerIdentifier<'_>, certificate: &Certificate<'_>) -> bool {
    match identifier {
        SignerIdentifier::IssuerAndSerial { issuer, .. } => certificate.issuer == issuer,
        SignerIdentifier::Key(_) => true,
    }
}

/// Checks the signature with the key of the certificate. Without signed attributes it covers the content itself (RFC
/// 5652, 5.4).
fn verify(
    signer: &SignerInfo<'_>,
    digest: Option<Digest>,
    content: &[&[u8]],
    certificate: &Certificate<'_>,
) -> Outcome {
    let message = match &signer.signed {
        Some(attributes) => Cow::Borrowed(attributes.message.as_slice()),
        None => Cow::Owned(content.concat()),
    };
    let (key, value) = (&certificate.key, &signer.signature);
    signature::verify(key, signer.algorithm, digest, &message, value)
}

/// Content type and message digest, as stated in the signed attributes.
type Stated<'a> = (Option<&'a [u8]>, Option<&'a [u8]>);

/// The statements of the signed attributes, if there are any.
fn stated<'a>(signer: &SignerInfo<'a>) -> Result<Option<Stated<'a>>, Malformed> {
    let Some(attributes) = &signer.signed else {
        return Ok(None);
    };
    let kind = single(&attributes.list, oid::CONTENT_TYPE)?;
    let kind = kind
        .map(|value| ber::only(value.raw, tag::OID))
        .transpose()?;
    let digest = single(&attributes.list, oid::MESSAGE_DIGEST)?;
    let digest = digest
        .map(|value| ber::only(value.raw, tag::OCTET_STRING))
        .transpose()?;
    Ok(Some((
        kind.map(|kind| kind.content),
        digest.map(|digest| digest.content),
    )))
}

/// The digest of a signing certificate, as the signer stated it.
struct Named<'a> {
    digest: Option<Digest>,
    value: &'a [u8],
}

impl Named<'_> {
    fn is(&self, certificate: &Certificate<'_>) -> bool {
        self.digest
            .is_some_and(|digest| digest.of(&[certificate.raw]) == self.value)
    }
}

/// The certificates that signing-certificate-v2 names, otherwise those of the older attribute with SHA-1 (RFC 5035):
/// the signer's first, then those of its chain. Empty without either attribute.
fn signing_certificates<'a>(signer: &SignerInfo<'a>) -> Result<Vec<Named<'a>>, Malformed> {
    let Some(attributes) = &signer.signed else {
        return Ok(Vec::new());
    };
    let newer = single(&attributes.list, oid::SIGNING_CERTIFICATE_V2)?;
    let older = single(&attributes.list, oid::SIGNING_CERTIFICATE)?;
    let (value, default) = match (newer, older) {
        (Some(value), _) => (value, Digest::Sha256),
        (None, Some(value)) => (value, Digest::Sha1),
        (None, None) => return Ok(Vec::new()),
    };
    let list = value.reader().expect(tag::SEQUENCE)?;
    let mut certificates = list.reader();
    let mut named = Vec::new();
    while !certificates.is_empty() && named.len() < MAX_NAMED {
        let mut identifier = certificates.expect(tag::SEQUENCE)?.reader();
        let digest = match identifier.optional(tag::SEQUENCE)? {
            Some(named) => Digest::from_oid(named.reader().expect(tag::OID)?.content),
            None => Some(default),
        };
        named.push(Named {
            digest,
            value: identifier.expect(tag::OCTET_STRING)?.content,
        });
    }
    if named.is_empty() {
        return Err(Malformed);
    }
    Ok(named)
}

/// Takes the signer's certificate out of the pool.
fn take_signer<'a>(
    pool: &mut Vec<Certificate<'a>>,
    identifier: SignerIdentifier<'_>,
    named: Option<&Named<'_>>,
) -> Option<Certificate<'a>> {
    let at = position(pool, identifier, named)?;
    Some(pool.swap_remove(at))
}

/// The signer's certificate among others.
fn find_signer<'a>(
    others: &[Certificate<'a>],
    identifier: SignerIdentifier<'_>,
    named: Option<&Named<'_>>,
) -> Option<Certificate<'a>> {
    others.get(position(others, identifier, named)?).cloned()
}

/// The place of the signer's certificate; if several have the name, the stated digest decides.
fn position(
    pool: &[Certificate<'_>],
    identifier: SignerIdentifier<'_>,
    named: Option<&Named<'_>>,
) -> Option<usize> {
    let fits = |certificate: &Certificate<'_>| match identifier {
        SignerIdentifier::IssuerAndSerial { issuer, serial } => {
            certificate.serial == serial && names::same(certificate.issuer, issuer)
        }
        SignerIdentifier::Key(key) => certificate.subject_key_identifier() == Some(key),
    };
    let both = pool.iter().position(|certificate| {
        fits(certificate) && named.is_some_and(|named| named.is(certificate))
    });
    both.or_else(|| pool.iter().position(fits))
}
