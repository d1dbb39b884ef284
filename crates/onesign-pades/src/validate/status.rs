//! Verdicts, and the questions that lead to them (EN 319 102-1, 5).

use serde::{Deserialize, Serialize};

/// The whole judgement of a file or of one signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// TOTAL-PASSED
    Passed,
    /// INDETERMINATE
    Indeterminate,
    /// TOTAL-FAILED
    Failed,
}

/// The judgement on one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Checked and valid.
    Passed,
    /// Checked and invalid.
    Failed,
    /// Checked, but the information is insufficient.
    Indeterminate,
    /// Not checked, or nothing to check.
    NotChecked,
}

/// The question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AxisName {
    /// Are the signed bytes those that were signed?
    Integrity,
    /// Are all bytes signed?
    Coverage,
    /// When was it signed?
    Identity,
    /// When?
    Time,
    /// What was changed afterwards?
    Modification,
}

/// Why a verdict is not a pass (EN 319 102-1, 5.1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SubIndication {
    /// The file or the signature does not have the standard's form.
    FormatFailure,
    /// The signed bytes have another digest.
    HashFailure,
    /// The signature value does not verify.
    SigCryptoFailure,
    /// The signature breaks a rule, such as covering only a part.
    SigConstraintsFailure,
    /// A certificate in the chain was used outside its constraints.
    ChainConstraintsFailure,
    /// The chain has another flaw.
    CertificateChainGeneralFailure,
    /// An algorithm is too weak or unsupported.
    CryptoConstraintsFailure,
    /// A proof shows that the signature is younger than the certificate's expiry.
    Expired,
    /// A proof shows that the signature is older than the certificate's validity.
    NotYetValid,
    /// The signer's certificate is not in the file.
    NoSigningCertificateFound,
    /// No chain to a trusted root.
    NoCertificateChainFound,
    /// The certificate has expired and nothing proves that the signature is older.
    OutOfBoundsNoPoe,
    /// The signer's certificate was revoked before the signature.
    Revoked,
    /// The signer's certificate was revoked and nothing proves that the signature is older.
    RevokedNoPoe,
    /// An authority's certificate was revoked and nothing proves that the signature is older.
    RevokedCaNoPoe,
    /// The revocation information that the policy demands is missing, or the certificate is suspended.
    TryLater,
    /// Times contradict each other.
    TimestampOrderFailure,
    /// There is no signature, or the signed data is missing.
    SignedDataNotFound,
}
