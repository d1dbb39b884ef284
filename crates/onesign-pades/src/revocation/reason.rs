//! Time and reason of a revocation, as lists and OCSP responses state them.

use crate::asn1::ber::{Malformed, Tlv};

/// Time and reason of a revocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Revoked {
    /// The time from which the certificate is unreliable, in seconds since 1970: the invalidity date if it is earlier
    /// (RFC 5280, 5.3.2), otherwise the date of the entry.
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
    /// Suspended: the certificate may become valid again.
    Hold,
    PrivilegeWithdrawn,
    AttributeCompromise,
}

impl Reason {
    /// The reason of a code. A code that the standard does not define is a revocation for an unknown reason. `None` for
    /// removeFromCRL, which ends a suspension and belongs in a delta list.
    pub fn from_code(code: u8) -> Option<Self> {
        Some(match code {
            8 => return None,
            1 => Self::KeyCompromise,
            2 => Self::AuthorityCompromise,
            3 => Self::AffiliationChanged,
            4 => Self::Superseded,
            5 => Self::CessationOfOperation,
            6 => Self::Hold,
            9 => Self::PrivilegeWithdrawn,
            10 => Self::AttributeCompromise,
            _ => Self::Unspecified,
        })
    }
}

/// ENUMERATED CRLReason; `None` as in [`Reason::from_code`].
pub(crate) fn reason_code(element: &Tlv<'_>) -> Result<Option<Reason>, Malformed> {
    match element.content {
        [code] => Ok(Reason::from_code(*code)),
        _ => Err(Malformed),
    }
}
