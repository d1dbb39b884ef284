//! Keys that a signing service holds, by the API of the Cloud Signature Consortium, version 2.
//!
//! The service gets the digest of the signed attributes, never the document.

mod answers;
mod client;

use super::problem::KeyProblem;
use crate::config::CscConfig;
use answers::{Authorization, Credential, Credentials, Signatures};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use client::{Client, Failure};
use onesign_pades::sign::signer::{chain_of, ecdsa_from_raw};
use onesign_pades::{Algorithm, SealCertificate, SignError};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

const SHA256: &str = "2.16.840.1.101.3.4.2.1";
const SHA384: &str = "2.16.840.1.101.3.4.2.2";
/// Signature algorithms: with the digest named in them, and by the key's kind alone.
const RSA: &str = "1.2.840.113549.1.1.1";
const RSA_SHA256: &str = "1.2.840.113549.1.1.11";
const EC: &str = "1.2.840.10045.2.1";
const ECDSA_SHA256: &str = "1.2.840.10045.4.3.2";
const ECDSA_SHA384: &str = "1.2.840.10045.4.3.3";

/// A credential of a signing service.
pub(super) struct Service {
    client: Client,
    credential: String,
    pin: Option<secrecy::SecretString>,
    /// Whether each signature has to be authorised first.
    authorise: bool,
    sign_algorithm: &'static str,
    pub(super) chain: Vec<Vec<u8>>,
    pub(super) algorithm: Algorithm,
}

fn problem(variable: &'static str, words: impl Into<String>) -> KeyProblem {
    KeyProblem::new(variable, words)
}

/// Asks the service for the credential and its certificates.
pub(super) async fn open(config: &CscConfig) -> Result<Service, KeyProblem> {
    let client = Client::new(config)?;
    let name = match &config.credential {
        Some(name) => name.clone(),
        None => only_credential(&client).await?,
    };
    let credential = info(&client, &name).await.map_err(|failure| {
        let words = format!("the credential {name:?} can't be used: {failure}");
        problem(failure.variable("ONESIGN_SEAL_CSC_CREDENTIAL"), words)
    })?;
    let refuse = |words: String| Err(problem("ONESIGN_SEAL_CSC_CREDENTIAL", words));
    if let Some(why) = credential.disabled() {
        return refuse(format!("the credential {name:?} can't be used: {why}"));
    }
    let chain = credential.certificates().ok_or_else(|| {
        problem(
            "ONESIGN_SEAL_CSC_CREDENTIAL",
            "the service returned no certificate that can be read for this credential",
        )
    })?;
    let read = chain.first().and_then(|leaf| SealCertificate::read(leaf));
    let Some(algorithm) = read.as_ref().and_then(|read| read.algorithm) else {
        let kind = read.map_or_else(|| "unreadable".into(), |read| read.key);
        return refuse(format!(
            "the key is of a kind that can't be used ({kind}): use P-256, P-384, or RSA of 2048 bits or more"
        ));
    };
    let Some(sign_algorithm) = offered(algorithm, &credential.key.algo) else {
        return refuse(format!(
            "the service does not sign with this key in a way that seals use. It offers: {}",
            credential.key.algo.join(", ")
        ));
    };
    let authorise = match credential.mode() {
        "explicit" if config.pin.is_none() => {
            return Err(problem(
                "ONESIGN_SEAL_CSC_PIN_FILE",
                "the credential asks for a PIN: put it into a file and name that here",
            ));
        }
        "explicit" if credential.asks_for_one_time_password() => {
            return refuse(
                "the credential asks for a one-time password, so it can't seal by itself: use one that needs a PIN only"
                    .into(),
            );
        }
        "explicit" | "implicit" => true,
        _ => false,
    };
    Ok(Service {
        chain: chain_of(&chain[0], &chain),
        client,
        credential: name,
        pin: config.pin.clone(),
        authorise,
        sign_algorithm,
        algorithm,
    })
}

