//! The browser's key: a P-256 key that never leaves the recipient's browser signs every write of a signing session, so
//! that a stolen cookie can't sign. The signed text names the link, the request and a counter, so it proves this one
//! request once and no other.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey, UnparsedPublicKey};
use onesign_core::audit::{from_base64url, hex, sha256};

/// The header that carries the proof.
pub(crate) const HEADER: &str = "onesign-key-signature";
/// The largest error of the browser's clock, in milliseconds.
const CLOCK_MS: i64 = 10 * 60 * 1000;
/// The largest counter: JavaScript integers are exact up to here.
const MAX_COUNTER: i64 = (1 << 53) - 1;

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

/// Whether a session can be bound to this key: its point must be on the curve.
pub(crate) fn is_key(key: &str) -> bool {
    point(key).is_some_and(|point| ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).is_ok())
}

/// A write of a signing session.
#[derive(Clone, Copy)]
pub(crate) struct Written<'a> {
    /// The selector of the session's link. A link gives one session, so it identifies the session too.
    pub(crate) link: &'a str,
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    /// The part after `?`; empty if there is none.
    pub(crate) query: &'a str,
    pub(crate) body: &'a [u8],
}

/// The bytes that the browser signs.
pub(crate) fn signed_text(written: Written, unix_ms: i64, counter: i64) -> String {
    let Written {
        link,
        method,
        path,
        query,
        body,
    } = written;
    format!(
        "onesign/request/2\n{link}\n{method}\n{path}\n{query}\n{unix_ms}\n{counter}\n{}",
        hex(&sha256(&[body]))
    )
}

/// Checks the proof that the browser with `key` made a request: `{unix_ms}.{counter}.{base64url(r||s)}`. Returns the
/// counter, which the store compares with those of earlier requests.
pub(crate) fn counter_of(header: &str, key: &str, written: Written, now_ms: i64) -> Option<i64> {
    let mut parts = header.splitn(3, '.');
    let (at, counter, signature) = (parts.next()?, parts.next()?, parts.next()?);
    let (at, counter): (i64, i64) = (at.parse().ok()?, counter.parse().ok()?);
    if (now_ms.checked_sub(at)?).checked_abs()? > CLOCK_MS || !(1..=MAX_COUNTER).contains(&counter)
    {
        return None;
    }
    let text = signed_text(written, at, counter);
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point(key)?)
        .verify(text.as_bytes(), &from_base64url(signature)?)
        .ok()?;
    Some(counter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::rand::SystemRandom;
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
    use onesign_core::audit::base64url;

    const WRITTEN: Written = Written {
        link: "AAAAAAAAAAAAAAAA",
        method: "POST",
        path: "/v1/signing/signature",
        query: "",
        body: b"{}",
    };

    #[test]
    fn only_this_request_by_this_key_at_this_time() {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let key = base64url(&[P256_SPKI.as_slice(), pair.public_key().as_ref()].concat());
        assert!(is_key(&key));
        let now = 1_790_000_000_000;
        let text = signed_text(WRITTEN, now, 7);
        let signature = pair.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
        let signature = base64url(signature.as_ref());
        let header = format!("{now}.7.{signature}");
        let proof = |written, at| counter_of(&header, &key, written, at);
        assert_eq!(proof(WRITTEN, now + 1), Some(7));
        let others = [
            Written {
                link: "BBBBBBBBBBBBBBBB",
                ..WRITTEN
            },
            Written {
                method: "PUT",
                ..WRITTEN
            },
            Written {
                path: "/v1/signing/declining",
                ..WRITTEN
            },
            Written {
                query: "x=1",
                ..WRITTEN
            },
            Written {
                body: b"{ }",
                ..WRITTEN
            },
        ];
        for other in others {
            assert_eq!(proof(other, now), None);
        }
        assert_eq!(proof(WRITTEN, now + CLOCK_MS + 1), None);
        for counter in ["8", "07x", "-7", "0", ""] {
            let header = format!("{now}.{counter}.{signature}");
            assert_eq!(counter_of(&header, &key, WRITTEN, now), None, "{counter}");
        }
    }

    #[test]
    fn a_point_that_is_not_on_the_curve_is_not_a_key() {
        let mut point = vec![4u8; 65];
        point[64] = 5;
        let key = base64url(&[P256_SPKI.as_slice(), &point].concat());
        assert!(!is_key(&key) && !is_key("AAAA") && !is_key(""));
    }
}
