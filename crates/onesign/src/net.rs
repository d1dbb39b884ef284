//! Outgoing HTTP to addresses that strangers chose: those inside certificates. Whoever can get a certificate into a
//! file may not make this server talk to its own network, wait for long, or swallow without end.

use bytes::{Bytes, BytesMut};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::{Client, Response, redirect};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use url::{Host, Url};

/// Longest time from the question to the end of the answer.
const TIMEOUT: Duration = Duration::from_secs(20);
/// Longest time until somebody picks up.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Largest answer in bytes: revocation lists of large authorities have some millions.
const MOST_BYTES: usize = 20 * 1024 * 1024;
/// Addresses that send elsewhere, one after another.
const MOST_HOPS: usize = 3;

/// Why nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotFetched {
    /// Neither `http` nor `https`, or no address at all.
    #[error("the address is not one of the web")]
    Scheme,
    /// The name leads into a network that is not public.
    #[error(
        "the address leads into a private network; allow its host with ONESIGN_FETCH_ALLOW if it should"
    )]
    Private,
    /// Sent on to another scheme, or too often.
    #[error("the address sends elsewhere, where nobody follows")]
    Redirect,
    /// Nobody answers, or not in time.
    #[error("nobody answers in time: {0}")]
    Unreachable(#[from] reqwest::Error),
    /// An answer, but not a good one.
    #[error("the answer has status {0}")]
    Status(u16),
    /// Too large.
    #[error("the answer is too large")]
    TooLarge,
}

/// A client that only talks to public addresses, and to hosts that the operator allows.
#[derive(Clone)]
pub(crate) struct Guarded {
    client: Client,
    allowed: Arc<[String]>,
}

impl Guarded {
    /// `allowed` are names or addresses of hosts that may lie in a private network.
    pub(crate) fn new(allowed: &[String]) -> Result<Self, reqwest::Error> {
        let allowed: Arc<[String]> = allowed.iter().map(|host| host.to_lowercase()).collect();
        let resolver = PublicOnly {
            allowed: Arc::clone(&allowed),
        };
        // A proxy would look the names up itself, behind the guard's back.
        let client = Client::builder()
            .timeout(TIMEOUT)
            .connect_timeout(CONNECT_TIMEOUT)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .dns_resolver(Arc::new(resolver))
            .build()?;
        Ok(Self { client, allowed })
    }

    /// GET. Redirections are followed within their scheme.
    pub(crate) async fn get(&self, url: &str) -> Result<Bytes, NotFetched> {
        let mut url = Url::parse(url).map_err(|_| NotFetched::Scheme)?;
        for _ in 0..=MOST_HOPS {
            self.admit(&url)?;
            let response = self.client.get(url.clone()).send().await;
            let response = response.map_err(refused)?;
            if !response.status().is_redirection() {
                return body(response).await;
            }
            let target = response
                .headers()
                .get(LOCATION)
                .and_then(|to| to.to_str().ok())
                .and_then(|to| url.join(to).ok());
            url = target
                .filter(|to| to.scheme() == url.scheme())
                .ok_or(NotFetched::Redirect)?;
        }
        Err(NotFetched::Redirect)
    }

    /// POST. Nobody follows a redirection of a question.
    pub(crate) async fn post(
        &self,
        url: &str,
        mime: &'static str,
        question: Vec<u8>,
    ) -> Result<Bytes, NotFetched> {
        let url = Url::parse(url).map_err(|_| NotFetched::Scheme)?;
        self.admit(&url)?;
        let request = self.client.post(url).header(CONTENT_TYPE, mime);
        body(request.body(question).send().await.map_err(refused)?).await
    }

    /// Names are looked at when they are resolved; addresses, which nobody resolves, here.
    fn admit(&self, url: &Url) -> Result<(), NotFetched> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(NotFetched::Scheme);
        }
        let host = url.host_str().ok_or(NotFetched::Scheme)?;
        let address = match url.host() {
            Some(Host::Ipv4(address)) => IpAddr::V4(address),
            Some(Host::Ipv6(address)) => IpAddr::V6(address),
            _ => return Ok(()),
        };
        let bare = host.trim_matches(['[', ']']);
        if is_public(address) || allows(&self.allowed, bare) {
            Ok(())
        } else {
            Err(NotFetched::Private)
        }
    }
}

fn allows(allowed: &[String], host: &str) -> bool {
    let host = host.trim_end_matches('.').to_lowercase();
    allowed.contains(&host)
}

/// The guard's own refusal out of the client's error around it.
fn refused(error: reqwest::Error) -> NotFetched {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(one) = cause {
        if one.is::<PrivateName>() {
            return NotFetched::Private;
        }
        cause = one.source();
    }
    NotFetched::Unreachable(error)
}

async fn body(mut response: Response) -> Result<Bytes, NotFetched> {
    if !response.status().is_success() {
        return Err(NotFetched::Status(response.status().as_u16()));
    }
    let mut bytes = BytesMut::new();
    while let Some(chunk) = response.chunk().await? {
        if bytes.len() + chunk.len() > MOST_BYTES {
            return Err(NotFetched::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

/// Resolves names to public addresses only, and connects to exactly those: a name that changes its answer between
/// the look and the call gains nothing.
struct PublicOnly {
    allowed: Arc<[String]>,
}

#[derive(Debug, thiserror::Error)]
#[error("the name leads into a private network")]
struct PrivateName;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let is_allowed = allows(&self.allowed, name.as_str());
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let fit: Vec<SocketAddr> = found
                .filter(|address| is_allowed || is_public(address.ip()))
                .collect();
            if fit.is_empty() {
                return Err(PrivateName.into());
            }
            Ok(Box::new(fit.into_iter()) as Addrs)
        })
    }
}

