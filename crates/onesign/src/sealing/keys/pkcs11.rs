//! Keys in hardware, by PKCS#11. The private key never leaves the token: it gets a digest and returns a signature.

mod find;

use super::pem::read_certificates;
use super::problem::{KeyProblem, Named};
use crate::config::Pkcs11Config;
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki::object::{KeyType, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use onesign_pades::sign::signer::{chain_of, ecdsa_from_raw, is_signed_by};
use onesign_pades::{Algorithm, SealCertificate, SignError, Signer};
use secrecy::SecretString;
use std::sync::{Mutex, PoisonError};

/// What is signed to find out which certificate is the key's.
const PROOF: &[u8] = b"OneSign looks for the certificate of this key";
/// Certificates that are tried.
const MAX_CERTIFICATES: usize = 32;

/// DigestInfo of SHA-256 before the digest (RFC 8017, 9.2), for tokens that don't hash themselves.
const SHA256_INFO: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

/// A key in a token.
pub(super) struct Token {
    door: Door,
    method: Method,
    chain: Vec<Vec<u8>>,
    algorithm: Algorithm,
    /// The session at work. Tokens forget theirs when they are unplugged or restarted; then another one is opened.
    session: Mutex<Option<(Session, ObjectHandle)>>,
}

/// How a session with the key is opened.
struct Door {
    context: Pkcs11,
    slot: Slot,
    config: Pkcs11Config,
}

/// What the token is asked to do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    Ecdsa,
    RsaWithHash,
    Rsa,
}

/// Opens the token, finds the key and the certificate that belongs to it.
pub(super) fn open(config: &Pkcs11Config) -> Result<Token, KeyProblem> {
    let context = load(config)?;
    let slot = find::slot(&context, config)?;
    let door = Door {
        context,
        slot,
        config: config.clone(),
    };
    let session = door.session()?;
    let key = find::key(&session, config)?;
    let method = door.method(key.kind)?;
    let mut candidates = find::certificates(&session, &key.id)
        .map_err(|e| unexpected("reading the certificates", &e))?;
    if let Some(path) = &config.certificates {
        candidates.extend(read_certificates(Named {
            variable: "ONESIGN_SEAL_CERTIFICATE_FILE",
            path,
        })?);
    }
    if candidates.is_empty() {
        return Err(KeyProblem::new(
            "ONESIGN_SEAL_CERTIFICATE_FILE",
            "the token contains no certificate: set this to a PEM file with the certificate of the key and those of its \
             issuers",
        ));
    }
    let (leaf, algorithm) = proven(&session, key.handle, method, &candidates)?;
    Ok(Token {
        chain: chain_of(&leaf, &candidates),
        algorithm,
        door,
        method,
        session: Mutex::new(Some((session, key.handle))),
    })
}

fn load(config: &Pkcs11Config) -> Result<Pkcs11, KeyProblem> {
    let module = Named {
        variable: "ONESIGN_SEAL_PKCS11_MODULE",
        path: &config.module,
    };
    let context = Pkcs11::new(&config.module).map_err(|error| {
        module.problem(&format!(
            "can't be loaded: {error}. Install the vendor's PKCS#11 library and give its full path"
        ))
    })?;
    match context.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
        Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => Ok(context),
        Err(error) => Err(module.problem(&format!("can't be started: {}", code(&error)))),
    }
}

/// The certificate under which a signature by the key is right.
fn proven(
    session: &Session,
    key: ObjectHandle,
    method: Method,
    candidates: &[Vec<u8>],
) -> Result<(Vec<u8>, Algorithm), KeyProblem> {
    for candidate in candidates.iter().take(MAX_CERTIFICATES) {
        let algorithm = SealCertificate::read(candidate).and_then(|read| read.algorithm);
        let Some(algorithm) = algorithm.filter(|algorithm| method.makes(*algorithm)) else {
            continue;
        };
        match compute(session, key, method, algorithm, PROOF) {
            Ok(signature) if is_signed_by(candidate, algorithm, PROOF, &signature) => {
                return Ok((candidate.clone(), algorithm));
            }
            // A digest of another curve's length may be refused; another certificate may still be the right one.
            Ok(_) => {}
            Err(error) => tracing::debug!(%error, "a trial signature failed"),
        }
    }
    Err(KeyProblem::new(
        "ONESIGN_SEAL_PKCS11_KEY",
        "no certificate in the token or in ONESIGN_SEAL_CERTIFICATE_FILE belongs to this key: put the certificate that \
         was issued for it there",
    ))
}

