//! Why a list is not trusted.

/// Why a list is not trusted at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// It is no XML, or more than is read.
    #[error("it can't be read as XML: {0}")]
    Xml(String),
    /// It is XML, but no trusted list.
    #[error("it is not a trusted list as defined by ETSI TS 119 612: {0}")]
    Form(String),
    /// Nobody signed it.
    #[error("it is not signed")]
    Unsigned,
    /// The signature has a form that is not accepted, such as one that leaves something out.
    #[error("its signature is not accepted: {0}")]
    SignatureForm(String),
    /// The signature uses something that can't be relied on.
    #[error("its signature uses {0}, which can't be relied on or checked here")]
    Algorithm(String),
    /// The list has another digest than the signed one.
    #[error("it was changed after it was signed")]
    Changed,
    /// The signature value does not fit the signer's key.
    #[error("its signature was not made with the key of its signer's certificate")]
    Forged,
    /// Somebody signed it who is not known.
    #[error(
        "it is signed by {0}, whose certificate is not one of those allowed to sign it; if you trust it, name the certificate as its signer"
    )]
    Stranger(String),
    /// The signer's certificate was not valid on the day of the list.
    #[error("its signer's certificate was not valid when the list was issued")]
    SignerEnded,
    /// A list of lists where a list of services is wanted.
    #[error("it is a list of lists; name it as such, not as a list of services")]
    IsListOfLists,
    /// A list of services where a list of lists is wanted.
    #[error("it is not a list of lists")]
    IsNoListOfLists,
    /// No certificate is known with which it may be signed.
    #[error(
        "it is not known who is allowed to sign the list of {0}: you named no signer, and no list of lists names one"
    )]
    NoSigner(String),
    /// The same territory has two lists.
    #[error("there is already a list of {0}; give only the newer one")]
    Twice(String),
}
