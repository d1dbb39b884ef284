//! Addresses in settings: the listening address, the public URL, and external services.

use super::ConfigError;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use url::{Host, Url};

/// `ONESIGN_LISTEN`.
pub(super) fn listen(text: &str) -> Result<SocketAddr, ConfigError> {
    const VARIABLE: &str = "ONESIGN_LISTEN";
    text.parse().map_err(|_| {
        let port = text.rsplit(':').next().and_then(|port| port.parse::<u16>().ok());
        let port = port.unwrap_or(8080);
        ConfigError::value(
            VARIABLE,
            format!(
                "write an IP address and a port: 127.0.0.1:{port} for this machine only, 0.0.0.0:{port} for all \
                 addresses of this machine"
            ),
        )
    })
}

/// `ONESIGN_PUBLIC_URL`: scheme and host, with TLS unless it is this machine. `may_be_plain` means that the operator
/// wants plain HTTP.
pub(super) fn public_url(text: &str, may_be_plain: bool) -> Result<Url, ConfigError> {
    const VARIABLE: &str = "ONESIGN_PUBLIC_URL";
    let refused = |problem: String| Err(ConfigError::value(VARIABLE, problem));
    let Some(url) = web_address(text) else {
        let bare = text.split("://").last().unwrap_or_default();
        let bare = bare.split('/').next().unwrap_or_default();
        let named = Url::parse(&format!("https://{bare}")).ok();
        let example = match named {
            // The text before @ is usually a password.
            Some(_) if bare.contains('@') => None,
            Some(url) if bare.starts_with(':') || url.host().is_none() => None,
            Some(url) if is_loopback(&url) => Some(format!("http://{bare}")),
            Some(_) => Some(format!("https://{bare}")),
            None => None,
        };
        let example = example.unwrap_or_else(|| "https://sign.example.com".into());
        return refused(format!("write the scheme too, as in {example}"));
    };
    let rest = (
        url.path(),
        url.query(),
        url.fragment(),
        url.username(),
        url.password(),
    );
    if rest != ("/", None, None, "", None) {
        return refused("give scheme and host only, such as https://sign.example.com".into());
    }
    if !can_be_opened(&url) {
        return refused(
            "nobody can open this address: write the name that people use, such as https://sign.example.com".into(),
        );
    }
    if url.scheme() == "http" && !is_loopback(&url) && !may_be_plain {
        let host = url.host_str().unwrap_or_default();
        return refused(format!(
            "plain http lets anyone between browser and server read and change documents, and browsers don't sign over it. Put a reverse proxy with TLS in front and write https://{host}; to try OneSign out, set ONESIGN_ALLOW_PLAIN_HTTP=yes"
        ));
    }
    Ok(url)
}

/// Whether a browser could open this address in this form.
fn can_be_opened(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => !name.contains('*') && !name.ends_with('.'),
        Some(Host::Ipv4(address)) => !address.is_unspecified(),
        Some(Host::Ipv6(address)) => !IpAddr::V6(address).to_canonical().is_unspecified(),
        None => false,
    }
}

/// A web address with a host.
fn web_address(text: &str) -> Option<Url> {
    let url = Url::parse(text.trim()).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.host().is_some()).then_some(url)
}

/// Whether an address can only mean this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).to_canonical().is_loopback(),
        None => false,
    }
}

/// The address of a time-stamping authority. It may contain a password, so only its scheme and host are ever shown.
#[derive(Clone, PartialEq, Eq)]
pub struct TsaUrl(Url);

impl TsaUrl {
    /// The complete address, for the request itself.
    pub(crate) fn expose(&self) -> &Url {
        &self.0
    }
}

impl fmt::Display for TsaUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.origin().ascii_serialization())
    }
}

impl fmt::Debug for TsaUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TsaUrl({self})")
    }
}

/// `ONESIGN_TSA_URL`, comma separated.
pub(super) fn authorities(text: &str) -> Result<Vec<TsaUrl>, ConfigError> {
    const VARIABLE: &str = "ONESIGN_TSA_URL";
    parts(text)
        .map(|part| {
            let url = web_address(part).ok_or_else(|| {
                ConfigError::value(
                    VARIABLE,
                    "write addresses that begin with http:// or https://, such as https://tsa.example.com/tsr, \
                     separated by commas",
                )
            })?;
            if url.scheme() == "http" && url.password().is_some() && !is_loopback(&url) {
                let problem = "the password would travel in plain text: use an address that begins with https://";
                return Err(ConfigError::value(VARIABLE, problem));
            }
            Ok(TsaUrl(url))
        })
        .collect()
}

/// `ONESIGN_FETCH_ALLOW`: names and addresses of single hosts, comma separated.
pub(super) fn hosts(text: &str) -> Result<Vec<String>, ConfigError> {
    parts(text)
        .map(|part| {
            let name = part.trim_end_matches('.');
            let plain = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
            let is_name = !name.is_empty() && name.chars().all(plain);
            if is_name || part.parse::<IpAddr>().is_ok() {
                return Ok(part.to_owned());
            }
            Err(ConfigError::value(
                "ONESIGN_FETCH_ALLOW",
                format!(
                    "{part:?} is not the name of a single host; write names or addresses such as crl.internal.example or \
                     10.0.0.7, separated by commas"
                ),
            ))
        })
        .collect()
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
}
