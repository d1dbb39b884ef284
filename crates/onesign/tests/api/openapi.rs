//! The description of the API is the same everywhere.

use crate::harness::each_engine_with;
use std::process::{Command, Stdio};

#[tokio::test(flavor = "multi_thread")]
async fn the_description_is_the_same_everywhere() {
    let printed = Command::new(env!("CARGO_BIN_EXE_onesign"))
        .arg("openapi")
        .output()
        .unwrap();
    let printed = String::from_utf8(printed.stdout).unwrap();
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi.json");
    assert!(
        printed == std::fs::read_to_string(kept).unwrap(),
        "openapi.json is out of date; write it anew with `cargo run -- openapi > openapi.json`"
    );
    each_engine_with(&[], async |house| {
        let served = house.owner.bytes("/openapi.json").await.unwrap();
        assert!(served == printed.as_bytes());
    })
    .await;
}

#[test]
fn a_reader_that_stops_early_is_no_fault() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onesign"));
    command
        .arg("openapi")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // Gone before the first byte, as a `head` may be before the last one.
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}
