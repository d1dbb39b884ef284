//! Keys and certificates in PEM files (RFC 7468).

use super::problem::{KeyProblem, Named};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use onesign_pades::{FileSigner, SignError};
use pkcs8::EncryptedPrivateKeyInfoRef;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

const BEGIN: &str = "-----BEGIN ";
const CERTIFICATE: &str = "CERTIFICATE";

/// One block of a PEM file.
struct Block<'t> {
    label: &'t str,
    der: Zeroizing<Vec<u8>>,
}

/// DER as a PEM block.
pub(crate) fn encode(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(64)
        .filter_map(|line| std::str::from_utf8(line).ok())
        .collect();
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        lines.join("\n")
    )
}

/// The signer of a key file and, if there is one, a certificate file.
pub(super) fn open(
    key: Named<'_>,
    certificates: Option<Named<'_>>,
    passphrase: Option<&SecretString>,
) -> Result<FileSigner, KeyProblem> {
    let content = key.read_secret()?;
    let blocks = blocks(key, &content)?;
    let der = private_key(key, &blocks, passphrase)?;
    let (holder, chain) = match certificates {
        Some(file) => (file, read_certificates(file)?),
        None => (key, certificates_of(&blocks)),
    };
    if chain.is_empty() {
        return Err(KeyProblem::new(
            "ONESIGN_SEAL_CERTIFICATE_FILE",
            "set it to a PEM file with the certificate of the key and those of its issuers",
        ));
    }
    FileSigner::assemble(&der, &chain).map_err(|error| refused(&error, key, holder))
}

/// Certificates of a PEM file, or the one of a DER file.
pub(super) fn read_certificates(file: Named<'_>) -> Result<Vec<Vec<u8>>, KeyProblem> {
    let content = file.read()?;
    if content.first() == Some(&0x30) {
        return Ok(vec![content.to_vec()]);
    }
    let found = certificates_of(&blocks(file, &content)?);
    if found.is_empty() {
        return Err(
            file.problem("contains no certificate: there should be a block BEGIN CERTIFICATE")
        );
    }
    Ok(found)
}

/// What a failed assembly of key and certificates means for the files they came from.
pub(super) fn refused(error: &SignError, key: Named<'_>, certificates: Named<'_>) -> KeyProblem {
    match error {
        SignError::Key => key.problem(
            "contains a key of a kind that can't be used: use P-256, P-384, or RSA of 2048 bits or more",
        ),
        SignError::Mismatch => certificates.problem(&format!(
            "contains no certificate for the key in {}: put the certificate that was issued for this key there",
            key.path.display()
        )),
        _ => certificates.problem("contains a certificate that can't be read: it may be damaged"),
    }
}

fn blocks<'c>(file: Named<'_>, content: &'c [u8]) -> Result<Vec<Block<'c>>, KeyProblem> {
    let text = std::str::from_utf8(content).map_err(|_| {
        file.problem(
            "is not a PEM file, which begins with a line such as -----BEGIN PRIVATE KEY-----. A PKCS#12 file is \
             named in ONESIGN_SEAL_PKCS12_FILE; a file in DER can be converted: openssl pkey -inform DER -in … -out …",
        )
    })?;
    text.split(BEGIN)
        .skip(1)
        .map(|rest| {
            block(rest).ok_or_else(|| file.problem("has a block that is damaged or cut off"))
        })
        .collect()
}

fn block(rest: &str) -> Option<Block<'_>> {
    let (label, rest) = rest.split_once("-----")?;
    let body = rest.split_once(&format!("-----END {label}-----"))?.0;
    // Headers stand in blocks of old OpenSSL only, which are refused by their label and headers.
    let label = if body.contains("Proc-Type:") {
        "ENCRYPTED BY OLD OPENSSL"
    } else {
        label
    };
    let digits = Zeroizing::new(body.split_whitespace().collect::<String>());
    let der = STANDARD.decode(digits.as_bytes());
    match der {
        Ok(der) => Some(Block {
            label,
            der: Zeroizing::new(der),
        }),
        Err(_) if label.starts_with("ENCRYPTED BY") => Some(Block {
            label,
            der: Zeroizing::default(),
        }),
        Err(_) => None,
    }
}

fn certificates_of(blocks: &[Block<'_>]) -> Vec<Vec<u8>> {
    blocks
        .iter()
        .filter(|block| block.label == CERTIFICATE)
        .map(|block| block.der.to_vec())
        .collect()
}

/// The one private key, decrypted if need be.
fn private_key(
    file: Named<'_>,
    blocks: &[Block<'_>],
    passphrase: Option<&SecretString>,
) -> Result<Zeroizing<Vec<u8>>, KeyProblem> {
    let mut keys = blocks
        .iter()
        .filter(|b| b.label.ends_with("PRIVATE KEY") || b.label.starts_with("ENCRYPTED BY"));
    let key = keys.next().ok_or_else(|| {
        file.problem("contains no private key: there should be a block BEGIN PRIVATE KEY")
    })?;
    if keys.next().is_some() {
        return Err(file.problem("contains more than one private key: leave only the seal's"));
    }
    match key.label {
        "PRIVATE KEY" | "EC PRIVATE KEY" | "RSA PRIVATE KEY" => Ok(key.der.clone()),
        "ENCRYPTED PRIVATE KEY" => decrypt(file, &key.der, passphrase),
        "ENCRYPTED BY OLD OPENSSL" => Err(file.problem(
            "is encrypted in OpenSSL's own old way, which is weak. Convert it: openssl pkcs8 -topk8 -in … -out …",
        )),
        other => Err(file.problem(&format!(
            "contains a private key in a form that can't be read ({other}). Convert it: openssl pkcs8 -topk8 -in … -out …"
        ))),
    }
}

fn decrypt(
    file: Named<'_>,
    der: &[u8],
    passphrase: Option<&SecretString>,
) -> Result<Zeroizing<Vec<u8>>, KeyProblem> {
    let Some(passphrase) = passphrase else {
        return Err(file.problem(
            "is encrypted: put its passphrase into a file and name that in ONESIGN_SEAL_PASSPHRASE_FILE",
        ));
    };
    let encrypted = EncryptedPrivateKeyInfoRef::try_from(der).map_err(|_| {
        file.problem("is encrypted in a way that can't be read. Convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in … -out …")
    })?;
    match encrypted.decrypt(passphrase.expose_secret()) {
        Ok(document) => Ok(Zeroizing::new(document.as_bytes().to_vec())),
        Err(pkcs8::Error::EncryptedPrivateKey(
            pkcs8::pkcs5::Error::UnsupportedAlgorithm { .. }
            | pkcs8::pkcs5::Error::NoPbes1CryptSupport,
        )) => Err(file.problem(
            "is encrypted with an algorithm that is no longer used. Convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in … -out …",
        )),
        Err(_) => Err(wrong_passphrase(file)),
    }
}

pub(super) fn wrong_passphrase(file: Named<'_>) -> KeyProblem {
    file.problem(
        "does not open with the passphrase in ONESIGN_SEAL_PASSPHRASE or ONESIGN_SEAL_PASSPHRASE_FILE: check it",
    )
}
