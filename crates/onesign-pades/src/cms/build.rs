//! Builds the CMS value of a PAdES signature (EN 319 142-1, 6.3; EN 319 122-1).

use crate::asn1::tag;
use crate::asn1::{der, oid};
use crate::x509::algorithm::{Algorithm, Digest};
use crate::x509::certificate::Certificate;

/// DER of the signed attributes as a SET, the input of the signature: content type, message digest and signing
/// certificate. There is no signing time, because PAdES keeps it in the signature dictionary.
///
/// The attribute names the whole chain, the signing certificate first, so that nobody can change or exchange an
/// enclosed certificate unnoticed.
pub(crate) fn signed_attributes(digest: &[u8], chain: &[Vec<u8>], algorithm: Algorithm) -> Vec<u8> {
    der::set_of(vec![
        attribute(oid::CONTENT_TYPE, &der::oid(oid::DATA)),
        attribute(oid::MESSAGE_DIGEST, &der::octets(digest)),
        attribute(
            oid::SIGNING_CERTIFICATE_V2,
            &signing_certificates(chain, algorithm.digest()),
        ),
    ])
}

/// SigningCertificateV2 with one digest for each certificate (RFC 5035); SHA-256 is the default and omitted.
fn signing_certificates(chain: &[Vec<u8>], digest: Digest) -> Vec<u8> {
    let named = if digest == Digest::Sha256 {
        Vec::new()
    } else {
        der::algorithm(digest.oid(), &[])
    };
    let identifiers: Vec<u8> = chain
        .iter()
        .flat_map(|raw| der::sequence(&[&named, &der::octets(&digest.of(&[raw]))]))
        .collect();
    der::sequence(&[&der::sequence(&[&identifiers])])
}

fn attribute(kind: &[u8], value: &[u8]) -> Vec<u8> {
    der::sequence(&[&der::oid(kind), &der::set_of(vec![value.to_vec()])])
}

/// ContentInfo with detached SignedData and one signer. `attributes` is the signed SET; `token` becomes the signature
/// timestamp. `None` if the chain has no readable first certificate.
pub(crate) fn signed_data(
    attributes: &[u8],
    signature: &[u8],
    chain: &[Vec<u8>],
    algorithm: Algorithm,
    token: Option<&[u8]>,
) -> Option<Vec<u8>> {
    let leaf = Certificate::parse(chain.first()?).ok()?;
    let version = [tag::INTEGER, 1, 1];
    let digest = der::algorithm(algorithm.digest().oid(), &[]);
    let mut implicit = attributes.to_vec();
    *implicit.first_mut()? = 0xa0;
    let unsigned = token.map_or_else(Vec::new, |token| {
        der::tlv(0xa1, &attribute(oid::TIMESTAMP_TOKEN, token))
    });
    let signer = der::sequence(&[
        &version,
        &der::sequence(&[leaf.issuer, &der::tlv(tag::INTEGER, leaf.serial)]),
        &digest,
        &implicit,
        &algorithm.identifier(),
        &der::octets(signature),
        &unsigned,
    ]);
    let mut certificates = chain.to_vec();
    certificates.sort_unstable();
    let content = der::sequence(&[
        &version,
        &der::set_of(vec![digest]),
        &der::sequence(&[&der::oid(oid::DATA)]),
        &der::tlv(0xa0, &certificates.concat()),
        &der::set_of(vec![signer]),
    ]);
    Some(der::sequence(&[
        &der::oid(oid::SIGNED_DATA),
        &der::tlv(0xa0, &content),
    ]))
}
