//! The network: the addresses of clients ([`client_address`]), and outgoing HTTP to addresses from certificates, which
//! strangers choose. A certificate in a file must not make this server contact its own network, wait for long, or read
//! without end.

pub(crate) mod client_address;
mod public;

use bytes::{Bytes, BytesMut};
use onesign_pades::revocation::ValidationData;
use onesign_pades::validate::{MissingData, UnusableAnswer};
use public::is_public;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::{Client, Response, redirect};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use url::{Host, Url};

/// The longest time from the request to the end of the response.
const TIMEOUT: Duration = Duration::from_secs(20);
/// The longest time to establish a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// The largest response in bytes: revocation lists of large authorities have several million.
const MOST_BYTES: usize = 20 * 1024 * 1024;
/// The most consecutive redirects.
const MOST_HOPS: usize = 3;

/// Why a fetch failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotFetched {
    /// The scheme is neither `http` nor `https`, or the text is not an address.
    #[error("the address does not begin with http:// or https://")]
    Scheme,
    /// This host is in a network that is not public.
    #[error(
        "not asked, because {0} is in a private network; to allow it, add it to ONESIGN_FETCH_ALLOW"
    )]
    Private(String),
    /// A redirect to another scheme, or too many.
    #[error("the address redirects elsewhere, and redirects are not followed")]
    Redirect,
    /// No server responds, or it responds too late or not with HTTP.
    #[error("there was no answer: {0}")]
    Unreachable(String),
    /// A response with an error status.
    #[error("the answer has status {0}")]
    Status(u16),
    /// Too large.
    #[error("the answer is too large")]
    TooLarge,
    /// The response is not the requested data.
    #[error("{0}")]
    Useless(#[from] UnusableAnswer),
}

impl NotFetched {
    /// The code for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Scheme => "not_web",
            Self::Private(_) => "private",
            Self::Redirect => "redirect",
            Self::Unreachable(_) => "unreachable",
            Self::Status(_) => "status",
            Self::TooLarge => "too_large",
            Self::Useless(_) => "useless",
        }
    }
}

impl From<reqwest::Error> for NotFetched {
    /// The guard's own refusal inside the client's error; otherwise the innermost cause, which is the most specific.
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        let mut cause: &(dyn std::error::Error + 'static) = &error;
        loop {
            if let Some(PrivateName(name)) = cause.downcast_ref() {
                return Self::Private(name.clone());
            }
            match cause.source() {
                Some(deeper) => cause = deeper,
                None => return Self::Unreachable(cause.to_string()),
            }
        }
    }
}

/// A client that contacts only public addresses, and hosts that the operator allows.
#[derive(Clone)]
pub(crate) struct Guarded {
    client: Client,
    allowed: Arc<[String]>,
}

impl Guarded {
    /// `allowed` are names or addresses of hosts that may be in a private network.
    pub(crate) fn new(allowed: &[String]) -> Result<Self, reqwest::Error> {
        let allowed: Arc<[String]> = allowed.iter().map(|host| host.to_lowercase()).collect();
        let resolver = PublicOnly {
            allowed: Arc::clone(&allowed),
        };
        // A proxy would resolve the names itself and so evade the guard.
        let client = Client::builder()
            .timeout(TIMEOUT)
            .connect_timeout(CONNECT_TIMEOUT)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .dns_resolver(Arc::new(resolver))
            .build()?;
        Ok(Self { client, allowed })
    }

    /// Fetches validation data. The validation of the file decides whether it is trustworthy.
    pub(crate) async fn fetch(&self, wanted: &MissingData) -> Result<ValidationData, NotFetched> {
        let answer = match wanted {
            MissingData::Crl { url } | MissingData::Issuer { url } => self.get(url).await?,
            MissingData::Ocsp { url, request } => {
                let mime = "application/ocsp-request";
                self.post(url, mime, request.clone()).await?
            }
        };
        Ok(wanted.answered(answer.into())?)
    }

    /// GET, following redirects within their scheme.
    async fn get(&self, url: &str) -> Result<Bytes, NotFetched> {
        let mut url = Url::parse(url).map_err(|_| NotFetched::Scheme)?;
        for _ in 0..=MOST_HOPS {
            self.admit(&url)?;
            let response = self.client.get(url.clone()).send().await?;
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

    /// POST, without following redirects.
    async fn post(
        &self,
        url: &str,
        mime: &'static str,
        question: Vec<u8>,
    ) -> Result<Bytes, NotFetched> {
        let url = Url::parse(url).map_err(|_| NotFetched::Scheme)?;
        self.admit(&url)?;
        let request = self.client.post(url).header(CONTENT_TYPE, mime);
        body(request.body(question).send().await?).await
    }

    /// The resolver checks names; this checks addresses, which need no resolution.
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
            Err(NotFetched::Private(bare.to_owned()))
        }
    }
}

fn allows(allowed: &[String], host: &str) -> bool {
    let host = host.trim_end_matches('.').to_lowercase();
    allowed.contains(&host)
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

/// Resolves names to public addresses only, and connects to exactly those: a name whose answer changes between the
/// check and the connection gains nothing.
struct PublicOnly {
    allowed: Arc<[String]>,
}

#[derive(Debug, thiserror::Error)]
#[error("{0} is in a private network")]
struct PrivateName(String);

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let is_allowed = allows(&self.allowed, name.as_str());
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let fit: Vec<SocketAddr> = found
                .filter(|address| is_allowed || is_public(address.ip()))
                .collect();
            if fit.is_empty() {
                return Err(PrivateName(name.as_str().to_owned()).into());
            }
            Ok(Box::new(fit.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Guarded, MOST_BYTES, NotFetched};
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
            assert!(
                matches!(got, Err(NotFetched::Private(_))),
                "{host}: {got:?}"
            );
            let url = format!("http://{host}:{port}/");
            let got = guarded.post(&url, "application/ocsp-request", vec![]).await;
            assert!(
                matches!(got, Err(NotFetched::Private(_))),
                "{host}: {got:?}"
            );
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
        // From an allowed address into the private network.
        let first = server(sent("http://[::1]:9/"), 0).await;
        let got = open().get(&format!("http://{first}/")).await;
        assert!(
            matches!(&got, Err(NotFetched::Private(host)) if host == "::1"),
            "{got:?}"
        );
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
