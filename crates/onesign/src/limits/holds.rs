//! What an answer holds in memory, for the limits of it.

/// The memory of an answer's body, marked on answers whose length does not show it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Holds {
    /// None: all answers share the same bytes.
    Nothing,
    /// One piece at a time of data on disk.
    Pieces,
}
