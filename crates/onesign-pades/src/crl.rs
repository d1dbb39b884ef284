//! Certificate revocation lists (RFC 5280, 5), read without re-encoding. Delta and indirect lists are
//! refused by name: half of such a list must never be taken for the whole.

use crate::cms::certificate::{AlgorithmId, Certificate, Extension, extensions};
use crate::cms::crypto::{self, Outcome};
use crate::cms::pointers::full_names;
use crate::oid;
use crate::tlv::{self, Malformed, Reader, Tlv, tag};

/// A list. Its entries stay encoded: lists of great authorities have millions.
#[derive(Debug, Clone)]
pub(crate) struct Crl<'a> {
    pub raw: &'a [u8],
    body: &'a [u8],
    /// Encoded name.
    pub issuer: &'a [u8],
    /// Seconds since 1970.
    pub this_update: i64,
    /// Seconds since 1970; lists without it end at once.
    pub next_update: Option<i64>,
    /// The list keeps certificates that ended after this time.
    pub keeps_expired_since: Option<i64>,
    algorithm: AlgorithmId<'a>,
    signature: &'a [u8],
    entries: &'a [u8],
    scope: Scope<'a>,
    unusable: Option<Unusable>,
}

/// Whom the list is about.
#[derive(Debug, Clone, Default)]
struct Scope<'a> {
    /// Encoded general names of the distribution point.
    names: Vec<&'a [u8]>,
    only_users: bool,
    only_authorities: bool,
}

/// Why a list that can be read can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unusable {
    #[error("it lists changes only")]
    Delta,
    #[error("it speaks for other authorities")]
    Indirect,
    #[error("it lists some reasons only")]
    SomeReasons,
    #[error("it is about attribute certificates")]
    Attributes,
    #[error("it has a rule that is not understood")]
    UnknownRule,
    #[error("it is about other certificates")]
    Scope,
    #[error("its issuer may not sign such lists")]
    Issuer,
    #[error("its signature is not right")]
    Signature,
}

/// How a certificate was withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Revoked {
    /// From when on nothing may rely on it, seconds since 1970: the invalidity date if there is one
    /// and it is earlier (RFC 5280, 5.3.2), else the date of the entry.
    pub at: i64,
    pub reason: Reason,
}

/// CRLReason (RFC 5280, 5.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    Unspecified,
    KeyCompromise,
    AuthorityCompromise,
    AffiliationChanged,
    Superseded,
    CessationOfOperation,
    /// Suspended: may come back.
    Hold,
    PrivilegeWithdrawn,
    AttributeCompromise,
}

impl Reason {
    pub fn from_code(code: u8) -> Option<Self> {
        Some(match code {
            0 => Self::Unspecified,
            1 => Self::KeyCompromise,
            2 => Self::AuthorityCompromise,
            3 => Self::AffiliationChanged,
            4 => Self::Superseded,
            5 => Self::CessationOfOperation,
            6 => Self::Hold,
            9 => Self::PrivilegeWithdrawn,
            10 => Self::AttributeCompromise,
            // 7 is not used; 8 takes an entry back and belongs in a list of changes.
            _ => return None,
        })
    }

    /// In words, after "because".
    pub fn words(self) -> &'static str {
        match self {
            Self::Unspecified => "no reason was given",
            Self::KeyCompromise => "its key fell into other hands",
            Self::AuthorityCompromise => "the key of its authority fell into other hands",
            Self::AffiliationChanged => "its holder's affiliation changed",
            Self::Superseded => "another one replaced it",
            Self::CessationOfOperation => "it was no longer needed",
            Self::Hold => "it is suspended",
            Self::PrivilegeWithdrawn => "a privilege was withdrawn",
            Self::AttributeCompromise => "what it states proved untrue",
        }
    }
}

impl<'a> Crl<'a> {
    /// Reads exactly one list. What can be read but not used is told by [`Self::is_by`].
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let outer = tlv::only(bytes, tag::SEQUENCE)?;
        let mut parts = outer.reader();
        let body = parts.expect(tag::SEQUENCE)?;
        let algorithm = AlgorithmId::parse(parts.next()?)?;
        let signature = parts.expect(tag::BIT_STRING)?.bits()?;
        parts.finish()?;

