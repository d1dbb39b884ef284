//! The addresses and purposes in a certificate.

use super::certificate::Certificate;
use super::names;
use crate::asn1::ber::{self, Malformed, Tlv};
use crate::asn1::oid;
use crate::asn1::tag;

/// The most addresses to read from one certificate.
const MAX_PLACES: usize = 16;

/// A distribution point (RFC 5280, 4.2.1.13).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DistributionPoint<'a> {
    /// Encoded general names of the list.
    pub names: Vec<&'a [u8]>,
    /// Whether another party than the certificate's issuer issues the list.
    pub is_indirect: bool,
}

impl<'a> Certificate<'a> {
    /// The distribution points of revocation lists.
    pub fn distribution_points(&self) -> Result<Vec<DistributionPoint<'a>>, Malformed> {
        let Some(extension) = self.extension(oid::CRL_DISTRIBUTION_POINTS) else {
            return Ok(Vec::new());
        };
        let list = ber::only(extension.value, tag::SEQUENCE)?.items()?;
        list.iter()
            .take(MAX_PLACES)
            .map(distribution_point)
            .collect()
    }

    /// Addresses of revocation lists.
    pub fn crl_urls(&self) -> Vec<&'a str> {
        let points = self.distribution_points().unwrap_or_default();
        let direct = points.into_iter().filter(|point| !point.is_indirect);
        direct
            .flat_map(|point| point.names)
            .filter_map(url)
            .take(MAX_PLACES)
            .collect()
    }

    /// Addresses of OCSP responders.
    pub fn ocsp_urls(&self) -> Vec<&'a str> {
        self.access(oid::OCSP)
    }

    /// Addresses of the issuer's certificate.
    pub fn issuer_urls(&self) -> Vec<&'a str> {
        self.access(oid::CA_ISSUERS)
    }

    fn access(&self, method: &[u8]) -> Vec<&'a str> {
        let Some(extension) = self.extension(oid::AUTHORITY_INFO_ACCESS) else {
            return Vec::new();
        };
        let list = ber::only(extension.value, tag::SEQUENCE).and_then(|list| list.items());
        let descriptions = list.unwrap_or_default();
        let places = descriptions.iter().filter_map(|description| {
            let mut fields = description.reader();
            let is_wanted = fields.expect(tag::OID).ok()?.content == method;
            url(fields.next().ok()?.raw).filter(|_| is_wanted)
        });
        places.take(MAX_PLACES).collect()
    }

    /// Extended key usage; `None` if the certificate does not restrict its purposes.
    pub fn purposes(&self) -> Result<Option<Vec<&'a [u8]>>, Malformed> {
        let Some(extension) = self.extension(oid::EXTENDED_KEY_USAGE) else {
            return Ok(None);
        };
        let list = ber::only(extension.value, tag::SEQUENCE)?.items()?;
        let purposes: Result<Vec<_>, _> = list
            .iter()
            .map(|purpose| ber::only(purpose.raw, tag::OID).map(|purpose| purpose.content))
            .collect();
        purposes.map(Some)
    }

    /// Whether it may sign OCSP responses for its issuer (RFC 6960, 4.2.2.2).
    pub fn signs_ocsp(&self) -> bool {
        matches!(self.purposes(), Ok(Some(list)) if list.contains(&oid::OCSP_SIGNING))
    }

    /// Whether its issuer declares that it needs no revocation check (RFC 6960, 4.2.2.2.1).
    pub fn needs_no_check(&self) -> bool {
        self.extension(oid::OCSP_NO_CHECK).is_some()
    }

    /// Whether issuer and subject are the same name.
    pub fn is_self_issued(&self) -> bool {
        names::same(self.issuer, self.subject)
    }
}

fn distribution_point<'a>(element: &Tlv<'a>) -> Result<DistributionPoint<'a>, Malformed> {
    let mut fields = ber::only(element.raw, tag::SEQUENCE)?.reader();
    let names = match fields.optional(0xa0)? {
        Some(name) => full_names(&name)?,
        None => Vec::new(),
    };
    fields.optional(0x81)?;
    let is_indirect = fields.optional(0xa2)?.is_some();
    Ok(DistributionPoint { names, is_indirect })
}

/// The general names of a DistributionPointName; a name relative to the issuer has none.
pub(crate) fn full_names<'a>(name: &Tlv<'a>) -> Result<Vec<&'a [u8]>, Malformed> {
    let choice = name.reader().next()?;
    if choice.tag != 0xa0 {
        return Ok(Vec::new());
    }
    let names = choice.items()?;
    Ok(names.iter().take(MAX_PLACES).map(|name| name.raw).collect())
}

/// A general name that is an HTTP address.
fn url(name: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(ber::only(name, 0x86).ok()?.content).ok()?;
    let is_web = text.starts_with("http://") || text.starts_with("https://");
    (is_web && text.bytes().all(|byte| byte.is_ascii_graphic())).then_some(text)
}
