//! Machine codes of mails that were not handed over: the reasons, and whether a retry is useful.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// Why a mail could not be handed over to the mail server. Facts and the API have it as its word; the catalogues have a
/// sentence for each.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    EnumString,
    IntoStaticStr,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MailCode {
    /// The address is none.
    MailAddressInvalid,
    /// The mail server can't carry the address.
    MailAddressUnsupported,
    /// A server has refused the mail for good (RFC 5321, 4.2.1: replies that begin with 5).
    MailRefused,
    /// The mail server refuses the login.
    MailLoginRefused,
    /// The mail server offers no login.
    MailLoginNotOffered,
    /// The settings contradict each other or name no server.
    MailMisconfigured,
    /// The certificate of the mail server is not trusted.
    MailCertificateRefused,
    /// The mail server offers no encryption.
    MailStarttlsMissing,
    /// The mail server speaks plain text where TLS is expected.
    MailTlsNotSpoken,
    /// It is unknown whether the mail server has the mail.
    MailUnanswered,
    /// The mail server does not accept the mail now.
    MailDeferred,
    /// The mail server can't be reached.
    MailUnreachable,
    /// The mail server does not answer in time.
    MailTimedOut,
    /// The handshake failed.
    MailTlsFailed,
}

impl MailCode {
    /// Every code.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The word on the wire.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether a retry with the same mail is useless.
    pub fn is_final(self) -> bool {
        match self {
            Self::MailAddressInvalid | Self::MailAddressUnsupported | Self::MailRefused => true,
            // Some last until someone changes a setting; the others may pass.
            Self::MailLoginRefused
            | Self::MailLoginNotOffered
            | Self::MailMisconfigured
            | Self::MailCertificateRefused
            | Self::MailStarttlsMissing
            | Self::MailTlsNotSpoken
            | Self::MailUnanswered
            | Self::MailDeferred
            | Self::MailUnreachable
            | Self::MailTimedOut
            | Self::MailTlsFailed => false,
        }
    }
}

impl std::fmt::Display for MailCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_match_those_in_facts() {
        for code in MailCode::ALL {
            assert_eq!(serde_json::json!(code), code.word());
            assert_eq!(code.word().parse(), Ok(*code));
        }
        assert_eq!(
            MailCode::MailStarttlsMissing.word(),
            "mail_starttls_missing"
        );
    }
}
