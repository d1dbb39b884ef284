//! Secrets of links and the outbox: stored while they are needed, found again, deleted afterwards.

use crate::world::{Owner, START_MS, SYSTEM, Signer, moment, visitor};
use onesign_core::command::{
    ExpireEnvelope, IssueLink, RecordHandOver, RemindRecipient, VoidEnvelope,
};
use onesign_core::identity::role::Role;
use onesign_core::ids::AccountId;
use onesign_core::mail_code::MailCode;
use onesign_core::{Clock, Command, Viewer};
use onesign_store::link_secrets::Wait;
use onesign_store::outbox::{Mail, MailFilter};
use onesign_store::testing::each_engine;
use onesign_store::{Error, Store, SystemClock};
use std::time::Duration;
use uuid::Uuid;

const SECRET: &[u8] = &[7; 32];
const HOUR_MS: i64 = 60 * 60 * 1000;

async fn is_kept(store: &Store, selector: &str) -> bool {
    let kept = store
        .read(&Viewer::System)
        .link_secret(selector)
        .await
        .unwrap();
    kept.is_some_and(|kept| kept.secret.as_slice() == SECRET)
}

/// A link that was issued, with its secret kept.
async fn issued(store: &Store, signer: &Signer) {
    store
        .keep_link_secret(
            signer.envelope,
            &signer.selector,
            SECRET,
            START_MS,
            START_MS + HOUR_MS,
        )
        .await
        .unwrap();
    signer.issue(store).await;
    assert!(is_kept(store, &signer.selector).await);
}

#[tokio::test]
async fn a_secret_is_destroyed_by_whatever_ends_the_need_for_it() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        for end in ["handed over", "opened", "replaced", "voided", "expired"] {
            let (envelope, signers) = owner.send(&store, end, &["Mira"]).await;
            let mira = &signers[0];
            issued(&store, mira).await;
            let (by, at, command) = match end {
                "handed over" => {
                    let reply = "250 ok".into();
                    let (envelope, recipient) = (envelope.id, mira.id);
                    let selector = mira.selector.clone();
                    let command = Command::RecordHandOver(RecordHandOver {
                        envelope,
                        recipient,
                        selector,
                        reply,
                    });
                    (SYSTEM, 4, command)
                }
                "opened" => (visitor(), 4, mira.exchange_command(mira.secret_sha256())),
                "replaced" => {
                    let command = Command::IssueLink(IssueLink {
                        envelope: envelope.id,
                        recipient: mira.id,
                        selector: "another".into(),
                        secret_sha256: mira.secret_sha256(),
                        purpose: onesign_core::envelope::recipient::LinkPurpose::Sign,
                        replaces: Some(mira.selector.clone()),
                        keeps: false,
                    });
                    (SYSTEM, 4, command)
                }
                "voided" => {
                    let command = Command::VoidEnvelope(VoidEnvelope {
                        envelope: envelope.id,
                        reason: "not needed".into(),
                    });
                    (owner.actor(), 4, command)
                }
                _ => {
                    let command = Command::ExpireEnvelope(ExpireEnvelope {
                        envelope: envelope.id,
                    });
                    (SYSTEM, 40 * 24 * HOUR_MS, command)
                }
            };
            let done = store.execute(command, &by, &moment(START_MS + at)).await;
            done.unwrap();
            assert!(!is_kept(&store, &mira.selector).await, "{end}");
        }
    })
    .await;
}

#[tokio::test]
async fn only_the_sender_and_jobs_read_a_secret_and_it_ends_with_its_link() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let (envelope, signers) = owner.send(&store, "Lease", &["Mira"]).await;
        let mira = &signers[0];
        issued(&store, mira).await;
        let own = store
            .read(&owner.viewer())
            .link_secret(&mira.selector)
            .await;
        assert!(own.unwrap().is_some());
        let stranger = Viewer::Account {
            id: AccountId(Uuid::now_v7()),
            role: Role::Owner,
            assurance: onesign_core::identity::assurance::Assurance::Single,
        };
        for viewer in [stranger, mira.viewer()] {
            let refused = store.read(&viewer).link_secret(&mira.selector).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{viewer:?}");
        }
        // The reason why a mail waits is readable without decrypting the secret.
        let wait = Wait {
            since_ms: START_MS,
            next_ms: START_MS + 1,
            code: MailCode::MailUnreachable,
            reply: "Connection refused".into(),
            unanswered: 0,
        };
        let waits = async || store.waits([envelope.id]).await.unwrap();
        assert!(waits().await.keeps(&mira.selector));
        assert_eq!(waits().await.reason(&mira.selector), None);
        store.note_wait(&mira.selector, Some(&wait)).await.unwrap();
        assert_eq!(waits().await.reason(&mira.selector), Some(&wait));
        assert_eq!(store.waiting_mails().await.unwrap(), Some((1, wait)));
        store.note_wait(&mira.selector, None).await.unwrap();
        assert_eq!(store.waiting_mails().await.unwrap(), None);
        // A job that was interrupted before it recorded its link leaves a useless secret.
        let keep = store.keep_link_secret(envelope.id, "cut off", SECRET, START_MS, i64::MAX);
        keep.await.unwrap();
        store.forget_dead_secrets(START_MS + HOUR_MS).await.unwrap();
        assert!(is_kept(&store, "cut off").await && is_kept(&store, &mira.selector).await);
        let later = START_MS + HOUR_MS + 1;
        store.forget_dead_secrets(later).await.unwrap();
        assert!(!is_kept(&store, "cut off").await);
        assert!(!is_kept(&store, &mira.selector).await, "its link has ended");
    })
    .await;
}

