//! The key of the seal in use: renewed in time, recorded, and a reason to refuse sending.

use crate::harness::{House, each_engine, filled, signer, text};
use onesign_core::audit::{hex, sha256};
use onesign_core::ids::StreamId;
use onesign_core::{Clock, Fact, Viewer};
use onesign_pades::{Authority, KeyKind};
use onesign_store::SystemClock;
use reqwest::Method;
use serde_json::{Value, json};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

const DAY_S: i64 = 24 * 60 * 60;

/// Gives the stopped instance a self-made key that is valid in this many days.
pub fn exchange_key(house: &House, days: i64) -> Authority {
    let mut entropy = |bytes: &mut [u8]| {
        for chunk in bytes.chunks_mut(16) {
            chunk.copy_from_slice(&uuid::Uuid::now_v7().as_bytes()[..chunk.len()]);
        }
    };
    let begins = SystemClock.now_s() + days * DAY_S;
    let made = Authority::make("OneSign", KeyKind::P256, begins, &mut entropy).unwrap();
    let stored = json!({
        "root_der": made.root_der,
        "issuing": { "der": made.issuing_der, "key_pkcs8": *made.issuing_key_pkcs8 },
        "leaf_der": made.leaf_der,
        "leaf_key_pkcs8": *made.leaf_key_pkcs8,
    });
    let file = house.data().join("keys/seal.json");
    std::fs::remove_file(&file).unwrap();
    std::fs::write(&file, stored.to_string()).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o400)).unwrap();
    made
}

async fn key_in_use(house: &House) -> Value {
    house.get("/v1/instance/seal").await.body
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_ends_soon_is_renewed_under_its_root_and_put_on_record() {
    each_engine(async |house| {
        let first = key_in_use(house).await;
        assert_eq!(first["state"], "ready");
        assert_eq!(first["source"], "self_made");
        assert_eq!(first["key"], "P-256");
        assert_eq!(first["sentence"], "");
        house.kill();
        let authority = exchange_key(house, 60 - 1096);
        house.restart();
        let renewed = key_in_use(house).await;
        let of_file = hex(&sha256(&[&authority.leaf_der]));
        assert_ne!(renewed["certificate_sha256"], of_file.as_str());
        assert_eq!(renewed["state"], "ready");

        let sent = house.sent(&[signer("mira", 1)]).await;
        let mira = house.signer("mira@example.com").await;
        mira.sign(filled(&mira)).await.unwrap();
        let id = &sent.id;
        house.owner.wait_for(id, "sealed").await.unwrap();
        let path = format!("/v1/envelopes/{id}/sealed.pdf");
        let sealed = house.owner.bytes(&path).await.unwrap();
        let (file, root) = (
            house.dir.path().join("sealed.pdf"),
            house.dir.path().join("root.der"),
        );
        std::fs::write(&file, sealed).unwrap();
        std::fs::write(&root, &authority.root_der).unwrap();
        let mut verify = Command::new(env!("CARGO_BIN_EXE_onesign"));
        let verified = verify.arg("verify").arg(&file).arg("--trust").arg(&root);
        assert!(verified.output().unwrap().status.success());

        let store = house.vault().await;
        let facts = store
            .read(&Viewer::System)
            .facts(StreamId::Instance)
            .await
            .unwrap();
        let on_record: Vec<_> = facts
            .iter()
            .filter(|fact| fact.kind == "key.rotated")
            .collect();
        let last = on_record.last().expect("no key is on record");
        let Fact::KeyRotated(last) = last.fact().unwrap() else {
            panic!("{last:?}");
        };
        assert_eq!(
            renewed["certificate_sha256"],
            last.certificate_sha256.as_str()
        );
        assert_eq!(last.purpose, "seal");
        store.close().await.unwrap();
        house.restart();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_before_the_certificate_is_valid() {
    each_engine(async |house| {
        let envelope = house.envelope().await;
        house.kill();
        exchange_key(house, 2);
        house.restart();
        let path = format!("/v1/envelopes/{}", envelope.id);
        let draft = crate::harness::draft(&[signer("mira", 1)]);
        house
            .owner
            .call(Method::PUT, &format!("{path}/draft"), draft)
            .await
            .unwrap();
        let sending = format!("{path}/sending");
        house
            .write(Method::POST, &sending, &Value::Null)
            .await
            .refused(503, "seal_certificate_not_yet_valid");
        let key = key_in_use(house).await;
        assert_eq!(key["state"], "not_yet_valid");
        assert!(text(&key["sentence"]).contains("clock"));
        let told = house.get("/v1/notices").await.body;
        assert_eq!(told["items"][0]["code"], "seal_not_yet_valid");
        assert!(text(&told["items"][0]["detail"]["begins_at"]).ends_with('Z'));
        let stranger = reqwest::get(format!("{}/v1/instance/seal", house.origin));
        assert_eq!(stranger.await.unwrap().status(), 401);
    })
    .await;
}
