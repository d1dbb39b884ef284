//! Why a list is not trusted.

/// Why a list is not trusted at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// It is not XML, or exceeds the limits.
    #[error("it can't be read as XML: {0}")]
    Xml(String),
    /// It is XML, but not a trusted list.
    #[error("it is not a trusted list as defined by ETSI TS 119 612: {0}")]
    Form(String),
    /// It has no signature.
    #[error("it is not signed")]
    Unsigned,
    /// The signature has an unaccepted form, such as one that excludes a part.
    #[error("its signature is not accepted: {0}")]
    SignatureForm(String),
    /// The signature uses an unreliable algorithm.
    #[error("its signature uses {0}, which can't be relied on or checked here")]
    Algorithm(String),
    /// The list has another digest than the signed one.
    #[error("it was changed after it was signed")]
    Changed,
    /// The signature value does not match the signer's key.
    #[error("its signature was not made with the key of its signer's certificate")]
    Forged,
    /// An unknown signer signed it.
    #[error(
        "it is signed by {0}, whose certificate is not one of those allowed to sign it; if you trust it, name the certificate as its signer"
    )]
    Stranger(String),
    /// The signer's certificate was not valid on the day of the list.
    #[error("its signer's certificate was not valid when the list was issued")]
    SignerEnded,
    /// A list of lists in the place of a list of services.
    #[error("it is a list of lists; name it as such, not as a list of services")]
    IsListOfLists,
    /// A list of services in the place of a list of lists.
    #[error("it is not a list of lists")]
    IsNoListOfLists,
    /// No certificate of an allowed signer is known.
    #[error(
        "it is not known who is allowed to sign the list of {0}: you named no signer, and no list of lists names one"
    )]
    NoSigner(String),
    /// The same territory has two lists.
    #[error("there is already a list of {0}; give only the newer one")]
    Twice(String),
}
