use super::*;
use proptest::prelude::*;

fn trusted(networks: &str) -> TrustedProxies {
    networks.parse().unwrap()
}

fn walk(peer: &str, lines: &[&str], networks: &str) -> (String, bool) {
    let mut headers = HeaderMap::new();
    for line in lines {
        headers.append(FORWARDED_FOR, line.parse().unwrap());
    }
    let client = ClientAddress::of(peer.parse().unwrap(), &headers, &trusted(networks));
    (client.ip().to_string(), client.is_reported())
}

#[test]
fn the_first_address_that_no_trusted_proxy_has_is_the_clients() {
    for (peer, lines, networks, right) in [
        // Nobody is trusted, or not this one.
        ("127.0.0.1", &["6.6.6.6"][..], "", "127.0.0.1"),
        ("198.51.100.7", &["6.6.6.6"], "127.0.0.1", "198.51.100.7"),
        // One proxy, one line or several: the last entry is the proxy's.
        ("127.0.0.1", &[], "127.0.0.1", "127.0.0.1"),
        ("127.0.0.1", &["203.0.113.5"], "127.0.0.1", "203.0.113.5"),
        (
            "127.0.0.1",
            &["6.6.6.6", "203.0.113.5"],
            "127.0.0.1",
            "203.0.113.5",
        ),
        (
            "127.0.0.1",
            &["6.6.6.6,203.0.113.5"],
            "127.0.0.1",
            "203.0.113.5",
        ),
        (
            "127.0.0.1",
            &["1.1.1.1, 6.6.6.6", "7.7.7.7 ,\t203.0.113.5 "],
            "127.0.0.1",
            "203.0.113.5",
        ),
        // Ports and brackets.
        (
            "127.0.0.1",
            &["6.6.6.6, 203.0.113.5:51234"],
            "127.0.0.1",
            "203.0.113.5",
        ),
        (
            "127.0.0.1",
            &["6.6.6.6, [2001:db8::7]:443"],
            "127.0.0.1",
            "2001:db8::7",
        ),
        (
            "127.0.0.1",
            &["6.6.6.6, [2001:DB8:0:0::7]"],
            "127.0.0.1",
            "2001:db8::7",
        ),
        (
            "127.0.0.1",
            &["6.6.6.6, 2001:db8::7"],
            "127.0.0.1",
            "2001:db8::7",
        ),
        (
            "127.0.0.1",
            &["6.6.6.6, fe80::1%eth0"],
            "127.0.0.1",
            "fe80::1",
        ),
        (
            "127.0.0.1",
            &["6.6.6.6, [fe80::1%25eth0]:80"],
            "127.0.0.1",
            "fe80::1",
        ),
        // IPv4 inside IPv6, on either side.
        (
            "::ffff:127.0.0.1",
            &["203.0.113.5"],
            "127.0.0.1",
            "203.0.113.5",
        ),
        (
            "127.0.0.1",
            &["[::ffff:203.0.113.5]:443"],
            "127.0.0.1",
            "203.0.113.5",
        ),
        (
            "127.0.0.1",
            &["203.0.113.5"],
            "::ffff:127.0.0.1",
            "203.0.113.5",
        ),
        ("::ffff:198.51.100.7", &["6.6.6.6"], "", "198.51.100.7"),
        // Several proxies, by network.
        (
            "::1",
            &["6.6.6.6, 203.0.113.5, 10.1.2.3", "10.9.9.9:80"],
            "10.0.0.0/8, ::1",
            "203.0.113.5",
        ),
        (
            "2001:db8:1::9",
            &["203.0.113.5"],
            "2001:db8:1::/48",
            "203.0.113.5",
        ),
        (
            "2001:db8:2::9",
            &["203.0.113.5"],
            "2001:db8:1::/48",
            "2001:db8:2::9",
        ),
        (
            "10.0.0.1",
            &["10.0.0.3, 10.0.0.2"],
            "10.0.0.0/8",
            "10.0.0.3",
        ),
    ] {
        let reported = !peer.ends_with(right);
        assert_eq!(
            walk(peer, lines, networks),
            (right.to_owned(), reported),
            "{peer} {lines:?} {networks}"
        );
    }
}

