//! Processor-heavy work, on threads with a lower priority than those that serve requests.

use tokio::task::JoinError;

/// The niceness of such threads: at 10, a thread that serves requests gets ten times their share.
pub const NICENESS: i32 = 10;

/// Runs heavy work on one of the runtime's threads for blocking work. That thread and its children keep the lower
/// priority, because they only get work of this kind.
///
/// # Errors
/// [`JoinError`] if the work panicked.
pub async fn background<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, JoinError> {
    tokio::task::spawn_blocking(move || {
        // Linux counts niceness by thread. If it can't be changed, the work still runs.
        let _ = rustix::process::setpriority_process(None, NICENESS);
        work()
    })
    .await
}
