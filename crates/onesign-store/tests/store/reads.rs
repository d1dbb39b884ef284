//! Reads: viewers see only their own data; everything else does not exist for them.

use crate::world::{Owner, START_MS, Signer, moment, visitor};
use onesign_core::command::{CloseSession, FirstFactor, OpenSession, VoidEnvelope};
use onesign_core::envelope::EnvelopeStatus;
use onesign_core::identity::role::Role;
use onesign_core::ids::AccountId;
use onesign_core::{Command, StreamId, Viewer};
use onesign_store::read::Session;
use onesign_store::testing::each_engine;
use onesign_store::{Error, Filter};
use uuid::Uuid;

fn stranger() -> Viewer {
    Viewer::Account {
        id: AccountId(Uuid::now_v7()),
        role: Role::Owner,
        assurance: onesign_core::identity::assurance::Assurance::Single,
    }
}

#[tokio::test]
async fn hidden_things_are_not_found() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let (envelope, signers) = owner.send(&store, "Lease", &["Ann Signer"]).await;
        let (other, _) = owner.send(&store, "Other", &["Ben Signer"]).await;
        let stream = StreamId::Envelope(envelope.id);
        for viewer in [owner.viewer(), signers[0].viewer(), Viewer::System] {
            assert_eq!(
                store
                    .read(&viewer)
                    .envelope(envelope.id)
                    .await
                    .unwrap()
                    .title,
                "Lease"
            );
        }
        for (viewer, id) in [(stranger(), envelope.id), (signers[0].viewer(), other.id)] {
            assert!(matches!(
                store.read(&viewer).envelope(id).await,
                Err(Error::NotFound)
            ));
        }
        for viewer in [stranger(), signers[0].viewer()] {
            assert!(matches!(
                store.read(&viewer).facts(stream).await,
                Err(Error::NotFound)
            ));
            assert!(matches!(
                store.read(&viewer).facts(StreamId::Account(owner.id)).await,
                Err(Error::NotFound)
            ));
            assert!(matches!(
                store.read(&viewer).account(owner.id).await,
                Err(Error::NotFound)
            ));
            assert!(matches!(
                store.read(&viewer).account_by_email(&owner.email).await,
                Err(Error::NotFound)
            ));
            assert!(matches!(
                store.read(&viewer).replay(stream).await,
                Err(Error::NotFound)
            ));
            assert!(matches!(
                store.read(&viewer).overdue(0, 1).await,
                Err(Error::NotFound)
            ));
            assert!(matches!(
                store.read(&viewer).due_seals(0, 1).await,
                Err(Error::NotFound)
            ));
        }
        assert!(matches!(
            store
                .read(&signers[0].viewer())
                .facts(StreamId::Instance)
                .await,
            Err(Error::NotFound)
        ));
        assert!(
            !store
                .read(&owner.viewer())
                .facts(stream)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(
            store
                .read(&stranger())
                .envelopes(&Filter::default())
                .await
                .unwrap()
                .items
                .is_empty()
        );
        let own = store
            .read(&signers[0].viewer())
            .envelopes(&Filter::default())
            .await
            .unwrap()
            .items;
        assert_eq!(own.iter().map(|e| e.id).collect::<Vec<_>>(), [envelope.id]);
    })
    .await;
}

#[tokio::test]
async fn lists_are_paged_filtered_and_searched() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let mut made = Vec::new();
        for n in 0..25 {
            let title = if n % 5 == 0 {
                format!("Überlassung {n}")
            } else {
                format!("Lease {n}")
            };
            // Two at a time share a millisecond: the order must hold all the same.
            made.push(owner.create(&store, &title, START_MS + n / 2).await.id);
        }
        let void = Command::VoidEnvelope(VoidEnvelope {
            envelope: made[3],
            reason: "A mistake.".to_owned(),
        });
        store
            .execute(void, &owner.actor(), &moment(START_MS + 100))
            .await
            .unwrap();

        let mut seen = Vec::new();
        let mut filter = Filter {
            limit: 7,
            ..Filter::default()
        };
        loop {
            let page = store
                .read(&owner.viewer())
                .envelopes(&filter)
                .await
                .unwrap();
            assert!(page.items.len() <= 7);
            seen.extend(page.items.iter().map(|e| e.id));
            match page.next {
                Some(next) => filter.after = Some(next),
                None => break,
            }
        }
        let mut expected = made.clone();
        expected.reverse();
        seen.chunks(1)
            .zip(expected.chunks(1))
            .for_each(|(a, b)| assert_eq!(a, b));
        assert_eq!(seen.len(), 25);

        let search = |q: &str| Filter {
            q: Some(q.to_owned()),
            ..Filter::default()
        };
        let found = store
            .read(&owner.viewer())
            .envelopes(&search(" überLASSUNG "))
            .await
            .unwrap();
        assert_eq!((found.items.len(), found.next), (5, None));
        let plain = search("uberlasung");
        let found = store.read(&owner.viewer()).envelopes(&plain).await.unwrap();
        assert_eq!(found.items.len(), 5);
        let voided = Filter {
            status: vec![EnvelopeStatus::Voided],
            ..Filter::default()
        };
        let found = store
            .read(&owner.viewer())
            .envelopes(&voided)
            .await
            .unwrap();
        assert_eq!(
            found.items.iter().map(|e| e.id).collect::<Vec<_>>(),
            [made[3]]
        );
        let either = Filter {
            status: vec![EnvelopeStatus::Voided, EnvelopeStatus::Draft],
            ..Filter::default()
        };
        let found = store
            .read(&owner.viewer())
            .envelopes(&either)
            .await
            .unwrap();
        assert_eq!(found.items.len(), 25);
        let counts = store.read(&owner.viewer()).envelope_counts().await.unwrap();
        let counts: Vec<_> = counts.iter().map(|(s, n)| (s.as_str(), *n)).collect();
        assert_eq!(counts, [("draft", 24), ("voided", 1)]);
        let odd = Filter {
            after: Some("no such place".to_owned()),
            ..Filter::default()
        };
        assert_eq!(
            store
                .read(&owner.viewer())
                .envelopes(&odd)
                .await
                .unwrap()
                .items
                .len(),
            25
        );
    })
    .await;
}

