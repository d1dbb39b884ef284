//! The description of the API is the same everywhere, and true: every answer in any test is checked against it
//! ([`described`]). Here each operation gets requests for its success and for its refusals.

mod security;

use crate::harness::{
    Answer, CONTRACT, House, OWNER, PASSWORD, draft, each_engine, each_engine_with, finishing,
    proved, signer, text,
};
use crate::paper::described::{self, operations};
use onesign::client::answers::Envelope;
use onesign::client::{Client, SignerClient, agreement_to};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread")]
async fn the_description_is_the_same_everywhere() {
    let printed = Command::new(env!("CARGO_BIN_EXE_onesign"))
        .arg("openapi")
        .output()
        .unwrap();
    let printed = String::from_utf8(printed.stdout).unwrap();
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi.json");
    assert!(
        printed == std::fs::read_to_string(kept).unwrap(),
        "openapi.json is out of date; write it anew with `cargo run -- openapi > openapi.json`"
    );
    each_engine_with(&[], async |house| {
        let served = house.owner.bytes("/openapi.json").await.unwrap();
        assert!(served == printed.as_bytes());
    })
    .await;
}

#[test]
fn every_response_is_described_in_words() {
    let kept = &*described::DESCRIPTION;
    let referred = kept["components"]["responses"].as_object().unwrap();
    let named = operations().flat_map(|(_, _, said)| said["responses"].as_object().unwrap());
    for (name, response) in named.chain(referred) {
        let is_reference = response.get("$ref").is_some();
        assert!(
            is_reference || !text(&response["description"]).is_empty(),
            "{name} {response}"
        );
    }
}

#[test]
fn a_reader_that_stops_early_is_no_fault() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onesign"));
    command
        .arg("openapi")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // The reader is gone before the first byte, as `head` may be before the last one.
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}

/// Operations that need a mail server: `password_resets.rs` sees them succeed.
const WITH_A_MAIL_SERVER: [&str; 2] = [
    "POST /v1/password-resets",
    "PUT /v1/password-resets/{account}",
];

/// The operations that have succeeded.
#[derive(Default)]
struct Done(RefCell<BTreeSet<String>>);

impl Done {
    /// An answer that must be a success.
    async fn by(&self, request: RequestBuilder) -> Value {
        self.note(Answer::of(request).await)
    }

    fn note(&self, answer: Answer) -> Value {
        assert!(answer.status < 300, "{} {}", answer.status, answer.body);
        self.0.borrow_mut().insert(answer.operation.unwrap());
        answer.body
    }

    async fn get(&self, house: &House, path: &str) -> Value {
        self.by(house.owner.request(Method::GET, path)).await
    }

    async fn write(&self, house: &House, method: Method, path: &str, body: Value) -> Value {
        let request = house.owner.request(method, path);
        self.by(request.json(&body)).await
    }

