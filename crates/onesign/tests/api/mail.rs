//! Mail through a mail server: a permanent refusal is reported once, a temporary one is retried.

use crate::harness::{Answer, House, each_engine_with, signer, text};
use reqwest::Method;
use serde_json::json;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A mail server (the necessary minimum of RFC 5321). It has no mailbox `nobody` and temporarily refuses the first two
/// mails to `busy`.
struct MailServer {
    port: u16,
    /// The address of each `RCPT TO`, in order.
    asked: Arc<Mutex<Vec<String>>>,
}

impl MailServer {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let log = Arc::clone(&log);
                std::thread::spawn(move || converse(&stream, &log));
            }
        });
        Self { port, asked }
    }

    fn asked_for(&self, name: &str) -> usize {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|to| to.contains(name)).count()
    }
}

fn converse(stream: &TcpStream, asked: &Mutex<Vec<String>>) -> Option<()> {
    let mut out = stream;
    let mut say = |line: &str| out.write_all(format!("{line}\r\n").as_bytes()).ok();
    let mut lines = BufReader::new(stream).lines();
    say("220 here")?;
    while let Some(Ok(line)) = lines.next() {
        let words = line.to_lowercase();
        if words.starts_with("rcpt to") {
            let mut asked = asked.lock().ok()?;
            asked.push(words.clone());
            let busy = asked.iter().filter(|to| to.contains("busy")).count();
            if words.contains("nobody") {
                say("550 5.1.1 No such mailbox here")?;
            } else if words.contains("busy") && busy <= 2 {
                say("451 4.7.1 Come back later")?;
            } else {
                say("250 ok")?;
            }
        } else if words == "data" {
            say("354 go on")?;
            while lines.next()?.ok()? != "." {}
            say("250 taken")?;
        } else if words == "quit" {
            say("221 bye")?;
            return None;
        } else {
            say("250 ok")?;
        }
    }
    None
}

/// The refused mails, once there are this many.
async fn refused(house: &House, count: usize) -> Vec<serde_json::Value> {
    for _ in 0..200 {
        let list = house.get("/v1/outbox").await.body;
        let items = list["items"].as_array().unwrap().clone();
        if items.len() >= count {
            return items;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nothing was refused; the log says:\n{}", house.log());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_permanent_refusal_is_reported_once_and_a_temporary_one_is_retried() {
    let server = MailServer::start();
    let port: &'static str = server.port.to_string().leak();
    let settings = [
        ("ONESIGN_SMTP_HOST", "127.0.0.1"),
        ("ONESIGN_SMTP_PORT", port),
        ("ONESIGN_SMTP_SECURITY", "plain"),
        ("ONESIGN_SMTP_FROM", "Acme <sign@example.com>"),
    ];
    each_engine_with(&settings, async |house| {
        server.asked.lock().unwrap().clear();
        house.set_up().await;
        assert_eq!(house.get("/v1/instance").await.body["mail"], "smtp");
        let sent = house.sent(&[signer("nobody", 1), signer("busy", 1)]).await;
        let mails = refused(house, 1).await;
        assert_eq!(mails.len(), 1, "{mails:?}");
        let mail = &mails[0];
        assert_eq!(mail["to"], "nobody Holt <nobody@example.com>");
        assert_eq!(mail["envelope"], sent.id.as_str());
        let why = text(&mail["refused"]);
        assert!(why.contains("No such mailbox here"), "{why}");
        // Neither its text nor the link, which belongs only to that person.
        let path = format!("/v1/outbox/{}", text(&mail["id"]));
        let shown = house.get(&path).await.body;
        assert_eq!((&shown["text"], &shown["links"]), (&json!(""), &json!([])));
        assert_eq!(house.get(&format!("{path}/message.eml")).await.status, 404);
        for _ in 0..200 {
            if server.asked_for("busy") >= 3 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert_eq!(server.asked_for("busy"), 3);
        assert_eq!(server.asked_for("nobody"), 1, "it was tried again");
        assert_eq!(refused(house, 1).await.len(), 1);
        // Only the owner may look.
        let stranger = onesign::client::Client::new(&house.origin).unwrap();
        Answer::of(stranger.request(Method::GET, "/v1/outbox"))
            .await
            .refused(401, "not_signed_in");
    })
    .await;
}
