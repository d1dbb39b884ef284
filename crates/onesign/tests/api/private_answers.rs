//! Answers with private content are not kept by any cache, and the end of a session clears the browser.

use crate::harness::{OWNER, PASSWORD, each_engine, signer};
use reqwest::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn private_answers_are_not_kept_and_the_end_clears_the_browser() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let mira = house.signer("mira@example.com").await;
        let id = &sent.id;
        for request in [
            house.owner.request(
                Method::GET,
                &format!("/v1/envelopes/{id}/pages/0?width=1200"),
            ),
            house
                .owner
                .request(Method::GET, &format!("/v1/envelopes/{id}/pages/0/text")),
            house
                .owner
                .request(Method::GET, &format!("/v1/envelopes/{id}/document.pdf")),
            house.owner.request(Method::GET, "/v1/me"),
            mira.request(Method::GET, "/v1/signing"),
            mira.request(Method::GET, "/v1/signing/pages/0?width=1200"),
            mira.request(Method::GET, "/v1/signing/document.pdf"),
        ] {
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), 200);
            assert_eq!(
                response.headers()["cache-control"],
                "no-store",
                "{}",
                response.url()
            );
            assert!(!response.headers().contains_key("clear-site-data"));
        }
        let reason = json!({ "reason": "not me" });
        let declining = mira
            .proved(Method::POST, "/v1/signing/declining", &reason)
            .unwrap();
        let declined = declining.send().await.unwrap();
        assert!(declined.status().is_success(), "{}", declined.status());
        assert_eq!(declined.headers()["clear-site-data"], "\"cache\"");
        let out = house
            .owner
            .request(Method::DELETE, "/v1/sessions/current")
            .send()
            .await
            .unwrap();
        assert_eq!(out.headers()["clear-site-data"], "\"cache\", \"storage\"");
        let again = house
            .owner
            .request(Method::DELETE, "/v1/sessions/current")
            .send()
            .await
            .unwrap();
        assert!(again.status() == 401 && !again.headers().contains_key("clear-site-data"));
        let body = json!({ "email": OWNER, "password": PASSWORD });
        assert_eq!(
            house
                .write(Method::POST, "/v1/sessions", &body)
                .await
                .status,
            201
        );
    })
    .await;
}
