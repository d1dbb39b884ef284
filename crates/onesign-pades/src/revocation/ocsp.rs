//! Online Certificate Status Protocol (RFC 6960): the request, and responses parsed without re-encoding.

use super::reason::{Reason, Revoked, reason_code};
use crate::asn1::ber::{self, Malformed, Tlv};
use crate::asn1::tag;
use crate::asn1::time;
use crate::asn1::{der, oid};
use crate::x509::algorithm::Digest;
use crate::x509::certificate::{Certificate, extensions};
use crate::x509::key::AlgorithmId;
use crate::x509::names;
use crate::x509::signature::{self, Outcome};

/// The most single responses in one response.
const MAX_ANSWERS: usize = 1000;
/// The most certificates in a response.
const MAX_CERTIFICATES: usize = 32;

/// OCSPRequest about one certificate, with SHA-1 as responders expect (RFC 5019, 2.1.1). It has no nonce, because the
/// response is kept and shown to others.
#[must_use]
pub(crate) fn request(certificate: &Certificate<'_>, issuer: &Certificate<'_>) -> Vec<u8> {
    let identifier = der::sequence(&[
        &der::algorithm(oid::SHA1, &[tag::NULL, 0]),
        &der::octets(&Digest::Sha1.of(&[issuer.subject])),
        &der::octets(&Digest::Sha1.of(&[issuer.key.bits])),
        &der::tlv(tag::INTEGER, certificate.serial),
    ]);
    let list = der::sequence(&[&der::sequence(&[&identifier])]);
    der::sequence(&[&der::sequence(&[&list])])
}

/// Why a responder gives no response (RFC 6960, 4.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// `malformedRequest`
    #[error("it does not understand the request")]
    MalformedRequest,
    /// `internalError`
    #[error("it reports an internal error")]
    InternalError,
    /// `tryLater`
    #[error("try again later")]
    TryLater,
    /// `sigRequired`
    #[error("it answers only signed requests")]
    SignatureRequired,
    /// `unauthorized`
    #[error("it is not allowed to answer for this authority")]
    Unauthorised,
}

/// Why the responder refused, if `response` states a refusal.
pub(crate) fn refusal(response: &[u8]) -> Option<Refusal> {
    let outer = ber::only(response, tag::SEQUENCE).ok()?;
    match outer.reader().expect(tag::ENUMERATED).ok()?.content {
        [1] => Some(Refusal::MalformedRequest),
        [2] => Some(Refusal::InternalError),
        [3] => Some(Refusal::TryLater),
        [5] => Some(Refusal::SignatureRequired),
        [6] => Some(Refusal::Unauthorised),
        _ => None,
    }
}

/// A BasicOCSPResponse.
#[derive(Debug, Clone)]
pub(crate) struct Ocsp<'a> {
    /// The encoded BasicOCSPResponse.
    pub basic: &'a [u8],
    body: &'a [u8],
    responder: Responder<'a>,
    /// Seconds since 1970.
    pub produced_at: i64,
    answers: Vec<Answer<'a>>,
    algorithm: AlgorithmId<'a>,
    signature: &'a [u8],
    /// Encoded certificates in the response.
    pub certificates: Vec<&'a [u8]>,
    has_unknown_rule: bool,
}

/// The responder's identification of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Responder<'a> {
    /// Encoded name.
    Name(&'a [u8]),
    /// SHA-1 of its key.
    Key(&'a [u8]),
}

/// The response about one certificate.
#[derive(Debug, Clone)]
pub(crate) struct Answer<'a> {
    digest: Option<Digest>,
    name_hash: &'a [u8],
    key_hash: &'a [u8],
    serial: &'a [u8],
    pub status: CertStatus,
    /// Seconds since 1970.
    pub this_update: i64,
    /// Seconds since 1970.
    pub next_update: Option<i64>,
    /// The responder keeps certificates that expired after this time.
    pub archive_cutoff: Option<i64>,
    has_unknown_rule: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CertStatus {
    Good,
    Revoked(Revoked),
    Unknown,
}

/// Why a response is not usable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unusable {
    #[error("it is about other certificates")]
    Scope,
    #[error("it contains a critical extension that this check does not know")]
    UnknownRule,
    #[error("it was not signed by anyone allowed to answer for the issuer")]
    Responder,
}

