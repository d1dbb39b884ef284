//! The processor time of a worker: a document is not to blame for a busy machine.

use std::time::Duration;

/// Ticks a second in Linux's process statistics (`USER_HZ`, the same on every architecture that OneSign runs on).
const TICKS: u32 = 100;

/// The processor time of a process over all its threads; `None` if the kernel does not report it.
pub(crate) fn processor_time(process: u32) -> Option<Duration> {
    read(&std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?)
}

#[cfg(feature = "press")]
/// Returns when a process has used this much processor time from now on, regardless of the load of the machine.
pub(crate) async fn has_worked(process: u32, time: Duration) {
    /// The interval between two readings.
    const LOOK: Duration = Duration::from_millis(50);
    let before = processor_time(process).unwrap_or_default();
    // A process that has ended uses no more time; the task that waits for its answer notices the end.
    while processor_time(process).is_none_or(|now| now.saturating_sub(before) < time) {
        tokio::time::sleep(LOOK).await;
    }
}

/// Fields 14 and 15 of proc_pid_stat(5). The name before them may contain anything, parentheses included.
fn read(stat: &str) -> Option<Duration> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut times = fields.split_ascii_whitespace().skip(11);
    let user: u32 = times.next()?.parse().ok()?;
    let system: u32 = times.next()?.parse().ok()?;
    Some(Duration::from_secs(1) * user.checked_add(system)? / TICKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_counted_and_waiting_is_not() {
        let own = || processor_time(std::process::id()).unwrap();
        let before = own();
        let mut sum = 0_u64;
        while own() - before < Duration::from_millis(30) {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
        let line = "7 (a) b) R 1 1 1 0 -1 4194304 90 0 0 0 250 50 0 0 20 0 1 0 5 0 0";
        assert_eq!(read(line), Some(Duration::from_secs(3)));
        assert_eq!(read("7 (cut"), None);
    }
}
