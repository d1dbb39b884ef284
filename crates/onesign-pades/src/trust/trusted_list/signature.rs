//! The signature of a list: XML-DSig, enveloped, in the form of XAdES (TS 119 612, 5.7 and annex B).
//!
//! Only one form is accepted: one signature in the document, directly below its root; one reference to the whole
//! document; one to the signature's own signed properties, which name the signer's certificate. All data that this
//! crate reads from a list is outside the signature, so the first reference covers it.

use roxmltree::{Document, Node};

use super::canonical::{Method, canonical};
use super::error::ListError;
use super::xml::{DS, XADES, bytes, children, is, maybe, only};
use crate::asn1::tag;
use crate::asn1::{der, oid};
use crate::x509::algorithm::Digest;
use crate::x509::algorithm_expiry::AlgorithmExpiry;
use crate::x509::certificate::Certificate;
use crate::x509::key::AlgorithmId;
use crate::x509::signature::{self, Outcome};

const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const INCLUSIVE: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
const INCLUSIVE_1_1: &str = "http://www.w3.org/2006/12/xml-c14n11";
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const SIGNED_PROPERTIES: &str = "http://uri.etsi.org/01903#SignedProperties";
/// The most references of a signature.
const MAX_REFERENCES: usize = 8;

/// The shortest RSA key, regardless of the date of the list.
const MIN_RSA_BITS: usize = 2048;

/// Verifies the signature of `document` with the enclosed certificate, which must equal one of `signers` byte for byte.
pub(crate) fn check(
    document: &Document<'_>,
    signers: &[Certificate<'_>],
    issued: i64,
    algorithm_expiry: &AlgorithmExpiry,
) -> Result<(), ListError> {
    let root = document.root_element();
    let mut signatures = document
        .descendants()
        .filter(|node| is(*node, DS, "Signature"));
    let signature = match (signatures.next(), signatures.next()) {
        (None, _) => return Err(ListError::Unsigned),
        (Some(one), None) if one.parent() == Some(root) => one,
        (Some(_), None) => return form("the signature is not directly below the root element"),
        (Some(_), Some(_)) => return form("there are several signatures"),
    };
    let signer = known(signature, signers)?;
    let (begins, ends) = signer.validity;
    if issued < begins || issued > ends {
        return Err(ListError::SignerEnded);
    }
    let properties = properties(signature)?;
    references(document, signature, properties)?;
    names_certificate(properties, &signer)?;
    value(signature, &signer, issued, algorithm_expiry)
}

fn form<T>(why: &str) -> Result<T, ListError> {
    Err(ListError::SignatureForm(why.to_owned()))
}

/// The signer's certificate, from the known ones.
fn known<'s>(
    signature: Node<'_, '_>,
    signers: &[Certificate<'s>],
) -> Result<Certificate<'s>, ListError> {
    let info = only(signature, DS, "KeyInfo")?;
    let mut stranger = None;
    for data in children(info, DS, "X509Data") {
        for one in children(data, DS, "X509Certificate") {
            let raw = bytes(one)?;
            if let Some(known) = signers.iter().find(|signer| signer.raw == raw) {
                return Ok(known.clone());
            }
            if let Ok(certificate) = Certificate::parse(&raw) {
                stranger.get_or_insert(certificate.subject_name());
            }
        }
    }
    Err(ListError::Stranger(
        stranger.unwrap_or_else(|| "an unnamed signer".to_owned()),
    ))
}

/// The signed properties, at their only allowed place.
fn properties<'a, 'i>(signature: Node<'a, 'i>) -> Result<Node<'a, 'i>, ListError> {
    let mut found = children(signature, DS, "Object")
        .flat_map(|object| children(object, XADES, "QualifyingProperties"));
    let (Some(qualifying), None) = (found.next(), found.next()) else {
        return form("it does not have the form of XAdES");
    };
    only(qualifying, XADES, "SignedProperties")
}

/// The attribute that identifies an element for a reference.
fn identifier<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attribute("Id")
}

/// Whether no other element has this identifier, in any spelling of the attribute.
fn is_unique(document: &Document<'_>, wanted: &str) -> bool {
    let attributes = document.descendants().flat_map(|node| node.attributes());
    let same = attributes.filter(|attribute| {
        attribute.name().eq_ignore_ascii_case("id") && attribute.value() == wanted
    });
    same.count() == 1
}

