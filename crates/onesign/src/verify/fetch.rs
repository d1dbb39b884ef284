//! What a file's certificates say can be had elsewhere, fetched on behalf of who asked for it.
//!
//! The addresses come out of the file, by way of a worker that the file may have taken over: the guarded client is
//! what keeps them from reaching anything private.

use super::asking::{Asking, Base64};
use crate::net::{Guarded, NotFetched};
use onesign_pades::verify::{Material, Wanted, certificates_in, material};
use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;

/// The most that is asked for on behalf of one file, in one go.
const MOST: usize = 64;

/// The most that is taken in all, in bytes: it goes to the worker with the question.
const MOST_BYTES: usize = 24 << 20;

/// Something that can be fetched.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Missing {
    Crl { url: String },
    Ocsp { url: String, request: Base64 },
    Issuer { url: String },
}

impl From<Wanted> for Missing {
    fn from(wanted: Wanted) -> Self {
        match wanted {
            Wanted::Crl { url } => Self::Crl { url },
            Wanted::Issuer { url } => Self::Issuer { url },
            Wanted::Ocsp { url, request } => Self::Ocsp {
                url,
                request: Base64::of(&request),
            },
        }
    }
}

impl Missing {
    fn url(&self) -> &str {
        match self {
            Self::Crl { url } | Self::Issuer { url } | Self::Ocsp { url, .. } => url,
        }
    }
}

/// What would help to judge a file. In the worker.
pub(super) fn missing(file: &[u8], asking: &Asking) -> Vec<Missing> {
    let gathered = material(file, asking.policy(), &asking.material(), asking.now_unix);
    gathered.wanted.into_iter().map(Missing::from).collect()
}

/// What was asked for so far, and what came of it.
#[derive(Default)]
pub(super) struct Fetching {
    asked: Vec<Missing>,
    pub(super) given: Material,
    /// What was not to be had, in words.
    pub(super) failed: Vec<String>,
}

impl Fetching {
    /// Fetches what hasn't been asked for yet, all at once; whether anything came.
    pub(super) async fn fetch(&mut self, client: &Guarded, wanted: Vec<Missing>) -> bool {
        let mut running = JoinSet::new();
        for one in wanted.into_iter().take(MOST) {
            if !self.asked.contains(&one) {
                self.asked.push(one.clone());
                let client = client.clone();
                running.spawn(async move {
                    let came = have(&client, &one).await;
                    came.map_err(|error| format!("{}: {error}", one.url()))
                });
            }
        }
        let mut any = false;
        while let Some(done) = running.join_next().await {
            match done {
                Ok(Ok(came)) if weight(&self.given) + weight(&came) > MOST_BYTES => {
                    let problem = "what was fetched is more than can be looked at";
                    self.failed.push(problem.to_owned());
                }
                Ok(Ok(came)) => {
                    any = true;
                    self.given.extend(came);
                }
                Ok(Err(problem)) => self.failed.push(problem),
                Err(error) => self.failed.push(error.to_string()),
            }
        }
        any
    }
}

fn weight(material: &Material) -> usize {
    let all = [&material.certificates, &material.crls, &material.ocsps];
    all.into_iter().flatten().map(Vec::len).sum()
}

async fn have(client: &Guarded, wanted: &Missing) -> Result<Material, NotFetched> {
    let mut came = Material::default();
    match wanted {
        Missing::Crl { url } => came.crls.push(client.get(url).await?.to_vec()),
        Missing::Issuer { url } => came.certificates = certificates_in(&client.get(url).await?),
        Missing::Ocsp { url, request } => {
            let question = request.bytes().unwrap_or_default();
            let mime = "application/ocsp-request";
            came.ocsps
                .push(client.post(url, mime, question).await?.to_vec());
        }
    }
    Ok(came)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    /// Answers each request with "list"; gives the port.
    async fn server() -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let _ = stream.read(&mut [0; 4096]).await;
                let answer =
                    b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nlist";
                let _ = stream.write_all(answer).await;
            }
        });
        port
    }

    #[tokio::test]
    async fn a_list_is_fetched_once_and_a_private_host_only_if_allowed() {
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let url = format!("http://127.0.0.1:{}/a.crl", server().await);
        let wanted = || vec![Missing::Crl { url: url.clone() }];
        let allowing = Guarded::new(&["127.0.0.1".to_owned()]).unwrap();
        let mut fetching = Fetching::default();
        assert!(fetching.fetch(&allowing, wanted()).await);
        assert_eq!(fetching.given.crls, [b"list"]);
        assert!(!fetching.fetch(&allowing, wanted()).await, "asked already");
        assert!(fetching.failed.is_empty());

        let strict = Guarded::new(&[]).unwrap();
        let mut fetching = Fetching::default();
        assert!(!fetching.fetch(&strict, wanted()).await);
        assert_eq!(fetching.given, Material::default());
        assert!(
            fetching.failed[0].contains("private network"),
            "{:?}",
            fetching.failed
        );
    }
}
