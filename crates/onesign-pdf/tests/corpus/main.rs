//! Intake over a corpus of real, odd and hostile files.
//!
//! The corpus isn't part of the repository: the tests find it through `ONESIGN_CORPUS` or next to the repository,
//! and report that they are skipped if it is absent.
#![allow(clippy::unwrap_used, clippy::panic)]

mod answers;
mod hostile;
mod manifest;
mod pictures;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Runs `work` on every item with as many threads as there are processors; returns the results, in any order.
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> Option<R> + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Some(result) = work(item) {
                        results.lock().unwrap().push(result);
                    }
                }
            });
        }
    });
    results.into_inner().unwrap()
}

/// Fails with all complaints at once.
fn report(mut complaints: Vec<String>) {
    complaints.sort();
    assert!(
        complaints.is_empty(),
        "{} complaints:\n{}",
        complaints.len(),
        complaints.join("\n")
    );
}
