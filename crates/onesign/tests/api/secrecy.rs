//! No value that people enter is readable on the disk or in the log.

use crate::harness::{House, draft, each_engine_with, finishing, proved, signer};
use reqwest::Method;
use serde_json::json;
use std::process::Command;
use std::time::Duration;

/// The files of the instance and of its database that contain a value, plain or in base64.
fn sweep(house: &House, canaries: &[(&str, String)]) -> String {
    let mut command = Command::new("grep");
    command.args([
        "--recursive",
        "--text",
        "--files-with-matches",
        "--fixed-strings",
    ]);
    for (_, canary) in canaries {
        let base64 = onesign_core::audit::base64url(canary.as_bytes());
        command.args(["-e", canary, "-e", &base64[..base64.len() - 2]]);
    }
    command.arg(house.dir.path());
    if let Some(url) = &house.database {
        let dir = url
            .split_once("host=")
            .unwrap()
            .1
            .split('&')
            .next()
            .unwrap();
        command.arg(format!("{dir}/data"));
    }
    // Files of the database come and go during the search, so only its matches count.
    let found = command.output().unwrap();
    String::from_utf8_lossy(&found.stdout).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn people_s_entries_are_not_readable_on_the_disk() {
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
            .set_up(&house.setup_code(), &owner, "owner@example.com", &password)
            .await
            .unwrap();
        let pdf = crate::harness::CONTRACT.to_vec();
        let envelope = house
            .owner
            .upload(&format!("{filename}.pdf"), pdf)
            .await
            .unwrap();
        let path = format!("/v1/envelopes/{}", envelope.id);
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
        let mut fields = mira.session.fields.iter();
        let field = fields.find(|f| f.kind == "text").unwrap();
        let mut body = finishing(&mira);
        body["values"][&field.id] = json!(value);
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
        // Long enough for the database to write its pending data.
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
        // The search finds an existing value.
        std::fs::write(house.dir.path().join("note"), &canaries[0].1).unwrap();
        assert!(sweep(house, &canaries).ends_with("/note\n"));
        std::fs::remove_file(house.dir.path().join("note")).unwrap();
        assert_eq!(
            sweep(house, &canaries),
            "",
            "what people entered is readable there"
        );
    })
    .await;
}
