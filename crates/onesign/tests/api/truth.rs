//! Damaged data is never shown as good, never signed, and never sealed; it is reported, and sealed after its repair.

use crate::harness::{
    Answer, House, OWNER, PASSWORD, draft, each_engine, filled, proved, signer, text,
};
use onesign_store::testing::tamper;
use onesign_store::{Database, MasterKey};
use reqwest::{Method, header};
use serde_json::{Value, json};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::Duration;

impl House {
    /// Changes the database without the server's knowledge.
    pub async fn tamper(&self, sql: &str) -> u64 {
        let database = match &self.database {
            Some(url) => Database::Postgres {
                url: url.clone().into(),
                migration_url: None,
                connections: 2,
            },
            None => Database::Sqlite {
                path: self.data().join("onesign.db"),
            },
        };
        let master = MasterKey::obtain(&self.data().join("keys")).unwrap();
        tamper(&database, &master, sql).await.unwrap()
    }

    /// Allows changes of facts, as the database's owner can.
    async fn unlock_facts(&self) {
        let triggers: &[&str] = match &self.database {
            Some(_) => &["DROP TRIGGER facts_no_change ON facts"],
            None => &[
                "DROP TRIGGER facts_no_update",
                "DROP TRIGGER facts_no_delete",
            ],
        };
        for sql in triggers {
            self.tamper(sql).await;
        }
    }

