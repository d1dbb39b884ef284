//! When sessions of accounts end: unused ones, those that a sign-in replaces, and those of a removed second factor.

use crate::authenticator::App;
use crate::harness::{Answer, House, OWNER, PASSWORD, each_engine};
use crate::timed::each_engine_timed;
use onesign::client::Client;
use reqwest::Method;
use reqwest::header::{COOKIE, SET_COOKIE};
use serde_json::{Value, json};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

async fn ask(browser: &Client, method: Method, path: &str, body: Value) -> Answer {
    Answer::of(browser.request(method, path).json(&body)).await
}

async fn is_in(browser: &Client) -> bool {
    let me = browser.request(Method::GET, "/v1/me");
    Answer::of(me).await.status == 200
}

fn credentials() -> Value {
    json!({ "email": OWNER, "password": PASSWORD })
}

async fn signed_in(house: &House) -> Client {
    let browser = Client::new(&house.origin).unwrap();
    let answer = ask(&browser, Method::POST, "/v1/sessions", credentials()).await;
    assert_eq!(answer.status, 201);
    browser
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_only_an_open_page_uses_ends_after_half_an_hour() {
    each_engine_timed(async |house| {
        let person = signed_in(house).await;
        let page = signed_in(house).await;
        for _ in 0..3 {
            house.clock.advance(12 * MINUTE);
            assert!(is_in(&person).await);
            let looks = page.request(Method::GET, "/v1/notices");
            Answer::of(looks.header("onesign-background", "1")).await;
        }
        assert!(is_in(&person).await);
        assert!(!is_in(&page).await);
        let again = ask(&house.owner, Method::POST, "/v1/sessions", credentials()).await;
        assert_eq!(again.status, 201);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_ends_the_session_that_the_browser_had() {
    each_engine(async |house| {
        let copier = reqwest::Client::new();
        let sessions = format!("{}/v1/sessions", house.origin);
        let sign_in = async |cookie: &str| {
            let request = copier.post(&sessions).header(COOKIE, cookie);
            let answer = request.json(&credentials()).send().await.unwrap();
            assert_eq!(answer.status(), 201);
            let cookies = answer.headers().get_all(SET_COOKIE).iter();
            let mut cookies = cookies.map(|cookie| cookie.to_str().unwrap().to_owned());
            let own = cookies.find(|cookie| cookie.starts_with("onesign="));
            own.unwrap().split(';').next().unwrap().to_owned()
        };
        let me = async |cookie: &str| {
            let request = copier.get(format!("{}/v1/me", house.origin));
            request
                .header(COOKIE, cookie)
                .send()
                .await
                .unwrap()
                .status()
        };
        let first = sign_in("").await;
        assert_eq!(me(&first).await, 200);
        let second = sign_in(&first).await;
        assert_eq!(
            (me(&first).await.as_u16(), me(&second).await.as_u16()),
            (401, 200)
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_second_factor_needs_the_password() {
    each_engine(async |house| {
        let begin = "/v1/me/second-factors/totp";
        for body in [json!({}), json!({ "password": "not the password" })] {
            let refused = ask(&house.owner, Method::POST, begin, body).await;
            refused.refused(403, "password_wrong");
        }
        let body = json!({ "password": PASSWORD });
        let begun = ask(&house.owner, Method::POST, begin, body).await;
        let app = App::new(begun.body["secret"].as_str().unwrap());
        // The ticket is for the session that asked for it.
        let other = signed_in(house).await;
        let confirmed =
            json!({ "ticket": begun.body["ticket"], "code": app.code(0), "label": "Phone" });
        let factors = "/v1/me/second-factors";
        let stolen = ask(&other, Method::POST, factors, confirmed.clone()).await;
        stolen.refused(403, "second_factor_wrong");
        let made = ask(&house.owner, Method::POST, factors, confirmed).await;
        assert_eq!(made.status, 201);
        assert!(!is_in(&other).await);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_s_own_limit_of_attempts_ends_with_the_password() {
    each_engine(async |house| {
        let known = signed_in(house).await;
        let new = json!({ "current": PASSWORD, "password": "a better password 2" });
        let changed = ask(&house.owner, Method::PUT, "/v1/me/password", new).await;
        assert_eq!(changed.status, 200);
        // Whoever knew the old password is now limited like everybody in the network.
        let wrong = async |browser: &Client| {
            let who = json!({ "email": OWNER, "password": "guessed wrongly 1" });
            ask(browser, Method::POST, "/v1/sessions", who).await.status
        };
        let stranger = Client::new(&house.origin).unwrap();
        for _ in 0..10 {
            assert_eq!(wrong(&stranger).await, 401);
        }
        assert_eq!((wrong(&stranger).await, wrong(&known).await), (429, 429));
    })
    .await;
}
