//! The cost of the jail: run with `ONESIGN_MEASURE=1` in release.

use std::time::Instant;

use onesign_pdf::Limits;

use crate::{family, paper, press};
use onesign_worker::{Enclosing, Form};

pub async fn cost_of_an_intake() {
    /// Enough rounds to measure tenths with clock ticks of 10 ms.
    const TIMES: u64 = 400;
    if std::env::var_os("ONESIGN_MEASURE").is_none() {
        println!("    skipped: set ONESIGN_MEASURE and build in release");
        return;
    }
    for (name, bytes) in [
        ("1 page, 1 KB", paper::document(1, 0)),
        ("5 pages, 50 KB", paper::document(5, 9_500)),
    ] {
        let limits = Limits::default();
        let inside = Instant::now();
        for _ in 0..TIMES {
            onesign_pdf::intake(&bytes, None, &limits).unwrap();
        }
        let inside = inside.elapsed().as_secs_f64() * 1000.0 / TIMES as f64;
        let press = press();
        press.jails().await.unwrap();
        family::at_most(1).await;
        let (cpu, wall) = (family::spent_ms(), Instant::now());
        for _ in 0..TIMES {
            press
                .intake(
                    bytes.clone(),
                    None,
                    limits.clone(),
                    Enclosing::default(),
                    Form::Painted,
                )
                .await
                .unwrap();
        }
        let wall = wall.elapsed().as_secs_f64() * 1000.0 / TIMES as f64;
        family::at_most(1).await;
        let cpu = (family::spent_ms() - cpu) as f64 / TIMES as f64;
        println!(
            "    {name} ({} bytes): {inside:.2} ms without a jail; {cpu:.2} ms CPU, {wall:.2} ms wall in one",
            bytes.len()
        );
        let normalised = bytes::Bytes::from(
            press
                .intake(
                    bytes,
                    None,
                    limits.clone(),
                    Enclosing::default(),
                    Form::Painted,
                )
                .await
                .unwrap()
                .normalised,
        );
        let kept = Instant::now();
        for _ in 0..20 {
            press
                .render("one", normalised.clone(), 0, 1200)
                .await
                .unwrap();
        }
        println!(
            "    a page of it at 1200 pixels: {:.2} ms wall",
            kept.elapsed().as_secs_f64() * 50.0
        );
    }
}