    async fn sent(&self, house: &House, name: &str) -> Envelope {
        let upload = house
            .owner
            .request(Method::POST, "/v1/envelopes?filename=Contract.pdf");
        let made = self.by(upload.body(CONTRACT)).await;
        let path = format!("/v1/envelopes/{}", text(&made["id"]));
        let draft = draft(&[signer(name, 1)]);
        self.write(house, Method::PUT, &format!("{path}/draft"), draft)
            .await;
        let sending = house
            .owner
            .request(Method::POST, &format!("{path}/sending"));
        serde_json::from_value(self.by(sending).await).unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_gives_its_described_answer() {
    each_engine_with(&[], async |house| {
        let done = Done::default();
        accounts(house, &done).await;
        security::all(house, &done).await;
        links(house, &done).await;
        ceremony(house, &done).await;
        let leave = (Method::DELETE, "/v1/sessions/current");
        done.by(house.owner.request(leave.0, leave.1)).await;
        let all = operations().map(|(method, path, _)| format!("{method} {path}"));
        let missed: Vec<String> = all
            .filter(|name| {
                !done.0.borrow().contains(name) && !WITH_A_MAIL_SERVER.contains(&name.as_str())
            })
            .collect();
        assert!(missed.is_empty(), "never seen to succeed: {missed:#?}");
    })
    .await;
}

async fn accounts(house: &House, done: &Done) {
    done.get(house, "/v1/instance").await;
    let owner = json!({
        "name": "Owner", "email": OWNER, "password": PASSWORD, "code": house.setup_code(),
    });
    done.write(house, Method::POST, "/v1/setup", owner).await;
    let credentials = json!({ "email": OWNER, "password": PASSWORD });
    done.write(house, Method::POST, "/v1/sessions", credentials)
        .await;
    for path in ["/v1/me", "/v1/instance/seal", "/v1/notices"] {
        done.get(house, path).await;
    }
    done.by(house.owner.request(Method::POST, "/v1/notices/retries"))
        .await;
}

async fn links(house: &House, done: &Done) {
    let unsent = house.envelope().await.id;
    let path = format!("/v1/envelopes/{unsent}");
    let blank = format!("{path}/blank");
    done.by(house.owner.request(Method::POST, &blank)).await;
    done.by(house.owner.request(Method::DELETE, &path)).await;
    let sent = done.sent(house, "noor").await;
    let path = format!("/v1/envelopes/{}", sent.id);
    let noor = format!("{path}/recipients/{}", sent.recipients[0].id);
    let link = house
        .owner
        .mailed_link("noor@example.com", &[])
        .await
        .unwrap();
    let (selector, secret) = link.split_once("/s/").unwrap().1.split_once('#').unwrap();
    let at = format!("/v1/links/{selector}");
    done.get(house, &at).await;
    let exchange = json!({ "secret": secret, "public_key": crate::harness::SPKI });
    done.write(house, Method::POST, &format!("{at}/exchange"), exchange)
        .await;
    for path in [
        format!("{at}/renewal"),
        format!("{noor}/reminders"),
        format!("{noor}/link"),
    ] {
        done.by(house.owner.request(Method::POST, &path)).await;
    }
    let outbox = done.get(house, "/v1/outbox").await;
    let mail = format!("/v1/outbox/{}", text(&outbox["items"][0]["id"]));
    done.get(house, &mail).await;
    done.get(house, &format!("{mail}/message.eml")).await;
    let reason = json!({ "reason": "not needed" });
    done.write(house, Method::POST, &format!("{path}/voiding"), reason)
        .await;
}

async fn ceremony(house: &House, done: &Done) {
    let id = done.sent(house, "mira").await.id;
    done.sent(house, "otis").await;
    let mira = house.opened("mira@example.com").await;
    let read = async |path| done.by(mira.request(Method::GET, path)).await;
    let write = async |method, path, body| done.note(proved(&mira, method, path, &body).await);
    consents(&mira, done).await;
    let picture = mira.request(Method::GET, "/v1/signing/pages/0");
    let picture = Answer::of(picture).await;
    assert_eq!(picture.status, 200, "{}", picture.body);
    let sha256 = picture.headers["onesign-page-sha256"].to_str().unwrap();
    let seen = json!({ "pages": [{ "page": 0, "sha256": sha256 }] });
    write(Method::POST, "/v1/signing/views", seen).await;
    done.note(picture);
    let values = json!({ "values": finishing(&mira)["values"] });
    write(Method::PUT, "/v1/signing/values", values).await;
    // Now the fields have values.
    let shown = read("/v1/signing").await;
    let values: Vec<&Value> = (shown["fields"].as_array().unwrap().iter())
        .map(|field| &field["value"])
        .filter(|value| !value.is_null())
        .collect();
    assert_eq!(values.len(), 2, "{shown}");
    read("/v1/signing/pages/0/text").await;
    read("/v1/signing/document.pdf").await;
    write(Method::POST, "/v1/signing/signature", finishing(&mira)).await;
    let otis = house.signer("otis@example.com").await;
    let reason = json!({ "reason": "not me" });
    done.note(proved(&otis, Method::POST, "/v1/signing/declining", &reason).await);
    let sealed = house.owner.wait_for(&id, "sealed").await.unwrap();
    read("/v1/signing/sealed.pdf").await;
    afterwards(house, done, &sealed).await;
}

async fn consents(signer: &SignerClient, done: &Done) {
    let consent = agreement_to(signer.session.disclosure.as_ref().unwrap());
    let path = "/v1/signing/consents";
    done.note(proved(signer, Method::POST, path, &consent).await);
}

async fn afterwards(house: &House, done: &Done, sealed: &Envelope) {
    let path = format!("/v1/envelopes/{}", sealed.id);
    for below in [
        "",
        "/facts",
        "/pages/0?width=400",
        "/pages/0/text",
        "/document.pdf",
        "/sealed.pdf",
        "/evidence.json",
    ] {
        done.get(house, &format!("{path}{below}")).await;
    }
    done.get(house, "/v1/envelopes").await;
    let known = sealed.sealed_sha256.as_ref().unwrap();
    done.get(house, &format!("/v1/verifications/{known}")).await;
    let list = format!("/v1/verifications?sha256={known}");
    done.get(house, &list).await;
    let file = house.owner.bytes(&format!("{path}/sealed.pdf")).await;
    let check = house.owner.request(Method::POST, "/v1/verifications");
    let report = done.by(check.body(file.unwrap())).await;
    assert!(report["trail"].is_object(), "{report}");
}

/// An address of this path template, with this value for its parameters.
fn address(template: &str, place: &str) -> String {
    let parts = template.split_inclusive(['{', '}']);
    parts
        .map(|part| match part.strip_suffix('}') {
            Some(_) => place,
            None => part.trim_end_matches('{'),
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_refuses_as_is_described() {
    each_engine(async |house| {
        let stranger = Client::new(&house.origin).unwrap();
        for (method, template, said) in operations() {
            let path = address(template, &Uuid::now_v7().to_string());
            let ask = |client: &Client| client.request(method.clone(), &path);
            let says = |status: &str| said["responses"].get(status).is_some();
            // Strangers must be asked to sign in exactly where the description says so.
            let refused = Answer::of(ask(&stranger)).await.status;
            let is_sign_in = template == "/v1/sessions";
            assert_eq!(
                refused == 401,
                says("401") && !is_sign_in,
                "{method} {path}"
            );
            Answer::of(ask(&house.owner).header("host", "elsewhere.example"))
                .await
                .refused(421, "wrong_host");
            let foreign = ask(&house.owner).header("sec-fetch-site", "cross-site");
            if says("403") {
                Answer::of(foreign).await.refused(403, "cross_site");
            }
            let unknown = stranger.request(Method::PATCH, &path);
            Answer::of(unknown).await.refused(405, "method_not_allowed");
            unreadable(house, &method, template, said).await;
        }
        let nowhere = stranger.request(Method::GET, "/v1/nowhere");
        Answer::of(nowhere).await.refused(404, "not_found");
        let guess = json!({ "email": OWNER, "password": "a wrong guess at it" });
        let mut statuses = BTreeSet::new();
        for _ in 0..12 {
            let request = stranger.request(Method::POST, "/v1/sessions");
            statuses.insert(Answer::of(request.json(&guess)).await.status);
        }
        assert_eq!(statuses, BTreeSet::from([401, 429]));
    })
    .await;
}

/// Sends unreadable requests. Every answer must be described, and none may be a fault of the server.
async fn unreadable(house: &House, method: &Method, template: &str, said: &Value) {
    if method == Method::DELETE {
        // All of this request is readable, and it would delete the owner.
        return;
    }
    let path = address(template, "7");
    let body = &said["requestBody"]["content"];
    let mut requests: Vec<RequestBuilder> = ["%FF", "x%20y", "-1"]
        .map(|place| address(template, place))
        .into_iter()
        .chain([format!("{path}?nonsense=1"), format!("{path}?width=wide")])
        .map(|path| house.owner.request(method.clone(), &path))
        .collect();
    for sent in ["{", "[]", "{\"nonsense\":1}"] {
        let request = house.owner.request(method.clone(), &path);
        requests.push(request.body(sent));
    }
    if !body["application/json"].is_null() {
        // More than a request without a session may send, but small enough to arrive before the answer.
        let large = " ".repeat(20 * 1024);
        let request = house.owner.request(method.clone(), &path);
        requests.push(request.body(large));
    }
    for request in requests {
        let answer = Answer::of(request).await;
        assert!(answer.status < 500, "{} {}", answer.status, answer.body);
    }
}

#[test]
fn the_reader_of_schemas_is_strict() {
    let all = json!({
        "closed": { "type": "object", "properties": { "a": {} }, "additionalProperties": false },
        "pair": { "type": "array", "prefixItems": [{ "type": "integer" }], "items": false },
        "both": { "allOf": [
            { "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } },
            { "properties": { "b": { "oneOf": [{ "type": "null" }, { "$ref": "#/pair" }] } } },
        ] },
        "flattened": { "allOf": [{ "$ref": "#/closed" }, { "properties": { "b": {} } }] },
        "strange": { "patternProperties": {} },
    });
    let faults = |name: &str, value: Value| {
        let schema = json!({ "$ref": format!("#/{name}") });
        described::schema::faults(&value, &schema, &all, "").len()
    };
    assert_eq!(faults("closed", json!({ "a": 1 })), 0);
    assert!(faults("closed", json!({ "b": 1 })) > 0);
    assert_eq!(faults("pair", json!([1])), 0);
    assert_eq!(faults("pair", json!(["1"])), 1);
    assert_eq!(faults("pair", json!([1, 2])), 1);
    assert_eq!(faults("both", json!({ "a": "", "b": [1] })), 0);
    assert_eq!(faults("both", json!({ "a": "", "b": 1 })), 1);
    assert_eq!(faults("both", json!({ "b": null })), 1);
    assert_eq!(
        faults("both", json!({ "a": "", "c": 1 })),
        1,
        "c is not named"
    );
    assert!(
        faults("flattened", json!({ "a": 1, "b": 1 })) > 0,
        "b is shut out"
    );
    assert_eq!(faults("strange", json!({})), 1);
}
