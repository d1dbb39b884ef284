//! Links that mail gateways have changed: the page still opens, and no log contains a possible secret.

use crate::harness::{House, each_engine_with, signer};
use reqwest::Method;

#[tokio::test(flavor = "multi_thread")]
async fn the_page_is_there_and_the_address_is_in_no_log() {
    let settings = [("ONESIGN_LOG", "trace")];
    each_engine_with(&settings, async |house: &House| {
        house.set_up().await;
        house.sent(&[signer("mira", 1)]).await;
        let link = house
            .owner
            .mailed_link("mira@example.com", &[])
            .await
            .unwrap();
        let (selector, secret) = link.split_once("/s/").unwrap().1.split_once('#').unwrap();
        for path in [
            format!("/s/{selector}%23{secret}"),
            format!("/s/{selector}%2523{secret}"),
            format!("/s/{selector}%23{secret}%3E."),
            format!("/s/{selector}/{secret}"),
            format!("/s/{selector}?utm_source=mail"),
        ] {
            let shown = house
                .owner
                .request(Method::GET, &path)
                .send()
                .await
                .unwrap();
            assert_eq!(shown.status(), 200, "{path}");
            assert_eq!(shown.headers()["referrer-policy"], "no-referrer");
            let page = shown.text().await.unwrap();
            assert!(!page.contains(secret));
        }
        assert!(!house.log().contains(secret), "the log has the secret");
        house.converged().await;
    })
    .await;
}
