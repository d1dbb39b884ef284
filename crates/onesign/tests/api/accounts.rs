//! Accounts: second factors, recovery codes, passwords, sessions and API keys, each over the API of a running instance.

use crate::authenticator::App;
use crate::harness::{Answer, CONTRACT, House, OWNER, PASSWORD, each_engine};
use onesign::client::Client;
use reqwest::Method;
use serde_json::{Value, json};

async fn put(browser: &Client, path: &str, body: Value) -> Answer {
    Answer::of(browser.request(Method::PUT, path).json(&body)).await
}

async fn post(browser: &Client, path: &str, body: Value) -> Answer {
    Answer::of(browser.request(Method::POST, path).json(&body)).await
}

pub async fn get(browser: &Client, path: &str) -> Answer {
    Answer::of(browser.request(Method::GET, path)).await
}

async fn delete(browser: &Client, path: &str) -> Answer {
    Answer::of(browser.request(Method::DELETE, path)).await
}

/// Another browser of the owner, after the password.
pub async fn signed_in(house: &House, password: &str) -> Client {
    let browser = Client::new(&house.origin).unwrap();
    let who = json!({ "email": OWNER, "password": password });
    assert_eq!(post(&browser, "/v1/sessions", who).await.status, 201);
    browser
}

async fn gives(browser: &Client, code: &str) -> Answer {
    put(
        browser,
        "/v1/sessions/current/second-factor",
        json!({ "code": code }),
    )
    .await
}

