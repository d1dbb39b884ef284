//! When and why a certificate was revoked, as lists and OCSP responses state it.

use crate::asn1::ber::{Malformed, Tlv};

/// When and why a certificate was revoked.
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
}

/// ENUMERATED CRLReason.
pub(crate) fn reason_code(element: &Tlv<'_>) -> Result<Reason, Malformed> {
    match element.content {
        [code] => Reason::from_code(*code).ok_or(Malformed),
        _ => Err(Malformed),
    }
}
