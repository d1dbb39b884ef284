//! Networks of proxies whose statements about the caller's address are trusted.

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

/// The widest networks of one operator's proxies, as prefix lengths.
const WIDEST_V4: u8 = 8;
const WIDEST_V6: u8 = 16;
/// Local addresses without outside use (RFC 4193), which a setting may name as a whole.
const LOCAL_V6: Ipv6Net = Ipv6Net::new_assert(Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7);

/// Networks of trusted proxies. None by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    /// Whether this is the address of a trusted proxy, in either form of an IPv4 address.
    pub fn contains(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        self.0.iter().any(|network| network.contains(&ip))
    }
}

#[cfg(test)]
impl TrustedProxies {
    /// All addresses, which no setting can name.
    pub(crate) fn everybody() -> Self {
        Self(["0.0.0.0/0", "::/0"].map(|all| all.parse().unwrap()).into())
    }
}

impl FromStr for TrustedProxies {
    type Err = String;

    /// Parses comma-separated addresses and networks.
    fn from_str(text: &str) -> Result<Self, String> {
        text.split(',')
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(network)
            .collect::<Result<Vec<_>, _>>()
            .and_then(none_too_wide)
            .map(Self)
    }
}

/// Refuses networks wider than one operator's own, even if written in pieces: any machine in them could forge the
/// recorded address.
fn none_too_wide(networks: Vec<IpNet>) -> Result<Vec<IpNet>, String> {
    let is_too_wide = |network: &IpNet| match network {
        IpNet::V4(network) => network.prefix_len() < WIDEST_V4,
        IpNet::V6(network) => network.prefix_len() < WIDEST_V6 && !LOCAL_V6.contains(network),
    };
    match IpNet::aggregate(&networks)
        .iter()
        .find(|network| is_too_wide(network))
    {
        None => Ok(networks),
        Some(network) => Err(format!(
            "{network} covers too many machines, and any of them could then choose the address that is recorded; name \
             only the networks of your proxies, such as 10.0.0.0/8"
        )),
    }
}

fn network(text: &str) -> Result<IpNet, String> {
    let read = text
        .parse::<IpNet>()
        .ok()
        .or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from));
    let network = read.ok_or_else(|| {
        format!(
            "{text:?} is not an address or a network; write them like 127.0.0.1, ::1, 10.0.0.0/8, separated by commas"
        )
    })?;
    let network = unmapped(network);
    if network != network.trunc() {
        return Err(format!(
            "{text} is an address inside a network; write {} for the network or {} for the address",
            network.trunc(),
            network.addr()
        ));
    }
    Ok(network)
}

/// Converts IPv4 addresses inside IPv6 ones to IPv4 for comparison.
fn unmapped(network: IpNet) -> IpNet {
    let IpNet::V6(inside) = network else {
        return network;
    };
    let prefix = inside.prefix_len().checked_sub(96);
    match (inside.addr().to_ipv4_mapped(), prefix) {
        (Some(ip), Some(prefix)) => Ipv4Net::new(ip, prefix).map_or(network, IpNet::V4),
        _ => network,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(networks: &str, ip: &str) -> bool {
        let networks: TrustedProxies = networks.parse().unwrap();
        networks.contains(ip.parse().unwrap())
    }

    #[test]
    fn addresses_and_networks_in_any_spelling() {
        assert!(contains("10.0.0.0/8,127.0.0.1, ::1", "10.255.0.1"));
        assert!(contains("10.0.0.0/8,127.0.0.1, ::1", "::ffff:127.0.0.1"));
        assert!(contains("10.0.0.0/8,127.0.0.1, ::1", "::1"));
        assert!(!contains("10.0.0.0/8,127.0.0.1, ::1", "11.0.0.1"));
        assert!(contains("::ffff:10.0.0.0/104", "10.1.2.3"));
        assert!(contains("2001:db8::/32", "2001:db8:ffff::1"));
        assert!(contains("fc00::/7,10.0.0.0/8,172.16.0.0/12", "fd00::1"));
        assert!(!contains("", "127.0.0.1"));
    }

    #[test]
    fn what_cannot_be_meant_is_refused_with_what_to_write() {
        for (text, words) in [
            ("10.1.2.3/8", "write 10.0.0.0/8 for the network or 10.1.2.3"),
            ("0.0.0.0/0", "0.0.0.0/0 covers too many machines"),
            ("::/0", "::/0 covers too many machines"),
            ("::ffff:0.0.0.0/96", "0.0.0.0/0 covers too many machines"),
            (
                "0.0.0.0/1,128.0.0.0/1",
                "0.0.0.0/0 covers too many machines",
            ),
            ("::/1,8000::/1", "::/0 covers too many machines"),
            (
                "::ffff:0.0.0.0/97,128.0.0.0/1",
                "0.0.0.0/0 covers too many machines",
            ),
            (
                "64.0.0.0/8,65.0.0.0/8",
                "64.0.0.0/7 covers too many machines",
            ),
            ("10.0.0.0/8,2000::/3", "2000::/3 covers too many machines"),
            ("*", "is not an address or a network"),
            ("proxy.internal", "is not an address or a network"),
            ("10.0.0.0/33", "is not an address or a network"),
            ("127.0.0.1:80", "is not an address or a network"),
        ] {
            let problem = text.parse::<TrustedProxies>().unwrap_err();
            assert!(problem.contains(words), "{text}: {problem}");
        }
    }
}
