//! The key of the seal: its kind and its access. `ONESIGN_SEAL_…`, or the table `[seal]` in `onesign.toml`.

mod raw;

pub(super) use raw::RawSeal;

use onesign_pades::KeyKind;
use secrecy::SecretString;
use serde::Serialize;
use std::path::PathBuf;
use strum::{Display, EnumDiscriminants};
use url::Url;
use utoipa::ToSchema;

/// Where the key of the seal comes from.
#[derive(Clone, Debug, EnumDiscriminants)]
#[strum_discriminants(name(KeySource), derive(Display, Serialize, ToSchema))]
#[strum_discriminants(serde(rename_all = "snake_case"), strum(serialize_all = "snake_case"))]
#[strum_discriminants(doc = "The kind of place that the key of the seal comes from.")]
pub enum SealConfig {
    /// A key and an authority that this instance makes itself. `ONESIGN_SEAL_ALGORITHM`: `p256` (default), `p384`,
    /// `rsa3072` or `rsa4096`.
    SelfMade {
        /// The kind of key.
        kind: KeyKind,
    },
    /// PEM files.
    Pem {
        /// `ONESIGN_SEAL_KEY_FILE`: the private key (PKCS#8, SEC1 or PKCS#1), with or without certificates.
        key: PathBuf,
        /// `ONESIGN_SEAL_CERTIFICATE_FILE`: the certificate and those of its issuers.
        certificates: Option<PathBuf>,
        /// `ONESIGN_SEAL_PASSPHRASE` or `…_FILE`.
        passphrase: Option<SecretString>,
    },
    /// A PKCS#12 file.
    Pkcs12 {
        /// `ONESIGN_SEAL_PKCS12_FILE`.
        file: PathBuf,
        /// `ONESIGN_SEAL_PASSPHRASE` or `…_FILE`.
        passphrase: Option<SecretString>,
    },
    /// A hardware security module.
    Pkcs11(Pkcs11Config),
    /// A remote signing service.
    Csc(CscConfig),
}

/// A key in a PKCS#11 token.
#[derive(Clone, Debug)]
pub struct Pkcs11Config {
    /// `ONESIGN_SEAL_PKCS11_MODULE`: the vendor's library.
    pub module: PathBuf,
    /// `ONESIGN_SEAL_PKCS11_TOKEN`: label of the token; optional if there is only one.
    pub token: Option<String>,
    /// `ONESIGN_SEAL_PKCS11_KEY`: label of the private key; optional if there is only one.
    pub key: Option<String>,
    /// `ONESIGN_SEAL_PKCS11_ID`: identifier of the private key, in hexadecimal digits.
    pub id: Option<Vec<u8>>,
    /// `ONESIGN_SEAL_PKCS11_PIN` or `…_FILE`.
    pub pin: Option<SecretString>,
    /// `ONESIGN_SEAL_CERTIFICATE_FILE`: the certificates, if the token does not contain them all.
    pub certificates: Option<PathBuf>,
}

/// A credential of a service with the API of the Cloud Signature Consortium, version 2.
#[derive(Clone, Debug)]
pub struct CscConfig {
    /// `ONESIGN_SEAL_CSC_URL`: the base address, such as `https://sign.example.com/csc/v2`.
    pub url: Url,
    /// `ONESIGN_SEAL_CSC_CREDENTIAL`: optional if the account has only one.
    pub credential: Option<String>,
    /// The authentication of this instance.
    pub access: CscAccess,
    /// `ONESIGN_SEAL_CSC_PIN` or `…_FILE`: for credentials that ask for one.
    pub pin: Option<SecretString>,
    /// `ONESIGN_SEAL_CSC_CA`: an extra certificate authority for the connection, as a PEM file.
    pub ca: Option<PathBuf>,
}

/// The authentication at a signing service.
#[derive(Clone, Debug)]
pub enum CscAccess {
    /// `ONESIGN_SEAL_CSC_TOKEN_FILE`: a bearer token, read for each request, so that it can be replaced.
    Token(PathBuf),
    /// OAuth 2.0 client credentials.
    Client {
        /// `ONESIGN_SEAL_CSC_TOKEN_URL`; `oauth2/token` under the base address if absent.
        url: Url,
        /// `ONESIGN_SEAL_CSC_CLIENT_ID`.
        id: String,
        /// `ONESIGN_SEAL_CSC_CLIENT_SECRET` or `…_FILE`.
        secret: SecretString,
        /// `ONESIGN_SEAL_CSC_SCOPE`, default `service`.
        scope: String,
    },
}

/// `path` under a base address.
pub(crate) fn below(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    let start = base.path().trim_end_matches('/');
    url.set_path(&format!("{start}/{path}"));
    url
}
