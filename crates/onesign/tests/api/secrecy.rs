//! Nothing that people enter lies readable on the disk or in the log.

use crate::harness::{House, draft, each_engine_with, finishing, proved, signer, text};
use reqwest::Method;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Duration;

fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Fails if a value is found in a file of the instance or of its database.
fn sweep(house: &House, canaries: &[(&str, String)]) {
    let mut all = Vec::new();
    files(house.dir.path(), &mut all);
    if let Some(url) = &house.database {
        let dir = url
            .split_once("host=")
            .unwrap()
            .1
            .split('&')
            .next()
            .unwrap();
        let before = all.len();
        files(&Path::new(dir).join("data"), &mut all);
        if all.len() == before {
            eprintln!("skipped: the files of PostgreSQL are not readable here");
        }
    }
    assert!(all.len() > 5);
    let mut read = 0;
    for path in all {
        // Files of the database come and go.
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        read += bytes.len();
        for (what, canary) in canaries {
            let (plain, base64) = (
                canary.as_bytes(),
                onesign_core::audit::base64url(canary.as_bytes()),
            );
            let base64 = &base64.as_bytes()[..base64.len() - 2];
            for needle in [plain, base64] {
                let hit = bytes.windows(needle.len()).any(|window| window == needle);
                assert!(!hit, "{what} is readable in {}", path.display());
            }
        }
    }
    assert!(read > 100_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_enter_is_not_readable_on_the_disk() {
    each_engine_with(&[("ONESIGN_LOG", "debug")], async |house| {
        let canary = |what: &str| format!("canary{}{what}", uuid::Uuid::now_v7().simple());
        let (owner, password, name, title) = (
            canary("owner"),
            canary("password"),
            canary("name"),
            canary("title"),
        );
        let (message, label, filename) = (canary("message"), canary("label"), canary("filename"));
        let (value, reason, mailbox) = (canary("value"), canary("reason"), canary("mailbox"));
        house
            .owner
            .set_up(&owner, "owner@example.com", &password)
            .await
            .unwrap();
        let pdf = crate::harness::CONTRACT.to_vec();
        let envelope = house
            .owner
            .upload(&format!("{filename}.pdf"), pdf)
            .await
            .unwrap();
        let path = format!("/v1/envelopes/{}", text(&envelope["id"]));
        let mut person = signer("mira", 1);
        (person.name, person.email) = (name.clone(), format!("{mailbox}@example.com"));
        let mut draft = draft(&[person]);
        (draft["title"], draft["message"]) = (json!(title), json!(message));
        draft["fields"][1]["label"] = json!(label);
        assert_eq!(
            house
                .write(Method::PUT, &format!("{path}/draft"), &draft)
                .await
                .status,
            200
        );
        assert_eq!(
            house
                .write(Method::POST, &format!("{path}/sending"), &json!({}))
                .await
                .status,
            200
        );
        let link = house.owner.mailed_link(&mailbox, &[]).await.unwrap();
        let secret = link.split_once('#').unwrap().1.to_owned();
        let mira = house.signer(&mailbox).await;
        mira.read_pages().await.unwrap();
        let field = mira.session["fields"]
            .as_array()
            .unwrap()
            .iter()
            .find(|f| f["kind"] == "text")
            .unwrap();
        let mut body = finishing(&mira);
        body["values"][text(&field["id"])] = json!(value);
        let saved = json!({ "values": body["values"] });
        assert_eq!(
            proved(&mira, Method::PUT, "/v1/signing/values", &saved)
                .await
                .status,
            204
        );
        let declined = proved(
            &mira,
            Method::POST,
            "/v1/signing/declining",
            &json!({ "reason": reason }),
        )
        .await;
        assert_eq!(declined.status, 200, "{}", declined.body);
        // Long enough for the database to have written what it has in hand.
        tokio::time::sleep(Duration::from_millis(1200)).await;
        let canaries = [
            ("the owner's name", owner),
            ("the password", password),
            ("a recipient's name", name),
            ("the title", title),
            ("the message", message),
            ("a label", label),
            ("the name of the file", filename),
            ("an entry", value),
            ("a reason", reason),
            ("a mailbox", mailbox),
            ("a link's secret", secret),
        ];
        let (house_ref, list) = (house, canaries);
        tokio::task::block_in_place(|| sweep(house_ref, &list));
    })
    .await;
}