/// Enrols an app with the code of the step before the present one, and returns it with the recovery codes.
pub async fn enrolled(browser: &Client) -> (App, Vec<String>) {
    let password = PASSWORD;
    let begun = post(
        browser,
        "/v1/me/second-factors/totp",
        json!({ "password": password }),
    )
    .await;
    let app = App::new(begun.body["secret"].as_str().unwrap());
    let confirmed =
        json!({ "ticket": begun.body["ticket"], "code": app.code(-1), "label": "Phone" });
    let made = post(browser, "/v1/me/second-factors", confirmed).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let codes = made.body["codes"].as_array().unwrap().iter();
    (
        app,
        codes
            .map(|code| code.as_str().unwrap().to_owned())
            .collect(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_factor_is_asked_for_everywhere() {
    each_engine(async |house| {
        let elsewhere = signed_in(house, PASSWORD).await;
        let (app, codes) = enrolled(&house.owner).await;
        assert_eq!(codes.len(), 10);
        get(&elsewhere, "/v1/me")
            .await
            .refused(401, "not_signed_in");
        let browser = signed_in(house, PASSWORD).await;
        assert_eq!(
            get(&browser, "/v1/me").await.body["assurance"],
            "incomplete"
        );
        for path in [
            "/v1/envelopes",
            "/v1/me/log",
            "/v1/me/sessions",
            "/v1/outbox",
            "/v1/notices",
        ] {
            get(&browser, path)
                .await
                .refused(401, "second_factor_required");
        }
        let upload = browser.upload("Contract.pdf", CONTRACT.to_vec()).await;
        assert!(
            upload
                .unwrap_err()
                .to_string()
                .contains("second_factor_required")
        );
        gives(&browser, "000000")
            .await
            .refused(403, "second_factor_wrong");
        let given = gives(&browser, &app.code(0)).await;
        assert_eq!(
            (given.status, &given.body["assurance"]),
            (200, &json!("double"))
        );
        assert_eq!(get(&browser, "/v1/envelopes").await.status, 200);
        // A code works once, in any browser.
        let third = signed_in(house, PASSWORD).await;
        gives(&third, &app.code(0))
            .await
            .refused(403, "second_factor_wrong");
        assert_eq!(gives(&third, &codes[0].to_lowercase()).await.status, 200);
        gives(&third, &codes[0])
            .await
            .refused(403, "second_factor_wrong");
        let left = get(&third, "/v1/me/second-factors").await.body;
        assert_eq!(left["recovery_codes_left"], 9);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn simultaneous_uses_of_one_code_win_once() {
    each_engine(async |house| {
        let (app, codes) = enrolled(&house.owner).await;
        for code in [app.code(0), codes[3].clone()] {
            let browsers = [(); 5].map(|()| signed_in(house, PASSWORD));
            let mut won = 0;
            let mut tries = Vec::new();
            for browser in browsers {
                let (browser, code) = (browser.await, code.clone());
                tries.push(tokio::spawn(async move { gives(&browser, &code).await }));
            }
            for tried in tries {
                let answer = tried.await.unwrap();
                match answer.status {
                    200 => won += 1,
                    _ => drop(answer.refused(403, "second_factor_wrong")),
                }
            }
            assert_eq!(won, 1, "{code}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_the_other_sessions() {
    each_engine(async |house| {
        let elsewhere = signed_in(house, PASSWORD).await;
        let new = "a better password 2";
        let change = |current: &str| json!({ "current": current, "password": new });
        put(&house.owner, "/v1/me/password", change("not the one"))
            .await
            .refused(403, "password_wrong");
        let short = json!({ "current": PASSWORD, "password": "short" });
        put(&house.owner, "/v1/me/password", short)
            .await
            .refused(422, "invalid_request");
        assert_eq!(
            put(&house.owner, "/v1/me/password", change(PASSWORD))
                .await
                .status,
            200
        );
        assert_eq!(get(&house.owner, "/v1/envelopes").await.status, 200);
        get(&elsewhere, "/v1/me")
            .await
            .refused(401, "not_signed_in");
        let old = json!({ "email": OWNER, "password": PASSWORD });
        let browser = Client::new(&house.origin).unwrap();
        post(&browser, "/v1/sessions", old)
            .await
            .refused(401, "wrong_credentials");
        signed_in(house, new).await;
        let log = get(&house.owner, "/v1/me/log").await.body;
        let kinds: Vec<&str> = log["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| e["type"].as_str().unwrap())
            .collect();
        assert!(
            kinds.contains(&"password.changed") && kinds.contains(&"session.refused"),
            "{kinds:?}"
        );
        let text = log.to_string();
        assert!(!text.contains("$2b$") && !text.contains("sha256"), "{text}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_listed_and_ended() {
    each_engine(async |house| {
        let second = signed_in(house, PASSWORD).await;
        let third = signed_in(house, PASSWORD).await;
        let list = get(&house.owner, "/v1/me/sessions").await.body;
        let items = list["items"].as_array().unwrap();
        assert_eq!(items.len(), 3);
        assert_eq!(items.iter().filter(|s| s["current"] == true).count(), 1);
        assert_eq!(items[0]["methods"], json!(["password"]));
        let id = items[1]["id"].as_str().unwrap();
        assert_eq!(
            delete(&house.owner, &format!("/v1/me/sessions/{id}"))
                .await
                .status,
            204
        );
        get(&second, "/v1/me").await.refused(401, "not_signed_in");
        assert_eq!(get(&third, "/v1/me").await.status, 200);
        assert_eq!(delete(&house.owner, "/v1/me/sessions").await.status, 204);
        get(&third, "/v1/me").await.refused(401, "not_signed_in");
        delete(&house.owner, "/v1/me/sessions")
            .await
            .refused(409, "nothing_new");
    })
    .await;
}

/// A request with an API key and no cookie.
async fn with_key(house: &House, key: &str, method: Method, path: &str, body: Value) -> Answer {
    let program = Client::new(&house.origin).unwrap();
    let request = program.request(method, path).bearer_auth(key);
    Answer::of(if body.is_null() {
        request
    } else {
        request.json(&body)
    })
    .await
}

async fn key(house: &House, scopes: Value, networks: Value) -> (String, String) {
    let new =
        json!({ "label": "Script", "scopes": scopes, "networks": networks, "expires_in_days": 30 });
    let made = post(&house.owner, "/v1/me/api-keys", new).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let text = |name: &str| made.body[name].as_str().unwrap().to_owned();
    (text("id"), text("key"))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_key_does_what_its_scopes_say_and_nothing_else() {
    each_engine(async |house| {
        let new = json!({ "label": "x", "scopes": ["envelopes:read"], "expires_in_days": 1 });
        post(&house.owner, "/v1/me/api-keys", new)
            .await
            .refused(403, "second_factor_missing");
        enrolled(&house.owner).await;
        let envelope = house.envelope().await;
        let (id, read) = key(house, json!(["envelopes:read"]), json!([])).await;
        let path = format!("/v1/envelopes/{}", envelope.id);
        let none = Value::Null;
        assert_eq!(
            with_key(house, &read, Method::GET, &path, none.clone())
                .await
                .status,
            200
        );
        assert_eq!(
            with_key(house, &read, Method::GET, "/v1/me", none.clone())
                .await
                .body["assurance"],
            "key"
        );
        with_key(house, &read, Method::DELETE, &path, none.clone())
            .await
            .refused(403, "forbidden");
        for (method, path, body) in [
            (
                Method::POST,
                "/v1/me/api-keys",
                json!({ "label": "x", "scopes": ["envelopes:read"], "expires_in_days": 1 }),
            ),
            (Method::POST, "/v1/me/recovery-codes", none.clone()),
            (Method::POST, "/v1/me/second-factors/totp", none.clone()),
            (
                Method::PUT,
                "/v1/me/password",
                json!({ "current": PASSWORD, "password": "another password 3" }),
            ),
            (Method::DELETE, "/v1/me/sessions", none.clone()),
            (
                Method::PUT,
                "/v1/sessions/current/second-factor",
                json!({ "code": "000000" }),
            ),
        ] {
            with_key(house, &read, method, path, body)
                .await
                .refused(403, "forbidden");
        }
        for path in [
            "/v1/me/log",
            "/v1/me/sessions",
            "/v1/me/api-keys",
            "/v1/outbox",
        ] {
            with_key(house, &read, Method::GET, path, none.clone())
                .await
                .refused(404, "not_found");
        }
        let (_, write) = key(house, json!(["envelopes:write"]), json!([])).await;
        with_key(house, &write, Method::GET, &path, none.clone())
            .await
            .refused(404, "not_found");
        assert_eq!(
            with_key(house, &write, Method::DELETE, &path, none.clone())
                .await
                .status,
            204
        );
        // From another network, with a changed character, and after it was revoked.
        let (_, elsewhere) = key(house, json!(["envelopes:read"]), json!(["192.0.2.0/24"])).await;
        let list = "/v1/envelopes";
        with_key(house, &elsewhere, Method::GET, list, none.clone())
            .await
            .refused(401, "api_key_refused");
        with_key(
            house,
            &read[..read.len() - 1],
            Method::GET,
            list,
            none.clone(),
        )
        .await
        .refused(401, "api_key_refused");
        assert_eq!(
            delete(&house.owner, &format!("/v1/me/api-keys/{id}"))
                .await
                .status,
            204
        );
        with_key(house, &read, Method::GET, list, none)
            .await
            .refused(401, "api_key_refused");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_second_factors_are_limited_and_recorded() {
    each_engine(async |house| {
        let (app, _) = enrolled(&house.owner).await;
        let browser = signed_in(house, PASSWORD).await;
        for _ in 0..10 {
            gives(&browser, "123456")
                .await
                .refused(403, "second_factor_wrong");
        }
        gives(&browser, &app.code(0))
            .await
            .refused(429, "too_many_requests");
        let log = get(&house.owner, "/v1/me/log").await.body;
        let refused = log["items"].as_array().unwrap().iter();
        let refused = refused.filter(|e| e["detail"]["code"] == "wrong_second_factor");
        assert_eq!(refused.count(), 10);
    })
    .await;
}