#[tokio::test]
async fn envelopes_are_found_by_their_recipients() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let (lease, signers) = owner.send(&store, "Lease", &["Zoë Ørsted", "Ann"]).await;
        owner.send(&store, "Offer", &["Ann"]).await;
        let found = async |q: &str| {
            let filter = Filter {
                q: Some(q.to_owned()),
                ..Filter::default()
            };
            let page = store
                .read(&owner.viewer())
                .envelopes(&filter)
                .await
                .unwrap();
            page.items.iter().map(|e| e.id).collect::<Vec<_>>()
        };
        for typed in ["zoë ør", "ZOE ORSTED", "zoe\u{308} ørs"] {
            assert_eq!(found(typed).await, [lease.id], "{typed}");
        }
        assert_eq!(found(&signers[0].email()).await, [lease.id]);
        assert_eq!(found("ANN").await.len(), 2);
        // Words may be in the title and in names, in any order, but all of them somewhere.
        for typed in ["lease zoe", "orsted  LEA", "ann zoe lease"] {
            assert_eq!(found(typed).await, [lease.id], "{typed}");
        }
        assert_eq!(found("offer zoe").await, []);
        assert_eq!(found("nobody").await, []);
    })
    .await;
}

#[tokio::test]
async fn accounts_are_found_by_address_whatever_its_case() {
    each_engine(|store| async move {
        assert!(!store.is_set_up().await.unwrap());
        assert!(store.instance().await.unwrap().is_none());
        let owner = Owner::set_up(&store).await;
        assert_eq!(store.instance().await.unwrap().unwrap().name, "Example");
        let found = store
            .read(&Viewer::System)
            .account_by_email("OWNER@Example.org")
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            found,
            store.read(&owner.viewer()).account(owner.id).await.unwrap()
        );
        assert!(
            store
                .read(&Viewer::System)
                .account_by_email("nobody@example.org")
                .await
                .unwrap()
                .is_none()
        );
    })
    .await;
}

#[tokio::test]
async fn sessions_live_until_they_end() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let open = Command::OpenSession(OpenSession { account: owner.id, sid_sha256: "sid".to_owned(), first: FirstFactor::Password { rehashed: None } });
        store.execute(open, &visitor(), &moment(START_MS)).await.unwrap();
        let Some(Session::Account { account, expires_ms, last_seen_ms }) = store.session("sid", START_MS).await.unwrap()
        else {
            panic!("no session");
        };
        assert_eq!((account, last_seen_ms), (owner.id, START_MS));
        assert!(store.session("sid", expires_ms).await.unwrap().is_none());
        store.touch_session("sid", START_MS + 60_000).await.unwrap();
        store.touch_session("sid", START_MS + 30_000).await.unwrap();
        let seen = store.session("sid", START_MS).await.unwrap();
        assert!(matches!(seen, Some(Session::Account { last_seen_ms, .. }) if last_seen_ms == START_MS + 60_000));
        let close = Command::CloseSession(CloseSession { account: owner.id, sid_sha256: "sid".to_owned() });
        store.execute(close, &owner.actor(), &moment(START_MS + 1)).await.unwrap();
        assert!(store.session("sid", START_MS).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn a_link_leads_to_its_recipient_and_a_new_session_ends_the_old() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let (envelope, signers) = owner.send(&store, "Lease", &["Ann Signer"]).await;
        let first = &signers[0];
        first.get_ready(&store).await;
        assert_eq!(
            store.link(&first.selector).await.unwrap(),
            Some((envelope.id, first.id))
        );
        assert_eq!(store.link("unknown").await.unwrap(), None);
        let again = Signer {
            selector: "second".to_owned(),
            sid: "second".to_owned(),
            ..first.clone()
        };
        again.issue(&store).await;
        let exchange = again.exchange_command(again.secret_sha256());
        store
            .execute(exchange, &visitor(), &moment(START_MS + 50))
            .await
            .unwrap();
        assert!(
            store
                .session(&first.sid, START_MS + 51)
                .await
                .unwrap()
                .is_none()
        );
        let session = store.session("second", START_MS + 51).await.unwrap();
        assert!(
            matches!(session, Some(Session::Signing { recipient, .. }) if recipient == first.id)
        );
        assert_eq!(
            store.link(&first.selector).await.unwrap(),
            Some((envelope.id, first.id)),
            "dead links lead here too"
        );
    })
    .await;
}
