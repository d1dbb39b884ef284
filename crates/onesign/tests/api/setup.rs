//! Setting up, signing in and out.

use crate::harness::{Answer, OWNER, PASSWORD, at, each_engine, each_engine_with};
use onesign::client::Client;
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn the_first_holder_of_the_code_becomes_the_owner() {
    each_engine_with(&[], async |house| {
        let instance = house.get("/v1/instance").await.body;
        assert_eq!(instance["setup_required"], true);
        assert_eq!(instance["mail"], "outbox");
        assert_eq!(instance["seal_level"], "B-B");
        house.get("/v1/me").await.refused(401, "not_signed_in");
        let owner = |email: &str, password: &str| json!({ "name": "Owner", "email": email, "password": password });
        // The API states the limits: one character less is refused, and so is one byte more.
        let limit = |name: &str| usize::try_from(instance["limits"][name].as_u64().unwrap()).unwrap();
        for password in ["é".repeat(limit("min_password_chars") - 1), "x".repeat(limit("max_password_bytes") + 1)] {
            let refused = house.asked_to_set_up(owner(OWNER, &password)).await;
            refused.refused(422, "invalid_request").at(&["/password bad_password"]);
        }
        let bad = house.asked_to_set_up(owner("nobody", PASSWORD)).await;
        assert_eq!(bad.status, 422, "{}", bad.body);
        assert!(bad.body["errors"][0]["pointer"] == "/email", "{}", bad.body);
        // One repeated key is not a password, nor are spaces.
        for password in [" ".repeat(12), "a".repeat(12), "é".repeat(40), "ab ".repeat(9), "\t ".repeat(9)] {
            let refused = house.asked_to_set_up(owner(OWNER, &password)).await;
            refused.refused(422, "invalid_request").at(&["/password bad_password"]);
        }
        // The trail names the owner, and seals name the instance.
        let mut odd = owner(OWNER, PASSWORD);
        odd["name"] = json!("Mira \u{e001}");
        odd["instance_name"] = json!("Nor\u{0}d\u{202e}wind");
        let refused = house.asked_to_set_up(odd).await;
        let places = ["/name unprintable", "/instance_name unprintable"];
        refused.refused(422, "invalid_request").at(&places);
        let named = refused.body["errors"][1]["detail"].as_str().unwrap();
        assert!(named.ends_with(": U+0000 U+202E"), "{named}");
        let shortest: String = "éàüöñ".chars().cycle().take(limit("min_password_chars")).collect();
        assert_eq!(house.asked_to_set_up(owner(OWNER, &shortest)).await.status, 201);
        let me = house.get("/v1/me").await.body;
        assert_eq!((me["email"].as_str(), me["role"].as_str()), (Some(OWNER), Some("owner")));
        let again = house.asked_to_set_up(owner("b@example.com", PASSWORD)).await;
        again.refused(409, "already_set_up");
        assert_eq!(house.get("/v1/instance").await.body["setup_required"], false);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_visitors_at_once_make_one_owner() {
    each_engine_with(&[], async |house| {
        let mut visitors = Vec::new();
        for n in 0..8 {
            let visitor = Client::new(&house.origin).unwrap();
            let code = house.setup_code();
            visitors.push(tokio::spawn(async move {
                let email = format!("owner{n}@example.com");
                visitor
                    .set_up(&code, "Owner", &email, PASSWORD)
                    .await
                    .is_ok()
            }));
        }
        let mut owners = 0;
        for visitor in visitors {
            owners += usize::from(visitor.await.unwrap());
        }
        assert_eq!(owners, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_when_its_owner_signs_out() {
    each_engine(async |house| {
        let browser = Client::new(&house.origin).unwrap();
        let body = json!({ "email": OWNER, "password": PASSWORD });
        let made = Answer::of(browser.request(Method::POST, "/v1/sessions").json(&body)).await;
        assert_eq!(made.status, 201);
        let cookie = made.headers["set-cookie"].to_str().unwrap().to_owned();
        assert!(cookie.starts_with("onesign=v1.") && cookie.contains("; HttpOnly; SameSite=Lax"));
        let value = cookie.split(';').next().unwrap();
        let with = async |value: &str| {
            let stranger = Client::new(&house.origin).unwrap();
            Answer::of(
                stranger
                    .request(Method::GET, "/v1/me")
                    .header("cookie", value),
            )
            .await
        };
        assert_eq!(with(value).await.status, 200);
        let (head, tail) = value.split_at(value.len() - 1);
        let other = if tail == "A" { "Q" } else { "A" };
        with(&format!("{head}{other}"))
            .await
            .refused(401, "not_signed_in");
        browser
            .call(Method::DELETE, "/v1/sessions/current", Value::Null)
            .await
            .unwrap();
        with(value).await.refused(401, "not_signed_in");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_a_password_is_slowed_down() {
    each_engine(async |house| {
        // Failures count by the quarter of an hour, so all of these must be in the same one.
        let left = 900 - at(0).at_ms / 1000 % 900;
        if left < 30 {
            tokio::time::sleep(std::time::Duration::from_secs(left as u64)).await;
        }
        let guess = async |email: &str, password: &str| {
            let guesser = Client::new(&house.origin).unwrap();
            let body = json!({ "email": email, "password": password });
            Answer::of(guesser.request(Method::POST, "/v1/sessions").json(&body)).await
        };
        let mut codes = Vec::new();
        // The right password doesn't count, however often it is sent.
        for _ in 0..12 {
            assert_eq!(guess(OWNER, PASSWORD).await.status, 201);
        }
        for n in 0..7 {
            codes.push(guess(OWNER, &format!("a wrong password {n}")).await.status);
        }
        assert_eq!(guess(OWNER, PASSWORD).await.status, 201);
        for n in 7..13 {
            codes.push(guess(OWNER, &format!("a wrong password {n}")).await.status);
        }
        assert_eq!(codes, [[401; 10].as_slice(), &[429; 3]].concat());
        guess(OWNER, PASSWORD)
            .await
            .refused(429, "too_many_requests");
        // The answer does not reveal whether an account exists.
        guess("stranger@example.com", "whatever it is")
            .await
            .refused(401, "wrong_credentials");
        // The owner, who is already signed in, is not locked out.
        assert_eq!(house.get("/v1/me").await.status, 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn parallel_guesses_get_no_more_tries() {
    each_engine(async |house| {
        let guesses = (0..32).map(|n| {
            let guesser = Client::new(&house.origin).unwrap();
            let body = json!({ "email": OWNER, "password": format!("a wrong password {n}") });
            let request = guesser.request(Method::POST, "/v1/sessions").json(&body);
            tokio::spawn(async move { request.send().await.unwrap().status().as_u16() })
        });
        let mut answers = Vec::new();
        for guess in guesses.collect::<Vec<_>>() {
            answers.push(guess.await.unwrap());
        }
        // A caller who finds no place in the queue gets a time to come back, and has not guessed.
        let guessed = answers.iter().filter(|status| **status == 401).count();
        assert!((1..=10).contains(&guessed), "{answers:?}");
        let others = answers.iter().filter(|status| **status != 401);
        let refused = |status: &u16| [429, 503].contains(status);
        assert!(others.clone().all(refused), "{answers:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_sites_cannot_write() {
    each_engine(async |house| {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
        ] {
            let request = house.owner.request(Method::DELETE, "/v1/sessions/current");
            Answer::of(request.header(name, value))
                .await
                .refused(403, "cross_site");
        }
        assert_eq!(house.get("/v1/me").await.status, 200);
        let own = house.owner.request(Method::DELETE, "/v1/sessions/current");
        let own = Answer::of(own.header("origin", &house.origin)).await;
        assert_eq!(own.status, 204);
        // So that the look at what is left over can be had.
        let body = json!({ "email": OWNER, "password": PASSWORD });
        house
            .owner
            .call(Method::POST, "/v1/sessions", body)
            .await
            .unwrap();
    })
    .await;
}
