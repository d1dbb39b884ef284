//! The key of the seal: where it is kept, whether it can be used, and signing with it.

mod csc;
mod keeper;
mod pem;
mod pkcs11;
mod pkcs12;
mod problem;
mod self_made;

pub(crate) use keeper::{Keeper, State, WARN_BEFORE_S};
pub(crate) use pem::encode as pem;
pub(crate) use problem::KeyProblem;

use crate::config::SealConfig;
use onesign_pades::{Algorithm, FileSigner, SealCertificate, SignError, Signer};
use problem::Named;
use std::path::Path;
use std::sync::Arc;

/// Stands for all settings of the key where none of them alone is at fault.
const SETTINGS: &str = "ONESIGN_SEAL_…";

/// A key that seals can be made with, and its certificates.
pub(crate) struct SealKey {
    holder: Holder,
    /// Certificates in DER, the signing one first.
    pub(crate) chain: Vec<Vec<u8>>,
    pub(crate) algorithm: Algorithm,
    /// What the signing certificate says.
    pub(crate) certificate: SealCertificate,
    /// Where chains of this instance's seals end, in DER: the present root first.
    pub(crate) roots: Vec<Vec<u8>>,
}

/// Who computes signatures.
enum Holder {
    /// This process.
    File(Arc<FileSigner>),
    /// A device on this machine, which may take its time.
    Token(Arc<pkcs11::Token>),
    /// A service elsewhere.
    Service(Box<csc::Service>),
}

impl Holder {
    fn chain(&self) -> (Vec<Vec<u8>>, Algorithm) {
        match self {
            Self::File(signer) => (signer.chain().to_vec(), signer.algorithm()),
            Self::Token(token) => (token.chain().to_vec(), token.algorithm()),
            Self::Service(service) => (service.chain.clone(), service.algorithm),
        }
    }
}

impl SealKey {
    /// Opens the configured key. `now` in Unix seconds; `first` allows that a self-made one is made.
    ///
    /// # Errors
    /// [`KeyProblem`] says what to do.
    pub(crate) async fn open(
        config: &SealConfig,
        keys: &Path,
        now: i64,
        first: bool,
    ) -> Result<Self, KeyProblem> {
        let directory = keys.to_owned();
        let file = |signer| Holder::File(Arc::new(signer));
        let (holder, earlier_roots) = match config.clone() {
            SealConfig::SelfMade { kind } => {
                let made =
                    blocking(move || Ok(self_made::open(&directory, kind, now, first)?)).await?;
                if made.renewed {
                    tracing::info!("the certificate of the seal was renewed");
                }
                (file(made.signer), made.roots)
            }
            SealConfig::Pem {
                key,
                certificates,
                passphrase,
            } => {
                let open = move || {
                    let certificates = certificates.as_deref().map(certificate_file);
                    pem::open(
                        named("ONESIGN_SEAL_KEY_FILE", &key),
                        certificates,
                        passphrase.as_ref(),
                    )
                };
                (file(blocking(open).await?), self_made::roots(keys))
            }
            SealConfig::Pkcs12 {
                file: path,
                passphrase,
            } => {
                let open = move || {
                    pkcs12::open(
                        named("ONESIGN_SEAL_PKCS12_FILE", &path),
                        passphrase.as_ref(),
                    )
                };
                (file(blocking(open).await?), self_made::roots(keys))
            }
            SealConfig::Pkcs11(config) => {
                let token = blocking(move || pkcs11::open(&config)).await?;
                (Holder::Token(Arc::new(token)), self_made::roots(keys))
            }
            SealConfig::Csc(config) => (
                Holder::Service(Box::new(csc::open(&config).await?)),
                self_made::roots(keys),
            ),
        };
        Self::checked(holder, earlier_roots, now)
    }

