//! The three certificates and the keys of a self-made authority.

use zeroize::Zeroizing;

use super::certificate::{Contents, Role, distinguished, serial};
use super::error::AuthorityError;
use super::key::{Key, KeyKind};
use crate::sign::signer::{FileSigner, SignError};
use crate::x509::certificate::Certificate;

const DAY: i64 = 86_400;
/// Twenty years with their leap days. Root and issuing authority expire together, because without the root's key no
/// other issuing authority can follow.
const AUTHORITY_LIFE: i64 = 7305 * DAY;
/// Three years with a leap day.
const SEAL_LIFE: i64 = 1096 * DAY;

/// Certificates in DER and keys in PKCS#8.
#[derive(Debug, Clone)]
pub struct Authority {
    /// Self-signed root certificate, which people have to trust.
    pub root_der: Vec<u8>,
    /// Certificate of the issuing authority.
    pub issuing_der: Vec<u8>,
    /// Its key, which issues further sealing certificates.
    pub issuing_key_pkcs8: Zeroizing<Vec<u8>>,
    /// Sealing certificate.
    pub leaf_der: Vec<u8>,
    /// Its key.
    pub leaf_key_pkcs8: Zeroizing<Vec<u8>>,
}

/// [`Authority::make`] with keys on P-256.
///
/// # Errors
/// If `entropy` gives no usable number.
pub fn make_authority(
    name: &str,
    not_before: i64,
    entropy: &mut dyn FnMut(&mut [u8]),
) -> Result<Authority, AuthorityError> {
    Authority::make(name, KeyKind::P256, not_before, entropy)
}

impl Authority {
    /// Makes root, issuing authority and sealing certificate, all with keys of this kind and valid from `not_before`
    /// (seconds since 1970): the authorities for twenty years, the sealing certificate for three. A long `name` is cut
    /// to fit.
    ///
    /// # Errors
    /// If `entropy` gives no usable number.
    pub fn make(
        name: &str,
        kind: KeyKind,
        not_before: i64,
        entropy: &mut dyn FnMut(&mut [u8]),
    ) -> Result<Self, AuthorityError> {
        let root = Key::draw(kind, entropy)?;
        let issuing = Key::draw(kind, entropy)?;
        let root_name = distinguished(name, " Root CA");
        let issuing_name = distinguished(name, " Issuing CA");
        let validity = (not_before, not_before.saturating_add(AUTHORITY_LIFE));
        let root_body = Contents {
            serial: serial(entropy),
            issuer: &root_name,
            subject: &root_name,
            validity,
            role: Role::Authority(1),
        };
        let issuing_body = Contents {
            serial: serial(entropy),
            issuer: &root_name,
            subject: &issuing_name,
            validity,
            role: Role::Authority(0),
        };
        let root_der = root.certify(&root_body.body(&root, &root))?;
        let issuing_der = root.certify(&issuing_body.body(&issuing, &root))?;
        drop(root);
        let seal = issue(&issuing_der, &issuing, name, kind, not_before, entropy)?;
        Ok(Self {
            root_der,
            issuing_der,
            issuing_key_pkcs8: issuing.pkcs8,
            leaf_der: seal.0,
            leaf_key_pkcs8: seal.1,
        })
    }

    /// The same authority with another sealing key and certificate, valid for three years from
    /// `not_before` or until the authority ends.
    ///
    /// # Errors
    /// [`AuthorityError::Ended`], or if `entropy` gives no usable number.
    pub fn renew(
        &self,
        name: &str,
        kind: KeyKind,
        not_before: i64,
        entropy: &mut dyn FnMut(&mut [u8]),
    ) -> Result<Self, AuthorityError> {
        let issuing = Key::read(self.issuing_key_pkcs8.clone())?;
        let seal = issue(&self.issuing_der, &issuing, name, kind, not_before, entropy)?;
        Ok(Self {
            leaf_der: seal.0,
            leaf_key_pkcs8: seal.1,
            ..self.clone()
        })
    }

    /// A signer with the sealing key and all certificates.
    ///
    /// # Errors
    /// If the key does not belong to the certificate.
    pub fn signer(&self) -> Result<FileSigner, SignError> {
        FileSigner::new(
            &self.leaf_key_pkcs8,
            vec![
                self.leaf_der.clone(),
                self.issuing_der.clone(),
                self.root_der.clone(),
            ],
        )
    }
}

/// A fresh sealing key and its certificate.
fn issue(
    issuing_der: &[u8],
    issuing: &Key,
    name: &str,
    kind: KeyKind,
    not_before: i64,
    entropy: &mut dyn FnMut(&mut [u8]),
) -> Result<(Vec<u8>, Zeroizing<Vec<u8>>), AuthorityError> {
    let issuer = Certificate::parse(issuing_der).map_err(|_| AuthorityError::Issuer)?;
    let (begins, ends) = issuer.validity;
    if not_before < begins || not_before >= ends {
        return Err(AuthorityError::Ended);
    }
    let seal = Key::draw(kind, entropy)?;
    let body = Contents {
        serial: serial(entropy),
        issuer: issuer.subject,
        subject: &distinguished(name, " Seal"),
        validity: (not_before, not_before.saturating_add(SEAL_LIFE).min(ends)),
        role: Role::Seal,
    };
    Ok((issuing.certify(&body.body(&seal, issuing))?, seal.pkcs8))
}
