//! Session cookies: `v1.<session id>.<HMAC-SHA-256>`, both in base64url. The server keeps only the hash of the id.

use crate::clock::random;
use aws_lc_rs::hmac;
use axum::http::{HeaderMap, header};
use cookie::time::Duration;
use cookie::{Cookie, SameSite};
use onesign_core::audit::{base64url, from_base64url, sha256};
use onesign_core::identity::account::Account;

/// How many signing sessions a browser keeps at a time. A further session removes the cookies of the oldest ones, so
/// that no request exceeds the limits of intermediate servers.
const SIDE_BY_SIDE: usize = 16;

/// The purpose of a cookie.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CookieKind<'a> {
    /// The session of an account.
    Account,
    /// A recipient's signing session, by the selector of its link: a person may have several ceremonies open in one
    /// browser.
    Signing(&'a str),
    /// A browser in which an account has signed in, by the account's id. It grants no access: it only gives this
    /// browser its own limit of sign-in attempts, which strangers can't use up. It ends with the password, whose mark is
    /// the second part: whoever knew an old one has no limit of their own.
    Device(&'a str, &'a str),
}

/// An account as a remembered browser knows it.
pub(crate) struct Device {
    account: String,
    /// A digest of the password's hash: it changes with the password.
    password: String,
}

impl Device {
    pub(crate) fn of(account: &Account) -> Self {
        let hash = account.password_hash.as_bytes();
        Self {
            account: account.id.to_string(),
            password: base64url(&sha256(&[b"onesign/device/2\n", hash])),
        }
    }

    pub(crate) fn kind(&self) -> CookieKind<'_> {
        CookieKind::Device(&self.account, &self.password)
    }
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
    /// `secure` is true if people reach the instance over TLS.
    pub(crate) fn new(key: &[u8; 32], secure: bool) -> Self {
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, key),
            secure,
        }
    }

    /// `__Host-` binds the cookie to this host and to TLS; plain http, which only localhost uses, can't carry it.
    fn name(&self, kind: CookieKind) -> String {
        let host = if self.secure { "__Host-" } else { "" };
        match kind {
            CookieKind::Account => format!("{host}onesign"),
            CookieKind::Signing(link) => format!("{host}onesign-sign-{link}"),
            CookieKind::Device(account, _) => format!("{host}onesign-device-{account}"),
        }
    }

    /// A new session that lasts `seconds`.
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

    /// The headers that remove the oldest signing sessions from a browser with this `Cookie` header, to make room for
    /// one more. Browsers send older cookies first (RFC 6265, 5.4).
    pub(crate) fn make_room(&self, header: &str) -> Vec<String> {
        let prefix = self.name(CookieKind::Signing(""));
        let sent = Cookie::split_parse(header).flatten();
        let links: Vec<String> = sent
            .filter_map(|cookie| Some(cookie.name().strip_prefix(&prefix)?.to_owned()))
            .collect();
        let surplus = (links.len() + 1).saturating_sub(SIDE_BY_SIDE);
        links
            .into_iter()
            .take(surplus)
            .map(|link| self.clear(CookieKind::Signing(&link)))
            .collect()
    }

    fn header(&self, kind: CookieKind, value: &str, seconds: i64) -> String {
        let same_site = match kind {
            CookieKind::Account => SameSite::Lax,
            CookieKind::Signing(_) | CookieKind::Device(..) => SameSite::Strict,
        };
        Cookie::build((self.name(kind), value))
            .path("/")
            .http_only(true)
            .same_site(same_site)
            .max_age(Duration::seconds(seconds))
            .secure(self.secure)
            .to_string()
    }

    /// The hash of the session identifier in this kind of cookie, from the headers of a request.
    pub(crate) fn find(&self, kind: CookieKind, sent: &HeaderMap) -> Option<String> {
        sent.get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .find_map(|value| self.read(kind, value))
    }

    /// The hash of the session identifier in a `Cookie` header, if its MAC is right.
    pub(crate) fn read(&self, kind: CookieKind, header: &str) -> Option<String> {
        let name = self.name(kind);
        let mut sent = Cookie::split_parse(header).flatten();
        let cookie = sent.find(|cookie| cookie.name() == name)?;
        let (sid, mac) = cookie.value().strip_prefix("v1.")?.split_once('.')?;
        let (sid, mac) = (from_base64url(sid)?, from_base64url(mac)?);
        hmac::verify(&self.key, &message(kind, &sid), &mac).ok()?;
        Some(base64url(&sha256(&[&sid])))
    }
}

/// The authenticated message names the kind, so that a cookie of one kind or link is invalid for any other.
fn message(kind: CookieKind, sid: &[u8]) -> Vec<u8> {
    match kind {
        CookieKind::Account => [b"onesign/session/account\n", sid].concat(),
        CookieKind::Signing(link) => {
            [b"onesign/session/signing\n", link.as_bytes(), b"\n", sid].concat()
        }
        CookieKind::Device(account, password) => [
            b"onesign/device/2\n",
            account.as_bytes(),
            b"\n",
            password.as_bytes(),
            b"\n",
            sid,
        ]
        .concat(),
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
        let device = cookies.issue(CookieKind::Device("abc", "p"), 60);
        let value = value_of(&device.set_cookie);
        assert!(
            cookies
                .read(CookieKind::Device("abc", "p"), value)
                .is_some()
        );
        assert_eq!(cookies.read(CookieKind::Device("abc", "q"), value), None);
        let moved = value.replace("-abc=", "-xyz=");
        assert_eq!(cookies.read(CookieKind::Device("xyz", "p"), &moved), None);
        let moved = value.replace("-device-abc=", "=");
        assert_eq!(cookies.read(CookieKind::Account, &moved), None);
        let other = Cookies::new(&[4; 32], false);
        assert_eq!(
            other.read(CookieKind::Account, value_of(&session.set_cookie)),
            None
        );
    }

    /// A `Set-Cookie` header without its variable parts.
    fn shown(set_cookie: &str) -> String {
        match set_cookie.split_once("=v1.") {
            Some((name, rest)) => {
                let (_, attributes) = rest.split_once(';').unwrap();
                format!("{name}=v1.….…;{attributes}")
            }
            None => set_cookie.to_owned(),
        }
    }

    #[test]
    fn attributes() {
        let shown = |secure: bool| {
            let cookies = Cookies::new(&[3; 32], secure);
            let kinds = [
                CookieKind::Account,
                CookieKind::Signing("abc"),
                CookieKind::Device("def", "p"),
            ];
            let issued = kinds.map(|kind| shown(&cookies.issue(kind, 60).set_cookie));
            let cleared = cookies.clear(CookieKind::Account);
            [issued.join("\n"), cleared].join("\n")
        };
        insta::assert_snapshot!(shown(true), @r"
        __Host-onesign=v1.….…; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=60
        __Host-onesign-sign-abc=v1.….…; HttpOnly; SameSite=Strict; Secure; Path=/; Max-Age=60
        __Host-onesign-device-def=v1.….…; HttpOnly; SameSite=Strict; Secure; Path=/; Max-Age=60
        __Host-onesign=; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0
        ");
        insta::assert_snapshot!(shown(false), @r"
        onesign=v1.….…; HttpOnly; SameSite=Lax; Path=/; Max-Age=60
        onesign-sign-abc=v1.….…; HttpOnly; SameSite=Strict; Path=/; Max-Age=60
        onesign-device-def=v1.….…; HttpOnly; SameSite=Strict; Path=/; Max-Age=60
        onesign=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0
        ");
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
