//! Every deadline and limit, through real sockets with short deadlines, on HTTP/1 and HTTP/2.

use super::*;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::StatusCode;
use axum::routing::{get, post};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::JoinHandle;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// An answer larger than all buffers on the way.
const LARGE: usize = 64 * 1024 * 1024;
/// An answer larger than an HTTP/2 peer's window.
const PAGE: usize = 100_000;
/// Far longer than any deadline here, so it means never.
const FOREVER: Duration = Duration::from_secs(20);

fn limits() -> Limits {
    Limits {
        connections: 8,
        per_network: 8,
        streams: 4,
        head: Duration::from_millis(150),
        idle: Duration::from_millis(150),
        body_patience: Duration::from_millis(150),
        body_rate: 1_024,
        body: FOREVER,
        answer: Duration::from_millis(150),
        held: u64::MAX,
        held_of_network: u64::MAX,
        grace: Duration::from_millis(100),
        ping: FOREVER,
        goodbye: Duration::from_millis(100),
        shutdown: Duration::from_millis(600),
    }
}

/// Deadlines that nobody misses, except those of stopping.
fn patient() -> Limits {
    Limits {
        head: FOREVER,
        idle: FOREVER,
        body_patience: FOREVER,
        answer: FOREVER,
        ..limits()
    }
}

struct Running {
    address: SocketAddr,
    stop: CancellationToken,
    serving: JoinHandle<()>,
}

async fn slow() -> &'static str {
    tokio::time::sleep(Duration::from_millis(400)).await;
    "done"
}

async fn all_of(body: Body) -> StatusCode {
    match to_bytes(body, LARGE).await {
        Ok(_) => StatusCode::OK,
        Err(_) => StatusCode::REQUEST_TIMEOUT,
    }
}

async fn start(limits: Limits, proxies: &str) -> Running {
    let router = Router::new()
        .route("/", get(|| async { "done" }))
        .route("/slow", get(slow))
        .route("/body", post(all_of))
        .route("/large", get(|| async { Bytes::from(vec![b'x'; LARGE]) }))
        .route("/page", get(|| async { Bytes::from(vec![b'x'; PAGE]) }))
        .layer(axum::middleware::from_fn(bound));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let proxies = proxies.parse().unwrap();
    let serving = tokio::spawn(serve(listener, router, proxies, limits, stop.clone()));
    Running {
        address,
        stop,
        serving,
    }
}

impl Running {
    /// A connection that has sent these bytes.
    async fn sent(&self, bytes: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        stream
    }

    /// The answer to an orderly request for this path.
    async fn asks(&self, path: &str) -> String {
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let mut stream = self.sent(request.as_bytes()).await;
        String::from_utf8_lossy(&rest(&mut stream).await).into_owned()
    }

    /// Fails if the server doesn't stop.
    async fn stops(self) {
        self.stop.cancel();
        timeout(FOREVER, self.serving)
            .await
            .expect("it goes on")
            .unwrap();
    }
}

/// The received bytes until the server ends the connection; fails if it never does.
async fn rest(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    let read = timeout(FOREVER, stream.read_to_end(&mut bytes)).await;
    // A reset connection ends with an error.
    let _ = read.expect("the connection stays open");
    bytes
}

/// A frame of HTTP/2.
fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut frame = length[1..].to_vec();
    frame.extend([kind, flags]);
    frame.extend(stream.to_be_bytes());
    frame.extend(payload);
    frame
}

/// The start of an HTTP/2 connection and one head. Flags: 1 ends the stream, 4 ends the head.
fn http2(flags: u8, method: u8, path: &str) -> Vec<u8> {
    let mut head = vec![method, 0x86, 0x44, u8::try_from(path.len()).unwrap()];
    head.extend(path.as_bytes());
    head.extend(b"\x41\x09localhost");
    [
        PREFACE.to_vec(),
        frame(4, 0, 0, &[]),
        frame(1, flags, 1, &head),
    ]
    .concat()
}

