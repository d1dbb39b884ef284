//! The pool: it reuses good workers, ends bad ones, and one document never affects another.

use std::time::Duration;

use onesign_pdf::{Intake, Limits};
use tokio::time::timeout;

use crate::paper::document;
use crate::{binary, config, family, press};
use onesign_worker::{Enclosing, Form, Press, PressConfig, PressError, Probe};

const KEY: &str = "seven";

/// Takes in a document with the usual limits.
async fn taken(press: &Press, document: bytes::Bytes) -> Result<Intake, PressError> {
    let limits = Limits::default();
    press
        .intake(document, None, limits, Enclosing::default(), Form::Painted)
        .await
}

pub async fn takes_in_draws_and_reads() {
    let press = press();
    let intake = taken(&press, document(3, 0)).await.unwrap();
    assert_eq!(intake.pages.len(), 3);
    assert_eq!((intake.pages[0].w, intake.pages[0].h), (595_000, 842_000));
    let bytes = bytes::Bytes::from(intake.normalised);
    for page in 0..3 {
        let image = press.render(KEY, bytes.clone(), page, 600).await.unwrap();
        assert_eq!((image.width, image.mime), (600, "image/png"));
        let text = press.text(KEY, bytes.clone(), page).await.unwrap();
        assert_eq!(text[0].text, format!("This is page {page}."));
    }
    let missing = press.render(KEY, bytes.clone(), 3, 600).await.unwrap_err();
    assert_eq!(missing.code.word(), "no_such_page");
    // Another worker draws the same image of the same page.
    let again = Press::start(binary(), config());
    let first = press.render(KEY, bytes.clone(), 1, 800).await.unwrap();
    assert_eq!(again.render(KEY, bytes, 1, 800).await.unwrap(), first);
}

pub async fn refuses_by_code() {
    let press = press();
    let small = Limits {
        max_bytes: 100,
        ..Limits::default()
    };
    let few = Limits {
        max_pages: 2,
        ..Limits::default()
    };
    for (bytes, limits, code) in [
        (bytes::Bytes::new(), Limits::default(), "empty_file"),
        (bytes::Bytes::from("hello"), Limits::default(), "not_a_pdf"),
        (document(1, 0), small, "too_large"),
        (document(3, 0), few, "too_many_pages"),
    ] {
        let refused = press.intake(bytes, None, limits, Enclosing::default(), Form::Painted);
        assert_eq!(refused.await.unwrap_err().code.word(), code);
    }
    let nonsense = press.render(KEY, bytes::Bytes::from("no"), 0, 600).await;
    assert_eq!(nonsense.unwrap_err().code.word(), "damaged_pdf");
    let nowhere = Press::start("/nonexistent/onesign".into(), config());
    let error = taken(&nowhere, document(1, 0)).await.unwrap_err();
    assert_eq!(error.code.word(), "press_unavailable");
    assert_eq!(
        nowhere.jails().await.unwrap_err().code.word(),
        "press_unavailable"
    );
}

pub async fn slow_work_is_killed() {
    let config = PressConfig {
        intake_timeout: Duration::from_millis(500),
        ..config()
    };
    let press = Press::start(binary(), config);
    press.jails().await.unwrap();
    // Other programs can take the worker's time; the press then says so, and the test asks again.
    let mut answer = press.probe(Probe::Spin).await;
    for _ in 0..30 {
        if !answer.starts_with("busy: ") {
            break;
        }
        answer = press.probe(Probe::Spin).await;
    }
    assert_eq!(answer, "too_complex: it took too long");
    // Only the standby worker is left.
    family::at_most(1).await;
}

pub async fn abandoned_work_is_killed() {
    let press = press();
    press.jails().await.unwrap();
    // The caller drops its request, as when an uploader closes the connection.
    timeout(Duration::from_millis(300), press.probe(Probe::Spin))
        .await
        .unwrap_err();
    family::at_most(1).await;
}