#[tokio::test]
async fn a_waiting_mail_is_retried_at_once_on_request() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let (envelope, signers) = owner.send(&store, "Lease", &["Mira"]).await;
        let claim = async || store.claim(10, Duration::from_secs(5)).await.unwrap();
        let leases = claim().await;
        assert_eq!(leases.len(), 1);
        let far = SystemClock.now_ms() + 24 * HOUR_MS;
        let put_off = store.postpone(&leases[0], "mail_unreachable", far);
        put_off.await.unwrap();
        assert!(claim().await.is_empty());
        let remind = Command::RemindRecipient(RemindRecipient {
            envelope: envelope.id,
            recipient: signers[0].id,
        });
        for _ in 0..2 {
            let asked = store.execute(remind.clone(), &owner.actor(), &moment(START_MS + 9));
            asked.await.unwrap();
        }
        let again = claim().await;
        assert_eq!(again.len(), 1, "one mail waits, and no second one");
        assert_eq!((again[0].id, again[0].attempt), (leases[0].id, 1));
        // A request while the mail is on its way adds nothing.
        let asked = store.execute(remind.clone(), &owner.actor(), &moment(START_MS + 10));
        asked.await.unwrap();
        assert!(claim().await.is_empty());
        // A dead job is retried as well.
        store.give_up(&again[0], "store").await.unwrap();
        assert_eq!(store.dead_jobs().await.unwrap().len(), 1);
        let asked = store.execute(remind, &owner.actor(), &moment(START_MS + 11));
        asked.await.unwrap();
        assert!(store.dead_jobs().await.unwrap().is_empty());
        assert_eq!(claim().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn mails_that_waited_for_the_same_reason_are_hastened_together() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        owner.send(&store, "Lease", &["Mira", "Bo", "Cy"]).await;
        let leases = store.claim(10, Duration::from_secs(5)).await.unwrap();
        let far = SystemClock.now_ms() + 24 * HOUR_MS;
        for (lease, code) in leases
            .iter()
            .zip(["mail_unreachable", "mail_unreachable", "x"])
        {
            store.postpone(lease, code, far).await.unwrap();
        }
        let hastened = store.hasten(
            &[onesign_core::job::JobKind::MailLink],
            &["mail_unreachable"],
        );
        hastened.await.unwrap();
        let due = store.claim(10, Duration::from_secs(5)).await.unwrap();
        assert_eq!(due.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn every_mail_is_found_by_paging_and_by_search() {
    each_engine(|store| async move {
        let owner = Owner::set_up(&store).await;
        let mail = |n: u32| Mail {
            id: Uuid::from_u128(u128::from(n) + 1),
            envelope: None,
            // Several in the same millisecond: the place in the list is still unambiguous.
            at_ms: i64::from(n / 7),
            to: format!("Person {n} <p{n}@example.org>"),
            subject: format!("Please sign: Lease {n}"),
            text: String::new(),
            html: String::new(),
            links: Vec::new(),
            from_name: String::new(),
            reply_to: None,
            to_name: String::new(),
            to_email: String::new(),
            refused: (n % 100 == 3).then(|| "550 no".to_owned()),
        };
        for n in 0..450 {
            store.put_mail(&mail(n)).await.unwrap();
        }
        let all = async |filter: MailFilter| {
            let (mut found, mut pages, mut filter) = (Vec::new(), 0, filter);
            loop {
                let page = store.read(&owner.viewer()).mails(&filter).await.unwrap();
                found.extend(page.items.iter().map(|m| m.id.as_u128() - 1));
                pages += 1;
                filter.after = page.next;
                if filter.after.is_none() {
                    return (found, pages);
                }
            }
        };
        let newest_first: Vec<u128> = (0..450).rev().collect();
        let (found, pages) = all(MailFilter::default()).await;
        assert_eq!((found, pages), (newest_first.clone(), 3));
        let limit = 90;
        let (found, pages) = all(MailFilter {
            limit,
            ..MailFilter::default()
        })
        .await;
        assert_eq!((found, pages), (newest_first, 5));
        let search = |q: &str| MailFilter {
            q: Some(q.into()),
            ..MailFilter::default()
        };
        assert_eq!(all(search(" P7@EXAMPLE ")).await.0, [7]);
        assert_eq!(
            all(search("lease 44")).await.0,
            [
                449, 448, 447, 446, 445, 444, 443, 442, 441, 440, 344, 244, 144, 44
            ]
        );
        assert_eq!(all(search("nobody")).await.0, [0u128; 0]);
        let refused_only = true;
        let (found, _) = all(MailFilter {
            refused_only,
            ..MailFilter::default()
        })
        .await;
        assert_eq!(found, [403, 303, 203, 103, 3]);
    })
    .await;
}
