//! Counters for limits: never more than allowed, however many callers there are.

use onesign_store::testing::each_engine;

const MINUTE: i64 = 60_000;

#[tokio::test]
async fn each_window_allows_the_same_number() {
    each_engine(|store| async move {
        let take = async |key: &str, at: i64| store.take(key, 3, MINUTE, at).await.unwrap();
        for n in 1..=3 {
            assert!(take("sign-in/192.0.2.7", 120_500 + n).await, "{n}");
        }
        assert!(!take("sign-in/192.0.2.7", 179_999).await);
        assert!(take("sign-in/192.0.2.8", 120_500).await, "keys are mixed");
        for n in 0..3 {
            assert!(take("sign-in/192.0.2.7", 180_000 + n).await, "{n}");
        }
        assert!(!take("sign-in/192.0.2.7", 180_004).await);
        store.forget_before(200_000).await.unwrap();
        assert!(take("sign-in/192.0.2.7", 180_005).await);
        assert!(!store.take("nothing", 0, MINUTE, 0).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn an_event_given_back_can_be_taken_again_once() {
    each_engine(|store| async move {
        let take = async |at: i64| store.take("key", 2, MINUTE, at).await.unwrap();
        let give_back = async |at: i64| store.give_back("key", MINUTE, at).await.unwrap();
        give_back(100).await;
        assert!(take(100).await && take(101).await && !take(102).await);
        give_back(101).await;
        assert!(take(103).await && !take(104).await);
        for _ in 0..5 {
            give_back(105).await;
        }
        assert!(take(106).await && take(107).await && !take(108).await);
        // An event taken in an earlier window gives nothing back to this one.
        assert!(take(MINUTE).await && take(MINUTE).await);
        give_back(107).await;
        assert!(!take(MINUTE + 1).await);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn parallel_takers_get_no_more_than_is_allowed() {
    each_engine(|store| async move {
        let takers: Vec<_> = (0..64)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move { store.take("key", 10, MINUTE, 5).await.unwrap() })
            })
            .collect();
        let mut taken = 0;
        for taker in takers {
            taken += usize::from(taker.await.unwrap());
        }
        assert_eq!(taken, 10);
    })
    .await;
}