        let mut fields = body.reader();
        let version = fields.optional(tag::INTEGER)?;
        if version.is_some_and(|version| version.small() != Ok(1))
            || AlgorithmId::parse(fields.next()?)? != algorithm
        {
            return Err(Malformed);
        }
        let issuer = fields.expect(tag::SEQUENCE)?.raw;
        let this_update = tlv::time(&fields.next()?)?;
        let next_update = match fields.peek() {
            tag::UTC_TIME | tag::GENERALIZED_TIME => Some(tlv::time(&fields.next()?)?),
            _ => None,
        };
        let entries = fields.optional(tag::SEQUENCE)?;
        let rules = match fields.optional(0xa0)? {
            Some(wrapper) => extensions(tlv::only(wrapper.content, tag::SEQUENCE)?.reader())?,
            None => Vec::new(),
        };
        fields.finish()?;
        let mut list = Self {
            raw: outer.raw,
            body: body.raw,
            issuer,
            this_update,
            next_update,
            keeps_expired_since: None,
            algorithm,
            signature,
            entries: entries.map_or(&[], |entries| entries.content),
            scope: Scope::default(),
            unusable: None,
        };
        for rule in &rules {
            list.apply(rule)?;
        }
        Ok(list)
    }

    fn apply(&mut self, rule: &Extension<'a>) -> Result<(), Malformed> {
        match rule.oid {
            oid::DELTA_CRL => self.unusable = Some(Unusable::Delta),
            oid::ISSUING_DISTRIBUTION_POINT => self.distribution_point(rule.value)?,
            oid::EXPIRED_CERTS_ON_CRL => {
                let since = tlv::only(rule.value, tag::GENERALIZED_TIME)?;
                self.keeps_expired_since = Some(tlv::time(&since)?);
            }
            oid::CRL_NUMBER | oid::AUTHORITY_KEY_IDENTIFIER => {}
            _ if rule.critical => self.unusable = Some(Unusable::UnknownRule),
            _ => {}
        }
        Ok(())
    }

    /// IssuingDistributionPoint (RFC 5280, 5.2.5).
    fn distribution_point(&mut self, value: &'a [u8]) -> Result<(), Malformed> {
        for field in tlv::only(value, tag::SEQUENCE)?.items()? {
            let holds = field.content != [0];
            match field.tag {
                0xa0 => {
                    self.scope.names = full_names(&field)?;
                    if self.scope.names.is_empty() {
                        self.unusable = Some(Unusable::UnknownRule);
                    }
                }
                0x81 => self.scope.only_users = holds,
                0x82 => self.scope.only_authorities = holds,
                0x83 => self.unusable = Some(Unusable::SomeReasons),
                0x84 if holds => self.unusable = Some(Unusable::Indirect),
                0x85 if holds => self.unusable = Some(Unusable::Attributes),
                0x84 | 0x85 => {}
                _ => return Err(Malformed),
            }
        }
        Ok(())
    }

    /// Whether the list is by `issuer`, whole, and signed by it (RFC 5280, 6.3.3, f and g).
    ///
    /// # Errors
    /// Why it can't be used.
    pub fn is_by(&self, issuer: &Certificate<'_>) -> Result<(), Unusable> {
        if let Some(why) = self.unusable {
            return Err(why);
        }
        match issuer.key_usage() {
            Ok(None) => {}
            Ok(Some(usage)) if usage.signs_crls() => {}
            _ => return Err(Unusable::Issuer),
        }
        match self.is_signed_by(issuer) {
            Outcome::Right => Ok(()),
            _ => Err(Unusable::Signature),
        }
    }

    /// Whether the list speaks about `certificate` (RFC 5280, 6.3.3, b).
    ///
    /// # Errors
    /// [`Unusable::Scope`]
    pub fn is_about(&self, certificate: &Certificate<'_>) -> Result<(), Unusable> {
        let is_authority = matches!(certificate.authority(), Ok(Some(_)));
        if (self.scope.only_users && is_authority) || (self.scope.only_authorities && !is_authority)
        {
            return Err(Unusable::Scope);
        }
        if self.scope.names.is_empty() {
            return Ok(());
        }
        let points = certificate
            .distribution_points()
            .map_err(|_| Unusable::Scope)?;
        let mut named = points.iter().flat_map(|point| &point.names);
        if named.any(|name| self.scope.names.contains(name)) {
            Ok(())
        } else {
            Err(Unusable::Scope)
        }
    }

    /// Checks the signature with the key of `issuer`.
    fn is_signed_by(&self, issuer: &Certificate<'_>) -> Outcome {
        crypto::verify(&issuer.key, self.algorithm, None, self.body, self.signature)
    }

    /// The digest that the signature is over.
    pub fn algorithm(&self) -> AlgorithmId<'a> {
        self.algorithm
    }

    /// Looks a serial number up.
    ///
    /// # Errors
    /// If an entry on the way can't be read, or says what only a list of changes may say.
    pub fn find(&self, serial: &[u8]) -> Result<Option<Revoked>, Malformed> {
        let mut entries = Reader::new(self.entries);
        while !entries.is_empty() {
            let entry = entries.expect(tag::SEQUENCE)?;
            let mut fields = entry.reader();
            let is_it = fields.expect(tag::INTEGER)?.content == serial;
            if is_it {
                return revoked(fields).map(Some);
            }
        }
        Ok(None)
    }
}

/// Date and extensions of an entry (RFC 5280, 5.3).
fn revoked(mut fields: Reader<'_>) -> Result<Revoked, Malformed> {
    let mut at = tlv::time(&fields.next()?)?;
    let mut reason = Reason::Unspecified;
    if let Some(list) = fields.optional(tag::SEQUENCE)? {
        for rule in extensions(list.reader())? {
            match rule.oid {
                oid::REASON_CODE => {
                    reason = reason_code(&tlv::only(rule.value, tag::ENUMERATED)?)?;
                }
                oid::INVALIDITY_DATE => {
                    let since = tlv::only(rule.value, tag::GENERALIZED_TIME)?;
                    at = at.min(tlv::time(&since)?);
                }
                _ if rule.critical => return Err(Malformed),
                _ => {}
            }
        }
    }
    fields.finish()?;
    Ok(Revoked { at, reason })
}

/// ENUMERATED CRLReason.
pub(crate) fn reason_code(element: &Tlv<'_>) -> Result<Reason, Malformed> {
    match element.content {
        [code] => Reason::from_code(*code).ok_or(Malformed),
        _ => Err(Malformed),
    }
}
