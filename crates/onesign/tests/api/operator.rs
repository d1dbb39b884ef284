//! What the operator of the machine does for a person who can't sign in any more.

use crate::accounts::{enrolled, get, signed_in};
use crate::harness::{House, OWNER, each_engine_with};
use serde_json::{Value, json};
use std::process::Command;

/// Runs a command of the operator on the stopped server's data and starts the server again.
fn operator(house: &House, arguments: &[&str]) -> String {
    house.kill();
    let mut command = Command::new(env!("CARGO_BIN_EXE_onesign"));
    command
        .args(arguments)
        .env("ONESIGN_DATA_DIR", house.data())
        .env("ONESIGN_BCRYPT_COST", "10");
    if let Some(database) = &house.database {
        command.env("ONESIGN_DATABASE_URL", database);
    }
    let ran = command.output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(
        ran.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    house.restart();
    said
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_opens_an_account_whose_holder_lost_everything() {
    each_engine_with(&[], async |house| {
        house.set_up().await;
        enrolled(&house.owner).await;
        let said = operator(house, &["user", "reset-password", "OWNER@example.com"]);
        let password = said.lines().next().unwrap().rsplit(' ').next().unwrap();
        get(&house.owner, "/v1/me")
            .await
            .refused(401, "not_signed_in");
        let browser = signed_in(house, password).await;
        assert_eq!(
            get(&browser, "/v1/me").await.body["assurance"],
            "incomplete"
        );
        operator(house, &["user", "reset-second-factor", OWNER]);
        let browser = signed_in(house, password).await;
        assert_eq!(get(&browser, "/v1/me").await.body["assurance"], "single");
        let log = get(&browser, "/v1/me/log").await.body;
        let by: Vec<&Value> = log["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| &e["detail"]["by"])
            .collect();
        assert!(by.contains(&&json!("operator")), "{log}");
    })
    .await;
}
