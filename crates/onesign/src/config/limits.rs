//! Bounds for the operator's limits.

use super::settings::Settings;
use super::{ConfigError, number};
use std::fs;

/// The default limit of an upload, in bytes.
const USUAL_BYTES: u64 = 50 * 1024 * 1024;
/// The lowest usable limit of an upload, in bytes.
const FEWEST_BYTES: u64 = 64 * 1024;
/// The largest file that every part of the program can process, in bytes.
const MOST_BYTES: u64 = 2 * 1024 * 1024 * 1024 - 1;
/// Reading and drawing an upload takes several times its size, so it may be at most this fraction of the memory.
const SHARE: u64 = 4;
const USUAL_PAGES: u64 = 2_000;
const MOST_PAGES: u64 = 100_000;
const USUAL_COST: u64 = 12;

/// `ONESIGN_MAX_BYTES`: limited by the available memory.
pub(super) fn bytes(settings: &mut Settings) -> Result<u64, ConfigError> {
    const VARIABLE: &str = "ONESIGN_MAX_BYTES";
    let Some(text) = settings.take(VARIABLE) else {
        return Ok(USUAL_BYTES);
    };
    let most = memory().map_or(MOST_BYTES, |memory| (memory / SHARE).min(MOST_BYTES));
    // The default is always allowed as an explicit value.
    number(VARIABLE, &text, FEWEST_BYTES..=most.max(USUAL_BYTES))
}

/// `ONESIGN_MAX_PAGES`.
pub(super) fn pages(settings: &mut Settings) -> Result<u32, ConfigError> {
    small(settings, "ONESIGN_MAX_PAGES", USUAL_PAGES, 1..=MOST_PAGES)
}

/// `ONESIGN_BCRYPT_COST`: below 10 guessing is too cheap, above 16 a sign-in takes seconds.
pub(super) fn bcrypt_cost(settings: &mut Settings) -> Result<u32, ConfigError> {
    small(settings, "ONESIGN_BCRYPT_COST", USUAL_COST, 10..=16)
}

fn small(
    settings: &mut Settings,
    variable: &'static str,
    usual: u64,
    range: std::ops::RangeInclusive<u64>,
) -> Result<u32, ConfigError> {
    let value = match settings.take(variable) {
        Some(text) => number(variable, &text, range)?,
        None => usual,
    };
    u32::try_from(value).map_err(|_| ConfigError::value(variable, "is too large"))
}

/// The memory available to this process, in bytes: the machine's, or less if its container has a limit.
fn memory() -> Option<u64> {
    let limits = [
        "/sys/fs/cgroup/memory.max",
        "/sys/fs/cgroup/memory/memory.limit_in_bytes",
    ];
    let limits = limits
        .iter()
        .filter_map(|path| fs::read_to_string(path).ok()?.trim().parse::<u64>().ok());
    let machine = fs::read_to_string("/proc/meminfo").ok();
    let machine = machine.as_deref().and_then(total);
    limits.chain(machine).min()
}

/// The total in the text of `/proc/meminfo`, in bytes.
fn total(meminfo: &str) -> Option<u64> {
    let line = meminfo
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    kilobytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_memory_of_this_machine_is_known() {
        assert_eq!(
            total("MemTotal:       16384 kB\nMemFree: 1 kB\n"),
            Some(16_384 * 1024)
        );
        assert!(memory().is_some_and(|bytes| bytes > 64 * 1024 * 1024));
    }
}