const GET: u8 = 0x82;
const POST: u8 = 0x83;

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_without_a_complete_head_is_disconnected() {
    let server = start(limits(), "").await;
    for begun in [
        b"".to_vec(),
        b"P".to_vec(),
        b"GET / HTTP/1.1\r\nHost: ".to_vec(),
        PREFACE[..20].to_vec(),
        PREFACE.to_vec(),
        [PREFACE.to_vec(), frame(4, 0, 0, &[])].concat(),
        http2(1, GET, "/"),
    ] {
        let mut stream = server.sent(&begun).await;
        let answer = rest(&mut stream).await;
        assert!(!answer.starts_with(b"HTTP/1.1 200"));
    }
    server.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_that_stays_idle_after_an_answer_is_disconnected() {
    let server = start(limits(), "").await;
    let mut kept = server
        .sent(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .await;
    assert!(rest(&mut kept).await.ends_with(b"done"));
    let mut kept = server.sent(&http2(5, GET, "/")).await;
    let answer = rest(&mut kept).await;
    assert!(answer.windows(4).any(|part| part == b"done"));
    server.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_stops_or_only_trickles_is_waited_for_no_longer() {
    let server = start(limits(), "").await;
    let head = "POST /body HTTP/1.1\r\nHost: localhost\r\n";
    let stopped = format!("{head}Content-Length: 100\r\n\r\nhalf");
    let mut stream = server.sent(stopped.as_bytes()).await;
    assert!(rest(&mut stream).await.starts_with(b"HTTP/1.1 408"));

    let chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n");
    let (mut reading, mut writing) = server.sent(chunked.as_bytes()).await.into_split();
    let trickling = tokio::spawn(async move {
        while writing.write_all(b"1\r\nx\r\n").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    let mut answer = [0; 12];
    let answered = timeout(FOREVER, reading.read_exact(&mut answer)).await;
    answered.expect("it is waited for").unwrap();
    assert_eq!(&answer, b"HTTP/1.1 408");
    trickling.abort();

    // HTTP/2 gets an answer; the connection is idle then and ends.
    rest(&mut server.sent(&http2(4, POST, "/body")).await).await;
    server.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_arrives_in_time_is_read_however_long_it_takes() {
    let server = start(limits(), "").await;
    let head = "POST /body HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 8192\r\n\r\n";
    let mut stream = server.sent(head.as_bytes()).await;
    for _ in 0..8 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        stream.write_all(&[b'x'; 1_024]).await.unwrap();
    }
    assert!(rest(&mut stream).await.starts_with(b"HTTP/1.1 200"));
    server.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_not_read_is_given_up() {
    let server = start(limits(), "").await;
    let mut stream = server
        .sent(b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(rest(&mut stream).await.len() < LARGE, "the server waited");
    // Without a larger window, an HTTP/2 stream stops after 64 KiB.
    let mut stream = server.sent(&http2(5, GET, "/large")).await;
    assert!(rest(&mut stream).await.len() < LARGE);
    server.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn idle_connections_make_room_for_peers_with_requests() {
    for proxies in ["", "127.0.0.1"] {
        let server = start(patient(), proxies).await;
        let mut crowd = Vec::new();
        let half_body = b"POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n";
        for begun in [b"".as_slice(), PREFACE, b"GET / HT", half_body].repeat(10) {
            crowd.push(server.sent(begun).await);
            assert!(server.asks("/").await.ends_with("done"));
        }
        server.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn when_all_are_being_served_the_next_one_is_refused_at_once() {
    let limits = Limits {
        per_network: 2,
        ..patient()
    };
    let server = start(limits, "").await;
    let (one, two, three) = tokio::join!(server.asks("/slow"), server.asks("/slow"), async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        server.asks("/").await
    });
    assert!(one.ends_with("done") && two.ends_with("done"));
    assert_eq!(three, "", "a third of this network was served");
    server.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_http2_peer_is_told_how_many_requests_it_may_have_under_way() {
    let server = start(limits(), "").await;
    let answer = rest(&mut server.sent(&http2(5, GET, "/")).await).await;
    // Its settings come first; the third one is the number of streams.
    let length = usize::from(answer[2]);
    let settings = answer[9..9 + length].chunks(6);
    let streams: Vec<&[u8]> = settings.filter(|setting| setting[1] == 3).collect();
    assert_eq!(streams, [[0, 3, 0, 0, 0, 4]]);
    server.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_peer_keeps_the_server_from_stopping() {
    let server = start(patient(), "").await;
    let mut peers = Vec::new();
    for begun in [
        b"".to_vec(),
        PREFACE[..20].to_vec(),
        b"GET / HTTP/1.1\r\nHost: ".to_vec(),
        b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec(),
        b"POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n".to_vec(),
        // None of these reacts to a goodbye.
        http2(5, GET, "/"),
        http2(5, GET, "/large"),
        http2(4, POST, "/body"),
    ] {
        peers.push(server.sent(&begun).await);
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    server.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopping_server_answers_running_requests_and_accepts_no_others() {
    let server = start(limits(), "").await;
    let (address, stop) = (server.address, server.stop.clone());
    let (answer, ()) = tokio::join!(server.asks("/slow"), async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        stop.cancel();
    });
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"));
    server.stops().await;
    assert!(TcpStream::connect(address).await.is_err());
}

/// An HTTP/2 connection that requests a page several times and has a window of only `window` bytes for each answer.
fn unread(window: u32, times: u32) -> Vec<u8> {
    let settings = [&[0, 4], window.to_be_bytes().as_slice()].concat();
    let mut sent = [PREFACE.to_vec(), frame(4, 0, 0, &settings)].concat();
    for n in 0..times {
        let head = [&[GET, 0x86, 0x44, 5], "/page\x41\x09localhost".as_bytes()].concat();
        sent.extend(frame(1, 5, 1 + 2 * n, &head));
    }
    sent
}

#[tokio::test(flavor = "multi_thread")]
async fn unread_answers_are_bounded_and_make_room_for_others() {
    let bounded = |grace| Limits {
        connections: 64,
        per_network: 64,
        streams: 64,
        held: 1024 * 1024,
        held_of_network: 1024 * 1024,
        grace,
        ..patient()
    };
    // The peers take nothing, or one byte of each answer: the rest of a piece then waits in the connection.
    for window in [0, 1] {
        let server = start(bounded(FOREVER), "").await;
        let mut held = Vec::new();
        for _ in 0..4 {
            held.push(server.sent(&unread(window, 4)).await);
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
        let refused = server.asks("/page").await;
        assert!(refused.starts_with("HTTP/1.1 503"), "there is no bound");
        let refused = refused.to_ascii_lowercase();
        assert!(refused.contains("retry-after: 5") && refused.contains("\"code\":\"busy\""));
        drop(held);
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(server.asks("/page").await.starts_with("HTTP/1.1 200"));
        server.stops().await;

        let server = start(bounded(Duration::from_millis(100)), "").await;
        let mut held = Vec::new();
        for _ in 0..20 {
            held.push(server.sent(&unread(window, 8)).await);
            let answer = server.asks("/page").await;
            assert!(answer.starts_with("HTTP/1.1 200"), "others are kept out");
        }
        server.stops().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_that_reads_gets_an_answer_of_any_size() {
    let limits = Limits {
        held: 1024 * 1024,
        held_of_network: 1024 * 1024,
        ..patient()
    };
    let server = start(limits, "").await;
    for _ in 0..3 {
        let answer = server.asks("/large").await;
        assert!(answer.starts_with("HTTP/1.1 200") && answer.len() > LARGE);
    }
    let all = (0..6).map(|_| server.asks("/page"));
    for answer in futures(all).await {
        assert!(answer.starts_with("HTTP/1.1 200") && answer.len() > PAGE);
    }
    server.stops().await;
}

/// Runs all of these at the same time.
async fn futures<T>(all: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut waiting: Vec<_> = all.map(|one| (Box::pin(one), None)).collect();
    std::future::poll_fn(|context| {
        for (one, done) in waiting.iter_mut().filter(|(_, done)| done.is_none()) {
            if let std::task::Poll::Ready(value) = one.as_mut().poll(context) {
                *done = Some(value);
            }
        }
        match waiting.iter().all(|(_, done)| done.is_some()) {
            true => std::task::Poll::Ready(()),
            false => std::task::Poll::Pending,
        }
    })
    .await;
    waiting.into_iter().filter_map(|(_, done)| done).collect()
}