/// Verifies every reference. Exactly one must cover the whole document, and one the signed properties; the signature
/// may also cover its own KeyInfo.
fn references(
    document: &Document<'_>,
    signature: Node<'_, '_>,
    properties: Node<'_, '_>,
) -> Result<(), ListError> {
    let info = only(signature, DS, "SignedInfo")?;
    let (mut whole, mut own) = (0, 0);
    for reference in children(info, DS, "Reference").take(MAX_REFERENCES + 1) {
        let Some(uri) = reference.attribute("URI") else {
            return form("a reference does not say what it refers to");
        };
        let root = document.root_element();
        let key_info = maybe(signature, DS, "KeyInfo")?;
        let target = if uri.is_empty() {
            document.root()
        } else {
            let wanted = uri.strip_prefix('#').filter(|wanted| !wanted.is_empty());
            let places = [Some(root), Some(properties), key_info];
            let mut places = places.into_iter().flatten();
            match places.find(|place| wanted.is_some() && identifier(*place) == wanted) {
                Some(place) if wanted.is_some_and(|wanted| is_unique(document, wanted)) => place,
                _ => return form("it covers something other than the list"),
            }
        };
        let is_whole = target.is_root() || target == root;
        if is_whole {
            whole += 1;
        } else if target == properties && reference.attribute("Type") == Some(SIGNED_PROPERTIES) {
            own += 1;
        } else if Some(target) != key_info {
            return form("a reference to its properties is not marked as one");
        }
        let method = transforms(reference, is_whole)?;
        let canonical = canonical(target, &method, is_whole.then_some(signature))?;
        let digest = digest(only(reference, DS, "DigestMethod")?)?;
        if digest.of(&[&canonical]) != bytes(only(reference, DS, "DigestValue")?)? {
            return Err(ListError::Changed);
        }
    }
    let count = children(info, DS, "Reference").count();
    if (whole, own) != (1, 1) || count > MAX_REFERENCES {
        return form("it must cover the whole list and its own properties, once each");
    }
    Ok(())
}

/// The transforms of a reference: for the whole document the first one removes the signature; the last one is the
/// canonicalization. Without that one, Canonical XML 1.0 applies (XML-DSig, 4.4.3.2).
fn transforms(reference: Node<'_, '_>, is_whole: bool) -> Result<Method, ListError> {
    let list: Vec<Node<'_, '_>> = match maybe(reference, DS, "Transforms")? {
        Some(transforms) => transforms.children().filter(Node::is_element).collect(),
        None => Vec::new(),
    };
    let mut rest = list.as_slice();
    if !rest.iter().all(|one| is(*one, DS, "Transform")) {
        return form("a transform can't be read");
    }
    if is_whole {
        let [first, others @ ..] = rest else {
            return form("it does not exclude itself");
        };
        if first.attribute("Algorithm") != Some(ENVELOPED) || first.first_element_child().is_some()
        {
            return form("it does not exclude itself");
        }
        rest = others;
    }
    match rest {
        [] => Ok(Method::Inclusive),
        [one] => method(*one),
        _ => form("it has more transforms than are allowed"),
    }
}

/// The canonicalization method.
fn method(node: Node<'_, '_>) -> Result<Method, ListError> {
    let parameters: Vec<Node<'_, '_>> = node.children().filter(Node::is_element).collect();
    let algorithm = node.attribute("Algorithm").unwrap_or_default();
    match (algorithm, parameters.as_slice()) {
        (INCLUSIVE | INCLUSIVE_1_1, []) => Ok(Method::Inclusive),
        (EXCLUSIVE, []) => Ok(Method::Exclusive(Vec::new())),
        (EXCLUSIVE, [one]) if is(*one, EXCLUSIVE, "InclusiveNamespaces") => {
            let prefixes = one.attribute("PrefixList").unwrap_or_default();
            let prefixes = prefixes.split_ascii_whitespace();
            let named = prefixes.map(|prefix| match prefix {
                "#default" => String::new(),
                other => other.to_owned(),
            });
            Ok(Method::Exclusive(named.collect()))
        }
        _ => form("it transforms what it signs in a way that is not allowed"),
    }
}

fn digest(node: Node<'_, '_>) -> Result<Digest, ListError> {
    match node.attribute("Algorithm").unwrap_or_default() {
        "http://www.w3.org/2001/04/xmlenc#sha256" => Ok(Digest::Sha256),
        "http://www.w3.org/2001/04/xmldsig-more#sha384" => Ok(Digest::Sha384),
        "http://www.w3.org/2001/04/xmlenc#sha512" => Ok(Digest::Sha512),
        other => Err(ListError::Algorithm(other.to_owned())),
    }
}

/// Whether the signed properties name the certificate by its digest (EN 319 132-1, 5.2.2).
fn names_certificate(properties: Node<'_, '_>, signer: &Certificate<'_>) -> Result<(), ListError> {
    let about = only(properties, XADES, "SignedSignatureProperties")?;
    let named = match maybe(about, XADES, "SigningCertificateV2")? {
        Some(newer) => newer,
        None => match maybe(about, XADES, "SigningCertificate")? {
            Some(older) => older,
            None => return form("it does not name its signer's certificate"),
        },
    };
    let Some(first) = children(named, XADES, "Cert").next() else {
        return form("it does not name its signer's certificate");
    };
    let stated = only(first, XADES, "CertDigest")?;
    let digest = digest(only(stated, DS, "DigestMethod")?)?;
    if digest.of(&[signer.raw]) != bytes(only(stated, DS, "DigestValue")?)? {
        return form("it was made for a different certificate from the one in it");
    }
    Ok(())
}