async fn only_credential(client: &Client) -> Result<String, KeyProblem> {
    let found: Credentials =
        client
            .ask("credentials/list", json!({}))
            .await
            .map_err(|failure| {
                problem(
                    failure.variable("ONESIGN_SEAL_CSC_URL"),
                    format!("the service can't be used: {failure}"),
                )
            })?;
    match &found.credential_ids[..] {
        [one] => Ok(one.clone()),
        [] => Err(problem(
            "ONESIGN_SEAL_CSC_CREDENTIAL",
            "the account has no credential: order one from the service",
        )),
        several => Err(problem(
            "ONESIGN_SEAL_CSC_CREDENTIAL",
            format!(
                "the account has more than one credential: name one of them. Available: {}",
                several.join(", ")
            ),
        )),
    }
}

async fn info(client: &Client, credential: &str) -> Result<Credential, Failure> {
    let asked = json!({
        "credentialID": credential, "certificates": "chain", "certInfo": false, "authInfo": true,
    });
    client.ask("credentials/info", asked).await
}

/// The name by which the service makes such signatures: the one with the digest in it if it is offered.
fn offered(algorithm: Algorithm, names: &[String]) -> Option<&'static str> {
    let fitting = match algorithm {
        Algorithm::RsaSha256 => [RSA_SHA256, RSA],
        Algorithm::EcdsaP256Sha256 => [ECDSA_SHA256, EC],
        Algorithm::EcdsaP384Sha384 => [ECDSA_SHA384, EC],
    };
    fitting
        .into_iter()
        .find(|name| names.iter().any(|offered| offered == name))
}

impl Service {
    /// Hashes `message` and has the digest signed.
    pub(super) async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        let hash = STANDARD.encode(self.algorithm.hash(message));
        let device = |failure: Failure| SignError::Device(failure.to_string());
        let activation = match self.authorise {
            true => Some(self.activation(&hash).await.map_err(device)?),
            false => None,
        };
        let mut asked = json!({
            "credentialID": self.credential, "hashes": [hash],
            "hashAlgorithmOID": self.hash_name(), "signAlgo": self.sign_algorithm,
        });
        if let Some(data) = &activation {
            asked["SAD"] = Value::from(data.expose_secret());
        }
        let answer: Signatures = self
            .client
            .ask("signatures/signHash", asked)
            .await
            .map_err(device)?;
        let [signature] = &answer.signatures[..] else {
            return Err(SignError::Device(
                "the service did not return exactly one signature".into(),
            ));
        };
        let signature = STANDARD.decode(signature).map_err(|_| {
            SignError::Device("the service returned a signature that is not base64".into())
        })?;
        Ok(self.as_der(signature))
    }

    /// Signature activation data for one signature over this digest.
    async fn activation(&self, hash: &str) -> Result<secrecy::SecretString, Failure> {
        let mut asked = json!({
            "credentialID": self.credential, "numSignatures": 1, "hashes": [hash],
            "hashAlgorithmOID": self.hash_name(),
        });
        if let Some(pin) = &self.pin {
            asked["authData"] = json!([{ "id": "PIN", "value": pin.expose_secret() }]);
        }
        let answer: Authorization = self.client.ask("credentials/authorize", asked).await?;
        Ok(answer.sad)
    }

    /// Whether the service and the credential can be reached now. Makes no signature.
    pub(super) async fn check(&self) -> Result<(), SignError> {
        let device = |failure: Failure| SignError::Device(failure.to_string());
        let credential = info(&self.client, &self.credential).await.map_err(device)?;
        match credential.disabled() {
            Some(why) => Err(SignError::Device(why)),
            None => Ok(()),
        }
    }

    fn hash_name(&self) -> &'static str {
        match self.algorithm {
            Algorithm::EcdsaP384Sha384 => SHA384,
            _ => SHA256,
        }
    }

    /// Services return the two numbers of an ECDSA signature in DER or side by side; the API does not say which.
    fn as_der(&self, signature: Vec<u8>) -> Vec<u8> {
        let plain = match self.algorithm {
            Algorithm::EcdsaP256Sha256 => signature.len() == 64,
            Algorithm::EcdsaP384Sha384 => signature.len() == 96,
            Algorithm::RsaSha256 => false,
        };
        // A DER signature of these lengths would need numbers far shorter than chance makes them.
        match ecdsa_from_raw(&signature) {
            Some(der) if plain => der,
            _ => signature,
        }
    }
}
