//! The browser's key: a P-256 key that never leaves the recipient's browser signs every write of a signing
//! session, so that a stolen cookie can't sign.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey, UnparsedPublicKey};
use onesign_core::audit::{from_base64url, hex, sha256};

/// The header that carries the proof.
pub(crate) const HEADER: &str = "onesign-key-signature";
/// How far the browser's clock may be off, in milliseconds.
const CLOCK_MS: i64 = 10 * 60 * 1000;

/// DER of a SubjectPublicKeyInfo for an uncompressed P-256 point (RFC 5480), up to the point itself.
pub(crate) const P256_SPKI: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// The uncompressed point of a P-256 key, given as base64url of its SubjectPublicKeyInfo in DER.
fn point(key: &str) -> Option<Vec<u8>> {
    let der = from_base64url(key)?;
    let point = der.strip_prefix(P256_SPKI.as_slice())?;
    (point.len() == 65 && point[0] == 4).then(|| point.to_vec())
}

/// Whether this is a key that a session can be bound to: its point lies on the curve.
pub(crate) fn is_key(key: &str) -> bool {
    point(key).is_some_and(|point| ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).is_ok())
}

/// The bytes that the browser signs.
pub(crate) fn signed_text(method: &str, path: &str, unix_ms: i64, body: &[u8]) -> String {
    format!(
        "onesign/request/1\n{method}\n{path}\n{unix_ms}\n{}",
        hex(&sha256(&[body]))
    )
}

/// Checks the proof that a request was made by the browser that holds `key`: `{unix_ms}.{base64url(r||s)}`.
pub(crate) fn is_proof(
    header: &str,
    key: &str,
    method: &str,
    path: &str,
    body: &[u8],
    now_ms: i64,
) -> bool {
    let check = || {
        let (at, signature) = header.split_once('.')?;
        let at: i64 = at.parse().ok()?;
        if (now_ms.checked_sub(at)?).checked_abs()? > CLOCK_MS {
            return None;
        }
        let text = signed_text(method, path, at, body);
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point(key)?)
            .verify(text.as_bytes(), &from_base64url(signature)?)
            .ok()
    };
    check().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::rand::SystemRandom;
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
    use onesign_core::audit::base64url;

    #[test]
    fn only_this_request_by_this_key_at_this_time() {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let key = base64url(&[P256_SPKI.as_slice(), pair.public_key().as_ref()].concat());
        assert!(is_key(&key));
        let now = 1_790_000_000_000;
        let text = signed_text("POST", "/v1/signing/signature", now, b"{}");
        let signature = pair.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
        let header = format!("{now}.{}", base64url(signature.as_ref()));
        let proof = |method: &str, path: &str, body: &[u8], at: i64| {
            is_proof(&header, &key, method, path, body, at)
        };
        assert!(proof("POST", "/v1/signing/signature", b"{}", now + 1));
        assert!(!proof("PUT", "/v1/signing/signature", b"{}", now));
        assert!(!proof("POST", "/v1/signing/declining", b"{}", now));
        assert!(!proof("POST", "/v1/signing/signature", b"{ }", now));
        assert!(!proof(
            "POST",
            "/v1/signing/signature",
            b"{}",
            now + CLOCK_MS + 1
        ));
        assert!(!is_key("AAAA") && !is_key(""));
        // Well-formed, but nothing that anybody could sign with.
        let mut beside = [P256_SPKI.as_slice(), pair.public_key().as_ref()].concat();
        beside[90] ^= 1;
        let zero = [P256_SPKI.as_slice(), &[4], &[0; 64]].concat();
        assert!(!is_key(&base64url(&beside)) && !is_key(&base64url(&zero)));
    }
}