/// Whether an address belongs to the public internet (the special-purpose registries of RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(inner) => is_public_v4(inner),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = match address.octets() {
        // This network, private ones, the provider's own, loopback, link-local.
        [0 | 10 | 127, ..] | [169, 254, ..] | [192, 168, ..] => true,
        [100, 64..=127, ..] | [172, 16..=31, ..] => true,
        // Protocol assignments, documentation, relays, benchmarks.
        [192, 0, 0 | 2, _] | [192, 88, 99, _] | [198, 18 | 19, ..] => true,
        [198, 51, 100, _] | [203, 0, 113, _] => true,
        // Multicast, reserved, broadcast.
        [224..=255, ..] => true,
        _ => false,
    };
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let special = match segments {
        // Protocol assignments with Teredo, documentation, 6to4, which hides an address of version 4.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x2002, ..] => true,
        [0x3fff, 0..=0xfff, ..] => true,
        _ => false,
    };
    // All public addresses there are begin with 2000::/3.
    (0x2000..0x4000).contains(&segments[0]) && !special
}

#[cfg(test)]
mod tests {
    use super::{Guarded, MOST_BYTES, NotFetched, is_public};
    use std::net::SocketAddr;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    /// Answers every connection with `answer`, then with `rest` zeros.
    async fn server(answer: String, rest: usize) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let answer = answer.clone();
                tokio::spawn(async move {
                    let _ = stream.read(&mut [0; 4096]).await;
                    let _ = stream.write_all(answer.as_bytes()).await;
                    let zeros = vec![0; 1 << 16];
                    for _ in 0..rest.div_ceil(zeros.len()) {
                        if stream.write_all(&zeros).await.is_err() {
                            return;
                        }
                    }
                });
            }
        });
        address
    }

    const HELLO: &str = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello";

    fn open() -> Guarded {
        Guarded::new(&["127.0.0.1".into(), "LocalHost".into()]).unwrap()
    }

    #[test]
    fn only_public_addresses_are_public() {
        for address in [
            "1.1.1.1",
            "100.63.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "223.255.255.255",
            "2606:4700::1111",
            "2001:4860:4860::8888",
            "::ffff:8.8.8.8",
        ] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
        for address in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "192.0.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd12:3456::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "64:ff9b::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[tokio::test]
    async fn private_hosts_are_refused_however_they_are_spelled() {
        let port = server(HELLO.into(), 0).await.port();
        let guarded = Guarded::new(&[]).unwrap();
        for host in [
            "127.0.0.1",
            "localhost",
            "2130706433",
            "0x7f.1",
            "127.1",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "0.0.0.0",
        ] {
            let got = guarded.get(&format!("http://{host}:{port}/")).await;
            assert!(matches!(got, Err(NotFetched::Private)), "{host}: {got:?}");
            let url = format!("http://{host}:{port}/");
            let got = guarded.post(&url, "application/ocsp-request", vec![]).await;
            assert!(matches!(got, Err(NotFetched::Private)), "{host}: {got:?}");
        }
        for url in [
            "file:///etc/passwd",
            "ftp://example.com/",
            "nothing",
            "ldap://a/b",
        ] {
            let got = guarded.get(url).await;
            assert!(matches!(got, Err(NotFetched::Scheme)), "{url}");
        }
    }

    #[tokio::test]
    async fn hosts_that_the_operator_allows_are_asked() {
        let port = server(HELLO.into(), 0).await.port();
        for host in ["127.0.0.1", "localhost", "LOCALHOST"] {
            let got = open().get(&format!("http://{host}:{port}/")).await;
            assert_eq!(got.unwrap(), "hello", "{host}");
        }
    }

    #[tokio::test]
    async fn a_redirection_is_followed_within_its_scheme_and_not_for_ever() {
        let last = server(HELLO.into(), 0).await;
        let sent = |to: &str| {
            format!(
                "HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
        };
        let first = server(sent(&format!("http://{last}/crl")), 0).await;
        assert_eq!(
            open().get(&format!("http://{first}/")).await.unwrap(),
            "hello"
        );
        for to in ["https://127.0.0.1/", "file:///etc/passwd", "/again"] {
            let first = server(sent(to), 0).await;
            let got = open().get(&format!("http://{first}/")).await;
            assert!(matches!(got, Err(NotFetched::Redirect)), "{to}: {got:?}");
        }
        // Into the private network, from an address that was allowed.
        let first = server(sent("http://[::1]:9/"), 0).await;
        let got = open().get(&format!("http://{first}/")).await;
        assert!(matches!(got, Err(NotFetched::Private)), "{got:?}");
    }

    #[tokio::test]
    async fn an_answer_without_end_is_cut_off() {
        let head = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
        let address = server(head.into(), MOST_BYTES * 2).await;
        let got = open().get(&format!("http://{address}/")).await;
        assert!(matches!(got, Err(NotFetched::TooLarge)), "{got:?}");
        let address = server(
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".into(),
            0,
        )
        .await;
        let got = open().get(&format!("http://{address}/")).await;
        assert!(matches!(got, Err(NotFetched::Status(404))), "{got:?}");
    }
}
