//! Checks: a judgement within limits of its own, then pictures.

use bytes::Bytes;
use onesign_store::blobs::Content;
use serde_json::{Value, json};

use crate::worker::{Compare, Press, PressConfig};

static CONTRACT: Bytes = Bytes::from_static(include_bytes!("../../../../fixtures/contract.pdf"));

/// Stands for the verifier: does what the document says.
pub fn judge(asking: &Value, document: &[u8]) -> Vec<u8> {
    match document {
        b"eat" => {
            let mut eaten: Vec<Vec<u8>> = Vec::new();
            loop {
                eaten.push(std::hint::black_box(vec![1; 16 << 20]));
            }
        }
        b"panic" => panic!("as asked"),
        b"tell" => asking.to_string().into_bytes(),
        _ => document.len().to_string().into_bytes(),
    }
}

fn press() -> Press {
    let exe = std::env::current_exe().unwrap();
    Press::without_standby(exe, PressConfig::default())
}

pub async fn what_a_document_does_costs_its_own_answer() {
    let press = press();
    for (document, code) in [("eat", "too_complex"), ("panic", "damaged_pdf")] {
        let error = press
            .check(&Bytes::from(document.to_owned()).into(), Value::Null)
            .await
            .err();
        assert_eq!(error.unwrap().code.word(), code, "{document}");
    }
    let asking = json!({ "now": 1 });
    let judged = press
        .check(&Bytes::from_static(b"tell").into(), asking.clone())
        .await
        .unwrap();
    assert_eq!(judged.judgement, asking.to_string().into_bytes());
    judged.end();
}

pub async fn pages_are_compared_after_the_judgement() {
    let press = press();
    let contract = Content::from(CONTRACT.clone());
    let mut judged = press.check(&contract, Value::Null).await.unwrap();
    assert_eq!(judged.judgement, CONTRACT.len().to_string().into_bytes());
    let wanted = |before: usize| Compare {
        before: before as u64,
        first: vec![1],
        most: 20,
        width: 300,
    };
    let same = judged.compare(&contract, &wanted(CONTRACT.len())).await;
    let pages = same.pages.unwrap();
    assert_eq!(pages.0, pages.1);
    assert_eq!(same.compared, (0..pages.0).collect::<Vec<_>>());
    assert!(same.different.is_empty());
    // A beginning that is no document can't be compared, and one that is longer than the document isn't there.
    for before in [0, CONTRACT.len() + 1] {
        let nothing = judged.compare(&contract, &wanted(before)).await;
        assert!(nothing.compared.is_empty() && nothing.pages.is_none());
    }
    judged.end();
}
