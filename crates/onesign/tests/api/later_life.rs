//! The later life of a seal: the jobs of a running instance extend it to B-LTA and renew its timestamp, with any
//! authority that answers.

use crate::harness::House;
use crate::infrastructure::{asking, judged_by_all, reached, sealing, served, signed};
use crate::support::pki::{Pki, clock, clock_ahead};
use crate::timed::TimedHouse;
use serde_json::{Value, json};
use std::time::Duration;

const DAY_S: i64 = 24 * 60 * 60;
const HOUR_S: i64 = 60 * 60;
/// No server listens there.
const DEAD: &str = "http://127.0.0.1:9/tsa";

fn added(seals: &[Value]) -> Vec<Value> {
    seals.iter().map(|seal| seal["added"].clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seal_reaches_b_lta_and_is_renewed_before_its_timestamp_ends() {
    // The test must be able to move the clock of the authorities.
    let (Some(mut pki), Some(_)) = (Pki::start(300), clock_ahead(1)) else {
        return;
    };
    let authority = pki.timestamps("tsa-ending");
    let settings = [sealing(&pki), asking(&[&authority])].concat();
    let mut house = TimedHouse::start(None, settings).await;
    house.set_up_with(&house.setup_code()).await;
    let envelope = signed(&house).await;
    let seals = reached(&house, &envelope, "B-LTA", 2).await;
    assert_eq!(seals[0]["level"], "B-T: validation data pending");
    let both = json!(["validation_data", "document_timestamp"]);
    assert_eq!(added(&seals), [Value::Null, both.clone()]);
    let first = served(&house, &envelope, &seals[1]).await;
    let root = pki.certificate("root");
    judged_by_all(&first, &root, "B-LTA", 1, 0);

    // 250 days later, just before the full hour. The certificate of the authority expires in 50 days.
    house.stop().await;
    let ahead = 250 * DAY_S;
    let ahead = ahead + HOUR_S - (clock() + 5 + ahead).rem_euclid(HOUR_S);
    assert!(pki.wake(ahead));
    let newer = pki.timestamps("tsa");
    house.restart_with(asking(&[&newer])).await;
    house.pass(Duration::from_secs(ahead.unsigned_abs())).await;
    let renewed = reached(&house, &envelope, "B-LTA", 3).await;
    assert_eq!(added(&renewed), [Value::Null, both.clone(), both]);
    let second = served(&house, &envelope, &renewed[2]).await;
    assert!(second.starts_with(&first), "what was sealed stays");
    judged_by_all(&second, &root, "B-LTA", 2, ahead);
    house.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_authority_is_asked_where_the_first_is_silent() {
    let Some(pki) = Pki::start(300) else {
        return;
    };
    let settings = [sealing(&pki), asking(&[DEAD, &pki.timestamps("tsa")])].concat();
    let house = House::start_with(None, settings).await;
    house.set_up().await;
    let envelope = signed(&house).await;
    let seals = reached(&house, &envelope, "B-LTA", 2).await;
    assert_eq!(seals[0]["level"], "B-T: validation data pending");
    let file = served(&house, &envelope, &seals[1]).await;
    judged_by_all(&file, &pki.certificate("root"), "B-LTA", 1, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seal_without_a_timestamp_says_why_and_gets_one_when_an_authority_is_back() {
    let Some(mut pki) = Pki::make(300) else {
        return;
    };
    let settings = [sealing(&pki), asking(&[DEAD, &pki.timestamps("tsa")])].concat();
    let house = House::start_with(None, settings).await;
    house.set_up().await;
    let envelope = signed(&house).await;
    let seals = reached(&house, &envelope, "B-B: TSA unreachable", 1).await;
    let plain = served(&house, &envelope, &seals[0]).await;
    if !pki.wake(0) {
        return;
    }
    let seals = reached(&house, &envelope, "B-LTA", 2).await;
    assert_eq!(
        seals[1]["added"],
        json!([
            "document_timestamp",
            "validation_data",
            "document_timestamp"
        ])
    );
    let file = served(&house, &envelope, &seals[1]).await;
    assert!(file.starts_with(&plain), "what was sealed stays");
    let root = pki.certificate("root");
    judged_by_all(&file, &root, "B-LTA", 2, 0);
    // A holder of the first file has a valid seal too.
    judged_by_all(&plain, &root, "B-B", 0, 0);
}