    /// Refuses certificates that would make seals which nobody accepts.
    fn checked(holder: Holder, earlier_roots: Vec<Vec<u8>>, now: i64) -> Result<Self, KeyProblem> {
        let refuse = |words: String| KeyProblem::new(SETTINGS, words);
        let (chain, algorithm) = holder.chain();
        let certificate = chain
            .first()
            .and_then(|leaf| SealCertificate::read(leaf))
            .ok_or_else(|| refuse("the certificate of the seal can't be read".into()))?;
        if !certificate.signs_documents {
            return Err(refuse(format!(
                "the certificate of {} is not meant for signing documents: its key usage lacks digitalSignature and \
                 nonRepudiation. Have one issued for sealing",
                certificate.subject
            )));
        }
        if certificate.validity.1 <= now {
            return Err(refuse(format!(
                "the certificate of {} expired on {}. Have it renewed, replace the old one, and restart OneSign",
                certificate.subject,
                day(certificate.validity.1)
            )));
        }
        let mut roots: Vec<Vec<u8>> = chain.last().cloned().into_iter().collect();
        roots.extend(
            earlier_roots
                .into_iter()
                .filter(|root| Some(root) != chain.last()),
        );
        Ok(Self {
            holder,
            chain,
            algorithm,
            certificate,
            roots,
        })
    }

    /// Whether the signing certificate comes without those above it. Seals can be made with it, but whoever checks them
    /// finds no way up to a root.
    pub(crate) fn chain_is_incomplete(&self) -> bool {
        self.chain.len() == 1 && self.certificate.subject != self.certificate.issuer
    }

    /// The certificate by which a verifier recognises this instance's seals, whoever issued it.
    pub(crate) fn own(&self) -> Vec<Vec<u8>> {
        self.chain.first().cloned().into_iter().collect()
    }

    /// What to tell the operator about such a chain.
    pub(crate) fn incomplete_chain(&self) -> Option<String> {
        let SealCertificate {
            subject, issuer, ..
        } = &self.certificate;
        self.chain_is_incomplete().then(|| {
            format!(
                "the certificate of the seal, {subject}, comes without that of its issuer, {issuer}, so nobody can \
                 trace the seals to a root certificate. Put the whole chain into the file: for PKCS#12, export it with -certfile"
            )
        })
    }

    /// Hashes and signs `message`.
    ///
    /// # Errors
    /// [`SignError::Device`] if the key can't be used now.
    pub(crate) async fn sign(&self, message: Vec<u8>) -> Result<Vec<u8>, SignError> {
        let signer: Arc<dyn Signer> = match &self.holder {
            Holder::File(signer) => Arc::clone(signer) as _,
            Holder::Token(token) => Arc::clone(token) as _,
            Holder::Service(service) => return service.sign(&message).await,
        };
        tokio::task::spawn_blocking(move || signer.sign(&message))
            .await
            .map_err(|e| SignError::Device(e.to_string()))?
    }
}

impl SealKey {
    /// Whether the key can be reached now. Makes no signature.
    async fn check(&self) -> Result<(), SignError> {
        match &self.holder {
            Holder::File(_) => Ok(()),
            Holder::Token(token) => {
                let token = Arc::clone(token);
                tokio::task::spawn_blocking(move || token.check())
                    .await
                    .map_err(|e| SignError::Device(e.to_string()))?
            }
            Holder::Service(service) => service.check().await,
        }
    }
}

/// Opens a key off the threads that serve requests.
async fn blocking<T: Send + 'static>(
    open: impl FnOnce() -> Result<T, KeyProblem> + Send + 'static,
) -> Result<T, KeyProblem> {
    tokio::task::spawn_blocking(open)
        .await
        .map_err(|e| KeyProblem::new(SETTINGS, e.to_string()))?
}

fn named<'p>(variable: &'static str, path: &'p Path) -> Named<'p> {
    Named { variable, path }
}

fn certificate_file(path: &Path) -> Named<'_> {
    named("ONESIGN_SEAL_CERTIFICATE_FILE", path)
}

/// A day for people, UTC.
fn day(unix: i64) -> String {
    chrono::DateTime::from_timestamp(unix, 0)
        .map_or_else(|| unix.to_string(), |t| t.format("%Y-%m-%d").to_string())
}
