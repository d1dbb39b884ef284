//! While nothing can be written, what is there can be read. Damage is told before anybody meets it.

use crate::harness::{Answer, House, each_engine, signer};
use reqwest::Method;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn recipients_read_on_while_the_use_of_their_session_cannot_be_noted() {
    each_engine(async |house| {
        house.sent(&[signer("mira", 1)]).await;
        let mira = house.signer("mira@example.com").await;
        // So long ago that it is time to note it again.
        let aged = "UPDATE sessions SET last_seen_ms = last_seen_ms - 120000";
        assert!(house.tamper(aged).await >= 2);
        let refusing: &[&str] = match &house.database {
            None => &[
                "CREATE TRIGGER no_room BEFORE UPDATE ON sessions BEGIN SELECT RAISE(ABORT, 'no room'); END",
            ],
            Some(_) => &[
                "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$",
                "CREATE TRIGGER no_room BEFORE UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION no_room()",
            ],
        };
        for sql in refusing {
            house.tamper(sql).await;
        }
        for path in ["/v1/signing", "/v1/signing/pages/0?width=1200", "/v1/signing/document.pdf"] {
            let read = mira.request(Method::GET, path).send().await.unwrap();
            assert_eq!(read.status(), 200, "{path}");
        }
        assert_eq!(house.get("/v1/me").await.status, 200);
        let log = house.log();
        assert!(log.contains("the use of a session could not be noted"), "{log}");
        let drop = match &house.database {
            None => "DROP TRIGGER no_room",
            Some(_) => "DROP TRIGGER no_room ON sessions",
        };
        house.tamper(drop).await;
        let mended = Answer::of(mira.request(Method::GET, "/v1/signing")).await;
        assert_eq!(mended.status, 200, "{}", mended.body);
    })
    .await;
}

/// Damages one page in the middle of the database, as a broken disk does.
fn damage(database: &Path) {
    const PAGE: u64 = 4096;
    let file = File::options()
        .read(true)
        .write(true)
        .open(database)
        .unwrap();
    let middle = file.metadata().unwrap().len() / PAGE / 2 * PAGE;
    let mut bytes = [0; 64];
    file.read_exact_at(&mut bytes, middle + 512).unwrap();
    for byte in &mut bytes {
        *byte ^= 0x55;
    }
    file.write_all_at(&bytes, middle + 512).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_page_is_told_whether_or_not_anybody_reads_it() {
    let house = House::start_with(None, Vec::new()).await;
    house.set_up().await;
    house.sent(&[signer("mira", 1)]).await;
    // Closed, so that every page is in the one file.
    house.vault().await.close().await.unwrap();
    let database = house.data().join("onesign.db");
    let whole = std::fs::read(&database).unwrap();
    damage(&database);
    house.restart();
    let mut ready = 200;
    for _ in 0..100 {
        ready = house.get("/readyz").await.status;
        if ready == 503 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(ready, 503, "{}", house.log());
    assert!(house.log().contains("storage_damaged"), "{}", house.log());
    house.kill();
    std::fs::write(&database, whole).unwrap();
    house.restart();
    assert_eq!(house.get("/readyz").await.status, 200);
}
