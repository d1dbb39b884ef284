//! Work that takes a processor for a while, on threads that give way to whoever waits for an answer.

use tokio::task::JoinError;

/// How much such threads give way: at 10, a thread that serves requests gets ten times their share.
pub const NICENESS: i32 = 10;

/// Runs heavy work on one of the runtime's threads for blocking work. That thread, and what it starts, gives way from
/// then on: what else comes to it is of the same sort.
///
/// # Errors
/// [`JoinError`] if the work panicked.
pub async fn background<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, JoinError> {
    tokio::task::spawn_blocking(move || {
        // Linux counts niceness by thread. Where it can't be changed, the work is done all the same.
        let _ = rustix::process::setpriority_process(None, NICENESS);
        work()
    })
    .await
}
