//! Uploads of all kinds, from people and attackers: each leads to a new envelope or a problem, never to a fault of the
//! server, and nothing of a refused upload stays.

use crate::harness::{Answer, House, corpus, each_engine, text};
use reqwest::Method;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::Semaphore;

fn files_of(corpus: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["hostile", "odd"] {
        let mut stack = vec![corpus.join(folder)];
        while let Some(path) = stack.pop() {
            if path.is_dir() {
                stack.extend(std::fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn count_files(path: &Path) -> usize {
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    entries
        .map(|e| {
            if e.path().is_dir() {
                count_files(&e.path())
            } else {
                1
            }
        })
        .sum()
}

/// Uploads every `step`th file, two at a time.
async fn every(house: &House, step: usize) {
    let Some(corpus) = corpus() else {
        return;
    };
    let files: Vec<PathBuf> = files_of(corpus).into_iter().step_by(step).collect();
    let two = Arc::new(Semaphore::new(2));
    let mut uploads = Vec::new();
    for path in files {
        let (two, client) = (Arc::clone(&two), house.owner.clone());
        uploads.push(tokio::spawn(async move {
            let _seat = two.acquire_owned().await.unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let name: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
            let request = client.request(Method::POST, &format!("/v1/envelopes?filename={name}"));
            let body = std::fs::read(&path).unwrap();
            (
                path,
                Answer::of(request.header("content-type", "application/pdf").body(body)).await,
            )
        }));
    }
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    let mut taken = 0;
    for upload in uploads {
        let (path, answer) = upload.await.unwrap();
        let name = path.display();
        if answer.status == 201 {
            taken += 1;
        } else {
            assert!(
                (400..500).contains(&answer.status),
                "{name}: {} {}",
                answer.status,
                answer.body
            );
            assert_eq!(
                answer.headers["content-type"], "application/problem+json",
                "{name}"
            );
            assert!(!text(&answer.body["code"]).is_empty(), "{name}");
        }
        let code = format!("{} {}", answer.status, text(&answer.body["code"]));
        *codes.entry(code).or_default() += 1;
        assert!(house.is_running(), "{name}");
    }
    assert_eq!(house.get("/readyz").await.status, 200);
    assert_eq!(
        count_files(&house.data().join("blobs/envelopes")),
        taken * 2,
        "{codes:?}"
    );
    let engine = house
        .database
        .as_deref()
        .map_or("SQLCipher", |_| "PostgreSQL");
    eprintln!("{engine}: {codes:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sample_of_hostile_and_odd_files() {
    each_engine(async |house| every(house, 23).await).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "every file of the corpus on each engine; see bench/README.md"]
async fn every_hostile_and_odd_file() {
    each_engine(async |house| every(house, 1).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_not_a_pdf_is_refused_with_a_reason() {
    each_engine(async |house| {
        for (body, code) in [
            (&b""[..], "empty_file"),
            (b"GIF89a not a PDF", "not_a_pdf"),
            (b"%PDF-1.7\n%%EOF\n", "damaged_pdf"),
        ] {
            let request = house
                .owner
                .request(Method::POST, "/v1/envelopes?filename=a.pdf");
            Answer::of(request.body(body)).await.refused(422, code);
        }
        let request = house.owner.request(Method::POST, "/v1/envelopes");
        let nameless = Answer::of(request.body(crate::harness::CONTRACT)).await;
        nameless.refused(400, "invalid_request");
        assert_eq!(
            nameless.body["errors"][0]["detail"],
            "missing field `filename`"
        );
        assert_eq!(count_files(&house.data().join("blobs/envelopes")), 0);
        assert_eq!(
            house.get("/v1/envelopes").await.body["items"],
            serde_json::json!([])
        );
    })
    .await;
}
