//! Setting up, signing in, and what the owner of an instance sees of it.

use super::{got, shown, told, written};
use crate::harness::{Answer, OWNER, PASSWORD, signer, text};
use reqwest::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn setting_up() {
    let [made, instance, seal, me] = told(async |house| {
        let owner = json!({ "name": "Owner", "email": OWNER, "password": PASSWORD });
        [
            shown(&house.asked_to_set_up(owner).await),
            got(house, "/v1/instance").await,
            got(house, "/v1/instance/seal").await,
            got(house, "/v1/me").await,
        ]
    })
    .await;
    insta::assert_snapshot!(made, @r#"
    201 application/json
    { assurance: "single", email: "owner@example.com", id: "[id]", name: "Owner", role: "owner" }
    "#);
    insta::assert_snapshot!(instance, @r#"
    200 application/json
    {
      limits: { max_bytes: 52428800, max_pages: 2000, max_password_bytes: 1024, min_password_chars: 12 }
      locales: ["en", "de"]
      mail: "outbox"
      name: "Owner"
      seal_level: "B-B"
      setup_required: false
      signed_in: true
      version: "[version]"
    }
    "#);
    insta::assert_snapshot!(seal, @r#"
    200 application/json
    {
      certificate_sha256: "[sha256]"
      issuer: "OneSign Issuing CA"
      key: "P-256"
      sentence: ""
      source: "self_made"
      state: "ready"
      subject: "OneSign Seal"
      valid_from: "[time]"
      valid_until: "[time]"
    }
    "#);
    assert_eq!(me.replacen("200", "201", 1), made);
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_and_in() {
    let [ended, begun] = told(async |house| {
        house.set_up().await;
        let end = house.owner.request(Method::DELETE, "/v1/sessions/current");
        let ended = shown(&Answer::of(end).await);
        let credentials = json!({ "email": OWNER, "password": PASSWORD });
        let begun = written(house, Method::POST, "/v1/sessions", credentials).await;
        [ended, begun]
    })
    .await;
    insta::assert_snapshot!(ended, @"204");
    insta::assert_snapshot!(begun, @r#"
    201 application/json
    {
      assurance: "single"
      email: "owner@example.com"
      id: "[id]"
      name: "Owner Of Tests"
      role: "owner"
    }
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn notices() {
    let [none, retried] = told(async |house| {
        house.set_up().await;
        let retry = written(house, Method::POST, "/v1/notices/retries", json!({}));
        [got(house, "/v1/notices").await, retry.await]
    })
    .await;
    insta::assert_snapshot!(none, @r"
    200 application/json
    { items: [] }
    ");
    insta::assert_snapshot!(retried, @"204");
}

#[tokio::test(flavor = "multi_thread")]
async fn mails() {
    let [list, mail, file] = told(async |house| {
        house.set_up().await;
        house.sent(&[signer("mira", 1)]).await;
        let opened = house.owner.mailed_link("mira@example.com", &[]);
        opened.await.unwrap();
        let mails = house.get("/v1/outbox").await;
        let mail = format!("/v1/outbox/{}", text(&mails.body["items"][0]["id"]));
        [
            shown(&mails),
            got(house, &mail).await,
            got(house, &format!("{mail}/message.eml")).await,
        ]
    })
    .await;
    insta::assert_snapshot!(list, @r#"
    200 application/json
    {
      items: [
        {
          at: "[time]"
          envelope: "[id]"
          id: "[id]"
          refused: null
          subject: "Owner Of Tests is asking you to sign: Contract"
          to: "mira Holt <mira@example.com>"
        }
      ]
      next: null
    }
    "#);
    insta::assert_snapshot!(mail, @r#"
    200 application/json
    {
      at: "[time]"
      envelope: "[id]"
      html: "[long]"
      id: "[id]"
      link_state: "open"
      links: ["[link]"]
      refused: null
      subject: "Owner Of Tests is asking you to sign: Contract"
      text: "[long]"
      to: "mira Holt <mira@example.com>"
    }
    "#);
    insta::assert_snapshot!(file, @r#"200 message/rfc822 attachment; filename="message.eml""#);
}
