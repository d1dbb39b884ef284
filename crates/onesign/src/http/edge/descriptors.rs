//! File descriptors: connections may use only a part of them, so that workers, the database and files can always open
//! theirs.

use rustix::process::{Resource, getrlimit, setrlimit};

/// The most descriptors to request.
const WANTED: u64 = 8_192;
/// Descriptors reserved for workers, the database, the log and jobs.
const RESERVE: u64 = 256;
/// The most connections with any number of descriptors, because each also takes memory.
const MOST_CONNECTIONS: u64 = 2_048;
/// The fewest connections of a usable server.
const FEWEST_CONNECTIONS: u64 = 16;

/// Fewer than these cause a warning, because browsers open several.
const FEW_CONNECTIONS: u64 = 128;

/// Raises the soft limit on descriptors as far as needed and allowed. Call it once, at the start.
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

/// Advice if there are too few descriptors for the usual number of connections, so that some would be ended for lack of
/// them. Call it once, at the start.
pub(crate) fn shortage() -> Option<String> {
    short(getrlimit(Resource::Nofile).current.unwrap_or(WANTED))
}

fn short(descriptors: u64) -> Option<String> {
    let (wanted, connections) = (2 * MOST_CONNECTIONS + RESERVE, fitting(descriptors));
    (connections < MOST_CONNECTIONS).then(|| {
        format!(
            "this process may open {descriptors} files, which is enough for {connections} connections at a time; \
             further visitors are turned away. Let it open {wanted}: LimitNOFILE={wanted} in a systemd unit, \
             --ulimit nofile={wanted} for a container, ulimit -n {wanted} in a shell"
        )
    })
}

/// The number of connections that this process has descriptors for.
pub(super) fn connections() -> usize {
    let descriptors = getrlimit(Resource::Nofile).current.unwrap_or(WANTED);
    let connections = fitting(descriptors);
    if connections < FEW_CONNECTIONS {
        tracing::warn!(
            descriptors,
            connections,
            "few people can be served at a time: raise the limit on open files (ulimit -n) to at least 1024"
        );
    }
    usize::try_from(connections).unwrap_or(usize::MAX)
}

/// A request may need a file in addition to its connection.
fn fitting(descriptors: u64) -> u64 {
    (descriptors.saturating_sub(RESERVE) / 2).clamp(FEWEST_CONNECTIONS, MOST_CONNECTIONS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_few_descriptors_cause_a_warning_with_the_number_to_set() {
        let told = short(256).unwrap();
        assert!(
            told.contains("16 connections") && told.contains("LimitNOFILE=4352"),
            "{told}"
        );
        assert!(short(4_351).is_some());
        assert_eq!((short(4_352), short(u64::MAX)), (None, None));
    }

    #[test]
    fn connections_leave_descriptors_for_the_rest() {
        assert_eq!(fitting(1_024), 384);
        assert_eq!(fitting(100), FEWEST_CONNECTIONS);
        assert_eq!(fitting(u64::MAX), MOST_CONNECTIONS);
        assert!(2 * fitting(1_024) + RESERVE <= 1_024);
    }
}
