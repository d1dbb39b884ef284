//! Checks: a judgement within its own limits, then pictures.

use crate::press;
use bytes::Bytes;
use onesign_evidence::check::{Asking, Judgement, Question};
use onesign_pades::revocation::ValidationData;
use onesign_worker::Checker;
use onesign_worker::{Body, Compare, Press, Probe};
use serde_json::{Value, json};

static CONTRACT: Bytes = Bytes::from_static(include_bytes!("../../../../fixtures/contract.pdf"));

pub async fn a_failing_document_loses_only_its_own_answer() {
    let press = press();
    let contract = Body::from(CONTRACT.clone());
    for (probe, code) in [
        (Probe::EatMemory, "too_complex"),
        (Probe::Panic, "damaged_pdf"),
    ] {
        let error = press.check(&contract, json!(probe)).await.err();
        assert_eq!(error.unwrap().code.word(), code, "{probe:?}");
    }
    // The next document is judged normally.
    assert_eq!(
        judged(&press).await.report.file.bytes,
        CONTRACT.len() as u64
    );
}

/// What is asked of the contract.
fn question() -> Value {
    json!(Question::of(&CONTRACT, None, &Asking::new(&[], 0)))
}

/// The contract's judgement, which nobody signed.
async fn judged(press: &Press) -> Judgement {
    let contract = Body::from(CONTRACT.clone());
    let judged = press.check(&contract, question()).await;
    let judged = judged.unwrap();
    let judgement = serde_json::from_slice(&judged.judgement).unwrap();
    judged.end();
    judgement
}

pub async fn pages_are_compared_after_the_judgement() {
    let press = press();
    let contract = Body::from(CONTRACT.clone());
    let mut judged = press.check(&contract, question()).await.unwrap();
    let wanted = |before: usize| Compare {
        places: Vec::new(),
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
    // A beginning that is not a document can't be compared, and neither can one longer than the document.
    for before in [0, CONTRACT.len() + 1] {
        let nothing = judged.compare(&contract, &wanted(before)).await;
        assert!(nothing.compared.is_empty() && nothing.pages.is_none());
    }
    judged.end();
}

pub async fn the_report_is_the_same_with_and_without_a_pool() {
    let sealed = include_bytes!("../../../../fixtures/seals/fourth-demo/sealed.pdf");
    // The pages of a file with updates after its seal are compared.
    let file = Bytes::from([sealed, b"\n".as_slice()].concat());
    let asking = Asking::new(&[], 1_795_978_290);
    let question = Question::of(&file, None, &asking);
    let pooled = press().report(&file.clone().into(), question.clone()).await;
    let checker = Checker::of_this_program().unwrap();
    let (alone, missing) = checker.check(&file, &question).unwrap();
    assert!(alone.comparison.as_ref().is_some_and(|c| c.compared > 0));
    assert_eq!(json!(alone), json!(pooled.unwrap()));
    assert!(missing.is_empty());
    // What a program is asked to fetch is told instead of pictures.
    let question = question.with(&ValidationData::default(), true);
    let (alone, _) = checker.check(&file, &question).unwrap();
    assert!(alone.comparison.is_none());
}
