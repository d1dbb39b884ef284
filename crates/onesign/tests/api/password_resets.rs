//! A forgotten password: the answer tells a stranger nothing, and the mailed link works once.

use crate::harness::{Answer, House, OWNER, PASSWORD, each_engine};
use crate::sink::Sink;
use onesign::client::Client;
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

async fn write(house: &House, method: Method, path: &str, body: Value) -> Answer {
    let stranger = Client::new(&house.origin).unwrap();
    Answer::of(stranger.request(method, path).json(&body)).await
}

async fn forgets(house: &House, email: &str) -> Answer {
    let body = json!({ "email": email, "locale": "de" });
    write(house, Method::POST, "/v1/password-resets", body).await
}

async fn redeems(house: &House, link: &str, password: &str) -> Answer {
    let (_, fragment) = link.split_once("/reset#").unwrap();
    let (account, secret) = fragment.split_once('.').unwrap();
    let body = json!({ "secret": secret, "password": password });
    write(
        house,
        Method::PUT,
        &format!("/v1/password-resets/{account}"),
        body,
    )
    .await
}

/// The links to choose a new password that the server has got, once there are this many.
async fn mailed(sink: &Sink, count: usize) -> Vec<String> {
    for _ in 0..200 {
        let messages = sink.messages();
        let links = messages.iter().filter_map(|message| {
            let words = message.split(|c: char| c.is_whitespace() || "<>\"".contains(c));
            let mut links = words.filter(|word| word.contains("/reset#"));
            Some(links.next()?.to_owned())
        });
        let links: Vec<String> = links.collect();
        if links.len() >= count {
            return links;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no mail with a link to choose a new password");
}

async fn signs_in(house: &House, password: &str) -> Answer {
    let who = json!({ "email": OWNER, "password": password });
    write(house, Method::POST, "/v1/sessions", who).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailed_link_gives_one_new_password() {
    for database in [None, onesign_store::testing::postgres_address().await] {
        let Some(mut sink) = Sink::down() else { return };
        sink.start();
        let house = House::start_with(database, sink.settings()).await;
        house.set_up().await;
        let (known, unknown) = (
            forgets(&house, OWNER).await,
            forgets(&house, "nobody@example.com").await,
        );
        assert_eq!((known.status, known.body), (202, unknown.body));
        assert_eq!(unknown.status, 202);
        let first = mailed(&sink, 1).await.remove(0);
        assert!(
            sink.messages()[0].contains("Neues"),
            "{}",
            sink.messages()[0]
        );
        forgets(&house, OWNER).await;
        let second = mailed(&sink, 2).await.remove(1);
        // A newer link replaces the one before it.
        redeems(&house, &first, "a new password 1")
            .await
            .refused(410, "reset_link_dead");
        redeems(&house, &second, "short")
            .await
            .refused(422, "invalid_request");
        let tries = [(); 4].map(|()| redeems(&house, &second, "a new password 2"));
        let mut won = 0;
        for tried in futures(tries).await {
            match tried.status {
                204 => won += 1,
                _ => drop(tried.refused(410, "reset_link_dead")),
            }
        }
        assert_eq!(won, 1);
        house.get("/v1/me").await.refused(401, "not_signed_in");
        signs_in(&house, PASSWORD)
            .await
            .refused(401, "wrong_credentials");
        assert_eq!(signs_in(&house, "a new password 2").await.status, 201);
        // Nobody gets more than three mails in an hour, and nobody is told.
        for _ in 0..5 {
            assert_eq!(forgets(&house, OWNER).await.status, 202);
        }
        mailed(&sink, 3).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(sink.messages().len(), 3);
    }
}

/// The answers to simultaneous requests.
async fn futures<F: Future<Output = Answer>>(all: [F; 4]) -> [Answer; 4] {
    let [a, b, c, d] = all;
    tokio::join!(a, b, c, d).into()
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_mail_server_the_operator_has_to_help() {
    each_engine(async |house| {
        forgets(house, OWNER).await.refused(409, "no_mail_server");
        let link = format!("{}/reset#{}.x", house.origin, uuid::Uuid::nil());
        redeems(house, &link, "a new password 2")
            .await
            .refused(410, "reset_link_dead");
    })
    .await;
}
