//! Work that waits for a worker, on threads with a lower priority than those that serve requests.

use tokio::task::JoinError;

/// The niceness of such threads: at 10, a thread that serves requests gets ten times their share.
const NICENESS: i32 = 10;

/// Runs work on one of the runtime's threads for blocking work. That thread and the workers that it starts keep the
/// lower priority.
///
/// # Errors
/// [`JoinError`] if the work panicked.
pub(crate) async fn background<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, JoinError> {
    tokio::task::spawn_blocking(move || {
        // Linux counts niceness by thread. If it can't be changed, the work still runs.
        let _ = rustix::process::setpriority_process(None, NICENESS);
        work()
    })
    .await
}
