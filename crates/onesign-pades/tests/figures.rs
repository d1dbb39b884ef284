//! How long a seal takes, beside the least it could take. Run with
//! `cargo test --release -p onesign-pades --test figures -- --ignored --nocapture`.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::time::{Duration, Instant};

use onesign_pades::verify::{Policy, Verdict, validate};
use onesign_pades::{Prefix, Signer as _};
use support::{NOW, authority, document, seal};

/// The median of some runs.
fn median(runs: usize, mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[runs / 2]
}

#[test]
#[ignore = "figures are for people"]
fn figures() {
    let authority = authority();
    let signer = authority.signer().unwrap();
    let trust = Policy::trusting(vec![authority.root_der.clone()]);
    for (size, runs) in [(50_000, 400), (5_000_000, 40), (20_000_000, 12)] {
        let base = document(size);
        let floor = median(runs, || {
            let mut prefix = Prefix::new(signer.algorithm());
            prefix.update(&base);
            signer.sign(&prefix.digest()).unwrap();
        });
        let sealing = median(runs, || drop(seal(&base, &signer, 16_384)));
        let sealed = seal(&base, &signer, 16_384);
        let checking = median(runs, || {
            assert_eq!(validate(&sealed, &trust, NOW).verdict, Verdict::Passed)
        });
        let ratio = sealing.as_secs_f64() / floor.as_secs_f64();
        println!(
            "{size} bytes: floor {floor:?}, seal {sealing:?} ({ratio:.2} × floor), check {checking:?}"
        );
    }
}
