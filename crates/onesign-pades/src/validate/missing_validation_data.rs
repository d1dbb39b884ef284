//! Validation data that would help and can be fetched, and the use of the responses.

use serde::{Deserialize, Serialize};

use crate::asn1::{base64, oid};
use crate::cms::signed_data::SignedData;
use crate::revocation::crl::Crl;
use crate::revocation::ocsp::{self, Ocsp, Refusal};
use crate::revocation::validation_data::ValidationData;
use crate::x509::certificate::Certificate;

/// Validation data that would help and can be fetched. The addresses come from certificates in the file, so the
/// fetching code must guard against addresses in its own network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MissingData {
    /// A revocation list: GET.
    Crl {
        /// `http` or `https`.
        url: String,
    },
    /// An OCSP response: POST with `application/ocsp-request`.
    Ocsp {
        /// `http` or `https`.
        url: String,
        /// The OCSPRequest in DER.
        #[serde(with = "base64::one")]
        request: Vec<u8>,
    },
    /// The certificate of an issuer: GET. The response is a certificate, or CMS with certificates ([`certificates_in`]
    /// reads both).
    Issuer {
        /// `http` or `https`.
        url: String,
    },
}

/// Why a response is not usable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnusableAnswer {
    /// It is not a list but, for example, a web page.
    #[error("the answer is not a revocation list")]
    NoList,
    /// It is not an OCSPResponse.
    #[error("the answer is not an OCSP response")]
    NoOcsp,
    /// It is an OCSPResponse without a result (RFC 6960, 4.2.1).
    #[error("the OCSP service does not answer this: {0}")]
    Refused(Refusal),
    /// It is neither a certificate nor CMS with certificates.
    #[error("the answer is not a certificate")]
    NoCertificate,
}

impl MissingData {
    /// `crl`, `ocsp` or `issuer`, as in its serialised form.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Crl { .. } => "crl",
            Self::Ocsp { .. } => "ocsp",
            Self::Issuer { .. } => "issuer",
        }
    }

    /// The address to fetch.
    #[must_use]
    pub fn url(&self) -> &str {
        match self {
            Self::Crl { url } | Self::Ocsp { url, .. } | Self::Issuer { url } => url,
        }
    }

    /// The validation data in a response. The validation of the file decides whether it is trustworthy.
    ///
    /// # Errors
    /// [`UnusableAnswer`], if it is not the requested data.
    pub fn answered(&self, answer: Vec<u8>) -> Result<ValidationData, UnusableAnswer> {
        let mut held = ValidationData::default();
        match self {
            Self::Crl { .. } => match Crl::parse(&answer) {
                Ok(_) => held.crls.push(answer),
                Err(_) => return Err(UnusableAnswer::NoList),
            },
            Self::Ocsp { .. } => match Ocsp::parse(&answer) {
                Ok(_) => held.ocsps.push(answer),
                Err(_) => {
                    let refused = ocsp::refusal(&answer).map(UnusableAnswer::Refused);
                    return Err(refused.unwrap_or(UnusableAnswer::NoOcsp));
                }
            },
            Self::Issuer { .. } => {
                held.certificates = certificates_in(&answer);
                if held.certificates.is_empty() {
                    return Err(UnusableAnswer::NoCertificate);
                }
            }
        }
        Ok(held)
    }
}

/// The certificates in the response to a [`MissingData::Issuer`]: one in DER, or those in a CMS value without signers
/// (RFC 5280, 4.2.2.1). Empty if it is neither.
#[must_use]
pub fn certificates_in(answer: &[u8]) -> Vec<Vec<u8>> {
    if Certificate::parse(answer).is_ok() {
        return vec![answer.to_vec()];
    }
    match SignedData::parse(answer) {
        Ok(signed) if signed.content_type == oid::DATA => {
            let certificates = signed.certificates.iter();
            certificates.map(|raw| raw.to_vec()).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{MissingData, Refusal, UnusableAnswer};

    fn ocsp() -> MissingData {
        MissingData::Ocsp {
            url: "http://a/ocsp".to_owned(),
            request: vec![48, 0],
        }
    }

    #[test]
    fn a_web_page_is_not_a_response() {
        let url = || "http://a/".to_owned();
        for (wanted, why) in [
            (MissingData::Crl { url: url() }, UnusableAnswer::NoList),
            (
                MissingData::Issuer { url: url() },
                UnusableAnswer::NoCertificate,
            ),
            (ocsp(), UnusableAnswer::NoOcsp),
        ] {
            for answer in [&b"<html>Not here</html>"[..], b"", &[48, 0]] {
                assert_eq!(wanted.answered(answer.to_vec()), Err(why), "{answer:?}");
            }
        }
    }

    #[test]
    fn an_ocsp_refusal_states_its_reason() {
        for (code, refusal) in [
            (1, Refusal::MalformedRequest),
            (3, Refusal::TryLater),
            (6, Refusal::Unauthorised),
        ] {
            let answered = ocsp().answered(vec![0x30, 3, 0x0a, 1, code]);
            assert_eq!(answered, Err(UnusableAnswer::Refused(refusal)));
        }
        let unknown = ocsp().answered(vec![0x30, 3, 0x0a, 1, 9]);
        assert_eq!(unknown, Err(UnusableAnswer::NoOcsp));
    }

    #[test]
    fn missing_data_survives_a_round_trip() {
        let text = serde_json::to_string(&ocsp()).unwrap();
        assert_eq!(
            text,
            r#"{"kind":"ocsp","url":"http://a/ocsp","request":"MAA="}"#
        );
        assert_eq!(serde_json::from_str::<MissingData>(&text).unwrap(), ocsp());
    }
}
