//! The operations that protect an account.

use super::Done;
use crate::authenticator::App;
use crate::harness::{Answer, House, OWNER, PASSWORD, text};
use onesign::client::Client;
use reqwest::Method;
use serde_json::json;

/// What protects an account. It has no second factor afterwards.
pub async fn all(house: &House, done: &Done) {
    let begun = "/v1/me/second-factors/totp";
    let present = json!({ "password": PASSWORD });
    let begun = done.write(house, Method::POST, begun, present).await;
    let app = App::new(text(&begun["secret"]));
    let confirmed = json!({ "ticket": begun["ticket"], "code": app.code(-1), "label": "Phone" });
    let factors = "/v1/me/second-factors";
    done.write(house, Method::POST, factors, confirmed).await;
    let given = json!({ "code": app.code(0) });
    done.write(
        house,
        Method::PUT,
        "/v1/sessions/current/second-factor",
        given,
    )
    .await;
    let codes = "/v1/me/recovery-codes";
    done.by(house.owner.request(Method::POST, codes)).await;
    let key = json!({ "label": "Script", "scopes": ["envelopes:read"], "expires_in_days": 30 });
    let key = done
        .write(house, Method::POST, "/v1/me/api-keys", key)
        .await;
    done.get(house, "/v1/me/api-keys").await;
    let key = format!("/v1/me/api-keys/{}", text(&key["id"]));
    done.by(house.owner.request(Method::DELETE, &key)).await;
    done.get(house, "/v1/me/log").await;
    let enrolled = done.get(house, factors).await;
    let factor = format!("{factors}/{}", text(&enrolled["factors"][0]["id"]));
    done.by(house.owner.request(Method::DELETE, &factor)).await;
    let again = json!({ "current": PASSWORD, "password": PASSWORD });
    done.write(house, Method::PUT, "/v1/me/password", again)
        .await;
    sessions(house, done).await;
}

async fn sessions(house: &House, done: &Done) {
    let who = json!({ "email": OWNER, "password": PASSWORD });
    for _ in 0..2 {
        let other = Client::new(&house.origin).unwrap();
        let sign_in = other.request(Method::POST, "/v1/sessions").json(&who);
        assert_eq!(Answer::of(sign_in).await.status, 201);
    }
    let list = done.get(house, "/v1/me/sessions").await;
    let one = format!("/v1/me/sessions/{}", text(&list["items"][0]["id"]));
    done.by(house.owner.request(Method::DELETE, &one)).await;
    let others = house.owner.request(Method::DELETE, "/v1/me/sessions");
    done.by(others).await;
}
