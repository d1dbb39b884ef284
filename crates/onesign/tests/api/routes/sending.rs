//! An envelope after it is sent, for its sender.

use super::{about, got, told, written};
use crate::harness::{draft, filled, signer};
use reqwest::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn sending_asking_again_and_voiding() {
    let [sent, reminded, copied, voided] = told(async |house| {
        house.set_up().await;
        let envelope = house.envelope().await;
        let path = format!("/v1/envelopes/{}", envelope.id);
        let mira = signer("mira", 1);
        let people = [mira.clone()];
        written(house, Method::PUT, format!("{path}/draft"), draft(&people)).await;
        let sent = written(house, Method::POST, format!("{path}/sending"), json!({})).await;
        house.owner.mailed_link(&mira.email, &[]).await.unwrap();
        let recipient = format!("{path}/recipients/{}", mira.id);
        let remind = format!("{recipient}/reminders");
        let reminded = written(house, Method::POST, remind, json!({})).await;
        let copied = written(house, Method::POST, format!("{recipient}/link"), json!({})).await;
        let reason = json!({ "reason": "Wrong file." });
        let voided = written(house, Method::POST, format!("{path}/voiding"), reason).await;
        // The rest depends on whether the mail with the link has left by then.
        let reminded = about(&reminded, "application/json");
        [sent, reminded, copied, about(&voided, "void")]
    })
    .await;
    insta::assert_snapshot!(sent, @r#"
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
      expires_at: "[time]"
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
          link: {
            asked_at: null
            can_copy: true
            code: null
            copied_at: null
            copy_replaces: false
            next_try_at: null
            reply: null
            shown_at: null
            since: null
            state: "not_sent"
          }
          name: "mira Holt"
          reason: null
          role: "signer"
          signed_at: null
          status: "not_sent"
          step: 1
        }
      ]
      revision: null
      seal_extended_at: null
      seal_level: null
      sealed_at: null
      sealed_sha256: null
      sender_name: "Owner Of Tests"
      sent_at: "[time]"
      status: "sent"
      title: "Contract"
      unprintable: []
      updated_at: "[time]"
      void_reason: null
    }
    "#);
    insta::assert_snapshot!(reminded, @"200 application/json");
    insta::assert_snapshot!(copied, @r#"
    200 application/json
    { expires_at: "[time]", link: "[link]", replaces: false }
    "#);
    insta::assert_snapshot!(voided, @r#"
    status: "voided"
    void_reason: "Wrong file."
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn sealed_files() {
    let [facts, sealed, evidence] = told(async |house| {
        house.set_up().await;
        let sent = house.sent(&[signer("mira", 1)]).await;
        let mira = house.signer("mira@example.com").await;
        mira.sign(filled(&mira)).await.unwrap();
        let id = &sent.id;
        house.owner.wait_for(id, "sealed").await.unwrap();
        let path = format!("/v1/envelopes/{id}");
        let facts = got(house, &format!("{path}/facts")).await;
        [
            // How many there are depends on when the seal's mails leave.
            facts
                .lines()
                .filter(|line| !line.contains(" more\""))
                .collect::<Vec<_>>()
                .join("\n"),
            got(house, &format!("{path}/sealed.pdf")).await,
            got(house, &format!("{path}/evidence.json")).await,
        ]
    })
    .await;
    insta::assert_snapshot!(facts, @r#"
    200 application/json
    {
      head: "[digest]"
      items: [
        {
          actor: "account/[id]"
          at: "[time]"
          detail: {
            account: "[id]"
            email: "owner@example.com"
            envelope: "[id]"
            ip: "127.0.0.1"
            locale: "en"
            name: "Owner Of Tests"
            title: "Contract"
            user_agent: "OneSign client"
          }
          digest: "[digest]"
          seq: 0
          type: "envelope.created"
        }
        {
          actor: "account/[id]"
          at: "[time]"
          detail: { bytes: 15310, document_sha256: "[sha256]", filename: "Contract.pdf" }
          digest: "[digest]"
          seq: 1
          type: "document.received"
        }
      ]
    }
    "#);
    insta::assert_snapshot!(sealed, @r#"200 application/pdf attachment; filename="Contract (sealed).pdf"; filename*=UTF-8''Contract%20%28sealed%29.pdf"#);
    insta::assert_snapshot!(evidence, @r#"200 application/json attachment; filename="Contract (evidence).json"; filename*=UTF-8''Contract%20%28evidence%29.json"#);
}
