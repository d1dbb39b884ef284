//! Nobody can read people's entries from the disk, and another key decrypts nothing.

use crate::world::{Owner, START_MS, moment, run_sql};
use base64::Engine as _;
use bytes::Bytes;
use onesign_core::command::VoidEnvelope;
use onesign_core::mail_code::MailCode;
use onesign_core::{Command, Viewer};
use onesign_store::link_secrets::Wait;
use onesign_store::outbox::Mail;
use onesign_store::testing::{Fixture, each_fixture};
use onesign_store::{Config, Error, MasterKey, Store};
use std::path::{Path, PathBuf};
use uuid::Uuid;

const CANARY: &str = "Kanarienvogel-7f3a91c2-quokka";

/// The canary as it is, in hexadecimal, and in base64 at each of its three alignments.
fn disguises(canary: &str) -> Vec<String> {
    let mut all = vec![
        canary.to_owned(),
        onesign_core::audit::hex(canary.as_bytes()),
    ];
    for lead in 0..3 {
        let padded = format!("{}{canary}", "x".repeat(lead));
        let text = base64::engine::general_purpose::STANDARD_NO_PAD.encode(padded);
        // The first and last characters also depend on the neighbours.
        all.push(text[4..text.len() - 4].to_owned());
    }
    all
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap().flatten() {
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(&entry.path()));
        } else if entry.file_type().unwrap().is_file() {
            found.push(entry.path());
        }
    }
    found
}

fn holders<'a>(dirs: &'a [&Path], needle: &str) -> impl Iterator<Item = PathBuf> + use<'a> {
    let needles = disguises(needle);
    let holds = move |path: &PathBuf| {
        // A file may disappear while other tests run in parallel.
        let content = std::fs::read(path).unwrap_or_default();
        // The needles are ASCII, which a lossy reading leaves unchanged.
        let content = String::from_utf8_lossy(&content);
        needles.iter().any(|needle| content.contains(needle))
    };
    dirs.iter().flat_map(|dir| files(dir)).filter(holds)
}

fn all_holders(dirs: &[&Path], needle: &str) -> Vec<PathBuf> {
    holders(dirs, needle).collect()
}

async fn enter_everywhere(fixture: &Fixture) {
    let store = &fixture.store;
    let mut owner = Owner::set_up(store).await;
    owner.email = format!("{CANARY}@example.org");
    let (envelope, signers) = owner
        .send(store, CANARY, &[&format!("{CANARY} Signer")])
        .await;
    signers[0].get_ready(store).await;
    signers[0].sign(store).await.unwrap();
    let (other, _) = owner.send(store, "Other", &["Ben Signer"]).await;
    let void = Command::VoidEnvelope(VoidEnvelope {
        envelope: other.id,
        reason: CANARY.to_owned(),
    });
    store
        .execute(void, &owner.actor(), &moment(START_MS + 9))
        .await
        .unwrap();
    store
        .blobs()
        .put(
            &"documents/1/received".parse().unwrap(),
            Bytes::from_static(CANARY.as_bytes()),
        )
        .await
        .unwrap();
    assert!(store.take(CANARY, 1, 60_000, START_MS).await.unwrap());
    let text = CANARY.to_owned();
    let mail = Mail {
        id: Uuid::now_v7(),
        envelope: Some(envelope.id),
        at_ms: START_MS,
        to: text.clone(),
        subject: text.clone(),
        text: text.clone(),
        html: text.clone(),
        links: vec![text.clone()],
        from_name: text.clone(),
        reply_to: Some((text.clone(), text.clone())),
        to_name: text.clone(),
        to_email: text,
        refused: None,
    };
    store.put_mail(&mail).await.unwrap();
    let end = START_MS + 1_000;
    let keeping = store.keep_link_secret(envelope.id, "kept", CANARY.as_bytes(), START_MS, end);
    keeping.await.unwrap();
    let wait = Wait {
        since_ms: START_MS,
        next_ms: START_MS,
        code: MailCode::MailDeferred,
        reply: CANARY.into(),
        unanswered: 0,
    };
    store.note_wait("kept", Some(&wait)).await.unwrap();
    let kept = store
        .read(&Viewer::System)
        .link_secret("kept")
        .await
        .unwrap();
    let kept = kept.unwrap();
    assert_eq!(
        (kept.secret.as_slice(), kept.wait),
        (CANARY.as_bytes(), Some(wait))
    );
    // It really is in there.
    let read = store
        .read(&Viewer::System)
        .envelope(envelope.id)
        .await
        .unwrap();
    assert_eq!(read.title, CANARY);
}

#[tokio::test]
async fn entries_are_nowhere_in_clear_on_the_disk() {
    each_fixture(|fixture| async move {
        enter_everywhere(&fixture).await;
        let mut dirs = vec![fixture.dir()];
        if let Some(data) = fixture.postgres_data() {
            run_sql(&fixture, "CHECKPOINT").await.unwrap();
            dirs.push(data);
            // The search works: it finds the type of a fact, which is not secret.
            assert!(holders(&dirs, "envelope.created").next().is_some());
        } else {
            let names: Vec<String> = files(fixture.dir())
                .iter()
                .map(|f| f.display().to_string())
                .collect();
            assert!(
                names.iter().any(|name| name.ends_with("onesign.db-wal")),
                "{names:?}"
            );
            assert!(holders(&dirs, "envelope.created").next().is_none());
        }
        assert_eq!(all_holders(&dirs, CANARY), Vec::<PathBuf>::new());
        // Nor after the log is folded into the file.
        fixture.store.close().await.unwrap();
        assert_eq!(all_holders(&[fixture.dir()], CANARY), Vec::<PathBuf>::new());
        std::fs::write(fixture.dir().join("control"), format!("…{CANARY}…")).unwrap();
        assert_eq!(all_holders(&[fixture.dir()], CANARY).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn another_master_key_is_refused_in_clear_words() {
    each_fixture(|fixture| async move {
        Owner::set_up(&fixture.store).await;
        fixture.store.close().await.unwrap();
        let other = Config {
            master: MasterKey::generate().unwrap(),
            ..fixture.config().clone()
        };
        let error = Store::open(other).await.unwrap_err();
        assert!(matches!(error, Error::WrongMasterKey), "{error:?}");
        assert!(error.to_string().contains("master key"));
        Store::open(fixture.config().clone()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn files_and_directories_are_private() {
    use std::os::unix::fs::PermissionsExt;
    each_fixture(|fixture| async move {
        enter_everywhere(&fixture).await;
        for file in files(fixture.dir()) {
            let mode = std::fs::metadata(&file).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", file.display());
        }
        let mode = std::fs::metadata(fixture.dir().join("blobs"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o700);
    })
    .await;
}

#[test]
fn nothing_prints_a_secret() {
    let master = MasterKey::generate().unwrap();
    let config = Config {
        database: onesign_store::Database::Postgres {
            url: "postgres://user:hunter2@db/onesign".to_owned().into(),
            migration_url: Some("postgres://owner:hunter2@db/onesign".to_owned().into()),
            connections: 4,
        },
        blobs: onesign_store::BlobsConfig::Disk {
            dir: PathBuf::from("/nowhere"),
        },
        master,
        clock: std::sync::Arc::new(onesign_store::SystemClock),
        log: "log".to_owned(),
    };
    let printed = format!("{config:?}");
    assert!(!printed.contains("hunter2"), "{printed}");
    assert!(printed.contains("MasterKey([redacted])"));
}