    /// Waits until the owner gets exactly this notice.
    async fn told(&self, code: Option<&str>) -> Value {
        let mut notices = Value::Null;
        for _ in 0..600 {
            notices = self.get("/v1/notices").await.body["items"].clone();
            let items = notices.as_array().unwrap();
            if items.first().map(|n| text(&n["code"])) == code {
                return items.first().cloned().unwrap_or_default();
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{code:?} was never told, but {notices}\n{}", self.log());
    }

    async fn retry(&self) {
        let answer = self
            .write(Method::POST, "/v1/notices/retries", &json!({}))
            .await;
        assert_eq!(answer.status, 204);
    }

    /// A fully signed envelope, and a server that was killed before it could seal it.
    async fn signed_and_killed(&self) -> String {
        self.signed_by_and_killed("mira").await
    }

    async fn signed_by_and_killed(&self, name: &str) -> String {
        let sent = self.sent(&[signer(name, 1)]).await;
        let mira = self.signer(&format!("{name}@example.com")).await;
        mira.sign(filled(&mira)).await.unwrap();
        self.kill();
        // The jobs of the killed server are free at once.
        self.tamper("UPDATE jobs SET lease_until_ms = 0").await;
        sent.id.clone()
    }

    fn document_file(&self, envelope: &str) -> PathBuf {
        let folder = self.data().join("blobs/envelopes").join(envelope);
        folder.join("normalised")
    }
}

fn damaged(answer: &Answer, code: &str) {
    answer.refused(500, code);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_value_stops_the_seal_until_it_is_back() {
    each_engine(async |house| {
        let id = house.signed_and_killed().await;
        let consent = format!(
            "WHERE stream = 'envelope/{id}' AND seq = (SELECT seq FROM facts WHERE stream = 'envelope/{id}'
             AND kind = 'consent.given')"
        );
        house
            .tamper(&format!("CREATE TABLE kept AS SELECT * FROM openings {consent}"))
            .await;
        assert!(house.tamper(&format!("DELETE FROM openings {consent}")).await > 0);
        house.restart();
        let told = house.told(Some("record_damaged")).await;
        assert_eq!(told["envelope"], id.as_str());
        damaged(
            &house.get(&format!("/v1/envelopes/{id}/facts")).await,
            "record_damaged",
        );
        let shown = house.get(&format!("/v1/envelopes/{id}")).await.body;
        assert_eq!(shown["status"], "completed");

        house.tamper("INSERT INTO openings SELECT * FROM kept").await;
        house.retry().await;
        house.owner.wait_for(&id, "sealed").await.unwrap();
        house.told(None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_document_stops_the_seal_until_it_is_back() {
    each_engine(async |house| {
        let id = house.signed_and_killed().await;
        let (document, aside) = (house.document_file(&id), house.dir.path().join("aside"));
        std::fs::rename(&document, &aside).unwrap();
        house.restart();
        let told = house.told(Some("document_damaged")).await;
        assert_eq!(told["envelope"], id.as_str());
        std::fs::rename(&aside, &document).unwrap();
        house.retry().await;
        house.owner.wait_for(&id, "sealed").await.unwrap();
        house.told(None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seal_is_made_however_its_job_got_lost() {
    each_engine(async |house| {
        let id = house.signed_and_killed().await;
        assert_eq!(
            house.tamper("DELETE FROM jobs WHERE kind = 'seal'").await,
            1
        );
        house.restart();
        house.owner.wait_for(&id, "sealed").await.unwrap();

        // Its workers died twenty times: the job continues, and delays no other job.
        let id = house.signed_by_and_killed("noor").await;
        house
            .tamper("UPDATE jobs SET attempts = 20 WHERE kind = 'seal'")
            .await;
        house.restart();
        house.owner.wait_for(&id, "sealed").await.unwrap();
        house.told(None).await;

        // An undecryptable row is reported, and rebuilt on the owner's request.
        let id = house.signed_by_and_killed("otis").await;
        let nothing = match house.database {
            Some(_) => "''::bytea",
            None => "x''",
        };
        house
            .tamper(&format!("UPDATE jobs SET payload = {nothing}"))
            .await;
        house.restart();
        house.told(Some("work_given_up")).await;
        house.retry().await;
        house.owner.wait_for(&id, "sealed").await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_document_can_not_be_sent() {
    each_engine(async |house| {
        let envelope = house.envelope().await;
        let id = &envelope.id;
        let path = format!("/v1/envelopes/{id}");
        let people = draft(&[signer("mira", 1)]);
        let kept = house
            .write(Method::PUT, &format!("{path}/draft"), &people)
            .await;
        assert_eq!(kept.status, 200, "{}", kept.body);
        let (document, aside) = (house.document_file(id), house.dir.path().join("aside"));
        std::fs::rename(&document, &aside).unwrap();
        let sending = format!("{path}/sending");
        damaged(
            &house.write(Method::POST, &sending, &json!({})).await,
            "document_damaged",
        );
        house.told(Some("document_damaged")).await;
        assert_eq!(house.get(&path).await.body["status"], "draft");
        std::fs::rename(&aside, &document).unwrap();
        assert_eq!(
            house.write(Method::POST, &sending, &json!({})).await.status,
            200
        );
        house.told(None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_can_not_be_sealed_can_not_be_signed() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = &sent.id;
        let mira = house.signer("mira@example.com").await;
        let body = json!({
            "document_sha256": sent.document.normalised_sha256,
            "values": filled(&mira),
        });
        let sign = async || proved(&mira, Method::POST, "/v1/signing/signature", &body).await;

        let document = house.document_file(id);
        let whole = std::fs::read(&document).unwrap();
        let mut changed = whole.clone();
        let last = changed.len() - 20;
        changed[last] ^= 1;
        std::fs::write(&document, changed).unwrap();
        damaged(&sign().await, "document_damaged");
        house.told(Some("document_damaged")).await;
        std::fs::write(&document, whole).unwrap();

        let email = format!(
            "WHERE stream = 'envelope/{id}' AND name = 'email' AND seq = (SELECT min(seq) FROM facts
             WHERE stream = 'envelope/{id}' AND kind = 'recipient.named')"
        );
        house
            .tamper(&format!(
                "CREATE TABLE kept AS SELECT * FROM openings {email}"
            ))
            .await;
        assert_eq!(
            house.tamper(&format!("DELETE FROM openings {email}")).await,
            1
        );
        damaged(&sign().await, "record_damaged");
        house
            .tamper("INSERT INTO openings SELECT * FROM kept")
            .await;
        assert_eq!(house.count(id, "signature.applied").await, 0);
        assert_eq!(sign().await.status, 200);
        house.owner.wait_for(id, "sealed").await.unwrap();
        house.told(None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fact_that_was_removed_altered_or_cut_off_is_noticed() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = &sent.id;
        let (facts, voiding) = (
            format!("/v1/envelopes/{id}/facts"),
            format!("/v1/envelopes/{id}/voiding"),
        );
        // Nothing more is added to the stream after its mail was read.
        let _mira = house.signer("mira@example.com").await;
        house.unlock_facts().await;
        house
            .tamper("CREATE TABLE kept AS SELECT * FROM facts")
            .await;
        let of = format!("stream = 'envelope/{id}'");
        let last = format!("(SELECT max(seq) FROM facts WHERE {of})");
        for change in [
            format!("DELETE FROM facts WHERE {of} AND seq = 1"),
            format!("UPDATE facts SET canonical = digest WHERE {of} AND seq = 1"),
            format!("UPDATE facts SET kind = 'envelope.voided' WHERE {of} AND seq = 1"),
            format!("UPDATE facts SET at_ms = at_ms + 1 WHERE {of} AND seq = 1"),
            format!("DELETE FROM facts WHERE {of} AND seq = {last}"),
        ] {
            assert_eq!(house.tamper(&change).await, 1, "{change}");
            damaged(&house.get(&facts).await, "record_damaged");
            let told = house.told(Some("record_damaged")).await;
            assert_eq!(told["envelope"], id.as_str());
            if change.contains("max(seq)") {
                // Nothing is chained to a missing fact.
                let reason = json!({ "reason": "no longer needed" });
                damaged(
                    &house.write(Method::POST, &voiding, &reason).await,
                    "record_damaged",
                );
            }
            house.tamper(&format!("DELETE FROM facts WHERE {of}")).await;
            house
                .tamper(&format!("INSERT INTO facts SELECT * FROM kept WHERE {of}"))
                .await;
            assert_eq!(house.get(&facts).await.status, 200);
            house.told(None).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_was_signed_out_stays_so_when_its_row_is_put_back() {
    each_engine(async |house| {
        let body = json!({ "email": OWNER, "password": PASSWORD });
        let browser = reqwest::Client::new();
        let at = |path: &str| format!("{}{path}", house.origin);
        let signed_in = browser.post(at("/v1/sessions")).json(&body);
        let signed_in = Answer::of(signed_in).await;
        let cookie = signed_in.headers[header::SET_COOKIE].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let me = async || {
            let request = browser.get(at("/v1/me")).header(header::COOKIE, &cookie);
            Answer::of(request).await.status
        };
        assert_eq!(me().await, 200);
        house
            .tamper("CREATE TABLE kept AS SELECT * FROM sessions")
            .await;
        let out = browser.delete(at("/v1/sessions/current"));
        let out = Answer::of(out.header(header::COOKIE, &cookie)).await;
        assert_eq!(out.status, 204);
        house.tamper("DELETE FROM sessions").await;
        assert!(
            house
                .tamper("INSERT INTO sessions SELECT * FROM kept")
                .await
                > 0
        );
        assert_eq!(me().await, 401);
        // The other browser is still signed in.
        assert_eq!(house.get("/v1/me").await.status, 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seal_that_does_not_pass_the_own_check_is_not_recorded() {
    each_engine(async |house| {
        let sent = house.sent(&[signer("mira", 1)]).await;
        let id = &sent.id;
        let mira = house.signer("mira@example.com").await;
        house.kill();
        let seal = house.data().join("keys/seal.json");
        let good = std::fs::read(&seal).unwrap();
        // A certificate that begins in two days: nobody accepts its seals today.
        crate::keys::exchange_key(house, 2);
        house.restart();
        mira.sign(filled(&mira)).await.unwrap();
        let mut told = house.get("/v1/notices").await.body;
        for _ in 0..300 {
            if told.to_string().contains("seal_check_failed") {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
            told = house.get("/v1/notices").await.body;
        }
        assert!(told.to_string().contains("seal_check_failed"), "{told}");
        assert_eq!(house.count(id, "envelope.sealed").await, 0);
        let quarantine = house.data().join("blobs/.quarantine/envelopes").join(id);
        assert_eq!(std::fs::read_dir(&quarantine).unwrap().count(), 1);

        house.kill();
        std::fs::remove_file(&seal).unwrap();
        std::fs::write(&seal, good).unwrap();
        std::fs::set_permissions(&seal, std::fs::Permissions::from_mode(0o400)).unwrap();
        house.restart();
        house.retry().await;
        house.owner.wait_for(id, "sealed").await.unwrap();
        house.told(None).await;
    })
    .await;
}
