//! Notices to the owner, and to nobody else.

use crate::harness::{Answer, each_engine};
use onesign::client::Client;
use reqwest::Method;
use std::collections::BTreeMap;

#[tokio::test(flavor = "multi_thread")]
async fn a_trouble_is_shown_to_the_owner_until_it_ends() {
    each_engine(async |house| {
        let envelope = house.envelope().await;
        let id = &envelope.id;
        let none = house.get("/v1/notices").await;
        assert_eq!(
            (none.status, none.body["items"].as_array().unwrap().len()),
            (200, 0)
        );
        let stranger = Client::new(&house.origin).unwrap();
        let refused = Answer::of(stranger.request(Method::GET, "/v1/notices")).await;
        assert_eq!(refused.status, 401);

        let store = house.vault().await;
        let detail = BTreeMap::from([("reason".to_owned(), "blobs".to_owned())]);
        let subject = Some(id.parse().unwrap());
        for _ in 0..2 {
            store
                .post_notice("seal_waiting", subject, &detail)
                .await
                .unwrap();
        }
        store.close().await.unwrap();
        house.restart();
        let told = house.get("/v1/notices").await.body;
        let [notice] = told["items"].as_array().unwrap().as_slice() else {
            panic!("{told}");
        };
        assert_eq!(notice["code"], "seal_waiting");
        assert_eq!(notice["severity"], "failure");
        assert_eq!(notice["envelope"], id.as_str());
        assert_eq!(notice["detail"]["reason"], "blobs");
        assert_eq!(notice["detail"]["title"], envelope.title.as_str());
        assert!(notice["since_ms"].as_i64().unwrap() > 0);

        let store = house.vault().await;
        store
            .withdraw_notice("seal_waiting", subject)
            .await
            .unwrap();
        store.close().await.unwrap();
        house.restart();
        let none = house.get("/v1/notices").await.body;
        assert_eq!(none["items"].as_array().unwrap().len(), 0);
    })
    .await;
}
