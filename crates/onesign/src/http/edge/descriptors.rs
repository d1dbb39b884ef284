//! Descriptors: connections may use a part of them, so that workers, the database and files can always be opened.

use rustix::process::{Resource, getrlimit, setrlimit};

/// The most descriptors that are asked for.
const WANTED: u64 = 8_192;
/// Descriptors that are no connection's: of workers, the database, the log and jobs.
const RESERVE: u64 = 256;
/// The most connections, however many descriptors there are: each takes memory as well.
const MOST_CONNECTIONS: u64 = 2_048;
/// The fewest connections that make a server.
const FEWEST_CONNECTIONS: u64 = 16;

/// Fewer than these are worth a warning: browsers open several.
const FEW_CONNECTIONS: u64 = 128;

/// Raises the soft limit on descriptors as far as it is needed and allowed. To be called once, at the start.
pub(crate) fn raise() {
    let mut limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.unwrap_or(WANTED).min(WANTED);
    if limit.current.is_none_or(|current| current >= wanted) {
        return;
    }
    limit.current = Some(wanted);
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(%error, "the limit on open files can't be raised");
    }
}

/// How many connections the descriptors of this process are enough for. The log tells if these are few.
pub(super) fn connections() -> usize {
    let descriptors = getrlimit(Resource::Nofile).current.unwrap_or(WANTED);
    let connections = fitting(descriptors);
    if connections < FEW_CONNECTIONS {
        tracing::warn!(
            descriptors,
            connections,
            "few people can be served at one time: raise the limit on open files (ulimit -n), to 1024 at least"
        );
    }
    usize::try_from(connections).unwrap_or(usize::MAX)
}

/// A request may need a file besides its connection.
fn fitting(descriptors: u64) -> u64 {
    (descriptors.saturating_sub(RESERVE) / 2).clamp(FEWEST_CONNECTIONS, MOST_CONNECTIONS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_descriptors_for_the_rest() {
        assert_eq!(fitting(1_024), 384);
        assert_eq!(fitting(100), FEWEST_CONNECTIONS);
        assert_eq!(fitting(u64::MAX), MOST_CONNECTIONS);
        assert!(2 * fitting(1_024) + RESERVE <= 1_024);
    }
}
