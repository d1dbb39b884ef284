//! While nothing can be written, existing data can be read.

use crate::harness::{Answer, each_engine, signer};
use reqwest::Method;

#[tokio::test(flavor = "multi_thread")]
async fn recipients_read_on_while_the_use_of_their_session_cannot_be_noted() {
    each_engine(async |house| {
        house.sent(&[signer("mira", 1)]).await;
        let mira = house.signer("mira@example.com").await;
        // Old enough that the server wants to record the use again.
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
