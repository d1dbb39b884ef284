//! Session cookies: `v1.<session id>.<HMAC-SHA-256>`, both in base64url. The server keeps only the hash of the id.

use crate::clock::random;
use aws_lc_rs::hmac;
use onesign_core::audit::{base64url, from_base64url, sha256};

/// Which of the two cookies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CookieKind {
    /// A signed-in account.
    Account,
    /// A recipient's signing session.
    Signing,
}

/// Makes and checks cookies.
pub(crate) struct Cookies {
    key: hmac::Key,
    secure: bool,
}

/// A new session identifier: the cookie that carries it, and the hash that is stored.
pub(crate) struct NewSession {
    pub(crate) set_cookie: String,
    pub(crate) sid_sha256: String,
}

impl Cookies {
    /// `secure` is true whenever people reach the instance over TLS.
    pub(crate) fn new(key: &[u8; 32], secure: bool) -> Self {
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, key),
            secure,
        }
    }

    /// `__Host-` binds the cookie to this host and to TLS; plain http, which only localhost has, can't carry it.
    pub(crate) fn name(&self, kind: CookieKind) -> &'static str {
        match (kind, self.secure) {
            (CookieKind::Account, true) => "__Host-onesign",
            (CookieKind::Account, false) => "onesign",
            (CookieKind::Signing, true) => "__Host-onesign-sign",
            (CookieKind::Signing, false) => "onesign-sign",
        }
    }

    /// A fresh session that lives for `seconds`.
    pub(crate) fn issue(&self, kind: CookieKind, seconds: i64) -> NewSession {
        let sid = random::<32>();
        let mac = self.mac(kind, &sid);
        let value = format!("v1.{}.{}", base64url(&sid), base64url(mac.as_ref()));
        NewSession {
            set_cookie: self.header(kind, &value, seconds),
            sid_sha256: base64url(&sha256(&[&sid])),
        }
    }

    /// The header that removes the cookie.
    pub(crate) fn clear(&self, kind: CookieKind) -> String {
        self.header(kind, "", 0)
    }

    fn header(&self, kind: CookieKind, value: &str, seconds: i64) -> String {
        let same_site = match kind {
            CookieKind::Account => "Lax",
            CookieKind::Signing => "Strict",
        };
        let secure = if self.secure { "; Secure" } else { "" };
        format!(
            "{}={value}; Path=/; HttpOnly; SameSite={same_site}; Max-Age={seconds}{secure}",
            self.name(kind)
        )
    }

    /// The hash of the session identifier in a `Cookie` header, if its signature is right.
    pub(crate) fn read(&self, kind: CookieKind, header: &str) -> Option<String> {
        let name = self.name(kind);
        let value = header
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='))
            .find_map(|(key, value)| (key == name).then_some(value))?;
        let (sid, mac) = value.strip_prefix("v1.")?.split_once('.')?;
        let (sid, mac) = (from_base64url(sid)?, from_base64url(mac)?);
        hmac::verify(&self.key, &message(kind, &sid), &mac).ok()?;
        Some(base64url(&sha256(&[&sid])))
    }

    fn mac(&self, kind: CookieKind, sid: &[u8]) -> hmac::Tag {
        hmac::sign(&self.key, &message(kind, sid))
    }
}

/// What is signed names the kind, so that a cookie of one kind is none of the other.
fn message(kind: CookieKind, sid: &[u8]) -> Vec<u8> {
    let label: &[u8] = match kind {
        CookieKind::Account => b"onesign/session/account\n",
        CookieKind::Signing => b"onesign/session/signing\n",
    };
    [label, sid].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value_of(set_cookie: &str) -> &str {
        set_cookie.split(';').next().unwrap()
    }

    #[test]
    fn a_cookie_reads_back_and_no_changed_bit_does() {
        let cookies = Cookies::new(&[3; 32], true);
        let session = cookies.issue(CookieKind::Account, 60);
        let header = value_of(&session.set_cookie);
        assert_eq!(
            cookies.read(CookieKind::Account, header),
            Some(session.sid_sha256.clone())
        );
        for position in header.find("v1").unwrap()..header.len() {
            let mut bytes = header.as_bytes().to_vec();
            bytes[position] ^= 1;
            let changed = String::from_utf8_lossy(&bytes).into_owned();
            assert_eq!(
                cookies.read(CookieKind::Account, &changed),
                None,
                "bit at {position}"
            );
        }
    }

    #[test]
    fn kinds_and_keys_do_not_mix() {
        let cookies = Cookies::new(&[3; 32], false);
        let session = cookies.issue(CookieKind::Account, 60);
        let moved = value_of(&session.set_cookie).replace("onesign=", "onesign-sign=");
        assert_eq!(cookies.read(CookieKind::Signing, &moved), None);
        let other = Cookies::new(&[4; 32], false);
        assert_eq!(
            other.read(CookieKind::Account, value_of(&session.set_cookie)),
            None
        );
    }

    #[test]
    fn attributes() {
        let secure = Cookies::new(&[3; 32], true)
            .issue(CookieKind::Signing, 60)
            .set_cookie;
        assert!(secure.starts_with("__Host-onesign-sign=v1."));
        for attribute in ["; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/"] {
            assert!(secure.contains(attribute), "{attribute}");
        }
    }
}
