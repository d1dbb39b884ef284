//! Checking files.

use super::{got, shown, told};
use crate::harness::{Answer, CONTRACT, filled, signer};
use reqwest::Method;

#[tokio::test(flavor = "multi_thread")]
async fn checking() {
    let [report, known, listed] = told(async |house| {
        house.set_up().await;
        let check = house.owner.request(Method::POST, "/v1/verifications");
        let check = check.header("content-type", "application/pdf");
        let report = Answer::of(check.body(CONTRACT)).await;
        let sent = house.sent(&[signer("mira", 1)]).await;
        let mira = house.signer("mira@example.com").await;
        mira.sign(filled(&mira)).await.unwrap();
        let sealed = house.owner.wait_for(&sent.id, "sealed");
        let sealed = sealed.await.unwrap();
        let sha256 = sealed.sealed_sha256.as_deref().unwrap();
        [
            shown(&report),
            got(house, &format!("/v1/verifications/{sha256}")).await,
            got(house, &format!("/v1/verifications?sha256={sha256}")).await,
        ]
    })
    .await;
    insta::assert_snapshot!(report, @r#"
    200 application/json
    {
      axes: []
      file: { bytes: 15310, sha256: "[sha256]" }
      said: { code: "no_signature", values: {} }
      sentence: "No signature was found in the file."
      signatures: []
      sub_indication: "SIGNED_DATA_NOT_FOUND"
      verdict: "indeterminate"
    }
    "#);
    insta::assert_snapshot!(known, @r#"
    200 application/json
    { level: "B-B", sealed_at: "[time]", sha256: "[sha256]" }
    "#);
    insta::assert_snapshot!(listed, @r#"
    200 application/json
    { items: [{ level: "B-B", sealed_at: "[time]", sha256: "[sha256]" }] }
    "#);
}
