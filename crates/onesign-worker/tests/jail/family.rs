//! The running workers, from the operating system's point of view.

use std::fs;
use std::time::{Duration, Instant};

/// Process ids of this process's living children.
pub fn children() -> Vec<u32> {
    let me = std::process::id();
    let all = fs::read_dir("/proc").unwrap();
    all.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(|process| {
            let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
            // The name may contain any character; state and parent follow it.
            let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
            let mut fields = rest.split_whitespace();
            let state = fields.next();
            state != Some("Z") && fields.next() == Some(me.to_string().as_str())
        })
        .collect()
}

/// Waits until at most this many workers remain.
pub async fn at_most(count: usize) {
    let started = Instant::now();
    while children().len() > count {
        assert!(
            started.elapsed() < Duration::from_secs(10),
            "{:?} are left",
            children()
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Processor time of all ended children, in milliseconds, to the clock tick.
pub fn spent_ms() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let fields: Vec<u64> = rest
        .split_whitespace()
        .map(|field| field.parse().unwrap_or(0))
        .collect();
    // The process's own user and system time, then the children's; Linux always uses 100 ticks a second.
    fields[11..15].iter().sum::<u64>() * 10
}
