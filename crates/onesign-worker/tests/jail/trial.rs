//! Trials: they name the pages that can't be drawn in time, and affect only those pages.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use bytes::Bytes;

use crate::paper::drawn;
use crate::{binary, config};
use onesign_worker::{Press, PressConfig};

/// A line of so many dashes that drawing it takes too long.
const ENDLESS: &str = "[0.0001] 0 d 0.1 w 0 0 m 300 200 l S\n";

/// The failing pages, and the duration of a trial with this much patience.
async fn failing(document: Bytes, patience: Duration) -> (BTreeSet<u32>, Duration) {
    let length = document.len() as u64;
    let content = document.clone().into();
    let pages = onesign_pdf::intake(&document, None, &onesign_pdf::Limits::default());
    let pages = pages.unwrap().pages.len() as u32;
    let config = PressConfig {
        intake_timeout: patience,
        page_timeout: patience,
        ..config()
    };
    let press = Press::start(binary(), config);
    press.jails().await.unwrap();
    let started = Instant::now();
    let failed = press.undrawable(content, pages, length).await;
    (failed.unwrap(), started.elapsed())
}

fn page(number: u32) -> String {
    format!("BT /F1 24 Tf 72 700 Td (This is page {number}.) Tj ET\n")
}

pub async fn names_the_pages_that_can_t_be_drawn() {
    let pages = 0..40;
    let contents = pages.clone().map(|number| match number {
        5 | 38 => ENDLESS.repeat(20),
        // Large enough to allow the time that two such pages take.
        _ => page(number) + &format!("% {}\n", "x".repeat(4_000)),
    });
    // Only the worker's processor time counts, so a busy machine gets plenty of time.
    let patience = Duration::from_secs(240);
    let (failed, _) = failing(drawn(contents), patience).await;
    assert_eq!(failed, BTreeSet::from([5, 38]));
    let (failed, _) = failing(drawn(pages.map(page)), patience).await;
    assert_eq!(failed, BTreeSet::new());
}

pub async fn a_trial_ends_soon() {
    let patience = Duration::from_secs(3);
    // The trial also names the pages that it had no time for.
    let contents = (0..300).map(|_| ENDLESS.repeat(20));
    let (failed, time) = failing(drawn(contents), patience).await;
    assert_eq!(failed, (0..300).collect());
    assert!(time < 10 * patience, "{time:?}");
}
