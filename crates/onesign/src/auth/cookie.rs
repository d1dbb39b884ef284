//! Session cookies: `v1.<session id>.<HMAC-SHA-256>`, both in base64url. The server keeps only the hash of the id.

use crate::clock::random;
use aws_lc_rs::hmac;
use axum::http::{HeaderMap, header};
use onesign_core::audit::{base64url, from_base64url, sha256};

/// How many signing sessions a browser keeps side by side; cookies of older ones are removed when another begins, so
/// that no request outgrows what servers on the way accept.
const SIDE_BY_SIDE: usize = 16;

/// Whose cookie.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CookieKind<'a> {
    /// A signed-in account's.
    Account,
    /// That of a recipient's signing session, by the selector of its link: a person may have several ceremonies open
    /// in one browser.
    Signing(&'a str),
    /// A browser in which an account has signed in, by the account's id. It opens nothing: it only says that strangers
    /// must not keep this browser from another try.
    Device(&'a str),
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
    fn name(&self, kind: CookieKind) -> String {
        let host = if self.secure { "__Host-" } else { "" };
        match kind {
            CookieKind::Account => format!("{host}onesign"),
            CookieKind::Signing(link) => format!("{host}onesign-sign-{link}"),
            CookieKind::Device(account) => format!("{host}onesign-device-{account}"),
        }
    }

    /// A fresh session that lives for `seconds`.
    pub(crate) fn issue(&self, kind: CookieKind, seconds: i64) -> NewSession {
        let sid = random::<32>();
        let mac = hmac::sign(&self.key, &message(kind, &sid));
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

    /// The headers that remove the oldest signing sessions of a browser that sends this `Cookie` header, so that
    /// there is room for one more. Browsers send older cookies first (RFC 6265, 5.4).
    pub(crate) fn make_room(&self, header: &str) -> Vec<String> {
        let prefix = self.name(CookieKind::Signing(""));
        let links: Vec<&str> = pairs(header)
            .filter_map(|(name, _)| name.strip_prefix(prefix.as_str()))
            .collect();
        let surplus = (links.len() + 1).saturating_sub(SIDE_BY_SIDE);
        links
            .into_iter()
            .take(surplus)
            .map(|link| self.clear(CookieKind::Signing(link)))
            .collect()
    }

    fn header(&self, kind: CookieKind, value: &str, seconds: i64) -> String {
        let same_site = match kind {
            CookieKind::Account => "Lax",
            CookieKind::Signing(_) | CookieKind::Device(_) => "Strict",
        };
        let secure = if self.secure { "; Secure" } else { "" };
        format!(
            "{}={value}; Path=/; HttpOnly; SameSite={same_site}; Max-Age={seconds}{secure}",
            self.name(kind)
        )
    }

    /// The hash of the session identifier in this kind of cookie, among the headers of a request.
    pub(crate) fn find(&self, kind: CookieKind, sent: &HeaderMap) -> Option<String> {
        sent.get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .find_map(|value| self.read(kind, value))
    }

    /// The hash of the session identifier in a `Cookie` header, if its signature is right.
    pub(crate) fn read(&self, kind: CookieKind, header: &str) -> Option<String> {
        let name = self.name(kind);
        let value = pairs(header).find_map(|(key, value)| (key == name).then_some(value))?;
        let (sid, mac) = value.strip_prefix("v1.")?.split_once('.')?;
        let (sid, mac) = (from_base64url(sid)?, from_base64url(mac)?);
        hmac::verify(&self.key, &message(kind, &sid), &mac).ok()?;
        Some(base64url(&sha256(&[&sid])))
    }
}

/// Names and values in a `Cookie` header.
fn pairs(header: &str) -> impl Iterator<Item = (&str, &str)> {
    header
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='))
}

/// What is signed names the kind, so that a cookie of one kind or link is none of another.
fn message(kind: CookieKind, sid: &[u8]) -> Vec<u8> {
    match kind {
        CookieKind::Account => [b"onesign/session/account\n", sid].concat(),
        CookieKind::Signing(link) => {
            [b"onesign/session/signing\n", link.as_bytes(), b"\n", sid].concat()
        }
        CookieKind::Device(account) => {
            [b"onesign/device\n", account.as_bytes(), b"\n", sid].concat()
        }
    }
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
        let moved = value_of(&session.set_cookie).replace("onesign=", "onesign-sign-abc=");
        assert_eq!(cookies.read(CookieKind::Signing("abc"), &moved), None);
        let signing = cookies.issue(CookieKind::Signing("abc"), 60);
        let value = value_of(&signing.set_cookie);
        assert!(cookies.read(CookieKind::Signing("abc"), value).is_some());
        assert_eq!(cookies.read(CookieKind::Signing("xyz"), value), None);
        let moved = value.replace("-abc=", "-xyz=");
        assert_eq!(cookies.read(CookieKind::Signing("xyz"), &moved), None);
        let device = cookies.issue(CookieKind::Device("abc"), 60);
        let value = value_of(&device.set_cookie);
        assert!(cookies.read(CookieKind::Device("abc"), value).is_some());
        let moved = value.replace("-abc=", "-xyz=");
        assert_eq!(cookies.read(CookieKind::Device("xyz"), &moved), None);
        let moved = value.replace("-device-abc=", "=");
        assert_eq!(cookies.read(CookieKind::Account, &moved), None);
        let other = Cookies::new(&[4; 32], false);
        assert_eq!(
            other.read(CookieKind::Account, value_of(&session.set_cookie)),
            None
        );
    }

    #[test]
    fn attributes() {
        let secure = Cookies::new(&[3; 32], true)
            .issue(CookieKind::Signing("abc"), 60)
            .set_cookie;
        assert!(secure.starts_with("__Host-onesign-sign-abc=v1."));
        for attribute in ["; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/"] {
            assert!(secure.contains(attribute), "{attribute}");
        }
    }

    #[test]
    fn a_browser_keeps_so_many_signing_sessions_and_the_newest() {
        let cookies = Cookies::new(&[3; 32], true);
        let sent = |count: usize| {
            let own = (0..count).map(|n| format!("__Host-onesign-sign-l{n}=v1.x.y"));
            ["__Host-onesign=v1.a.b".to_owned()]
                .into_iter()
                .chain(own)
                .collect::<Vec<_>>()
                .join("; ")
        };
        assert!(cookies.make_room(&sent(SIDE_BY_SIDE - 1)).is_empty());
        let removed = cookies.make_room(&sent(SIDE_BY_SIDE + 1));
        assert_eq!(removed.len(), 2);
        for (n, header) in removed.iter().enumerate() {
            assert!(
                header.starts_with(&format!("__Host-onesign-sign-l{n}=; ")),
                "{header}"
            );
            assert!(header.contains("; Max-Age=0"));
        }
    }
}
