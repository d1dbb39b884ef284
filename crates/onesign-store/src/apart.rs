//! A database and a directory that do not belong together.

/// Why a database and a directory can't be used together. Each message says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Apart {
    /// Each belongs to another instance.
    #[error("the database and the data directory belong to two different instances")]
    Mismatch,
    /// The directory lacks its half of the bond, though there are data to which it should be bound.
    #[error("the data directory has lost the file blobs/.instance that binds it to the database")]
    NoMarker,
    /// This instance did not write the file in the directory.
    #[error("the file blobs/.instance in the data directory is damaged or was changed")]
    DamagedMarker,
    /// The database is empty, the directory is not.
    #[error("the database is empty, but the data directory holds documents of an instance")]
    EmptyDatabase,
    /// The database lacks facts that it once had.
    #[error(
        "the database is older than the data directory: it has {has} entries and once had at least {had}"
    )]
    Older {
        /// Facts that it has.
        has: i64,
        /// Facts that it once had.
        had: i64,
    },
    /// The history of the database differs from the one that the directory records.
    #[error(
        "the database lacks an entry that the data directory knows of ({stream} {seq}): it is a copy that has \
         since diverged, or an older version"
    )]
    OtherHistory {
        /// The stream of the entry.
        stream: String,
        /// Its number.
        seq: i64,
    },
    /// Neither is bound yet, and they do not match.
    #[error(
        "the database and the data directory do not match: {missing} envelopes have no document, and {unknown} \
         folders belong to no envelope"
    )]
    Disagree {
        /// Envelopes whose document is not there.
        missing: u64,
        /// Folders of envelopes that are not in the database.
        unknown: u64,
    },
}

/// The advice for the operator.
pub(crate) const WHAT_TO_DO: &str = "Nothing was changed. Start OneSign with the database and the data directory that \
     belong together, in their newest state. If you restored one of them on purpose, and accept that what is missing \
     stays missing, run `onesign accept-restore` once";
