//! The entries of revocation lists (RFC 5280, 5.3).

use super::reason::{Reason, Revoked, reason_code};
use crate::asn1::ber::{self, Malformed, Reader};
use crate::asn1::oid;
use crate::asn1::tag;
use crate::asn1::time;
use crate::x509::certificate::extensions;

/// What a list says about a certificate, as far as it is readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Allegation {
    /// The list does not name it.
    None,
    Revoked(Revoked),
    /// The list names it, in an entry that is not readable.
    Unclear,
}

/// The meaning of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    Revoked(Revoked),
    /// removeFromCRL
    Removed,
}

/// Date and extensions of an entry (RFC 5280, 5.3).
pub(super) struct Details<'a> {
    pub entry: Entry,
    /// Encoded name in certificateIssuer (5.3.3).
    pub issuer: Option<&'a [u8]>,
    pub has_unknown_rule: bool,
}

pub(super) fn details(mut fields: Reader<'_>) -> Result<Details<'_>, Malformed> {
    let mut at = time::read(&fields.next()?)?;
    let mut reason = Some(Reason::Unspecified);
    let (mut issuer, mut has_unknown_rule) = (None, false);
    if let Some(list) = fields.optional(tag::SEQUENCE)? {
        for rule in extensions(list.reader())? {
            match rule.oid {
                oid::REASON_CODE => {
                    reason = reason_code(&ber::only(rule.value, tag::ENUMERATED)?)?;
                }
                oid::INVALIDITY_DATE => {
                    let since = ber::only(rule.value, tag::GENERALIZED_TIME)?;
                    at = at.min(time::read(&since)?);
                }
                oid::CERTIFICATE_ISSUER => {
                    let names = ber::only(rule.value, tag::SEQUENCE)?.items()?;
                    let directory = names.iter().find(|name| name.tag == 0xa4);
                    let name = directory.map(|name| ber::only(name.content, tag::SEQUENCE));
                    issuer = Some(name.ok_or(Malformed)??.raw);
                }
                _ => has_unknown_rule |= rule.critical,
            }
        }
    }
    fields.finish()?;
    Ok(Details {
        entry: reason.map_or(Entry::Removed, |reason| {
            Entry::Revoked(Revoked { at, reason })
        }),
        issuer,
        has_unknown_rule,
    })
}
