//! Strangers: their uploads, guesses and verifications are limited, and do not affect users of the instance.

use crate::harness::{Answer, CONTRACT, House, OWNER, PASSWORD, each_engine, signer, text};
use onesign::client::Client;
use reqwest::Method;
use serde_json::json;
use std::collections::HashSet;
use std::path::Path;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A client without any cookies.
fn stranger(house: &House) -> Client {
    Client::new(&house.origin).unwrap()
}

async fn signs_in(client: &Client, email: &str, password: &str) -> Answer {
    let body = json!({ "email": email, "password": password });
    Answer::of(client.request(Method::POST, "/v1/sessions").json(&body)).await
}

async fn checks(client: &Client) -> Answer {
    let request = client.request(Method::POST, "/v1/verifications");
    Answer::of(request.body(CONTRACT.to_vec())).await
}

/// A connection that has begun to send a file for a check: one byte of this many.
async fn begun_check(house: &House, length: u64) -> TcpStream {
    let host = house.origin.strip_prefix("http://").unwrap();
    let port = host.rsplit(':').next().unwrap();
    let address = format!("127.0.0.1:{port}");
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /v1/verifications HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n\r\nx"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

/// The answer of a limit: 429, with the same time in the header, the body and the sentence.
fn limited(answer: &Answer) -> u64 {
    answer.refused(429, "too_many_requests");
    let header = answer.headers["retry-after"].to_str().unwrap();
    let seconds: u64 = header.parse().unwrap();
    assert_eq!(answer.body["retry_after"], seconds);
    let wait = match seconds {
        1 => "a second".to_owned(),
        n if n <= 90 => format!("{n} seconds"),
        n => format!("{} minutes", n.div_ceil(60)),
    };
    assert!(
        text(&answer.body["detail"]).contains(&wait),
        "{}",
        answer.body
    );
    seconds
}

#[tokio::test(flavor = "multi_thread")]
async fn unfinished_uploads_do_not_block_checks_and_their_rate_is_limited() {
    each_engine(async |house| {
        let honest = stranger(house);
        assert_eq!(checks(&honest).await.status, 200);
        let mut unfinished = Vec::new();
        for _ in 0..20 {
            unfinished.push(begun_check(house, 1_000).await);
        }
        // They take no turn before they have arrived.
        assert_eq!(checks(&honest).await.status, 200);
        drop(unfinished);

        // Aborted files count as well.
        for _ in 0..80 {
            let mut stream = begun_check(house, 1_000).await;
            stream.shutdown().await.unwrap();
            let _ = stream.read_to_end(&mut Vec::new()).await;
        }
        assert!(limited(&checks(&honest).await) <= 10 * 60);
        assert_eq!(checks(&house.owner).await.status, 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_of_strangers_are_brief_and_take_no_room_from_others() {
    each_engine(async |house| {
        let host = house.origin.strip_prefix("http://").unwrap();
        let address = format!("127.0.0.1:{}", host.rsplit(':').next().unwrap());
        let begins = async |length: usize, sent: usize| {
            let mut stream = TcpStream::connect(&address).await.unwrap();
            let head = format!(
                "POST /v1/sessions HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n\r\n"
            );
            let bytes = [head.into_bytes(), vec![b' '; sent]].concat();
            stream.write_all(&bytes).await.unwrap();
            stream
        };
        // An announced excess is refused, and the largest allowed size is accepted.
        let mut stream = begins(17_000, 17_000).await;
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"HTTP/1.1 413");
        let mut unfinished = Vec::new();
        for _ in 0..70 {
            unfinished.push(begins(1_048_576, 260_000).await);
            unfinished.push(begins(16_384, 16_000).await);
        }
        assert_eq!(
            signs_in(&stranger(house), OWNER, PASSWORD).await.status,
            201
        );
        // The longest password, in its longest JSON form, is no longer than that.
        let body = format!(
            "{{\"email\":\"{OWNER}\",\"password\":\"{}\"}}",
            "\\u0041".repeat(1_024)
        );
        let request = stranger(house).request(Method::POST, "/v1/sessions");
        let request = request.header("content-type", "application/json");
        Answer::of(request.body(body))
            .await
            .refused(401, "wrong_credentials");
        drop(unfinished);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_length_that_is_only_announced_takes_no_room() {
    each_engine(async |house| {
        let unfinished = begun_check(house, u64::MAX / 2).await;
        let other = begun_check(house, 50_000_000).await;
        assert_eq!(checks(&house.owner).await.status, 200);
        assert!(house.is_running());
        // A file in transit has no name, so a killed server leaves nothing of it.
        assert_eq!(
            files_below(&house.data().join("spool")),
            Vec::<String>::new()
        );
        drop((unfinished, other));
    })
    .await;
}

fn files_below(dir: &Path) -> Vec<String> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path.display().to_string());
        }
    }
    files
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_can_not_lock_the_owner_out() {
    each_engine(async |house| {
        // Different people, one network: the network has its own limit.
        let mut codes = Vec::new();
        for n in 0..60 {
            let email = format!("stranger{n}@example.com");
            let answer = signs_in(&stranger(house), &email, "whatever it is").await;
            codes.push(answer.status);
            if answer.status == 429 {
                assert!(limited(&answer) <= 15 * 60);
                break;
            }
        }
        assert_eq!(codes.last(), Some(&429), "a network may guess without end");
        // The owner has signed in from there before; the server knows it even after a restart.
        assert_eq!(
            signs_in(&stranger(house), OWNER, PASSWORD).await.status,
            201
        );
        house.restart();
        // A sign-in of a known browser doesn't make the server forget the network.
        assert_eq!(signs_in(&house.owner, OWNER, PASSWORD).await.status, 201);
        assert_eq!(
            signs_in(&stranger(house), OWNER, PASSWORD).await.status,
            201
        );
        // Guesses at the owner's own password block that network, but not the browser that signed in before.
        for _ in 0..10 {
            signs_in(&stranger(house), OWNER, "not the password")
                .await
                .refused(401, "wrong_credentials");
        }
        limited(&signs_in(&stranger(house), OWNER, PASSWORD).await);
        assert_eq!(signs_in(&house.owner, OWNER, PASSWORD).await.status, 201);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_kept_in_few_widths() {
    each_engine(async |house| {
        house.sent(&[signer("mira", 1)]).await;
        let mira = house.opened("mira@example.com").await;
        let mut pictures = HashSet::new();
        for width in (1..2_600).step_by(97) {
            let path = format!("/v1/signing/pages/0?width={width}");
            let page = Answer::of(mira.request(Method::GET, &path)).await;
            assert_eq!(page.status, 200);
            pictures.insert(
                page.headers["onesign-page-sha256"]
                    .to_str()
                    .unwrap()
                    .to_owned(),
            );
        }
        assert_eq!(pictures.len(), 4);
        let kept = files_below(&house.data().join("blobs/pages"));
        assert_eq!(kept.len(), 4, "{kept:?}");
    })
    .await;
}