pub async fn crashes_cost_one_answer() {
    let press = press();
    for (probe, code) in [
        (Probe::EatMemory, "too_complex: signal 6"),
        (Probe::Recurse, "too_complex: signal 6"),
        (Probe::Panic, "damaged_pdf"),
        (Probe::Exit, "damaged_pdf: exit status: 3"),
        (Probe::Babble, "damaged_pdf: it said nonsense"),
    ] {
        assert_eq!(press.probe(probe).await, code, "{probe:?}");
        let intake = taken(&press, document(1, 0)).await;
        assert_eq!(intake.unwrap().pages.len(), 1, "after {probe:?}");
    }
}

pub async fn keeps_a_worker_for_a_document() {
    let config = PressConfig {
        keep_for: Duration::from_millis(1500),
        ..config()
    };
    let press = Press::start(binary(), config);
    let bytes = document(2, 0);
    press.render(KEY, bytes.clone(), 0, 300).await.unwrap();
    family::at_most(2).await;
    let before = family::children();
    press.render(KEY, bytes.clone(), 1, 300).await.unwrap();
    // The kept worker drew this page from its own copy: the empty body here is not a PDF.
    press
        .render(KEY, bytes::Bytes::new(), 1, 300)
        .await
        .unwrap();
    assert_eq!(family::children(), before);
    // Another document gets another worker.
    press.render("eight", bytes, 1, 300).await.unwrap();
    assert_eq!(
        press
            .render("nine", bytes::Bytes::new(), 1, 300)
            .await
            .unwrap_err()
            .code
            .word(),
        "damaged_pdf"
    );
    // After a while only the standby worker is left.
    family::at_most(1).await;
}

pub async fn uploads_never_block_pages() {
    let config = PressConfig {
        processes: 1,
        intake_timeout: Duration::from_secs(8),
        queue_timeout: Duration::from_millis(300),
        ..config()
    };
    let press = Press::start(binary(), config);
    press.jails().await.unwrap();
    let busy = press.clone();
    let spinning = tokio::spawn(async move { busy.probe(Probe::Spin).await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let waiting = taken(&press, document(1, 0)).await;
    assert_eq!(waiting.unwrap_err().code.word(), "busy");
    press.render(KEY, document(1, 0), 0, 300).await.unwrap();
    // The press does not blame the document if the machine gives the worker hardly any time.
    let ended = spinning.await.unwrap();
    let ends = [
        "too_complex: it took too long",
        "busy: the machine had no time for it",
    ];
    assert!(ends.contains(&&*ended), "{ended}");
}

pub async fn one_person_never_keeps_others_waiting() {
    let config = PressConfig {
        intake_timeout: Duration::from_secs(6),
        queue_timeout: Duration::from_millis(500),
        ..config()
    };
    let press = Press::start(binary(), config);
    press.jails().await.unwrap();
    let [slow, other] = [1, 2].map(|n| press.of(uuid::Uuid::from_u128(n)));
    let spinning: Vec<_> = (0..2)
        .map(|_| {
            let slow = slow.clone();
            tokio::spawn(async move { slow.probe(Probe::Spin).await })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let waiting = taken(&slow, document(1, 0)).await;
    assert_eq!(waiting.unwrap_err().code.word(), "busy");
    let served = taken(&other, document(1, 0)).await.unwrap();
    assert_eq!(served.pages.len(), 1);
    assert!(spinning.iter().all(|work| !work.is_finished()));
    for work in spinning {
        work.await.unwrap();
    }
    // The seats are free again when the work ends.
    taken(&slow, document(1, 0)).await.unwrap();
}

pub async fn many_at_once() {
    let press = press();
    let tasks: Vec<_> = (1..=24)
        .map(|pages| {
            let press = press.clone();
            tokio::spawn(async move {
                let intake = taken(&press, document(pages, 2000)).await;
                assert_eq!(intake.unwrap().pages.len(), pages);
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    // No worker saw two documents, and no worker is left.
    family::at_most(1).await;
}