impl Door {
    /// A session in which the key can be used.
    fn session(&self) -> Result<Session, KeyProblem> {
        let session = self
            .context
            .open_ro_session(self.slot)
            .map_err(|e| unexpected("opening a session", &e))?;
        let info = self
            .context
            .get_token_info(self.slot)
            .map_err(|e| unexpected("asking about the token", &e))?;
        if !info.login_required() {
            return Ok(session);
        }
        let pin: Option<&SecretString> = self.config.pin.as_ref();
        if pin.is_none() && !info.protected_authentication_path() {
            return Err(KeyProblem::new(
                "ONESIGN_SEAL_PKCS11_PIN_FILE",
                "the token asks for a PIN: put it into a file and name that here",
            ));
        }
        match session.login(UserType::User, pin) {
            Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(session),
            Err(Error::Pkcs11(RvError::PinIncorrect | RvError::PinLenRange, _)) => {
                Err(KeyProblem::new(
                    "ONESIGN_SEAL_PKCS11_PIN_FILE",
                    "the token refuses the PIN: check it. Too many wrong ones lock the token",
                ))
            }
            Err(Error::Pkcs11(RvError::PinLocked, _)) => Err(KeyProblem::new(
                "ONESIGN_SEAL_PKCS11_PIN_FILE",
                "the token is locked after too many wrong PINs: unlock it with its security officer's PIN",
            )),
            Err(error) => Err(unexpected("signing in to the token", &error)),
        }
    }

    fn method(&self, kind: KeyType) -> Result<Method, KeyProblem> {
        let offered = self
            .context
            .get_mechanism_list(self.slot)
            .map_err(|e| unexpected("asking what the token can do", &e))?;
        let can = |mechanism| offered.contains(&mechanism);
        match kind {
            KeyType::EC if can(MechanismType::ECDSA) => Ok(Method::Ecdsa),
            KeyType::RSA if can(MechanismType::SHA256_RSA_PKCS) => Ok(Method::RsaWithHash),
            KeyType::RSA if can(MechanismType::RSA_PKCS) => Ok(Method::Rsa),
            KeyType::EC => Err(unsupported("CKM_ECDSA")),
            KeyType::RSA => Err(unsupported("CKM_SHA256_RSA_PKCS and CKM_RSA_PKCS")),
            _ => Err(KeyProblem::new(
                "ONESIGN_SEAL_PKCS11_KEY",
                "the key is of a kind that can't be used: use P-256, P-384, or RSA of 2048 bits or more",
            )),
        }
    }
}

impl Method {
    fn makes(self, algorithm: Algorithm) -> bool {
        (self == Self::Ecdsa) == (algorithm != Algorithm::RsaSha256)
    }
}

/// Hashes and signs `message`.
fn compute(
    session: &Session,
    key: ObjectHandle,
    method: Method,
    algorithm: Algorithm,
    message: &[u8],
) -> Result<Vec<u8>, String> {
    let sign = |mechanism: &Mechanism<'_>, data: &[u8]| {
        session.sign(mechanism, key, data).map_err(|e| code(&e))
    };
    match method {
        Method::Ecdsa => {
            let raw = sign(&Mechanism::Ecdsa, &algorithm.hash(message))?;
            ecdsa_from_raw(&raw)
                .ok_or_else(|| format!("the token returned {} bytes for a signature", raw.len()))
        }
        Method::RsaWithHash => sign(&Mechanism::Sha256RsaPkcs, message),
        Method::Rsa => sign(
            &Mechanism::RsaPkcs,
            &[&SHA256_INFO[..], &algorithm.hash(message)].concat(),
        ),
    }
}

impl Token {
    /// Whether the key can be reached now. Makes no signature.
    pub(super) fn check(&self) -> Result<(), SignError> {
        let mut held = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((session, _)) = held.as_ref()
            && session.get_session_info().is_ok()
            && self.door.context.get_token_info(self.door.slot).is_ok()
        {
            return Ok(());
        }
        *held = None;
        *held = Some(self.reopen()?);
        Ok(())
    }

    fn reopen(&self) -> Result<(Session, ObjectHandle), SignError> {
        let session = self
            .door
            .session()
            .map_err(|e| SignError::Device(e.to_string()))?;
        let key =
            find::key(&session, &self.door.config).map_err(|e| SignError::Device(e.to_string()))?;
        Ok((session, key.handle))
    }
}

impl Signer for Token {
    fn chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        let mut held = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((session, key)) = held.take()
            && let Ok(signature) = compute(&session, key, self.method, self.algorithm, message)
        {
            *held = Some((session, key));
            return Ok(signature);
        }
        // Once more with a session of its own: the one before may have ended with the token's last restart.
        let (session, key) = self.reopen()?;
        let signature = compute(&session, key, self.method, self.algorithm, message)
            .map_err(SignError::Device)?;
        *held = Some((session, key));
        Ok(signature)
    }
}

fn unsupported(mechanism: &str) -> KeyProblem {
    KeyProblem::new(
        "ONESIGN_SEAL_PKCS11_TOKEN",
        format!(
            "the token does not offer {mechanism}, which this kind of key needs: allow it in the token's settings, or \
             use a key of another kind"
        ),
    )
}

fn unexpected(doing: &str, error: &Error) -> KeyProblem {
    KeyProblem::new(
        "ONESIGN_SEAL_PKCS11_MODULE",
        format!("{doing} failed: {}", code(error)),
    )
}

/// The error by its name: the library's sentences are longer than a log line, and say less.
fn code(error: &Error) -> String {
    match error {
        Error::Pkcs11(value, function) => format!("{value:?} in {function:?}"),
        other => other.to_string(),
    }
}