#[test]
fn what_cannot_be_read_ends_the_walk_at_the_proxy_that_reported_it() {
    for entry in [
        "unknown",
        "_hidden",
        "",
        " ",
        "-",
        "unix:",
        "localhost",
        "example.com",
        "203.0.113",
        "203.0.113.5:",
        "203.0.113.5:port",
        "203.0.113.5:99999",
        "203.0.113.5:+80",
        "203.0.113.5:_p",
        "203.0.113.005",
        "0x7f.1",
        "[2001:db8::7",
        "2001:db8::7]:443",
        "[2001:db8::7]443",
        "[203.0.113.5]:80",
        "[2001:db8::7]:",
        "fe80::1%",
        "fe80::1%e th",
        "\"203.0.113.5\"",
        "for=203.0.113.5",
        "203.0.113.5 203.0.113.6",
        "203.0.113.5;x",
    ] {
        let line = format!("6.6.6.6, {entry}");
        assert_eq!(
            walk("127.0.0.1", &[&line], "127.0.0.1"),
            ("127.0.0.1".into(), false),
            "{entry}"
        );
        let behind = ["6.6.6.6", entry, "10.0.0.2"];
        assert_eq!(
            walk("127.0.0.1", &behind, "127.0.0.1,10.0.0.0/8"),
            ("10.0.0.2".into(), true),
            "{entry}"
        );
    }
    let mut headers = HeaderMap::new();
    headers.append(FORWARDED_FOR, "6.6.6.6".parse().unwrap());
    headers.append(
        FORWARDED_FOR,
        axum::http::HeaderValue::from_bytes(b"\xff\xfe").unwrap(),
    );
    let client = ClientAddress::of(Ipv4Addr::LOCALHOST.into(), &headers, &trusted("127.0.0.1"));
    assert_eq!(client.ip(), Ipv4Addr::LOCALHOST);
}

#[test]
fn networks_are_written_one_way() {
    let network = |ip: &str| Network::of(ip.parse().unwrap()).to_string();
    assert_eq!(network("203.0.113.5"), "203.0.113.5");
    assert_eq!(network("::ffff:203.0.113.5"), "203.0.113.5");
    assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
    assert_eq!(network("2001:db8:1:2::"), network("2001:db8:1:2:ffff::1"));
    assert_ne!(network("2001:db8:1:2::"), network("2001:db8:1:3::"));
}

/// Any spelling of an address, with its canonical one.
fn spelled() -> impl Strategy<Value = (String, IpAddr)> {
    let v4 = || any::<u32>().prop_map(Ipv4Addr::from);
    let v6 = || any::<u128>().prop_map(Ipv6Addr::from);
    let port = any::<u16>;
    prop_oneof![
        v4().prop_map(|ip| (ip.to_string(), IpAddr::from(ip))),
        (v4(), port()).prop_map(|(ip, port)| (format!("{ip}:{port}"), ip.into())),
        v4().prop_map(|ip| (format!("::ffff:{ip}"), ip.into())),
        (v4(), port()).prop_map(|(ip, port)| (format!("[::FFFF:{ip}]:{port}"), ip.into())),
        v6().prop_map(|ip| (ip.to_string().to_uppercase(), ip.into())),
        v6().prop_map(|ip| (format!("[{ip}]"), ip.into())),
        (v6(), port()).prop_map(|(ip, port)| (format!("[{ip}%en0]:{port}"), ip.into())),
    ]
    .prop_map(|(text, ip): (String, IpAddr)| (text, ip.to_canonical()))
}

proptest! {
    /// Whatever a client writes, in front of and on lines before what the proxy adds, changes nothing.
    #[test]
    fn a_client_cannot_choose_its_address(
        written in proptest::collection::vec("[ -~]{0,40}", 0..5),
        (entry, ip) in spelled(),
        joined in any::<bool>(),
    ) {
        let proxies = trusted("127.0.0.1,::1,10.0.0.0/8");
        prop_assume!(!proxies.contains(ip));
        let mut lines = written.clone();
        match lines.last_mut() {
            Some(last) if joined => *last = format!("{last}, {entry}"),
            _ => lines.push(entry),
        }
        let mut headers = HeaderMap::new();
        for line in &lines {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let client = ClientAddress::of(Ipv6Addr::LOCALHOST.into(), &headers, &proxies);
        prop_assert_eq!((client.ip(), client.is_reported()), (ip, true));
    }

    /// Never an address left of one that can't be read, whoever is trusted.
    #[test]
    fn nothing_left_of_nonsense_counts(left in spelled(), nonsense in "[g-z_]{0,9}", right in spelled()) {
        let everybody = TrustedProxies::everybody();
        let mut headers = HeaderMap::new();
        headers.insert(FORWARDED_FOR, format!("{}, {nonsense}, {}", left.0, right.0).parse().unwrap());
        let client = ClientAddress::of(Ipv4Addr::LOCALHOST.into(), &headers, &everybody);
        prop_assert_eq!(client.ip(), right.1);
    }
}

#[test]
fn a_site_holds_the_networks_of_one_customer() {
    let site = |text: &str| Network::of(text.parse().unwrap()).site();
    assert_eq!(site("203.0.113.9"), site("203.0.113.250"));
    assert_ne!(site("203.0.113.9"), site("203.0.114.9"));
    assert_eq!(site("2001:db8:1:2::3"), site("2001:db8:1:ffff::4"));
    assert_ne!(site("2001:db8:1:2::3"), site("2001:db8:2:2::3"));
}
