//! What the server finds without a viewer: envelopes and seals that are due, and mails.

use crate::world::{Owner, START_MS, SYSTEM, moment};
use onesign_core::command::{ExpireEnvelope, ExtendSeal, RecordSeal};
use onesign_core::envelope::seal_level::{Level, Pending, SealLevel};
use onesign_core::identity::role::Role;
use onesign_core::time::DAY_MS;
use onesign_core::{Command, Viewer};
use onesign_store::Error;
use onesign_store::outbox::{Mail, MailFilter};
use onesign_store::testing::each_engine;
use uuid::Uuid;

#[tokio::test]
async fn overdue_envelopes_are_found_until_they_expire() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let (envelope, _) = owner.send(&store, "Lease", &["Ann Signer"]).await;
        let end = envelope.expires_at_ms.unwrap();
        assert!(
            store
                .read(&Viewer::System)
                .overdue(end - 1, 10)
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(
            store.read(&Viewer::System).overdue(end, 10).await.unwrap(),
            [envelope.id]
        );
        let expire = Command::ExpireEnvelope(ExpireEnvelope {
            envelope: envelope.id,
        });
        store.execute(expire, &SYSTEM, &moment(end)).await.unwrap();
        assert!(
            store
                .read(&Viewer::System)
                .overdue(end, 10)
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn seals_below_their_level_are_due_at_once_and_others_before_their_timestamp_ends() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let (envelope, signers) = owner.send(&store, "Lease", &["Ann Signer"]).await;
        signers[0].get_ready(&store).await;
        signers[0].sign(&store).await.unwrap();
        let envelope = envelope.id;
        let due = async |at: i64| store.read(&Viewer::System).due_seals(at, 10).await.unwrap();
        assert!(due(i64::MAX).await.is_empty());
        let at = START_MS + 100_000;
        let sealed = Command::RecordSeal(RecordSeal {
            envelope,
            pdf_sha256: "a".repeat(64),
            level: SealLevel::pending(Level::T, Pending::ValidationData),
            facts: 9,
            head: "head".into(),
        });
        store.execute(sealed, &SYSTEM, &moment(at)).await.unwrap();
        assert!(due(at - 1).await.is_empty());
        assert_eq!(due(at).await, [envelope]);
        let end = at + 400 * DAY_MS;
        let extended = Command::ExtendSeal(ExtendSeal {
            envelope,
            prefix_sha256: "a".repeat(64),
            prefix_bytes: 1_000,
            pdf_sha256: "b".repeat(64),
            level: SealLevel::settled(Level::Lta),
            added: vec!["validation_data".into(), "document_timestamp".into()],
            timestamp_ends_ms: Some(end),
        });
        store
            .execute(extended.clone(), &SYSTEM, &moment(at + 1))
            .await
            .unwrap();
        assert!(due(end - 61 * DAY_MS).await.is_empty());
        assert_eq!(due(end - 60 * DAY_MS).await, [envelope]);
        let again = store.execute(extended, &SYSTEM, &moment(at + 2)).await;
        let refusal = again.unwrap_err().refusal().map(|r| r.code);
        assert_eq!(refusal, Some(onesign_core::Code::AlreadyExtended));
    })
    .await;
}

#[tokio::test]
async fn the_outbox_stores_a_mail_once_and_only_the_owner_reads_it() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let mail = |id: u128, at_ms| Mail {
            id: Uuid::from_u128(id),
            envelope: None,
            at_ms,
            to: "ann@example.org".to_owned(),
            subject: "Please sign".to_owned(),
            text: "text".to_owned(),
            html: "<p>text</p>".to_owned(),
            links: vec!["https://sign.example.org/s/x#y".to_owned()],
            from_name: "Owner via OneSign".to_owned(),
            reply_to: None,
            to_name: "Ann".to_owned(),
            to_email: "ann@example.org".to_owned(),
            refused: None,
        };
        assert!(store.put_mail(&mail(1, 10)).await.unwrap());
        assert!(!store.put_mail(&mail(1, 11)).await.unwrap());
        assert!(store.put_mail(&mail(2, 20)).await.unwrap());
        let all = MailFilter::default();
        let page = store.read(&owner.viewer()).mails(&all).await.unwrap();
        assert_eq!(page.items, [mail(2, 20), mail(1, 10)]);
        assert_eq!(page.next, None);
        assert_eq!(
            store
                .read(&owner.viewer())
                .mail(Uuid::from_u128(1))
                .await
                .unwrap(),
            mail(1, 10)
        );
        let sender = Viewer::Account {
            id: owner.id,
            role: Role::Sender,
            assurance: onesign_core::identity::assurance::Assurance::Single,
        };
        assert!(matches!(
            store.read(&sender).mails(&all).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            store.read(&sender).mail(Uuid::from_u128(1)).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            store.read(&owner.viewer()).mail(Uuid::from_u128(3)).await,
            Err(Error::NotFound)
        ));
    })
    .await;
}
