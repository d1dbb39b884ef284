//! Certificate revocation lists (RFC 5280, 5), parsed without re-encoding. Delta and indirect lists are refused by
//! name, because a partial list must never count as a complete one.

use super::crl_entry::{Allegation, Entry, details};
use crate::asn1::ber::{self, Malformed, Reader};
use crate::asn1::oid;
use crate::asn1::tag;
use crate::asn1::time;
use crate::x509::certificate::{Certificate, Extension, extensions};
use crate::x509::key::AlgorithmId;
use crate::x509::names;
use crate::x509::pointers::full_names;
use crate::x509::signature::{self, Outcome};

/// A revocation list. Its entries stay encoded, because lists of large authorities have millions.
#[derive(Debug, Clone)]
pub(crate) struct Crl<'a> {
    pub raw: &'a [u8],
    body: &'a [u8],
    /// Encoded name.
    pub issuer: &'a [u8],
    /// Seconds since 1970.
    pub this_update: i64,
    /// Seconds since 1970; a list without it expires at once.
    pub next_update: Option<i64>,
    /// The list keeps certificates that expired after this time.
    pub keeps_expired_since: Option<i64>,
    algorithm: AlgorithmId<'a>,
    signature: &'a [u8],
    entries: &'a [u8],
    scope: Scope<'a>,
    unusable: Option<Unusable>,
}

/// The certificates that the list covers.
#[derive(Debug, Clone, Default)]
struct Scope<'a> {
    /// Encoded general names of the distribution point.
    names: Vec<&'a [u8]>,
    only_users: bool,
    only_authorities: bool,
}

/// Why a readable list is not usable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unusable {
    #[error("it lists changes only")]
    Delta,
    #[error("it covers other authorities")]
    Indirect,
    #[error("it lists only some reasons")]
    SomeReasons,
    #[error("it is about attribute certificates")]
    Attributes,
    #[error("it contains a critical extension that this check does not know")]
    UnknownRule,
    #[error("it is about other certificates")]
    Scope,
    #[error("its issuer is not allowed to sign such lists")]
    Issuer,
    #[error("its signature is not valid")]
    Signature,
}

impl<'a> Crl<'a> {
    /// Reads exactly one list. [`Self::is_by`] reports a list that is readable but not usable.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let outer = ber::only(bytes, tag::SEQUENCE)?;
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
        let this_update = time::read(&fields.next()?)?;
        let next_update = match fields.peek() {
            tag::UTC_TIME | tag::GENERALIZED_TIME => Some(time::read(&fields.next()?)?),
            _ => None,
        };
        let entries = fields.optional(tag::SEQUENCE)?;
        let rules = match fields.optional(0xa0)? {
            Some(wrapper) => extensions(ber::only(wrapper.content, tag::SEQUENCE)?.reader())?,
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
                let since = ber::only(rule.value, tag::GENERALIZED_TIME)?;
                self.keeps_expired_since = Some(time::read(&since)?);
            }
            oid::CRL_NUMBER | oid::AUTHORITY_KEY_IDENTIFIER => {}
            _ if rule.critical => self.unusable = Some(Unusable::UnknownRule),
            _ => {}
        }
        Ok(())
    }

    /// IssuingDistributionPoint (RFC 5280, 5.2.5).
    fn distribution_point(&mut self, value: &'a [u8]) -> Result<(), Malformed> {
        for field in ber::only(value, tag::SEQUENCE)?.items()? {
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

    /// Whether `issuer` issued and signed this complete list (RFC 5280, 6.3.3, f and g).
    ///
    /// # Errors
    /// Why the list is not usable.
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

    /// Whether the list covers `certificate` (RFC 5280, 6.3.3, b).
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
        signature::verify(&issuer.key, self.algorithm, None, self.body, self.signature)
    }

    /// The signature algorithm of the list.
    pub fn algorithm(&self) -> AlgorithmId<'a> {
        self.algorithm
    }

    /// Looks a serial number up.
    ///
    /// # Errors
    /// If its entry or one before it is unreadable, or its entry has a critical extension that is not known here.
    pub fn find(&self, serial: &[u8]) -> Result<Option<Entry>, Malformed> {
        let mut entries = Reader::new(self.entries);
        while !entries.is_empty() {
            let entry = entries.expect(tag::SEQUENCE)?;
            let mut fields = entry.reader();
            if fields.expect(tag::INTEGER)?.content == serial {
                let details = details(fields)?;
                return if details.has_unknown_rule || details.issuer.is_some() {
                    Err(Malformed)
                } else {
                    Ok(Some(details.entry))
                };
            }
        }
        Ok(None)
    }

    /// What the list says against `certificate`, whether or not the list is usable: an unusable list proves nothing
    /// good, but it may name a certificate that was revoked.
    pub fn alleges(&self, certificate: &Certificate<'_>) -> Allegation {
        let mut is_issuer = names::same(self.issuer, certificate.issuer);
        if !is_issuer && self.unusable != Some(Unusable::Indirect) {
            return Allegation::None;
        }
        let mut entries = Reader::new(self.entries);
        while !entries.is_empty() {
            let Ok(entry) = entries.expect(tag::SEQUENCE) else {
                break;
            };
            let mut fields = entry.reader();
            let serial = fields.expect(tag::INTEGER).map(|serial| serial.content);
            let is_serial = serial == Ok(certificate.serial);
            // An indirect list names the issuer of an entry once, for all entries until the next name (5.3.3).
            if !is_serial && self.unusable != Some(Unusable::Indirect) {
                continue;
            }
            let details = details(fields);
            if let Ok(Some(issuer)) = details.as_ref().map(|details| details.issuer) {
                is_issuer = names::same(issuer, certificate.issuer);
            }
            if is_serial && is_issuer {
                return match details.map(|details| details.entry) {
                    Ok(Entry::Revoked(revoked)) => Allegation::Revoked(revoked),
                    // In a delta list, this entry ends a suspension.
                    Ok(Entry::Removed) if self.unusable == Some(Unusable::Delta) => {
                        Allegation::None
                    }
                    Ok(Entry::Removed) | Err(_) => Allegation::Unclear,
                };
            }
        }
        Allegation::None
    }
}

#[cfg(test)]
mod tests;
