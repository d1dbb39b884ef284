//! Keys in PKCS#12 files (RFC 7292), also called PFX.

use super::pem::{refused, wrong_passphrase};
use super::problem::{KeyProblem, Named};
use onesign_pades::FileSigner;
use p12_keystore::Pkcs12Archive;
use p12_keystore::error::Error;
use secrecy::{ExposeSecret, SecretString};

/// The signer of a file with one private key.
pub(super) fn open(
    file: Named<'_>,
    passphrase: Option<&SecretString>,
) -> Result<FileSigner, KeyProblem> {
    let content = file.read_secret()?;
    let password = passphrase.map_or("", |p| p.expose_secret());
    let archive = Pkcs12Archive::from_pkcs12(&content, password).map_err(|error| match error {
        Error::MacError(_) | Error::Pkcs5Error(_) | Error::UnpadError if passphrase.is_none() => file.problem(
            "is encrypted: put its passphrase into a file and name that in ONESIGN_SEAL_PASSPHRASE_FILE",
        ),
        Error::MacError(_) | Error::Pkcs5Error(_) | Error::UnpadError => wrong_passphrase(file),
        Error::UnsupportedEncryptionScheme | Error::UnsupportedMacAlgorithm | Error::InvalidParameters => file.problem(
            "is protected in a way that can't be read. Create it again: openssl pkcs12 -in … -out key.pem, then \
             openssl pkcs12 -export -in key.pem -out …",
        ),
        _ => file.problem(
            "is not a PKCS#12 file that can be read. A PEM file is named in ONESIGN_SEAL_KEY_FILE",
        ),
    })?;
    let key = match &archive.keys[..] {
        [one] => one.key.as_der(),
        [] => return Err(file.problem("contains no private key: export it together with the key")),
        _ => {
            return Err(file.problem("contains more than one private key: export the seal's alone"));
        }
    };
    let certificates: Vec<Vec<u8>> = archive
        .certs
        .iter()
        .map(|bag| bag.cert.as_der().to_vec())
        .collect();
    if certificates.is_empty() {
        return Err(file.problem(
            "contains no certificate: export it together with the certificate and its chain",
        ));
    }
    FileSigner::assemble(key, &certificates).map_err(|error| refused(&error, file, file))
}
