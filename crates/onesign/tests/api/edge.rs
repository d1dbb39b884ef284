//! The edge of the server: the caller's address, the host name, the limits, and the record of them.

use crate::harness::{
    Answer, CONTRACT, House, OWNER, PASSWORD, SPKI, each_engine, each_engine_with, signer, text,
};
use onesign::client::Client;
use reqwest::Method;
use serde_json::{Value, json};
use std::io::{Read, Write};

/// The server's answer to these bytes: the status and the whole text.
fn raw(house: &House, request: &str) -> (u16, String) {
    let mut stream =
        std::net::TcpStream::connect(house.origin.strip_prefix("http://").unwrap()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    (answer.split(' ').nth(1).unwrap().parse().unwrap(), answer)
}

/// An upload through a proxy that states the origin, and the origin in its first fact.
async fn recorded(house: &House, lines: &[&str]) -> (String, Value) {
    let mut upload = house
        .owner
        .request(Method::POST, "/v1/envelopes?filename=Contract.pdf");
    for line in lines {
        upload = upload.header("x-forwarded-for", *line);
    }
    let made = Answer::of(
        upload
            .header("content-type", "application/pdf")
            .body(CONTRACT.to_vec()),
    )
    .await;
    assert_eq!(made.status, 201, "{}", made.body);
    let facts = house.facts(text(&made.body["id"])).await;
    let detail = &facts[0].detail;
    (text(&detail["ip"]).to_owned(), detail["ip_source"].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trail_names_the_address_that_the_proxy_saw() {
    let proxies = [("ONESIGN_TRUSTED_PROXIES", "127.0.0.0/8,::1,10.0.0.0/8")];
    each_engine_with(&proxies, async |house| {
        house.set_up().await;
        for (lines, ip) in [
            (&["6.6.6.6", "203.0.113.5"][..], "203.0.113.5"),
            (&["6.6.6.6, 203.0.113.5:51234"], "203.0.113.5"),
            (&["6.6.6.6, [2001:db8::7]:443"], "2001:db8::7"),
            (&["203.0.113.5, 10.0.0.9"], "203.0.113.5"),
        ] {
            assert_eq!(
                recorded(house, lines).await,
                (ip.to_owned(), json!("proxy")),
                "{lines:?}"
            );
        }
        for lines in [&[][..], &["6.6.6.6, unknown"]] {
            let (ip, source) = recorded(house, lines).await;
            assert!(
                ip.parse::<std::net::IpAddr>().unwrap().is_loopback() && source.is_null(),
                "{ip} {source}"
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_end_as_they_seem_to() {
    each_engine_with(&[], async |house| {
        let called = |name: &str| json!({ "name": "Owner", "email": OWNER, "password": PASSWORD, "instance_name": name });
        let turned = house.asked_to_set_up(called("Acme\u{202e}moc.live\u{202c}")).await;
        assert_eq!(turned.status, 422, "{}", turned.body);
        assert!(turned.body.to_string().contains("U+202E"), "the character is named: {}", turned.body);
        assert_eq!(house.asked_to_set_up(called("Acme")).await.status, 201);
        let path = "/v1/envelopes?filename=Offer%E2%80%AEfdp.exe.pdf";
        let upload = house.owner.request(Method::POST, path).header("content-type", "application/pdf");
        let made = Answer::of(upload.body(CONTRACT.to_vec())).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let facts = format!("/v1/envelopes/{}/facts", text(&made.body["id"]));
        let facts = house.get(&facts).await.body;
        assert!(!made.body.to_string().contains('\u{202e}'), "{}", made.body);
        assert!(!facts.to_string().contains('\u{202e}'), "{facts}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_header_from_an_untrusted_peer_is_not_recorded() {
    each_engine(async |house| {
        let (ip, source) = recorded(house, &["6.6.6.6"]).await;
        assert!(ip != "6.6.6.6" && source.is_null(), "{ip} {source}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_own_names_are_answered() {
    each_engine_with(&[], async |house| {
        let own = house.origin.strip_prefix("http://").unwrap();
        let port = own.rsplit(':').next().unwrap();
        let get = |path: &str, hosts: &str| raw(house, &format!("GET {path} HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n"));
        for name in [own, &format!("127.0.0.1:{port}"), &format!("[::1]:{port}"), &format!("LOCALHOST:{port}")] {
            assert_eq!(get("/v1/instance", &format!("Host: {name}\r\n")).0, 200, "{name}");
        }
        for name in ["rebound.evil", &format!("rebound.evil:{port}"), "localhost", "127.0.0.1:1"] {
            for path in ["/v1/instance", "/", "/s/AAAAAAAAAAAAAAAA", "/openapi.json"] {
                let (status, answer) = get(path, &format!("Host: {name}\r\n"));
                assert_eq!(status, 421, "{name} {path}");
                assert!(answer.contains("\"code\":\"wrong_host\"") && answer.contains(&house.origin), "{answer}");
            }
            // Platforms use a separate address for their health checks.
            assert_eq!(get("/healthz", &format!("Host: {name}\r\n")).0, 200);
            assert_eq!(get("/readyz", &format!("Host: {name}\r\n")).0, 200);
        }
        for hosts in ["", &format!("Host: {own}\r\nHost: {own}\r\n"), &format!("Host: {own}\r\nHost: evil\r\n"), "Host: a b\r\n"] {
            assert_eq!(get("/v1/instance", hosts).0, 400, "{hosts:?}");
        }
        // A page of another site whose name points here can't set up the instance.
        let body = json!({ "name": "Eve", "email": "eve@example.com", "password": PASSWORD }).to_string();
        let rebound = format!(
            "POST /v1/setup HTTP/1.1\r\nHost: rebound.evil:{port}\r\nOrigin: http://rebound.evil:{port}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        assert_eq!(raw(house, &rebound).0, 421);
        assert_eq!(house.get("/v1/instance").await.body["setup_required"], true);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fresh_instance_is_set_up_with_the_code_on_the_console_only() {
    each_engine_with(&[], async |house| {
        let set_up = async |code: Option<&str>, passed_on: &'static str| {
            let mut body = json!({ "name": "Owner", "email": OWNER, "password": PASSWORD });
            if let Some(code) = code {
                body["code"] = code.into();
            }
            let request = house.owner.request(Method::POST, "/v1/setup");
            Answer::of(request.header(passed_on, "203.0.113.5").json(&body)).await
        };
        // Through a forwarder that adds no header, a stranger looks like a local caller.
        for header in [
            "accept-language",
            "x-forwarded-for",
            "x-client-ip",
            "cf-connecting-ip",
        ] {
            set_up(None, header)
                .await
                .refused(403, "setup_code_missing")
                .at(&["/code setup_code_missing"]);
        }
        for _ in 0..6 {
            set_up(Some("AAAA-AAAA-AAAA-AAAA"), "via")
                .await
                .refused(403, "setup_code_wrong");
        }
        set_up(Some("AAAA-AAAA-AAAA-AAAA"), "via")
            .await
            .refused(429, "too_many_requests");
        let code = house.setup_code();
        assert!(!house.log().contains(&code), "the code is in the log");
        // A caller with the code gets in, however often others guessed.
        assert_eq!(set_up(Some(&code.to_lowercase()), "via").await.status, 201);
        set_up(Some(&code), "via")
            .await
            .refused(409, "already_set_up");
        house.restart();
        assert_eq!(
            house.setup_code(),
            "",
            "an instance that has an owner needs no code"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_behind_one_address_is_no_stranger() {
    let proxies = [("ONESIGN_TRUSTED_PROXIES", "127.0.0.1,::1")];
    each_engine_with(&proxies, async |house| {
        house.set_up().await;
        house.sent(&[signer("mira", 1)]).await;
        let link = house
            .owner
            .mailed_link("mira@example.com", &[])
            .await
            .unwrap();
        let (selector, secret) = link.split_once("/s/").unwrap().1.split_once('#').unwrap();
        let path = format!("/v1/links/{selector}/exchange");
        let visitor = Client::new(&house.origin).unwrap();
        let exchange = async |secret: &str, from: &str| {
            let body = json!({ "secret": secret, "public_key": SPKI });
            let request = visitor
                .request(Method::POST, &path)
                .header("x-forwarded-for", from);
            Answer::of(request.json(&body)).await
        };
        let opened = exchange(secret, "203.0.113.5").await;
        assert_eq!(opened.status, 201, "{}", opened.body);
        // The right secret does not count, whatever the result: 130 people with one address get in.
        for _ in 0..130 {
            exchange(secret, "203.0.113.5")
                .await
                .refused(410, "link_used");
        }
        // Guesses count by network: one /64 has no more of them than one address.
        let mut refused = 0;
        for n in 0..125 {
            let answer = exchange(&"A".repeat(43), &format!("2001:db8::{n:x}")).await;
            refused += usize::from(answer.status == 429);
        }
        assert_eq!(refused, 5);
        exchange(&"A".repeat(43), "2001:db8:0:1::1")
            .await
            .refused(410, "link_forged");
        exchange(secret, "2001:db8::1")
            .await
            .refused(410, "link_used");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_do_not_use_up_the_senders_reminders() {
    let proxies = [("ONESIGN_TRUSTED_PROXIES", "127.0.0.1,::1")];
    each_engine_with(&proxies, async |house| {
        house.set_up().await;
        let sent = house.sent(&[signer("mira", 1)]).await;
        let link = house
            .owner
            .mailed_link("mira@example.com", &[])
            .await
            .unwrap();
        let selector = link.split_once("/s/").unwrap().1.split_once('#').unwrap().0;
        let path = format!("/v1/links/{selector}/renewal");
        let visitor = Client::new(&house.origin).unwrap();
        let renew = async |from: &str| {
            Answer::of(
                visitor
                    .request(Method::POST, &path)
                    .header("x-forwarded-for", from),
            )
            .await
        };
        for _ in 0..3 {
            assert_eq!(renew("203.0.113.5").await.status, 202);
        }
        renew("203.0.113.5").await.refused(429, "too_many_requests");
        // It does not delay the recipient, in another network, or the sender.
        assert_eq!(renew("203.0.113.77").await.status, 202);
        let recipient = &sent.recipients[0].id;
        let path = format!("/v1/envelopes/{}/recipients/{recipient}/reminders", sent.id);
        for _ in 0..3 {
            let reminded = house.write(Method::POST, &path, &Value::Null).await;
            assert_eq!(reminded.status, 200, "{}", reminded.body);
        }
        house
            .write(Method::POST, &path, &Value::Null)
            .await
            .refused(429, "too_many_requests");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invalid_key_does_not_use_up_the_link() {
    each_engine(async |house| {
        house.sent(&[signer("mira", 1)]).await;
        let link = house
            .owner
            .mailed_link("mira@example.com", &[])
            .await
            .unwrap();
        let (selector, secret) = link.split_once("/s/").unwrap().1.split_once('#').unwrap();
        let path = format!("/v1/links/{selector}/exchange");
        // The last characters encode a point that is not on the curve.
        let beside = format!("{}AAA", &SPKI[..SPKI.len() - 3]);
        let body = json!({ "secret": secret, "public_key": beside });
        let answer = Answer::of(house.owner.request(Method::POST, &path).json(&body)).await;
        answer
            .refused(422, "invalid_request")
            .at(&["/public_key form"]);
        assert_eq!(
            house.get(&format!("/v1/links/{selector}")).await.body["state"],
            "ready"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_are_logged_at_the_default_level_without_names_and_without_end() {
    each_engine(async |house| {
        house.sent(&[signer("mira", 1)]).await;
        let link = house
            .owner
            .mailed_link("mira@example.com", &[])
            .await
            .unwrap();
        let selector = link
            .split_once("/s/")
            .unwrap()
            .1
            .split_once('#')
            .unwrap()
            .0
            .to_owned();
        let mira = house.opened("mira@example.com").await;
        let visitor = Client::new(&house.origin).unwrap();
        let password = "a wrong guess at it";
        for _ in 0..12 {
            let body = json!({ "email": OWNER, "password": password });
            Answer::of(visitor.request(Method::POST, "/v1/sessions").json(&body)).await;
        }
        let forged = json!({ "secret": "A".repeat(43), "public_key": SPKI });
        let path = format!("/v1/links/{selector}/exchange");
        for _ in 0..50 {
            Answer::of(visitor.request(Method::POST, &path).json(&forged)).await;
        }
        let cross = house
            .owner
            .request(Method::DELETE, "/v1/sessions/current")
            .header("sec-fetch-site", "cross-site");
        Answer::of(cross).await.refused(403, "cross_site");
        let method = "B".repeat(3_000);
        raw(
            house,
            &format!("{method} / HTTP/1.1\r\nHost: rebound.evil\r\nConnection: close\r\n\r\n"),
        );
        let proof = mira
            .request(Method::PUT, "/v1/signing/values")
            .header("onesign-key-signature", "1.AAAA");
        Answer::of(proof.json(&json!({})))
            .await
            .refused(401, "key_signature_wrong");
        let log = house.log();
        for code in [
            "wrong_credentials",
            "too_many_requests",
            "link_forged",
            "cross_site",
            "wrong_host",
            "key_signature_wrong",
        ] {
            let lines: Vec<_> = log.lines().filter(|line| line.contains(code)).collect();
            assert_eq!(lines.len(), 1, "{code}:\n{log}");
            assert!(
                lines[0].contains("WARN")
                    && (lines[0].contains("127.0.0.1") || lines[0].contains("::")),
                "{}",
                lines[0]
            );
        }
        for secret in [OWNER, "mira@", password, &selector, &"A".repeat(43), "BBB"] {
            assert!(!log.contains(secret), "{secret}:\n{log}");
        }
    })
    .await;
}
