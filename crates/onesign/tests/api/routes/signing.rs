//! What a recipient sees and does.

use super::{about, shown, told};
use crate::harness::{Answer, SPKI, filled, proved, signer};
use onesign::client::{Client, SignerClient, agreement_to};
use onesign_core::audit::{hex, sha256};
use reqwest::Method;
use serde_json::{Value, json};

async fn read(signer: &SignerClient, path: &str) -> String {
    shown(&Answer::of(signer.request(Method::GET, path)).await)
}

async fn done(signer: &SignerClient, method: Method, path: &str, body: Value) -> String {
    shown(&proved(signer, method, path, &body).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_a_link() {
    let [link, session, page, words, document, renewed] = told(async |house| {
        house.set_up().await;
        house.sent(&[signer("mira", 1)]).await;
        let link = house.owner.mailed_link("mira@example.com", &[]).await;
        let link = link.unwrap();
        let (selector, secret) = link.split_once("/s/").unwrap().1.split_once('#').unwrap();
        let browser = Client::new(&house.origin).unwrap();
        let asked = |method: Method, path: &str| {
            let request = browser.request(method, path);
            request.header("onesign-link", selector)
        };
        let link = format!("/v1/links/{selector}");
        let exchange = asked(Method::POST, &format!("{link}/exchange"));
        let key = json!({ "secret": secret, "public_key": SPKI });
        let exchanged = Answer::of(exchange.json(&key)).await;
        let get = async |path: &str| Answer::of(asked(Method::GET, path)).await;
        let session = get("/v1/signing").await;
        assert_eq!(
            session.body, exchanged.body,
            "the exchange answers the session"
        );
        let renew = asked(Method::POST, &format!("{link}/renewal"));
        [
            shown(&get(&link).await),
            shown(&session),
            shown(&get("/v1/signing/pages/0?width=400").await),
            shown(&get("/v1/signing/pages/0/text").await),
            shown(&get("/v1/signing/document.pdf").await),
            shown(&Answer::of(renew).await),
        ]
    })
    .await;
    insta::assert_snapshot!(link, @r#"
    200 application/json
    {
      ending: null
      instance_name: "Owner Of Tests"
      mail: "outbox"
      purpose: null
      renewable: true
      state: "used"
    }
    "#);
    insta::assert_snapshot!(session, @r#"
    200 application/json
    {
      agreed: null
      consented: false
      disclosure: { locale: "en", sha256: "[sha256]", summary: "[long]", text: "[long]", version: 4 }
      disclosures: [
        { locale: "de", sha256: "[sha256]", summary: "[long]", text: "[long]", version: 4 }
        { locale: "en", sha256: "[sha256]", summary: "[long]", text: "[long]", version: 4 }
      ]
      envelope: {
        expires_at: "[time]"
        filename: "Contract.pdf"
        id: "[id]"
        instance_name: "Owner Of Tests"
        locale: "en"
        message: "Please sign."
        normalised_sha256: "[sha256]"
        pages: [{ h: 841890, w: 595276 }, { h: 841890, w: 595276 }]
        sender_email: "owner@example.com"
        sender_name: "Owner Of Tests"
        status: "sent"
        title: "Contract"
      }
      fields: [
        {
          id: "[id]"
          kind: "signature"
          label: ""
          offered: null
          page: 0
          recipient: "[id]"
          rect: { h: 30000, w: 150000, x: 40000, y: 500000 }
          required: true
          room: null
          value: null
        }
        {
          id: "[id]"
          kind: "text"
          label: ""
          offered: null
          page: 0
          recipient: "[id]"
          rect: { h: 30000, w: 150000, x: 40000, y: 540000 }
          required: true
          room: 165
          value: null
        }
        "and 1 more"
      ]
      me: {
        email: "mira@example.com"
        id: "[id]"
        name: "mira Holt"
        pages_seen: []
        role: "signer"
        signed_at: null
        status: "opened"
      }
      others: []
      purpose: "sign"
      sealed_available: false
      stamped: []
    }
    "#);
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
    insta::assert_snapshot!(document, @r#"200 application/pdf attachment; filename="Contract.pdf"; filename*=UTF-8''Contract.pdf"#);
    insta::assert_snapshot!(renewed, @r"
    202 application/json
    {}
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn agreeing_reading_and_signing() {
    let [agreed, seen, saved, signed, sealed] = told(async |house| {
        house.set_up().await;
        let sent = house.sent(&[signer("mira", 1)]).await;
        let mira = house.opened("mira@example.com").await;
        let consent = agreement_to(mira.session.disclosure.as_ref().unwrap());
        let agreed = done(&mira, Method::POST, "/v1/signing/consents", consent).await;
        let picture = mira.request(Method::GET, "/v1/signing/pages/0?width=400");
        let picture = picture.send().await.unwrap().bytes().await.unwrap();
        let pages = json!({ "pages": [{ "page": 0, "sha256": hex(&sha256(&[&picture])) }] });
        let seen = done(&mira, Method::POST, "/v1/signing/views", pages).await;
        let values = json!({ "values": filled(&mira) });
        let saved = done(&mira, Method::PUT, "/v1/signing/values", values).await;
        let document = &mira.session.envelope.normalised_sha256;
        let signature = json!({ "document_sha256": document });
        let signed = done(&mira, Method::POST, "/v1/signing/signature", signature).await;
        house.owner.wait_for(&sent.id, "sealed").await.unwrap();
        let sealed = read(&mira, "/v1/signing/sealed.pdf").await;
        [agreed, seen, saved, signed, sealed]
    })
    .await;
    insta::assert_snapshot!(about(&agreed, "consented"), @r#"
    consented: true
    status: "consented"
    "#);
    insta::assert_snapshot!(seen, @"204");
    insta::assert_snapshot!(saved, @"204");
    insta::assert_snapshot!(signed, @r#"
    200 application/json
    {
      agreed: { locale: "en", sha256: "[sha256]", summary: "[long]", text: "[long]", version: 4 }
      consented: true
      disclosure: { locale: "en", sha256: "[sha256]", summary: "[long]", text: "[long]", version: 4 }
      disclosures: [
        { locale: "de", sha256: "[sha256]", summary: "[long]", text: "[long]", version: 4 }
        { locale: "en", sha256: "[sha256]", summary: "[long]", text: "[long]", version: 4 }
      ]
      envelope: {
        expires_at: "[time]"
        filename: "Contract.pdf"
        id: "[id]"
        instance_name: "Owner Of Tests"
        locale: "en"
        message: "Please sign."
        normalised_sha256: "[sha256]"
        pages: [{ h: 841890, w: 595276 }, { h: 841890, w: 595276 }]
        sender_email: "owner@example.com"
        sender_name: "Owner Of Tests"
        status: "completed"
        title: "Contract"
      }
      fields: [
        {
          id: "[id]"
          kind: "signature"
          label: ""
          offered: null
          page: 0
          recipient: "[id]"
          rect: { h: 30000, w: 150000, x: 40000, y: 500000 }
          required: true
          room: null
          value: { hand: "caveat", kind: "typed", text: "mira Holt" }
        }
        {
          id: "[id]"
          kind: "text"
          label: ""
          offered: null
          page: 0
          recipient: "[id]"
          rect: { h: 30000, w: 150000, x: 40000, y: 540000 }
          required: true
          room: 165
          value: "Oslo"
        }
        "and 1 more"
      ]
      me: {
        email: "mira@example.com"
        id: "[id]"
        name: "mira Holt"
        pages_seen: [0]
        role: "signer"
        signed_at: "[time]"
        status: "signed"
      }
      others: []
      purpose: "sign"
      sealed_available: false
      stamped: []
    }
    "#);
    insta::assert_snapshot!(sealed, @r#"200 application/pdf attachment; filename="Contract (sealed).pdf"; filename*=UTF-8''Contract%20%28sealed%29.pdf"#);
}

#[tokio::test(flavor = "multi_thread")]
async fn declining() {
    let [declined, over] = told(async |house| {
        house.set_up().await;
        house.sent(&[signer("mira", 1)]).await;
        let mira = house.signer("mira@example.com").await;
        let reason = json!({ "reason": "Not my name." });
        let declined = done(&mira, Method::POST, "/v1/signing/declining", reason).await;
        [declined, read(&mira, "/v1/signing").await]
    })
    .await;
    insta::assert_snapshot!(about(&declined, "status"), @r#"
    status: "declined"
    status: "declined"
    "#);
    insta::assert_snapshot!(over, @r"
    200 application/json
    { over: true }
    ");
}
