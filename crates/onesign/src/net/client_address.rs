//! The address of a client: the nearest one that a client can't choose itself, in one spelling.
//!
//! Only `X-Forwarded-For` is read. A proxy that writes `Forwarded` alone is recorded itself.

use crate::config::TrustedProxies;
use axum::extract::ConnectInfo;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

/// The list of addresses to which every proxy adds the one it was called from, at the right end.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// Where a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClientAddress {
    ip: IpAddr,
    is_reported: bool,
}

impl ClientAddress {
    /// Walks from the connection's other end towards the client, as long as trusted proxies say who called them. An
    /// entry that can't be read ends the walk at the proxy that reported it: what is left of it is anybody's word.
    pub(crate) fn of(peer: IpAddr, headers: &HeaderMap, trusted: &TrustedProxies) -> Self {
        let mut client = Self {
            ip: peer.to_canonical(),
            is_reported: false,
        };
        let lines: Vec<&[u8]> = headers
            .get_all(FORWARDED_FOR)
            .iter()
            .map(axum::http::HeaderValue::as_bytes)
            .collect();
        let from_the_right = lines
            .iter()
            .rev()
            .flat_map(|line| line.rsplit(|byte| *byte == b','));
        for entry in from_the_right {
            if !trusted.contains(client.ip) {
                break;
            }
            let Some(ip) = entry_address(entry) else {
                break;
            };
            client.ip = ip;
            client.is_reported = true;
        }
        client
    }

    /// The address itself; IPv4 addresses inside IPv6 ones are unpacked.
    pub(crate) fn ip(self) -> IpAddr {
        self.ip
    }

    /// Whether a trusted proxy reported the address, instead of the connection showing it.
    pub(crate) fn is_reported(self) -> bool {
        self.is_reported
    }

    /// What to count this client's requests under.
    pub(crate) fn network(self) -> Network {
        Network::of(self.ip)
    }
}

/// Tells the addresses of clients.
#[derive(Clone)]
pub(crate) struct Addresses(Arc<TrustedProxies>);

impl Addresses {
    pub(crate) fn new(trusted: TrustedProxies) -> Self {
        Self(Arc::new(trusted))
    }

    /// The address of the client of a request whose connection comes from this peer.
    pub(crate) fn of_peer(&self, peer: IpAddr, headers: &HeaderMap) -> ClientAddress {
        ClientAddress::of(peer, headers, &self.0)
    }

    /// The address of the client of a request.
    pub(crate) fn of(&self, parts: &Parts) -> ClientAddress {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        // Every connection notes its other end; without one, nobody is trusted and nobody is local.
        let peer = peer.map_or(Ipv6Addr::UNSPECIFIED.into(), |info| info.0.ip());
        self.of_peer(peer, &parts.headers)
    }
}

/// An entry of the list: an address, with or without a port, an IPv6 one in brackets then. `unknown`, names that hide
/// the address, and everything else are none.
fn entry_address(entry: &[u8]) -> Option<IpAddr> {
    let entry = std::str::from_utf8(entry).ok()?.trim_matches([' ', '\t']);
    let ip = if let Some(rest) = entry.strip_prefix('[') {
        let (address, after) = rest.split_once(']')?;
        if !after.is_empty() && !is_port(after.strip_prefix(':')?) {
            return None;
        }
        IpAddr::V6(ipv6(address)?)
    } else if let Ok(ip) = entry.parse::<Ipv4Addr>() {
        IpAddr::V4(ip)
    } else if let Some(ip) = ipv6(entry) {
        IpAddr::V6(ip)
    } else {
        let (address, port) = entry.split_once(':')?;
        IpAddr::V4(address.parse().ok().filter(|_| is_port(port))?)
    };
    Some(ip.to_canonical())
}

/// An IPv6 address. The zone behind `%` names an interface of the proxy and says nothing here.
fn ipv6(text: &str) -> Option<Ipv6Addr> {
    let Some((address, zone)) = text.split_once('%') else {
        return text.parse().ok();
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    (!zone.is_empty() && zone.chars().all(plain)).then(|| address.parse().ok())?
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

/// What requests are counted under: an IPv4 address, or the /64 of an IPv6 address, which one customer owns whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Network(IpAddr);

impl Network {
    /// The network of an address.
    pub(crate) fn of(ip: IpAddr) -> Self {
        Self(match ip.to_canonical() {
            IpAddr::V4(ip) => ip.into(),
            IpAddr::V6(ip) => Ipv6Addr::from_bits(ip.to_bits() & (u128::MAX << 64)).into(),
        })
    }

    /// The site that it is a part of: the /24 of an IPv4 address, the /48 of an IPv6 address. Whoever has one network of
    /// a site often has all of them.
    pub(crate) fn site(self) -> Self {
        Self(match self.0 {
            IpAddr::V4(ip) => Ipv4Addr::from_bits(ip.to_bits() & (u32::MAX << 8)).into(),
            IpAddr::V6(ip) => Ipv6Addr::from_bits(ip.to_bits() & (u128::MAX << 80)).into(),
        })
    }
}

impl From<SocketAddr> for Network {
    fn from(peer: SocketAddr) -> Self {
        Self::of(peer.ip())
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            IpAddr::V4(ip) => ip.fmt(f),
            IpAddr::V6(ip) => write!(f, "{ip}/64"),
        }
    }
}

#[cfg(test)]
mod tests;