/// Verifies the signature value over the canonical SignedInfo.
fn value(
    signature: Node<'_, '_>,
    signer: &Certificate<'_>,
    issued: i64,
    algorithm_expiry: &AlgorithmExpiry,
) -> Result<(), ListError> {
    let info = only(signature, DS, "SignedInfo")?;
    let method = method(only(info, DS, "CanonicalizationMethod")?)?;
    let message = canonical(info, &method, None)?;
    let stated = only(info, DS, "SignatureMethod")?;
    let uri = stated.attribute("Algorithm").unwrap_or_default();
    let unsupported = || ListError::Algorithm(uri.to_owned());
    if stated.first_element_child().is_some() {
        return Err(unsupported());
    }
    let (algorithm, digest) = algorithm(uri).ok_or_else(unsupported)?;
    if let Some(weak) = algorithm_expiry.weak(Some(digest), Some(&signer.key), issued) {
        return Err(ListError::Algorithm(weak.to_string()));
    }
    // An attacker who breaks a key can backdate a list to a time when the key was strong.
    if let Some(bits) = signature::rsa_bits(&signer.key).filter(|bits| *bits < MIN_RSA_BITS) {
        let name = format!("an RSA key of {bits} bits");
        return Err(ListError::Algorithm(name.to_string()));
    }
    let mut value = bytes(only(signature, DS, "SignatureValue")?)?;
    if algorithm.is_pair {
        if !matches!(value.len(), 64 | 96 | 132) {
            return Err(ListError::Forged);
        }
        value = der::ecdsa_value(&value);
    }
    let named = AlgorithmId {
        oid: algorithm.oid,
        parameters: &algorithm.parameters,
    };
    match signature::verify(&signer.key, named, None, &message, &value) {
        Outcome::Right => Ok(()),
        Outcome::Wrong => Err(ListError::Forged),
        Outcome::Unsupported(name) => Err(ListError::Algorithm(name.to_string())),
    }
}

/// A signature algorithm in the notation of certificates.
struct SignatureAlgorithm {
    oid: &'static [u8],
    parameters: Vec<u8>,
    /// Whether the value is two numbers of the same length (XML-DSig) instead of DER.
    is_pair: bool,
}

/// The algorithms of RFC 9231 that are accepted.
fn algorithm(uri: &str) -> Option<(SignatureAlgorithm, Digest)> {
    let simple = |oid, is_pair| SignatureAlgorithm {
        oid,
        parameters: if is_pair {
            Vec::new()
        } else {
            vec![tag::NULL, 0]
        },
        is_pair,
    };
    let pss = |digest| SignatureAlgorithm {
        oid: oid::RSA_PSS,
        parameters: pss_parameters(digest),
        is_pair: false,
    };
    let more = uri.strip_prefix("http://www.w3.org/2001/04/xmldsig-more#");
    let newer = uri.strip_prefix("http://www.w3.org/2007/05/xmldsig-more#");
    Some(match (more, newer) {
        (Some("rsa-sha256"), _) => (simple(oid::SHA256_RSA, false), Digest::Sha256),
        (Some("rsa-sha384"), _) => (simple(oid::SHA384_RSA, false), Digest::Sha384),
        (Some("rsa-sha512"), _) => (simple(oid::SHA512_RSA, false), Digest::Sha512),
        (Some("ecdsa-sha256"), _) => (simple(oid::ECDSA_SHA256, true), Digest::Sha256),
        (Some("ecdsa-sha384"), _) => (simple(oid::ECDSA_SHA384, true), Digest::Sha384),
        (Some("ecdsa-sha512"), _) => (simple(oid::ECDSA_SHA512, true), Digest::Sha512),
        (_, Some("sha256-rsa-MGF1")) => (pss(Digest::Sha256), Digest::Sha256),
        (_, Some("sha384-rsa-MGF1")) => (pss(Digest::Sha384), Digest::Sha384),
        (_, Some("sha512-rsa-MGF1")) => (pss(Digest::Sha512), Digest::Sha512),
        _ => return None,
    })
}

/// RSASSA-PSS-params: this digest, for the mask too, and a salt as long as it is (RFC 9231, 2.3.10).
fn pss_parameters(digest: Digest) -> Vec<u8> {
    let hash = der::algorithm(digest.oid(), &[tag::NULL, 0]);
    let mask = der::algorithm(oid::MASK_GENERATION, &hash);
    let length = u8::try_from(digest.of(&[]).len()).unwrap_or_default();
    der::sequence(&[
        &der::tlv(0xa0, &hash),
        &der::tlv(0xa1, &mask),
        &der::tlv(0xa2, &der::unsigned(&[length])),
    ])
}