impl<'a> Ocsp<'a> {
    /// Reads a successful OCSPResponse, or a bare BasicOCSPResponse.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let outer = ber::only(bytes, tag::SEQUENCE)?;
        let mut fields = outer.reader();
        if fields.peek() != tag::ENUMERATED {
            return Self::basic(outer);
        }
        if fields.expect(tag::ENUMERATED)?.content != [0] {
            return Err(Malformed);
        }
        let wrapper = fields.expect(0xa0)?;
        fields.finish()?;
        let mut typed = ber::only(wrapper.content, tag::SEQUENCE)?.reader();
        let kind = typed.expect(tag::OID)?.content;
        let value = typed.expect(tag::OCTET_STRING)?.content;
        typed.finish()?;
        if kind != oid::OCSP_BASIC {
            return Err(Malformed);
        }
        Self::basic(ber::only(value, tag::SEQUENCE)?)
    }

    fn basic(outer: Tlv<'a>) -> Result<Self, Malformed> {
        let mut parts = outer.reader();
        let body = parts.expect(tag::SEQUENCE)?;
        let algorithm = AlgorithmId::parse(parts.next()?)?;
        let signature = parts.expect(tag::BIT_STRING)?.bits()?;
        let certificates = match parts.optional(0xa0)? {
            Some(wrapper) => ber::only(wrapper.content, tag::SEQUENCE)?.items()?,
            None => Vec::new(),
        };
        parts.finish()?;
        let mut fields = body.reader();
        if let Some(version) = fields.optional(0xa0)?
            && version.reader().expect(tag::INTEGER)?.small()? != 0
        {
            return Err(Malformed);
        }
        let responder = fields.next()?;
        let responder = match responder.tag {
            0xa1 => Responder::Name(ber::only(responder.content, tag::SEQUENCE)?.raw),
            0xa2 => Responder::Key(ber::only(responder.content, tag::OCTET_STRING)?.content),
            _ => return Err(Malformed),
        };
        let produced_at = time::read(&fields.expect(tag::GENERALIZED_TIME)?)?;
        let list = fields.expect(tag::SEQUENCE)?.items()?;
        let has_unknown_rule = match fields.optional(0xa1)? {
            Some(wrapper) => extensions(ber::only(wrapper.content, tag::SEQUENCE)?.reader())?
                .iter()
                .any(|rule| rule.critical),
            None => false,
        };
        fields.finish()?;
        if list.len() > MAX_ANSWERS || certificates.len() > MAX_CERTIFICATES {
            return Err(Malformed);
        }
        let answers: Result<Vec<_>, _> = list.iter().map(Answer::parse).collect();
        Ok(Self {
            basic: outer.raw,
            body: body.raw,
            responder,
            produced_at,
            answers: answers?,
            algorithm,
            signature,
            certificates: certificates.iter().map(|item| item.raw).collect(),
            has_unknown_rule,
        })
    }

    /// The single response about `certificate`, if there is one.
    pub fn about(
        &self,
        certificate: &Certificate<'_>,
        issuer: &Certificate<'_>,
    ) -> Result<&Answer<'a>, Unusable> {
        let mut answers = self.answers.iter();
        let answer = answers
            .find(|answer| answer.is_about(certificate, issuer))
            .ok_or(Unusable::Scope)?;
        if answer.has_unknown_rule || self.has_unknown_rule {
            return Err(Unusable::UnknownRule);
        }
        Ok(answer)
    }

    /// A revocation of `certificate` that the response states, whoever signed it and whatever else it contains. The key
    /// of the issuer is not compared, because the issuer may be unknown.
    pub fn alleges(&self, certificate: &Certificate<'_>) -> Option<Revoked> {
        let mut answers = self.answers.iter();
        answers.find_map(|answer| match answer.status {
            CertStatus::Revoked(revoked) if answer.names(certificate) => Some(revoked),
            _ => None,
        })
    }

    /// The signer of the response: the issuer itself, or a responder that the issuer authorised and whose certificate
    /// was valid when it produced the response (RFC 6960, 4.2.2.2). `pool` contains further certificates.
    ///
    /// # Errors
    /// [`Unusable::Responder`] if it is neither.
    pub fn responder<'p>(
        &'p self,
        issuer: &Certificate<'p>,
        pool: &[Certificate<'p>],
    ) -> Result<Certificate<'p>, Unusable> {
        if self.is_named(issuer) && self.is_signed_by(issuer) {
            return Ok(issuer.clone());
        }
        let beside = self.certificates.iter();
        let beside = beside.filter_map(|raw| Certificate::parse(raw).ok());
        let mut candidates = beside
            .chain(pool.iter().cloned())
            .filter(|candidate| {
                self.is_named(candidate) && names::same(candidate.issuer, issuer.subject)
            })
            .take(MAX_CERTIFICATES);
        candidates
            .find(|candidate| {
                candidate.signs_ocsp()
                    && candidate.unknown_critical().is_none()
                    && (candidate.validity.0..=candidate.validity.1).contains(&self.produced_at)
                    && candidate.is_signed_by(issuer) == Outcome::Right
                    && self.is_signed_by(candidate)
            })
            .ok_or(Unusable::Responder)
    }

    fn is_named(&self, certificate: &Certificate<'_>) -> bool {
        match self.responder {
            Responder::Name(name) => names::same(name, certificate.subject),
            Responder::Key(hash) => Digest::Sha1.of(&[certificate.key.bits]) == hash,
        }
    }

    fn is_signed_by(&self, certificate: &Certificate<'_>) -> bool {
        let key = &certificate.key;
        signature::verify(key, self.algorithm, None, self.body, self.signature) == Outcome::Right
    }

    /// The signature algorithm.
    pub fn algorithm(&self) -> AlgorithmId<'a> {
        self.algorithm
    }

    /// The response as OCSPResponse, the form for storage in files.
    pub fn response(&self) -> Vec<u8> {
        let typed = der::sequence(&[&der::oid(oid::OCSP_BASIC), &der::octets(self.basic)]);
        der::sequence(&[&[tag::ENUMERATED, 1, 0], &der::tlv(0xa0, &typed)])
    }
}

