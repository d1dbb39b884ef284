//! An envelope before it is sent.

use super::{got, shown, told, written};
use crate::harness::{Answer, CONTRACT, draft, signer, text};
use reqwest::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn uploading() {
    let [created, blank, list] = told(async |house| {
        house.set_up().await;
        let upload = house
            .owner
            .request(Method::POST, "/v1/envelopes?filename=Contract.pdf");
        let upload = upload.header("content-type", "application/pdf");
        let created = Answer::of(upload.body(CONTRACT)).await;
        let blank = format!("/v1/envelopes/{}/blank", text(&created.body["id"]));
        let blank = written(house, Method::POST, blank, json!({})).await;
        let list = got(house, "/v1/envelopes?limit=1").await;
        [shown(&created), blank, list]
    })
    .await;
    insta::assert_snapshot!(created, @r#"
    201 application/json
    {
      completed_at: null
      created_at: "[time]"
      document: {
        bytes: 15766
        detected: []
        enclosed: null
        normalised_sha256: "[sha256]"
        pages: [{ h: 841890, w: 595276 }, { h: 841890, w: 595276 }]
        received_sha256: "[sha256]"
        removed: [{ count: 1, kind: "metadata" }]
        warnings: []
      }
      expires_at: null
      expires_in_days: 14
      fields: []
      filename: "Contract.pdf"
      id: "[id]"
      locale: "en"
      message: ""
      recipients: []
      revision: "[sha256]"
      seal_extended_at: null
      seal_level: null
      sealed_at: null
      sealed_sha256: null
      sender_name: "Owner Of Tests"
      sent_at: null
      status: "draft"
      title: "Contract"
      unprintable: []
      updated_at: "[time]"
      void_reason: null
    }
    "#);
    assert_eq!(blank, created, "the contract has no form");
    insta::assert_snapshot!(list, @r#"
    200 application/json
    {
      counts: { draft: 2 }
      items: [
        {
          created_at: "[time]"
          expires_at: null
          id: "[id]"
          recipients: []
          status: "draft"
          title: "Contract"
          updated_at: "[time]"
        }
      ]
      next: "[next]"
    }
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn reading() {
    let [document, page, words] = told(async |house| {
        house.set_up().await;
        let envelope = house.envelope().await;
        let path = format!("/v1/envelopes/{}", envelope.id);
        [
            got(house, &format!("{path}/document.pdf")).await,
            got(house, &format!("{path}/pages/0?width=400")).await,
            got(house, &format!("{path}/pages/0/text")).await,
        ]
    })
    .await;
    insta::assert_snapshot!(document, @r#"200 application/pdf attachment; filename="Contract.pdf"; filename*=UTF-8''Contract.pdf"#);
    insta::assert_snapshot!(page, @"200 image/png");
    insta::assert_snapshot!(words, @r#"
    200 application/json
    {
      items: [
        { rect: { h: 25680, w: 215568, x: 72000, y: 89600 }, text: "Service agreement" }
        { rect: { h: 13375, w: 55888, x: 72000, y: 149375 }, text: "1. Parties" }
        "and 15 more"
      ]
    }
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn drafting() {
    let [replaced, read, deleted] = told(async |house| {
        house.set_up().await;
        let envelope = house.envelope().await;
        let path = format!("/v1/envelopes/{}", envelope.id);
        let people = [signer("mira", 1)];
        let replace = written(house, Method::PUT, format!("{path}/draft"), draft(&people));
        let replaced = replace.await;
        let read = got(house, &path).await;
        [
            replaced,
            read,
            written(house, Method::DELETE, &path, json!({})).await,
        ]
    })
    .await;
    insta::assert_snapshot!(replaced, @r#"
    200 application/json
    {
      completed_at: null
      created_at: "[time]"
      document: {
        bytes: 15766
        detected: []
        enclosed: null
        normalised_sha256: "[sha256]"
        pages: [{ h: 841890, w: 595276 }, { h: 841890, w: 595276 }]
        received_sha256: "[sha256]"
        removed: [{ count: 1, kind: "metadata" }]
        warnings: []
      }
      expires_at: null
      expires_in_days: 7
      fields: [
        {
          id: "[id]"
          kind: "signature"
          label: ""
          page: 0
          recipient: "[id]"
          rect: { h: 30000, w: 150000, x: 40000, y: 500000 }
          required: true
        }
        {
          id: "[id]"
          kind: "text"
          label: ""
          page: 0
          recipient: "[id]"
          rect: { h: 30000, w: 150000, x: 40000, y: 540000 }
          required: true
        }
        "and 1 more"
      ]
      filename: "Contract.pdf"
      id: "[id]"
      locale: "en"
      message: "Please sign."
      recipients: [
        {
          email: "mira@example.com"
          id: "[id]"
          link: null
          name: "mira Holt"
          reason: null
          role: "signer"
          signed_at: null
          status: "waiting"
          step: 1
        }
      ]
      revision: "[sha256]"
      seal_extended_at: null
      seal_level: null
      sealed_at: null
      sealed_sha256: null
      sender_name: "Owner Of Tests"
      sent_at: null
      status: "draft"
      title: "Contract"
      unprintable: []
      updated_at: "[time]"
      void_reason: null
    }
    "#);
    assert_eq!(read, replaced);
    insta::assert_snapshot!(deleted, @"204");
}
