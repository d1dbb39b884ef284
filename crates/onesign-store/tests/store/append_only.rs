//! Nobody can change facts, and the vault notices changes behind its back.

use crate::world::{Owner, START_MS, run_sql};
use onesign_core::command::VoidEnvelope;
use onesign_core::{StreamId, Viewer};
use onesign_store::Error;
use onesign_store::testing::each_fixture;

#[tokio::test]
async fn the_engine_refuses_to_change_or_delete_a_fact() {
    each_fixture(|fixture| async move {
        let owner = Owner::set_up(&fixture.store).await;
        owner.create(&fixture.store, "Lease", START_MS).await;
        let mut attempts = vec![
            "UPDATE facts SET at_ms = 0",
            "UPDATE facts SET kind = 'x' WHERE stream = 'instance'",
            "DELETE FROM facts",
            "DELETE FROM facts WHERE seq = 2",
            "INSERT INTO facts SELECT * FROM facts",
        ];
        if fixture.is_postgres() {
            attempts.push("TRUNCATE facts");
            attempts.push("INSERT INTO facts SELECT * FROM facts ON CONFLICT (stream, seq) DO UPDATE SET at_ms = 0");
        } else {
            attempts.push("INSERT OR REPLACE INTO facts SELECT stream, seq, 'x', digest, canonical, 0 FROM facts");
        }
        for sql in attempts {
            assert!(run_sql(&fixture, sql).await.is_err(), "{sql}");
        }
        fixture.store.read(&Viewer::System).replay(StreamId::Instance).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_state_or_opening_moved_to_another_row_does_not_decrypt() {
    each_fixture(|fixture| async move {
        let owner = Owner::set_up(&fixture.store).await;
        let one = owner.create(&fixture.store, "One", START_MS).await.id;
        let two = owner.create(&fixture.store, "Two", START_MS).await.id;
        let stream = StreamId::Envelope(two);
        let damaged = |result: Result<_, Error>| assert!(matches!(result, Err(Error::Damaged(_))));

        // Within one stream: the same key, another name.
        let swap = format!(
            "UPDATE openings SET sealed = (SELECT sealed FROM openings WHERE stream = '{stream}' AND seq = 0 AND name = 'email')
             WHERE stream = '{stream}' AND seq = 0 AND name = 'name'"
        );
        assert_eq!(run_sql(&fixture, &swap).await.unwrap(), 1);
        damaged(fixture.store.read(&Viewer::System).facts(stream).await.map(|_| ()));

        // Between streams.
        let swap = format!("UPDATE streams SET state = (SELECT state FROM streams WHERE id = 'envelope/{one}') WHERE id = '{stream}'");
        assert_eq!(run_sql(&fixture, &swap).await.unwrap(), 1);
        damaged(fixture.store.read(&Viewer::System).envelope(two).await.map(|_| ()));
        fixture.store.read(&Viewer::System).replay(StreamId::Envelope(one)).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_restored_old_state_is_noticed() {
    each_fixture(|fixture| async move {
        let owner = Owner::set_up(&fixture.store).await;
        let envelope = owner.create(&fixture.store, "One", START_MS).await.id;
        run_sql(&fixture, "CREATE TABLE kept AS SELECT * FROM streams").await.unwrap();
        let void = onesign_core::Command::VoidEnvelope(VoidEnvelope { envelope, reason: "A mistake.".to_owned() });
        fixture.store.execute(void, &owner.actor(), &crate::world::moment(START_MS + 1)).await.unwrap();
        let back = format!("UPDATE streams SET state = (SELECT state FROM kept WHERE id = streams.id) WHERE id = 'envelope/{envelope}'");
        assert_eq!(run_sql(&fixture, &back).await.unwrap(), 1);
        let read = fixture.store.read(&Viewer::System).envelope(envelope).await;
        assert!(matches!(read, Err(Error::Damaged(_))));
    })
    .await;
}

#[tokio::test]
async fn destroying_a_key_erases_the_values_and_leaves_the_chain() {
    each_fixture(|fixture| async move {
        let owner = Owner::set_up(&fixture.store).await;
        let (envelope, signers) = owner.send(&fixture.store, "Lease", &["Ann Signer"]).await;
        let stream = StreamId::Envelope(envelope.id);
        let before = fixture
            .store
            .read(&Viewer::System)
            .facts(stream)
            .await
            .unwrap();
        let erase = format!(
            "DELETE FROM subject_keys WHERE scope = 'recipient/{}/{}'",
            envelope.id, signers[0].id
        );
        assert_eq!(run_sql(&fixture, &erase).await.unwrap(), 1);
        let after = fixture
            .store
            .read(&Viewer::System)
            .facts(stream)
            .await
            .unwrap();
        let invited = after
            .iter()
            .find(|fact| fact.kind == "recipient.invited")
            .unwrap();
        assert!(invited.values().contains_key("step"));
        assert!(!invited.values().contains_key("email"));
        assert!(
            before
                .iter()
                .zip(&after)
                .all(|(b, a)| b.canonical == a.canonical && b.digest == a.digest)
        );
        let entries: Vec<Vec<u8>> = after.iter().map(|fact| fact.canonical.clone()).collect();
        onesign_core::audit::chain::check(&entries, |_| Default::default()).unwrap();
    })
    .await;
}