impl<'a> Answer<'a> {
    fn parse(element: &Tlv<'a>) -> Result<Self, Malformed> {
        let mut fields = ber::only(element.raw, tag::SEQUENCE)?.reader();
        let mut identifier = fields.expect(tag::SEQUENCE)?.reader();
        let digest = Digest::from_oid(AlgorithmId::parse(identifier.next()?)?.oid);
        let name_hash = identifier.expect(tag::OCTET_STRING)?.content;
        let key_hash = identifier.expect(tag::OCTET_STRING)?.content;
        let serial = identifier.expect(tag::INTEGER)?.content;
        let status = cert_status(&fields.next()?)?;
        let this_update = time::read(&fields.expect(tag::GENERALIZED_TIME)?)?;
        let next_update = match fields.optional(0xa0)? {
            Some(wrapper) => Some(time::read(&ber::only(
                wrapper.content,
                tag::GENERALIZED_TIME,
            )?)?),
            None => None,
        };
        let mut answer = Self {
            digest,
            name_hash,
            key_hash,
            serial,
            status,
            this_update,
            next_update,
            archive_cutoff: None,
            has_unknown_rule: false,
        };
        if let Some(wrapper) = fields.optional(0xa1)? {
            for rule in extensions(ber::only(wrapper.content, tag::SEQUENCE)?.reader())? {
                match rule.oid {
                    oid::OCSP_ARCHIVE_CUTOFF => {
                        let cutoff = ber::only(rule.value, tag::GENERALIZED_TIME)?;
                        answer.archive_cutoff = Some(time::read(&cutoff)?);
                    }
                    _ => answer.has_unknown_rule |= rule.critical,
                }
            }
        }
        fields.finish()?;
        Ok(answer)
    }

    /// Whether it identifies the certificate by the issuer's name and the serial number.
    fn names(&self, certificate: &Certificate<'_>) -> bool {
        self.serial == certificate.serial
            && self
                .digest
                .is_some_and(|digest| digest.of(&[certificate.issuer]) == self.name_hash)
    }

    fn is_about(&self, certificate: &Certificate<'_>, issuer: &Certificate<'_>) -> bool {
        self.serial == certificate.serial
            && self.digest.is_some_and(|digest| {
                // The responder hashes either encoding of the name, if the two differ.
                [issuer.subject, certificate.issuer]
                    .iter()
                    .any(|name| digest.of(&[name]) == self.name_hash)
                    && digest.of(&[issuer.key.bits]) == self.key_hash
            })
    }
}

fn cert_status(element: &Tlv<'_>) -> Result<CertStatus, Malformed> {
    match element.tag {
        0x80 => Ok(CertStatus::Good),
        0x82 => Ok(CertStatus::Unknown),
        0xa1 => {
            let mut fields = element.reader();
            let at = time::read(&fields.expect(tag::GENERALIZED_TIME)?)?;
            let reason = match fields.optional(0xa0)? {
                Some(wrapper) => reason_code(&ber::only(wrapper.content, tag::ENUMERATED)?)?,
                None => None,
            };
            let reason = reason.unwrap_or(Reason::Unspecified);
            fields.finish()?;
            Ok(CertStatus::Revoked(Revoked { at, reason }))
        }
        _ => Err(Malformed),
    }
}
