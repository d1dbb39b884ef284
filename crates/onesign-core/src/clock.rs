//! The clock as a dependency: each part that needs the time asks the clock that it got at its start.

/// Tells the time of day. The law does not read a clock: it gets a [`crate::Moment`].
pub trait Clock: std::fmt::Debug + Send + Sync {
    /// Milliseconds since the Unix epoch, UTC.
    fn now_ms(&self) -> i64;

    /// Seconds since the Unix epoch, UTC.
    fn now_s(&self) -> i64 {
        self.now_ms().div_euclid(1_000)
    }
}
