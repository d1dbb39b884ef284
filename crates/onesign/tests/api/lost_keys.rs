//! A server does not start with lost keys or with the data directory of another instance.

use crate::harness::{House, each_engine};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

/// Starts a server or another command on a data directory, and waits for its end.
#[allow(clippy::disallowed_methods, reason = "waits for another process")]
fn run(house: &House, data: &Path, command: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_onesign"));
    child
        .arg(command)
        .current_dir(house.dir.path())
        .env("ONESIGN_DATA_DIR", data)
        .env("ONESIGN_LISTEN", "127.0.0.1:0")
        .env("ONESIGN_BCRYPT_COST", "10")
        .env_remove("ONESIGN_DATABASE_URL");
    if let Some(url) = &house.database {
        child.env("ONESIGN_DATABASE_URL", url);
    }
    child.output().unwrap()
}

fn refused(output: &Output, words: &[&str]) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{said}");
    for word in words {
        assert!(said.contains(word), "{word}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_does_not_start_without_its_key_or_with_another_directory() {
    each_engine(async |house| {
        house.envelope().await;
        house.kill();
        let data = house.data();
        let (key, aside) = (data.join("keys/master.key"), house.dir.path().join("key"));
        std::fs::rename(&key, &aside).unwrap();
        refused(&run(house, &data, "serve"), &["master.key", "backup"]);
        assert!(!key.exists(), "a new key was made");
        // All keys are gone; and an empty directory with a PostgreSQL database.
        let seal = data.join("keys/seal.json");
        let kept = std::fs::read(&seal).unwrap();
        std::fs::remove_file(&seal).unwrap();
        refused(&run(house, &data, "serve"), &["master.key"]);
        assert!(!key.exists() && !seal.exists());
        std::fs::write(&seal, kept).unwrap();
        std::fs::set_permissions(&seal, std::fs::Permissions::from_mode(0o400)).unwrap();
        if house.database.is_some() {
            let empty = house.dir.path().join("empty");
            refused(&run(house, &empty, "serve"), &["master.key"]);
        }
        std::fs::rename(&aside, &key).unwrap();
        // Only the key of the seal: a new root is made only after its acceptance.
        let kept = std::fs::read(&seal).unwrap();
        std::fs::remove_file(&seal).unwrap();
        refused(
            &run(house, &data, "serve"),
            &["seal.json", "accept-restore"],
        );
        assert!(!seal.exists(), "a new key was made");
        assert!(run(house, &data, "accept-restore").status.success());
        assert!(seal.exists());
        std::fs::remove_file(&seal).unwrap();
        std::fs::write(&seal, kept).unwrap();
        std::fs::set_permissions(&seal, std::fs::Permissions::from_mode(0o400)).unwrap();

        let marker = data.join("blobs/.instance");
        let bond = std::fs::read(&marker).unwrap();
        std::fs::remove_file(&marker).unwrap();
        refused(&run(house, &data, "serve"), &["accept-restore"]);
        std::fs::write(&marker, bond).unwrap();
        std::fs::remove_file(&marker).unwrap();
        assert!(run(house, &data, "accept-restore").status.success());
        std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o777)).unwrap();
        house.restart();
        let mode = std::fs::metadata(&data).unwrap().permissions().mode();
        assert_eq!(mode & 0o022, 0);
        if house.database.is_none() {
            refused(&run(house, &data, "serve"), &["another OneSign server"]);
            refused(
                &run(house, &data, "accept-restore"),
                &["another OneSign server"],
            );
        }
    })
    .await;
}
